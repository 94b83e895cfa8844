import * as z from "zod/mini";
import { ApplicationState } from "./application.ts";
import { type Finding, finding } from "./finding.ts";
import { CivilDate, Instant } from "./london.ts";
import { Pence } from "./money.ts";

/** What a fund outside this portal is called in a record; which one it was stands in the words of the award. */
export const OTHER_FUND = "other";

/** One grant of a group: made here and told to it, or made before this portal and recorded by an officer. */
export const RecordedAward = z.strictObject({
  fundId: z.string(),
  /** The day it was decided, or confirmed where the purse asks for that. */
  on: CivilDate,
  amountPence: Pence,
  reference: z.optional(z.string()),
  title: z.optional(z.string()),
});
export type RecordedAward = z.infer<typeof RecordedAward>;

/** A monitoring return: due on a day, and received or not. */
export const RecordedReturn = z.strictObject({
  id: z.string(),
  reference: z.optional(z.string()),
  what: z.string(),
  dueOn: CivilDate,
  receivedOn: z.optional(CivilDate),
});
export type RecordedReturn = z.infer<typeof RecordedReturn>;

/** An application of the group, in the state that the group knows of. */
export const RecordedApplication = z.strictObject({
  id: z.string(),
  roundId: z.string(),
  fundId: z.string(),
  state: ApplicationState,
  title: z.optional(z.string()),
  askedPence: z.optional(Pence),
  submittedAt: z.optional(Instant),
});
export type RecordedApplication = z.infer<typeof RecordedApplication>;

/** What the portal knows of a group, as the group itself may know it: nothing that is held back (`outcome/held`). */
export const GroupRecord = z.strictObject({
  awards: z.array(RecordedAward),
  returns: z.array(RecordedReturn),
  applications: z.array(RecordedApplication),
});
export type GroupRecord = z.infer<typeof GroupRecord>;

/** Who recorded or corrected something, when, and why it was corrected. */
const Hand = z.strictObject({ by: z.string(), at: Instant });
const Correction = z.strictObject({ ...Hand.shape, reason: z.string(), was: z.string() });

/** What an officer keeps beside each line: where it was read, its corrections, and that it was entered by mistake. */
const keptShape = {
  organisationId: z.string(),
  /** Where it was read: a letter, a list, the minutes. */
  source: z.string(),
  recorded: Hand,
  corrections: z.array(Correction),
  takenBack: z.optional(z.strictObject({ ...Hand.shape, reason: z.string() })),
  version: z.int(),
};

export const PastAward = z.strictObject({ id: z.string(), ...RecordedAward.shape, ...keptShape });
export type PastAward = z.infer<typeof PastAward>;

export const MonitoringReturn = z.strictObject({ ...RecordedReturn.shape, ...keptShape });
export type MonitoringReturn = z.infer<typeof MonitoringReturn>;

/** Returns that were due before a day and have not come, the one that waits longest first. DOMAIN 7. */
export const overdueReturns = (returns: readonly RecordedReturn[], today: CivilDate): RecordedReturn[] =>
  returns
    .filter(({ dueOn, receivedOn }) => dueOn < today && receivedOn === undefined)
    .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn));

/** The newest award of a group, of one fund or of any; undefined when it has none. DOMAIN 7 (the repeat bar). */
export const lastAward = (awards: readonly RecordedAward[], fundId?: string): RecordedAward | undefined =>
  awards
    .filter((award) => fundId === undefined || award.fundId === fundId)
    .toSorted((a, b) => a.on.localeCompare(b.on))
    .at(-1);

/** Grants are recorded from the first year of the funds on: an earlier date is a slip of the keyboard. */
const EARLIEST = "2012-11-01";

const dateFindings = (pointer: string, on: CivilDate, today: CivilDate): Finding[] =>
  on > today
    ? [finding("record/date", pointer, "Enter today or an earlier day: only what has happened is recorded.")]
    : on < EARLIEST
      ? [finding("record/date", pointer, "Check the year: this is before there were commissioners.")]
      : [];

/** Whether a past award may be recorded: a day that has been (`record/date`), more than nothing (`record/amount`). */
export const awardFindings = (award: Pick<RecordedAward, "on" | "amountPence">, today: CivilDate): Finding[] => [
  ...dateFindings("/on", award.on, today),
  ...(award.amountPence > 0 ? [] : [finding("record/amount", "/amount", "Enter an amount of more than £0.")]),
];

/** Whether a return may be recorded: the day it came has been (`record/date`); a day it is due may lie ahead. */
export const returnFindings = (one: Pick<RecordedReturn, "dueOn" | "receivedOn">, today: CivilDate): Finding[] => [
  ...(one.dueOn < EARLIEST
    ? [finding("record/date", "/dueOn", "Check the year: this is before there were commissioners.")]
    : []),
  ...(one.receivedOn === undefined ? [] : dateFindings("/receivedOn", one.receivedOn, today)),
];

/** A line that stands is corrected or taken back with a reason (`record/reason`): the record of others is relied on. */
export const correctionFindings = (reason: string): Finding[] =>
  reason.trim() === ""
    ? [finding("record/reason", "/reason", "Say why this line changes. The reason stays with it.")]
    : [];
