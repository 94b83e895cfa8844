import type { NoticeView } from "../shared/contract/outcome-views.ts";
import type { GrantMade } from "../shared/rules/award.ts";
import type { Fund } from "../shared/rules/fund.ts";
import { toInstant } from "../shared/rules/london.ts";
import { type MeetingLine, recusedFrom } from "../shared/rules/meeting.ts";
import { INTEREST_WORDS } from "../shared/rules/meeting-words.ts";
import { formatPounds } from "../shared/rules/money.ts";
import type { Round } from "../shared/rules/round.ts";
import type { Sheet } from "../shared/rules/scoring.ts";
import type { ClosedMeeting } from "./store/closed-meetings.ts";

type NoticeFacts = {
  found: ClosedMeeting;
  award: GrantMade;
  line: MeetingLine;
  sheets: readonly Sheet[];
  round: Round;
  fund: Fund;
  leadOfficer: string;
  /** What the purse has left after every award of the meeting. */
  leftPence: number;
};

/** Who declared an interest in a bid, before the meeting or in it. */
export const declaredIn = (
  { meeting }: Pick<ClosedMeeting, "meeting">,
  line: MeetingLine,
  sheets: readonly Sheet[],
): { personId: string; name: string; kind: string; tookPart: boolean }[] =>
  meeting.members.flatMap(({ personId, name }, place) => {
    const tookPart = !recusedFrom(line).includes(place);
    const kind = sheets.find((sheet) => sheet.personId === personId)?.declarations[line.id]?.kind ?? "none";
    if (kind !== "none") return [{ personId, name, kind: INTEREST_WORDS[kind], tookPart }];
    return line.declared?.includes(place) === true
      ? [{ personId, name, kind: "an interest declared in the meeting", tookPart }]
      : [];
  });

/** The power under which each kind of purse decides (DOMAIN 10, decision 2). */
const powerOf = ({ meeting }: ClosedMeeting, isCommissioners: boolean): string =>
  isCommissioners
    ? "Section 9 of the Police Reform and Social Responsibility Act 2011: in the Commissioner’s opinion the grant will secure, or contribute to securing, crime and disorder reduction in the area. A panel recommended; the Commissioner or a named delegate confirmed."
    : `The trustees decided, under ${meeting.panel.governedBy}.`;

/** A decision notice: every fact that the record of an award has to state (DOMAIN 8.3, 10), made from what is kept. */
export const noticeOf = (facts: NoticeFacts, at: number): NoticeView => {
  const { found, award, line, sheets, round, fund, leadOfficer, leftPence } = facts;
  const { meeting, confirmations } = found;
  const confirmation = confirmations.get(award.applicationId);
  const source = meeting.pot.find(({ sourceId }) => sourceId === award.sourceId);
  const chair = meeting.members.find(({ personId }) => personId === meeting.closedBy);
  const interests = declaredIn(found, line, sheets).map(
    ({ name, kind, tookPart }) =>
      `${name}: ${kind}. ${tookPart ? "May take part, by ruling of the chair." : "Took no part."}`,
  );
  const said = confirmation?.implications ?? "";
  return {
    at: toInstant(at),
    reference: award.applicationId,
    title: award.title,
    organisationName: award.organisationName,
    fundName: fund.name,
    roundTitle: round.title,
    meetingId: meeting.id,
    leadOfficer,
    amountPence: award.amountPence,
    askedPence: award.askedPence,
    sourceName: award.sourceName,
    power: powerOf(found, source?.decides === "panel-recommends"),
    reasons: [award.reasons, confirmation?.reason ?? ""].filter((words) => words !== "").join(" "),
    conditions: award.conditions,
    dropped: award.dropped,
    interests,
    implications: [
      {
        label: "Money",
        value: `${formatPounds(award.amountPence)} from ${award.sourceName}. After all awards of this meeting ${formatPounds(Math.max(0, leftPence))} of its ${formatPounds(source?.amountPence ?? 0)} is left.`,
      },
      { label: "Equality, safety, environment and other", value: said === "" ? "None was recorded." : said },
    ],
    background: `The group asked for ${formatPounds(award.askedPence)}. It was considered at meeting ${meeting.id} (${meeting.panel.name}); the minutes give votes and attendance.`,
    signedBy: award.confirmedBy ?? chair?.name ?? "",
    signedAs: award.confirmedBy === undefined ? "for the trustees, as chair of the meeting" : "for the Commissioner",
    signedAt: award.confirmedAt ?? award.decidedAt,
  };
};
