import { choicesOf } from "../../../shared/rules/answers.ts";
import type { Answer } from "../../../shared/rules/application.ts";
import type { Band, Question } from "../../../shared/rules/form.ts";
import { Checkbox, Checkboxes, Radios, YesNo } from "../../parts/choices.tsx";
import { DateField } from "../../parts/date-field.tsx";
import { fieldId } from "../../parts/error-summary.tsx";
import { AmountField, TextArea, TextField } from "../../parts/fields.tsx";
import { RowsEditor } from "../../parts/rows.tsx";
import { countLine } from "../../parts/word-count.tsx";
import { questionPointer } from "./addresses.ts";

type QuestionProps = {
  question: Question;
  section: string;
  band: Band;
  answer: Answer | undefined;
  onChange: (answer: Answer) => void;
  onBlur: () => void;
  readOnly: boolean;
  /** The words for a field by its id. */
  errorOf: (id: string) => string | undefined;
};

const stringOf = (answer: Answer | undefined): string => (typeof answer === "string" ? answer : "");
const typedRows = (answer: Answer | undefined): Record<string, string>[] =>
  Array.isArray(answer) ? answer.filter((row) => typeof row !== "string") : [];

/** One line has no count below it: it says so as soon as it is too long, and keeps what is too much. */
const tooLong = (text: string, limit: number | undefined): string | undefined =>
  limit === undefined || text.length <= limit ? undefined : countLine(text.length, limit, "character");

// Rows stand as a table where there is room; columns with long choices need the room of a card.
const asTable = ({ columns = [] }: Question): boolean =>
  columns.length <= 3 || columns.every(({ type }) => type !== "choice" && type !== "date");

/** One question of the frozen form, in the shape of its type. Its field ids are those that findings point at. */
export const QuestionField = (props: QuestionProps) => {
  const { question, section, band, answer, onChange, onBlur, readOnly, errorOf } = props;
  const id = fieldId(questionPointer(section, question.id));
  const field = {
    id,
    label: question.label,
    labelSize: "s" as const,
    hint: question.hintByBand?.[band] ?? question.hint,
    optional: question.optional,
    error: errorOf(id),
    readOnly,
    onBlur,
  };
  const text = { ...field, value: stringOf(answer), onChange };
  switch (question.type) {
    case "short-text":
      return <TextField {...text} error={field.error ?? tooLong(text.value, question.limitCharacters)} />;
    case "long-text":
      return (
        <TextArea
          {...text}
          rows={(question.limitWords ?? 100) > 100 ? 9 : 5}
          limitWords={question.limitWords}
          limitCharacters={question.limitCharacters}
        />
      );
    case "amount":
      return <AmountField {...text} />;
    case "number":
      return <TextField {...text} inputMode="numeric" width={10} />;
    case "date":
      return <DateField {...text} />;
    case "yes-no":
      return <YesNo {...text} />;
    case "choice":
      return <Radios {...text} options={question.options ?? []} />;
    case "choices":
      return <Checkboxes {...field} options={question.options ?? []} values={choicesOf(answer)} onChange={onChange} />;
    case "declaration":
      return <Checkbox {...field} checked={answer === "yes"} onChange={(checked) => onChange(checked ? "yes" : "")} />;
    case "rows":
      return <RowsField {...props} field={field} />;
  }
};

type Field = Omit<Parameters<typeof RowsEditor>[0], "columns" | "rows" | "onChange" | "unit">;

const RowsField = ({ question, answer, onChange, errorOf, field, readOnly }: QuestionProps & { field: Field }) => {
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
        columns={question.columns ?? []}
        rows={rows}
        onChange={onChange}
        unit={question.rowName ?? "row"}
        mostRows={question.mostRows}
        cellError={errorOf}
      />
    </div>
  );
};
