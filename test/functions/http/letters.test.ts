import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/letters.ts";
import { htmlOf } from "../../../functions/mail/body.ts";
import { organisationKey } from "../../../functions/store/keys.ts";
import { letters } from "../../../shared/contract/letters.ts";
import type { Endpoint } from "../../../shared/contract.ts";
import { toInstant } from "../../../shared/rules/london.ts";
import { TEMPLATES } from "../../../shared/rules/messages.ts";
import { engineForFile, send, signedIn } from "../../support/engine.ts";
import { groupOf, headOf, writeHead } from "../../support/relay.ts";
import { aRound, putPublished } from "../../support/rounds.ts";
import { tellingOf, tos } from "../../support/telling.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-20T12:00:00.000Z");
const round = aRound();
const id = (number: string) => `${round.id}-${number}`;
const taken = tellingOf(engine, Date.parse("2027-12-31T00:00:00.000Z"));
const latest = { number: 1, writeId: "w", receivedAt: toInstant(at), sha256: "ab", askedPence: 100 };
let cookie = "";

const typed = {
  to: "draft-owners",
  heading: "the help line is closed",
  text: "Not on Thursday.\n\nWrite to us instead.",
};
const call = (endpoint: Pick<Endpoint, "route">, body?: unknown, params: Record<string, string> = { id: round.id }) =>
  send(engine.it, handler, endpoint, { at, cookie, params, ...(body === undefined ? {} : { body }) });
const write = (over: Record<string, unknown> = {}) =>
  call(letters.write, { ...typed, groups: 2, writeId: "letter-write-1", ...over });

beforeAll(async () => {
  cookie = (await signedIn(engine.it, { id: "p_officer", roles: ["officer"], door: "staff" }, at)).cookie;
  await putPublished(engine.it, round);
  await groupOf(engine.it, "o_1", ["p_ash", "p_bo"], at);
  await groupOf(engine.it, "o_2", ["p_cy"], at);
  await groupOf(engine.it, "o_3", ["p_di"], at);
  const contact = { mainContactEmail: "di@example.org", secondContactEmail: "p_di@example.org" };
  await engine.it.table.write(
    [
      {
        key: organisationKey("o_3"),
        kind: "organisation",
        schema: 1,
        was: 1,
        events: [],
        data: { id: "o_3", name: "Group o_3", ...contact },
      },
    ],
    { writeId: "contacts", at },
  );
  await writeHead(engine.it, headOf(id("0001-A"), "o_1", { title: "A secret plan" }), [], at);
  await writeHead(engine.it, headOf(id("0002-B"), "o_2"), [], at);
  await writeHead(engine.it, headOf(id("0003-C"), "o_3", { state: "submitted", latest }), [], at);
  await writeHead(engine.it, headOf(id("0004-D"), "o_1", { state: "withdrawn" }), [], at);
});

describe("GET /api/mail/templates", () => {
  it("shows every template with what causes it, and each in both forms", async () => {
    const { body } = await call(letters.templates, undefined, {});
    expect(body.templates.map(({ template }: { template: string }) => template)).toEqual([...TEMPLATES]);
    const one = await call(letters.template, undefined, { template: "receipt" });
    expect(one.body).toMatchObject({
      template: "receipt",
      causes: [{ event: "application-submitted", whom: "members", urgent: true }],
    });
    expect(htmlOf(one.body.subject, one.body.body)).toContain("ABC-26Q4-0017-K</td>");
    expect(one.body.text).toContain("Reference: ABC-26Q4-0017-K");
  });

  it("knows no other template", async () => {
    expect((await call(letters.template, undefined, { template: "love-letter" })).status).toBe(404);
  });
});

describe("POST /api/office/rounds/{id}/letters/preview", () => {
  it("counts groups and people, and shows the letter, without any draft", async () => {
    const { body } = await call(letters.preview, typed);
    expect(body).toMatchObject({ to: "draft-owners", groups: 2, people: 3 });
    expect(body.subject).toBe(`${round.id}-0017-K: the help line is closed`);
    expect(body.text).toContain("Not on Thursday.\n\nWrite to us instead.\n\nReference");
    expect(JSON.stringify(body)).not.toContain("secret plan");
  });

  it("counts contacts of groups that have submitted, and nobody twice", async () => {
    const { body } = await call(letters.preview, { ...typed, to: "applicants" });
    expect([body.groups, body.people]).toEqual([1, 2]);
  });

  it.each([
    [{ heading: " " }, "Enter a subject."],
    [{ heading: "x".repeat(56) }, "Shorten the subject to 55 characters."],
    [{ text: "" }, "Write the message."],
    [{ text: "x".repeat(2_001) }, "Shorten the message to 2,000 characters."],
  ])("says what is missing: %j", async (over, detail) => {
    const { status, body } = await call(letters.preview, { ...typed, ...over });
    expect([status, body.errors[0].detail]).toEqual([422, detail]);
  });

  it("knows no round that there is not", async () => {
    expect((await call(letters.preview, typed, { id: "XYZ-26Q4" })).status).toBe(404);
  });
});

describe("POST /api/office/rounds/{id}/letters", () => {
  it("refuses a number of groups that is not what the officer saw (letter/addressed)", async () => {
    const { status, body } = await write({ groups: 3 });
    expect([status, body.errors[0].rule]).toEqual([422, "letter/addressed"]);
    expect((await call(letters.ofRound)).body.letters).toEqual([]);
  });

  it("writes to each of them alone, with their own reference, and keeps what was written", async () => {
    const { status, body } = await write();
    expect(status).toBe(200);
    expect(body.groups).toEqual({ "draft-owners": 2, applicants: 1 });
    expect(body.letters).toMatchObject([{ heading: typed.heading, text: typed.text, groups: 2, to: "draft-owners" }]);
    expect(JSON.stringify(body)).not.toContain("p_officer");
    const messages = await taken();
    expect(tos(messages)).toEqual(["p_ash", "p_bo", "p_cy"].map((who) => `round-letter to ${who}@example.org`));
    expect(messages.map(({ subject }) => subject.split(":")[0])).toEqual([id("0001-A"), id("0001-A"), id("0002-B")]);
    expect(messages.filter(({ to, text }) => to.includes("p_cy") && /p_ash|p_bo|0001-A/.test(text))).toEqual([]);
  });

  it("sends the same press once, and another letter as another", async () => {
    expect((await write()).body.letters).toHaveLength(1);
    expect(await taken()).toEqual([]);
    const { body } = await write({
      to: "applicants",
      groups: 1,
      heading: "we look at it now",
      writeId: "letter-write-2",
    });
    expect(body.letters).toHaveLength(2);
    expect(tos(await taken())).toEqual(["di", "p_di"].map((who) => `round-letter to ${who}@example.org`));
  });
});
