import type { Answer } from "../../../shared/rules/application.ts";
import { type Column, FILE_NOT_YET, type Question } from "../../../shared/rules/form.ts";
import { RowsEditor } from "../../parts/rows.tsx";

type Field = Omit<Parameters<typeof RowsEditor>[0], "columns" | "rows" | "onChange" | "unit">;

export type RowsFieldProps = {
  question: Question;
  answer: Answer | undefined;
  onChange: (answer: Answer) => void;
  readOnly: boolean;
  errorOf: (id: string) => string | undefined;
  field: Field;
  /** The files that were sent, to be named in a row as its proof. */
  files: readonly { id: string; slot: string; name: string }[];
};

const typedRows = (answer: Answer | undefined): Record<string, string>[] =>
  Array.isArray(answer) ? answer.filter((row) => typeof row !== "string") : [];

// Rows stand as a table where there is room; columns with long choices need the room of a card.
const asTable = ({ columns = [] }: Question): boolean =>
  columns.length <= 3 || columns.every(({ type }) => type !== "choice" && type !== "date");

const withFiles = (column: Column, files: RowsFieldProps["files"]): Column =>
  column.type === "file"
    ? {
        ...column,
        options: [
          ...files.filter(({ slot }) => slot === column.slot).map(({ id, name }) => ({ value: id, label: name })),
          { value: FILE_NOT_YET, label: "It is not there yet" },
        ],
      }
    : column;

/** A question that is answered in rows. Fetched beside the page, because most sections have none. */
export const RowsField = ({ question, answer, onChange, errorOf, field, readOnly, files }: RowsFieldProps) => {
  const given = typedRows(answer);
  // The first row of a question that must have one is there to be typed into; it is kept once something is in it.
  const rows = given.length === 0 && !question.optional && !readOnly ? [{}] : given;
  return (
    // The summary leads here where the finding is about the rows as a whole.
    <div
      id={rows.length > 0 ? field.id : undefined}
      tabIndex={-1}
      class={`rows-question${asTable(question) ? " rows-question--table" : ""}`}
    >
      <RowsEditor
        {...field}
        columns={(question.columns ?? []).map((column) => withFiles(column, files))}
        rows={rows}
        onChange={onChange}
        unit={question.rowName ?? "row"}
        mostRows={question.mostRows}
        cellError={errorOf}
      />
    </div>
  );
};
