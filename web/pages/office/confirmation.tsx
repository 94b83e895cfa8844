import { useRoute } from "preact-iso";
import type { ConfirmationPage, RecommendationView } from "../../../shared/contract/outcome-views.ts";
import type { outcomes } from "../../../shared/contract/outcomes.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { formatPounds, formatWholePounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { Confirm } from "../../parts/confirm.tsx";
import { Facts } from "../../parts/facts.tsx";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { CONFIRMATIONS_PATH, minutesPath } from "../../parts/outcome-words.ts";
import { Page } from "../../parts/page.tsx";
import { RoundElections } from "../../parts/round-elections.tsx";
import { useActing } from "../../parts/use-acting.ts";
import { CarriedOut, isCarriedOut, useUntilDone } from "../meeting/carried.tsx";
import { type Answer, Recommendation } from "./recommendation.tsx";

/** The portal takes as many answers in one write. */
const MOST_AT_ONCE = 90;

const waits = ({ answer, enteredByYou, passed }: RecommendationView): boolean =>
  answer === undefined && !enteredByYou && !passed;

const Numbers = ({ items }: { items: readonly RecommendationView[] }) => {
  const open = items.filter(({ answer }) => answer === undefined);
  const given = items.reduce((sum, { answer }) => sum + (answer?.amountPence ?? 0), 0);
  return (
    <Facts
      facts={[
        { figure: open.length, label: "wait for an answer" },
        { figure: formatWholePounds(open.reduce((sum, one) => sum + one.recommendedPence, 0)), label: "they come to" },
        { figure: items.length - open.length, label: "answered" },
        { figure: formatWholePounds(given), label: "awarded so far" },
      ]}
    />
  );
};

const All = ({ page, busy, answer }: { page: ConfirmationPage; busy: boolean; answer: Answer }) => {
  const open = page.items.filter(waits).slice(0, MOST_AT_ONCE);
  if (!page.may || open.length < 2) return null;
  const total = formatPounds(open.reduce((sum, one) => sum + one.recommendedPence, 0));
  return (
    <Confirm
      action={`Confirm all ${open.length} as recommended`}
      question={`Confirm ${open.length} recommendations, ${total} together?`}
      yes="Yes, confirm them all"
      no="No, one by one"
      kind="main"
      busy={busy}
      onYes={() =>
        void answer(
          open.map(({ applicationId }) => ({ applicationId, answer: "confirm", reason: "", implications: "" })),
          `${open.length} recommendations are confirmed.`,
        )
      }
    >
      <p class="govuk-body">
        Your name and the time stand in each decision notice. The awards come into being at once.
      </p>
    </Confirm>
  );
};

/** The recommendations of one meeting, item by item or all at once. */
export default function ConfirmationPageView() {
  const { id = "" } = useRoute().params;
  const loaded = useLoaded(
    (signal) =>
      call<typeof outcomes.recommendations>("GET /api/meetings/{id}/confirmations", { params: { id }, signal }),
    [id],
  );
  const { busy, errors, said, act } = useActing(loaded.replace);
  const here = loaded.is === "here" ? loaded.value : undefined;
  const settled =
    here === undefined ||
    (isCarriedOut(here.progress) && here.items.every(({ answer, carriedOut }) => answer === undefined || carriedOut));
  useUntilDone(settled, loaded.reload);
  const answer: Answer = (answers, done) =>
    act(
      (writeId) =>
        call<typeof outcomes.confirm>("POST /api/meetings/{id}/confirmations", {
          params: { id },
          body: { answers: [...answers], writeId },
        }),
      done,
    );
  return (
    <Page
      title={here === undefined ? "Recommendations" : `Recommendations: ${here.roundTitle}`}
      caption={
        here === undefined ? id : `${here.fundName} · ${here.panelName} · closed ${formatDateTime(here.closedAt)}`
      }
      back={{ href: CONFIRMATIONS_PATH, text: "Recommendations to confirm" }}
      errors={errors.map(({ text, rule }) => ({ text, rule }))}
    >
      {said === "" || errors.length > 0 ? null : (
        <Notice key={said} focused>
          <p class="govuk-body">{said}</p>
        </Notice>
      )}
      <Load of={loaded}>
        {(page) => (
          <>
            <CarriedOut meetingId={page.meetingId} progress={page.progress} onAsked={loaded.reload} />
            {page.pausedBecause === undefined ? null : (
              <Notice tone="hand" title="Nothing is confirmed at present">
                <p class="govuk-body">{page.pausedBecause}</p>
              </Notice>
            )}
            <RoundElections key={said} roundId={page.roundId} mayAsk={page.may} acts={["confirmation"]} />
            <Numbers items={page.items} />
            <p class="govuk-body">
              <a class="govuk-link" href={minutesPath(page.meetingId)}>
                Minutes of the meeting
              </a>
            </p>
            <All page={page} busy={busy} answer={answer} />
            {page.items.map((item) => (
              <Recommendation key={item.applicationId} page={page} item={item} busy={busy} answer={answer} />
            ))}
            {page.items.length === 0 ? (
              <p class="govuk-body soft">This meeting recommended nothing of the Commissioner’s money.</p>
            ) : null}
          </>
        )}
      </Load>
    </Page>
  );
}
