import type { closures, OfficeClosure } from "../../../shared/contract/closures.ts";
import { untilWords } from "../../../shared/rules/closure-words.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { ButtonLink } from "../../parts/button.tsx";
import { closurePath, NEW_CLOSURE_PATH } from "../../parts/closure-paths.ts";
import { REASON_WORDS } from "../../parts/closure-words.ts";
import { ELECTIONS_PATH } from "../../parts/election-paths.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Page } from "../../parts/page.tsx";
import { useSession } from "../../parts/session.tsx";
import { Table } from "../../parts/table.tsx";

const Lines = ({ caption, empty, rows }: { caption: string; empty: string; rows: readonly OfficeClosure[] }) => (
  <Table
    caption={caption}
    rows={rows}
    keyOf={({ closure }) => closure.id}
    empty={empty}
    columns={[
      {
        id: "scope",
        header: "What",
        names: true,
        cell: ({ closure, scopeName }) => (
          <a class="govuk-link" href={closurePath(closure.id)}>
            {scopeName}
          </a>
        ),
      },
      { id: "why", header: "Why", cell: ({ closure }) => REASON_WORDS[closure.reason] },
      {
        id: "from",
        header: "From",
        by: ({ closure }) => closure.from,
        cell: ({ closure }) => formatDateTime(closure.from),
      },
      { id: "until", header: "Until", cell: ({ closure }) => untilWords(closure).replace(/^until /, "") },
      { id: "rounds", header: "Rounds", numeric: true, cell: ({ rounds }) => rounds.length },
    ]}
  />
);

/** Closures: what is in force, what is announced, and what is over. */
export default function ClosuresPage() {
  const loaded = useLoaded((signal) => call<typeof closures.list>("GET /api/office/closures", { signal }), []);
  const { person } = useSession();
  const mayClose = person?.roles.some((role) => role === "officer" || role === "approver") === true;
  return (
    <Page
      title="Closures"
      lead="Close the portal, a fund, a round or publicity: at once or announced ahead. One person closes. Opening again takes two."
    >
      <Load of={loaded}>
        {({ closures: all }) => {
          const of = (state: OfficeClosure["state"]) => all.filter((one) => one.state === state);
          return (
            <>
              {mayClose ? (
                <p class="govuk-body">
                  <ButtonLink href={NEW_CLOSURE_PATH}>Close something</ButtonLink>{" "}
                  <a class="govuk-link" href={ELECTIONS_PATH}>
                    Close ahead of an election
                  </a>
                </p>
              ) : null}
              <Lines caption="In force" empty="Nothing is closed." rows={of("in-force")} />
              <Lines caption="Announced" empty="Nothing is announced." rows={of("announced")} />
              <Lines caption="Over" empty="Nothing was closed before." rows={of("ended")} />
            </>
          );
        }}
      </Load>
    </Page>
  );
}
