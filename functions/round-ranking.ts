import type { RankedLine, RankingPage } from "../shared/contract/ranking.ts";
import { FUNDS } from "../shared/funds/funds.ts";
import { Refused } from "../shared/problem.ts";
import { isReader } from "../shared/rules/access.ts";
import type { ApplicationState } from "../shared/rules/application.ts";
import { formatDeadline, toInstant } from "../shared/rules/london.ts";
import { agreedBy, moderatorOf } from "../shared/rules/moderation.ts";
import { type BidFacts, type RankedBid, type RankingRules, rankingOf } from "../shared/rules/ranking.ts";
import { formatRatio, isSame } from "../shared/rules/ratio.ts";
import { mayOpen } from "../shared/rules/reveal.ts";
import { potPence } from "../shared/rules/round.ts";
import { isScored } from "../shared/rules/scorecard.ts";
import { countedCards, isRevealed } from "../shared/rules/scoring.ts";
import type { Caller } from "./identity.ts";
import { refuseOwnGroup } from "./scoring-work.ts";
import { type KeptModeration, type MeetingFacts, moderationFrom, type RankingRecord } from "./store/ranking.ts";
import type { RoundScoring } from "./store/scoring.ts";
import type { Store } from "./store/store.ts";

/** A record whose scoring was prepared and revealed. */
type Revealed = Omit<RankingRecord, "scoring"> & { scoring: RoundScoring; moderations: KeptModeration[] };

/** Whether a scored bid can be, or has been, decided on: it was not withdrawn, nor found not eligible. */
const isRanked = (state: ApplicationState): boolean =>
  isScored(state) || state === "awarded" || state === "declined" || state === "reserved";

/** Where nothing was prepared there is nothing to wait for by a date. */
const notBegun = (caller: Caller): Refused =>
  isReader(caller)
    ? new Refused("wrong-state", {
        rule: "ranking/after-reveal",
        detail: "The scoring of this round has not begun. There is a ranking once it has ended.",
      })
    : new Refused("not-found");

/** Whoever reads for the office sees every bid, unless they sit on the panel themselves. */

/**
 * The record of a round for whoever may ask, after the reveal. Refuses `not-found` to trustees who do not sit,
 * `interest/declared-first`, `interest/member`, and `ranking/after-reveal` to everybody until all cards are in or the date has come.
 */
export const revealedTo =
  ({ ranking }: Pick<Store, "ranking">) =>
  async (roundId: string, caller: Caller, at: number): Promise<Revealed> => {
    const fund = FUNDS.find(({ code }) => roundId.startsWith(`${code}-`));
    if (fund === undefined) throw new Refused("not-found");
    const { scoring, ...record } = await ranking.record(roundId, fund.id);
    if (scoring === undefined) throw notBegun(caller);
    const { head } = scoring;
    const sits = head.panel.some(({ personId }) => personId === caller.personId);
    if (!sits && !isReader(caller)) throw new Refused("not-found");
    if (sits && Object.keys(head.assigned).some((id) => mayOpen(scoring, caller.personId, id) === "declare-first"))
      throw new Refused("wrong-state", {
        rule: "interest/declared-first",
        detail: "Declare your interests in this round first. Nothing of a bid is shown before.",
      });
    if (sits)
      refuseOwnGroup(
        caller,
        record.heads.filter(({ id }) => mayOpen(scoring, caller.personId, id) === "allowed"),
      );
    if (!isRevealed(head, at))
      throw new Refused("wrong-state", {
        rule: "ranking/after-reveal",
        detail: `Nobody sees scores yet. The ranking opens when all cards are in, or when scoring ends: ${formatDeadline(head.endsAt)}.`,
      });
    return { ...record, scoring, moderations: scoring.moderations.map(moderationFrom) };
  };

const declaredAt = ({ members, lines }: MeetingFacts, personId: string, applicationId: string): boolean => {
  const place = members.findIndex((member) => member.personId === personId);
  return lines.some(({ id, declared = [] }) => id === applicationId && declared.includes(place));
};

/** Whether somebody of the panel takes part in a bid: by what they declared before, and in a meeting since. */
export const takesPart =
  ({ scoring, meetings }: Revealed, applicationId: string) =>
  (personId: string): boolean =>
    mayOpen(scoring, personId, applicationId) === "allowed" &&
    !meetings.some((meeting) => declaredAt(meeting, personId, applicationId));

/** Whether nobody will decide on a bid any more: it left the round, or a meeting that is closed did not put it off. */
export const isDecided = ({ heads, meetings }: Revealed, applicationId: string): boolean =>
  !heads.some(({ id, state }) => id === applicationId && isScored(state)) ||
  meetings.some(
    ({ state, lines }) =>
      state === "closed" &&
      lines.some((line) => line.id === applicationId && !line.struck && line.decided?.outcome !== "defer"),
  );

