import { type ComponentChildren, Fragment } from "preact";
import { useMemo, useState } from "preact/hooks";
import { TextField } from "./fields.tsx";
import { type Sorting, sorted, turned } from "./table-order.ts";

export type TableColumn<R> = {
  id: string;
  header: string;
  cell: (row: R) => ComponentChildren;
  /** What the column is sorted by; a column without it does not sort. */
  by?: ((row: R) => string | number) | undefined;
  /** Right-aligned, tabular figures. */
  numeric?: boolean | undefined;
  /** Never broken over two lines: references. */
  tight?: boolean | undefined;
  /** Sentences: on a phone they stand below their label, from the left. */
  prose?: boolean | undefined;
  /** The cell that names its row; one column has it. */
  names?: boolean | undefined;
};

export type TableProps<R> = {
  /** The heading above it, and the table's own name. */
  caption: string;
  captionHidden?: boolean | undefined;
  columns: readonly TableColumn<R>[];
  rows: readonly R[];
  keyOf: (row: R) => string;
  /** The words a row is found by; with it a box to filter stands above. */
  wordsOf?: ((row: R) => string) | undefined;
  /** Further controls beside the box: a choice of states. */
  tools?: ComponentChildren;
  /** Said where there are no rows at all: what will stand here, and when. */
  empty: ComponentChildren;
  sortedBy?: Sorting | undefined;
  /** The row in hand. */
  current?: ((row: R) => boolean) | undefined;
  /** What stands below a row over its whole width, while it is opened. */
  below?: ((row: R) => ComponentChildren) | undefined;
  /** Cells of the last row, by column id: totals. */
  totals?: Readonly<Record<string, ComponentChildren>> | undefined;
};

const Head = <R,>({
  column,
  sorting,
  onSort,
}: {
  column: TableColumn<R>;
  sorting: Sorting | undefined;
  onSort: () => void;
}) => {
  const numeric = column.numeric ? "dense__number" : undefined;
  if (column.by === undefined) {
    return (
      <th scope="col" class={numeric}>
        {column.header}
      </th>
    );
  }
  const direction = sorting?.column === column.id ? sorting.direction : undefined;
  return (
    <th scope="col" class={numeric} aria-sort={direction ?? "none"}>
      <button type="button" class="dense__sort" onClick={onSort}>
        {column.header}
      </button>
    </th>
  );
};

const Cell = <R,>({ column, row }: { column: TableColumn<R>; row: R }) => {
  const kind = column.numeric
    ? "dense__number"
    : column.tight
      ? "dense__tight"
      : column.prose
        ? "dense__prose"
        : undefined;
  // The cell that names its row is the card's heading on a phone and needs no label there.
  return column.names ? (
    <th scope="row" class={kind}>
      {column.cell(row)}
    </th>
  ) : (
    <td class={kind} data-label={column.header}>
      <span>{column.cell(row)}</span>
    </td>
  );
};

/** As it is searched: what a keyboard types for an apostrophe finds the printed one. */
const plain = (text: string): string => text.toLowerCase().replaceAll("’", "'");

/** A dense table that sorts and filters without a page load; on a phone each row becomes a card. */
export const Table = <R,>(props: TableProps<R>) => {
  const { caption, captionHidden, columns, rows, keyOf, wordsOf, tools, empty, sortedBy, current, below, totals } =
    props;
  const [sorting, setSorting] = useState<Sorting | undefined>(sortedBy);
  const [filter, setFilter] = useState("");
  const shown = useMemo(() => {
    const words = plain(filter).split(/\s+/).filter(Boolean);
    const kept =
      wordsOf === undefined ? rows : rows.filter((row) => words.every((word) => plain(wordsOf(row)).includes(word)));
    return sorted(kept, columns.find(({ id }) => id === sorting?.column)?.by, sorting?.direction);
  }, [rows, columns, wordsOf, filter, sorting]);
  if (rows.length === 0) return <p class="govuk-body soft">{empty}</p>;
  return (
    <>
      {captionHidden ? null : <h2 class="govuk-heading-m">{caption}</h2>}
      {wordsOf === undefined && tools === undefined ? null : (
        <div class="dense__tools">
          {wordsOf === undefined ? null : (
            <TextField
              id={`filter-${columns[0]?.id}`}
              label="Find in this list"
              type="search"
              value={filter}
              onChange={setFilter}
            />
          )}
          {tools}
          <p class="dense__count number" role="status">
            {shown.length === rows.length ? `${rows.length} in all` : `${shown.length} of ${rows.length}`}
          </p>
        </div>
      )}
      <table class="dense dense--cards">
        <caption class="govuk-visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head
                key={column.id}
                column={column}
                sorting={sorting}
                onSort={() => setSorting(turned(sorting, column.id))}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => {
            const opened = below?.(row);
            return (
              <Fragment key={keyOf(row)}>
                <tr aria-current={current?.(row) ? "true" : undefined}>
                  {columns.map((column) => (
                    <Cell key={column.id} column={column} row={row} />
                  ))}
                </tr>
                {opened === undefined || opened === null ? null : (
                  <tr class="dense__below">
                    <td colSpan={columns.length}>
                      <div>{opened}</div>
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
        {totals === undefined ? null : (
          <tfoot>
            <tr>
              {columns.map(({ id, numeric, header }) => (
                <td
                  key={id}
                  class={numeric ? "dense__number" : undefined}
                  data-label={totals[id] === undefined ? undefined : header}
                >
                  {totals[id]}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </>
  );
};
