import type { AgendaItem, BidInHand, KeptItem, MeetingPage, MeetingSummary } from "../shared/contract/meetings.ts";
import { fundById } from "../shared/funds/funds.ts";
import { Refused } from "../shared/problem.ts";
import { hasRole, isMember, isReader } from "../shared/rules/access.ts";
import type { Decision } from "../shared/rules/decision.ts";
import type { DueDiligence } from "../shared/rules/due-diligence.ts";
import { KNOWN } from "../shared/rules/form.ts";
import { toInstant } from "../shared/rules/london.ts";
import { linesNow, standingsOf } from "../shared/rules/match-standing.ts";
import {
  isKeptFrom,
  MEETING_MOVES,
  type Meeting,
  type MeetingLine,
  meetingAfter,
  placeOf,
  roundOfMeeting,
} from "../shared/rules/meeting.ts";
import { purses } from "../shared/rules/meeting-money.ts";
import { presidesOver, quorumFor } from "../shared/rules/meeting-quorum.ts";
import { type Round, roundStatus } from "../shared/rules/round.ts";
import { roundOf } from "./application-work.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";
import { recusedBy } from "./meeting-facts.ts";
import { refuseOutsiders } from "./meeting-work.ts";
import { knownFund } from "./rounds.ts";
import type { Head, StoredSubmission } from "./store/application-items.ts";
import type { RoundScoring } from "./store/scoring.ts";

/** Once the bids of a meeting are closed to change, its dates are: the office's moves and what each member may do. */
const movesOf = (meeting: Meeting, caller: Caller): MeetingPage["may"] => {
  const clerk = hasRole(caller, "officer");
  const seat = meeting.members.find(({ personId }) => personId === caller.personId)?.seat;
  const leads = seat === "chair" || seat === "deputy";
  return MEETING_MOVES.filter((move) => {
    if (meetingAfter(meeting.state, move) === undefined) return false;
    if (move === "confirm") return seat !== undefined;
    if (move === "close") return leads;
    return clerk || (leads && move !== "prepare" && move !== "record");
  });
};

const bidInHand = (
  line: MeetingLine,
  { content, number }: StoredSubmission,
  sheet: Pick<DueDiligence, "ending" | "standings"> | undefined,
): BidInHand => {
  const leavesOut = content.answers[KNOWN.whatWouldBeDropped];
  const ending = sheet?.ending?.submission === number ? sheet.ending : undefined;
  return {
    id: line.id,
    summary: content.summary,
    ...(line.leastPence === undefined ? {} : { leastPence: line.leastPence }),
    leavesOut: typeof leavesOut === "string" ? leavesOut : "",
    budget: content.budget.lines,
    match: linesNow(content.match.lines, standingsOf(sheet?.standings, number)).map(
      ({ source, kind, status, amountPence }) => ({ source, kind, status, amountPence }),
    ),
    ...(ending === undefined ? {} : { dueDiligence: { overall: ending.overall, condition: ending.condition } }),
  };
};

/** Whether the words and scores of a bid are not for this caller: recused in the ledger or by the register as it is now. */
export const keptWords = (
  meeting: Meeting,
  line: MeetingLine,
  caller: Caller,
  scorings: readonly RoundScoring[],
): boolean =>
  placeOf(meeting, caller.personId) !== undefined &&
  (isKeptFrom({ ...meeting, state: "in-session" }, line, caller.personId) ||
    recusedBy(meeting, scorings, line.id)?.includes(caller.personId) === true);

/** Whether a bid is of a group that the caller belongs to, whatever they declared. */
export const isOwnGroup = (caller: Caller, head: Pick<Head, "organisationId"> | undefined): boolean =>
  head !== undefined && isMember(caller, head);

const itemOf = (meeting: Meeting, line: MeetingLine, head: Head | undefined): AgendaItem => {
  const presides = presidesOver(meeting, line);
  return {
    ...line,
    title: head?.title ?? line.id,
    organisationName: head?.organisationName ?? "",
    gone: head === undefined || (meeting.state !== "closed" && head.state !== "eligible"),
    quorum: quorumFor(meeting, line),
    ...(presides === undefined ? {} : { presides }),
  };
};

/** The current words of each bid: of what is entered, else of what is decided; and those that were decided before. */
const shownDecisions = (decisions: readonly Decision[], items: readonly (AgendaItem | KeptItem)[]): Decision[] =>
  decisions.filter(({ applicationId, id }) => {
    const item = items.find((each) => each.id === applicationId);
    return item !== undefined && !("kept" in item) && (item.entered?.id === id || item.decided?.id === id);
  });

