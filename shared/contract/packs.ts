import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { MEETING_READERS } from "../rules/access.ts";
import { Submission } from "../rules/frozen.ts";
import { Fund } from "../rules/fund.ts";
import { Instant } from "../rules/london.ts";
import { StandsAs } from "../rules/match-standing.ts";
import { Entry } from "../rules/scoring.ts";
import { ByMeeting } from "./meetings.ts";

/** How many bids one answer carries: a bid with its cards is some 35 KB, and an answer stays under 6 MB. */
export const BIDS_AT_ONCE = 25;

/** One bid for the meeting's pack: what was sent, and every card that counts with its words. */
export const PackBid = z.strictObject({
  id: z.string(),
  organisationName: z.string(),
  submission: Submission,
  /** How lines of its match stand since it was sent. */
  standings: z.array(StandsAs),
  cards: z.array(z.strictObject({ personId: z.string(), name: z.string(), entries: z.record(z.string(), Entry) })),
});
export type PackBid = z.infer<typeof PackBid>;

const PackPart = z.strictObject({
  at: Instant,
  /** The questions and criteria as they were frozen when the round was published. */
  form: Fund,
  bids: z.array(PackBid),
  /** Bids of the agenda that the caller takes no part in: nothing of them is here. */
  kept: z.int(),
  /** Where to go on; absent after the last. */
  next: z.optional(z.int()),
});

/** The papers of a meeting, once its scoring is over: for the office, observers and the trustees who sit. */
export const packs = {
  part: endpoint("GET /api/packs/{id}", {
    who: MEETING_READERS,
    params: ByMeeting,
    query: z.strictObject({ from: z.optional(z.string().check(z.regex(/^\d{1,3}$/, "There is no such bid."))) }),
    returns: PackPart,
  }),
} as const;
