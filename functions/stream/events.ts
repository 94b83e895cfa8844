import * as z from "zod/mini";
import { Application } from "../../shared/rules/application.ts";
import { isMoved, type Standing, totalsMoved } from "../../shared/rules/totals.ts";
import { type Changed, stream } from "../edge/stream.ts";
import { fingerprinting } from "../fingerprinting.ts";
import { followUp } from "../follow-up.ts";
import type { Movement } from "../store/audit.ts";
import type { Raw } from "../store/table.ts";
import { tell } from "../tell.ts";

const { id, roundId, organisationId, state, latest } = Application.shape;
const Head = z.object({ id, roundId, organisationId, state, latest });

const standingOf = (item: Raw): Standing => {
  const head = Head.parse(item);
  return { state: head.state, askedPence: head.latest?.askedPence ?? 0 };
};

/** How a version of an application's head moves its round's totals; nothing else does. */
const movementOf = (change: Changed, before: Raw | undefined): Movement | undefined => {
  if (change.kind !== "application") return undefined;
  const totals = totalsMoved(before === undefined ? undefined : standingOf(before), standingOf(change));
  return isMoved(totals) ? { roundId: Head.parse(change).roundId, totals } : undefined;
};

/** The bid whose prints may have changed: one that was sent, or that has a file in place of one that nobody could open. */
const printedIn = (change: Changed): { applicationId: string; organisationId: string } | undefined => {
  if (change.kind === "application") {
    const head = Head.parse(change);
    return head.latest === undefined ? undefined : { applicationId: head.id, organisationId: head.organisationId };
  }
  return change.events.find((event) => event.type === "document-replaced");
};

/** After every write that something happened in: audit rows and totals, what follows from it, the messages it causes. */
export const handler = stream("stream/events", async (change, deps, before) => {
  const { pk, sk, version, events } = change;
  await deps.store.audit.record({ key: { pk, sk }, version, events }, movementOf(change, before));
  for (const event of events) await followUp(event, deps);
  for (const [n, event] of events.entries()) await tell(change, event, n, deps);
  // Last, because nobody waits for it.
  const bid = printedIn(change);
  if (bid !== undefined) await fingerprinting(deps)(bid, Date.parse(change.at));
});
