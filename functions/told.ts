import * as z from "zod/mini";
import { type Event, eventId } from "../shared/events.ts";
import { OFFICE } from "../shared/office.ts";
import { Application } from "../shared/rules/application.ts";
import { Document, replaceUntil } from "../shared/rules/document.ts";
import { titleOf } from "../shared/rules/draft.ts";
import { Invitation, invitationEndsAt } from "../shared/rules/invitation.ts";
import {
  CivilDate,
  formatDate,
  formatDateTime,
  formatDeadline,
  formatSecond,
  londonDate,
} from "../shared/rules/london.ts";
import { type Told, toldOf } from "../shared/rules/messages.ts";
import { formatPounds } from "../shared/rules/money.ts";
import { Outcome } from "../shared/rules/outcome.ts";
import { doorOf, ROLE_LABELS } from "../shared/rules/role.ts";
import type { Deps } from "./deps.ts";
import type { Changed } from "./edge/stream.ts";
import { outcomeFacts } from "./outcome-mail.ts";
import type { Addressee } from "./store/addressees.ts";
import { subjectOf } from "./store/keys.ts";
import { addressRecipient, messageIdOf, type NewMessage } from "./store/messages.ts";

/*
 * From an event to its messages: whom `rules/messages` says, with what they are told. Facts come from the item as it was at
 * that very version; only what it does not hold is read. No answer, no reason and no name of a file is among them.
 */

type Store = Deps["store"];
type Facts = Record<string, string>;
type To = { recipient: string; to: string; personId?: string; facts: Facts; applicationId?: string | undefined };

const { id, title, organisationId, latest, notEligible, draft } = Application.shape;
const Head = z.object({ id, title, organisationId, latest, notEligible, draft });
type Head = z.infer<typeof Head>;

const headOf = async (change: Changed, applicationId: string, store: Store): Promise<Head> =>
  Head.parse(change.kind === "application" ? change : await store.applications.head(applicationId));

const titled = (head: Head): Facts => ({
  reference: head.id,
  title: head.title === "" ? "Not named yet" : head.title,
});

const dayInWords = (date: string | undefined): string =>
  CivilDate.safeParse(date).success ? formatDate(date ?? "") : "";

const receiptFacts = (head: Head): Facts => {
  if (head.latest === undefined) throw new TypeError("a submission without a submission");
  const { askedPence, receivedAt, sha256, number } = head.latest;
  return {
    ...titled(head),
    asked: formatPounds(askedPence),
    received: `${formatSecond(receivedAt)} on ${formatDate(londonDate(receivedAt))}`,
    sha256,
    submission: String(number),
  };
};

/** What an event says to the members of the group it is about. */
const factsForMembers = async (event: Event, change: Changed, store: Store): Promise<Facts> => {
  switch (event.type) {
    case "join-asked": {
      const [who] = await store.addressees.people([event.personId]);
      const organisation = await store.addressees.organisationName(event.organisationId);
      return { who: who?.name || "Somebody", organisation, organisationId: event.organisationId };
    }
    case "claim-settled": {
      const organisation = await store.addressees.organisationName(event.organisationId);
      return { organisation, organisationId: event.organisationId };
    }
    case "application-submitted":
      return receiptFacts(await headOf(change, event.applicationId, store));
    case "application-withdrawn":
      return { ...titled(await headOf(change, event.applicationId, store)), on: formatDateTime(event.at) };
    case "information-asked": {
      const whole = await store.applications.whole(event.applicationId);
      const asked = whole?.inquiries.find((inquiry) => inquiry.id === event.questionId);
      return { ...titled(Head.parse(whole?.head)), by: dayInWords(asked?.answerBy) };
    }
    case "document-scanned": {
      const head = await headOf(change, event.applicationId, store);
      const until = head.latest === undefined ? undefined : replaceUntil(Document.parse(change));
      return { ...titled(head), until: until === undefined ? "" : formatDeadline(until) };
    }
    case "marked-not-eligible": {
      const head = await headOf(change, event.applicationId, store);
      return {
        ...titled(head),
        until: head.notEligible?.canBePutRight === true ? dayInWords(head.notEligible.putRightBy) : "",
      };
    }
    case "draft-carried": {
      const head = Head.parse(await store.applications.head(event.toApplicationId));
      return { ...titled(head), from: event.applicationId };
    }
    case "draft-expiring": {
      const head = await headOf(change, event.applicationId, store);
      // What an unfinished draft is called lies in its answers.
      const title = titleOf(head);
      return { ...titled({ ...head, title }), on: dayInWords(event.endsOn) };
    }
    case "outcome-released":
      return outcomeFacts(z.object(Outcome.shape).parse(change));
    default:
      throw new TypeError(`no facts for ${event.type}`);
  }
};

const toPerson = (person: Addressee, facts: Facts, applicationId?: string): To => ({
  recipient: person.id,
  to: person.email,
  personId: person.id,
  facts,
  applicationId,
});

