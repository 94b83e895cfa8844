import { type Finding, finding } from "./finding.ts";
import { decidesOn, type Meeting, type MeetingLine, type MeetingOutcome } from "./meeting.ts";
import type { Entered } from "./meeting-commands.ts";
import { moneyFindings } from "./meeting-money.ts";
import { quorumAmong } from "./meeting-quorum.ts";
import { partBy, votesFindings } from "./meeting-votes.ts";
import { formatPounds } from "./money.ts";

const found = (rule: string, field: string, detail: string): Finding => finding(rule, `/command/${field}`, detail);

const isAward = (outcome: MeetingOutcome): outcome is "full" | "part" => outcome === "full" || outcome === "part";

/** What an entry takes from the pot, in pence: a full award is what was asked for, also when nothing was typed. */
export const amountOf = (line: Pick<MeetingLine, "askedPence">, { outcome, amountPence }: Entered): number => {
  if (!isAward(outcome)) return 0;
  return outcome === "full" ? (amountPence ?? line.askedPence) : (amountPence ?? 0);
};

/** `meeting/amount`, `meeting/request`, `meeting/minimum`, `meeting/least-useful`: what an award may be for one bid alone. */
const amountFindings = (meeting: Meeting, line: MeetingLine, entry: Entered): Finding[] => {
  const { outcome } = entry;
  const field = "amountPence";
  if (!isAward(outcome))
    return (entry.amountPence ?? 0) === 0
      ? []
      : [found("meeting/amount", field, "Only an award has an amount. Leave it empty.")];
  const amountPence = amountOf(line, entry);
  const asked = formatPounds(line.askedPence);
  if (amountPence > line.askedPence)
    return [found("meeting/request", field, `The bid asks for ${asked}. Enter that or less.`)];
  if (outcome === "full" && amountPence < line.askedPence)
    return [found("meeting/amount", field, `The bid asks for ${asked}. For less, choose a part award.`)];
  if (outcome === "part" && amountPence === line.askedPence)
    return [found("meeting/amount", field, "This is all that was asked for. Choose a full award.")];
  const { minimumPence } = meeting;
  if (amountPence < minimumPence)
    return [
      found(
        "meeting/minimum",
        field,
        `The fund gives ${formatPounds(minimumPence)} or more. Enter that much or decline.`,
      ),
    ];
  const { leastPence } = line;
  if (leastPence !== undefined && amountPence < leastPence)
    return [
      found(
        "meeting/least-useful",
        field,
        `The applicant can use ${formatPounds(leastPence)} or more. Enter that much, put it in reserve or decline.`,
      ),
    ];
  return [];
};

/** `meeting/dropped`: a part award names the costs it does not pay for, to the penny, so that the budget adds up again. */
const droppedFindings = (line: MeetingLine, entry: Entered): Finding[] => {
  if (entry.outcome !== "part")
    return entry.dropped.length === 0 ? [] : [found("meeting/dropped", "dropped", "Only a part award drops costs.")];
  const dropped = entry.dropped.reduce((sum, { amountPence }) => sum + amountPence, 0);
  const missing = line.askedPence - amountOf(line, entry);
  if (missing <= 0 || dropped === missing) return [];
  return [
    found(
      "meeting/dropped",
      "dropped",
      `Name what is left out. It comes to ${formatPounds(missing)}; you have named ${formatPounds(dropped)}.`,
    ),
  ];
};

/** `meeting/reasons` and `meeting/purpose`: every decision has its reasons, and an award of the trustees serves one of their purposes. */
const reasonFindings = (meeting: Meeting, entry: Entered): Finding[] => {
  const award = isAward(entry.outcome);
  const decides = decidesOn(meeting, entry.sourceId);
  const empty = entry.reasons.trim() === "";
  const ask =
    award && decides === "panel-recommends"
      ? "Say how it will secure or contribute to crime and disorder reduction."
      : "Write the reasons.";
  const ofSource = meeting.pot.find(({ sourceId }) => sourceId === entry.sourceId)?.purposes ?? [];
  const wantsPurpose = award && decides === "trustees-decide";
  return [
    ...(empty ? [found("meeting/reasons", "reasons", ask)] : []),
    ...(wantsPurpose && !ofSource.includes(entry.purpose ?? "")
      ? [found("meeting/purpose", "purpose", "Choose which of the source’s purposes the award serves.")]
      : []),
  ];
};

/** `meeting/pass`: PCC money goes to the PCC without a recommendation where there is no quorum for the item, and only there. */
const passFindings = (meeting: Meeting, entry: Entered, quorate: boolean): Finding[] => {
  const source = meeting.pot.find(({ sourceId }) => sourceId === entry.sourceId);
  if (source?.decides !== "panel-recommends")
    return [found("meeting/pass", "outcome", "Only money that the PCC decides on can go to the PCC. Defer the bid.")];
  return quorate ? [found("meeting/pass", "outcome", "There is a quorum for this bid. Recommend or decline it.")] : [];
};

/**
 * Everything that stands against an entry: quorum of the item, votes, amounts, purse, reasons. What needs no quorum is to
 * defer a bid, and to pass PCC money on; what a bid has decided already changes only with a reason (`meeting/once`).
 */
export const entryFindings = (meeting: Meeting, line: MeetingLine, entry: Entered): Finding[] => {
  const { outcome } = entry;
  const quorum = quorumAmong(meeting, partBy(meeting, line, entry.votes));
  const needsQuorum = outcome !== "defer" && outcome !== "pass";
  const decides = decidesOn(meeting, entry.sourceId);
  const repeats = line.decided !== undefined && (entry.why ?? "").trim() === "";
  const amounts = amountFindings(meeting, line, entry);
  return [
    ...(repeats ? [found("meeting/once", "why", "This bid is decided. Say why the decision changes.")] : []),
    ...(needsQuorum && !quorum.quorate
      ? [found("meeting/quorum", "outcome", `There is no quorum for this bid. ${quorum.lacks ?? ""} Defer it.`)]
      : []),
    ...(outcome === "pass" ? passFindings(meeting, entry, quorum.quorate) : []),
    // A vote that is recorded is a vote: also where neither votes nor a quorum are needed.
    ...(entry.votes.kind !== "consensus" || (needsQuorum && quorum.quorate)
      ? votesFindings(meeting, line, decides, entry.votes)
      : []),
    ...amounts,
    ...(amounts.length === 0 && isAward(outcome)
      ? moneyFindings(meeting, line, { sourceId: entry.sourceId, amountPence: amountOf(line, entry) })
      : []),
    ...(amounts.length === 0 ? droppedFindings(line, entry) : []),
    ...reasonFindings(meeting, entry),
  ];
};
