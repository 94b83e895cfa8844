import * as z from "zod/mini";
import { type Finding, finding } from "./finding.ts";
import { addDays, CivilDate, endOfDay, formatDate, Instant, londonDate, msOf, toInstant, weekday } from "./london.ts";
import { isWorkingDay } from "./working-days.ts";

/** `own`: the office that runs this portal is what is voted on. `other`: any other election or referendum in its area. */
export const POLL_KINDS = ["own", "other"] as const;
export type PollKind = (typeof POLL_KINDS)[number];

/** How certain a poll is: its date is expected, notice of it was published, it was held. */
export const POLL_STATUSES = ["expected", "called", "held"] as const;
export type PollStatus = (typeof POLL_STATUSES)[number];

/** The winner of an ordinary election starts on the seventh day after; of a by-election, on the declaration (decision 7). */
export const POLL_TYPES = ["ordinary", "by-election"] as const;
export type PollType = (typeof POLL_TYPES)[number];

/** That the person elected made the declaration of acceptance of office: the day, and who recorded it when. */
export const Declaration = z.strictObject({ madeOn: CivilDate, recordedAt: Instant, by: z.string() });
export type Declaration = z.infer<typeof Declaration>;

/** What an officer says of a poll; its id and its declaration are not theirs to choose. */
const Said = {
  kind: z.enum(POLL_KINDS),
  type: z.enum(POLL_TYPES),
  status: z.enum(POLL_STATUSES),
  pollOn: CivilDate,
  /** The last day for the notice of election. */
  noticeBy: CivilDate,
  /** The first day of the sensitive period: local practice may begin before the notice (DOMAIN 5.3). */
  sensitiveFrom: CivilDate,
  /** Only an ordinary poll of the own office has one. */
  termStartsOn: z.optional(CivilDate),
};

/** A poll is a row of data: what the calendar computes only pre-fills it (DOMAIN 5.2). */
export const Poll = z.strictObject({
  id: z.string(),
  name: z.string(),
  ...Said,
  declaration: z.optional(Declaration),
  /** What the office wants to remember: where a date comes from, why it was changed. */
  note: z.string(),
});
export type Poll = z.infer<typeof Poll>;

export const PollRow = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1, "Enter what is voted on."), z.maxLength(100, "Shorten the name.")),
  ...Said,
  note: z.string().check(z.trim(), z.maxLength(500, "Keep the note to 500 characters.")),
});
export type PollRow = z.infer<typeof PollRow>;

/** A row without what is not an officer's to choose. */
export const rowOf = ({ id: _id, declaration: _declaration, ...row }: Poll): PollRow => row;

/** Whether two rows say the same. */
export const isSameRow = (one: PollRow, other: PollRow): boolean => {
  const said = (row: PollRow) => JSON.stringify(Object.entries(row).toSorted());
  return said(one) === said(other);
};

const NOTICE_DAYS = 25;
const TERM_STARTS_AFTER_DAYS = 7;

/**
 * Whether a day counts towards the dates of an election: not a Saturday, Sunday, Christmas Eve, Christmas Day, Good Friday or
 * bank holiday (DOMAIN 5.3, 5.4). Christmas Day and Good Friday are bank holidays or weekends already.
 */
export const isElectionDay = (date: CivilDate): boolean => isWorkingDay(date) && !date.endsWith("-12-24");

/** The date this many counted days later, or earlier when negative. The start day is not counted. DOMAIN 5.3. */
export const addElectionDays = (date: CivilDate, days: number): CivilDate => {
  const step = Math.sign(days);
  let day = date;
  for (let left = Math.abs(days); left > 0; left -= isElectionDay(day) ? 1 : 0) day = addDays(day, step);
  return day;
};

/** The first Thursday in May of a year: the day of ordinary elections. DOMAIN 5.2. */
export const ordinaryPollOn = (year: number): CivilDate => {
  const first = `${year}-05-01`;
  return addDays(first, (4 - weekday(first) + 7) % 7);
};

/** The last day for the notice of election: not later than 25 counted days before the poll. DOMAIN 5.3. */
export const noticeByOf = (pollOn: CivilDate): CivilDate => addElectionDays(pollOn, -NOTICE_DAYS);

