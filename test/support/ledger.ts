import { communityAction } from "../../shared/funds/community-action.ts";
import type { Meeting, MeetingLine, MeetingSource, Member } from "../../shared/rules/meeting.ts";
import { apply } from "../../shared/rules/meeting-apply.ts";
import type { MeetingCommand } from "../../shared/rules/meeting-commands.ts";
import { isApplied, type MeetingFacts } from "../../shared/rules/meeting-facts.ts";

const AT = "2027-01-21T10:00:00.000Z";
export const BID = "CAF-26Q4-0001-K";
export const OTHER = "CAF-26Q4-0002-K";

const seat = (name: string, over: Partial<Member> = {}): Member => ({
  personId: `p_${name}`,
  name,
  seat: "trustee",
  constable: false,
  here: "present",
  ...over,
});

/** Six seats, all present: the quorum is three, with the chair or the deputy. */
export const MEMBERS = [
  seat("rowan", { seat: "chair" }),
  seat("hazel", { seat: "deputy" }),
  seat("alder"),
  seat("birch"),
  seat("cedar", { constable: true }),
  seat("elm"),
];

export const lineOf = (id: string, over: Partial<MeetingLine> = {}): MeetingLine => ({
  id,
  askedPence: 300_000,
  recused: [],
  ...over,
});

export const source = (sourceId: "pcc" | "trust", amountPence: number): MeetingSource => ({
  sourceId,
  name: sourceId === "pcc" ? "The Commissioner" : "The Trust",
  decides: sourceId === "pcc" ? "panel-recommends" : "trustees-decide",
  purposes: ["Keep the young safe"],
  amountPence,
});

/** A ledger in session with two bids of £3,000 and a pot of £10,000 and £5,000. */
export const ledger = (over: Partial<Meeting> = {}): Meeting => ({
  id: "CAF-26Q4-M1",
  roundId: "CAF-26Q4",
  fundId: communityAction.id,
  state: "in-session",
  on: "2027-01-21",
  startsAt: "10:00",
  place: "The hall",
  panel: communityAction.panel,
  members: MEMBERS,
  movements: [],
  pot: [source("pcc", 1_000_000), source("trust", 500_000)],
  minimumPence: 10_000,
  lines: [lineOf(BID), lineOf(OTHER)],
  sittings: [{ from: AT }],
  version: 1,
  ...over,
});

export const facts = (personId = "p_clerk", over: Partial<MeetingFacts> = {}): MeetingFacts => ({
  by: { personId, clerk: personId === "p_clerk" },
  at: AT,
  writeId: "write-0001",
  bids: {},
  ...over,
});

type Enter = Extract<MeetingCommand, { type: "enter" }>;
/** An entry of Trust money in full, by consensus. */
export const entering = (over: Partial<Enter> = {}): Enter => ({
  type: "enter",
  applicationId: BID,
  outcome: "full",
  sourceId: "trust",
  purpose: "Keep the young safe",
  conditions: [],
  reasons: "It keeps young people away from trouble.",
  votes: { kind: "consensus" },
  dropped: [],
  ...over,
});

/** The ledger after commands that nothing stands against. */
export const playedOn = (
  meeting: Meeting,
  ...commands: readonly (readonly [string, MeetingCommand, string?])[]
): Meeting =>
  commands.reduce((before, [personId, command, writeId = "write-0001"]) => {
    const judged = apply(before, command, facts(personId, { writeId }));
    if (!isApplied(judged)) throw new Error(judged.map(({ detail }) => detail).join(" "));
    return judged.meeting;
  }, meeting);

/** Rules and sentences of a refusal; none where it was taken. */
export const refusedBy = (
  meeting: Meeting,
  command: MeetingCommand,
  by: MeetingFacts = facts(),
): [string, string][] => {
  const judged = apply(meeting, command, by);
  return isApplied(judged) ? [] : judged.map(({ rule, detail }) => [rule, detail]);
};
