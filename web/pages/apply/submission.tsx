import { useRoute } from "preact-iso";
import type { applications, Receipt } from "../../../shared/contract/applications.ts";
import type { Answers } from "../../../shared/rules/application.ts";
import {
  BUDGET_COLUMNS,
  documentsFor,
  isAsked,
  KNOWN,
  MATCH_COLUMNS,
  sectionsFor,
} from "../../../shared/rules/form.ts";
import type { Submission } from "../../../shared/rules/frozen.ts";
import type { Fund } from "../../../shared/rules/fund.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { ButtonRow } from "../../parts/button.tsx";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Page } from "../../parts/page.tsx";
import { PrintButton } from "../../parts/print-button.tsx";
import { SummaryList } from "../../parts/summary-list.tsx";
import { applicationPath, isDeclaration } from "./addresses.ts";
import { AnswerList } from "./answer-list.tsx";
import { ReceiptFacts, receivedWords } from "./receipt-facts.tsx";

/** What was submitted, as it stands for ever: to read and to print. */
export default function SubmissionPage() {
  const { params } = useRoute();
  const { id = "", number = "" } = params;
  const loaded = useLoaded(
    (signal) =>
      call<typeof applications.submission>("GET /api/applications/{id}/submissions/{number}", {
        params: { id, number },
        signal,
      }),
    [id, number],
  );
  const title = loaded.is === "here" ? loaded.value.content.title : "What you sent";
  const caption = loaded.is === "here" ? `${id} · received at ${receivedWords(loaded.value.receipt)}` : id;
  return (
    <Page title={title} caption={caption} back={{ href: applicationPath(id), text: "Your application" }}>
      <Load of={loaded}>
        {({ receipt, content, form }) => <Sent receipt={receipt} content={content} form={form} />}
      </Load>
    </Page>
  );
}

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

const Sent = ({ receipt, content, form }: { receipt: Receipt; content: Submission; form: Fund }) => {
  const answers = answersOf(content);
  const texts: Answers = Object.fromEntries(
    Object.entries(content.answers).flatMap(([id, answer]) => (typeof answer === "string" ? [[id, answer]] : [])),
  );
  const { name } = content.organisation;
  return (
    <>
      <ReceiptFacts receipt={receipt} />
      <ButtonRow>
        <PrintButton>Print what you sent</PrintButton>
      </ButtonRow>
      {typeof name === "string" ? <p class="govuk-body">Sent for {name}.</p> : null}
      {sectionsFor(form, content.band).map((section) => (
        <section key={section.id}>
          <h2 class="govuk-heading-m">{section.title}</h2>
          <AnswerList
            questions={section.questions.filter((question) => isAsked(question, content.band, texts))}
            answers={answers}
          />
          {isDeclaration(section) ? <p class="govuk-body">Declared by {content.declaredBy}.</p> : null}
          {section.questions.some(({ id }) => id === KNOWN.budget) ? (
            <p class="govuk-body number">
              The costs come to {formatPounds(content.budget.totalCostPence)}, of which{" "}
              {formatPounds(content.budget.askedPence)} is asked for.
            </p>
          ) : null}
        </section>
      ))}
      <Documents content={content} form={form} />
    </>
  );
};

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
