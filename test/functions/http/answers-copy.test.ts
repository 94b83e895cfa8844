import { describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/applications.ts";
import { sendOne } from "../../../functions/mail/send.ts";
import { render } from "../../../functions/mail/templates.ts";
import { applications } from "../../../shared/contract/applications.ts";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { OFFICE } from "../../../shared/office.ts";
import { questionsFor } from "../../../shared/rules/form.ts";
import { asking, filledDraft, groupWith, HOUR, MINUTE, nextWriteId, openRound } from "../../support/bid.ts";
import { engineForFile, send } from "../../support/engine.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const closesAt = at + 6 * HOUR;
const [fund] = FUNDS;
if (fund === undefined) throw new Error("The portal ships with a fund.");

let scenes = 0;
/** A submitted application of a fresh group of one; the safeguarding answer names a place that must stay secret. */
const submitted = async () => {
  scenes += 1;
  const round = await openRound(engine.it, fund, `20C${scenes}`, at, closesAt);
  const person = `p_ash${scenes}`;
  const cookie = (await groupWith(engine.it, `o_${scenes}`, [person], at))(person);
  const as = asking(engine.it, cookie);
  const { id, draftId } = await filledDraft(as, fund, round, `o_${scenes}`, 50_000, at);
  const { draft } = (await as.read(id, at)).body;
  const question = questionsFor(fund, "S").find(({ id: each }) => each === "safeguarding");
  const section = fund.sections.find(({ questions }) => questions.some(({ id: each }) => each === question?.id));
  if (section === undefined) throw new Error("The fund asks about safeguarding.");
  const { version: was, answers } = draft.sections[section.id];
  await as.save(id, section.id, { draftId, was, answers: { ...answers, safeguarding: "Fern House, Elm Lane" } }, at);
  expect((await as.submit(id, draftId, at)).status).toBe(200);
  const copy = (when: number, writeId = nextWriteId(), number = "1", from = cookie) =>
    send(engine.it, handler, applications.copy, { at: when, cookie: from, params: { id, number }, body: { writeId } });
  const copies = async () =>
    (await engine.it.deps.store.messages.ofPerson(person)).filter(({ template }) => template === "answers");
  return { id, person, copy, copies };
};

describe("POST /api/applications/{id}/submissions/{number}/copy", () => {
  it("sends the answers to the caller's own address, without the confidential ones", async () => {
    const { id, person, copy, copies } = await submitted();
    const reply = await copy(at + MINUTE);
    expect([reply.status, reply.body]).toEqual([200, { to: `${person}@example.org` }]);
    const [message] = await copies();
    if (message === undefined) throw new Error("There is a message.");
    expect(message).toMatchObject({ to: `${person}@example.org`, state: "waiting", urgent: true, applicationId: id });
    expect(JSON.stringify(message)).not.toContain("Fern House");
    const { text, html } = render(message.template, message.facts, OFFICE, "https://grants.example.org");
    expect(text).toContain("Hire of the hall");
    expect(text).toContain("Answers left out: 2.");
    expect(`${text}${html}`).not.toContain("Fern House");
  });

  it("sends one message for one write id, however often and late it is asked again", async () => {
    const { copy, copies } = await submitted();
    const writeId = nextWriteId();
    const replies = [...(await Promise.all([copy(at, writeId), copy(at, writeId)])), await copy(at + HOUR, writeId)];
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await copies()).toHaveLength(1);
  });

  it("keeps the answers no longer than it takes to send them", async () => {
    const { copy, copies } = await submitted();
    await copy(at);
    const [message] = await copies();
    if (message === undefined) throw new Error("There is a message.");
    const sent: string[] = [];
    const mailer = {
      send: async ({ text }: { text: string }) => {
        sent.push(text);
        return "mail-1";
      },
      mostPerSecond: async () => 1,
    };
    await sendOne(message, at, { ...engine.it.deps, mailer });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toContain("Hire of the hall");
    const [after] = await copies();
    expect(after?.state).toBe("sent");
    expect(JSON.stringify(after)).not.toContain("Hire of the hall");
  });

  it("is refused above five a day, and granted again the day after", async () => {
    const { copy, copies } = await submitted();
    for (let n = 1; n <= 5; n += 1) expect((await copy(at + n)).status).toBe(200);
    const sixth = await copy(at + HOUR);
    expect([sixth.status, sixth.body.rule]).toEqual([429, "messages/copies"]);
    expect(await copies()).toHaveLength(5);
    expect((await copy(at + 12 * HOUR - 1)).status).toBe(429);
    expect((await copy(at + 12 * HOUR)).status).toBe(200);
  });

  it("is not found for somebody else, as for a submission that there is not", async () => {
    const { copy, copies } = await submitted();
    const stranger = (await groupWith(engine.it, `o_other${scenes}`, [`p_other${scenes}`], at))(`p_other${scenes}`);
    const theirs = await copy(at, nextWriteId(), "1", stranger);
    const none = await copy(at, nextWriteId(), "2");
    expect([theirs.status, none.status]).toEqual([404, 404]);
    expect(theirs.body).toEqual(none.body);
    expect(await copies()).toEqual([]);
  });
});
