import { beforeAll, describe, expect, it } from "vitest";
import { handler as bounced } from "../../../functions/event/mail-bounced.ts";
import { handler } from "../../../functions/http/mail.ts";
import { handler as messagesHandler } from "../../../functions/http/messages.ts";
import { handler as sessionHandler } from "../../../functions/http/session.ts";
import { handler as sendDue } from "../../../functions/schedule/send-due.ts";
import { handler as streamEvents } from "../../../functions/stream/events.ts";
import { handler as streamMail } from "../../../functions/stream/mail.ts";
import { as } from "../../../infra/local/guard.ts";
import { returnEvent } from "../../../infra/local/mail-returns.ts";
import { mail } from "../../../shared/contract/mail.ts";
import { messages } from "../../../shared/contract/messages.ts";
import { session } from "../../../shared/contract/session.ts";
import { toInstant } from "../../../shared/rules/london.ts";
import { engineForFile, NO_CONTEXT, SETTINGS, send, signedIn } from "../../support/engine.ts";
import { deliverAll, groupOf, headOf, postbox, relayedRecords, writeHead } from "../../support/relay.ts";

const engine = engineForFile();
const at = Date.parse("2026-12-01T12:00:00.000Z");
const MINUTE = 60_000;
const id = "CAF-26Q4-0001-K";
const cookies = { officer: "", ash: "" };
let machine = 0;

const withPost = (post: ReturnType<typeof postbox>, settings = SETTINGS) => ({
  ...engine.it.deps,
  settings,
  mailer: post.mailer,
  now: () => machine,
  wait: async () => undefined,
});
const run = (when: number, post = postbox(), settings = SETTINGS) => {
  machine += MINUTE;
  return as("schedule/send-due", () => sendDue.withDeps(withPost(post, settings))({ at: toInstant(when) }, NO_CONTEXT));
};
const ofApplication = async () =>
  (await send(engine.it, handler, mail.ofApplication, { at, cookie: cookies.officer, params: { id } })).body;
const undelivered = async () =>
  (await send(engine.it, handler, mail.undelivered, { at, cookie: cookies.officer })).body;
const again = (line: { recipient: string; id: string }, writeId: string) =>
  send(engine.it, handler, mail.sendAgain, {
    at: at + 10 * MINUTE,
    cookie: cookies.officer,
    params: { recipient: line.recipient, id: line.id },
    body: { writeId },
  });

beforeAll(async () => {
  cookies.officer = (await signedIn(engine.it, { id: "p_officer", roles: ["officer"], door: "staff" }, at)).cookie;
  cookies.ash = (await signedIn(engine.it, { id: "p_ash", organisations: ["o_1"] }, at)).cookie;
  await groupOf(engine.it, "o_1", ["p_bo", "p_cy"], at);
  const by = { by: "p_bo", applicationId: id, roundId: "CAF-26Q4", organisationId: "o_1" };
  const event = { type: "application-withdrawn", at: toInstant(at), askedPence: 1, ...by } as const;
  await writeHead(engine.it, headOf(id, "o_1", { state: "withdrawn" }), [event], at);
  await deliverAll(streamEvents, await relayedRecords(engine.it), engine.it.deps);
});

describe("GET /api/mail/applications/{id}", () => {
  it("accounts for everybody who was to be told: first they wait", async () => {
    const { events, account, state } = await ofApplication();
    expect(account).toEqual({ told: 2, delivered: 0, waiting: 2, undelivered: 0, missing: 0 });
    expect(events).toMatchObject([{ type: "application-withdrawn", template: "withdrawn" }]);
    expect(state).toEqual({ mail: "sending", trialAddresses: 0 });
  });

  it("lets everything wait while mail is paused, and says so", async () => {
    const post = postbox();
    const paused = { ...SETTINGS, mail: "paused" } as const;
    await run(at, post, paused);
    expect(post.sent).toEqual([]);
    const deps = withPost(post, paused);
    const { body } = await send(engine.it, handler, mail.undelivered, { at, cookie: cookies.officer, deps });
    expect(body.state).toEqual({ mail: "paused", trialAddresses: 0 });
    expect((await ofApplication()).account.waiting).toBe(2);
  });

  it("counts who got it, and who is not on the list of a trial, with the reason", async () => {
    const post = postbox();
    await run(at, post, { ...SETTINGS, mailOnlyTo: ["P_Bo@Example.org"] });
    expect(post.sent.map(({ to }) => to)).toEqual(["p_bo@example.org"]);
    const { account, events } = await ofApplication();
    expect(account).toEqual({ told: 2, delivered: 1, waiting: 0, undelivered: 1, missing: 0 });
    expect(events[0].lines.find(({ to }: { to: string }) => to === "p_cy@example.org").because).toMatch(/on trial/);
  });

  it("sees that somebody was never written to", async () => {
    const { store } = engine.it.deps;
    const [{ told } = { told: undefined }] = await store.accounts.of(id);
    if (told === undefined) throw new Error("There is one.");
    const about = "CAF-26Q4-0002-M";
    const to = [...told.to, { recipient: "p_nobody", messageId: "nothing" }];
    await store.accounts.record({ ...told, about, to }, { writeId: "x", at });
    const { body } = await send(engine.it, handler, mail.ofApplication, {
      ...{ at, cookie: cookies.officer, params: { id: about } },
    });
    expect(body.account).toMatchObject({ told: 3, missing: 1 });
  });
});

