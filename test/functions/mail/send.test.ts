import { beforeEach, describe, expect, it } from "vitest";
import type { Deps } from "../../../functions/deps.ts";
import { sendOne } from "../../../functions/mail/send.ts";
import { handler as sendDue } from "../../../functions/schedule/send-due.ts";
import { messageKey } from "../../../functions/store/keys.ts";
import { messageIdOf, type NewMessage, StoredMessage } from "../../../functions/store/messages.ts";
import { handler as streamMail } from "../../../functions/stream/mail.ts";
import { as } from "../../../infra/local/guard.ts";
import { toInstant } from "../../../shared/rules/london.ts";
import { CLAIM_HOLDS, TURN_HOLDS } from "../../../shared/rules/messages.ts";
import { engineForFile, NO_CONTEXT } from "../../support/engine.ts";
import { deliverAll, type Fault, postbox, relayedRecords, withFault } from "../../support/relay.ts";

const engine = engineForFile();
const createdAt = Date.parse("2026-12-01T12:00:00.000Z");
const MINUTE = 60_000;
let n = 0;
let recipient = "";
/** The machine's clock is another than the portal's, as in a rehearsal. */
let machine = Date.parse("2026-06-01T00:00:00.000Z");

beforeEach(() => {
  n += 1;
  recipient = `p_${n}`;
  machine += 60 * MINUTE;
});

const withPost = (post: ReturnType<typeof postbox>, deps: Deps = engine.it.deps): Deps => ({
  ...deps,
  mailer: post.mailer,
  now: () => machine,
  wait: async (ms) => {
    machine += ms;
  },
});

const write = async (over: Partial<NewMessage> = {}): Promise<StoredMessage> => {
  const template = over.template ?? "withdrawn";
  const message: NewMessage & { recipient: string } = {
    id: messageIdOf({ eventId: `application/a@${n}.0`, recipient, template }, createdAt),
    recipient,
    template,
    to: `${recipient}@example.org`,
    facts: { reference: `CAF-26Q4-${n}-K`, title: "Boxing", on: "9am" },
    urgent: false,
    personId: recipient,
    ...over,
  };
  await engine.it.deps.store.messages.create([message], createdAt);
  return read(message.id);
};
const read = async (id: string): Promise<StoredMessage> =>
  StoredMessage.parse(await engine.it.table.get(messageKey(recipient, id)));
const mineDue = async (at: number) =>
  (await engine.it.deps.store.sending.due(at, 1_000)).filter((message) => message.recipient === recipient);
const run = (at: number, deps: Deps) =>
  as("schedule/send-due", () => sendDue.withDeps(deps)({ at: toInstant(at) }, NO_CONTEXT));
const toMe = (post: ReturnType<typeof postbox>) => post.sent.filter(({ to }) => to === `${recipient}@example.org`);

describe("stream/mail", () => {
  const code = { template: "sign-in-code", urgent: true, facts: { code: "042137" } } as const;

  it("sends an urgent message at once, marks it, and keeps no code", async () => {
    const { id } = await write(code);
    const records = (await relayedRecords(engine.it)).filter(({ dynamodb }) => dynamodb?.Keys?.sk?.S === id);
    const post = postbox();
    await deliverAll(streamMail, records, withPost(post));
    expect(toMe(post).map(({ subject }) => subject)).toEqual(["042137 is your code to sign in"]);
    expect(await read(id)).toMatchObject({ state: "sent", facts: {}, tries: 1, sentAt: toInstant(createdAt) });
    expect(await mineDue(createdAt + 999 * MINUTE)).toEqual([]);
  });

  it("sends it once, however often its record comes, and relays none of its own steps", async () => {
    const { id } = await write(code);
    const of = async () => (await relayedRecords(engine.it)).filter(({ dynamodb }) => dynamodb?.Keys?.sk?.S === id);
    const records = await of();
    const post = postbox();
    await deliverAll(streamMail, [...records, ...records], withPost(post));
    await deliverAll(streamMail, records, withPost(post));
    await run(createdAt + 30 * MINUTE, withPost(post));
    expect(toMe(post)).toHaveLength(1);
    expect(await of()).toHaveLength(1);
  });

  it("leaves what is not urgent to the minute's job", async () => {
    await write();
    const records = (await relayedRecords(engine.it)).filter(({ dynamodb }) =>
      dynamodb?.Keys?.pk?.S?.endsWith(`/${recipient}`),
    );
    expect(records).toEqual([]);
    expect(await mineDue(createdAt)).toHaveLength(1);
  });
});

