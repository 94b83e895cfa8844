import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { Carried } from "../../shared/rules/carried.ts";
import { Confirmation } from "../../shared/rules/confirmation.ts";
import { Decision } from "../../shared/rules/decision.ts";
import { Meeting } from "../../shared/rules/meeting.ts";
import { MinutesRecord } from "../../shared/rules/minutes.ts";
import { carriedKey, confirmationKey, meetingKey, minutesKey } from "./keys.ts";
import { meetingChange } from "./meeting-items.ts";
import { type Change, type Raw, refuseStale, type Table, type Write } from "./table.ts";

const SCHEMA = 1;

const Ledger = z.object({ ...Meeting.shape });
const DecisionItem = z.object(Decision.shape);
const CarriedItem = z.object(Carried.shape);
const ConfirmationItem = z.object({ ...Confirmation.shape, applicationId: z.string() });
const MinutesItem = z.object({ ...MinutesRecord.shape, writeId: z.string() });

type KeptMinutes = z.infer<typeof MinutesItem>;

/** A meeting with all that stands beside its ledger. */
export type ClosedMeeting = {
  meeting: Meeting;
  decisions: Decision[];
  carried: Carried[];
  /** By application: what an approver said. */
  confirmations: Map<string, Confirmation>;
  minutes: KeptMinutes | undefined;
};

/** That a bid was carried out, to be written with what follows for it. */
export const carriedChange = (meetingId: string, carried: Carried, was: Change["was"]): Change => {
  const { version: _, ...data } = carried;
  return { key: carriedKey(meetingId, carried.applicationId), kind: "carried", schema: SCHEMA, was, events: [], data };
};

/** What was decided at a meeting and what became of it. */
export const closedMeetingsStore = (table: Table) => ({
  /** The ledger, the words of its decisions, what was carried out and confirmed, and the minutes: one hop. Undefined: no such meeting. */
  whole: async (meetingId: string): Promise<ClosedMeeting | undefined> => {
    const { pk } = meetingKey(meetingId);
    const under = (sk: string): Promise<Raw[]> => table.query(pk, sk);
    const [[ledger, minutes], decisions, carried, confirmations] = await Promise.all([
      table.getMany([meetingKey(meetingId), minutesKey(meetingId)]),
      under("decision/"),
      under("carried/"),
      under("confirmation/"),
    ]);
    if (ledger === undefined) return undefined;
    return {
      meeting: Ledger.parse(ledger),
      decisions: decisions.map((raw) => DecisionItem.parse(raw)),
      carried: carried.map((raw) => CarriedItem.parse(raw)),
      confirmations: new Map(
        confirmations.map((raw) => {
          const { applicationId, ...confirmation } = ConfirmationItem.parse(raw);
          return [applicationId, confirmation];
        }),
      ),
      minutes: minutes === undefined ? undefined : MinutesItem.parse(minutes),
    };
  },

  /**
   * The ledger with what an approver answered, and the words of each answer, in one transaction: none is answered twice.
   * Refuses `stale` where the ledger has moved since it was read.
   */
  confirm: async (
    meeting: Meeting,
    confirmations: readonly { applicationId: string; confirmation: Confirmation }[],
    write: Write,
    events: readonly Event[],
  ): Promise<void> =>
    refuseStale(
      await table.write(
        [
          meetingChange(meeting, meeting.version, events),
          ...confirmations.map(
            ({ applicationId, confirmation }): Change => ({
              key: confirmationKey(meeting.id, applicationId),
              kind: "confirmation",
              schema: SCHEMA,
              was: "absent",
              events: [],
              data: { applicationId, ...confirmation },
            }),
          ),
        ],
        write,
      ),
    ),

  /** Whether this very write answered a recommendation: its reply was lost. */
  wasAnsweredBy: async (meetingId: string, applicationId: string, writeId: string): Promise<boolean> =>
    (await table.get(confirmationKey(meetingId, applicationId)))?.writeId === writeId,

  /** What is kept of the minutes: new, or under the version that it carries. Refuses `stale`. */
  keepMinutes: async (record: MinutesRecord, write: Write, events: readonly Event[]): Promise<void> => {
    const { version, ...data } = record;
    const was = version === 0 ? "absent" : version;
    const key = minutesKey(record.meetingId);
    refuseStale(await table.write([{ key, kind: "minutes", schema: SCHEMA, was, events, data }], write));
  },

  /** A bid that was put aside is to be tried once more. Refuses `stale`. */
  again: async (meetingId: string, carried: Carried, write: Write, events: readonly Event[]): Promise<void> => {
    const change = carriedChange(meetingId, { ...carried, again: true }, carried.version);
    refuseStale(await table.write([{ ...change, events }], write));
  },

  /** A bid that could not be carried out, marked once: the others go on. */
  putAside: async (meetingId: string, carried: Carried, was: Change["was"], at: number): Promise<void> => {
    const writeId = `carry-aside-${meetingId}-${carried.applicationId}-${was}`;
    // Refused: it was carried out after all, or marked before.
    await table.write([carriedChange(meetingId, carried, was)], { writeId, at });
  },
});
