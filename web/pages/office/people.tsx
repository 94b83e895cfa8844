import { useRef, useState } from "preact/hooks";
import type { people } from "../../../shared/contract/people.ts";
import { ROLE_LABELS } from "../../../shared/rules/role.ts";
import { call, Refusal } from "../../api.ts";
import { LinkButton } from "../../parts/button.tsx";
import { type PageError, pageErrors } from "../../parts/error-summary.tsx";
import { Load, useLoaded } from "../../parts/load.tsx";
import { TEMPLATES_PATH } from "../../parts/mail-paths.ts";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { RefusalNotice } from "../../parts/refusal.tsx";
import { useSession } from "../../parts/session.tsx";
import { Table } from "../../parts/table.tsx";
import { type Change, PersonChange } from "./people-change.tsx";
import { DOOR_WORDS, Invitations, Invite } from "./people-invite.tsx";

/** Who holds a role, who is invited to one, and how that is changed: for administrators. */
export default function PeoplePage() {
  const { person: me } = useSession();
  const loaded = useLoaded((signal) => call<typeof people.list>("GET /api/people", { signal }), []);
  const [errors, setErrors] = useState<PageError[]>([]);
  const [refusal, setRefusal] = useState<Refusal>();
  const [said, setSaid] = useState("");
  const [changing, setChanging] = useState("");
  const busy = useRef(false);

  const change: Change = async (send, done) => {
    if (busy.current) return false;
    busy.current = true;
    setErrors([]);
    setRefusal(undefined);
    setSaid("");
    try {
      loaded.replace(await send());
      setSaid(done);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.findings.length > 0) setErrors(pageErrors(error.findings));
      else setRefusal(error);
      return false;
    } finally {
      busy.current = false;
    }
  };

  return (
    <Page
      title="People and roles"
      errors={errors}
      lead="What each person may do here. A role works only with the way of signing in that stands beside it."
    >
      {refusal === undefined ? null : <RefusalNotice refusal={refusal} />}
      {said === "" ? null : (
        <Notice role="status">
          <p class="govuk-body">{said}</p>
        </Notice>
      )}
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
