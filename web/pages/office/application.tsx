import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { DeskApplication, desk } from "../../../shared/contract/desk.ts";
import { bandOfAnswers } from "../../../shared/rules/completeness.ts";
import { answersBySection, flatAnswers, sectionsFor } from "../../../shared/rules/form.ts";
import { formatDate, formatDateTime, formatDeadline, formatSecond, londonDate } from "../../../shared/rules/london.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { questionAsRead, typedAsRead } from "../../../shared/rules/typed-words.ts";
import { call } from "../../api.ts";
import { StateTag } from "../../parts/application-state.tsx";
import { ButtonLink, ButtonRow } from "../../parts/button.tsx";
import { deskApplicationPath, deskRoundPath, entryPath } from "../../parts/desk-paths.ts";
import { type Fact, Facts } from "../../parts/facts.tsx";
import { exceptionsPath } from "../../parts/fund-paths.ts";
import { FactsShape, Load, useLoaded } from "../../parts/load.tsx";
import { MoneyPanel } from "../../parts/money-panel.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Columns, Page } from "../../parts/page.tsx";
import { PrintButton } from "../../parts/print-button.tsx";
import { useSession } from "../../parts/session.tsx";
import { AnswerList } from "../apply/answer-list.tsx";
import { Submitted } from "../apply/submitted.tsx";
import { History } from "./application-history.tsx";
import { Mail } from "./application-mail.tsx";
import { Checks, Contacts, Diligence, Documents, Questions, Standing } from "./application-panels.tsx";
import { Work } from "./application-work.tsx";
import { SeenBefore } from "./comparisons.tsx";

const factsOf = ({ submission }: DeskApplication): Fact[] => {
  if (submission === undefined) return [];
  const { content, receipt } = submission;
  const counted = content.match.cashCountedPence + content.match.inKindCountedPence;
  return [
    { figure: formatPounds(content.requestedPence), label: "asked" },
    { figure: formatPounds(content.budget.totalCostPence), label: "the whole cost" },
    { figure: formatPounds(counted), label: "of other money and help counts" },
    {
      figure: formatSecond(receipt.receivedAt),
      label: `received on ${formatDate(londonDate(receipt.receivedAt))}`,
      ...(receipt.number > 1 ? { more: `version ${receipt.number}` } : {}),
    },
  ];
};

/** The draft of a group that lets the office see it: marked, because it is not what was sent. */
const DraftText = ({ bid }: { bid: DeskApplication }) => {
  const { draft, form } = bid;
  if (draft === undefined) return null;
  const when = formatDateTime(draft.changedAt);
  if (draft.text === undefined)
    return (
      <Notice tone="quiet" title={draft.isChange ? "A change is open" : "This is a draft"}>
        <p class="govuk-body">
          It was last changed at {when}. Its text is the group’s own until it is sent, or until the group lets the
          office see it.
        </p>
      </Notice>
    );
  const answers = flatAnswers(form, answersBySection(draft.text));
  const band = bandOfAnswers(form, answers);
  const read = typedAsRead(form, answers, band, bid.round.timetable.notifiedBy);
  return (
    <section>
      <Notice tone="hand" title="A draft that the group lets you see">
        <p class="govuk-body">It is not sent. It was last changed at {when}.</p>
      </Notice>
      {sectionsFor(form, band).map(({ id, title, questions }) => {
        const given = questions.filter((question) => answers[question.id] !== undefined);
        return given.length === 0 ? null : (
          <section key={id}>
            <h2 class="govuk-heading-m">{title}</h2>
            <AnswerList questions={given.map(questionAsRead)} answers={read} />
          </section>
        );
      })}
    </section>
  );
};

const EXCEPTION_WORDS = {
  standing: "This group may send after the close",
  used: "This group was allowed to send after the close, and has",
  expired: "This group was allowed to send after the close, and has not",
} as const;

