import { type AllocationLine, type AllocationPlan, type Ask, type Spent, spend, unspent } from "./allocation.ts";
import type { TieBreak } from "./panel.ts";
import { compare, type Ratio } from "./ratio.ts";
import { type Contender, type Level, untied } from "./tie.ts";
import { belowThresholds, nudged, type Thresholds } from "./total.ts";

/** Bids of one total, and what the rules make of them. */
export type Tier = {
  readonly total: Ratio;
  readonly members: readonly Contender[];
  readonly levels: readonly Level[];
  readonly asks: readonly (readonly Ask[])[];
};

type LineRules = {
  readonly tieBreaks: readonly TieBreak[];
  readonly thresholds: Thresholds;
  readonly plan: AllocationPlan;
  /** The smallest amount that is of use to a bid. */
  readonly leastPence: (id: string) => number | undefined;
};

const tierOf = (total: Ratio, members: readonly Contender[], rules: LineRules): Tier => {
  const levels = untied(members, rules.tieBreaks);
  const asks = levels.map((level) =>
    level.members.map(({ id, askedPence, bid }) => ({
      id,
      askedPence,
      leastPence: rules.leastPence(id),
      isBelow: belowThresholds(bid, rules.thresholds).length > 0,
    })),
  );
  return { total, members, levels, asks };
};

/** The bids that have a total, the highest first: one tier for each total. */
export const tiersOf = (contenders: readonly Contender[], rules: LineRules): Tier[] => {
  const groups: { total: Ratio; members: Contender[] }[] = [];
  const scored = contenders.flatMap((one) => (one.bid.total === undefined ? [] : [{ one, total: one.bid.total }]));
  for (const { one, total } of scored.toSorted((a, b) => compare(b.total, a.total))) {
    const last = groups.at(-1);
    if (last !== undefined && compare(last.total, total) === 0) last.members.push(one);
    else groups.push({ total, members: [one] });
  }
  return groups.map(({ total, members }) => tierOf(total, members, rules));
};

const spendTier = (spent: Spent, { asks }: Tier, plan: AllocationPlan): { lines: AllocationLine[]; spent: Spent } => {
  const lines: AllocationLine[] = [];
  let after = spent;
  for (const level of asks) {
    const next = spend(after, level, plan);
    lines.push(...next.lines);
    after = next.spent;
  }
  return { lines, spent: after };
};

/** What is left before each tier, and after the last. */
const spentBefore = (tiers: readonly Tier[], plan: AllocationPlan): Spent[] => {
  const states = [unspent(plan)];
  for (const [n, tier] of tiers.entries()) states.push(spendTier(states[n] ?? unspent(plan), tier, plan).spent);
  return states;
};

const isFunded = (lines: readonly AllocationLine[], id: string): "full" | "part" | "not" => {
  const outcome = lines.find((line) => line.id === id)?.outcome;
  return outcome === "full" || outcome === "part" ? outcome : "not";
};

/** The first tier that a total is not below: where it stands, or joins. */
const placeIn = (tiers: readonly Tier[], total: Ratio): number => {
  let [from, to] = [0, tiers.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const tier = tiers[middle];
    if (tier !== undefined && compare(tier.total, total) > 0) from = middle + 1;
    else to = middle;
  }
  return from;
};

/**
 * `ranking/close-call`: the bids for which one point more or less, of one trustee on one criterion, would change whether the
 * pot pays for them in full, in part, or not. Every such change is tried; a score that the panel agreed stands.
 */
export const closeCalls = (
  tiers: readonly Tier[],
  lines: readonly AllocationLine[],
  rules: LineRules,
): ReadonlySet<string> => {
  const isClose = ({ id, bid, ...rest }: Contender, own: Tier): boolean => {
    const others = tiers.flatMap((tier) => {
      if (tier !== own) return [tier];
      const left = tier.members.filter((one) => one.id !== id);
      return left.length === 0 ? [] : [tierOf(tier.total, left, rules)];
    });
    const before = spentBefore(others, rules.plan);
    const outcomeAs = (would: Contender, total: Ratio) => {
      const place = placeIn(others, total);
      const found = others[place];
      const joined = found !== undefined && compare(found.total, total) === 0 ? found.members : [];
      const tier = tierOf(total, [...joined, would], rules);
      return isFunded(spendTier(before[place] ?? unspent(rules.plan), tier, rules.plan).lines, id);
    };
    const is = isFunded(lines, id);
    return bid.criteria.some(({ criterion }) =>
      ([1, -1] as const).some((by) => {
        const would = nudged(bid, criterion.id, by);
        return would?.total !== undefined && outcomeAs({ id, bid: would, ...rest }, would.total) !== is;
      }),
    );
  };
  return new Set(tiers.flatMap((tier) => tier.members.filter((one) => isClose(one, tier))).map(({ id }) => id));
};