describe("schedule/send-due", () => {
  it("sends what is due, and an urgent one that nobody has sent after a minute", async () => {
    const { id } = await write({ urgent: true });
    const post = postbox();
    await run(createdAt + MINUTE - 1, withPost(post));
    expect(toMe(post)).toHaveLength(0);
    await run(createdAt + MINUTE, withPost(post));
    expect(toMe(post)).toHaveLength(1);
    expect(await read(id)).toMatchObject({ state: "sent", sentAt: toInstant(createdAt + MINUTE) });
  });

  it("sends once when two runs and the stream meet", async () => {
    const message = await write({ urgent: true });
    const post = postbox();
    const deps = withPost(post);
    await Promise.all([1, 2, 3, 4, 5].map(() => sendOne(message, createdAt, deps)));
    await Promise.all([run(createdAt + MINUTE, deps), run(createdAt + MINUTE, deps)]);
    expect(toMe(post)).toHaveLength(1);
  });

  it("sends in one run at a time; the turn of a run that died is taken after half a minute", async () => {
    await write();
    const { sending } = engine.it.deps.store;
    expect(await sending.takeTurn("the-dead", machine)).toBe(true);
    expect(await sending.takeTurn("the-dead", machine)).toBe(true);
    const post = postbox();
    machine += TURN_HOLDS;
    await run(createdAt, withPost(post));
    expect(toMe(post)).toHaveLength(0);
    machine += 1;
    await run(createdAt, withPost(post));
    expect(toMe(post)).toHaveLength(1);
    expect(await sending.takeTurn("the-dead", machine)).toBe(true);
    await sending.endTurn("another");
    expect(await sending.takeTurn("another", machine)).toBe(false);
    await sending.endTurn("the-dead");
    expect(await sending.takeTurn("another", machine)).toBe(true);
    await sending.endTurn("another");
  });

  it("tries again with growing waits for four hours, then says that it is undelivered", async () => {
    const { id } = await write();
    const post = postbox(({ to }) => to === `${recipient}@example.org`);
    const tried: number[] = [];
    const soon = Array.from({ length: 33 }, (_, minute) => minute);
    const later = Array.from({ length: 27 }, (_, n) => 41 + 10 * n);
    for (const minute of [...soon, ...later]) {
      const before = (await read(id)).tries;
      await run(createdAt + minute * MINUTE, withPost(post));
      if ((await read(id)).tries > before) tried.push(minute);
    }
    expect(tried).toEqual([0, 1, 3, 7, 15, 31, 61, 91, 121, 151, 181, 211]);
    expect(await read(id)).toMatchObject({ state: "failed" });
    expect(await mineDue(createdAt + 999 * MINUTE)).toEqual([]);
  });

  it("sends no code that has lost its worth, and does not keep it", async () => {
    const { id } = await write({ template: "sign-in-code", facts: { code: "042137" }, urgent: true });
    const post = postbox();
    await run(createdAt + 10 * MINUTE, withPost(post));
    expect(toMe(post)).toHaveLength(0);
    expect(await read(id)).toMatchObject({ state: "failed", facts: {} });
  });

  it("takes over from a sender that died, 75 seconds later by the machine's clock", async () => {
    const message = await write();
    await engine.it.deps.store.sending.claim(message, "the-dead", toInstant(createdAt), machine);
    const post = postbox();
    await run(createdAt + MINUTE, withPost(post));
    expect(toMe(post)).toHaveLength(0);
    machine += CLAIM_HOLDS + 1;
    await run(createdAt + 2 * MINUTE, withPost(post));
    expect(toMe(post)).toHaveLength(1);
    await engine.it.deps.store.sending.notSent(message, "the-dead", "late", { dueAt: undefined, at: createdAt });
    expect(await read(message.id)).toMatchObject({ state: "sent", tries: 2 });
  });

  it.each<Fault["how"]>(["not-done", "done-but-timed-out"])(
    "misses nothing when any one call to the table is %s, and sends twice only when the mark was lost",
    async (how) => {
      const copies: number[] = [];
      for (let call = 1; call <= 4; call += 1) {
        n += 1;
        recipient = `p_f${how}${n}`;
        const message = await write({ to: `p-f-${n}@example.org` });
        const post = postbox();
        const { deps } = withFault(engine.it, { call, how });
        await sendOne(message, createdAt, withPost(post, deps)).catch(() => undefined);
        machine += 6 * MINUTE;
        for (const minute of [1, 2]) await run(createdAt + minute * MINUTE, withPost(post));
        copies.push(post.sent.filter(({ to }) => to === message.to).length);
        expect(await read(message.id)).toMatchObject({ state: "sent" });
      }
      // Call 1 looks at the address, call 2 is the claim, call 3 the mark. A lost claim is taken over; a mark that was not
      // stored is a crash in the window.
      expect(copies).toEqual(how === "not-done" ? [1, 1, 2, 1] : [1, 1, 1, 1]);
    },
  );

  it("sends to one address and nobody else", async () => {
    const { id } = await write({ to: "a@example.org,b@example.org" });
    const { deps } = engine.it;
    await run(createdAt, { ...withPost(postbox()), mailer: { ...deps.mailer, mostPerSecond: async () => 1_000 } });
    expect(await read(id)).toMatchObject({ state: "waiting", tries: 1 });
  });
});
