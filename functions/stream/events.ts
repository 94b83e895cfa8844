import * as z from "zod/mini";
import { Application } from "../../shared/rules/application.ts";
import { isMoved, type Standing, totalsMoved } from "../../shared/rules/totals.ts";
import type { Deps } from "../deps.ts";
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

/** What a bid uses follows it from its first submission on: last, because nobody waits for it. */
const printed = async (change: Changed, deps: Deps): Promise<void> => {
  if (change.kind !== "application") return;
  const head = Head.parse(change);
  if (head.latest === undefined) return;
  const ids = { applicationId: head.id, organisationId: head.organisationId };
  await fingerprinting(deps)(ids, Date.parse(change.at));
};

/** After every write that something happened in: audit rows and totals, what follows from it, the messages it causes. */
export const handler = stream("stream/events", async (change, deps, before) => {
  const { pk, sk, version, events } = change;
  await deps.store.audit.record({ key: { pk, sk }, version, events }, movementOf(change, before));
  for (const event of events) await followUp(event, deps);
  for (const [n, event] of events.entries()) await tell(change, event, n, deps);
  await printed(change, deps);
});
