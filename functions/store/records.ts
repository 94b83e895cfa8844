import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { asTold, isHeldBack } from "../../shared/rules/application.ts";
import { GrantMade } from "../../shared/rules/award.ts";
import { londonDate, toInstant } from "../../shared/rules/london.ts";
import {
  type GroupRecord,
  MonitoringReturn,
  PastAward,
  type RecordedApplication,
  type RecordedAward,
  type RecordedReturn,
} from "../../shared/rules/record.ts";
import { type Head, headOf } from "./application-items.ts";
import { applicationKey, awardKey, organisationKey, pastAwardKey, returnKey } from "./keys.ts";
import { type Change, refuseStale, type Table, type Write } from "./table.ts";

const Pointer = z.object({ applicationId: z.string() });
const AwardItem = z.object(GrantMade.shape);
/** A line with the write that brought it to this version: a repeated one is known by it. */
const PastAwardItem = z.object({ ...PastAward.shape, writeId: z.string() });
type KeptPastAward = z.infer<typeof PastAwardItem>;
const ReturnItem = z.object({ ...MonitoringReturn.shape, writeId: z.string() });
type KeptReturn = z.infer<typeof ReturnItem>;

/** Everything of a group's record as it lies in the table, whether or not the group was told. */
type WholeRecord = {
  pastAwards: KeptPastAward[];
  returns: KeptReturn[];
  applications: { head: Head; award: GrantMade | undefined }[];
};

export const madeHere = (award: GrantMade, fundId: string): RecordedAward => ({
  fundId,
  on: londonDate(award.confirmedAt ?? award.decidedAt),
  amountPence: award.amountPence,
  reference: award.applicationId,
  title: award.title,
});

export const applicationLine = (head: Head, state: Head["state"]): RecordedApplication => ({
  ...{ id: head.id, roundId: head.roundId, fundId: head.fundId, state },
  ...(head.title === "" ? {} : { title: head.title }),
  ...(head.askedPence === undefined ? {} : { askedPence: head.askedPence }),
  ...(head.latest === undefined ? {} : { submittedAt: head.latest.receivedAt }),
});

const standing = <T extends { takenBack?: unknown }>(lines: readonly T[]): T[] =>
  lines.filter(({ takenBack }) => takenBack === undefined);

const returnsTold = (returns: readonly KeptReturn[]): RecordedReturn[] =>
  standing(returns)
    .map(({ id, reference, what, dueOn, receivedOn }) => ({
      ...{ id, what, dueOn },
      ...(reference === undefined ? {} : { reference }),
      ...(receivedOn === undefined ? {} : { receivedOn }),
    }))
    .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn));

/** The record as the group itself may know it at an instant: lines that stand, and no decision that is held back. */
const recordTold = ({ pastAwards, returns, applications }: WholeRecord, at: number): GroupRecord => ({
  awards: [
    ...standing(pastAwards).map(({ fundId, on, amountPence, reference, title }) => ({
      ...{ fundId, on, amountPence },
      ...(reference === undefined ? {} : { reference }),
      ...(title === undefined ? {} : { title }),
    })),
    ...applications.flatMap(({ head, award }) =>
      award === undefined || isHeldBack(head, toInstant(at)) ? [] : [madeHere(award, head.fundId)],
    ),
  ].toSorted((a, b) => a.on.localeCompare(b.on)),
  returns: returnsTold(returns),
  applications: applications.map(({ head }) => applicationLine(head, asTold(head, toInstant(at)).state)),
});

const pastAwardChange = (line: PastAward & { writeId?: string }, events: readonly Event[]): Change => {
  const { version, writeId: _, ...data } = line;
  const was = version === 0 ? "absent" : version;
  return { key: pastAwardKey(line.organisationId, line.id), kind: "past-award", schema: 1, was, events, data };
};

const returnChange = (line: MonitoringReturn & { writeId?: string }, events: readonly Event[]): Change => {
  const { version, writeId: _, ...data } = line;
  const was = version === 0 ? "absent" : version;
  return { key: returnKey(line.organisationId, line.id), kind: "return", schema: 1, was, events, data };
};

/** What the portal knows of a group beside its details: awards, returns, applications (DOMAIN 7). */
export const recordsStore = (table: Table) => {
  /** All of a group's record: its own lines and pointers, then its applications with their awards; two hops. */
  const whole = async (organisationId: string): Promise<WholeRecord> => {
    const { pk } = organisationKey(organisationId);
    const [pastAwards, returns, pointers] = await Promise.all([
      table.query(pk, "past-award/"),
      table.query(pk, "return/"),
      table.query(pk, "application/"),
    ]);
    const ids = pointers.map((pointer) => Pointer.parse(pointer).applicationId);
    const raws = ids.length === 0 ? [] : await table.getMany([...ids.map(applicationKey), ...ids.map(awardKey)]);
    return {
      pastAwards: pastAwards.map((raw) => PastAwardItem.parse(raw)),
      returns: returns.map((raw) => ReturnItem.parse(raw)),
      applications: ids.flatMap((_, n) => {
        const [head, award] = [headOf(raws[n]), raws[ids.length + n]];
        return head === undefined ? [] : [{ head, award: award === undefined ? undefined : AwardItem.parse(award) }];
      }),
    };
  };

  return {
    whole,

    /** What a group may know of its own record at an instant (milliseconds); two hops. What is held back is not in it. */
    of: async (organisationId: string, at: number): Promise<GroupRecord> => recordTold(await whole(organisationId), at),

    /** What a group owes and has sent, alone: one read. */
    returns: async (organisationId: string): Promise<RecordedReturn[]> =>
      returnsTold(
        (await table.query(organisationKey(organisationId).pk, "return/")).map((raw) => ReturnItem.parse(raw)),
      ),

    pastAward: async (organisationId: string, id: string): Promise<KeptPastAward | undefined> => {
      const raw = await table.get(pastAwardKey(organisationId, id));
      return raw === undefined ? undefined : PastAwardItem.parse(raw);
    },

    return: async (organisationId: string, id: string): Promise<KeptReturn | undefined> => {
      const raw = await table.get(returnKey(organisationId, id));
      return raw === undefined ? undefined : ReturnItem.parse(raw);
    },

    /** A past award under the version it carries; version 0 is new. Refuses `stale`. */
    writePastAward: async (line: PastAward, write: Write, events: readonly Event[]): Promise<void> =>
      refuseStale(await table.write([pastAwardChange(line, events)], write)),

    /** A return under the version it carries; version 0 is new. Refuses `stale`. */
    writeReturn: async (line: MonitoringReturn, write: Write, events: readonly Event[]): Promise<void> =>
      refuseStale(await table.write([returnChange(line, events)], write)),
  };
};
