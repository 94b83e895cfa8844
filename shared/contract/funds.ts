import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { HistoricAward } from "../rules/award.ts";
import { Instant } from "../rules/london.ts";
import { MOST_NOTE_CHARACTERS } from "../rules/text.ts";
import { CandidatesPage } from "./candidates-view.ts";
import { AskView, EligibilityReply, FundedRound, FundForm, FundLine, FundPage, PublicClosure } from "./fund-views.ts";
import { words } from "./words.ts";
import { WriteId } from "./write-id.ts";

export const FundId = z.string().check(z.regex(/^[a-z0-9-]{2,60}$/, "There is no such fund."));
export const RoundId = z.string().check(z.regex(/^[A-Z]{3,4}-[0-9A-Z]{2,8}$/, "There is no such round."));

const ByFund = z.strictObject({ id: FundId });
const ByRound = z.strictObject({ id: RoundId });

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
      question: words(MOST_NOTE_CHARACTERS, "Say what you want to ask.", "Ask in 1,000 characters or fewer."),
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
