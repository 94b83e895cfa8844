import { answerRows, answerWords, cellWords, columnsRead } from "../../../shared/rules/answer-words.ts";
import { submittedAnswers, submittedSections } from "../../../shared/rules/answers-copy.ts";
import { documentsFor, isDeclaration, type Question } from "../../../shared/rules/form.ts";
import type { FrozenAnswer, Submission } from "../../../shared/rules/frozen.ts";
import type { Fund } from "../../../shared/rules/fund.ts";

type Answered = { question: Question; answer: FrozenAnswer | undefined };

const isTable = ({ question, answer }: Answered): boolean => question.type === "rows" && answerRows(answer).length > 0;

const RowsTable = ({ question, answer }: Answered) => {
  const columns = columnsRead(question.columns ?? [], answerRows(answer));
  return (
    <>
      <p>
        <strong>{question.label}</strong>
      </p>
      <table>
        <thead>
          <tr>
            {columns.map(({ id, label }) => (
              <th key={id} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answerRows(answer).map((row, n) => (
            <tr key={n}>
              {columns.map((column) => (
                <td key={column.id}>{cellWords(column, row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};

/**
 * Every answer of a bid in the measures of the pack. Nothing here depends on how wide the screen is: what is measured there is
 * what is printed.
 */
export const PackAnswers = ({ content, form }: { content: Submission; form: Fund }) => {
  const answers = submittedAnswers(content);
  return (
    <>
      {submittedSections(form, content)
        .filter((section) => !isDeclaration(section))
        .map(({ id, title, questions }) => {
          const given = questions.map((question): Answered => ({ question, answer: answers[question.id] }));
          return (
            <section key={id}>
              <h3>{title}</h3>
              <dl>
                {given
                  .filter((one) => !isTable(one))
                  .map(({ question, answer }) => (
                    <div key={question.id}>
                      <dt>{question.label}</dt>
                      <dd>{answerWords(question, answer) || "Not answered"}</dd>
                    </div>
                  ))}
              </dl>
              {given.filter(isTable).map((one) => (
                <RowsTable key={one.question.id} {...one} />
              ))}
            </section>
          );
        })}
      <h3>Documents</h3>
      <dl>
        {documentsFor(form, content.band).map(({ id, label }) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd>
              {content.documents
                .filter(({ slot }) => slot === id)
                .map(({ name }) => name)
                .join(", ") || `Not yet: ${content.notYet[id] ?? "nothing was sent"}`}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
};
