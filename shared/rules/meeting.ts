import * as z from "zod/mini";
import { Source } from "./fund.ts";
import { CivilDate, Instant } from "./london.ts";
import { Pence } from "./money.ts";
import { Panel } from "./panel.ts";
import { SEATS } from "./scoring.ts";

/**
 * The ledger of a decision meeting: one item, so that what must never be exceeded together is kept together (ARCHITECTURE
 * 1.5). It holds the pot, who is here, and one line under 200 bytes for each bid; the words of a decision are an item beside it.
 */

export const MEETING_STATES = ["planned", "in-session", "adjourned", "closed"] as const;
export const MeetingState = z.enum(MEETING_STATES);
export type MeetingState = (typeof MEETING_STATES)[number];

export const MEETING_MOVES = ["prepare", "start", "record", "confirm", "adjourn", "resume", "close"] as const;
export type MeetingMove = (typeof MEETING_MOVES)[number];

/** What may happen in which state, and where it leads: the server's check, the buttons and the diagram read this table. */
export const MEETING_TABLE = {
  planned: { prepare: "planned", start: "in-session" },
  "in-session": { record: "in-session", confirm: "in-session", adjourn: "adjourned", close: "closed" },
  adjourned: { resume: "in-session" },
  closed: {},
} as const satisfies Record<MeetingState, Partial<Record<MeetingMove, MeetingState>>>;

/** The state a move leads to, or undefined where it is not possible (`meeting/state`). */
export const meetingAfter = (state: MeetingState, move: MeetingMove): MeetingState | undefined => {
  const moves: Partial<Record<MeetingMove, MeetingState>> = MEETING_TABLE[state];
  return moves[move];
};

export const PRESENCES = ["present", "remote", "absent"] as const;
export const Presence = z.enum(PRESENCES);
export type Presence = (typeof PRESENCES)[number];

/** Whoever sits. Elsewhere in the ledger a member is their place in this list, from 0: it is never reordered after the start. */
export const Member = z.strictObject({
  personId: z.string(),
  name: z.string(),
  seat: z.enum(SEATS),
  constable: z.boolean(),
  here: Presence,
});
export type Member = z.infer<typeof Member>;
export const Place = z.int().check(z.nonnegative());

/** An arrival, a leaving or a change of how somebody takes part, with the bid that was in hand. */
const Movement = z.strictObject({
  member: Place,
  here: Presence,
  at: Instant,
  applicationId: z.optional(z.string()),
});

/** One purse of the pot, and who decides on it. */
export const MeetingSource = z.strictObject({
  sourceId: z.string(),
  name: z.string(),
  decides: Source.shape.decides,
  /** What the trustees may give it for. */
  purposes: Source.shape.purposes,
  amountPence: Pence,
});
export type MeetingSource = z.infer<typeof MeetingSource>;

/** `pass`: to the PCC without a recommendation, because there is no quorum for the item. */
export const OUTCOMES = ["full", "part", "reserve", "defer", "decline", "pass"] as const;
export const MeetingOutcome = z.enum(OUTCOMES);
export type MeetingOutcome = (typeof OUTCOMES)[number];

/** What is decided of one bid, or entered to be confirmed. `id` names its words: `decision/<application>/<id>`. */
export const Verdict = z.strictObject({
  id: z.string(),
  outcome: MeetingOutcome,
  /** What it takes from the pot; nought unless `full` or `part`. */
  amountPence: Pence,
  sourceId: z.optional(z.string()),
  /** Who was in the room for it and took part. */
  here: z.array(Place),
});
export type Verdict = z.infer<typeof Verdict>;

/** What the PCC or a delegate made of a recommendation: nought pence when refused. `id` names the words of it. */
export const Approval = z.strictObject({
  id: z.string(),
  result: z.enum(["confirmed", "lowered", "refused"]),
  amountPence: Pence,
});
export type Approval = z.infer<typeof Approval>;

