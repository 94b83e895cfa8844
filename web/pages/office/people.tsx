import { useState } from "preact/hooks";
import type { people } from "../../../shared/contract/people.ts";
import { ROLE_LABELS } from "../../../shared/rules/role.ts";
import { call } from "../../api.ts";
import { LinkButton } from "../../parts/button.tsx";
import { Load, useLoaded } from "../../parts/load.tsx";
import { TEMPLATES_PATH } from "../../parts/mail-paths.ts";
import { Page } from "../../parts/page.tsx";
import { useSession } from "../../parts/session.tsx";
import { Table } from "../../parts/table.tsx";
import { Told } from "../../parts/told.tsx";
import { useChanging } from "../../parts/use-changing.ts";
import { PersonChange } from "./people-change.tsx";
import { DOOR_WORDS, Invitations, Invite } from "./people-invite.tsx";

/** Who holds a role, who is invited to one, and how that is changed: for administrators. */
export default function PeoplePage() {
  const { person: me } = useSession();
  const loaded = useLoaded((signal) => call<typeof people.list>("GET /api/people", { signal }), []);
  const { errors, change, told } = useChanging(loaded.replace);
  const [changing, setChanging] = useState("");
  return (
    <Page
      title="People and roles"
      errors={errors}
      lead="What each person may do here. A role works only with the way of signing in that stands beside it."
    >
      <Told {...told} />
      <Load of={loaded}>
        {({ people: holders, invitations }) => (
          <>
            <Table
              caption="People with a role"
              rows={holders}
              keyOf={({ personId }) => personId}
              wordsOf={({ name, email, roles }) =>
                `${name} ${email} ${roles.map((role) => ROLE_LABELS[role]).join(" ")}`
              }
              empty="Nobody has a role yet."
              current={({ personId }) => personId === changing}
              sortedBy={{ column: "name", direction: "ascending" }}
              columns={[
                {
                  id: "name",
                  header: "Name",
                  names: true,
                  by: ({ name }) => name,
                  cell: ({ name, email, personId }) => (
                    <>
                      {name || "Name not given yet"}
                      {personId === me?.personId ? " (you)" : ""}
                      <br />
                      <span class="soft">{email}</span>
                    </>
                  ),
                },
                {
                  id: "roles",
                  header: "Roles",
                  by: ({ roles }) => roles[0] ?? "",
                  cell: ({ roles }) => roles.map((role) => ROLE_LABELS[role]).join(", "),
                },
                { id: "door", header: "Signs in with", by: ({ door }) => door, cell: ({ door }) => DOOR_WORDS[door] },
                {
                  id: "change",
                  header: "Change",
                  cell: ({ personId, name, email }) => (
                    <LinkButton onClick={() => setChanging(personId)}>
                      Change<span class="govuk-visually-hidden"> {name || email}</span>
                    </LinkButton>
                  ),
                },
              ]}
            />
            {holders
              .filter(({ personId }) => personId === changing)
              .map((person) => (
                <PersonChange
                  key={person.personId}
                  person={person}
                  own={person.personId === me?.personId}
                  change={change}
                  onClose={() => setChanging("")}
                />
              ))}
            <Invitations invitations={invitations} change={change} />
          </>
        )}
      </Load>
      <Invite errors={errors} change={change} />
      <p class="govuk-body">
        <a class="govuk-link" href={TEMPLATES_PATH}>
          Every email we send
        </a>
      </p>
    </Page>
  );
}