describe("messages/send-again", () => {
  it("sends an undelivered message once more, once for one press, and writes down who did", async () => {
    const [line] = (await undelivered()).lines;
    expect(line).toMatchObject({ to: "p_cy@example.org", fate: "undelivered", maySendAgain: true, applicationId: id });
    const writeId = "11111111-1111-4111-8111-111111111111";
    expect((await again(line, writeId)).body).toMatchObject({ fate: "waiting", maySendAgain: false });
    expect((await again(line, writeId)).status).toBe(200);
    const post = postbox();
    await run(at + 11 * MINUTE, post);
    expect(post.sent.map(({ to }) => to)).toEqual(["p_cy@example.org"]);
    expect((await undelivered()).lines).toEqual([]);
    const records = await relayedRecords(engine.it);
    await deliverAll(streamEvents, records, engine.it.deps);
    const { rows } = await engine.it.deps.store.audit.history(`message/${line.recipient}/${line.id}`);
    expect(rows.map(({ event }) => [event.type, event.by])).toEqual([["message-sent-again", "p_officer"]]);
    await deliverAll(streamMail, records, withPost(post));
    expect(post.sent).toHaveLength(1);
  });

  it("is refused for what was delivered, and for an address that mail comes back from", async () => {
    const [{ lines }] = (await ofApplication()).events;
    const refused = await again(lines[0], "22222222-2222-4222-8222-222222222222");
    expect([refused.status, refused.body.errors[0].rule]).toEqual([422, "messages/send-again"]);
    const { recipient, id: message, to } = lines[0];
    const email = { messageId: "ses-1", from: "", destination: { to: [to] }, subject: "", body: {}, at: at / 1000 };
    const event = returnEvent({ ...email, tags: { recipient, message } }, "bounced", at + 12 * MINUTE);
    await as("event/mail-bounced", () => bounced.withDeps(engine.it.deps)(event, NO_CONTEXT));
    expect((await undelivered()).lines).toMatchObject([{ id: message, maySendAgain: false }]);
    const { body } = await again(lines[0], "33333333-3333-4333-8333-333333333333");
    expect(body.errors[0].detail).toMatch(/comes back/);
    expect((await ofApplication()).marked).toMatchObject([{ email: to, why: "bounced", confirmed: false }]);
  });

  it("finds no message that there is not", async () => {
    const none = await again({ recipient: "p_x", id: "nothing" }, "44444444-4444-4444-8444-444444444444");
    expect(none.status).toBe(404);
  });
});

describe("POST /api/messages/address", () => {
  const who = async () => (await send(engine.it, sessionHandler, session.who, { at, cookie: cookies.ash })).body.person;

  it("tells the person that mail comes back, until they say that the address works", async () => {
    expect(await who()).toMatchObject({ unread: 0 });
    expect((await who()).mailReturned).toBeUndefined();
    await engine.it.deps.store.returns.mark("p_ash@example.org", { why: "bounced", at: toInstant(at) }, toInstant(at));
    expect((await who()).mailReturned).toEqual({ why: "bounced", at: toInstant(at), confirmed: false });
    await engine.it.deps.store.returns.confirm("p_ash@example.org", at + 1, "by-code");
    expect((await who()).mailReturned.confirmed).toBe(true);
    const body = { writeId: "55555555-5555-4555-8555-555555555555" };
    const said = await send(engine.it, messagesHandler, messages.confirmAddress, { at, cookie: cookies.ash, body });
    expect(said.body).toEqual({ confirmed: true });
    expect((await who()).mailReturned).toBeUndefined();
  });
});
