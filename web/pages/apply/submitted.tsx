import type { Answers } from "../../../shared/rules/application.ts";
import {
  BUDGET_COLUMNS,
  documentsFor,
  isAsked,
  KNOWN,
  MATCH_COLUMNS,
  type Question,
  sectionsFor,
} from "../../../shared/rules/form.ts";
import type { Submission } from "../../../shared/rules/frozen.ts";
import type { Fund } from "../../../shared/rules/fund.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { SummaryList } from "../../parts/summary-list.tsx";
import { isDeclaration } from "./addresses.ts";
import { AnswerList } from "./answer-list.tsx";

/** Budget and match are frozen as lines; they are shown in the columns they were asked in. */
const answersOf = (content: Submission) => ({
  ...content.answers,
  [KNOWN.budget]: content.budget.lines.map((line) => ({
    [BUDGET_COLUMNS.item]: line.item,
    [BUDGET_COLUMNS.basis]: line.basis,
    [BUDGET_COLUMNS.cost]: line.costPence,
    [BUDGET_COLUMNS.asked]: line.askedPence,
  })),
  [KNOWN.match]: content.match.lines.map((line) => ({
    [MATCH_COLUMNS.source]: line.source,
    [MATCH_COLUMNS.kind]: line.kind,
    [MATCH_COLUMNS.status]: line.status,
    [MATCH_COLUMNS.amount]: line.amountPence,
  })),
});

type SubmittedProps = {
  content: Submission;
  form: Fund;
  /** Left out where the files themselves stand beside it. */
  withoutDocuments?: boolean | undefined;
};

/** What was submitted, section by section under the frozen form, with its documents: for the group and for the office. */
export const Submitted = ({ content, form, withoutDocuments = false }: SubmittedProps) => {
  const answers = answersOf(content);
  const texts: Answers = Object.fromEntries(
    Object.entries(content.answers).flatMap(([id, answer]) => (typeof answer === "string" ? [[id, answer]] : [])),
  );
  return (
    <>
      {sectionsFor(form, content.band).map((section) => (
        <section key={section.id}>
          <h2 class="govuk-heading-m">{section.title}</h2>
          {isDeclaration(section) ? (
            <Declared content={content} questions={section.questions} />
          ) : (
            <AnswerList
              questions={section.questions.filter((question) => isAsked(question, content.band, texts))}
              answers={answers}
            />
          )}
          {section.questions.some(({ id }) => id === KNOWN.budget) ? (
            <p class="govuk-body number">
              The costs come to {formatPounds(content.budget.totalCostPence)}, of which{" "}
              {formatPounds(content.budget.askedPence)} is asked for.
            </p>
          ) : null}
        </section>
      ))}
      {withoutDocuments ? null : <Documents content={content} form={form} />}
    </>
  );
};

/** The statements that were agreed to, and by whom. */
const Declared = ({ content, questions }: { content: Submission; questions: readonly Question[] }) => (
  <>
    <p class="govuk-body">{content.declaredBy} agreed to this:</p>
    <ul class="govuk-list govuk-list--bullet">
      {questions
        .filter(({ id }) => content.answers[id] === "yes")
        .map(({ id, label }) => (
          <li key={id}>{label}</li>
        ))}
    </ul>
  </>
);

const Documents = ({ content, form }: { content: Submission; form: Fund }) => {
  const slots = documentsFor(form, content.band);
  if (slots.length === 0) return null;
  return (
    <section>
      <h2 class="govuk-heading-m">Documents</h2>
      <SummaryList
        rows={slots.map(({ id, label }) => {
          const names = content.documents.filter(({ slot }) => slot === id).map((file) => file.name);
          const why = content.notYet[id];
          return {
            key: label,
            value: names.length > 0 ? names.join("\n") : why === undefined ? undefined : `Not yet: ${why}`,
          };
        })}
      />
    </section>
  );
};
