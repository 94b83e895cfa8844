import * as z from "zod/mini";
import { Pence } from "./money.ts";

/** How many must take part in an item. A fraction is of all seats, and never fewer than `least` (DOMAIN 8.3, decision 3). */
export const Quorum = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("number"), number: z.int().check(z.minimum(1)) }),
  z.strictObject({
    kind: z.literal("fraction"),
    of: z.int().check(z.minimum(1)),
    over: z.int().check(z.minimum(1)),
    least: z.int().check(z.minimum(1)),
  }),
]);
export type Quorum = z.infer<typeof Quorum>;

/** What a panel's governing document may say, and where it is silent a default stands (`assumed`). */
const PANEL_RULES = [
  "quorum",
  "mustInclude",
  "majority",
  "castingVote",
  "remoteAttendance",
  "decisionsInWriting",
] as const;

/** The body that decides or recommends: its rules are data from its governing document. */
export const Panel = z.strictObject({
  name: z.string(),
  governedBy: z.string(),
  quorum: Quorum,
  /** Who has to be among those that make the quorum. */
  mustInclude: z.enum(["nobody", "chair-or-deputy"]),
  /** More than half of the votes that were cast, or of everybody who may vote on the item. */
  majority: z.enum(["of-votes-cast", "of-those-present"]),
  castingVote: z.enum(["chair", "none"]),
  remoteAttendance: z.enum(["counts", "does-not-count"]),
  decisionsInWriting: z.enum(["none", "all-agree"]),
  /** What the governing document, as far as it is known, does not say: the default stands, and the pages say so. */
  assumed: z.array(z.enum(PANEL_RULES)),
});
export type Panel = z.infer<typeof Panel>;

/** Least scorers of a bid that asks for more than `abovePence`; the last row that fits counts. */
const LeastScorers = z.strictObject({ abovePence: Pence, scorers: z.int().check(z.minimum(1)) });

/** What breaks a tie, in order (DOMAIN 8.2). Never the time of submission, never chance. */
export const TieBreak = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("criterion-mean"), criterionId: z.string() }),
  z.strictObject({ by: z.literal("first-time-recipient") }),
  z.strictObject({ by: z.literal("lower-amount") }),
  z.strictObject({ by: z.literal("panel-decides") }),
]);
export type TieBreak = z.infer<typeof TieBreak>;

/** A condition that stands ready to be put on an award. */
export const StandardCondition = z.strictObject({ id: z.string(), label: z.string(), text: z.string() });
export type StandardCondition = z.infer<typeof StandardCondition>;

/** How a fund scores and ranks (DOMAIN 8.2). Points are whole numbers; every comparison is exact. */
export const Scoring = z.strictObject({
  leastScorers: z.array(LeastScorers),
  /** Of 100: below it a bid is not recommended. */
  threshold: z.int(),
  /** Of 5: no criterion's mean may lie below it. */
  criterionThreshold: z.int(),
  /** Highest less lowest score of one criterion, from which moderation is asked for. */
  spreadForModeration: z.int(),
  /** Of 100: trustees' own totals further apart than this ask for moderation. */
  totalsApart: z.int(),
  tieBreaks: z.array(TieBreak),
  conditions: z.array(StandardCondition),
  /** Past a bid that no longer fits, a smaller one lower down may still be funded. */
  skipAndFill: z.boolean(),
});
export type Scoring = z.infer<typeof Scoring>;

/** The required number of a quorum among so many seats. Recusals never change it (DOMAIN, decision 3). */
export const requiredQuorum = (quorum: Quorum, seats: number): number =>
  quorum.kind === "number" ? quorum.number : Math.max(quorum.least, Math.ceil((seats * quorum.of) / quorum.over));

/** The least number of scorers of a bid that asks for so many pence: fewer is marked, not blocked (DOMAIN, decision 4). */
export const leastScorersFor = ({ leastScorers }: Pick<Scoring, "leastScorers">, askedPence: Pence): number =>
  leastScorers.filter(({ abovePence }) => askedPence > abovePence).at(-1)?.scorers ?? 1;
