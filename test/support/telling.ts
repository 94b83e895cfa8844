import { expect } from "vitest";
import { render } from "../../functions/mail/templates.ts";
import { handler } from "../../functions/stream/events.ts";
import { OFFICE } from "../../shared/office.ts";
import type { Engine } from "./engine.ts";
import { deliverAll, relayedRecords } from "./relay.ts";

/** Lets `stream/events` take what happened since the last time, and answers what is new: whom it goes to and how it reads. */
export const tellingOf = (engine: { readonly it: Engine }, until: number) => {
  let seen = 0;
  const known = new Set<string>();
  return async () => {
    const records = (await relayedRecords(engine.it)).slice(seen);
    seen += records.length;
    await deliverAll(handler, records, engine.it.deps);
    expect(await engine.it.deps.store.failures.of("stream/events")).toEqual([]);
    const due = await engine.it.deps.store.sending.due(until, 10_000);
    const fresh = due.filter(({ id, recipient }) => !known.has(`${recipient}/${id}`));
    for (const { id, recipient } of fresh) known.add(`${recipient}/${id}`);
    return fresh
      .map(({ template, to, recipient, facts, personId }) => {
        const { subject, text } = render(template, facts, OFFICE, "https://grants.example.org");
        return { to: `${template} to ${to}`, recipient, personId, subject, text };
      })
      .sort((a, b) => (a.to < b.to ? -1 : 1));
  };
};
export const tos = (messages: readonly { to: string }[]): string[] => messages.map(({ to }) => to);
