import { choicesOf } from "../../../shared/rules/answers.ts";
import type { Answer } from "../../../shared/rules/application.ts";
import type { Band, Question } from "../../../shared/rules/form.ts";
import { Checkbox, Checkboxes, Radios, YesNo } from "../../parts/choices.tsx";
import { DateField } from "../../parts/date-field.tsx";
import { fieldId } from "../../parts/error-summary.tsx";
import { AmountField, TextArea, TextField } from "../../parts/fields.tsx";
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
  /** The editor of rows and the files that a row may name; a section without rows has no use for them. */
  rows?: RowsModule | undefined;
  files?: readonly { id: string; slot: string; name: string }[] | undefined;
};

const stringOf = (answer: Answer | undefined): string => (typeof answer === "string" ? answer : "");

/** One line has no count below it: it says so as soon as it is too long, and keeps what is too much. */
const tooLong = (text: string, limit: number | undefined): string | undefined =>
  limit === undefined || text.length <= limit ? undefined : countLine(text.length, limit, "character");

/** The editor of rows, where a page has fetched it (`loadRows`). */
export const loadRows = () => import("./rows-field.tsx");
type RowsModule = Awaited<ReturnType<typeof loadRows>>;

/** One question of the frozen form, in the shape of its type. Its field ids are those that findings point at. */
export const QuestionField = (props: QuestionProps) => {
  const { question, section, band, answer, onChange, onBlur, readOnly, errorOf, rows, files = [] } = props;
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
      // Its place is there before it, for whoever is led to it.
      return rows === undefined ? (
        <div id={id} tabIndex={-1} aria-busy />
      ) : (
        <rows.RowsField {...props} field={field} files={files} />
      );
  }
};
