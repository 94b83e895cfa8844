import { useRoute } from "preact-iso";
import type { NoticeView } from "../../../shared/contract/outcome-views.ts";
import type { outcomes } from "../../../shared/contract/outcomes.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { minutesPath } from "../../parts/outcome-words.ts";
import { Page } from "../../parts/page.tsx";
import { PrintButton } from "../../parts/print-button.tsx";
import { SummaryList } from "../../parts/summary-list.tsx";

const lines = (all: readonly string[], none: string): string => (all.length === 0 ? none : all.join("\n"));

const Notice = ({ notice }: { notice: NoticeView }) => (
  <>
    <SummaryList
      rows={[
        { key: "Reference", value: notice.reference },
        { key: "Group", value: notice.organisationName },
        { key: "Fund and round", value: `${notice.fundName}, ${notice.roundTitle}` },
        { key: "Lead officer", value: notice.leadOfficer },
        { key: "Decision", value: `A grant of ${formatPounds(notice.amountPence)} from ${notice.sourceName}` },
        { key: "Background", value: notice.background },
        { key: "Power", value: notice.power },
        { key: "Reasons", value: notice.reasons },
        { key: "Conditions", value: lines(notice.conditions, "None beyond the terms of every grant") },
        ...(notice.dropped.length === 0 ? [] : [{ key: "Not paid for", value: lines(notice.dropped, "") }]),
        { key: "Interests declared", value: lines(notice.interests, "None") },
        ...notice.implications.map(({ label, value }) => ({ key: `Implications: ${label.toLowerCase()}`, value })),
      ]}
    />
    <section class="paper">
      <h2 class="govuk-heading-s">Signed</h2>
      <p class="govuk-body">
        {notice.signedBy}, {notice.signedAs}
        <br />
        {formatDateTime(notice.signedAt)}
      </p>
    </section>
    <PrintButton>Print the notice</PrintButton>
  </>
);

/** The decision notice of one award: a page that prints. */
export default function NoticePage() {
  const { id = "", application = "" } = useRoute().params;
  const loaded = useLoaded(
    (signal) =>
      call<typeof outcomes.notice>("GET /api/meetings/{id}/notices/{application}", {
        params: { id, application },
        signal,
      }),
    [id, application],
  );
  return (
    <Page
      title={loaded.is === "here" ? loaded.value.title : "Decision notice"}
      caption={`Decision notice · ${application}`}
      back={{ href: minutesPath(id), text: "Minutes" }}
    >
      <Load of={loaded}>{(notice) => <Notice notice={notice} />}</Load>
    </Page>
  );
}