/** The day a term starts: the seventh after an ordinary poll. DOMAIN 5.2. */
export const termStartOf = (pollOn: CivilDate): CivilDate => addDays(pollOn, TERM_STARTS_AFTER_DAYS);

export type PollDates = Pick<Poll, "noticeBy" | "sensitiveFrom" | "termStartsOn">;

/** The dates that follow from a poll's day: proposals, each of which an officer may change. DOMAIN 5.2, 5.3. */
export const proposedDates = ({ pollOn, kind, type }: Pick<Poll, "pollOn" | "kind" | "type">): PollDates => {
  const noticeBy = noticeByOf(pollOn);
  return {
    noticeBy,
    sensitiveFrom: noticeBy,
    ...(kind === "own" && type === "ordinary" ? { termStartsOn: termStartOf(pollOn) } : {}),
  };
};

/** A poll of which no status was entered by hand yet is expected before its notice, and held once its day is over. */
export const statusOn = (poll: Pick<Poll, "status" | "pollOn" | "noticeBy">, today: CivilDate): PollStatus => {
  if (poll.status !== "held" || poll.pollOn <= today) return poll.status;
  return today < poll.noticeBy ? "expected" : "called";
};

/** The declaration as it is known at an instant (milliseconds). */
export const declarationAt = (poll: Poll, at: number): Declaration | undefined =>
  poll.declaration !== undefined && msOf(poll.declaration.recordedAt) <= at ? poll.declaration : undefined;

/**
 * The sensitive period of a poll as instants, at an instant (milliseconds): from the midnight that begins its first day. An
 * other election's ends with its poll day; an own election's when its declaration of acceptance is recorded, and has no end
 * before (DOMAIN decision 7).
 */
export const periodOf = (poll: Poll, at: number): { from: Instant; until?: Instant } => {
  const from = endOfDay(addDays(poll.sensitiveFrom, -1));
  if (poll.kind === "other") return { from, until: endOfDay(poll.pollOn) };
  const declared = declarationAt(poll, at);
  return declared === undefined ? { from } : { from, until: declared.recordedAt };
};

/** Whether an instant (milliseconds) lies in the sensitive period of a poll. */
export const inPeriod = (poll: Poll, at: number): boolean => {
  const { from, until } = periodOf(poll, at);
  return msOf(from) <= at && (until === undefined || at < msOf(until));
};

/** Whether the sensitive period of a poll is over at an instant (milliseconds). */
export const isOver = (poll: Poll, at: number): boolean => {
  const { until } = periodOf(poll, at);
  return until !== undefined && msOf(until) <= at;
};

/**
 * The first day after the period of a poll, as it is to be planned with: the day the declaration was recorded, or the proposed
 * start of the term as long as that is to come. Undefined: nobody can say yet, as after a by-election.
 */
export const freeFrom = (poll: Poll, at: number): CivilDate | undefined => {
  if (poll.kind === "other") return addDays(poll.pollOn, 1);
  const declared = declarationAt(poll, at);
  if (declared !== undefined) return londonDate(declared.recordedAt);
  return poll.termStartsOn !== undefined && londonDate(toInstant(at)) <= poll.termStartsOn
    ? poll.termStartsOn
    : undefined;
};

/** Whether a London day is planned to lie in the period of a poll: from its first day to the day before it is free. */
export const isDayInPeriod = (poll: Poll, day: CivilDate, at: number): boolean => {
  const free = freeFrom(poll, at);
  return day >= poll.sensitiveFrom && (free === undefined || day < free);
};