/** One bid of the agenda, in its order. */
export const MeetingLine = z.strictObject({
  id: z.string(),
  askedPence: Pence,
  /** The smallest amount that the applicant can use. */
  leastPence: z.optional(Pence),
  /** Who takes no part by the register of interests, as it stood when the bid was last taken: `recusedFrom` names everybody. */
  recused: z.array(Place),
  /** Who declared an interest in the meeting itself. */
  declared: z.optional(z.array(Place)),
  /** Who left the room for this bid without an interest. */
  left: z.optional(z.array(Place)),
  /** Who was elected to preside over this bid, where neither chair nor deputy can. */
  elected: z.optional(Place),
  /** What a clerk entered and nobody has confirmed: it holds its money, and counts for nothing else. */
  entered: z.optional(Verdict),
  /** What was confirmed. Only a new decision with a reason takes its place. */
  decided: z.optional(Verdict),
  approval: z.optional(Approval),
  /** Taken off the agenda: the bid was withdrawn or may no longer be decided on. */
  struck: z.optional(z.literal(true)),
  /** Of a deferred bid: the meeting it went on to. */
  carriedTo: z.optional(z.string()),
  /** Of a bid that was deferred: the meeting it comes from. */
  from: z.optional(z.string()),
});
export type MeetingLine = z.infer<typeof MeetingLine>;

export const Meeting = z.strictObject({
  /** The round's id and the number of the meeting in it: `ABC-26Q4-M1`. */
  id: z.string(),
  roundId: z.string(),
  fundId: z.string(),
  state: MeetingState,
  on: CivilDate,
  startsAt: z.string(),
  place: z.string(),
  /** The rules of the body, copied when the meeting was prepared: its governing document as it stood. */
  panel: Panel,
  members: z.array(Member),
  movements: z.array(Movement),
  pot: z.array(MeetingSource),
  /** The fund's least award. */
  minimumPence: Pence,
  /** The agenda, in its order. */
  lines: z.array(MeetingLine),
  inHand: z.optional(z.string()),
  /** When it sat: from the start or a resumption to an adjournment or the close. */
  sittings: z.array(z.strictObject({ from: Instant, until: z.optional(Instant) })),
  closedAt: z.optional(Instant),
  closedBy: z.optional(z.string()),
  version: z.int(),
});
export type Meeting = z.infer<typeof Meeting>;

/** The nth meeting of a round, from 1. */
export const meetingIdOf = (roundId: string, n: number): string => `${roundId}-M${n}`;
/** The round of a meeting, from its id: what belongs to both is read in one hop. */
export const roundOfMeeting = (meetingId: string): string => meetingId.slice(0, meetingId.lastIndexOf("-"));

/** The line of a bid, or undefined. */
export const lineOf = (meeting: Pick<Meeting, "lines">, applicationId: string): MeetingLine | undefined =>
  meeting.lines.find(({ id }) => id === applicationId);

/** The place of a person among the members, or undefined. */
export const placeOf = (meeting: Pick<Meeting, "members">, personId: string): number | undefined => {
  const place = meeting.members.findIndex((member) => member.personId === personId);
  return place < 0 ? undefined : place;
};

/** Everybody who takes no part in a bid: not counted towards the quorum, without a vote, outside the room (DOMAIN, decision 3). */
export const recusedFrom = ({ recused, declared = [] }: Pick<MeetingLine, "recused" | "declared">): number[] => [
  ...recused,
  ...declared.filter((place) => !recused.includes(place)),
];

/** Whether a person may see nothing of a bid in this meeting: recused, until it is decided and the meeting closed. */
export const isKeptFrom = (meeting: Meeting, line: MeetingLine, personId: string): boolean => {
  const place = placeOf(meeting, personId);
  return place !== undefined && recusedFrom(line).includes(place) && meeting.state !== "closed";
};

/** Who decides on a line: by the purse of its verdict; without one, the trustees where they decide on any purse of the pot. */
export const decidesOn = (meeting: Pick<Meeting, "pot">, sourceId: string | undefined): MeetingSource["decides"] =>
  meeting.pot.find((source) => source.sourceId === sourceId)?.decides ??
  (meeting.pot.some(({ decides }) => decides === "trustees-decide") ? "trustees-decide" : "panel-recommends");