/** The meeting as one caller sees it, and the list of meetings. */
export const meetingViews = ({ store }: Pick<Deps, "store">) => ({
  /** Two hops: the ledger with all beside it, then the bids. A bid that is kept from the caller is there, and says nothing. */
  page: async (id: string, caller: Caller, at: number): Promise<MeetingPage> => {
    const parts = await store.meetings.parts(id);
    const meeting = refuseOutsiders(parts?.meeting, caller);
    if (parts === undefined || parts.round === undefined) throw new Refused("not-found");
    const { round, papers } = parts;
    const fund = parts.form ?? knownFund(meeting.fundId);
    const elsewhere = meeting.lines.map((line) => roundOf(line.id)).filter((roundId) => roundId !== round.id);
    const ids = meeting.lines.map((line) => line.id);
    const { heads, submission, sheet, scorings: others } = await store.meetings.bids(ids, meeting.inHand, elsewhere);
    const scorings = [...parts.scorings, ...others];
    const headsById = new Map(heads.map((head) => [head.id, head]));
    const kept = new Set(
      meeting.lines
        .filter((line) => keptWords(meeting, line, caller, scorings) || isOwnGroup(caller, headsById.get(line.id)))
        .map((line) => line.id),
    );
    const isClosed = meeting.state === "closed";
    // Before it starts, where a bid stands in the agenda would tell how it was ranked.
    const isPlanned = meeting.state === "planned";
    const agenda = isPlanned
      ? meeting.lines.toSorted((a, b) => Number(kept.has(a.id)) - Number(kept.has(b.id)))
      : meeting.lines;
    const items = agenda.map((line): AgendaItem | KeptItem =>
      kept.has(line.id) && !isClosed
        ? { id: line.id, kept: true, inHand: meeting.inHand === line.id }
        : itemOf(meeting, line, headsById.get(line.id)),
    );
    const inHand = meeting.lines.find((line) => line.id === meeting.inHand);
    // What waits for the chair of a bid that is kept from somebody is not in the figures they see.
    const seen = meeting.lines.map(({ entered, ...line }) =>
      entered === undefined || kept.has(line.id) ? line : { ...line, entered },
    );
    const you = placeOf(meeting, caller.personId);
    const { roundId, fundId, state, on, startsAt, place, panel, members, movements, sittings } = meeting;
    const { minimumPence, closedAt, version } = meeting;
    return {
      at: toInstant(at),
      ...{ id, roundId, roundTitle: round.title, fundId, fundName: fund.name },
      // Bids that were put off are decided on a day of their own: the promise is of the first meeting.
      ...(state === "planned" && id.endsWith("-M1") ? { promisedOn: round.timetable.meetingOn } : {}),
      ...{ state, on, startsAt, place, panel, members, movements, sittings, items, papers, minimumPence, version },
      pot: purses({ pot: meeting.pot, lines: seen }),
      ...(you === undefined ? {} : { you }),
      may: movesOf(meeting, caller),
      ...(meeting.inHand === undefined ? {} : { inHand: meeting.inHand }),
      ...(inHand === undefined || submission === undefined || kept.has(inHand.id)
        ? {}
        : { bid: bidInHand(inHand, submission, sheet) }),
      decisions: shownDecisions(
        parts.decisions.filter(({ applicationId }) => !kept.has(applicationId)),
        items,
      ),
      conditions: fund.scoring.conditions,
      ...(closedAt === undefined ? {} : { closedAt }),
    };
  },

  /** Meetings of all funds that the caller may see, the latest first; for officers the closed rounds that have none yet. */
  list: async (fundIds: readonly string[], caller: Caller, at: number) => {
    const [all, { rounds, closures }] = await Promise.all([
      store.meetings.ofFunds(fundIds),
      store.rounds.roundsOf(fundIds),
    ]);
    const roundOfId = new Map<string, Round>(rounds.map((round) => [round.id, round]));
    const readsAll = isReader(caller);
    const shown = all.filter((meeting) => readsAll || placeOf(meeting, caller.personId) !== undefined);
    const lines = shown.map((meeting): MeetingSummary => {
      const { id, roundId, fundId, state, on, startsAt, place } = meeting;
      const open = meeting.lines.filter(({ struck }) => !struck);
      return {
        ...{ id, roundId, state, on, startsAt, place },
        roundTitle: roundOfId.get(roundOfMeeting(id))?.title ?? roundId,
        fundName: fundById(fundId)?.name ?? fundId,
        bids: open.length,
        decided: open.filter(({ decided }) => decided !== undefined).length,
        potPence: meeting.pot.reduce((sum, { amountPence }) => sum + amountPence, 0),
      };
    });
    const without = rounds.filter(
      (round) =>
        roundStatus(round, closures, at) === "closed" &&
        !all.some((meeting) => meeting.roundId === round.id && meeting.state !== "closed"),
    );
    return {
      at: toInstant(at),
      meetings: lines.toSorted((a, b) => b.on.localeCompare(a.on)),
      rounds: hasRole(caller, "officer")
        ? without.map(({ id, title, fundId }) => ({ id, title, fundName: fundById(fundId)?.name ?? fundId }))
        : [],
    };
  },
});
