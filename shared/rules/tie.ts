import type { TieBreak } from "./panel.ts";
import { compare, exactly, type Ratio, ratio } from "./ratio.ts";
import type { BidTotal } from "./total.ts";

/** One bid as it stands in a ranking. */
export type Contender = {
  readonly id: string;
  readonly bid: BidTotal;
  readonly askedPence: number;
  /** Had no grant of this fund before; undefined where the portal does not know. */
  readonly isFirstTime: boolean | undefined;
};

/** Bids that nothing tells apart, and the rule that puts them ahead of the next ones of the same total. */
export type Level = { readonly members: readonly Contender[]; readonly aheadBy?: TieBreak };

/** What a rule looks at, the higher the better; undefined where it has nothing to go by. */
const worthOf = (rule: TieBreak, { bid, askedPence, isFirstTime }: Contender): Ratio | undefined => {
  switch (rule.by) {
    case "criterion-mean":
      return bid.criteria.find(({ criterion }) => criterion.id === rule.criterionId)?.counts;
    case "first-time-recipient":
      return isFirstTime === undefined ? undefined : ratio(isFirstTime ? 1 : 0);
    case "lower-amount":
      return ratio(-askedPence);
    case "panel-decides":
      return undefined;
  }
};

const byId = (a: Contender, b: Contender): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/**
 * Bids of one total in the order that the rules make of them (DOMAIN 8.2). A rule that has nothing to go by for one of them
 * is passed over for all, so that no order of comparing matters. What stays together is the meeting's to decide: never the
 * time of submission, never chance.
 */
export const untied = (members: readonly Contender[], [rule, ...rest]: readonly TieBreak[]): Level[] => {
  if (rule === undefined || rule.by === "panel-decides" || members.length < 2)
    return [{ members: members.toSorted(byId) }];
  const valued = members.flatMap((member) => {
    const value = worthOf(rule, member);
    return value === undefined ? [] : [{ member, value }];
  });
  if (valued.length < members.length) return untied(members, rest);
  const parts: { value: Ratio; members: Contender[] }[] = [];
  for (const { member, value } of valued.toSorted((a, b) => compare(b.value, a.value))) {
    const last = parts.at(-1);
    if (last !== undefined && compare(last.value, value) === 0) last.members.push(member);
    else parts.push({ value, members: [member] });
  }
  return parts.flatMap((part, n) => {
    const levels = untied(part.members, rest);
    return levels.map((level, m) =>
      n < parts.length - 1 && m === levels.length - 1 ? { ...level, aheadBy: rule } : level,
    );
  });
};

/** What a rule saw of one bid, for the sentence that names it. */
export const tieFact = (rule: TieBreak, contender: Contender): string => {
  const value = worthOf(rule, contender);
  return value === undefined ? "" : exactly(value);
};
