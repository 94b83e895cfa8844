import { lineOf, type Meeting } from "./meeting.ts";
import type { MeetingCommand } from "./meeting-commands.ts";
import { found, type Judged, type MeetingFacts, refreshed } from "./meeting-facts.ts";

/** The agenda with what came onto it since and without what may no longer be decided on; interests as they stand. */
export const gathered = (meeting: Meeting, facts: MeetingFacts): Meeting => {
  const members = facts.members === undefined ? meeting.members : [...facts.members];
  const known = new Set(meeting.lines.map(({ id }) => id));
  const lines = [...meeting.lines, ...(facts.arriving ?? []).filter(({ id }) => !known.has(id))];
  const seated = { ...meeting, members };
  return {
    ...seated,
    lines: lines.filter(({ id }) => facts.bids[id]?.gone !== true).map((line) => refreshed(seated, line, facts)),
  };
};

type Prepare = Extract<MeetingCommand, { type: "prepare" }>;
export const prepare = (before: Meeting, command: Prepare, facts: MeetingFacts): Judged => {
  const meeting = gathered(before, facts);
  const { agenda, pot } = command;
  const findings = [
    ...(new Set(agenda).size !== agenda.length || agenda.some((id) => lineOf(meeting, id) === undefined)
      ? [found("meeting/agenda", "/command/agenda", "Put every bid on the agenda once, and no other.")]
      : []),
    ...pot.flatMap(({ sourceId, amountPence }, n) => {
      const source = meeting.pot.find((each) => each.sourceId === sourceId);
      if (source === undefined || pot.findIndex((each) => each.sourceId === sourceId) !== n)
        return [found("meeting/pot-part", `/command/pot/${n}/sourceId`, "Choose each source of the round once.")];
      return amountPence <= (facts.most?.[sourceId] ?? source.amountPence)
        ? []
        : [found("meeting/pot-part", `/command/pot/${n}/amountPence`, `${source.name} has less in this round.`)];
    }),
  ];
  if (findings.length > 0) return findings;
  const placed = new Map(agenda.map((id, n) => [id, n]));
  const last = agenda.length;
  return {
    meeting: {
      ...meeting,
      on: command.on,
      startsAt: command.startsAt,
      place: command.place,
      pot: meeting.pot.map((source) => ({
        ...source,
        amountPence: pot.find(({ sourceId }) => sourceId === source.sourceId)?.amountPence ?? 0,
      })),
      lines: meeting.lines.toSorted((a, b) => (placed.get(a.id) ?? last) - (placed.get(b.id) ?? last)),
    },
  };
};