const Bid = ({ bid, onDone }: { bid: DeskApplication; onDone: (said: string) => void }) => {
  const { submission, form, may, id } = bid;
  const facts = factsOf(bid);
  const { person } = useSession();
  const isOffice = person?.roles.some((role) => role === "officer" || role === "approver") === true;
  return (
    <>
      <p class="govuk-body">
        <StateTag state={bid.state} changeOpen={bid.draft !== undefined && submission !== undefined} />
      </p>
      {facts.length === 0 ? null : <Facts facts={facts} />}
      {submission !== undefined && !submission.stands ? (
        <Notice tone="hand" title={`This is version ${submission.receipt.number}. It no longer stands.`}>
          <p class="govuk-body">
            <a class="govuk-link" href={deskApplicationPath(id)}>
              See the version that stands
            </a>
          </p>
        </Notice>
      ) : null}
      {bid.exception === undefined ? null : (
        <Notice title={EXCEPTION_WORDS[bid.exception.state]}>
          <p class="govuk-body">
            Until {formatDeadline(bid.exception.until)}, once.{" "}
            <a class="govuk-link" href={exceptionsPath(bid.round.id)}>
              Why, and who agreed
            </a>
          </p>
        </Notice>
      )}
      <Standing bid={bid} />
      <Columns
        aside={
          <>
            <Work bid={bid} onDone={onDone} />
            <Checks bid={bid} />
            <Diligence bid={bid} />
            {submission === undefined ? null : (
              <MoneyPanel content={submission.content} form={form} standings={submission.standings} />
            )}
            <Contacts bid={bid} />
            <Mail bid={bid} />
          </>
        }
      >
        <DraftText bid={bid} />
        {submission === undefined ? null : (
          <Submitted content={submission.content} form={form} withoutDocuments withoutMoney />
        )}
        <Documents bid={bid} />
        {submission?.stands === true && isOffice ? <SeenBefore bidId={id} onDone={onDone} /> : null}
        <Questions bid={bid} />
      </Columns>
      <History bid={bid} />
      {isOffice && bid.roundStatus === "closed" && bid.exception === undefined ? (
        <p class="govuk-body">
          <a class="govuk-link" href={exceptionsPath(bid.round.id)}>
            Let one group send after the close
          </a>
        </p>
      ) : null}
      <ButtonRow>
        <PrintButton />
        {may.enter ? (
          <ButtonLink href={entryPath(id)} kind="secondary">
            Go on entering it
          </ButtonLink>
        ) : null}
      </ButtonRow>
    </>
  );
};

/** What is left of a bid that was deleted has neither text nor title. */
const titleOf = (bid: DeskApplication | undefined, id: string): string => {
  if (bid?.submission !== undefined) return bid.submission.content.title;
  return bid?.state === "draft" ? `Draft of ${bid.organisationName}` : id;
};

export default function DeskApplicationPage() {
  const { params, query } = useRoute();
  const { id = "" } = params;
  const { submission } = query;
  const [done, setDone] = useState<string>();
  const loaded = useLoaded(
    (signal) =>
      call<typeof desk.application>("GET /api/desk/applications/{id}", {
        params: { id },
        query: submission === undefined ? {} : { submission },
        signal,
      }),
    [id, submission],
  );
  const bid = loaded.is === "here" ? loaded.value : undefined;
  return (
    <Page
      title={titleOf(bid, id)}
      caption={bid === undefined ? id : `${bid.id} · ${bid.organisationName} · ${bid.form.name}`}
      back={bid === undefined ? undefined : { href: deskRoundPath(bid.round.id), text: bid.round.title }}
    >
      {done === undefined ? null : (
        <Notice key={done} focused>
          <p class="govuk-body">{done}</p>
        </Notice>
      )}
      <Load of={loaded} shape={<FactsShape />}>
        {(value) => (
          <Bid
            bid={value}
            onDone={(said) => {
              setDone(said);
              loaded.reload();
            }}
          />
        )}
      </Load>
    </Page>
  );
}
