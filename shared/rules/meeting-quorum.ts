import { type Finding, finding } from "./finding.ts";
import { lineOf, type Meeting, type MeetingLine, recusedFrom } from "./meeting.ts";
import { requiredQuorum } from "./panel.ts";

type Line = Pick<MeetingLine, "recused" | "declared" | "left" | "elected">;

/** Whether somebody takes part from where they are: in the room, or remote where the governing document counts that. */
const takesPart = ({ members, panel }: Meeting, place: number): boolean => {
  const here = members[place]?.here;
  return here === "present" || (here === "remote" && panel.remoteAttendance === "counts");
};

/** The places of those who take part in a bid: here, not recused, and not gone out for it. They make the quorum and vote. */
export const partIn = (meeting: Meeting, line: Line): number[] => {
  const out = [...recusedFrom(line), ...(line.left ?? [])];
  return meeting.members.flatMap((_, place) => (takesPart(meeting, place) && !out.includes(place) ? [place] : []));
};

const seatIn = ({ members }: Meeting, places: readonly number[], seat: "chair" | "deputy"): number | undefined =>
  places.find((place) => members[place]?.seat === seat);

/** The place of whoever presides over a bid: the chair, else the deputy, else whoever was elected for it; undefined where nobody can. */
export const presidesOver = (meeting: Meeting, line: Line): number | undefined => {
  const part = partIn(meeting, line);
  return (
    seatIn(meeting, part, "chair") ??
    seatIn(meeting, part, "deputy") ??
    (line.elected !== undefined && part.includes(line.elected) ? line.elected : undefined)
  );
};

/** The quorum of a body of so many seats; a recusal never changes it (DOMAIN, decision 3). */
export const requiredNumber = ({ panel, members }: Pick<Meeting, "panel" | "members">): number =>
  requiredQuorum(panel.quorum, members.length);

type QuorumOfItem = { counted: number; required: number; quorate: boolean; lacks?: string };

/** `meeting/quorum` for people who take part in one bid, by their places: enough of them, and whoever must be among them. */
export const quorumAmong = (meeting: Meeting, part: readonly number[]): QuorumOfItem => {
  const required = requiredNumber(meeting);
  const counted = part.length;
  const led = [seatIn(meeting, part, "chair"), seatIn(meeting, part, "deputy")].some((place) => place !== undefined);
  const state = { counted, required };
  if (counted < required)
    return { ...state, quorate: false, lacks: `${required} have to take part in this bid, and ${counted} do.` };
  if (meeting.panel.mustInclude === "chair-or-deputy" && !led)
    return { ...state, quorate: false, lacks: "The chair or the deputy has to take part in this bid." };
  return { ...state, quorate: true };
};

/** The quorum of one bid as the room is now. */
export const quorumFor = (meeting: Meeting, line: Line): QuorumOfItem => quorumAmong(meeting, partIn(meeting, line));

/** Whether a person may be elected to preside over a bid: only where chair and deputy cannot, and from those who take part. */
export const electFindings = (meeting: Meeting, line: Line, place: number): Finding[] => {
  const part = partIn(meeting, line);
  const found = (detail: string): Finding[] => [finding("meeting/presides", "/command/personId", detail)];
  if (["chair" as const, "deputy" as const].some((seat) => seatIn(meeting, part, seat) !== undefined))
    return found("The chair or the deputy takes part in this bid and presides.");
  return part.includes(place) ? [] : found("Elect somebody who takes part in this bid.");
};

/** `meeting/presides`: what is entered counts when whoever presides over the bid confirms it. */
export const presidingFindings = (meeting: Meeting, applicationId: string, personId: string): Finding[] => {
  const line = lineOf(meeting, applicationId);
  const presides = line === undefined ? undefined : presidesOver(meeting, line);
  if (presides !== undefined && meeting.members[presides]?.personId === personId) return [];
  const who = presides === undefined ? undefined : meeting.members[presides]?.name;
  return [
    finding(
      "meeting/presides",
      "/command",
      who === undefined
        ? `${applicationId}: nobody who takes part can preside. Elect somebody for this bid.`
        : `${applicationId}: ${who} presides over this bid and confirms it.`,
    ),
  ];
};
