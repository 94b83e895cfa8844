import * as z from "zod/mini";
import type { Event } from "../shared/events.ts";
import { Approval, lapsesAt } from "../shared/rules/approval.ts";
import { formatDate, formatDeadline } from "../shared/rules/london.ts";
import { Meeting } from "../shared/rules/meeting.ts";
import { assignedTo, openFor } from "../shared/rules/reveal.ts";
import { hasEnded, ScoringHead } from "../shared/rules/scoring.ts";
import { asksApprover } from "./confirmations.ts";
import type { Changed } from "./edge/stream.ts";
import { type Facts, type Store, type To, toPerson } from "./told-to.ts";

/* To those who score and decide. No bid is named with whoever has an interest in it, and none by its group. */

const Head = z.object(ScoringHead.shape);

const headOf = async (change: Changed, roundId: string, store: Store): Promise<ScoringHead | undefined> =>
  change.kind === "scoring" ? Head.parse(change) : (await store.scoring.round(roundId))?.head;

const roundFacts = async (roundId: string, store: Store): Promise<{ roundId: string; round: string }> => ({
  roundId,
  round: (await store.addressees.round(roundId))?.title ?? roundId,
});

const toPeople = async (personIds: readonly string[], facts: (personId: string) => Facts, store: Store) =>
  (await store.addressees.people([...new Set(personIds)])).map((person) => toPerson(person, facts(person.id)));

/** To the trustee who has bids to score; nobody while there is no bid for them. */
export const toTrustee = async (event: Event, change: Changed, store: Store): Promise<To[]> => {
  if (event.type !== "trustee-assigned") return [];
  const head = await headOf(change, event.roundId, store);
  const bids = head === undefined ? 0 : assignedTo(head, event.personId).length;
  if (head === undefined || bids === 0) return [];
  const facts = { ...(await roundFacts(event.roundId, store)), bids: String(bids), ends: formatDeadline(head.endsAt) };
  return toPeople([event.personId], () => facts, store);
};

/** To whoever rules on an interest, or hears of one that came late. */
export const toRuler = async (event: Event, _: Changed, store: Store): Promise<To[]> => {
  if (event.type !== "interest-asked" && event.type !== "interest-declared-late") return [];
  const facts: Facts = {
    reference: event.applicationId,
    roundId: event.roundId,
    ...(event.type === "interest-declared-late" ? { rules: event.wantsRuling ? "yes" : "no" } : {}),
  };
  return toPeople([event.ruler], () => facts, store);
};

/** To everyone who sits on the panel of a round. */
export const toPanel = async (event: Event, change: Changed, store: Store): Promise<To[]> => {
  if (!("roundId" in event)) return [];
  const head = await headOf(change, event.roundId, store);
  const facts = await roundFacts(event.roundId, store);
  return toPeople(head?.panel.map(({ personId }) => personId) ?? [], () => facts, store);
};

/** To those who have bids left to score, with how many; nobody once scoring has ended. */
export const toBehind = async (event: Event, _: Changed, store: Store): Promise<To[]> => {
  if (event.type !== "trustees-reminded") return [];
  const scoring = await store.scoring.round(event.roundId);
  if (scoring === undefined || hasEnded(scoring.head, Date.parse(event.at))) return [];
  const { head, sheets } = scoring;
  const left = new Map(
    head.panel.map(({ personId }) => {
      const sheet = sheets.find((one) => one.personId === personId);
      return [personId, openFor(head, personId, sheet).length];
    }),
  );
  const behind = [...left].filter(([personId, bids]) => bids > 0 && head.finished[personId] === undefined);
  const facts = { ...(await roundFacts(event.roundId, store)), ends: formatDeadline(head.endsAt) };
  return toPeople(
    behind.map(([personId]) => personId),
    (personId) => ({ ...facts, left: String(left.get(personId) ?? 0) }),
    store,
  );
};

/**
 * To the members of a meeting, once for each day, hour and place: an agenda that is set anew is read in the portal. A meeting
 * without a place is not called yet.
 */
export const toMeeting = async (event: Event, change: Changed, store: Store): Promise<To[]> => {
  const { id, roundId, on, startsAt, place, members, lines } = z.object(Meeting.shape).parse(change);
  if (event.type !== "meeting-prepared" || place === "") return [];
  const facts = {
    meetingId: id,
    round: (await roundFacts(roundId, store)).round,
    ...{ on: formatDate(on), starts: startsAt, place },
    bids: String(lines.filter(({ struck }) => struck !== true).length),
  };
  const once = { of: `meeting/${id}/${on}/${startsAt}/${place}`, at: Date.parse(`${on}T00:00:00.000Z`) };
  const tos = await toPeople(
    members.map(({ personId }) => personId),
    () => facts,
    store,
  );
  return tos.map((to) => ({ ...to, once }));
};

const approversBut = async (personId: string, facts: Facts, store: Store): Promise<To[]> => {
  const { holders } = await store.roles.register();
  const approvers = Object.keys(holders).filter((id) => holders[id]?.includes("approver") === true && id !== personId);
  return toPeople(approvers, () => facts, store);
};

/** To whoever asked something of an approver, what the answer is. */
export const toAskerOfApprover = async (change: Changed, store: Store): Promise<To[]> => {
  const { what, askedBy, answer } = z.object(Approval.shape).parse(change);
  return toPeople([askedBy], () => ({ what: what.type, agreed: answer?.agreed === true ? "yes" : "no" }), store);
};

/** To every approver but whoever asks: recommendations of a meeting that has ended, an early release, or what takes two people. */
export const toApprovers = async (event: Event, change: Changed, store: Store): Promise<To[]> => {
  if (event.type === "approval-asked") {
    const until = formatDeadline(lapsesAt(z.object(Approval.shape).parse(change)));
    return approversBut(event.by, { what: event.what, until }, store);
  }
  if (event.type !== "meeting-closed" && event.type !== "release-asked") return [];
  const what = event.type === "release-asked" ? "release" : "recommendations";
  const meeting = event.type === "meeting-closed" ? z.object(Meeting.shape).parse(change) : undefined;
  const count = meeting?.lines.filter((line) => asksApprover(meeting, line)).length;
  if (count === 0) return [];
  const facts: Facts = {
    ...(await roundFacts(event.roundId, store)),
    what,
    count: count === undefined ? "" : String(count),
    meetingId: meeting?.id ?? "",
  };
  return approversBut(event.by, facts, store);
};
