import * as z from "zod/mini";
import type { EligibilityAsk } from "../rules/allowance.ts";
import { Award } from "../rules/award.ts";
import { Band, DocumentSlot, Option, Section } from "../rules/form.ts";
import { MatchRule } from "../rules/fund.ts";
import { CivilDate, Instant } from "../rules/london.ts";
import { Pence } from "../rules/money.ts";
import { Extension, Notice, ROUND_STATUSES, RoundResult, Timetable } from "../rules/round.ts";

const { by: _by, ...PublicExtensionShape } = Extension.shape;
export const PublicExtension = z.strictObject(PublicExtensionShape);
export type PublicExtension = z.infer<typeof PublicExtension>;

/** A round as the public sees it. No count of anything before it is decided. */
export const PublicRound = z.strictObject({
  id: z.string(),
  title: z.string(),
  status: z.enum(ROUND_STATUSES),
  timetable: Timetable,
  potPence: Pence,
  notices: z.array(Notice),
  /** Closes that were moved, with what was promised before. Who moved them is the office's own. */
  extensions: z.optional(z.array(PublicExtension)),
  /** Why nothing is taken at present, in the words of the closure. */
  pausedBecause: z.optional(z.string()),
  /** Why it was cancelled, in the words of the closure. */
  cancelledBecause: z.optional(z.string()),
});
export type PublicRound = z.infer<typeof PublicRound>;

/** A closure as the public reads it: announced until it begins, then in force. */
export const PublicClosure = z.strictObject({
  id: z.string(),
  when: z.enum(["announced", "in-force"]),
  from: Instant,
  heading: z.string(),
  text: z.string(),
});
export type PublicClosure = z.infer<typeof PublicClosure>;

export const BandFacts = z.strictObject({
  band: Band,
  upToPence: Pence,
  questions: z.int(),
  documents: z.int(),
  timeToFill: z.optional(z.string()),
});
export type BandFacts = z.infer<typeof BandFacts>;

/** What a fund is called, and how much it gives. */
const FundHead = {
  id: z.string(),
  name: z.string(),
  strapline: z.string(),
  /** Made up to show the portal: said on every page of the fund. */
  invented: z.boolean(),
  minimumPence: Pence,
  maximumPence: Pence,
};

/** What everybody may know of a fund. */
export const FundFacts = z.strictObject({
  ...FundHead,
  area: z.string(),
  purpose: z.string(),
  paysFor: z.array(z.string()),
  notFunded: z.array(z.string()),
  /** The rules that are in force, in words. */
  whoCanApply: z.array(z.string()),
  whoDecides: z.string(),
  /** Who is responsible for the personal data of an application: each source of money has its controller. */
  controllers: z.array(z.string()),
  /** Who meets on the bids: in the timetable's words. */
  meets: z.enum(["trustees", "panel"]),
  match: MatchRule,
  priorities: z.strictObject({ plan: z.string(), datedOn: CivilDate, items: z.array(z.string()) }),
  bands: z.array(BandFacts),
});
export type FundFacts = z.infer<typeof FundFacts>;

const RecordRow = z.strictObject({
  ...RoundResult.shape,
  roundId: z.string(),
  title: z.string(),
  potPence: Pence,
});

/** Where a fund stands in its year, and what stops it. */
const FundRounds = {
  /** The round that is open, or opens next. */
  round: z.optional(PublicRound),
  /** The round that closed last and waits for its decisions. */
  waiting: z.optional(PublicRound),
  /** The round that was cancelled last, while groups still look for it. */
  cancelled: z.optional(PublicRound),
  closures: z.array(PublicClosure),
};

/** The page of one fund. `at` is the server's clock: the page counts down from it. */
export const FundPage = z.strictObject({
  at: Instant,
  fund: FundFacts,
  ...FundRounds,
  /** The last four decided rounds, the latest first. */
  record: z.array(RecordRow),
});
export type FundPage = z.infer<typeof FundPage>;

/** A fund among all funds. */
export const FundLine = z.strictObject({ ...FundHead, ...FundRounds });
export type FundLine = z.infer<typeof FundLine>;

/** One question of the check before the form; which answers pass is the portal's to say. */
export const EligibilityQuestion = z.strictObject({
  rule: z.string(),
  id: z.string(),
  label: z.string(),
  hint: z.optional(z.string()),
  type: z.enum(["choice", "number", "amount"]),
  /** None where a number or an amount is asked. */
  options: z.array(Option),
});
export type EligibilityQuestion = z.infer<typeof EligibilityQuestion>;

/** Every question of a fund, as it is frozen in a round; without a round, as it stands today and may still change. */
export const FundForm = z.strictObject({
  at: Instant,
  fundId: z.string(),
  fundName: z.string(),
  round: z.optional(PublicRound),
  closures: z.array(PublicClosure),
  bands: z.array(BandFacts),
  minimumPence: Pence,
  maximumPence: Pence,
  eligibility: z.array(EligibilityQuestion),
  /** Every rule that is in force, in words, also those that are known without asking. */
  whoCanApply: z.array(z.string()),
  sections: z.array(Section),
  documents: z.array(DocumentSlot),
  criteria: z.array(z.strictObject({ id: z.string(), label: z.string(), weight: z.int(), excellent: z.string() })),
});
export type FundForm = z.infer<typeof FundForm>;

/** A no: the question, its rule, why, and what to do instead. */
export const EligibilityNo = z.strictObject({
  rule: z.string(),
  question: z.string(),
  refusal: z.string(),
  instead: z.string(),
  /** The office may allow it, if it is asked. */
  canBeAllowed: z.boolean(),
});
export type EligibilityNo = z.infer<typeof EligibilityNo>;

export const EligibilityReply = z.strictObject({
  passes: z.boolean(),
  findings: z.array(EligibilityNo),
  roundId: z.optional(z.string()),
});
export type EligibilityReply = z.infer<typeof EligibilityReply>;

/** A decided round with what it pays for. */
export const FundedRound = z.strictObject({
  roundId: z.string(),
  fundName: z.string(),
  title: z.string(),
  decidedAt: Instant,
  result: z.optional(RoundResult),
  awards: z.array(Award),
});
export type FundedRound = z.infer<typeof FundedRound>;

/** An ask as its group reads it: who of the office answered is the office's own. */
export const AskView = z.strictObject({
  rule: z.string(),
  question: z.string(),
  askedAt: Instant,
  answer: z.optional(z.strictObject({ allowed: z.boolean(), reason: z.string(), at: Instant })),
});
export type AskView = z.infer<typeof AskView>;

/** What an ask looks like to its group. */
export const askViewOf = ({ rule, question, askedAt, answer }: EligibilityAsk): AskView => ({
  rule,
  question,
  askedAt,
  ...(answer === undefined ? {} : { answer: { allowed: answer.allowed, reason: answer.reason, at: answer.at } }),
});
