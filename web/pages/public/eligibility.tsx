import { useEffect, useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import type {
  EligibilityNo,
  EligibilityQuestion,
  EligibilityReply,
  FundForm,
} from "../../../shared/contract/fund-views.ts";
import type { funds } from "../../../shared/contract/funds.ts";
import { call, Refusal } from "../../api.ts";
import { AskOffice } from "../../parts/ask-office.tsx";
import { Button, ButtonLink, ButtonRow } from "../../parts/button.tsx";
import { Radios } from "../../parts/choices.tsx";
import { ClosureNotices } from "../../parts/closure-notices.tsx";
import { errorFor, fieldId, type PageError, pageErrors } from "../../parts/error-summary.tsx";
import { AmountField, TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { eligibilityPath, fundPath, questionsPath, startPath } from "../../parts/fund-paths.ts";
import { closingWords, rangeWords } from "../../parts/fund-words.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { OfficeEmail, OfficePhone } from "../../parts/office-links.tsx";
import { Page } from "../../parts/page.tsx";
import { RefusalNotice } from "../../parts/refusal.tsx";

type Answers = Readonly<Record<string, string>>;

const idOf = (question: string): string => fieldId(`/answers/${question}`);

const Yes = ({ form }: { form: FundForm }) => {
  const { round } = form;
  const open = round?.status === "open";
  const closes = round === undefined ? undefined : closingWords(round.timetable.closesAt);
  return (
    <Notice focused>
      <p class="govuk-body">
        You can ask for {rangeWords(form)}.{" "}
        {round === undefined || closes === undefined
          ? "No round is open at present. The page of the fund says when the next one opens."
          : open
            ? `Send your application before ${closes.time} on ${closes.day}.`
            : "The round is not open yet. The page of the fund says when it opens."}
      </p>
      <ButtonRow>
        {round !== undefined && open ? <ButtonLink href={startPath(round.id)}>Start an application</ButtonLink> : null}
        <a class="govuk-link" href={questionsPath(form.fundId)}>
          Read every question first
        </a>
      </ButtonRow>
    </Notice>
  );
};

const No = ({ form, findings }: { form: FundForm; findings: readonly EligibilityNo[] }) => {
  const askable = findings.filter(({ canBeAllowed }) => canBeAllowed);
  return (
    <>
      <Notice tone="hand" focused>
        <ul class="govuk-list">
          {findings.map(({ rule, question, refusal, instead }) => (
            <li key={rule} class="no">
              <strong>{refusal}</strong>
              <p class="govuk-body">{instead}</p>
              <p class="govuk-body small soft">
                From your answer to “{question}” (rule <span class="mono">{rule}</span>)
              </p>
            </li>
          ))}
        </ul>
        <p class="govuk-body">
          Are we wrong about your group? Ask the office: call <OfficePhone /> or write to <OfficeEmail />.
          {askable.length === 0 ? null : " The office can allow a group to apply, once, with a reason."}
        </p>
      </Notice>
      {form.round === undefined || askable.length === 0 ? null : (
        <AskOffice roundId={form.round.id} findings={askable} />
      )}
    </>
  );
};

type Outcome = { is: "reply"; reply: EligibilityReply } | { is: "refused"; refusal: Refusal } | undefined;

/** Checks the answers that stand in the address: a result can be kept, sent on, and come back to after signing in. */
const useCheck = (fundId: string, asked: Answers) => {
  const [outcome, setOutcome] = useState<Outcome>();
  const key = JSON.stringify(asked);
  useEffect(() => {
    setOutcome(undefined);
    if (Object.keys(asked).length === 0) return;
    const leaving = new AbortController();
    call<typeof funds.checkEligibility>("POST /api/funds/{id}/eligibility", {
      params: { id: fundId },
      body: { answers: asked },
      signal: leaving.signal,
    }).then(
      (reply) => setOutcome({ is: "reply", reply }),
      (error: unknown) => {
        if (!leaving.signal.aborted)
          setOutcome({ is: "refused", refusal: error instanceof Refusal ? error : new Refusal("unexpected") });
      },
    );
    return () => leaving.abort();
  }, [fundId, key]);
  return { outcome, forget: () => setOutcome(undefined) };
};

type QuestionProps = {
  question: EligibilityQuestion;
  error: string | undefined;
  value: string;
  onChange: (value: string) => void;
};

/** A choice, or a number that the portal compares with what the fund asks for. */
const Question = ({ question: { id, label, hint, type, options }, ...typed }: QuestionProps) => {
  const said = { id: idOf(id), label, labelSize: "s", hint, ...typed } as const;
  if (type === "choice") return <Radios {...said} options={options} inline={options.length === 2} />;
  return type === "amount" ? <AmountField {...said} /> : <TextField {...said} inputMode="numeric" width={3} />;
};

const Questions = ({
  form,
  answers,
  errors,
  onChange,
  onCheck,
}: {
  form: FundForm;
  answers: Answers;
  errors: readonly PageError[];
  onChange: (question: string, value: string) => void;
  onCheck: () => void;
}) => (
  <Form onSend={onCheck}>
    {form.eligibility.map((question) => (
      <Question
        key={question.id}
        question={question}
        error={errorFor(errors, idOf(question.id))}
        value={answers[question.id] ?? ""}
        onChange={(value) => onChange(question.id, value)}
      />
    ))}
    <Button submit>Check</Button>
  </Form>
);

const whatToDo = ({ type, label }: EligibilityQuestion): string => {
  if (type === "choice") return `Choose an answer to “${label}”`;
  return type === "amount" ? `Enter an amount in pounds for “${label}”` : `Enter a number for “${label}”`;
};

const TITLE = "Check if you can apply";

export default function EligibilityPage() {
  const { id = "" } = useRoute().params;
  const { query, route } = useLocation();
  const [answers, setAnswers] = useState<Answers>(query);
  const [missing, setMissing] = useState<readonly PageError[]>([]);
  const loaded = useLoaded(
    (signal) => call<typeof funds.questions>("GET /api/funds/{id}/questions", { params: { id }, signal }),
    [id],
  );
  const { outcome, forget } = useCheck(id, query);
  const errors = outcome?.is === "refused" ? pageErrors(outcome.refusal.findings) : missing;
  const check = (form: FundForm) => {
    const left = form.eligibility.filter((question) => (answers[question.id] ?? "") === "");
    setMissing(left.map((question) => ({ id: idOf(question.id), text: whatToDo(question) })));
    if (left.length === 0) route(`${eligibilityPath(id)}?${new URLSearchParams(answers)}`);
  };
  const again = () => {
    forget();
    route(eligibilityPath(id));
  };
  const reply = outcome?.is === "reply" ? outcome.reply : undefined;
  return (
    <Page
      title={
        reply === undefined
          ? TITLE
          : reply.passes
            ? "Yes, your group can apply"
            : "Your group cannot apply as things stand"
      }
      caption={loaded.is === "here" ? loaded.value.fundName : "Fund"}
      back={{ href: fundPath(id), text: "The fund" }}
      errors={errors}
      lead={reply === undefined ? "A few questions. You need no account, and we keep none of your answers." : undefined}
    >
      <Load of={loaded}>
        {(form) => (
          <>
            <ClosureNotices closures={form.closures} />
            {outcome?.is === "refused" && errors.length === 0 ? (
              <RefusalNotice refusal={outcome.refusal} onRetry={() => check(form)} />
            ) : null}
            {reply === undefined ? (
              <Questions
                form={form}
                answers={answers}
                errors={errors}
                onChange={(question, value) => setAnswers({ ...answers, [question]: value })}
                onCheck={() => check(form)}
              />
            ) : (
              <>
                {reply.passes ? <Yes form={form} /> : <No form={form} findings={reply.findings} />}
                <ButtonRow>
                  <Button kind="secondary" onClick={again}>
                    Change your answers
                  </Button>
                </ButtonRow>
              </>
            )}
          </>
        )}
      </Load>
    </Page>
  );
}
