import { describe, expect, it } from "vitest";
import { sendOne } from "../../../functions/mail/send.ts";
import { handler } from "../../../functions/stream/events.ts";
import { accounted } from "../../../infra/local/accounted.ts";
import type { Email } from "../../../infra/local/outbox.ts";
import { toInstant } from "../../../shared/rules/london.ts";
import { engineForFile, SETTINGS } from "../../support/engine.ts";
import { deliverAll, groupOf, headOf, postbox, relayedRecords, writeHead } from "../../support/relay.ts";

const engine = engineForFile();
const at = Date.parse("2026-12-01T12:00:00.000Z");
const id = "CAF-26Q4-0001-K";
const look = (emails: readonly Email[], when = at) =>
  accounted(engine.it.clients.dynamo, SETTINGS.tableName, emails, when);

describe("accounted", () => {
  it("says who was not told, who was told without an e-mail, and who was told twice", async () => {
    await groupOf(engine.it, "o_1", ["p_a"], at);
    const of = { applicationId: id, roundId: "CAF-26Q4", organisationId: "o_1" };
    const event = { type: "application-withdrawn", at: toInstant(at), by: "p_a", askedPence: 1, ...of } as const;
    await writeHead(engine.it, headOf(id, "o_1", { state: "withdrawn" }), [event], at);
    const change = { key: { pk: `application/${id}`, sk: "application" }, version: 1, events: [event] };
    await engine.it.deps.store.audit.record(change, undefined);
    expect((await look([])).wrong).toEqual([`application-withdrawn (application/${id}@1.0) was told to nobody`]);
    // Once messages are old enough to be deleted, nobody misses them.
    expect((await look([], at + 3 * 366 * 86_400_000)).wrong).toEqual([]);

    await deliverAll(handler, await relayedRecords(engine.it), engine.it.deps);
    expect(await look([])).toEqual({ told: 1, delivered: 0, waiting: 1, undelivered: 0, wrong: [] });

    const [told] = await engine.it.deps.store.accounts.of(id);
    const [message] = told?.messages ?? [];
    if (message === undefined) throw new Error("There is a message.");
    const { recipient, to } = message;
    await sendOne(message, at, { ...engine.it.deps, mailer: postbox().mailer });
    const key = `message/${recipient}/${message.id}`;
    expect((await look([])).wrong).toEqual([`${key} is said to be sent, and is not in the outbox`]);
    const tags = { recipient, message: message.id };
    const email = { messageId: "1", from: "", destination: { to: [to] }, subject: "", body: {}, at: 0, tags };
    expect(await look([email])).toEqual({ told: 1, delivered: 1, waiting: 0, undelivered: 0, wrong: [] });
    expect((await look([email, { ...email, messageId: "2" }])).wrong).toEqual([`${key} was sent 2 times`]);

    await engine.it.table.write(
      [
        {
          key: { pk: "message/told/x", sk: "y@1.0" },
          kind: "told",
          schema: 1,
          was: "absent",
          events: [],
          data: { ...told?.told, eventId: "y@1.0", about: "x", to: [{ recipient: "p_z", messageId: "gone" }] },
        },
      ],
      { writeId: "lost", at },
    );
    expect((await look([email])).wrong).toEqual(["y@1.0: p_z was not written to"]);
  });
});
