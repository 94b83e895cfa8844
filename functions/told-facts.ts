import * as z from "zod/mini";
import type { Event } from "../shared/events.ts";
import { Application } from "../shared/rules/application.ts";
import { Document, replaceUntil } from "../shared/rules/document.ts";
import { titleOf } from "../shared/rules/draft.ts";
import { ledgerLines } from "../shared/rules/ledger.ts";
import {
  CivilDate,
  formatDate,
  formatDateTime,
  formatDeadline,
  formatSecond,
  londonDate,
} from "../shared/rules/london.ts";
import { formatPounds } from "../shared/rules/money.ts";
import { Outcome } from "../shared/rules/outcome.ts";
import type { Changed } from "./edge/stream.ts";
import { outcomeFacts } from "./outcome-mail.ts";
import type { Facts, Store } from "./told-to.ts";

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
  const { askedPence, receivedAt, sha256, number, ledger } = head.latest;
  return {
    ...titled(head),
    asked: formatPounds(askedPence),
    received: `${formatSecond(receivedAt)} on ${formatDate(londonDate(receivedAt))}`,
    sha256,
    submission: String(number),
    ...(ledger === undefined || ledger.totalCostPence === 0 ? {} : { money: ledgerLines(ledger).join("; ") }),
  };
};

/** What an event says to the members of the group it is about. */
export const factsForMembers = async (event: Event, change: Changed, store: Store): Promise<Facts> => {
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
    case "exception-given": {
      const [organisation, round] = await Promise.all([
        store.addressees.organisationName(event.organisationId),
        store.addressees.round(event.roundId),
      ]);
      const { roundId } = event;
      return { organisation, round: round?.title ?? roundId, roundId, until: formatDeadline(event.until) };
    }
    case "outcome-released":
      return outcomeFacts(z.object(Outcome.shape).parse(change));
    default:
      throw new TypeError(`no facts for ${event.type}`);
  }
};
