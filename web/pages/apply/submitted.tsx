import { submittedAnswers, submittedSections } from "../../../shared/rules/answers-copy.ts";
import { documentsFor, isDeclaration, KNOWN, type Question } from "../../../shared/rules/form.ts";
import type { Submission } from "../../../shared/rules/frozen.ts";
import type { Fund } from "../../../shared/rules/fund.ts";
import type { StandsAs } from "../../../shared/rules/match-standing.ts";
import { ChangedMatch, LedgerTable } from "../../parts/money-panel.tsx";
import { SummaryList } from "../../parts/summary-list.tsx";
import { AnswerList } from "./answer-list.tsx";

type SubmittedProps = {
  content: Submission;
  form: Fund;
  /** What the office recorded of other money since; stands beside the figures of the money. */
  standings?: readonly StandsAs[] | undefined;
  /** Left out where the files themselves stand beside it. */
  withoutDocuments?: boolean | undefined;
  /** Left out where the panel of the money stands beside it. */
  withoutMoney?: boolean | undefined;
};

/** What was submitted, section by section under the frozen form, with its documents: for the group and for the office. */
export const Submitted = (props: SubmittedProps) => {
  const { content, form, standings = [], withoutDocuments = false, withoutMoney = false } = props;
  const answers = submittedAnswers(content);
  return (
    <>
      {submittedSections(form, content).map((section) => (
        <section key={section.id}>
          <h2 class="govuk-heading-m">{section.title}</h2>
          {isDeclaration(section) ? (
            <Declared content={content} questions={section.questions} />
          ) : (
            <AnswerList questions={section.questions} answers={answers} />
          )}
          {!withoutMoney && section.questions.some(({ id }) => id === KNOWN.budget) ? (
            <>
              <h3 class="govuk-heading-s">How it adds up</h3>
              <LedgerTable content={content} />
              <ChangedMatch content={content} standings={standings} />
            </>
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
