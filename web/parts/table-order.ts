export type Direction = "ascending" | "descending";
export type Sorting = { column: string; direction: Direction };

// Numbers inside words count as numbers, so that CAF-26Q4-0002 stands before CAF-26Q4-0017.
const words = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" });

const compare = (left: string | number, right: string | number): number =>
  typeof left === "number" && typeof right === "number" ? left - right : words.compare(String(left), String(right));

/** The rows in order; equal ones stay as they came. Without a column the rows as they are. */
export const sorted = <R>(
  rows: readonly R[],
  by: ((row: R) => string | number) | undefined,
  direction: Direction = "ascending",
): readonly R[] => {
  if (by === undefined) return rows;
  const turn = direction === "ascending" ? 1 : -1;
  return rows.toSorted((left, right) => turn * compare(by(left), by(right)));
};

/** What a press on a column's heading makes of the order: ascending first, then the other way round. */
export const turned = (sorting: Sorting | undefined, column: string): Sorting => ({
  column,
  direction: sorting?.column === column && sorting.direction === "ascending" ? "descending" : "ascending",
});
