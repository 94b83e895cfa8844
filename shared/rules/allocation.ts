import { capSharePence } from "./money.ts";

/** What one bid asks of the pot, by its place. */
export type Ask = {
  readonly id: string;
  readonly askedPence: number;
  /** The smallest amount that is of use, as the group says; where it does not say, what is left over is not offered in part. */
  readonly leastPence?: number | undefined;
  /** Below a threshold: nothing is set aside for it, whatever is left. */
  readonly isBelow: boolean;
};

/**
 * `reserve`: the pot does not reach it. `tie`: bids that no rule tells apart stand across the line, and the meeting decides.
 * `too-little`: a cap leaves less than is of use. `beyond`: past the first n.
 */
export const ALLOCATION_OUTCOMES = ["full", "part", "reserve", "tie", "below", "too-little", "beyond"] as const;
export type AllocationOutcome = (typeof ALLOCATION_OUTCOMES)[number];
export type AllocationLine = { readonly id: string; readonly outcome: AllocationOutcome; readonly pence: number };

export type AllocationPlan = {
  readonly potPence: number;
  /** Past a bid that does not fit, smaller ones lower down are still tried. */
  readonly skipAndFill: boolean;
  /** Only the first n of those above the thresholds, whatever they cost: a question, never a decision. */
  readonly top?: number | undefined;
  /** At most this share of what each asks, in basis points. */
  readonly capBasisPoints?: number | undefined;
};

export type Allocation = { readonly lines: readonly AllocationLine[]; readonly leftPence: number };

/** How far the money has gone: a level is spent after the ones above it. */
export type Spent = {
  readonly leftPence: number;
  /** The line has been reached: everything further down waits. */
  readonly isOver: boolean;
  /** Of the first n, those not taken yet. */
  readonly places: number;
};

export const unspent = ({ potPence, top = 0 }: AllocationPlan): Spent => ({
  leftPence: potPence,
  isOver: false,
  places: top,
});

type Wish = { readonly ask: Ask; readonly pence: number; readonly least: number };

const said = (wishes: readonly Wish[], outcome: AllocationOutcome): AllocationLine[] =>
  wishes.map(({ ask }) => ({ id: ask.id, outcome, pence: 0 }));

const paid = (wishes: readonly Wish[], spent: Spent): { lines: AllocationLine[]; spent: Spent } => ({
  lines: wishes.map(({ ask, pence }) => ({
    id: ask.id,
    outcome: pence === ask.askedPence ? ("full" as const) : ("part" as const),
    pence,
  })),
  spent: { ...spent, leftPence: spent.leftPence - sumOf(wishes) },
});

const sumOf = (wishes: readonly Wish[]): number => wishes.reduce((sum, { pence }) => sum + pence, 0);

/** What one level gets of what is left, and what is left after it. */
export const spend = (
  spent: Spent,
  level: readonly Ask[],
  plan: AllocationPlan,
): { lines: AllocationLine[]; spent: Spent } => {
  const { skipAndFill, top, capBasisPoints } = plan;
  const passed: AllocationLine[] = [];
  const wishes = level.flatMap((ask): Wish[] => {
    const pence = capBasisPoints === undefined ? ask.askedPence : capSharePence(ask.askedPence, capBasisPoints);
    const least = Math.min(ask.askedPence, ask.leastPence ?? ask.askedPence);
    const tooLittle = ask.leastPence !== undefined && pence < least;
    const outcome = ask.isBelow ? "below" : tooLittle ? "too-little" : undefined;
    if (outcome === undefined) return [{ ask, pence, least }];
    passed.push({ id: ask.id, outcome, pence: 0 });
    return [];
  });
  const given = (): { lines: AllocationLine[]; spent: Spent } => {
    const { leftPence, isOver, places } = spent;
    const [only] = wishes;
    if (only === undefined) return { lines: [], spent };
    if (top !== undefined) {
      const after = { ...spent, places: Math.max(0, places - wishes.length) };
      if (wishes.length <= places) return paid(wishes, after);
      return { lines: said(wishes, places > 0 ? "tie" : "beyond"), spent: after };
    }
    if (isOver) return { lines: said(wishes, "reserve"), spent };
    if (sumOf(wishes) <= leftPence) return paid(wishes, spent);
    if (wishes.every(({ least }) => least > leftPence))
      return { lines: said(wishes, "reserve"), spent: { ...spent, isOver: !skipAndFill } };
    if (wishes.length === 1) return paid([{ ...only, pence: leftPence }], spent);
    return { lines: said(wishes, "tie"), spent: { ...spent, isOver: true } };
  };
  const { lines, spent: after } = given();
  return { lines: [...passed, ...lines], spent: after };
};

/**
 * What the pot would pay in the order of the ranking, integer pence; decides nothing (DOMAIN 8.2). Each gets what it asks
 * (or the cap); the first that does not fit gets what is left if that is of use to it, and else waits in reserve. Bids on
 * one level are paid together or left to the meeting. With `top` the pot sets no limit and what is left may be below nought.
 */
export const allocate = (levels: readonly (readonly Ask[])[], plan: AllocationPlan): Allocation => {
  const lines: AllocationLine[] = [];
  let spent = unspent(plan);
  for (const level of levels) {
    const next = spend(spent, level, plan);
    lines.push(...next.lines);
    spent = next.spent;
  }
  return { lines, leftPence: spent.leftPence };
};
