import { useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import type { scoring } from "../../../shared/contract/scoring.ts";
import type { TrusteeBid } from "../../../shared/contract/scoring-views.ts";
import { formatDeadline } from "../../../shared/rules/london.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { cardFindings } from "../../../shared/rules/scorecard.ts";
import { call, Refusal } from "../../api.ts";
import { forgetBid, keepBid, keptBid } from "../../device/pack-copy.ts";
import { cardOfText } from "../../device/save-card.ts";
import { statusWords } from "../../device/status-words.ts";
import { Progress } from "../../parts/bar.tsx";
import { Button, ButtonLink, ButtonRow } from "../../parts/button.tsx";
import { serverNow } from "../../parts/clock.ts";
import { type PageError, pageErrors } from "../../parts/error-summary.tsx";
import { type Fact, Facts } from "../../parts/facts.tsx";
import { useLater } from "../../parts/later.ts";
import { FactsShape } from "../../parts/load.tsx";
import { MoneyPanel } from "../../parts/money-panel.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page, Paper } from "../../parts/page.tsx";
import { usePagesAhead } from "../../parts/pages-ahead.ts";
import { RefusalNotice } from "../../parts/refusal.tsx";
import { Tag } from "../../parts/tag.tsx";
import { bidPath, packPath, TRUSTEE_PATH } from "../../parts/trustee-paths.ts";
import { Submitted } from "../apply/submitted.tsx";
import { Card } from "./card.tsx";
import { Files } from "./files.tsx";
import { type CardInHand, useCard } from "./use-card.ts";
import { useCopied } from "./use-copied.ts";

const signInAgain = () => import("../../parts/sign-in-again.tsx");
const CARD_ID = "scorecard";

const factsOf = ({ submission: { requestedPence, budget, match, answers } }: TrusteeBid): Fact[] => {
  const least = answers["least-useful"];
  return [
    { figure: formatPounds(requestedPence), label: "asked" },
    ...(typeof least === "number" ? [{ figure: formatPounds(least), label: "the smallest useful amount" }] : []),
    { figure: formatPounds(budget.totalCostPence), label: "the whole cost" },
    {
      figure: formatPounds(match.cashCountedPence + match.inKindCountedPence),
      label: "of other money and help counts",
    },
  ];
};

/** Where the card is: on the portal, on this device, or waiting for its owner to sign in again. */
const CardLine = ({ hand }: { hand: CardInHand }) => {
  const { sync, kept, keeper } = hand;
  const { state, text, action } = statusWords(sync, kept, serverNow());
  const again = useLater(signInAgain, action === "sign-in");
  const quiet = state === "saved" || state === "sending";
  return (
    <>
      <p class={`status-line status-line--${state}`}>{text}</p>
      <span class="govuk-visually-hidden" role="status">
        {quiet || action === "sign-in" ? "" : text}
      </span>
      {again === undefined || action !== "sign-in" ? null : <again.SignInAgain onSignedIn={keeper.resume} />}
    </>
  );
};

type MoveRoute =
  | "POST /api/trustee/bids/{id}/card/submission"
  | "POST /api/trustee/bids/{id}/card/reopening"
  | "POST /api/trustee/bids/{id}/card/confirmation";

const move = (route: MoveRoute, id: string, version: number) =>
  call<typeof scoring.submitCard | typeof scoring.reopenCard | typeof scoring.confirmCard>(route, {
    params: { id },
    body: { version, writeId: crypto.randomUUID() },
  });

type OpenProps = { bid: TrusteeBid; personId: string; offline: boolean; replace: (bid: TrusteeBid) => void };

/** What is done with the card as a whole: sent, taken back, or said to be what stood on paper. */
const useMoves = ({ bid, replace }: OpenProps, hand: CardInHand) => {
  const { route } = useLocation();
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<PageError[]>([]);
  const moving = async (where: MoveRoute, onwards: string | undefined): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setErrors([]);
    try {
      await hand.keeper.settled();
      const { sync } = { sync: hand.keeper.now() };
      if (sync.standing !== "clean") {
        setErrors([{ text: "This card has not reached us yet. Send it once you are back online." }]);
        return;
      }
      const { card, progress, revealed } = await move(where, bid.id, sync.base);
      const submitted = card.state === "submitted";
      const may = { save: !submitted, submit: !submitted, reopen: submitted && !revealed, confirm: false };
      replace({ ...bid, card, progress, revealed, ended: bid.ended || revealed, may });
      if (onwards !== undefined) route(onwards);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal("unexpected");
      setErrors(refusal.findings.length > 0 ? pageErrors(refusal.findings) : [{ text: refusal.message }]);
    } finally {
      setBusy(false);
    }
  };
  const lacking = (): PageError[] => pageErrors(cardFindings(bid.form.criteria, cardOfText(hand.keeper.now().text)));
  const submit = (onwards: string) => {
    // Found here first: a card that lacks a score says so also where there is no network.
    const found = lacking();
    if (found.length > 0) setErrors(found);
    else void moving("POST /api/trustee/bids/{id}/card/submission", onwards);
  };
  return {
    busy,
    /** After a try: what the summary says. */
    errors,
    /** Beside the fields: what still lacks. */
    lacking: errors.length === 0 ? [] : lacking(),
    submit,
    reopen: () => void moving("POST /api/trustee/bids/{id}/card/reopening", undefined),
    confirm: (onwards: string) => void moving("POST /api/trustee/bids/{id}/card/confirmation", onwards),
  };
};

