import { useEffect, useState } from "preact/hooks";
import type { MemberLine, organisations, WaitingJoin } from "../../../shared/contract/organisations.ts";
import { formatShortDate, londonDate } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { groupPath } from "../../parts/desk-paths.ts";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { TextArea } from "../../parts/fields.tsx";

export type WaitingAnswer = { how: "accepted" | "refused" } | { how: "replaced"; oldPersonId: string };

type WaitingProps = {
  join: WaitingJoin;
  busy: boolean;
  errors: readonly PageError[];
  answer: (answer: WaitingAnswer, reason: string) => void;
};

/** The one member who can be replaced: the last, or, where all have left, the one who left last. */
const replaceable = (members: readonly MemberLine[]): MemberLine | undefined => {
  const active = members.filter(({ leftAt }) => leftAt === undefined);
  if (active.length > 1) return undefined;
  return active[0] ?? members.toSorted((a, b) => (b.leftAt ?? "").localeCompare(a.leftAt ?? ""))[0];
};

const memberWords = ({ name, email, leftAt }: MemberLine): string =>
  `${name || "Name not given yet"}, ${email}${leftAt === undefined ? "" : `, left on ${formatShortDate(londonDate(leftAt))}`}`;

/** Somebody who asked to join a group and was not answered: the office answers after checking, or replaces its last member. */
export const Waiting = ({ join, busy, errors, answer }: WaitingProps) => {
  const { organisation, personId } = join;
  const [members, setMembers] = useState<readonly MemberLine[]>();
  const [reason, setReason] = useState("");
  useEffect(() => {
    const asked = { params: { id: organisation.id } };
    call<typeof organisations.people>("GET /api/organisations/{id}/people", asked).then(
      (people) => setMembers(people.members),
      () => setMembers(undefined),
    );
  }, [organisation.id]);
  const id = `${organisation.id}-${personId}`;
  const old = replaceable(members ?? []);
  return (
    <section class="paper">
      <h3 class="govuk-heading-s">
        {join.name || join.email} asks to join {organisation.name}
      </h3>
      <p class="govuk-body">
        <a class="govuk-link" href={groupPath(organisation.id)}>
          See what is recorded of {organisation.name}
        </a>
      </p>
      <p class="govuk-body break">
        {join.email}, on {formatShortDate(londonDate(join.askedAt))}. The group is at{" "}
        {[organisation.address, organisation.postcode].filter(Boolean).join(", ") || "no address yet"}.
      </p>
      <p class="govuk-body">Members of the group:</p>
      <ul class="govuk-list govuk-list--bullet">
        {(members ?? []).map((member) => (
          <li class="break" key={member.personId}>
            {memberWords(member)}
          </li>
        ))}
      </ul>
      <TextArea
        id={`${id}-reason`}
        label="Reason"
        hint="How you checked that this person speaks for the group"
        rows={2}
        value={reason}
        onChange={setReason}
        error={errorFor(errors, `${id}-reason`)}
      />
      <ButtonRow>
        <Button kind="secondary" busy={busy} onClick={() => answer({ how: "accepted" }, reason)}>
          Let them in
        </Button>
        {old === undefined ? null : (
          <Button
            kind="secondary"
            busy={busy}
            onClick={() => answer({ how: "replaced", oldPersonId: old.personId }, reason)}
          >
            Put them in the place of {old.name || old.email}
          </Button>
        )}
        <Button kind="secondary" busy={busy} onClick={() => answer({ how: "refused" }, reason)}>
          Say no
        </Button>
      </ButtonRow>
      {old === undefined ? null : (
        <p class="govuk-body soft">
          Whoever is replaced loses the group at once and is told at their address. Do it only when they have left.
        </p>
      )}
    </section>
  );
};
