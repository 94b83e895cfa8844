import * as z from "zod/mini";
import { type Finding, finding } from "./finding.ts";
import { type CivilDate, Instant, instantOf } from "./london.ts";
import { Pence } from "./money.ts";

/** What becomes of a bid, as its group reads it. */
export const OUTCOME_KINDS = ["awarded", "part", "reserved", "deferred", "declined"] as const;
export const OutcomeKind = z.enum(OUTCOME_KINDS);
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

export const OUTCOME_STATES = ["drafted", "edited", "read", "released"] as const;
export const OutcomeState = z.enum(OUTCOME_STATES);
export type OutcomeState = (typeof OUTCOME_STATES)[number];

export const OUTCOME_MOVES = ["edit", "read", "release"] as const;
export type OutcomeMove = (typeof OUTCOME_MOVES)[number];

/** What may happen to an outcome in which state: a text changes until it is released, and each change asks for a new reader. */
const OUTCOME_TABLE = {
  drafted: { edit: "edited" },
  edited: { edit: "edited", read: "read" },
  read: { edit: "edited", release: "released" },
  released: {},
} as const satisfies Record<OutcomeState, Partial<Record<OutcomeMove, OutcomeState>>>;

export const MOST_OUTCOME_CHARACTERS = 6_000;

/** Who did something to a text, and when. */
const Hand = z.strictObject({ by: z.string(), byName: z.string(), at: Instant });

/** The outcome of one bid at one meeting: drafted by the portal, edited by an officer, read by a second person, then released. */
export const Outcome = z.strictObject({
  applicationId: z.string(),
  meetingId: z.string(),
  roundId: z.string(),
  organisationId: z.string(),
  organisationName: z.string(),
  title: z.string(),
  kind: OutcomeKind,
  askedPence: Pence,
  /** What is awarded; nothing where nothing is. */
  amountPence: Pence,
  sourceName: z.string(),
  conditions: z.array(z.string()),
  dropped: z.array(z.string()),
  /** What the group reads, in paragraphs parted by an empty line. */
  text: z.string(),
  state: OutcomeState,
  edited: z.optional(Hand),
  read: z.optional(Hand),
  /** From this instant the group sees it. */
  toldFrom: z.optional(Instant),
  /** The words of a closure that froze publicity when it was released: it is told, and nobody makes it public yet. */
  quiet: z.optional(z.string()),
  version: z.int(),
});
export type Outcome = z.infer<typeof Outcome>;

/** The state that a move leads to, or undefined where it is not possible (`outcome/state`). */
export const outcomeAfter = (state: OutcomeState, move: OutcomeMove): OutcomeState | undefined => {
  const moves: Partial<Record<OutcomeMove, OutcomeState>> = OUTCOME_TABLE[state];
  return moves[move];
};

const stateFinding = (applicationId: string, detail: string): Finding =>
  finding("outcome/state", "", `${applicationId}: ${detail}`);

/** Whether a text may be put in the place of the one that stands: never empty (`outcome/text`), never after it was told (`outcome/state`). */
export const editFindings = (outcome: Pick<Outcome, "applicationId" | "state">, text: string): Finding[] => [
  ...(text.trim() === "" ? [finding("outcome/text", "/text", "Write what the group reads. It is never empty.")] : []),
  ...(outcomeAfter(outcome.state, "edit") === undefined
    ? [stateFinding(outcome.applicationId, "the group has been told. A text that was told does not change.")]
    : []),
];

/** Whether somebody may put their name to a text as its second reader: never its editor (`outcome/second-person`). */
export const readFindings = (outcome: Pick<Outcome, "applicationId" | "state" | "edited">, by: string): Finding[] => {
  if (outcomeAfter(outcome.state, "read") === undefined)
    return [
      stateFinding(
        outcome.applicationId,
        outcome.state === "drafted" ? "an officer edits or keeps the draft first." : "it has been read already.",
      ),
    ];
  return outcome.edited?.by === by
    ? [finding("outcome/second-person", "", `${outcome.applicationId}: you edited this text. Another person reads it.`)]
    : [];
};

/** What holds the outcomes of a round, and who let go of it. One item for each round, in the round's partition. */
export const Release = z.strictObject({
  roundId: z.string(),
  /** The notification time: from then on, what is read goes out by itself. */
  dueFrom: Instant,
  state: z.enum(["held", "asked", "released"]),
  /** The bids that something follows for, by the meeting that decided on them. */
  meetings: z.record(z.string(), z.array(z.string())),
  askedBy: z.optional(z.string()),
  askedAt: z.optional(Instant),
  releasedBy: z.optional(z.string()),
  releasedAt: z.optional(Instant),
  version: z.int(),
});
export type Release = z.infer<typeof Release>;

/** The office's hour: people are at the telephone when groups hear. */
const TOLD_AT = "09:00";

/** The instant at which a round's groups hear, from the day that it promised (DOMAIN 5.1): nine in the morning in London. */
export const notificationAt = (notifiedBy: CivilDate): Instant =>
  // Clocks change at one in the morning: nine is always there, once.
  instantOf(notifiedBy, TOLD_AT) ?? `${notifiedBy}T09:00:00.000Z`;

/** Whether an officer may ask for an earlier release, and an approver (another person) may confirm it (`outcome/release`). */
export const releaseFindings = (
  release: Pick<Release, "state" | "askedBy"> | undefined,
  step: "ask" | "confirm",
  by: string,
): Finding[] => {
  const no = (detail: string): Finding[] => [finding("outcome/release", "", detail)];
  if (release === undefined) return no("Nothing has been decided in this round yet.");
  if (release.state === "released") return no("The outcomes of this round have been released.");
  if (step === "ask") return [];
  if (release.state !== "asked") return no("An officer asks for the release first.");
  return release.askedBy === by ? no("You asked for this release. Another person confirms it.") : [];
};