/** The rules by which a round is ranked, and the facts of its bids. */
const rankingFacts = (record: Revealed): { facts: BidFacts[]; rules: RankingRules; gone: string[] } => {
  const { form, round, scoring, heads, moderations } = record;
  const ranked = heads.filter(({ state }) => isRanked(state));
  const facts = ranked.map(
    ({ id, latest, askedPence = 0, leastUsefulPence, hadPublicMoney }): BidFacts => ({
      id,
      askedPence: latest?.askedPence ?? askedPence,
      leastPence: leastUsefulPence === undefined ? undefined : Math.max(leastUsefulPence, form.minimumPence),
      isFirstTime: hadPublicMoney === undefined ? undefined : !hadPublicMoney,
      cards: countedCards(scoring.head, scoring.sheets, id).map(({ personId, card }) => ({
        personId,
        scores: card.scores,
      })),
      agreed: agreedBy(moderations.find(({ applicationId }) => applicationId === id)),
    }),
  );
  return {
    facts,
    rules: { criteria: form.criteria, scoring: form.scoring, potPence: potPence(round) },
    gone: heads.filter(({ state }) => !isRanked(state)).map(({ id }) => id),
  };
};

type LineParts = { record: Revealed; names: ReadonlyMap<string, string>; personId: string };

const lineOf = (ranked: RankedBid, one: BidFacts, { record, names, personId }: LineParts): RankedLine => {
  const { id, bid, rank, paid } = ranked;
  const { total, original } = bid;
  const head = record.heads.find((each) => each.id === id);
  const steps = record.moderations.find(({ applicationId }) => applicationId === id)?.steps ?? [];
  const changed = original !== undefined && (total === undefined || !isSame(total, original));
  return {
    id,
    organisationName: head?.organisationName ?? "",
    title: head?.title ?? "",
    askedPence: one.askedPence,
    ...(one.leastPence === undefined ? {} : { leastPence: one.leastPence }),
    ...(rank === undefined ? {} : { rank }),
    ...(total === undefined ? {} : { total: formatRatio(total) }),
    ...(changed ? { original: formatRatio(original) } : {}),
    levelWith: [...ranked.levelWith],
    ties: [...ranked.ties],
    below: [...ranked.below],
    asks: ranked.asks.map((ask) => (ask.kind === "totals" ? { ...ask, apart: formatRatio(ask.apart) } : ask)),
    scorers: bid.scorers,
    leastScorers: ranked.leastScorers,
    isTooFew: ranked.isTooFew,
    ...(paid === undefined ? {} : { paid: { outcome: paid.outcome, pence: paid.pence } }),
    isClose: ranked.isClose,
    cards: one.cards.map((card) => ({ personId: card.personId, scores: { ...card.scores } })),
    agreed: { ...one.agreed },
    steps: steps.map((step) => ({ ...step, byName: names.get(step.by) ?? "" })),
    mayModerate:
      moderatorOf(record.scoring.head.panel, takesPart(record, id))?.personId === personId && !isDecided(record, id),
  };
};

/**
 * The ranking as one person sees it. Whoever sits on the panel, in whatever other role they also came, gets it counted over
 * the bids they take part in and no others: ranks run on without a gap, the pot is spent on those alone, and nothing in it
 * depends on a bid that is hidden. Whoever does not sit sees all of it.
 */
export const rankingPage = (record: Revealed, personId: string, at: number): RankingPage => {
  const { round, form, scoring } = record;
  const { panel } = scoring.head;
  const sits = panel.some((seat) => seat.personId === personId);
  const { facts, rules, gone } = rankingFacts(record);
  const isShown = (id: string): boolean => !sits || takesPart(record, id)(personId);
  const shown = facts.filter(({ id }) => isShown(id));
  const { bids, leftPence } = rankingOf(shown, rules);
  const byId = new Map(shown.map((one) => [one.id, one]));
  const names = new Map(panel.map((seat) => [seat.personId, seat.name]));
  const { threshold, criterionThreshold, spreadForModeration, totalsApart, skipAndFill, tieBreaks } = form.scoring;
  return {
    at: toInstant(at),
    roundId: round.id,
    roundTitle: round.title,
    fundName: form.name,
    meetingOn: round.timetable.meetingOn,
    potPence: rules.potPence,
    leftPence,
    criteria: form.criteria.map(({ id, label, weight }) => ({ id, label, weight })),
    scoring: { threshold, criterionThreshold, spreadForModeration, totalsApart, skipAndFill, tieBreaks },
    panel: panel.map((seat) => ({ personId: seat.personId, name: seat.name, seat: seat.seat })),
    hidden: facts.length - shown.length,
    gone: gone.filter(isShown).length,
    bids: bids.flatMap((ranked) => {
      const one = byId.get(ranked.id);
      return one === undefined ? [] : [lineOf(ranked, one, { record, names, personId })];
    }),
  };
};
