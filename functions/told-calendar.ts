import * as z from "zod/mini";
import { openAgainFacts } from "../shared/rules/closure-words.ts";
import { CivilDate, formatDate, formatDateTime, Instant, msOf } from "../shared/rules/london.ts";
import { POLL_KINDS } from "../shared/rules/poll.ts";
import { CLOSURE_DATES, ELECTION_DATES } from "../shared/rules/reminders-office.ts";
import { singleLine } from "../shared/rules/text.ts";
import type { Changed } from "./edge/stream.ts";
import type { RoundLine } from "./store/addressees.ts";
import { byReference, toGroups } from "./told-round.ts";
import type { Facts, Store, To } from "./told-to.ts";

/* What the calendar tells by itself: the office of elections and closures, and groups that their round is open again. */

const yes = (is: boolean): string => (is ? "yes" : "");

const ElectionDue = z.object({
  what: z.enum(ELECTION_DATES),
  pollId: z.string(),
  name: z.string(),
  kind: z.enum(POLL_KINDS),
  on: CivilDate,
  pollOn: CivilDate,
  from: CivilDate,
  withNotice: z.boolean(),
  waited: z.boolean(),
});

/** What the office reads of a date of an election. */
export const electionDateFacts = (change: Changed): Facts => {
  const { what, pollId, name, kind, on, pollOn, from, withNotice, waited } = ElectionDue.parse(change);
  return {
    ...{ what, pollId, name, kind, on: formatDate(on), pollOn: formatDate(pollOn), from: formatDate(from) },
    ...{ notice: yes(withNotice), waited: yes(waited) },
  };
};

const ClosureDue = z.object({
  what: z.enum(CLOSURE_DATES),
  closureId: z.string(),
  wording: z.string(),
  instant: Instant,
});

/** What the office reads of a closure that begins or ends by itself. */
export const closureDateFacts = (change: Changed): Facts => {
  const { what, closureId, wording, instant } = ClosureDue.parse(change);
  return { what, closureId, wording, when: formatDateTime(instant) };
};

const Again = z.object({ roundId: z.string(), title: z.string(), endedAt: Instant, closesAt: Instant });

/**
 * To everyone with a draft that was begun before a closure ended by itself and was never submitted, once each. The index may be
 * seconds late, so each draft is read.
 */
export const toDraftsAgain = async (change: Changed, store: Store): Promise<To[]> => {
  const { roundId, title, ...again } = Again.parse(change);
  const drafts = byReference(await store.addressees.linesOf(roundId)).filter(({ state }) => state === "draft");
  const facts = async ({ id }: RoundLine): Promise<Facts | undefined> => {
    const [head] = await store.addressees.heads([id]);
    if (head?.state !== "draft" || msOf(head.startedAt) >= msOf(again.endedAt)) return undefined;
    return openAgainFacts(again, { reference: id, round: singleLine(title) });
  };
  return toGroups(drafts, { facts }, store);
};
