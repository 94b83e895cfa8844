import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { PORTAL_READERS, READERS } from "../rules/access.ts";
import { EligibilityAsk } from "../rules/allowance.ts";
import { PROMISED_DAYS } from "../rules/extension.ts";
import { Finding } from "../rules/finding.ts";
import { HourlyRate } from "../rules/fund.ts";
import { CivilDate, Instant } from "../rules/london.ts";
import { Pence } from "../rules/money.ts";
import { Preflight } from "../rules/preflight.ts";
import { LaterDates, PotPart, PromisedDays, ROUND_MOVES, ROUND_STATUSES, Round, RoundDates } from "../rules/round.ts";
import { MOST_NOTE_CHARACTERS } from "../rules/text.ts";
import { Totals } from "../rules/totals.ts";
import { FundPage } from "./fund-views.ts";
import { FundId, RoundId } from "./funds.ts";
import { words } from "./words.ts";
import { hand, WriteId } from "./write-id.ts";

const ById = z.strictObject({ id: RoundId });

const Title = words(100, "Enter a title.", "Keep the title to 100 characters.");

/** What may be changed until the round opens. */
const Entered = {
  title: Title,
  dates: RoundDates,
  pot: z.array(PotPart).check(z.maxLength(10, "A round has ten sources at most.")),
};

export const RoundLine = z.strictObject({
  id: z.string(),
  fundId: z.string(),
  fundName: z.string(),
  title: z.string(),
  status: z.enum(ROUND_STATUSES),
  opensAt: Instant,
  closesAt: Instant,
  meetingOn: CivilDate,
  potPence: Pence,
  totals: z.strictObject(Totals.shape),
});
export type RoundLine = z.infer<typeof RoundLine>;

const Source = z.strictObject({ id: z.string(), name: z.string() });

/** A round as the office works on it. */
export const OfficeRound = z.strictObject({
  at: Instant,
  round: Round,
  status: z.enum(ROUND_STATUSES),
  may: z.array(z.enum(ROUND_MOVES)),
  dates: RoundDates,
  fundName: z.string(),
  sources: z.array(Source),
  /** Rules of eligibility that the fund leaves to an officer, as they stand for this round. */
  switchable: z.array(
    z.strictObject({ rule: z.string(), words: z.string(), known: z.string(), switch: z.enum(["on", "off"]) }),
  ),
  /** What an hour of volunteers' time is worth in it. */
  rates: z.array(HourlyRate),
  /** What stands against publishing it now. */
  blockers: z.array(Finding),
  /** Promised days that are past and were not kept, where that was looked for. */
  missed: z.optional(z.array(z.enum(PROMISED_DAYS))),
  /** What was found missing where the portal runs, while the round is not published; it stops nobody. */
  preflight: z.optional(Preflight),
});
export type OfficeRound = z.infer<typeof OfficeRound>;

export const AskLine = z.strictObject({
  organisationId: z.string(),
  organisationName: z.string(),
  ask: EligibilityAsk,
});
export type AskLine = z.infer<typeof AskLine>;

/** One round of a fund's year: there already, or proposed from the fund's calendar. */
export const RoundOfYear = z.strictObject({
  code: z.string(),
  title: z.string(),
  dates: RoundDates,
  pot: z.array(PotPart),
  /** What stands against publishing it, or is to be known before: other rounds, elections. */
  findings: z.array(z.string()),
  round: z.optional(z.strictObject({ id: z.string(), status: z.enum(ROUND_STATUSES), version: z.int() })),
});
export type RoundOfYear = z.infer<typeof RoundOfYear>;

export const RoundsOfYear = z.strictObject({
  at: Instant,
  fundId: z.string(),
  fundName: z.string(),
  fundCode: z.string(),
  sources: z.array(Source),
  year: z.int(),
  /** Whether the fund has deadlines of its own; the others open when they are announced. */
  isQuarterly: z.boolean(),
  rounds: z.array(RoundOfYear),
});
export type RoundsOfYear = z.infer<typeof RoundsOfYear>;

/** The office's side of rounds. What the public sees is in `funds.ts`. */
const RateEntered = z.strictObject({
  id: z.string().check(z.regex(/^[a-z][a-z-]{1,30}$/, "Name the rate in small letters, like skilled.")),
  label: z.string().check(z.minLength(1, "Say what kind of work it is."), z.maxLength(80, "Keep it to 80 characters.")),
  pencePerHour: Pence.check(z.minimum(1, "Enter more than £0.00."), z.maximum(100_000, "Enter £1,000.00 or less.")),
  from: CivilDate,
});

