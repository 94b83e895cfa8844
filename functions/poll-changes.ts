import type { Event } from "../shared/events.ts";
import { Refused } from "../shared/problem.ts";
import { type Finding, finding } from "../shared/rules/finding.ts";
import { formatDate, londonDate, msOf, toInstant } from "../shared/rules/london.ts";
import {
  begunFindings,
  declarationAt,
  isSameRow,
  keptBecause,
  type Poll,
  type PollRow,
  pollFindings,
  rowOf,
  statusOn,
  waitedFindings,
} from "../shared/rules/poll.ts";
import { secondFindings } from "../shared/rules/poll-change.ts";
import { cleanText, singleLine } from "../shared/rules/text.ts";
import type { Arm } from "./approvals.ts";
import { isWaitedFor } from "./closures.ts";
import type { Deps } from "./deps.ts";
import { stakesOf } from "./poll-stakes.ts";
import { knownPoll } from "./polls.ts";
import { pollsChange } from "./store/polls.ts";

type Store = Pick<Deps, "store">;

/** A row as it was entered, with nothing of another kind of election left in it. */
export const enteredPoll = (id: string, { termStartsOn, ...entered }: PollRow): Poll => ({
  ...entered,
  id,
  name: singleLine(entered.name),
  ...(termStartsOn === undefined ? {} : { termStartsOn }),
});

/** A row changed so; a declaration that is recorded stays with it. */
export const changedPoll = (was: Poll, entered: PollRow, at: number): Poll => {
  const declared = declarationAt(was, at);
  return { ...enteredPoll(was.id, entered), ...(declared === undefined ? {} : { declaration: declared }) };
};

/** What stands against a change of an election, whoever makes it. */
export const againstChange = async (was: Poll, becomes: Poll, at: number, { store }: Store): Promise<Finding[]> => [
  ...pollFindings(becomes),
  ...begunFindings(was, becomes, at),
  ...((await isWaitedFor(was.id, at, store)) ? waitedFindings(was, becomes) : []),
];

/** Refuses to take out an election that was held, whose period runs, or that a closure waits for: whoever asks. */
export const refuseRemoval = async (poll: Poll, at: number, { store }: Store): Promise<void> => {
  const detail = keptBecause(poll, at);
  if (detail !== undefined) throw new Refused("wrong-state", { rule: "election/begun", detail });
  if (await isWaitedFor(poll.id, at, store))
    throw new Refused("wrong-state", {
      rule: "election/waited",
      detail: "A closure waits for the declaration after this election. Let it hold until further notice first.",
    });
};

const DATES = [
  ["pollOn", "the poll"],
  ["noticeBy", "the notice"],
  ["sensitiveFrom", "the beginning of the period"],
  ["termStartsOn", "the start of the term"],
] as const satisfies readonly (readonly [keyof PollRow, string])[];

/** A row as whoever asks has read it. */
const readRow = (poll: Poll, at: number): PollRow => ({
  ...rowOf(poll),
  status: statusOn(poll, londonDate(toInstant(at))),
});

/** What of a row is another than it was, in words: dates each with both, and that there is more. */
const changesInWords = (was: PollRow, becomes: PollRow): string => {
  const day = (on: string | undefined): string => (on === undefined ? "no day" : formatDate(on));
  const dates = DATES.filter(([field]) => was[field] !== becomes[field]).map(
    ([field, what]) => `${what} on ${day(becomes[field])} instead of ${day(was[field])}`,
  );
  const kind = was.kind === becomes.kind ? [] : [becomes.kind === "own" ? "the office’s own" : "another election"];
  const type = was.type === becomes.type ? [] : [becomes.type === "ordinary" ? "ordinary" : "a by-election"];
  return [...dates, ...kind, ...type].join("; ");
};

const moved = (detail: string) => new Refused("wrong-state", { rule: "election/moved", detail });

/**
 * A change of an election that takes two people: one asks, an approver agrees, and it is written with the answer
 * (`election/second`). What one person may do alone is not asked of two (`election/alone`).
 */
export const changingPoll = ({ store }: Store): Arm<"election"> => ({
  mayAsk: async ({ pollId, was, becomes }, { at }) => {
    const kept = await store.polls.read();
    const poll = knownPoll(kept, pollId);
    if (!isSameRow(readRow(poll, at), was)) throw moved("This election has changed meanwhile. Look at it again.");
    const next = becomes === undefined ? undefined : changedPoll(poll, becomes, at);
    if (next === undefined) await refuseRemoval(poll, at, { store });
    const against = next === undefined ? [] : await againstChange(poll, next, at, { store });
    if (against.length > 0) return against.map((one) => ({ ...one, pointer: `/what/becomes${one.pointer}` }));
    return secondFindings(poll, next, await stakesOf(kept, { store }), at).length > 0
      ? []
      : [finding("election/alone", "/what", "This takes nobody else. Save it yourself.")];
  },

  story: async ({ pollId, was, becomes }, at) => {
    const kept = await store.polls.read();
    const poll = kept.polls.find(({ id }) => id === pollId);
    const which = `${was.name}, poll on ${formatDate(was.pollOn)}`;
    const next = poll === undefined || becomes === undefined ? undefined : changedPoll(poll, becomes, at);
    const freed = poll === undefined ? [] : secondFindings(poll, next, await stakesOf(kept, { store }), at);
    return {
      asks:
        becomes === undefined
          ? `Take an election from the list: ${which}.`
          : `Change an election: ${which}. It would have: ${changesInWords(was, becomes)}.`,
      follows: [...freed.map(({ detail }) => detail), "The election is changed in the same moment."].join(" "),
      path: "/office/elections",
    };
  },

  carryOut: async ({ pollId, was, becomes }, { by, reason, at }) => {
    const kept = await store.polls.read();
    const poll = knownPoll(kept, pollId);
    if (!isSameRow(readRow(poll, msOf(at)), was))
      throw moved("This election has changed since it was asked for. Refuse this and ask anew.");
    const happened = { at, by, pollId };
    if (becomes === undefined) {
      await refuseRemoval(poll, msOf(at), { store });
      const event: Event = { type: "poll-removed", ...happened, reason: cleanText(reason) };
      const polls = kept.polls.filter(({ id }) => id !== pollId);
      return { changes: [pollsChange({ ...kept, polls }, [event])], events: [] };
    }
    const next = changedPoll(poll, becomes, msOf(at));
    const [against] = await againstChange(poll, next, msOf(at), { store });
    if (against !== undefined)
      throw new Refused("wrong-state", { rule: against.rule, detail: `${against.detail} Refuse this and ask anew.` });
    const event: Event = { type: "poll-changed", ...happened };
    const polls = kept.polls.map((one) => (one.id === pollId ? next : one));
    return { changes: [pollsChange({ ...kept, polls }, [event])], events: [] };
  },
});
