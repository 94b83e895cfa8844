import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { MEETING_READERS } from "../rules/access.ts";
import { ALLOCATION_OUTCOMES } from "../rules/allocation.ts";
import { Instant } from "../rules/london.ts";
import { ModerationStep } from "../rules/moderation.ts";
import { Pence } from "../rules/money.ts";
import { TieBreak } from "../rules/panel.ts";
import { CardNumbers, Seat } from "../rules/scoring.ts";
import { MOST_NOTE_CHARACTERS } from "../rules/text.ts";
import { ApplicationId } from "./applications.ts";
import { RoundId } from "./funds.ts";
import { words } from "./words.ts";
import { WriteId } from "./write-id.ts";

/** One step of a bid's moderation with the name of whoever recorded it. */
const ShownStep = z.strictObject({ ...ModerationStep.shape, byName: z.string() });

/** Where a bid stands to one of the same total, and the rule that broke the tie. */
const ShownTie = z.strictObject({
  withId: z.string(),
  is: z.enum(["ahead", "behind"]),
  by: TieBreak,
  mine: z.string(),
  theirs: z.string(),
});

/**
 * One bid of the ranking. `cards` and `agreed` are the record; all else is made of them by `rankingOf`, and a page opens a
 * total to its arithmetic by the same rules. Totals are to one decimal and for the eye; the order is of exact ones.
 */
export const RankedLine = z.strictObject({
  id: z.string(),
  organisationName: z.string(),
  title: z.string(),
  askedPence: Pence,
  /** The smallest amount that is of use to the group. */
  leastPence: z.optional(Pence),
  /** Undefined without a total: nobody has scored it. */
  rank: z.optional(z.int()),
  levelWith: z.array(z.string()),
  ties: z.array(ShownTie),
  total: z.optional(z.string()),
  /** The total of the cards alone, where moderation changed it. */
  original: z.optional(z.string()),
  /** What lies below the fund's thresholds. */
  below: z.array(
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("total") }),
      z.strictObject({ kind: z.literal("criterion"), criterionId: z.string() }),
    ]),
  ),
  /** What the panel is asked to moderate. `apart` is to one decimal. */
  asks: z.array(
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("criterion"), criterionId: z.string(), lowest: z.int(), highest: z.int() }),
      z.strictObject({ kind: z.literal("totals"), apart: z.string() }),
    ]),
  ),
  scorers: z.int(),
  leastScorers: z.int(),
  isTooFew: z.boolean(),
  /** What the pot would pay by the fund's own rules; decides nothing. */
  paid: z.optional(z.strictObject({ outcome: z.enum(ALLOCATION_OUTCOMES), pence: Pence })),
  isClose: z.boolean(),
  cards: z.array(z.strictObject({ personId: z.string(), scores: CardNumbers.shape.scores })),
  /** By criterion: what the panel agreed. */
  agreed: z.record(z.string(), z.int()),
  /** Every step of the moderation, the first first. */
  steps: z.array(ShownStep),
  /** The caller may moderate it now. */
  mayModerate: z.boolean(),
});
export type RankedLine = z.infer<typeof RankedLine>;

export const RankingPage = z.strictObject({
  at: Instant,
  roundId: z.string(),
  roundTitle: z.string(),
  fundName: z.string(),
  meetingOn: z.string(),
  potPence: Pence,
  /** By the fund's own rules; nothing is decided. */
  leftPence: Pence,
  criteria: z.array(z.strictObject({ id: z.string(), label: z.string(), weight: z.int() })),
  scoring: z.strictObject({
    threshold: z.int(),
    criterionThreshold: z.int(),
    spreadForModeration: z.int(),
    totalsApart: z.int(),
    skipAndFill: z.boolean(),
    tieBreaks: z.array(TieBreak),
  }),
  panel: z.array(z.strictObject({ personId: z.string(), name: z.string(), seat: Seat.shape.seat })),
  /** Bids that the caller takes no part in. The ranking is counted without them: no rank, line or tie shows where they stand. */
  hidden: z.int(),
  /** Bids that were scored and can no longer be decided on: withdrawn, or found not eligible. */
  gone: z.int(),
  bids: z.array(RankedLine),
});
export type RankingPage = z.infer<typeof RankingPage>;

const ByRound = z.strictObject({ round: RoundId });

/** The ranking of a round, for everybody after the reveal and for nobody before it; and its moderation by the chair. */
export const ranking = {
  read: endpoint("GET /api/ranking/{round}", {
    who: MEETING_READERS,
    params: ByRound,
    returns: RankingPage,
  }),
  moderate: endpoint("POST /api/ranking/{round}/moderations", {
    who: ["trustee", "chair"],
    params: ByRound,
    body: z.strictObject({
      applicationId: ApplicationId,
      criterionId: z.string().check(z.maxLength(60)),
      score: z.union([ModerationStep.shape.score], "Choose the score that the panel agreed."),
      reason: words(
        MOST_NOTE_CHARACTERS,
        "Give the reason. It stands beside both totals.",
        "Shorten the reason to 1,000 characters.",
      ),
      writeId: WriteId,
    }),
    returns: RankingPage,
  }),
} as const;
