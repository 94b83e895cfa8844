import type { RankedLine, RankingPage } from "../../../shared/contract/ranking.ts";
import { type Allocation, type AllocationPlan, type Ask, allocate } from "../../../shared/rules/allocation.ts";
import type { PageError } from "../../parts/error-summary.tsx";

/** What somebody asks "what if" about, as it was typed. */
export type WhatIf = { top: string; cap: string; fill: boolean };

export const nothingAsked = ({ scoring }: Pick<RankingPage, "scoring">): WhatIf => ({
  top: "",
  cap: "",
  fill: scoring.skipAndFill,
});

const whole = (typed: string, least: number, most: number): number | undefined => {
  const value = /^\d{1,4}$/.test(typed.trim()) ? Number(typed.trim()) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
};

/** The plan that was typed, or what is wrong with it; the pot and the number of bids are the round's. */
export const planOf = (
  { top, cap, fill }: WhatIf,
  { potPence, bids }: Pick<RankingPage, "potPence" | "bids">,
): { plan: AllocationPlan; errors: PageError[] } => {
  const [first, percent] = [whole(top, 1, bids.length), whole(cap, 1, 100)];
  const errors = [
    ...(top.trim() === "" || first !== undefined
      ? []
      : [{ id: "top", text: `Enter a whole number from 1 to ${bids.length}, or leave it empty.` }]),
    ...(cap.trim() === "" || percent !== undefined
      ? []
      : [{ id: "cap", text: "Enter a whole number from 1 to 100, or leave it empty." }]),
  ];
  const plan = {
    potPence,
    skipAndFill: fill,
    ...(first === undefined ? {} : { top: first }),
    ...(percent === undefined ? {} : { capBasisPoints: percent * 100 }),
  };
  return { plan, errors };
};

/** The bids that have a total, by rank: those that share one are a level. */
export const asksOf = (bids: readonly RankedLine[]): Ask[][] => {
  const levels = new Map<number, Ask[]>();
  for (const { id, rank, askedPence, leastPence, below } of bids) {
    if (rank === undefined) continue;
    levels.set(rank, [...(levels.get(rank) ?? []), { id, askedPence, leastPence, isBelow: below.length > 0 }]);
  }
  return [...levels].toSorted(([a], [b]) => a - b).map(([, asks]) => asks);
};

export const allocationOf = (bids: readonly RankedLine[], plan: AllocationPlan): Allocation =>
  allocate(asksOf(bids), plan);
