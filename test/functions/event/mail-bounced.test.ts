import { beforeEach, describe, expect, it } from "vitest";
import { handler as bounced } from "../../../functions/event/mail-bounced.ts";
import { sendOne } from "../../../functions/mail/send.ts";
import { messageKey } from "../../../functions/store/keys.ts";
import { messageIdOf, StoredMessage } from "../../../functions/store/messages.ts";
import { as } from "../../../infra/local/guard.ts";
import { returnEvent } from "../../../infra/local/mail-returns.ts";
import type { Email } from "../../../infra/local/outbox.ts";
import { msOf } from "../../../shared/rules/london.ts";
import { engineForFile, NO_CONTEXT } from "../../support/engine.ts";
import { postbox } from "../../support/relay.ts";

const engine = engineForFile();
const createdAt = Date.parse("2026-12-01T12:00:00.000Z");
const MINUTE = 60_000;
let n = 0;
let address = "";
let recipient = "";

beforeEach(() => {
  n += 1;
  recipient = `p_${n}`;
  address = `Ash+${n}.o'hara@example.org`;
});

const read = async (id: string): Promise<StoredMessage> =>
  StoredMessage.parse(await engine.it.table.get(messageKey(recipient, id)));
const write = async (what: string, at = createdAt, template: "withdrawn" | "sign-in-code" = "withdrawn") => {
  const id = messageIdOf({ eventId: what, recipient, template }, at);
  const facts = { reference: "CAF-26Q4-0001-K", title: "Boxing", on: "9am", code: "042137" };
  await engine.it.deps.store.messages.create([{ id, recipient, template, to: address, facts, urgent: false }], at);
  return read(id);
};
const sendNow = async (message: StoredMessage, at: number): Promise<StoredMessage> => {
  const { mailer } = postbox();
  await sendOne(message, at, { ...engine.it.deps, mailer });
  return read(message.id);
};
const emailOf = (message: StoredMessage): Email => ({
  messageId: `ses-${message.id}`,
  from: "grants@example.org",
  destination: { to: [message.to.toLowerCase()] },
  subject: "",
  body: {},
  at: createdAt / 1000,
  tags: { recipient: message.recipient, message: message.id },
});
const comesBack = (message: StoredMessage, how: Parameters<typeof returnEvent>[1], at: number) =>
  as("event/mail-bounced", () => bounced.withDeps(engine.it.deps)(returnEvent(emailOf(message), how, at), NO_CONTEXT));
const mark = async () => (await engine.it.deps.store.returns.marks([address.toUpperCase()]))[0];
const listed = async () =>
  (await engine.it.deps.store.returns.undelivered(100)).filter((message) => message.recipient === recipient);

describe("event/mail-bounced", () => {
  it("marks an address that no mail arrives at, lists the message, and lets nothing more go there but a code", async () => {
    const first = await sendNow(await write("first"), createdAt);
    await comesBack(first, "bounced", createdAt + MINUTE);
    expect(await mark()).toMatchObject({ why: "bounced" });
    expect(await read(first.id)).toMatchObject({ state: "sent", returned: { why: "bounced" } });
    expect((await listed()).map(({ id }) => id)).toEqual([first.id]);
    expect(await sendNow(await write("second"), createdAt + 2 * MINUTE)).toMatchObject({
      state: "failed",
      problem: "address-returned",
    });
    expect(await sendNow(await write("code", createdAt, "sign-in-code"), createdAt + MINUTE)).toMatchObject({
      state: "sent",
    });
  });

  it("marks an address that calls us junk, whose message has arrived all the same", async () => {
    const message = await sendNow(await write("first"), createdAt);
    await comesBack(message, "complaint", createdAt + MINUTE);
    expect(await mark()).toMatchObject({ why: "complaint" });
    expect(await listed()).toEqual([]);
    expect(await sendNow(await write("second"), createdAt + MINUTE)).toMatchObject({ problem: "address-returned" });
  });

  it("does no harm for somebody who is out of the office", async () => {
    const message = await sendNow(await write("first"), createdAt);
    await comesBack(message, "out-of-office", createdAt + MINUTE);
    expect(await mark()).toBeUndefined();
    expect(await read(message.id)).toMatchObject({ softReturnedAt: "2026-12-01T12:01:00.000Z" });
    expect(await sendNow(await write("second"), createdAt + 2 * MINUTE)).toMatchObject({ state: "sent" });
  });

  it.each(["by-code", "by-owner"] as const)("writes again to an address that was confirmed (%s)", async (how) => {
    const message = await sendNow(await write("first"), createdAt);
    await comesBack(message, "bounced", createdAt + MINUTE);
    await engine.it.deps.store.returns.confirm(address, createdAt + 2 * MINUTE, how);
    expect(await sendNow(await write("second"), createdAt + 3 * MINUTE)).toMatchObject({ state: "sent" });
    // Told late or twice, of an e-mail from before: it says nothing new.
    await comesBack(message, "bounced", createdAt + 4 * MINUTE);
    expect(await mark()).toMatchObject({ confirmedAt: "2026-12-01T12:02:00.000Z" });
  });

  it("marks it anew when what was sent after the confirmation comes back", async () => {
    const first = await sendNow(await write("first"), createdAt);
    await comesBack(first, "bounced", createdAt + MINUTE);
    await engine.it.deps.store.returns.confirm(address, createdAt + 2 * MINUTE, "by-owner");
    const second = await sendNow(await write("second"), createdAt + 3 * MINUTE);
    await comesBack(second, "bounced", createdAt + 4 * MINUTE);
    const again = await mark();
    expect(again?.confirmedAt).toBeUndefined();
    expect(msOf(again?.at ?? "")).toBe(createdAt + 4 * MINUTE);
  });

  it("comes before the sender has marked the message: no second e-mail", async () => {
    const message = await write("first");
    await engine.it.deps.store.sending.claim(message, "slow", message.createdAt, createdAt);
    await comesBack(message, "bounced", createdAt);
    await engine.it.deps.store.sending.sent(message, "slow", "ses-1", createdAt);
    expect(await read(message.id)).toMatchObject({ state: "sent", returned: { why: "bounced" } });
    expect(await listed()).toHaveLength(1);
  });

  it("marks the address alone when the message is gone, and leaves what is not ours", async () => {
    const message = await write("first");
    const bare = { ...emailOf(message), tags: {} };
    await as("event/mail-bounced", () =>
      bounced.withDeps(engine.it.deps)(returnEvent(bare, "bounced", createdAt), NO_CONTEXT),
    );
    expect(await mark()).toMatchObject({ why: "bounced" });
    expect((await read(message.id)).returned).toBeUndefined();
  });
});
