import { useEffect, useRef, useState } from "preact/hooks";
import type { PeopleReply, people, RoleHolder } from "../../../shared/contract/people.ts";
import { doorOf, GIVEN_ROLES, ROLE_LABELS } from "../../../shared/rules/role.ts";
import { call } from "../../api.ts";
import { Button, LinkButton } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { SelectField } from "../../parts/fields.tsx";
import type { Change } from "../../parts/use-changing.ts";

/** What an administrator may change about somebody: each role, one more role, all sessions. Takes the focus when it opens. */
export const PersonChange = ({
  person,
  own,
  change,
  onClose,
}: {
  person: RoleHolder;
  own: boolean;
  change: Change<PeopleReply>;
  onClose: () => void;
}) => {
  const [role, setRole] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const params = { id: person.personId };
  const called = person.name || person.email;
  const free = GIVEN_ROLES.filter((one) => doorOf(one) === person.door && !person.roles.includes(one));
  const chosen = free.find((one) => one === role);
  return (
    <section class="paper">
      <h2 class="govuk-heading-s" tabIndex={-1} ref={heading}>
        {called}
      </h2>
      {person.roles.map((held) => (
        <Confirm
          key={held}
          action={`Remove the role ${ROLE_LABELS[held].toLowerCase()}`}
          question={`Remove the role ${ROLE_LABELS[held].toLowerCase()} from ${called}?`}
          yes="Yes, remove it"
          no="No, keep it"
          onYes={() => {
            const body = { role: held, writeId: crypto.randomUUID() };
            void change(
              () => call<typeof people.remove>("POST /api/people/{id}/roles/removal", { params, body }),
              `${called} no longer has the role ${ROLE_LABELS[held].toLowerCase()}.`,
            );
          }}
        >
          <p class="govuk-body">It ends at once, also for whoever is signed in.</p>
        </Confirm>
      ))}
      {own || free.length === 0 ? null : (
        <>
          <SelectField
            id={`role-of-${person.personId}`}
            label={`Another role for ${called}`}
            options={free.map((one) => ({ value: one, label: ROLE_LABELS[one] }))}
            value={role}
            onChange={setRole}
          />
          <Button
            kind="secondary"
            onClick={() => {
              if (chosen === undefined) return;
              const body = { role: chosen, writeId: crypto.randomUUID() };
              void change(
                () => call<typeof people.grant>("POST /api/people/{id}/roles", { params, body }),
                `${called} now has the role ${ROLE_LABELS[chosen].toLowerCase()}.`,
              );
            }}
          >
            Give this role
          </Button>
        </>
      )}
      <Confirm
        action="Sign out everywhere"
        question={`Sign ${called} out on all devices?`}
        yes="Yes, sign out"
        no="No"
        onYes={() => {
          const body = { writeId: crypto.randomUUID() };
          void change(
            () => call<typeof people.signOut>("POST /api/people/{id}/sign-out", { params, body }),
            `${called} is signed out everywhere.`,
          );
        }}
      />
      <LinkButton onClick={onClose}>Close</LinkButton>
    </section>
  );
};
