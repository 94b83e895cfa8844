import * as z from "zod/mini";
import type { Event } from "../shared/events.ts";
import { Outage } from "../shared/rules/availability.ts";
import { titleOf } from "../shared/rules/draft.ts";
import { lowerEmail } from "../shared/rules/identifiers.ts";
import { CivilDate, formatDate, formatDateTime, formatDeadline, Instant, londonDate } from "../shared/rules/london.ts";
import { isAddressed, RoundLetter } from "../shared/rules/round-letter.ts";
import type { Slip } from "../shared/rules/slip.ts";
import type { Changed } from "./edge/stream.ts";
import type { RoundLine } from "./store/addressees.ts";
import { toPanel } from "./told-panel.ts";
import { type Facts, type Store, type To, toContact, toPerson } from "./told-to.ts";

/* To everyone of a round: a notice, a reminder, what an officer writes to all. */

const GROUPS_AT_ONCE = 25;

/** What a person hears of an application of theirs; a person hears once, `merge` adds one application more. */
type Said = { facts: (line: RoundLine) => Promise<Facts | undefined>; merge?: (facts: Facts, id: string) => Facts };

/** To the members of each group of these applications, and to its contacts where it has submitted. */
export const toGroups = async (lines: readonly RoundLine[], { facts, merge }: Said, store: Store): Promise<To[]> => {
  const tos: To[] = [];
  const found = new Map<string, To>();
  const add = (to: To): void => {
    const before = found.get(lowerEmail(to.to));
    const merged = before === undefined ? to.facts : (merge?.(before.facts, to.facts.reference ?? "") ?? before.facts);
    found.set(lowerEmail(to.to), { ...(before ?? to), facts: merged });
  };
  for (let from = 0; from < lines.length; from += GROUPS_AT_ONCE) {
    const some = await Promise.all(
      lines.slice(from, from + GROUPS_AT_ONCE).map(async (line) => {
        const said = await facts(line);
        if (said === undefined) return [];
        const [members, contacts] = await Promise.all([
          store.addressees.membersOf(line.organisationId),
          line.state === "draft" ? [] : store.addressees.contactsOf(line.organisationId),
        ]);
        return [
          ...members.map((member) => toPerson(member, said, line.id)),
          ...contacts.map((address) => toContact(address, said, line.id)),
        ];
      }),
    );
    tos.push(...some.flat());
  }
  // In the order of the references, so that the same telling makes the same messages.
  for (const to of tos.filter(({ personId }) => personId !== undefined)) add(to);
  // Who has an account reads it there: an address is a contact's only where nobody signs in with it.
  for (const to of tos.filter(({ personId }) => personId === undefined)) if (!found.has(lowerEmail(to.to))) add(to);
  return [...found.values()];
};

export const byReference = (lines: readonly RoundLine[]): RoundLine[] =>
  lines.toSorted((a, b) => a.id.localeCompare(b.id));

const Noticed = z.object({ id: z.string(), title: z.string() });

/** To everyone with a draft in the round, once each, however many drafts they have. */
export const toDraftOwners = async (event: Event, change: Changed, store: Store): Promise<To[]> => {
  const round = Noticed.parse(change);
  const drafts = byReference(await store.addressees.linesOf(round.id)).filter(({ hasDraft }) => hasDraft === "yes");
  const on = formatDate(londonDate(event.at));
  return toGroups(drafts, { facts: async ({ id }) => ({ reference: id, round: round.title, on }) }, store);
};

/** To everyone with a draft in the round and everyone whose application stands, once each. */
const toGroupsOf = async (roundId: string, said: Facts, store: Store): Promise<To[]> => {
  const lines = byReference(await store.addressees.linesOf(roundId)).filter(
    (line) => isAddressed("draft-owners", line) || isAddressed("applicants", line),
  );
  return toGroups(lines, { facts: async ({ id }) => ({ reference: id, ...said }) }, store);
};

/** Promised days as a group reads them. */
const PROMISED: Record<Slip["day"], string> = {
  checkedBy: "Every bid is checked by",
  meetingOn: "The meeting is on",
  confirmedBy: "Decisions are confirmed by",
  notifiedBy: "You hear by",
  paidBy: "The money is paid by",
};