export const rounds = {
  list: endpoint("GET /api/office/rounds", {
    who: PORTAL_READERS,
    query: z.strictObject({ fundId: z.optional(FundId) }),
    returns: z.strictObject({
      at: Instant,
      funds: z.array(z.strictObject({ id: z.string(), name: z.string() })),
      rounds: z.array(RoundLine),
    }),
  }),
  propose: endpoint("GET /api/office/funds/{id}/round-proposal", {
    who: ["officer"],
    params: z.strictObject({ id: FundId }),
    returns: z.strictObject({
      fundName: z.string(),
      fundCode: z.string(),
      sources: z.array(Source),
      code: z.string(),
      title: z.string(),
      dates: RoundDates,
      pot: z.array(PotPart),
    }),
  }),
  year: endpoint("GET /api/office/funds/{id}/year", {
    who: PORTAL_READERS,
    params: z.strictObject({ id: FundId }),
    query: z.strictObject({
      year: z.optional(z.string().check(z.regex(/^20[1-9][0-9]$/, "Enter a year, like 2027."))),
    }),
    returns: RoundsOfYear,
  }),
  create: endpoint("POST /api/office/rounds", {
    who: ["officer"],
    body: z.strictObject({ fundId: FundId, code: z.string().check(z.maxLength(20)), ...Entered, writeId: WriteId }),
    returns: OfficeRound,
  }),
  one: endpoint("GET /api/office/rounds/{id}", { who: PORTAL_READERS, params: ById, returns: OfficeRound }),
  change: endpoint("PUT /api/office/rounds/{id}", {
    who: ["officer"],
    params: ById,
    body: z.strictObject({
      ...Entered,
      /** Left out, the rules stay as they are. */
      switches: z.optional(z.record(z.string().check(z.maxLength(60)), z.enum(["on", "off"]))),
      /** What an hour of volunteers' time is worth, every row of the table. Left out, the rates stay as they are. */
      rates: z.optional(z.array(RateEntered).check(z.maxLength(30, "Keep to 30 rates."))),
      ...hand,
    }),
    returns: OfficeRound,
  }),
  preview: endpoint("GET /api/office/rounds/{id}/preview", { who: PORTAL_READERS, params: ById, returns: FundPage }),
  publish: endpoint("POST /api/office/rounds/{id}/publication", {
    who: ["officer"],
    params: ById,
    body: z.strictObject(hand),
    returns: OfficeRound,
  }),
  notify: endpoint("POST /api/office/rounds/{id}/notices", {
    who: ["officer"],
    params: ById,
    body: z.strictObject({
      text: words(MOST_NOTE_CHARACTERS, "Write the notice.", "Keep the notice to 1,000 characters."),
      writeId: WriteId,
    }),
    returns: OfficeRound,
  }),
  extend: endpoint("POST /api/office/rounds/{id}/extensions", {
    who: ["officer"],
    params: ById,
    body: z.strictObject({
      dates: LaterDates,
      reason: words(500, "Give the reason. Everybody reads it.", "Keep the reason to 500 characters."),
      ...hand,
    }),
    returns: OfficeRound,
  }),
  slip: endpoint("POST /api/office/rounds/{id}/slips", {
    who: ["officer"],
    params: ById,
    body: z.strictObject({
      days: PromisedDays,
      reason: words(500, "Give the reason. Everybody concerned reads it.", "Keep the reason to 500 characters."),
      ...hand,
    }),
    returns: OfficeRound,
  }),
  asks: endpoint("GET /api/office/rounds/{id}/eligibility-questions", {
    // Administrators manage people: what groups ask is not theirs to read.
    who: READERS,
    params: ById,
    returns: z.strictObject({ asks: z.array(AskLine) }),
  }),
  answerAsk: endpoint("POST /api/office/rounds/{id}/eligibility-answers", {
    who: ["officer"],
    params: ById,
    body: z.strictObject({
      organisationId: z.string().check(z.regex(/^o_[\w-]{1,60}$/, "There is no such group.")),
      rule: z.string().check(z.maxLength(60)),
      allowed: z.boolean(),
      reason: words(
        MOST_NOTE_CHARACTERS,
        "Give the reason. The group reads it.",
        "Keep the reason to 1,000 characters.",
      ),
      writeId: WriteId,
    }),
    returns: z.strictObject({ asks: z.array(AskLine) }),
  }),
} as const;
