import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import type { Decision } from "../../shared/rules/decision.ts";
import type { Fund } from "../../shared/rules/fund.ts";
import { type Meeting, roundOfMeeting } from "../../shared/rules/meeting.ts";
import type { Paper } from "../../shared/rules/meeting-commands.ts";
import type { Round } from "../../shared/rules/round.ts";
import { type Head, headOf, StoredSubmission } from "./application-items.ts";
import type { TransactItem } from "./claims.ts";
import { sheetFrom } from "./due-diligence.ts";
import {
  applicationKey,
  decisionKey,
  dueDiligenceKey,
  formKey,
  meetingKey,
  meetingPointerKey,
  papersKey,
  roundKey,
  scoringKey,
  startedKey,
  takenKey,
} from "./keys.ts";
import {
  decisionChange,
  decisionFrom,
  meetingChange,
  meetingFrom,
  type Papers,
  papersChange,
  papersFrom,
  takenChange,
} from "./meeting-items.ts";
import { formFrom, roundFrom } from "./rounds.ts";
import { type RoundScoring, roundScoringOf } from "./scoring.ts";
import type { Change, Outcome, Table, Write } from "./table.ts";

const SCHEMA = 1;
const Started = z.object({ meetingId: z.string() });

/** What a command is judged by, read in one hop. */
export type ForCommand = {
  meeting: Meeting;
  /** This very write was taken before, whatever came after it. */
  taken: boolean;
  /** Of the bids that the command names. */
  heads: Head[];
  scorings: RoundScoring[];
  /** Of the entries that the command names. */
  decisions: Decision[];
};

/** What the meeting's page is made of, before the bids themselves. */
type MeetingParts = {
  meeting: Meeting;
  decisions: Decision[];
  papers: Paper[];
  round: Round | undefined;
  form: Fund | undefined;
  scorings: RoundScoring[];
};

/** What goes with a ledger in its one transaction. */
export type Beside = {
  entered?: Omit<Decision, "version"> | undefined;
  /** Decisions as they stand now, with their confirmation. */
  confirmed?: readonly Decision[];
  papers?: { papers: readonly Paper[]; was: Change["was"] };
  /** Ledgers of meetings before, whose deferred bids went on to this one. */
  gaveOn?: readonly Meeting[];
  others?: readonly TransactItem[];
};

const present = <T>(value: T | undefined): value is T => value !== undefined;

/** What a write of a person began is kept by noun: the same id sent for two things begins two things. */
const begunKey = (personId: string, writeId: string) => startedKey(personId, `meeting.${writeId}`);

