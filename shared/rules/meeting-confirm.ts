import type { Finding } from "./finding.ts";
import { type Meeting, type MeetingLine, recusedFrom } from "./meeting.ts";
import type { MeetingCommand } from "./meeting-commands.ts";
import { found, type Judged, type MeetingFacts, openLine, refreshed, stateFindings } from "./meeting-facts.ts";
import { overspent } from "./meeting-money.ts";
import { presidingFindings } from "./meeting-quorum.ts";

/** `meeting/recused`: somebody who took part has declared an interest since: what they took part in does not stand. */
const tainted = ({ id, ...line }: MeetingLine, verdict: MeetingLine["entered"]): Finding[] =>
  verdict?.here.some((place) => recusedFrom(line).includes(place)) === true
    ? [
        found(
          "meeting/recused",
          "/command",
          `${id}: somebody who took part has since declared an interest. Decide it again.`,
        ),
      ]
    : [];

type Confirm = Extract<MeetingCommand, { type: "confirm" }>;
export const confirm = (before: Meeting, { entries }: Confirm, facts: MeetingFacts): Judged => {
  const meeting = { ...before, lines: before.lines.map((line) => refreshed(before, line, facts)) };
  const findings = entries.flatMap(({ applicationId, decisionId }, n) => {
    const line = openLine(meeting, applicationId);
    if (!("id" in line)) return line;
    if (entries.findIndex((entry) => entry.applicationId === applicationId) !== n)
      return [found("meeting/once", "/command", `${applicationId} is named twice. Confirm it once.`)];
    if (line.decided?.id === decisionId)
      return [found("meeting/once", "/command", `${applicationId}: this decision is confirmed already.`)];
    if (line.entered?.id !== decisionId)
      return [
        found("meeting/entry", "/command", `${applicationId}: what was entered has changed. Read it back again.`),
      ];
    if (facts.bids[applicationId]?.gone === true)
      return [found("meeting/gone", "/command", `${applicationId}: this bid was withdrawn or may not be decided on.`)];
    return [...presidingFindings(meeting, applicationId, facts.by.personId), ...tainted(line, line.entered)];
  });
  if (findings.length > 0) return findings;
  const named = new Set(entries.map(({ applicationId }) => applicationId));
  const confirmed: Meeting = {
    ...meeting,
    lines: meeting.lines.map(({ entered, ...line }) => {
      if (entered === undefined) return line;
      return named.has(line.id) ? { ...line, decided: entered } : { ...line, entered };
    }),
  };
  const over = overspent(confirmed);
  return over.length > 0 ? over : { meeting: confirmed, confirmed: entries };
};

/** What stands against closing: `meeting/undecided`, `meeting/confirmed`, `meeting/recused`, by bid. */
const closingFindings = (meeting: Meeting): Finding[] =>
  meeting.lines.flatMap((line) => {
    if (line.struck) return [];
    if (line.entered !== undefined)
      return [found("meeting/confirmed", "", `${line.id}: what was entered is not confirmed.`)];
    if (line.decided === undefined) return [found("meeting/undecided", "", `${line.id}: decide it or defer it.`)];
    return tainted(line, line.decided);
  });

/** The closed ledger, or why not, by the register of interests as it stands now. Only the chair closes, or the deputy where the chair is not here (`meeting/chair-closes`). */
export const closed = (before: Meeting, facts: MeetingFacts): Judged => {
  const meeting = { ...before, lines: before.lines.map((line) => refreshed(before, line, facts)) };
  const state = stateFindings(meeting, "close");
  if (state.length > 0) return state;
  const inRoom = meeting.members.filter(({ here }) => here !== "absent");
  const closer = inRoom.find(({ seat }) => seat === "chair") ?? inRoom.find(({ seat }) => seat === "deputy");
  if (closer?.personId !== facts.by.personId || facts.by.clerk)
    return [
      found("meeting/chair-closes", "", "The chair closes the meeting; the deputy does where the chair is not here."),
    ];
  const findings = closingFindings(meeting);
  if (findings.length > 0) return findings;
  const { inHand: _, ...rest } = meeting;
  const risenNow = rest.sittings.map((each) => (each.until === undefined ? { ...each, until: facts.at } : each));
  return {
    meeting: { ...rest, state: "closed", sittings: risenNow, closedAt: facts.at, closedBy: facts.by.personId },
  };
};
