import { OVERRIDDEN, type Overridden } from "./approval.ts";
import { type Closure, closureStateAt, endOf } from "./closure.ts";
import { type Finding, finding } from "./finding.ts";
import { endOfDay, formatDate, formatDateTime, msOf } from "./london.ts";
import { freeFrom, isOver, type Poll, periodOf } from "./poll.ts";
import type { Round } from "./round.ts";
import { type Leave, outlookOf } from "./viability.ts";

/** Whether a closure ends with the declaration after a poll, or is made for an election and holds something in its period. */
export const restsOn = (closure: Closure, poll: Poll, at: number): boolean => {
  if (closureStateAt(closure, at) === "ended" || closure.endedAt !== undefined) return false;
  if (closure.until.of === "declaration") return closure.until.pollId === poll.id;
  if (closure.reason !== "election" && closure.reason !== "by-election") return false;
  const end = endOf(closure);
  const { from, until } = periodOf(poll, at);
  return msOf(closure.from) < msOf(until ?? endOfDay(poll.pollOn)) && (end === undefined || msOf(end) > msOf(from));
};

/** A round that is not decided, as an election is looked at. */
export type StakedRound = Pick<Round, "id" | "publishedAt"> & {
  readonly name: string;
  readonly timetable: Pick<Round["timetable"], "opensAt" | "meetingOn" | "confirmedBy">;
};

/** What a change of an election can touch. */
export type Stakes = {
  readonly polls: readonly Poll[];
  readonly overrides: readonly Leave[];
  readonly rounds: readonly StakedRound[];
  readonly closures: readonly Closure[];
};

const blockedActs = (round: StakedRound, polls: readonly Poll[], overrides: readonly Leave[], at: number) =>
  OVERRIDDEN.filter((act) =>
    outlookOf(round, polls, overrides, at).some((one) => one.act === act && one.effect === "blocks"),
  );

const ACT_WORDS: Record<Overridden, (timetable: StakedRound["timetable"]) => string> = {
  publish: () => "its publication",
  meeting: ({ meetingOn }) => `its meeting on ${formatDate(meetingOn)}`,
  confirmation: ({ confirmedBy }) => `its confirmation by ${formatDate(confirmedBy)}`,
};

const freedWords = ({ name, timetable }: StakedRound, acts: readonly Overridden[]): string =>
  `${name}: an election would no longer stand against ${acts.map((act) => ACT_WORDS[act](timetable)).join(" and ")}.`;

/** Whether the period of an own election is shorter than it was, or gone, as it is planned with. */
const isShorter = (was: Poll, becomes: Poll | undefined, at: number): boolean => {
  if (was.kind !== "own" || isOver(was, at)) return false;
  if (becomes === undefined || becomes.kind !== "own") return true;
  const [before, after] = [freeFrom(was, at), freeFrom(becomes, at)];
  return (
    becomes.sensitiveFrom > was.sensitiveFrom ||
    becomes.pollOn < was.pollOn ||
    (after !== undefined && (before === undefined || after < before))
  );
};

const second = (detail: string): Finding => finding("election/second", "", detail);

/**
 * Why a change of an election takes a second person (`election/second`); none: one officer makes it alone. It does where it lets
 * a round be published, decided or confirmed that could not as things stand, and where it shortens or takes away the period of an own
 * election on which a closure rests. A name, a note, more days and another election are the safe direction. DOMAIN 5.3.
 * @param becomes the row as it is to be; undefined: it is taken out
 */
export const secondFindings = (was: Poll, becomes: Poll | undefined, stakes: Stakes, at: number): Finding[] => {
  const { polls, overrides, rounds, closures } = stakes;
  const next = polls.flatMap((poll) => (poll.id === was.id ? (becomes ?? []) : poll));
  const freed = rounds.flatMap((round) => {
    const after = blockedActs(round, next, overrides, at);
    const acts = blockedActs(round, polls, overrides, at).filter((act) => !after.includes(act));
    return acts.length === 0 ? [] : [second(freedWords(round, acts))];
  });
  const resting = isShorter(was, becomes, at) ? closures.filter((closure) => restsOn(closure, was, at)) : [];
  return [
    ...freed,
    ...resting.map(({ from, wording }) =>
      second(`A closure rests on this period, which would be shorter: from ${formatDateTime(from)}, “${wording}”`),
    ),
  ];
};
