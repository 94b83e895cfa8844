import type { CertificateView, RetentionPage, retention } from "../../../shared/contract/retention.ts";
import { formatShortDate } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Page } from "../../parts/page.tsx";
import { Table } from "../../parts/table.tsx";
import { Tag } from "../../parts/tag.tsx";
import { Told } from "../../parts/told.tsx";
import { useChanging } from "../../parts/use-changing.ts";
import { HoldPaper, PlaceHold } from "./retention-hold.tsx";
import { kindWords, ruleWords } from "./retention-words.ts";

const Due = ({ page }: { page: RetentionPage }) => (
  <>
    <Table
      caption={`Due by ${formatShortDate(page.dueBy)}`}
      rows={page.due}
      keyOf={({ kind }) => kind}
      empty={`Nothing is due by ${formatShortDate(page.dueBy)}.`}
      columns={[
        { id: "kind", header: "What", names: true, cell: ({ kind }) => kindWords(kind) },
        { id: "count", header: "How many", numeric: true, by: ({ count }) => count, cell: ({ count }) => count },
        {
          id: "first",
          header: "First on",
          by: ({ firstOn }) => firstOn,
          cell: ({ firstOn }) => formatShortDate(firstOn),
        },
      ]}
    />
    {page.applications.length === 0 ? null : (
      <Table
        caption="Applications among them"
        rows={page.applications}
        keyOf={({ id }) => id}
        empty=""
        columns={[
          { id: "id", header: "Reference", names: true, tight: true, by: ({ id }) => id, cell: ({ id }) => id },
          {
            id: "on",
            header: "Due on",
            by: ({ deleteOn }) => deleteOn,
            cell: ({ deleteOn }) => formatShortDate(deleteOn),
          },
          { id: "held", header: "Hold", cell: ({ held }) => (held ? <Tag tone="hand">Held: it stays</Tag> : "None") },
        ]}
      />
    )}
  </>
);

const totalOf = ({ lines }: CertificateView): number => lines.reduce((sum, { count }) => sum + count, 0);

const Certificates = ({ certificates }: { certificates: readonly CertificateView[] }) => (
  <Table
    caption="Certificates"
    rows={certificates}
    keyOf={({ day }) => day}
    empty="Nothing has been deleted yet. Each day on which something is gets a certificate."
    columns={[
      { id: "day", header: "Day", names: true, by: ({ day }) => day, cell: ({ day }) => formatShortDate(day) },
      {
        id: "lines",
        header: "What was deleted",
        cell: ({ lines }) => (
          <>
            {lines.map(({ kind, rule, count }) => (
              <div key={`${kind}${rule}`}>
                {kindWords(kind)}
                {ruleWords(rule) === "" ? "" : ` (${ruleWords(rule)})`}: {count}
              </div>
            ))}
          </>
        ),
      },
      { id: "total", header: "In all", numeric: true, by: totalOf, cell: totalOf },
      {
        id: "state",
        header: "Run",
        cell: ({ finishedAt }) => (finishedAt === undefined ? <Tag tone="hand">Under way</Tag> : "Finished"),
      },
    ]}
  />
);

/** What is held, what goes within thirty days, and what has gone, with its certificates. */
export default function RetentionPageView() {
  const loaded = useLoaded((signal) => call<typeof retention.list>("GET /api/office/retention", { signal }), []);
  const { errors, change, told } = useChanging(loaded.replace);
  return (
    <Page
      title="What we keep and delete"
      errors={errors}
      lead="Everything here has a day on which it is deleted. A hold stops that."
    >
      <Told {...told} />
      <Load of={loaded}>
        {(page) => (
          <>
            <h2 class="govuk-heading-m">Holds</h2>
            {page.holds.length === 0 ? <p class="govuk-body soft">No hold has been placed.</p> : null}
            {page.holds.map((line) => (
              <HoldPaper key={line.hold.id} line={line} mayLift={page.mayLift} errors={errors} change={change} />
            ))}
            {page.mayPlace ? <PlaceHold errors={errors} change={change} /> : null}
            <Due page={page} />
            <Certificates certificates={page.certificates} />
          </>
        )}
      </Load>
    </Page>
  );
}
