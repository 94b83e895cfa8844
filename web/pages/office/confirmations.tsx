import type { ConfirmationLine } from "../../../shared/contract/outcome-views.ts";
import type { outcomes } from "../../../shared/contract/outcomes.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { formatWholePounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { confirmationPath } from "../../parts/outcome-words.ts";
import { Page } from "../../parts/page.tsx";
import { Table } from "../../parts/table.tsx";
import { Tag } from "../../parts/tag.tsx";

const Lines = ({ lines }: { lines: readonly ConfirmationLine[] }) => (
  <Table
    caption="Meetings with recommendations"
    captionHidden
    rows={lines}
    keyOf={({ meetingId }) => meetingId}
    empty="No meeting has recommended anything yet. What a panel recommends of the Commissioner’s money appears here when its meeting is closed."
    columns={[
      {
        id: "meeting",
        header: "Meeting",
        names: true,
        cell: ({ meetingId, fundName, roundTitle }) => (
          <a class="govuk-link" href={confirmationPath(meetingId)}>
            {fundName}, {roundTitle}
          </a>
        ),
      },
      {
        id: "closed",
        header: "Closed",
        by: ({ closedAt }) => closedAt,
        cell: ({ closedAt }) => formatDateTime(closedAt),
      },
      {
        id: "waiting",
        header: "Waiting",
        numeric: true,
        by: ({ waiting }) => waiting,
        cell: ({ waiting }) => (waiting === 0 ? <Tag tone="done">None</Tag> : waiting),
      },
      {
        id: "pounds",
        header: "Recommended",
        numeric: true,
        by: ({ waitingPence }) => waitingPence,
        cell: ({ waitingPence }) => formatWholePounds(waitingPence),
      },
      {
        id: "answered",
        header: "Answered",
        numeric: true,
        by: ({ answered }) => answered,
        cell: ({ answered }) => answered,
      },
    ]}
  />
);

/** What waits for an approver, meeting by meeting. */
export default function ConfirmationsPage() {
  const loaded = useLoaded((signal) => call<typeof outcomes.waiting>("GET /api/office/confirmations", { signal }), []);
  return (
    <Page
      title="Recommendations to confirm"
      lead="A panel recommends on the Commissioner’s money. The Commissioner or a named delegate confirms, lowers or refuses each."
    >
      <Load of={loaded}>{({ meetings }) => <Lines lines={meetings} />}</Load>
    </Page>
  );
}
