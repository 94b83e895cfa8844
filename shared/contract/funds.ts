import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import type { EligibilityAsk } from "../rules/allowance.ts";
import { Award, HistoricAward } from "../rules/award.ts";
import { Band, DocumentSlot, Option, Section } from "../rules/form.ts";
import { MatchRule } from "../rules/fund.ts";
import { CivilDate, Instant } from "../rules/london.ts";
import { Pence } from "../rules/money.ts";
import { Extension, Notice, ROUND_STATUSES, RoundResult, Timetable } from "../rules/round.ts";
import { CandidatesPage } from "./candidates-view.ts";
import { words } from "./words.ts";
import { WriteId } from "./write-id.ts";

export const FundId = z.string().check(z.regex(/^[a-z0-9-]{2,60}$/, "There is no such fund."));
export const RoundId = z.string().check(z.regex(/^[A-Z]{3,4}-[0-9A-Z]{2,8}$/, "There is no such round."));

const ByFund = z.strictObject({ id: FundId });
const ByRound = z.strictObject({ id: RoundId });

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

/** What everybody may know of a fund. */
export const FundFacts = z.strictObject({
  id: z.string(),
  name: z.string(),
  strapline: z.string(),
  /** Made up to show the portal: said on every page of the fund. */
  invented: z.boolean(),
  minimumPence: Pence,
  maximumPence: Pence,
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

export const RecordRow = z.strictObject({
  ...RoundResult.shape,
  roundId: z.string(),
  title: z.string(),
  potPence: Pence,
});

/** The page of one fund. `at` is the server's clock: the page counts down from it. */
export const FundPage = z.strictObject({
  at: Instant,
  fund: FundFacts,
  /** The round that is open, or opens next. */
  round: z.optional(PublicRound),
  /** The round that closed last and waits for its decisions. */
  waiting: z.optional(PublicRound),
  /** The round that was cancelled last, while groups still look for it. */
  cancelled: z.optional(PublicRound),
  closures: z.array(PublicClosure),
  /** The last four decided rounds, the latest first. */
  record: z.array(RecordRow),
});
export type FundPage = z.infer<typeof FundPage>;

export const FundLine = z.strictObject({
  id: z.string(),
  name: z.string(),
  strapline: z.string(),
  invented: z.boolean(),
  minimumPence: Pence,
  maximumPence: Pence,
  round: z.optional(PublicRound),
  waiting: z.optional(PublicRound),
  cancelled: z.optional(PublicRound),
  closures: z.array(PublicClosure),
});
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

/** Seconds a public answer may be kept at the edge. What decides is read again, never from here. */
const FRESH = 5;

export const funds = {
  list: endpoint("GET /api/funds", {
    who: ["anyone"],
    returns: z.strictObject({
      at: Instant,
      funds: z.array(FundLine),
      /** What holds for every fund; each fund has its own beside it. */
      closures: z.array(PublicClosure),
    }),
    fresh: FRESH,
  }),
  one: endpoint("GET /api/funds/{id}", { who: ["anyone"], params: ByFund, returns: FundPage, fresh: FRESH }),
  questions: endpoint("GET /api/funds/{id}/questions", {
    who: ["anyone"],
    params: ByFund,
    returns: FundForm,
    fresh: FRESH,
  }),
  round: endpoint("GET /api/rounds/{id}", { who: ["anyone"], params: ByRound, returns: FundForm, fresh: FRESH }),
  funded: endpoint("GET /api/funded", {
    who: ["anyone"],
    returns: z.strictObject({ at: Instant, rounds: z.array(FundedRound), history: z.array(HistoricAward) }),
    fresh: FRESH,
  }),
  /** One page for candidates and the incoming Commissioner: public, the same for everyone, figures only (DOMAIN 5.3). */
  candidates: endpoint("GET /api/candidates", { who: ["anyone"], returns: CandidatesPage, fresh: FRESH }),
  checkEligibility: endpoint("POST /api/funds/{id}/eligibility", {
    who: ["anyone"],
    params: ByFund,
    body: z.strictObject({
      answers: z.record(z.string().check(z.maxLength(60)), z.string().check(z.maxLength(60))),
    }),
    returns: EligibilityReply,
  }),
  askEligibility: endpoint("POST /api/rounds/{id}/eligibility-questions", {
    who: ["applicant"],
    params: ByRound,
    body: z.strictObject({
      organisationId: z.string().check(z.maxLength(60)),
      rule: z.string().check(z.maxLength(60)),
      question: words(1_000, "Say what you want to ask.", "Ask in 1,000 characters or fewer."),
      writeId: WriteId,
    }),
    returns: z.strictObject({ asks: z.array(AskView) }),
  }),
  askedEligibility: endpoint("GET /api/rounds/{id}/eligibility-questions", {
    who: ["applicant"],
    params: ByRound,
    query: z.strictObject({ organisationId: z.string().check(z.maxLength(60)) }),
    returns: z.strictObject({ asks: z.array(AskView) }),
  }),
} as const;
