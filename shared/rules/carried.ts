import * as z from "zod/mini";
import type { ApplicationMove } from "./application.ts";
import { Instant } from "./london.ts";
import { type Approval, type Meeting, type MeetingLine, MeetingOutcome, type Verdict } from "./meeting.ts";
import { Pence } from "./money.ts";
import type { OutcomeKind } from "./outcome.ts";

/** What followed a closed meeting for one bid. `put-aside`: it could not be, and somebody has to look. */
const CARRIED_AS = [
  "awarded",
  "recommended",
  "passed",
  "reserved",
  "deferred",
  "declined",
  "refused",
  "put-aside",
] as const;
export const CarriedAs = z.enum(CARRIED_AS);
export type CarriedAs = (typeof CARRIED_AS)[number];

/** One for each bid of a closed meeting, in the meeting's partition: progress is read from them. */
export const Carried = z.strictObject({
  applicationId: z.string(),
  organisationName: z.string(),
  title: z.string(),
  what: CarriedAs,
  /** What the meeting decided, as the ledger had it. */
  outcome: MeetingOutcome,
  amountPence: Pence,
  /** Why it was put aside: a name of what went wrong, never what an item says. */
  problem: z.optional(z.string()),
  /** An officer has put right what stood against it: it is tried once more. */
  again: z.optional(z.literal(true)),
  carriedAt: Instant,
  version: z.int(),
});
export type Carried = z.infer<typeof Carried>;

/** The bids of a meeting that something follows for: what was struck from the agenda is not among them. */
export const carriedLines = ({ lines }: Pick<Meeting, "lines">): MeetingLine[] =>
  lines.filter(({ struck }) => struck !== true);

/** Who decides on a verdict that takes money, by its purse. */
const isRecommendation = (meeting: Pick<Meeting, "pot">, { sourceId }: Verdict): boolean =>
  meeting.pot.find((source) => source.sourceId === sourceId)?.decides === "panel-recommends";

/**
 * What follows for a bid when its meeting is closed (`carry-out/by-source`). Money of a purse on which the trustees decide is
 * awarded at once; money of the Commissioner is recommended, and awarded when an approver confirms it (DOMAIN, decision 2).
 */
export const carriedAs = (
  meeting: Pick<Meeting, "pot">,
  verdict: Verdict,
): Exclude<CarriedAs, "put-aside" | "refused"> => {
  switch (verdict.outcome) {
    case "full":
    case "part":
      return isRecommendation(meeting, verdict) ? "recommended" : "awarded";
    case "pass":
      return "passed";
    case "reserve":
      return "reserved";
    case "defer":
      return "deferred";
    case "decline":
      return "declined";
  }
};

/** What follows once an approver has answered. */
export const answeredAs = ({ result }: Pick<Approval, "result">): "awarded" | "refused" =>
  result === "refused" ? "refused" : "awarded";

/** The move of an application that goes with it; none while an approver has yet to answer. */
export const MOVE_FOR: Record<CarriedAs, ApplicationMove | undefined> = {
  awarded: "award",
  recommended: undefined,
  passed: undefined,
  reserved: "reserve",
  deferred: "defer",
  declined: "decline",
  refused: "decline",
  "put-aside": undefined,
};

/** What its group is told, in integer pence against what it asked for; nothing yet while an approver has to answer. */
export const toldAs = (what: CarriedAs, amountPence: number, askedPence: number): OutcomeKind | undefined => {
  switch (what) {
    case "awarded":
      return amountPence < askedPence ? "part" : "awarded";
    case "reserved":
    case "deferred":
    case "declined":
      return what;
    case "refused":
      return "declined";
    default:
      return undefined;
  }
};

type Progress = { readonly of: number; readonly carriedOut: number; readonly putAside: number };

/** How far it is (`carry-out/progress`): "31 of 60 carried out", counted from the items that are there. */
export const progressOf = (meeting: Pick<Meeting, "lines">, carried: readonly Pick<Carried, "what">[]): Progress => {
  const putAside = carried.filter(({ what }) => what === "put-aside").length;
  return { of: carriedLines(meeting).length, carriedOut: carried.length - putAside, putAside };
};
