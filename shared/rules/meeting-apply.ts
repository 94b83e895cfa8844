import type { Finding } from "./finding.ts";
import type { Instant } from "./london.ts";
import {
  decidesOn,
  type Meeting,
  type MeetingLine,
  type Member,
  meetingAfter,
  placeOf,
  recusedFrom,
} from "./meeting.ts";
import { type MeetingCommand, MOVE_OF } from "./meeting-commands.ts";
import { confirm } from "./meeting-confirm.ts";
import { amountOf, entryFindings } from "./meeting-entry.ts";
import {
  found,
  isApplied,
  type Judged,
  type MeetingFacts,
  openLine,
  refreshed,
  stateFindings,
  withLine,
} from "./meeting-facts.ts";
import { gathered, prepare } from "./meeting-prepare.ts";
import { electFindings } from "./meeting-quorum.ts";
import { partBy } from "./meeting-votes.ts";

const BOTH = ["start", "adjourn", "resume"] as const satisfies readonly MeetingCommand["type"][];

/** `meeting/clerk`: officers record, trustees decide. The chair and the deputy may start, adjourn and resume too. */
const clerkFindings = (meeting: Meeting, type: MeetingCommand["type"], { by }: MeetingFacts): Finding[] => {
  if (type === "confirm")
    return by.clerk ? [found("meeting/clerk", "/command", "Officers record. Whoever presides confirms.")] : [];
  if (by.clerk) return [];
  const seat = meeting.members.find(({ personId }) => personId === by.personId)?.seat;
  return BOTH.some((both) => both === type) && (seat === "chair" || seat === "deputy")
    ? []
    : [found("meeting/clerk", "/command", "An officer records this.")];
};

/** The place of a person who is named, or `meeting/member`. */
const member = (meeting: Meeting, personId: string): number | Finding[] =>
  placeOf(meeting, personId) ?? [
    found("meeting/member", "/command/personId", "This person does not sit on the panel."),
  ];

const without = (places: readonly number[] | undefined, place: number): number[] =>
  (places ?? []).filter((each) => each !== place);

const attend = (meeting: Meeting, place: number, here: Member["here"], at: Instant): Judged => {
  if (meeting.members[place]?.here === here) return { meeting };
  const { inHand } = meeting;
  const movement = { member: place, here, at, ...(inHand === undefined ? {} : { applicationId: inHand }) };
  return {
    meeting: {
      ...meeting,
      members: meeting.members.map((each, n) => (n === place ? { ...each, here } : each)),
      movements: [...meeting.movements, movement],
    },
  };
};

type Enter = Extract<MeetingCommand, { type: "enter" }>;
const enter = (meeting: Meeting, stored: MeetingLine, command: Enter, facts: MeetingFacts): Judged => {
  const { type: _, ...entry } = command;
  const line = refreshed(meeting, stored, facts);
  if (facts.bids[line.id]?.gone === true)
    return [
      found(
        "meeting/gone",
        "/command/applicationId",
        "This bid was withdrawn or may not be decided on. Take it off the agenda.",
      ),
    ];
  const findings = entryFindings(meeting, line, entry);
  if (findings.length > 0) return findings;
  const here = partBy(meeting, line, entry.votes);
  const { outcome, sourceId } = entry;
  const amountPence = amountOf(line, entry);
  const entered = { id: facts.writeId, outcome, amountPence, ...(sourceId === undefined ? {} : { sourceId }), here };
  const people = (places: readonly number[]): string[] => places.flatMap((n) => meeting.members[n]?.personId ?? []);
  const { applicationId, conditions, reasons, purpose, votes, dropped, why } = entry;
  return {
    meeting: withLine(meeting, { ...line, entered }),
    entered: {
      ...{ id: facts.writeId, meetingId: meeting.id, applicationId, outcome, amountPence },
      ...(sourceId === undefined ? {} : { sourceId }),
      ...{ conditions: conditions.filter((text) => text !== ""), reasons, votes, dropped },
      ...(purpose === undefined || amountPence === 0 || decidesOn(meeting, sourceId) === "panel-recommends"
        ? {}
        : { purpose }),
      ...{ here: people(here), recused: people(recusedFrom(line)), left: people(line.left ?? []) },
      ...{ enteredBy: facts.by.personId, enteredAt: facts.at },
      ...(line.decided === undefined || why === undefined ? {} : { replaces: line.decided.id, why }),
    },
  };
};

