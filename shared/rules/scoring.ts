import * as z from "zod/mini";
import { Declaration, standingOf } from "./interest.ts";
import { Instant, msOf } from "./london.ts";

/** What a trustee may give for one criterion: 0 to 5, or that it cannot be judged, which never counts as zero. */
export const Score = z.union([
  z.literal(0),
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal("cannot-judge"),
]);
export type Score = z.infer<typeof Score>;

/** The scale in words (DOMAIN 8.2); each criterion has its own words for 1, 3 and 5. */
export const SCALE = [
  { score: 0, label: "No response", descriptor: "Says nothing about this." },
  { score: 1, label: "Poor", descriptor: "Asserts, and leaves major gaps." },
  { score: 2, label: "Weak", descriptor: "Answers in part. There are several concerns." },
  { score: 3, label: "Acceptable", descriptor: "Adequate, with minor gaps and low risk." },
  { score: 4, label: "Good", descriptor: "Convincing, with evidence." },
  { score: 5, label: "Excellent", descriptor: "Compelling and specific, above what one would expect." },
] as const satisfies readonly { score: Score; label: string; descriptor: string }[];

export const SEATS = ["chair", "deputy", "trustee"] as const;

/** One seat of a round's panel. */
export const Seat = z.strictObject({
  personId: z.string(),
  name: z.string(),
  seat: z.enum(SEATS),
  /** A constable's vote never counts towards money of the Commissioner (DOMAIN, decision 2). */
  constable: z.boolean(),
  /** Also asked whether they or their staff backed a bid. */
  asked: z.optional(z.enum(["pcc", "chief-constable", "local-officer"])),
});
export type Seat = z.infer<typeof Seat>;

/** The head of a round's scoring: who sits, who scores what, when it ends. EXACT. */
export const ScoringHead = z.strictObject({
  roundId: z.string(),
  panel: z.array(Seat),
  /** By application: the persons who score it. Its keys are the bids of the round that are scored. */
  assigned: z.record(z.string(), z.array(z.string())),
  /** By application: the number of the submission that is scored. */
  submissions: z.record(z.string(), z.int()),
  endsAt: Instant,
  /** By person: when all cards of theirs were in. */
  finished: z.record(z.string(), Instant),
  /** Set in the write in which the last one finishes. Otherwise the date reveals: ask `isRevealed`. */
  revealedAt: z.optional(Instant),
  /** By person: how many interests wait for their ruling. */
  waiting: z.optional(z.record(z.string(), z.int())),
  version: z.int(),
});
export type ScoringHead = z.infer<typeof ScoringHead>;

/** The numbers of one submitted card. EXACT: what is not here counts as none; withdrawn counts as none. */
export const CardNumbers = z.strictObject({
  /** By criterion; every criterion of the fund is there. */
  scores: z.record(z.string(), Score),
  at: Instant,
  /** The trustee declared an interest after it was in. */
  withdrawnAt: z.optional(Instant),
});
export type CardNumbers = z.infer<typeof CardNumbers>;

/** One trustee's round: declarations and the numbers of submitted cards, both by application. EXACT. */
export const Sheet = z.strictObject({
  roundId: z.string(),
  personId: z.string(),
  declarations: z.record(z.string(), Declaration),
  cards: z.record(z.string(), CardNumbers),
  /** Bids of which an officer entered this person's card from paper, and which wait for their word. */
  toConfirm: z.optional(z.array(z.string())),
  version: z.int(),
});
export type Sheet = z.infer<typeof Sheet>;

const MOST_COMMENT_CHARACTERS = 2_000;

/** What stands on a card for one criterion. */
export const Entry = z.strictObject({
  score: z.optional(Score),
  comment: z.string().check(z.maxLength(MOST_COMMENT_CHARACTERS, "Shorten this comment to 2,000 characters.")),
});
export type Entry = z.infer<typeof Entry>;

export const CARD_STATES = ["draft", "to-confirm", "submitted", "withdrawn"] as const;

/** One trustee's card of one bid, with its words. EXACT. `to-confirm`: an officer entered it from paper. */
export const Scorecard = z.strictObject({
  applicationId: z.string(),
  roundId: z.string(),
  personId: z.string(),
  state: z.enum(CARD_STATES),
  /** By criterion. */
  entries: z.record(z.string(), Entry),
  savedAt: Instant,
  submittedAt: z.optional(Instant),
  enteredBy: z.optional(z.string()),
  enteredAt: z.optional(Instant),
  withdrawnAt: z.optional(Instant),
  version: z.int(),
});
export type Scorecard = z.infer<typeof Scorecard>;

/**
 * What was received before the end is stored within this time, or was not received (a gateway waits 29 seconds): the date
 * reveals only then, so that no card comes in among those that everybody sees.
 */
export const SETTLES_MS = 30_000;

/** `scoring/ended`: no card changes any more. By everybody's finish, or by the date. */
export const hasEnded = (head: Pick<ScoringHead, "endsAt" | "revealedAt">, at: number): boolean =>
  head.revealedAt !== undefined || at >= msOf(head.endsAt);

/** `scoring/reveal`: everyone sees all but what they are recused from. Once, and never back. */
export const isRevealed = (head: Pick<ScoringHead, "endsAt" | "revealedAt">, at: number): boolean =>
  head.revealedAt !== undefined || at >= msOf(head.endsAt) + SETTLES_MS;

/** The cards of a bid that count: submitted, not withdrawn, of people who are assigned to it and not recused now. EXACT. */
export const countedCards = (
  head: Pick<ScoringHead, "assigned">,
  sheets: readonly Sheet[],
  applicationId: string,
): { personId: string; card: CardNumbers }[] => {
  const scorers = head.assigned[applicationId] ?? [];
  return sheets.flatMap(({ personId, cards, declarations }) => {
    const card = cards[applicationId];
    if (card === undefined || card.withdrawnAt !== undefined || !scorers.includes(personId)) return [];
    return standingOf(declarations[applicationId]) === "clear" ? [{ personId, card }] : [];
  });
};
