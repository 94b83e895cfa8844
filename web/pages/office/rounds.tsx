import type { RoundLine, rounds } from "../../../shared/contract/rounds.ts";
import { formatDate } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { ButtonLink, ButtonRow } from "../../parts/button.tsx";
import { DESK_PATH } from "../../parts/desk-paths.ts";
import { AVAILABILITY_PATH, newRoundPath, roundPath, yearPath } from "../../parts/fund-paths.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Page } from "../../parts/page.tsx";
import { useSession } from "../../parts/session.tsx";
import { Table, type TableColumn } from "../../parts/table.tsx";
import { CLOSES, POT, roundWords, STATUS } from "./round-columns.tsx";

const COLUMNS: readonly TableColumn<RoundLine>[] = [
  {
    id: "title",
    header: "Round",
    cell: ({ id, title }) => (
      <a class="govuk-link" href={roundPath(id)}>
        {title}
      </a>
    ),
    by: ({ title }) => title,
    names: true,
  },
  { id: "id", header: "Code", cell: ({ id }) => id, by: ({ id }) => id, tight: true },
  { id: "fund", header: "Fund", cell: ({ fundName }) => fundName, by: ({ fundName }) => fundName },
  STATUS,
  CLOSES,
  {
    id: "meeting",
    header: "Meeting",
    cell: ({ meetingOn }) => formatDate(meetingOn),
    by: ({ meetingOn }) => meetingOn,
  },
  POT,
  {
    id: "bids",
    header: "Bids",
    cell: ({ totals }) => totals.submitted,
    by: ({ totals }) => totals.submitted,
    numeric: true,
  },
];

export default function RoundsPage() {
  const { person } = useSession();
  const loaded = useLoaded((signal) => call<typeof rounds.list>("GET /api/office/rounds", { query: {}, signal }), []);
  return (
    <Page
      title="Plan rounds"
      back={{ href: DESK_PATH, text: "All rounds" }}
      lead="When each fund opens, closes and is decided. The portal opens and closes a round by its clock."
    >
      <Load of={loaded}>
        {({ funds, rounds: lines }) => (
          <>
            <Table
              caption="All rounds"
              captionHidden
              columns={COLUMNS}
              rows={lines}
              keyOf={({ id }) => id}
              wordsOf={roundWords}
              empty="There is no round yet. Plan the first one below."
            />
            {person?.roles.includes("officer") ? (
              <>
                <h2 class="govuk-heading-m">A fund’s year</h2>
                <ul class="govuk-list">
                  {funds.map(({ id, name }) => (
                    <li key={id}>
                      <a class="govuk-link" href={yearPath(id)}>
                        All rounds of a year: {name}
                      </a>
                    </li>
                  ))}
                </ul>
                <h2 class="govuk-heading-m">Plan a round</h2>
                <ButtonRow>
                  {funds.map(({ id, name }) => (
                    <ButtonLink key={id} href={newRoundPath(id)} kind="secondary">
                      {name}
                    </ButtonLink>
                  ))}
                </ButtonRow>
              </>
            ) : null}
            <p class="govuk-body">
              <a class="govuk-link" href={AVAILABILITY_PATH}>
                When the portal could not be reached
              </a>
            </p>
          </>
        )}
      </Load>
    </Page>
  );
}
