import { type AllocationLine, type AllocationPlan, allocate } from "./allocation.ts";
import { closeCalls, type Tier, tiersOf } from "./close-call.ts";
import { leastScorersFor, type Scoring, type TieBreak } from "./panel.ts";
import { type Contender, tieFact } from "./tie.ts";
import {
  type Agreed,
  type Below,
  type BidTotal,
  belowThresholds,
  type CountedCard,
  type ModerationAsk,
  moderationAsked,
  totalOf,
  type Weighed,
} from "./total.ts";

/** All that decides the place of one bid. */
export type BidFacts = {
  readonly id: string;
  readonly askedPence: number;
  /** The smallest amount that is of use: the group's own, or the fund's least award. */
  readonly leastPence?: number | undefined;
  readonly isFirstTime?: boolean | undefined;
  readonly cards: readonly CountedCard[];
  readonly agreed: Agreed;
};

export type RankingRules = {
  readonly criteria: readonly Weighed[];
  readonly scoring: Omit<Scoring, "conditions">;
  readonly potPence: number;
};

/** Where a bid stands to the one before or after it that has the very same total, and the rule that says so. */
type Tie = {
  readonly withId: string;
  readonly is: "ahead" | "behind";
  readonly by: TieBreak;
  /** What the rule saw of this one and of the other. */
  readonly mine: string;
  readonly theirs: string;
};

export type RankedBid = {
  readonly id: string;
  readonly bid: BidTotal;
  /** From 1; bids that no rule tells apart share one. Undefined without a total. */
  readonly rank: number | undefined;
  /** The others of the same rank: the meeting decides between them. */
  readonly levelWith: readonly string[];
  readonly ties: readonly Tie[];
  readonly below: readonly Below[];
  readonly asks: readonly ModerationAsk[];
  /** Fewer scored it than the fund wants: marked, not blocked. */
  readonly leastScorers: number;
  readonly isTooFew: boolean;
  /** What the pot would pay by the fund's own rules; nothing for a bid without a total. */
  readonly paid: AllocationLine | undefined;
  readonly isClose: boolean;
};

export type Ranking = { readonly bids: readonly RankedBid[]; readonly leftPence: number };

/** The plan by which the fund itself spends the pot. */
const ownPlan = ({ scoring, potPence }: RankingRules): AllocationPlan => ({
  potPence,
  skipAndFill: scoring.skipAndFill,
});

const contenderOf = (facts: BidFacts, criteria: readonly Weighed[]): Contender => ({
  id: facts.id,
  bid: totalOf(criteria, facts.cards, facts.agreed),
  askedPence: facts.askedPence,
  isFirstTime: facts.isFirstTime,
});

const tieOf = (by: TieBreak, mine: Contender, other: Contender, is: Tie["is"]): Tie => ({
  withId: other.id,
  is,
  by,
  mine: tieFact(by, mine),
  theirs: tieFact(by, other),
});

type Placed = Pick<RankedBid, "rank" | "levelWith" | "ties"> & { contender: Contender };

const placesOf = (tiers: readonly Tier[]): Placed[] => {
  let rank = 1;
  return tiers.flatMap(({ levels }) =>
    levels.flatMap(({ members, aheadBy }, n): Placed[] => {
      const [before, after] = [levels[n - 1], levels[n + 1]?.members[0]];
      const behind = before?.members[0];
      const placed = members.map((contender) => ({
        contender,
        rank,
        levelWith: members.filter(({ id }) => id !== contender.id).map(({ id }) => id),
        ties: [
          ...(before?.aheadBy === undefined || behind === undefined
            ? []
            : [tieOf(before.aheadBy, contender, behind, "behind")]),
          ...(aheadBy === undefined || after === undefined ? [] : [tieOf(aheadBy, contender, after, "ahead")]),
        ],
      }));
      rank += members.length;
      return placed;
    }),
  );
};

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/**
 * The ranking of a round, made of the record alone: the same facts in any order make the same ranking. Highest exact total
 * first, ties by the fund's rules, bids without a total last. Places, ties, the funding line and close calls are counted over
 * the bids given and no others: what one trustee is not shown leaves no gap (DOMAIN 8.2, 8.3).
 */
export const rankingOf = (facts: readonly BidFacts[], rules: RankingRules): Ranking => {
  const { criteria, scoring } = rules;
  const byBid = new Map(facts.map((one) => [one.id, one]));
  const contenders = facts.toSorted(byId).map((one) => contenderOf(one, criteria));
  const thresholds = { total: scoring.threshold, criterion: scoring.criterionThreshold };
  const limits = { spread: scoring.spreadForModeration, apart: scoring.totalsApart };
  const line = {
    tieBreaks: scoring.tieBreaks,
    thresholds,
    plan: ownPlan(rules),
    leastPence: (id: string) => byBid.get(id)?.leastPence,
  };
  const tiers = tiersOf(contenders, line);
  const { lines, leftPence } = allocate(
    tiers.flatMap(({ asks }) => asks),
    line.plan,
  );
  const paid = new Map(lines.map((one) => [one.id, one]));
  const close = closeCalls(tiers, lines, line);
  const unplaced = contenders
    .filter(({ bid }) => bid.total === undefined)
    .map((contender): Placed => ({ contender, rank: undefined, levelWith: [], ties: [] }));
  const bids = [...placesOf(tiers), ...unplaced].map(({ contender, ...place }): RankedBid => {
    const { id, bid, askedPence } = contender;
    const leastScorers = leastScorersFor(scoring, askedPence);
    return {
      id,
      bid,
      ...place,
      below: belowThresholds(bid, thresholds),
      asks: moderationAsked(bid, limits),
      leastScorers,
      isTooFew: bid.scorers < leastScorers,
      paid: paid.get(id),
      isClose: close.has(id),
    };
  });
  return { bids, leftPence };
};