const strike = (meeting: Meeting, line: MeetingLine, facts: MeetingFacts): Judged => {
  if (facts.bids[line.id]?.gone !== true)
    return [found("meeting/agenda", "/command/applicationId", "This bid stands. Decide it, or defer it.")];
  const { entered: _, decided: __, ...rest } = line;
  const { inHand, ...others } = withLine(meeting, { ...rest, struck: true });
  return { meeting: inHand === line.id || inHand === undefined ? others : { ...others, inHand } };
};

const sitting = (meeting: Meeting, facts: MeetingFacts): Meeting => ({
  ...meeting,
  sittings: [...meeting.sittings, { from: facts.at }],
});
const risen = (meeting: Meeting, facts: MeetingFacts): Meeting => ({
  ...meeting,
  sittings: meeting.sittings.map((each) => (each.until === undefined ? { ...each, until: facts.at } : each)),
});

/** The commands about one bid and, of some, one person. */
const onLine = (
  meeting: Meeting,
  command: Extract<MeetingCommand, { applicationId: string }>,
  facts: MeetingFacts,
): Judged => {
  const line = openLine(meeting, command.applicationId);
  if (!("id" in line)) return line;
  if (command.type === "take")
    return { meeting: { ...withLine(meeting, refreshed(meeting, line, facts)), inHand: line.id } };
  if (command.type === "enter") return enter(meeting, line, command, facts);
  if (command.type === "strike") return strike(meeting, line, facts);
  const place = member(meeting, command.personId);
  if (typeof place !== "number") return place;
  switch (command.type) {
    case "leave":
      return { meeting: withLine(meeting, { ...line, left: [...without(line.left, place), place] }) };
    case "return":
      return { meeting: withLine(meeting, { ...line, left: without(line.left, place) }) };
    case "declare-interest":
      return { meeting: withLine(meeting, { ...line, declared: [...without(line.declared, place), place] }) };
    case "elect": {
      const findings = electFindings(meeting, line, place);
      return findings.length > 0 ? findings : { meeting: withLine(meeting, { ...line, elected: place }) };
    }
  }
};

const carriedOut = (meeting: Meeting, command: MeetingCommand, facts: MeetingFacts): Judged => {
  switch (command.type) {
    case "prepare":
      return prepare(meeting, command, facts);
    case "start":
    case "resume":
      return { meeting: sitting(command.type === "start" ? gathered(meeting, facts) : meeting, facts) };
    case "adjourn": {
      const { inHand: _, ...rest } = risen(meeting, facts);
      return { meeting: rest };
    }
    case "attend": {
      const place = member(meeting, command.personId);
      return typeof place === "number" ? attend(meeting, place, command.here, facts.at) : place;
    }
    case "confirm":
      return confirm(meeting, command, facts);
    default:
      return onLine(meeting, command, facts);
  }
};

/**
 * The ledger after a command, or why not: `meeting/state`, `meeting/clerk` and what each command asks (DOMAIN 8.3,
 * decisions 2 and 3). Pure: the caller writes it under the version that was judged, and judges again when it has moved.
 */
export const apply = (meeting: Meeting, command: MeetingCommand, facts: MeetingFacts): Judged => {
  const move = MOVE_OF[command.type];
  const refused = [...stateFindings(meeting, move), ...clerkFindings(meeting, command.type, facts)];
  if (refused.length > 0) return refused;
  const judged = carriedOut(meeting, command, facts);
  if (!isApplied(judged)) return judged;
  return { ...judged, meeting: { ...judged.meeting, state: meetingAfter(meeting.state, move) ?? meeting.state } };
};
