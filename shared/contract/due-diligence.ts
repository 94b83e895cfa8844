import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { READERS } from "../rules/access.ts";
import { CheckId, Ending, Entry, Overall, Result, SheetFacts } from "../rules/due-diligence.ts";
import { MATCH_STATUS_IDS } from "../rules/form.ts";
import { StageFigures } from "../rules/ledger.ts";
import { CivilDate, Instant } from "../rules/london.ts";
import { MatchStanding, StandingStatus } from "../rules/match-standing.ts";
import { formatPounds, largestPence, Pence } from "../rules/money.ts";
import { Register } from "../rules/register.ts";
import { SubsidySteps, SubsidySum } from "../rules/subsidy.ts";
import { MOST_NOTE_CHARACTERS } from "../rules/text.ts";
import { ById } from "./applications.ts";
import { words } from "./words.ts";
import { hand, Version } from "./write-id.ts";

const note = z.string().check(z.trim(), z.maxLength(MOST_NOTE_CHARACTERS, "Shorten this to 1,000 characters."));
const Reason = words(2_000, "Give the reason.", "Shorten the reason.");

/** One line of the sheet: what the portal found, where to look, and what an officer entered about the bid that stands. */
export const SheetCheck = z.strictObject({
  check: CheckId,
  label: z.string(),
  found: z.enum(["clear", "look", "wrong", "unknown"]),
  says: z.array(z.string()),
  entry: z.optional(z.strictObject({ ...Entry.shape, byName: z.string() })),
  /** Entered about an earlier version of the bid: it is looked at again. */
  older: z.optional(z.strictObject({ ...Entry.shape, byName: z.string() })),
  /** Entered, and for the office alone: it may be about another group's bid. */
  forOffice: z.optional(z.literal(true)),
});
export type SheetCheck = z.infer<typeof SheetCheck>;

/** One line of the match as it was sent, with what the office recorded of it since, the oldest first. */
export const SheetMatch = z.strictObject({
  source: z.string(),
  status: z.enum(MATCH_STATUS_IDS),
  amountPence: Pence,
  standings: z.array(z.strictObject({ ...MatchStanding.shape, byName: z.string() })),
});
export type SheetMatch = z.infer<typeof SheetMatch>;

const NamedEnding = z.strictObject({ ...Ending.shape, byName: z.string() });

/** The due-diligence sheet of a bid, as the office reads and prints it. */
export const Sheet = z.strictObject({
  at: Instant,
  applicationId: z.string(),
  roundId: z.string(),
  roundTitle: z.string(),
  fundName: z.string(),
  organisationId: z.string(),
  organisationName: z.string(),
  title: z.string(),
  requestedPence: Pence,
  submission: z.int(),
  checks: z.array(SheetCheck),
  facts: SheetFacts,
  /** The day from which sums count for subsidy control, and for assistance given on which day. */
  subsidy: z.strictObject({ countsFrom: CivilDate, givenOn: CivilDate, totalPence: Pence, overPence: Pence }),
  /** The other money and help: its lines, what counts at each stage, and what was recorded of earlier versions of the bid. */
  match: z.strictObject({
    lines: z.array(SheetMatch),
    stages: z.array(StageFigures),
    older: z.array(z.strictObject({ submission: z.int(), says: z.string() })),
  }),
  /** The registers that can be asked about this bid: the office has a key, and the group gave a number. */
  canAsk: z.array(Register),
  ending: z.optional(NamedEnding),
  earlier: z.array(z.strictObject({ ending: NamedEnding, reason: z.string(), byName: z.string(), at: Instant })),
  version: Version,
  may: z.strictObject({ enter: z.boolean(), reopen: z.boolean(), step: z.boolean(), record: z.boolean() }),
});
export type Sheet = z.infer<typeof Sheet>;

const Officer = { who: ["officer"], params: ById, returns: Sheet } as const;

/** The due diligence of one bid (DOMAIN 7): prepared by the portal, finished by an officer. */
export const dueDiligence = {
  read: endpoint("GET /api/desk/applications/{id}/due-diligence", { who: READERS, params: ById, returns: Sheet }),
  /** What was found, for one check or several at once. */
  enter: endpoint("POST /api/desk/applications/{id}/due-diligence/entries", {
    ...Officer,
    body: z.strictObject({
      entries: z
        .array(
          z.strictObject({
            check: CheckId,
            result: z.enum(Result.options, "Choose what you found."),
            note,
            source: note,
          }),
        )
        .check(z.minLength(1, "Choose what you found."), z.maxLength(20, "Enter each check once.")),
      ...hand,
    }),
  }),
  /** What was read in the papers: income, days, trading and the sums that count for it. Replaces what stood there. */
  facts: endpoint("POST /api/desk/applications/{id}/due-diligence/facts", {
    ...Officer,
    body: z.strictObject({
      facts: z.strictObject({
        ...z.omit(SheetFacts, { steps: true, subsidies: true }).shape,
        subsidies: z
          .array(
            z.strictObject({
              ...SubsidySum.shape,
              from: words(200, "Say who gave it.", "Shorten this to 200 characters."),
              amountPence: Pence.check(z.maximum(largestPence, `Enter ${formatPounds(largestPence)} or less.`)),
            }),
          )
          .check(z.maxLength(40, "Add small sums of one giver together: 40 lines are the most.")),
      }),
      ...hand,
    }),
  }),
  /** The days of the steps of section 37; possible after the sheet is finished, because paying comes later. */
  steps: endpoint("POST /api/desk/applications/{id}/due-diligence/steps", {
    ...Officer,
    body: z.strictObject({ steps: SubsidySteps, ...hand }),
  }),
  /** How a line of the match stands now; possible after the sheet is finished, because money comes or is lost later. */
  standing: endpoint("POST /api/desk/applications/{id}/due-diligence/match", {
    ...Officer,
    body: z.strictObject({
      /** The version of the bid that was looked at, and the place among its lines. */
      submission: z.int(),
      line: z.int(),
      status: z.enum(StandingStatus.options, "Choose how it stands now."),
      amountPence: z.optional(Pence),
      knownOn: CivilDate,
      note: words(MOST_NOTE_CHARACTERS, "Say what you saw.", "Shorten this to 1,000 characters."),
      ...hand,
    }),
  }),
  /** Asks a public register, and keeps its answer on the sheet with the day. */
  lookUp: endpoint("POST /api/desk/applications/{id}/due-diligence/look-ups", {
    ...Officer,
    body: z.strictObject({ register: Register, ...hand }),
  }),
  finish: endpoint("POST /api/desk/applications/{id}/due-diligence/ending", {
    ...Officer,
    body: z.strictObject({
      overall: z.enum(Overall.options, "Choose how the sheet ends."),
      condition: note,
      reason: z.string().check(z.trim(), z.maxLength(2_000, "Shorten the reason.")),
      ...hand,
    }),
  }),
  reopen: endpoint("POST /api/desk/applications/{id}/due-diligence/reopening", {
    ...Officer,
    body: z.strictObject({ reason: Reason, ...hand }),
  }),
};