/** `election/dates`: the dates of a poll are in their order. */
export const pollFindings = (poll: Pick<Poll, "kind" | "type" | "pollOn"> & PollDates): Finding[] => {
  const { kind, type, pollOn, noticeBy, sensitiveFrom, termStartsOn } = poll;
  const by = formatDate(pollOn);
  const rows: [boolean, string, string][] = [
    [noticeBy >= pollOn, "noticeBy", `Notice is given before the poll on ${by}.`],
    [sensitiveFrom > pollOn, "sensitiveFrom", `The period begins before the poll on ${by}.`],
    [
      kind === "own" && type === "ordinary" && termStartsOn === undefined,
      "termStartsOn",
      "Enter the day the term starts. It is expected on the seventh day after the poll.",
    ],
    [
      termStartsOn !== undefined && (kind === "other" || type === "by-election"),
      "termStartsOn",
      "Leave this empty: whoever wins a by-election starts on the declaration, and another election starts no term here.",
    ],
    [termStartsOn !== undefined && termStartsOn <= pollOn, "termStartsOn", `The term starts after the poll on ${by}.`],
  ];
  return rows.filter(([wrong]) => wrong).map(([, field, detail]) => finding("election/dates", `/${field}`, detail));
};

/**
 * `election/begun`: while the period of an own election runs, its row may not be changed so that the period is shorter: the
 * start and the kind stand, and the poll moves only later, as in 2020. Only the recorded declaration ends it.
 */
export const begunFindings = (
  was: Poll,
  next: Pick<Poll, "kind" | "sensitiveFrom" | "pollOn">,
  at: number,
): Finding[] => {
  if (was.kind !== "own" || !inPeriod(was, at)) return [];
  const rows: [boolean, string, string][] = [
    [next.kind !== "own", "kind", "The period of this election has begun. It stays the office’s own."],
    [next.sensitiveFrom > was.sensitiveFrom, "sensitiveFrom", "The period has begun. It does not begin later."],
    [next.pollOn < was.pollOn, "pollOn", "The period has begun. The poll moves later, never earlier."],
  ];
  return rows.filter(([wrong]) => wrong).map(([, field, detail]) => finding("election/begun", `/${field}`, detail));
};

/** `election/begun`: why an election is not taken out of the list, whoever asks; undefined where it may be. */
export const keptBecause = (poll: Poll, at: number): string | undefined => {
  if (poll.declaration !== undefined) return "An election that was held stays in the list.";
  return poll.kind === "own" && inPeriod(poll, at)
    ? "The period of this election has begun. Only the recorded declaration ends it."
    : undefined;
};

/**
 * `election/waited`: a closure waits for the declaration after this poll, so the row may not be changed so that one can be recorded
 * sooner: that would open again without a second person. Until further notice, the closure waits for nothing.
 */
export const waitedFindings = (was: Poll, next: Pick<Poll, "kind" | "pollOn">): Finding[] => {
  const how =
    "A closure waits for the declaration after this election. To change this, let it hold until further notice";
  const rows: [boolean, string][] = [
    [was.kind === "own" && next.kind !== "own", "kind"],
    [next.pollOn < was.pollOn, "pollOn"],
  ];
  return rows.filter(([wrong]) => wrong).map(([, field]) => finding("election/waited", `/${field}`, `${how} first.`));
};

/** `election/declared`: the declaration is made after an own poll, on a day that has come, and recorded once. */
export const declarationFindings = (poll: Poll, madeOn: CivilDate, at: number): Finding[] => {
  const today = londonDate(toInstant(at));
  const rows: [boolean, string][] = [
    [poll.kind !== "own", "Only an election of the office’s own ends with a declaration."],
    [declarationAt(poll, at) !== undefined, "The declaration of this election is recorded."],
    [madeOn <= poll.pollOn, `The declaration is made after the poll on ${formatDate(poll.pollOn)}.`],
    [madeOn > today, "Enter a day that has come: a declaration is recorded once it is made."],
  ];
  return rows.filter(([wrong]) => wrong).map(([, detail]) => finding("election/declared", "/madeOn", detail));
};

/**
 * `election/taken-back`: what two people take back is a declaration that somebody recorded here, that one, and once. Those from before
 * the portal stand.
 */
export const takeBackFindings = (poll: Poll, recordedAt: Instant, at: number): Finding[] => {
  const declared = declarationAt(poll, at);
  if (declared !== undefined && declared.recordedAt === recordedAt && declared.by !== "system") return [];
  return [
    finding(
      "election/taken-back",
      "/what",
      "There is no such declaration. It was taken back, or nobody recorded it here.",
    ),
  ];
};
