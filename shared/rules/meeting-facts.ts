import type { Decision } from "./decision.ts";
import { type Finding, finding } from "./finding.ts";
import type { Instant } from "./london.ts";
import {
  lineOf,
  type Meeting,
  type MeetingLine,
  type MeetingMove,
  type Member,
  meetingAfter,
  placeOf,
} from "./meeting.ts";

/** What the portal knows of a bid beside the ledger, read with it. */
export type BidFacts = {
  /** Withdrawn or not eligible: it may not be decided on. */
  readonly gone: boolean;
  /** Who takes no part by the register of interests: persons. */
  readonly recused?: readonly string[];
};

export type MeetingFacts = {
  readonly by: { readonly personId: string; readonly clerk: boolean };
  readonly at: Instant;
  /** Names what is entered. */
  readonly writeId: string;
  readonly bids: Readonly<Record<string, BidFacts>>;
  /** Before the start: who sits, and bids that came onto the agenda since, eligible now or deferred from a meeting before. */
  readonly members?: readonly Member[];
  readonly arriving?: readonly MeetingLine[];
  /** Most that each purse may give: the round's money less what other meetings of it hold. */
  readonly most?: Readonly<Record<string, number>>;
};

/** What a command made of a ledger: with the words of an entry, or the names of the entries that were confirmed. */
type Applied = {
  readonly meeting: Meeting;
  readonly entered?: Omit<Decision, "version">;
  readonly confirmed?: readonly { readonly applicationId: string; readonly decisionId: string }[];
};
export type Judged = Applied | readonly Finding[];
export const isApplied = (judged: Judged): judged is Applied => "meeting" in judged;

export const found = (rule: string, pointer: string, detail: string): Finding => finding(rule, pointer, detail);

const TOO_LATE: Record<Meeting["state"], string> = {
  planned: "The meeting has not started.",
  "in-session": "The meeting is in session.",
  adjourned: "The meeting is adjourned. Resume it first.",
  closed: "The meeting is closed. What it decided stands.",
};

export const stateFindings = (meeting: Meeting, move: MeetingMove): Finding[] =>
  meetingAfter(meeting.state, move) === undefined ? [found("meeting/state", "", TOO_LATE[meeting.state])] : [];

export const withLine = (meeting: Meeting, line: MeetingLine): Meeting => ({
  ...meeting,
  lines: meeting.lines.map((each) => (each.id === line.id ? line : each)),
});

/** The line of a bid that can be worked on, or `meeting/agenda`, `meeting/struck`. */
export const openLine = (meeting: Meeting, applicationId: string): MeetingLine | Finding[] => {
  const line = lineOf(meeting, applicationId);
  if (line === undefined) return [found("meeting/agenda", "/command/applicationId", "This bid is not on the agenda.")];
  return line.struck ? [found("meeting/agenda", "/command/applicationId", "This bid was taken off the agenda.")] : line;
};

/** The register of interests as it stands, on a line of the ledger. */
export const refreshed = (meeting: Meeting, line: MeetingLine, { bids }: MeetingFacts): MeetingLine => {
  const recused = bids[line.id]?.recused;
  return recused === undefined
    ? line
    : { ...line, recused: recused.flatMap((personId) => placeOf(meeting, personId) ?? []) };
};