const CardPanel = ({
  open,
  hand,
  moves,
}: {
  open: OpenProps;
  hand: CardInHand;
  moves: ReturnType<typeof useMoves>;
}) => {
  const { bid } = open;
  const { card, may, next, roundId, ended, revealed, assigned } = bid;
  const onwards = next === undefined ? packPath(roundId) : bidPath(next);
  const goOn = next === undefined ? "Submit and go to the list" : "Submit and go to the next bid";
  if (!assigned) return <p class="govuk-body">Other trustees score this bid. You read it for the meeting.</p>;
  return (
    <>
      {card.state === "submitted" ? (
        <p class="govuk-body">
          <Tag tone="done">Scored</Tag> Your card is in.
        </p>
      ) : null}
      {card.state === "to-confirm" ? (
        <Notice tone="hand" title="Entered from your paper">
          <p class="govuk-body">
            {card.enteredByName ?? "The office"} entered this card for you. Check it against your paper, then confirm
            it.
          </p>
        </Notice>
      ) : null}
      {ended && !revealed ? <p class="govuk-body">Scoring has ended.</p> : null}
      <Card bid={bid} hand={hand} readOnly={!may.save} errors={moves.lacking} />
      <ButtonRow>
        {may.confirm ? (
          <Button onClick={() => moves.confirm(onwards)} busy={moves.busy}>
            Confirm the card
          </Button>
        ) : may.submit ? (
          <Button onClick={() => moves.submit(onwards)} busy={moves.busy}>
            {goOn}
          </Button>
        ) : (
          <ButtonLink href={onwards}>{next === undefined ? "Go to the list" : "Go to the next bid"}</ButtonLink>
        )}
        {may.reopen ? (
          <Button kind="secondary" onClick={moves.reopen} busy={moves.busy}>
            Change the card
          </Button>
        ) : null}
      </ButtonRow>
    </>
  );
};

const OpenBid = (open: OpenProps) => {
  const { bid, personId, offline } = open;
  const { submission, form, roundId, progress, endsAt, ended, previous } = bid;
  const hand = useCard(personId, bid.id, bid.card, offline);
  const moves = useMoves(open, hand);
  return (
    <Page
      title={submission.title}
      caption={`${bid.id} · ${bid.organisationName}`}
      back={{ href: packPath(roundId), text: "Your pack" }}
      errors={moves.errors}
      status={bid.assigned ? <CardLine hand={hand} /> : undefined}
    >
      <Progress
        done={progress.submitted}
        of={progress.of}
        words={`${progress.submitted} of ${progress.of} scored. ${ended ? "Scoring ended" : "Scoring ends"} at ${formatDeadline(endsAt)}.`}
      />
      {offline ? (
        <Notice tone="hand" title="The portal cannot be reached">
          <p class="govuk-body">This is the copy on your device. Go on: your card is sent when you are back online.</p>
        </Notice>
      ) : null}
      <p class="govuk-body only-small">
        <a class="govuk-link" href={`#${CARD_ID}`}>
          Go to the scorecard
        </a>
      </p>
      <Facts facts={factsOf(bid)} />
      <div class="columns columns--score">
        <div>
          <Submitted content={submission} form={form} withoutDocuments withoutMoney />
          <MoneyPanel content={submission} form={form} standings={bid.standings} />
          <Files applicationId={bid.id} content={submission} form={form} files={bid.documents} />
          {previous === undefined ? null : (
            <p class="govuk-body">
              <a class="govuk-link" href={bidPath(previous)}>
                The bid before this one
              </a>
            </p>
          )}
        </div>
        <div id={CARD_ID} class="score-card" tabIndex={-1}>
          <Paper title="Your scorecard">
            <CardPanel open={open} hand={hand} moves={moves} />
          </Paper>
        </div>
      </div>
    </Page>
  );
};

/** One bid with everything that was sent, beside the scorecard. */
export default function TrusteeBidPage() {
  const { id = "" } = useRoute().params;
  usePagesAhead(/^\/(trustee|sign-out)\b/);
  const bid = useCopied<TrusteeBid>(
    {
      read: (signal) => call<typeof scoring.bid>("GET /api/trustee/bids/{id}", { params: { id }, signal }),
      keep: keepBid,
      kept: (shelf, personId) => keptBid(shelf, personId, id),
      forget: (shelf, personId) => forgetBid(shelf, personId, id),
    },
    id,
  );
  if (bid.is === "here")
    return <OpenBid key={id} bid={bid.value} personId={bid.personId} offline={bid.offline} replace={bid.replace} />;
  return (
    <Page title={id} back={{ href: TRUSTEE_PATH, text: "Bids to score" }}>
      {bid.is === "loading" ? <FactsShape /> : <RefusalNotice refusal={bid.refusal} onRetry={bid.reload} />}
    </Page>
  );
}
