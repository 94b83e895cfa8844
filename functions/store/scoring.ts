import * as z from "zod/mini";
import { Scorecard, ScoringHead, Sheet } from "../../shared/rules/scoring.ts";
import { cardKey, scoringKey } from "./keys.ts";
import type { Raw, Table } from "./table.ts";

const HeadItem = z.object({ ...ScoringHead.shape });
const SheetItem = z.object({ ...Sheet.shape });
const CardItem = z.object({ ...Scorecard.shape });

/** Everything of a round's scoring but the words. `moderations` are as read: `store/ranking.ts` knows what they hold. */
export type RoundScoring = { head: ScoringHead; sheets: Sheet[]; moderations: Raw[] };

/** Head, sheets and moderations from the items of a round's partition; undefined while nothing is prepared. */
export const roundScoringOf = (items: readonly Raw[]): RoundScoring | undefined => {
  const head = items.find(({ kind }) => kind === "scoring");
  if (head === undefined) return undefined;
  return {
    head: HeadItem.parse(head),
    sheets: items.filter(({ kind }) => kind === "sheet").map((item) => SheetItem.parse(item)),
    moderations: items.filter(({ kind }) => kind === "moderation"),
  };
};

/** Scoring heads, sheets and cards (DOMAIN 8). */
export const scoringStore = (table: Table) => ({
  /** All numbers of a round in ONE query; undefined while its scoring is not prepared. EXACT. */
  round: async (roundId: string): Promise<RoundScoring | undefined> =>
    roundScoringOf(await table.query(scoringKey(roundId).pk)),

  /** All cards of one bid with their words, in one query. Whoever shows them asks `isRevealed` and `standingOf` first. EXACT. */
  cardsOf: async (applicationId: string): Promise<Scorecard[]> =>
    (await table.query(cardKey(applicationId, "").pk)).map((raw) => CardItem.parse(raw)),
});
