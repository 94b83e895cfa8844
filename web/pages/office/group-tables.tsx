import type { ComponentChildren } from "preact";
import type { RecordPage } from "../../../shared/contract/records.ts";
import { formatShortDate } from "../../../shared/rules/london.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { StateTag } from "../../parts/application-state.tsx";
import { deskApplicationPath } from "../../parts/desk-paths.ts";
import { Table, type TableColumn, type TableProps } from "../../parts/table.tsx";
import { Tag } from "../../parts/tag.tsx";

/** One list of the record under its heading, which stays where the list is empty; below it, the way to add to it. */
export const Listed = <R,>({ children, ...table }: TableProps<R> & { children?: ComponentChildren }) => (
  <section>
    <h2 class="govuk-heading-m">{table.caption}</h2>
    <Table {...table} captionHidden />
    {children}
  </section>
);

/** Grants of the group that were made in this portal. */
export const Grants = ({ page }: { page: RecordPage }) => {
  const nameOf = (fundId: string) => page.funds.find(({ id }) => id === fundId)?.name ?? "Another fund";
  type Line = RecordPage["awards"][number];
  const columns: readonly TableColumn<Line>[] = [
    { id: "title", header: "Project", names: true, cell: ({ title = "" }) => title },
    { id: "fund", header: "Fund", cell: ({ fundId }) => nameOf(fundId) },
    { id: "on", header: "Decided", by: ({ on }) => on, cell: ({ on }) => formatShortDate(on) },
    {
      id: "reference",
      header: "Reference",
      tight: true,
      cell: ({ reference = "" }) => (
        <a class="govuk-link" href={deskApplicationPath(reference)}>
          {reference}
        </a>
      ),
    },
    {
      id: "amount",
      header: "Amount",
      numeric: true,
      by: ({ amountPence }) => amountPence,
      cell: ({ amountPence, told }) => (
        <>
          {formatPounds(amountPence)} {told ? null : <Tag tone="hand">not told yet</Tag>}
        </>
      ),
    },
  ];
  return (
    <Listed
      caption="Grants made here"
      columns={columns}
      rows={page.awards}
      keyOf={({ reference = "" }) => reference}
      empty="No grant was made here yet."
    />
  );
};

/** The group's applications here; of a draft its reference alone. */
export const Applications = ({ page }: { page: RecordPage }) => {
  type Line = RecordPage["applications"][number];
  const columns: readonly TableColumn<Line>[] = [
    {
      id: "id",
      header: "Reference",
      names: true,
      tight: true,
      by: ({ id }) => id,
      cell: ({ id, submittedAt }) =>
        submittedAt === undefined ? (
          id
        ) : (
          <a class="govuk-link" href={deskApplicationPath(id)}>
            {id}
          </a>
        ),
    },
    { id: "title", header: "Project", cell: ({ title = "", submittedAt }) => (submittedAt === undefined ? "" : title) },
    { id: "state", header: "State", cell: ({ state }) => <StateTag state={state} changeOpen={false} /> },
    {
      id: "asked",
      header: "Asked",
      numeric: true,
      cell: ({ askedPence, submittedAt }) =>
        askedPence === undefined || submittedAt === undefined ? "" : formatPounds(askedPence),
    },
  ];
  return (
    <Listed
      caption="Applications here"
      columns={columns}
      rows={page.applications}
      keyOf={({ id }) => id}
      empty="The group has not applied here."
    />
  );
};
