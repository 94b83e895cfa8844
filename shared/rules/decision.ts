import * as z from "zod/mini";
import { Instant } from "./london.ts";
import { MeetingOutcome } from "./meeting.ts";
import { Pence } from "./money.ts";

/** How the panel came to it. People are named by id; who may not vote on an item is not among them. */
export const Votes = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("consensus") }),
  z.strictObject({
    kind: z.literal("votes"),
    for: z.array(z.string()),
    against: z.array(z.string()),
    abstained: z.array(z.string()),
    /** Given by whoever presides, on a tie, where the governing document has one. */
    casting: z.optional(z.enum(["for", "against"])),
  }),
  /** Where the governing document allows it: everybody without an interest agreed in writing. */
  z.strictObject({ kind: z.literal("in-writing"), agreed: z.array(z.string()) }),
]);
export type Votes = z.infer<typeof Votes>;

export const MOST_REASON_CHARACTERS = 2_000;
export const MOST_CONDITIONS = 12;

/** One cost of the bid's budget that a part award does not pay for. */
export const Dropped = z.strictObject({ item: z.string(), amountPence: Pence });
export type Dropped = z.infer<typeof Dropped>;

/** The words of a decision, beside the ledger. Written when it is entered; the confirmation is added once, and nothing else. */
export const Decision = z.strictObject({
  /** The id of its verdict in the ledger: the write that entered it. */
  id: z.string(),
  meetingId: z.string(),
  applicationId: z.string(),
  outcome: MeetingOutcome,
  amountPence: Pence,
  sourceId: z.optional(z.string()),
  conditions: z.array(z.string()),
  /** Of Trust money: why, with the purpose it serves. Of PCC money: how it will secure or contribute to crime and disorder reduction. */
  reasons: z.string(),
  /** Which of the source's purposes an award of the trustees serves. */
  purpose: z.optional(z.string()),
  votes: Votes,
  dropped: z.array(Dropped),
  /** People by id: who was in the room and took part, who was recused, who had left for this bid. */
  here: z.array(z.string()),
  recused: z.array(z.string()),
  left: z.array(z.string()),
  enteredBy: z.string(),
  enteredAt: Instant,
  /** Of a new decision on what was decided: the one it replaces, and why. */
  replaces: z.optional(z.string()),
  why: z.optional(z.string()),
  confirmedBy: z.optional(z.string()),
  confirmedAt: z.optional(Instant),
  version: z.int(),
});
export type Decision = z.infer<typeof Decision>;
