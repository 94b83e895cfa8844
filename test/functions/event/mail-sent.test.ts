import { beforeEach, describe, expect, it } from "vitest";
import { handler as sent } from "../../../functions/event/mail-sent.ts";
import { sendOne } from "../../../functions/mail/send.ts";
import { handler as sendDue } from "../../../functions/schedule/send-due.ts";
import { messageKey } from "../../../functions/store/keys.ts";
import { messageIdOf, StoredMessage } from "../../../functions/store/messages.ts";
import { as } from "../../../infra/local/guard.ts";
import { deliveryEvent } from "../../../infra/local/mail-returns.ts";
import { toInstant } from "../../../shared/rules/london.ts";
import { engineForFile, NO_CONTEXT } from "../../support/engine.ts";
import { postbox } from "../../support/relay.ts";

const engine = engineForFile();
const createdAt = Date.parse("2026-12-01T12:00:00.000Z");
const MINUTE = 60_000;
let n = 0;
let recipient = "";
let machine = 0;

beforeEach(() => {
  n += 1;
  recipient = `p_${n}`;
});

const read = async (id: string): Promise<StoredMessage> =>
  StoredMessage.parse(await engine.it.table.get(messageKey(recipient, id)));
const write = async (template: "withdrawn" | "sign-in-code" = "withdrawn"): Promise<StoredMessage> => {
  const id = messageIdOf({ eventId: "an-event", recipient, template }, createdAt);
  const facts = { reference: "CAF-26Q4-0001-K", title: "Boxing", on: "9am", code: "042137" };
  const message = { id, recipient, template, to: `${recipient}@example.org`, facts, urgent: false };
  await engine.it.deps.store.messages.create([message], createdAt);
  return read(id);
};
const arrives = (message: StoredMessage, mailId: string) => {
  const { to, id } = message;
  const email = { messageId: mailId, from: "", destination: { to: [to] }, subject: "", body: {}, at: 0 };
  const event = deliveryEvent({ ...email, tags: { recipient, message: id } }, createdAt + MINUTE);
  return as("event/mail-sent", () => sent.withDeps(engine.it.deps)(event, NO_CONTEXT));
};
/** SES takes it, and its answer is lost. */
const lost = (post: ReturnType<typeof postbox>) => ({
  ...post.mailer,
  send: async (mail: Parameters<typeof post.mailer.send>[0]) => {
    await post.mailer.send(mail);
    throw Object.assign(new Error("socket hang up"), { name: "TimeoutError" });
  },
});
const run = (at: number, post: ReturnType<typeof postbox>) => {
  machine += 2 * MINUTE;
  const deps = { ...engine.it.deps, mailer: post.mailer, now: () => machine, wait: async () => undefined };
  return as("schedule/send-due", () => sendDue.withDeps(deps)({ at: toInstant(at) }, NO_CONTEXT));
};
const toMe = (post: ReturnType<typeof postbox>) => post.sent.filter(({ to }) => to === `${recipient}@example.org`);

describe("event/mail-sent", () => {
  it("keeps an answer that was lost from becoming a second e-mail", async () => {
    const [message, post] = [await write(), postbox()];
    await sendOne(message, createdAt, { ...engine.it.deps, mailer: lost(post), now: () => machine });
    expect(await read(message.id)).toMatchObject({ state: "sending", problem: "TimeoutError" });
    for (let minute = 1; minute < 5; minute += 1) await run(createdAt + minute * MINUTE, post);
    expect(toMe(post)).toHaveLength(1);
    await arrives(message, "ses-1");
    await arrives(message, "ses-1");
    await run(createdAt + 11 * MINUTE, post);
    expect(toMe(post)).toHaveLength(1);
    const { problem, ...marked } = await read(message.id);
    expect(marked).toMatchObject({ state: "sent", mailId: "ses-1", deliveredAt: toInstant(createdAt + MINUTE) });
    expect(problem).toBeUndefined();
  });

  it("is waited for ten minutes; what nobody heard of is sent again", async () => {
    const [message, post] = [await write(), postbox()];
    await sendOne(message, createdAt, { ...engine.it.deps, mailer: lost(postbox()), now: () => machine });
    machine += 8 * MINUTE;
    await run(createdAt + 10 * MINUTE, post);
    expect(toMe(post)).toHaveLength(0);
    await run(createdAt + 12 * MINUTE, post);
    expect(toMe(post)).toHaveLength(1);
  });

  it("marks what its sender died over, and keeps no code", async () => {
    const message = await write("sign-in-code");
    await engine.it.deps.store.sending.claim(message, "the-dead", toInstant(createdAt), machine);
    await arrives(message, "ses-1");
    expect(await read(message.id)).toMatchObject({ state: "sent", facts: {} });
    const post = postbox();
    await run(createdAt + 2 * MINUTE, post);
    expect(toMe(post)).toEqual([]);
  });

  it("says nothing of a message that an officer has sent again since", async () => {
    const [message, post] = [await write(), postbox()];
    await sendOne(message, createdAt, { ...engine.it.deps, mailer: post.mailer });
    const { store } = engine.it.deps;
    await store.returns.returned(await read(message.id), { why: "bounced", at: toInstant(createdAt) }, "ses-1");
    const event = {
      type: "message-sent-again",
      at: toInstant(createdAt),
      by: "p_o",
      messageId: "m",
      recipient,
    } as const;
    await store.returns.sendAgain(await read(message.id), event, { writeId: "again", at: createdAt });
    await arrives(message, "ses-1");
    expect(await read(message.id)).toMatchObject({ state: "waiting" });
  });

  it("leaves what is not a message of ours", async () => {
    const message = await write();
    await arrives({ ...message, id: "another" }, "ses-1");
    expect(await read(message.id)).toMatchObject({ state: "waiting" });
  });
});
