import type { ComponentChildren } from "preact";
import { answerRows, answerWords, cellWords, columnsRead } from "../../../shared/rules/answer-words.ts";
import type { Answer } from "../../../shared/rules/application.ts";
import type { Column, Question } from "../../../shared/rules/form.ts";
import type { FrozenAnswer } from "../../../shared/rules/frozen.ts";
import { SummaryList, type SummaryRow } from "../../parts/summary-list.tsx";

type Given = Answer | FrozenAnswer | undefined;

type AnswerListProps = {
  questions: readonly Question[];
  answers: Readonly<Record<string, Given>>;
  /** Where an answer is changed; without it the answers are only read. */
  changeOf?: ((question: Question) => string) | undefined;
};

/** Questions with their answers: check answers, and what was submitted. Where they are only read, rows have the full width. */
export const AnswerList = ({ questions, answers, changeOf }: AnswerListProps) => {
  if (changeOf === undefined && questions.some((question) => isTable(question, answers[question.id])))
    return <ReadAnswers questions={questions} answers={answers} />;
  const rows = questions.map(
    (question): SummaryRow => ({
      key: question.label,
      value: shownValue(question, answers[question.id]),
      ...(changeOf === undefined ? {} : { change: { href: changeOf(question), of: `“${question.label}”` } }),
    }),
  );
  return (
    <div class="answers">
      <SummaryList rows={rows} />
    </div>
  );
};

const isTable = ({ type }: Question, answer: Given): boolean => type === "rows" && answerRows(answer).length > 0;

/** Runs of short answers as one list each, and every table under its own question between them. */
const runsOf = (questions: readonly Question[], answers: AnswerListProps["answers"]): Question[][] => {
  const runs: Question[][] = [];
  let run: Question[] | undefined;
  for (const question of questions) {
    const alone = isTable(question, answers[question.id]);
    if (run === undefined || alone) runs.push([question]);
    else run.push(question);
    run = alone ? undefined : runs.at(-1);
  }
  return runs;
};

const ReadAnswers = ({ questions, answers }: Omit<AnswerListProps, "changeOf">) => (
  <>
    {runsOf(questions, answers).map((run) => {
      const [first] = run;
      if (first === undefined) return null;
      return isTable(first, answers[first.id]) ? (
        <section key={first.id}>
          <h3 class="govuk-heading-s">{first.label}</h3>
          {shownValue(first, answers[first.id])}
        </section>
      ) : (
        <AnswerList key={first.id} questions={run} answers={answers} />
      );
    })}
  </>
);

const shownValue = (question: Question, answer: Given): ComponentChildren => {
  if (question.type !== "rows") return answerWords(question, answer);
  const rows = answerRows(answer);
  return rows.length === 0 ? undefined : (
    <RowsTable columns={columnsRead(question.columns ?? [], rows)} rows={rows} label={question.label} />
  );
};

type RowsTableProps = { columns: readonly Column[]; rows: readonly Record<string, string | number>[]; label: string };

const isNumeric = ({ type }: Column): boolean => type === "amount" || type === "number";

const RowsTable = ({ columns, rows, label }: RowsTableProps) => (
  <table class="dense dense--cards">
    <caption class="govuk-visually-hidden">{label}</caption>
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column.id} scope="col" class={isNumeric(column) ? "dense__number" : undefined}>
            {column.label}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((row, index) => (
        <tr key={index}>
          {columns.map((column) => (
            <td key={column.id} data-label={column.label} class={isNumeric(column) ? "dense__number" : undefined}>
              <span>{cellWords(column, row)}</span>
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