/** To everybody whom a timetable concerns: its close has moved for all, or days that it promised; the panel, of its meeting. */
export const toEveryone = async (event: Event, change: Changed, store: Store): Promise<To[]> => {
  if (event.type !== "round-extended" && event.type !== "date-slipped") return [];
  const { id: roundId, title: round } = Noticed.parse(change);
  const { reason } = event;
  if (event.type === "round-extended")
    return toGroupsOf(
      roundId,
      { round, was: formatDeadline(event.was), closes: formatDeadline(event.until), reason },
      store,
    );
  const moved = event.slips.map(({ day, was, now }) => ({
    what: PROMISED[day],
    was: formatDate(was),
    now: formatDate(now),
  }));
  const meeting = event.slips.find(({ day }) => day === "meetingOn");
  const panel = meeting === undefined ? [] : await toPanel(event, change, store);
  return [
    ...(await toGroupsOf(roundId, { round, moved: JSON.stringify(moved), reason }, store)),
    ...panel.map((to): To => {
      const days = { was: formatDate(meeting?.was ?? ""), now: formatDate(meeting?.now ?? "") };
      return { ...to, template: "meeting-moved", facts: { ...to.facts, ...days, reason } };
    }),
  ];
};

const Reminder = z.object({ roundId: z.string(), title: z.string(), endsAt: z.optional(Instant) });

/**
 * To everyone with a draft that was never submitted, once each. The index may be seconds late, so each draft is read: who
 * has just submitted is not reminded.
 */
export const toUnsubmitted = async (_: Event, change: Changed, store: Store): Promise<To[]> => {
  const { roundId, title: round, endsAt } = Reminder.parse(change);
  if (endsAt === undefined) throw new TypeError("a reminder of no end");
  const drafts = byReference(await store.addressees.linesOf(roundId)).filter(({ state }) => state === "draft");
  const closes = formatDeadline(endsAt);
  const facts = async ({ id }: RoundLine): Promise<Facts | undefined> => {
    const [head] = await store.addressees.heads([id]);
    if (head?.state !== "draft") return undefined;
    return { reference: id, title: titleOf(head) || "Not named yet", round, closes, others: "" };
  };
  const merge = (facts: Facts, id: string): Facts => ({
    ...facts,
    others: [facts.others, id].filter((one) => one !== "").join(", "),
  });
  return toGroups(drafts, { facts, merge }, store);
};

/** To all draft owners or all applicants, as an officer chose: the words stand in the letter itself. */
export const toChosen = async (_: Event, change: Changed, store: Store): Promise<To[]> => {
  const letter = z.object(RoundLetter.shape).parse(change);
  const [lines, round] = await Promise.all([
    store.addressees.linesOf(letter.roundId),
    store.addressees.round(letter.roundId),
  ]);
  const chosen = byReference(lines).filter((line) => isAddressed(letter.to, line));
  return toApplications(chosen, letter, round?.title ?? letter.roundId, store);
};

/** A letter to the groups of these applications: each person once, and alone. */
export const toApplications = (
  lines: readonly RoundLine[],
  letter: Pick<RoundLetter, "heading" | "text">,
  round: string,
  store: Store,
): Promise<To[]> => toGroups(lines, { facts: async ({ id }) => letterFacts(letter, id, round) }, store);

/** What a letter to everyone of a round says to one of them. */
export const letterFacts = (
  { heading, text }: Pick<RoundLetter, "heading" | "text">,
  reference: string,
  round: string,
): Facts => ({ reference, round, heading, text });

const DateAhead = z.object({ roundId: z.string(), title: z.string(), what: z.string(), on: CivilDate });

/** What the office reads of a date that is near. */
export const dateFacts = (change: Changed): Facts => {
  const { roundId, title: round, what, on } = DateAhead.parse(change);
  return { roundId, round, what, on: formatDate(on) };
};

/** What the office reads of a gap before a close. */
export const outageFacts = (change: Changed): Facts => {
  const { roundId, title: round, from, to, minutes } = z.object(Outage.shape).parse(change);
  return { roundId, round, from: formatDateTime(from), until: formatDateTime(to), minutes: String(minutes) };
};
