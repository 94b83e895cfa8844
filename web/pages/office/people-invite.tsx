import type { OpenInvitation, PeopleReply, people } from "../../../shared/contract/people.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { doorOf, GIVEN_ROLES, type GivenRole, ROLE_LABELS, ROLE_PURPOSES } from "../../../shared/rules/role.ts";
import { call, Refusal } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { Radios } from "../../parts/choices.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import type { PageError } from "../../parts/error-summary.tsx";
import { TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { Table } from "../../parts/table.tsx";
import { useTyped } from "../../parts/typed.ts";
import type { Change } from "../../parts/use-changing.ts";

export const DOOR_WORDS = { code: "Code by email", staff: "Office account" } as const;

/** Who is invited and has not come yet. */
export const Invitations = ({
  invitations,
  change,
}: {
  invitations: readonly OpenInvitation[];
  change: Change<PeopleReply>;
}) => (
  <Table
    caption="Open invitations"
    rows={invitations}
    keyOf={({ id }) => id}
    empty="Nobody is invited at the moment."
    columns={[
      { id: "email", header: "Email address", names: true, cell: ({ email }) => email },
      { id: "role", header: "Role", cell: ({ role }) => ROLE_LABELS[role] },
      { id: "ends", header: "Good until", cell: ({ endsAt }) => formatDateTime(endsAt), by: ({ endsAt }) => endsAt },
      {
        id: "withdraw",
        header: "Withdraw",
        cell: ({ id, email }) => (
          <Confirm
            action="Withdraw"
            question={`Withdraw the invitation of ${email}?`}
            yes="Yes, withdraw it"
            no="No, keep it"
            onYes={() => {
              const asked = { params: { id }, body: { writeId: crypto.randomUUID() } };
              void change(
                () => call<typeof people.withdraw>("POST /api/people/invitations/{id}/withdrawal", asked),
                `The invitation of ${email} is withdrawn.`,
              );
            }}
          />
        ),
      },
    ]}
  />
);

const NOBODY: { email: string; role: GivenRole | "" } = { email: "", role: "" };

/** Inviting an address to a role. */
export const Invite = ({ errors, change }: { errors: readonly PageError[]; change: Change<PeopleReply> }) => {
  const { typed, setTyped, field } = useTyped(NOBODY, errors);
  const send = async (): Promise<void> => {
    const { email, role } = typed;
    if (role === "") {
      await change(() => Promise.reject(new Refusal("invalid-request", CHOOSE_ROLE)), "");
      return;
    }
    const body = { email, role, writeId: crypto.randomUUID() };
    const done = await change(
      () => call<typeof people.invite>("POST /api/people/invitations", { body }),
      `${email} is invited. The email is on its way.`,
    );
    if (done) setTyped(NOBODY);
  };
  return (
    <Form onSend={send}>
      <h2 class="govuk-heading-m">Invite somebody</h2>
      <TextField
        {...field("email")}
        label="Email address"
        type="email"
        inputMode="email"
        spellcheck={false}
        width={30}
      />
      <Radios
        {...field("role")}
        label="Role"
        options={GIVEN_ROLES.map((one) => ({
          value: one,
          label: ROLE_LABELS[one],
          hint: `${ROLE_PURPOSES[one][0]?.toUpperCase()}${ROLE_PURPOSES[one].slice(1)}. Signs in with: ${DOOR_WORDS[doorOf(one)].toLowerCase()}.`,
        }))}
      />
      <Button submit>Send the invitation</Button>
    </Form>
  );
};

const CHOOSE_ROLE = {
  type: "/problems/invalid-request",
  title: "Some answers need another look",
  status: 422,
  errors: [{ rule: "role/choose", pointer: "/role", detail: "Choose a role." }],
};