/** To everyone of the group but whoever asks to join it, who is no member yet. */
const toMembers = async (event: Event, change: Changed, store: Store): Promise<To[]> => {
  if (!("organisationId" in event)) return [];
  const members = await store.addressees.membersOf(event.organisationId);
  if (members.length === 0) return [];
  const facts = await factsForMembers(event, change, store);
  const applicationId =
    event.type === "draft-carried" ? event.toApplicationId : "applicationId" in event ? event.applicationId : undefined;
  return members.map((member) => toPerson(member, facts, applicationId));
};

/** To the person the event names: who has joined or may not, or the one who was replaced, at the address they still have. */
const toNamed = async (event: Event, store: Store): Promise<To[]> => {
  if (event.type !== "join-accepted" && event.type !== "join-refused" && event.type !== "member-replaced") return [];
  const people = await store.addressees.people([event.personId]);
  if (event.type === "join-refused") return people.map((person) => toPerson(person, {}));
  const organisation = await store.addressees.organisationName(event.organisationId);
  const facts: Facts =
    event.type === "join-accepted"
      ? { organisation, organisationId: event.organisationId }
      : { organisation, on: formatDate(londonDate(event.at)) };
  return people.map((person) => toPerson(person, facts));
};

/** To the address that was invited: it belongs to nobody yet. */
const toInvited = (change: Changed): To[] => {
  const invitation = Invitation.parse(change);
  const facts = {
    role: ROLE_LABELS[invitation.role],
    until: formatDateTime(invitationEndsAt(invitation)),
    door: doorOf(invitation.role),
  };
  return [{ recipient: addressRecipient(invitation.email), to: invitation.email, facts }];
};

const GROUPS_AT_ONCE = 25;
const Asked = z.object({ asks: z.array(z.object({ rule: z.string(), askedBy: z.string() })) });
const Noticed = z.object({ id: z.string(), title: z.string() });

/** To everyone with a draft in the round, once each, however many drafts they have. */
const toDraftOwners = async (event: Event, change: Changed, store: Store): Promise<To[]> => {
  const round = Noticed.parse(change);
  const drafts = await store.addressees.draftsOf(round.id);
  const found = new Map<string, To>();
  for (let from = 0; from < drafts.length; from += GROUPS_AT_ONCE)
    await Promise.all(
      drafts.slice(from, from + GROUPS_AT_ONCE).map(async (draft) => {
        const facts = { reference: draft.id, round: round.title, on: formatDate(londonDate(event.at)) };
        for (const member of await store.addressees.membersOf(draft.organisationId))
          found.set(member.id, toPerson(member, facts, draft.id));
      }),
    );
  return [...found.values()];
};

/** What the office and a group read of a question about a rule: the group and the round. */
const roundFacts = async (event: { organisationId: string; roundId: string }, store: Store): Promise<Facts> => {
  const [organisation, round] = await Promise.all([
    store.addressees.organisationName(event.organisationId),
    store.addressees.round(event.roundId),
  ]);
  return { organisation, round: round?.title ?? event.roundId, roundId: event.roundId, fundId: round?.fundId ?? "" };
};

/** To the person who asked the office about a rule; the event names who answered. */
const toAsker = async (event: Event, change: Changed, store: Store): Promise<To[]> => {
  if (event.type !== "eligibility-allowed" && event.type !== "eligibility-refused") return [];
  const { asks } = Asked.parse(change);
  const askedBy = asks.flatMap((ask) => (ask.rule === event.rule ? [ask.askedBy] : []));
  const [people, facts] = await Promise.all([store.addressees.people(askedBy), roundFacts(event, store)]);
  return people.map((person) => toPerson(person, facts));
};

/** To the office's own address: names of groups and references, nothing else of anybody. */
const toOffice = async (event: Event, change: Changed, store: Store): Promise<To[]> => {
  const to = { recipient: addressRecipient(OFFICE.email), to: OFFICE.email };
  switch (event.type) {
    case "eligibility-asked":
      return [{ ...to, facts: await roundFacts(event, store) }];
    case "information-given": {
      const organisation = await store.addressees.organisationName(event.organisationId);
      const { applicationId } = event;
      return [{ ...to, facts: { reference: applicationId, organisation }, applicationId }];
    }
    case "claim-disputed":
      return [{ ...to, facts: { organisation: await store.addressees.organisationName(event.organisationId) } }];
    default:
      throw new TypeError(`${event.type} on ${change.kind} is not for the office`);
  }
};

const WHOM: Record<Told["whom"], (event: Event, change: Changed, store: Store) => Promise<To[]>> = {
  members: toMembers,
  person: (event, _, store) => toNamed(event, store),
  address: async (_, change) => toInvited(change),
  "draft-owners": toDraftOwners,
  asker: toAsker,
  office: toOffice,
};

/** The messages that the n-th event of a change causes; none for most. The same event makes the same ids, whenever it is told. */
export const messagesOf = async (
  change: Changed,
  event: Event,
  n: number,
  { store }: Deps,
): Promise<(NewMessage & { recipient: string })[]> => {
  const told = toldOf(event);
  if (told === undefined) return [];
  const of = eventId(subjectOf(change), change.version, n);
  const { template, whom, urgent } = told;
  return (await WHOM[whom](event, change, store)).map((to) => ({
    ...to,
    id: messageIdOf({ eventId: of, recipient: to.recipient, template }, Date.parse(event.at)),
    template,
    urgent,
  }));
};
