import * as z from "zod/mini";
import { OVERRIDDEN, Overridden } from "./approval.ts";
import { Finding, finding } from "./finding.ts";
import { type CivilDate, formatDate, Instant, londonDate } from "./london.ts";
import { inPeriod, isDayInPeriod, isOver, type Poll } from "./poll.ts";
import type { Round } from "./round.ts";

/** Leave for one act on one round in the period of one poll: asked by one person, agreed by another, published when it ends. */
export const Override = z.strictObject({
  id: z.string(),
  roundId: z.string(),
  of: Overridden,
  pollId: z.string(),
  reason: z.string(),
  askedBy: z.string(),
  agreedBy: z.string(),
  agreedAt: Instant,
});
export type Override = z.infer<typeof Override>;

/** What an election says of an act: `blocks` until an override is agreed, or `warns` and needs nothing but to be seen. */
export const ElectionFinding = z.strictObject({
  ...Finding.shape,
  act: Overridden,
  effect: z.enum(["blocks", "warns"]),
  pollId: z.string(),
});
export type ElectionFinding = z.infer<typeof ElectionFinding>;

/** What an agreed override lets happen. */
export type Leave = Pick<Override, "roundId" | "of" | "pollId">;

type Planned = Pick<Round, "id"> & {
  readonly timetable: Pick<Round["timetable"], "opensAt" | "meetingOn" | "confirmedBy">;
};

const found = (
  act: Overridden,
  poll: Poll,
  effect: ElectionFinding["effect"],
  pointer: string,
  detail: string,
): ElectionFinding => ({ ...finding("election/viable", pointer, detail), act, effect, pollId: poll.id });

const DAYS = [
  ["meeting", "meetingOn", "The meeting"],
  ["confirmation", "confirmedBy", "The confirmation"],
] as const satisfies readonly (readonly [Overridden, "meetingOn" | "confirmedBy", string])[];

/** How a period is told: an own election's ends with a declaration, another's with its poll day. */
const periodWords = (poll: Poll): string => {
  const on = `the poll ${poll.status === "expected" ? "expected on" : "on"} ${formatDate(poll.pollOn)}`;
  const from = formatDate(poll.sensitiveFrom);
  return poll.kind === "own"
    ? `the sensitive period of ${poll.name}, which begins on ${from} and ends with the declaration of acceptance after ${on}`
    : `the period before ${poll.name}, from ${from} to ${on}`;
};

/**
 * Which days of a round lie in the sensitive period of a poll (`election/viable`): it is viable when its meeting and its
 * confirmation are both outside. The day groups hear says nothing about it. DOMAIN 5.3, decision 7.
 */
export const dayFindings = ({ timetable }: Planned, poll: Poll, at: number): ElectionFinding[] =>
  DAYS.flatMap(([act, field, what]) => {
    const day: CivilDate = timetable[field];
    if (!isDayInPeriod(poll, day, at)) return [];
    const detail = `${what} on ${formatDate(day)} falls into ${periodWords(poll)}.`;
    return [found(act, poll, poll.kind === "own" ? "blocks" : "warns", `/timetable/${field}`, detail)];
  });

/**
 * All that a poll says of a round's plan: as `dayFindings`, and the day on which it opens. No round is opened in an own period,
 * and in another's that takes an approver (DOMAIN 5.3).
 */
export const planFindings = (round: Planned, poll: Poll, at: number): ElectionFinding[] => {
  const opensOn = londonDate(round.timetable.opensAt);
  const detail = `The round opens on ${formatDate(opensOn)}, in ${periodWords(poll)}.`;
  const opening = isDayInPeriod(poll, opensOn, at)
    ? [found("publish", poll, "blocks", "/timetable/opensAt", detail)]
    : [];
  return [...opening, ...dayFindings(round, poll, at)];
};

const NOW: Record<Overridden, string> = {
  publish: "No round is opened",
  meeting: "No meeting is held",
  confirmation: "Nothing is confirmed",
};

/** An act at this very instant, in the period of a poll: opening a round during another election needs an approver too (DOMAIN 5.3). */
const nowFindings = (act: Overridden, poll: Poll, at: number): ElectionFinding[] => {
  if (!inPeriod(poll, at)) return [];
  if (poll.kind === "own") return [found(act, poll, "blocks", "/timetable", `${NOW[act]} in ${periodWords(poll)}.`)];
  return act === "publish"
    ? [found(act, poll, "blocks", "/timetable", `Opening a round takes an approver in ${periodWords(poll)}.`)]
    : [found(act, poll, "warns", "/timetable", `This is ${periodWords(poll)}. Take care with publicity.`)];
};

const isOverridden = (act: Overridden, round: Planned, poll: Poll, overrides: readonly Leave[]): boolean =>
  overrides.some((leave) => leave.of === act && leave.pollId === poll.id && leave.roundId === round.id);

/**
 * What elections say of an act on a round at an instant (milliseconds): `election/viable`. To publish asks about its days as
 * well. Own elections block, others warn; what an agreed override names is gone.
 */
export const electionFindings = (
  act: Overridden,
  round: Planned,
  polls: readonly Poll[],
  overrides: readonly Leave[],
  at: number,
): ElectionFinding[] =>
  polls.flatMap((poll) => {
    if (isOverridden(act, round, poll, overrides)) return [];
    const days = act === "publish" ? planFindings(round, poll, at).map((one) => ({ ...one, act })) : [];
    return [...nowFindings(act, poll, at), ...days];
  });

/** What elections say of a round at its publication, its meeting and its confirmation: by its days, else by the instant (milliseconds). */
export const outlookOf = (
  round: Planned & Pick<Round, "publishedAt">,
  polls: readonly Poll[],
  overrides: readonly Leave[],
  at: number,
): ElectionFinding[] =>
  OVERRIDDEN.flatMap((act) => {
    if (act === "publish")
      return round.publishedAt === undefined ? electionFindings(act, round, polls, overrides, at) : [];
    return polls.flatMap((poll) => {
      if (isOverridden(act, round, poll, overrides)) return [];
      const planned = dayFindings(round, poll, at).filter((one) => one.act === act);
      return planned.length > 0 ? planned : nowFindings(act, poll, at);
    });
  });

/** Whether an override may be read by the public: when the period of its poll has ended, never before (decision 7). */
export const isOverridePublic = ({ pollId }: Pick<Override, "pollId">, polls: readonly Poll[], at: number): boolean => {
  const poll = polls.find(({ id }) => id === pollId);
  return poll === undefined || isOver(poll, at);
};