/** The decision meeting: its ledger is one item, and a decision's words are written with it (ARCHITECTURE 1.5). */
export const meetingsStore = (table: Table) => {
  const scoringsOf = async (roundIds: readonly string[]): Promise<RoundScoring[]> =>
    (await Promise.all([...new Set(roundIds)].map((id) => table.query(scoringKey(id).pk))))
      .map(roundScoringOf)
      .filter(present);

  /** The meetings of funds, by their pointers: ids. */
  const idsOf = async (fundIds: readonly string[]): Promise<string[]> =>
    (await Promise.all(fundIds.map((id) => table.query(meetingPointerKey(id, "").pk, "meeting/"))))
      .flat()
      .map((raw) => Started.parse(raw).meetingId);

  const byIds = async (ids: readonly string[]): Promise<Meeting[]> =>
    (await table.getMany(ids.map(meetingKey))).flatMap((raw) => meetingFrom(raw) ?? []);

  return {
    scoringsOf,

    /** The ledger alone, or undefined: one read. */
    ledger: async (meetingId: string): Promise<Meeting | undefined> =>
      meetingFrom(await table.get(meetingKey(meetingId))),

    papers: async (meetingId: string): Promise<Papers | undefined> => papersFrom(await table.get(papersKey(meetingId))),

    /** All ledgers of some funds: pointers, then the items; two hops. */
    ofFunds: async (fundIds: readonly string[]): Promise<Meeting[]> => byIds(await idsOf(fundIds)),

    /** Everything a command is judged by, in one hop; undefined without such a meeting. */
    forCommand: async (
      meetingId: string,
      writeId: string,
      named: { applicationIds: readonly string[]; entries: readonly { applicationId: string; decisionId: string }[] },
      roundIds: readonly string[],
    ): Promise<ForCommand | undefined> => {
      const heads = named.applicationIds.map(applicationKey);
      const words = named.entries.map((entry) => decisionKey(meetingId, entry.applicationId, entry.decisionId));
      const [[ledger, taken, ...rest], scorings] = await Promise.all([
        table.getMany([meetingKey(meetingId), takenKey(meetingId, writeId), ...heads, ...words]),
        scoringsOf(roundIds),
      ]);
      const meeting = meetingFrom(ledger);
      if (meeting === undefined) return undefined;
      return {
        meeting,
        taken: taken !== undefined,
        heads: rest.slice(0, heads.length).flatMap((raw) => headOf(raw) ?? []),
        scorings,
        decisions: rest.slice(heads.length).flatMap((raw) => (raw === undefined ? [] : [decisionFrom(raw)])),
      };
    },

    /** The ledger with all that stands beside it, its round and how that was scored: one hop. Undefined without such a meeting. */
    parts: async (meetingId: string): Promise<MeetingParts | undefined> => {
      const roundId = roundOfMeeting(meetingId);
      const { pk } = meetingKey(meetingId);
      const [[ledger, papers, round, form], decisions, scorings] = await Promise.all([
        table.getMany([meetingKey(meetingId), papersKey(meetingId), roundKey(roundId), formKey(roundId)]),
        table.query(pk, "decision/"),
        scoringsOf([roundId]),
      ]);
      const meeting = meetingFrom(ledger);
      if (meeting === undefined) return undefined;
      return {
        ...{ meeting, decisions: decisions.map(decisionFrom), papers: papersFrom(papers)?.papers ?? [] },
        ...{ round: roundFrom(round), form: formFrom(form), scorings },
      };
    },

    /**
     * The heads of the bids of an agenda, the submission that stands of the one in hand with its due diligence, and how
     * rounds were scored that bids come from: one hop.
     */
    bids: async (applicationIds: readonly string[], inHand: string | undefined, roundIds: readonly string[]) => {
      const [heads, submissions, scorings] = await Promise.all([
        table.getMany([
          ...applicationIds.map(applicationKey),
          ...(inHand === undefined ? [] : [dueDiligenceKey(inHand)]),
        ]),
        inHand === undefined ? [] : table.query(applicationKey(inHand).pk, "submission/"),
        scoringsOf(roundIds),
      ]);
      const latest = submissions.at(-1);
      return {
        heads: heads.slice(0, applicationIds.length).flatMap((raw) => headOf(raw) ?? []),
        sheet: sheetFrom(heads[applicationIds.length]),
        submission: latest === undefined ? undefined : StoredSubmission.parse(latest),
        scorings,
      };
    },

    /**
     * The ledger as judged, with all that goes with it: one transaction. `refused`: it has moved since it was read, and is
     * to be judged again; a write id that was taken before is `repeated`, also when other commands came between.
     */
    write: (meeting: Meeting, write: Write, events: readonly Event[], beside: Beside = {}): Promise<Outcome> =>
      table.write(
        [
          meetingChange(meeting, meeting.version, events),
          takenChange(meeting.id, write),
          ...(beside.entered === undefined ? [] : [decisionChange(beside.entered, "absent")]),
          ...(beside.confirmed ?? []).map(({ version, ...decision }) => decisionChange(decision, version)),
          ...(beside.papers === undefined ? [] : [papersChange(meeting.id, beside.papers.papers, beside.papers.was)]),
          ...(beside.gaveOn ?? []).map((other) => meetingChange(other, other.version, [])),
        ],
        write,
        beside.others ?? [],
      ),

    /** The meeting that a person's write began, or undefined. */
    started: async (personId: string, writeId: string): Promise<string | undefined> => {
      const raw = await table.get(begunKey(personId, writeId));
      return raw === undefined ? undefined : Started.parse(raw).meetingId;
    },

    /** A new meeting, under the next number of its round. `refused`: the number was taken meanwhile, or a ledger moved. */
    create: (
      meeting: Meeting,
      personId: string,
      gaveOn: readonly Meeting[],
      write: Write,
      events: readonly Event[],
    ): Promise<Outcome> =>
      table.write(
        [
          meetingChange(meeting, "absent", events),
          {
            key: meetingPointerKey(meeting.fundId, meeting.id),
            kind: "pointer",
            schema: SCHEMA,
            was: "absent",
            events: [],
            data: { meetingId: meeting.id },
          },
          {
            key: begunKey(personId, write.writeId),
            kind: "started",
            schema: SCHEMA,
            was: "absent",
            events: [],
            data: { meetingId: meeting.id },
          },
          ...gaveOn.map((other) => meetingChange(other, other.version, [])),
        ],
        write,
      ),
  };
};
