import { describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/messages.ts";
import { messageIdOf } from "../../../functions/store/messages.ts";
import { messages } from "../../../shared/contract/messages.ts";
import type { Template } from "../../../shared/rules/messages.ts";
import { engineForFile, send, signedIn } from "../../support/engine.ts";

const engine = engineForFile();
const at = Date.parse("2026-12-01T12:00:00.000Z");
const writeId = "7f2c3c8e-6a2b-4f3e-9c11-0f2f3b7d9a10";

const write = async (recipient: string, template: Template, facts: Record<string, string>, createdAt: number) => {
  const id = messageIdOf({ eventId: `${template}@1.0`, recipient, template }, createdAt);
  const to = `${recipient}@example.org`;
  await engine.it.deps.store.messages.create([{ id, recipient, template, to, facts, urgent: false }], createdAt);
  return id;
};
const withdrawn = { reference: "CAF-26Q4-0017-K", title: "Boxing <b>", on: "9am" };

describe("GET /api/messages", () => {
  it("shows one's own messages, newest first, with the unread counted, and no codes", async () => {
    const { cookie } = await signedIn(engine.it, { id: "p_ash" }, at);
    await write("p_ash", "withdrawn", withdrawn, at - 1_000);
    await write("p_ash", "join-accepted", { organisation: "Boxing Club", organisationId: "o_1" }, at);
    await write("p_ash", "sign-in-code", { code: "123456" }, at);
    await write("p_bo", "withdrawn", withdrawn, at);
    const { status, body } = await send(engine.it, handler, messages.mine, { at, cookie });
    expect(status).toBe(200);
    expect(body.unread).toBe(2);
    expect(body.messages.map(({ subject }: { subject: string }) => subject)).toEqual([
      "You have joined your group",
      "CAF-26Q4-0017-K: your application is withdrawn",
    ]);
    expect(body.messages[1]).toMatchObject({
      read: false,
      state: "waiting",
      facts: [
        { label: "Reference", value: "CAF-26Q4-0017-K" },
        { label: "Title", value: "Boxing <b>" },
      ],
      link: { path: "/apply/CAF-26Q4-0017-K" },
    });
  });

  it("refuses whoever is not signed in", async () => {
    const { status, body } = await send(engine.it, handler, messages.mine, { at });
    expect([status, body.type]).toEqual([401, "/problems/unauthenticated"]);
  });
});

describe("POST /api/messages/{id}/read", () => {
  it("marks a message as read, and again without complaint", async () => {
    const { cookie } = await signedIn(engine.it, { id: "p_cy" }, at);
    const id = await write("p_cy", "withdrawn", withdrawn, at);
    for (const _ of [1, 2]) {
      const reply = await send(engine.it, handler, messages.read, { at, cookie, params: { id }, body: { writeId } });
      expect([reply.status, reply.body]).toEqual([200, { read: true }]);
    }
    const { body } = await send(engine.it, handler, messages.mine, { at, cookie });
    expect([body.unread, body.messages[0].read]).toEqual([0, true]);
  });

  it("knows nothing of somebody else's message, exactly as of one that never was", async () => {
    const { cookie } = await signedIn(engine.it, { id: "p_di" }, at);
    const theirs = await write("p_ed", "withdrawn", withdrawn, at);
    const asked = (id: string) =>
      send(engine.it, handler, messages.read, { at, cookie, params: { id }, body: { writeId } });
    const [one, other] = [await asked(theirs), await asked("20261201120000000-nothing")];
    expect([one.status, one.body]).toEqual([404, other.body]);
    expect(one.body.type).toBe("/problems/not-found");
  });
});
