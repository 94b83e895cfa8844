import * as z from "zod/mini";
import { Instant } from "../../shared/rules/london.ts";
import { Template } from "../../shared/rules/messages.ts";
import { messageKey, toldKey } from "./keys.ts";
import { StoredMessage } from "./messages.ts";
import type { Table, Write } from "./table.ts";

const SCHEMA = 1;

/** Whom an event was to be told to, before the first message is written: what is counted against what became of them. */
export const Told = z.object({
  eventId: z.string(),
  type: z.string(),
  template: Template,
  /** An application's id, or the item that the event happened to. */
  about: z.string(),
  at: Instant,
  to: z.array(z.object({ recipient: z.string(), messageId: z.string() })),
});
export type Told = z.infer<typeof Told>;

const Stored = z.object({ ...Told.shape, version: z.int() });

export const accountsStore = (table: Table) => ({
  /** Keeps whom an event is told to. Told again, the last telling stands: somebody may have joined or left meanwhile. */
  record: async (told: Told, write: Write): Promise<void> => {
    const key = toldKey(told.about, told.eventId);
    const change = { key, kind: "told", schema: SCHEMA, events: [], data: told } as const;
    const first = await table.write([{ ...change, was: "absent" }], write);
    if (first.outcome === "done") return;
    const before = Stored.parse(first.found);
    if (JSON.stringify(before.to) === JSON.stringify(told.to)) return;
    await table.write([{ ...change, was: before.version }], {
      ...write,
      writeId: `${write.writeId}-${before.version}`,
    });
  },

  /** Every event about an application, or another item, that somebody was told of, with the messages: two hops. */
  of: async (about: string): Promise<{ told: Told; messages: (StoredMessage | undefined)[] }[]> => {
    const told = (await table.query(toldKey(about, "").pk)).map((raw) => Told.parse(raw));
    const raws = await table.getMany(
      told.flatMap(({ to }) => to.map((one) => messageKey(one.recipient, one.messageId))),
    );
    const messages = raws.map((raw) => (raw === undefined ? undefined : StoredMessage.parse(raw)));
    let from = 0;
    return told.map((one) => {
      from += one.to.length;
      return { told: one, messages: messages.slice(from - one.to.length, from) };
    });
  },
});
