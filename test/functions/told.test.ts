import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { render } from "../../functions/mail/templates.ts";
import {
  allowanceKey,
  disputeKey,
  documentKey,
  invitationKey,
  joinKey,
  questionKey,
  roundKey,
  scoringKey,
  subjectOf,
} from "../../functions/store/keys.ts";
import { addressRecipient } from "../../functions/store/messages.ts";
import type { Change } from "../../functions/store/table.ts";
import { handler } from "../../functions/stream/events.ts";
import { Event } from "../../shared/events.ts";
import { OFFICE } from "../../shared/office.ts";
import type { Application } from "../../shared/rules/application.ts";
import { engineForFile } from "../support/engine.ts";
import { deliverAll, groupOf, headOf, relayedRecords, writeHead } from "../support/relay.ts";

const engine = engineForFile();
const at = "2026-12-01T12:00:00.000Z";
const ms = Date.parse(at);
const roundId = "CAF-26Q4";
const by = "p_officer";
const [one, two, three] = [`${roundId}-0001-A`, `${roundId}-0002-B`, `${roundId}-0003-C`];
const about = (applicationId: string) => ({ at, by, applicationId, roundId, organisationId: "o_1" });

beforeAll(async () => {
  await groupOf(engine.it, "o_1", ["p_ash", "p_bo"], ms);
  await groupOf(engine.it, "o_2", ["p_cy"], ms);
  await groupOf(engine.it, "o_3", ["p_di"], ms);
});

let written = 0;
/** Writes an item with an event, lets `stream/events` take it, and answers whom it was told to and how it reads. */
const told = async (item: Pick<Change, "key" | "kind"> & { data?: Change["data"] }, event: Event) => {
  written += 1;
  const { key, kind, data = {} } = item;
  const before = await engine.it.table.get(key);
  const was = typeof before?.version === "number" ? before.version : "absent";
  await engine.it.table.write([{ key, kind, schema: 1, was, events: [event], data }], {
    writeId: `told-${written}`,
    at: ms,
  });
  return taken();
};
const tellHead = async (head: Application, event: Event) => {
  await writeHead(engine.it, head, [event], ms);
  return taken();
};
let seen = 0;
const taken = async () => {
  const records = (await relayedRecords(engine.it)).slice(seen);
  seen += records.length;
  await deliverAll(handler, records, engine.it.deps);
  expect(await engine.it.deps.store.failures.of("stream/events")).toEqual([]);
  const due = await engine.it.deps.store.sending.due(ms + 3_600_000, 10_000);
  const fresh = due.filter(({ id }) => !known.has(id));
  for (const { id } of fresh) known.add(id);
  return fresh
    .map((message) => ({
      to: `${message.template} to ${message.to}`,
      recipient: message.recipient,
      text: render(message.template, message.facts, OFFICE, "https://grants.example.org").text,
    }))
    .sort((a, b) => (a.to < b.to ? -1 : 1));
};
const known = new Set<string>();
const tos = (messages: readonly { to: string }[]) => messages.map(({ to }) => to);

describe("messages/told", () => {
  it("asks every member about whoever wants to join", async () => {
    const event: Event = { type: "join-asked", at, by: "p_cy", organisationId: "o_1", personId: "p_cy" };
    const messages = await told({ key: joinKey("o_1", "p_cy"), kind: "join" }, event);
    expect(tos(messages)).toEqual(["join-asked to p_ash@example.org", "join-asked to p_bo@example.org"]);
    expect(messages[0]?.text).toContain("Person p_cy asks to join Group o_1");
  });

  it("tells who has joined, and who was replaced, at their own address", async () => {
    const joined: Event = { type: "join-accepted", at, by, organisationId: "o_1", personId: "p_cy" };
    expect(tos(await told({ key: joinKey("o_1", "p_cy"), kind: "join" }, joined))).toEqual([
      "join-accepted to p_cy@example.org",
    ]);
    const replaced: Event = {
      type: "member-replaced",
      at,
      by,
      organisationId: "o_2",
      personId: "p_cy",
      reason: "Left",
    };
    const messages = await told({ key: joinKey("o_2", "p_cy"), kind: "join" }, replaced);
    expect(tos(messages)).toEqual(["member-replaced to p_cy@example.org"]);
    expect(messages[0]?.text).not.toContain("Left");
  });

  it("tells who asked of a no without naming the group, and a group of a settled claim without the reason", async () => {
    const refused: Event = { type: "join-refused", at, by, organisationId: "o_1", personId: "p_cy" };
    const [no] = await told({ key: joinKey("o_1", "p_cy"), kind: "join" }, refused);
    expect(no?.to).toBe("join-refused to p_cy@example.org");
    expect(no?.text).not.toContain("Group o_1");
    const settled: Event = {
      type: "claim-settled",
      at,
      by,
      organisationId: "o_1",
      claim: "GB-CHC-1164883",
      reason: "Asked both",
    };
    const messages = await told({ key: disputeKey("GB-CHC-1164883", "o_1"), kind: "dispute" }, settled);
    expect(tos(messages)).toEqual(["claim-settled to p_ash@example.org", "claim-settled to p_bo@example.org"]);
    expect(messages[0]?.text).not.toContain("Asked both");
  });

  it("invites an address that is nobody's yet, with what ends when", async () => {
    const email = "O'Hara+grants@Example.org";
    const invitation = { id: "i_1", email, role: "trustee", invitedAt: at, invitedBy: by };
    const [message] = await told(
      { key: invitationKey(addressRecipient(email), "trustee"), kind: "invitation", data: invitation },
      { type: "invited", at, by, invitationId: "i_1", role: "trustee" },
    );
    expect(message).toMatchObject({
      to: `invitation to ${email}`,
      recipient: addressRecipient("o'hara+grants@example.org"),
    });
    expect(message?.text).toContain("until 12 noon on Tuesday 15 December 2026");
  });

  it("asks for information without the question in the e-mail", async () => {
    await writeHead(engine.it, headOf(one, "o_1"), [], ms);
    const inquiry = { id: "q_1", applicationId: one, question: "Who is hurt?", askedAt: at, askedBy: by };
    await engine.it.table.write(
      [
        {
          key: questionKey(one, "q_1"),
          kind: "inquiry",
          schema: 1,
          was: "absent",
          events: [],
          data: { ...inquiry, answerBy: "2026-12-04" },
        },
      ],
      { writeId: "inquiry", at: ms },
    );
    const head = headOf(one, "o_1", { version: 1, openQuestions: 1 });
    const messages = await tellHead(head, { type: "information-asked", ...about(one), questionId: "q_1" });
    expect(tos(messages)).toEqual(["information-asked to p_ash@example.org", "information-asked to p_bo@example.org"]);
    expect(messages[0]?.text).toContain("Answer by Friday 4 December 2026.");
    expect(messages[0]?.text).not.toContain("hurt");
  });

  it("tells that it is not eligible and until when that can be put right, without the reason", async () => {
    const wrong = { rule: "eligibility/area", reason: "A secret place", at };
    const head = headOf(one, "o_1", {
      version: 2,
      state: "not-eligible",
      notEligible: { ...wrong, canBePutRight: true, putRightBy: "2026-12-08" },
    });
    const event: Event = { type: "marked-not-eligible", ...about(one), rule: wrong.rule, askedPence: 100 };
    const [message] = await tellHead(head, event);
    expect(message?.text).toContain("You can put this right until Tuesday 8 December 2026.");
    expect(message?.text).not.toContain("secret");
    const [final] = await tellHead({ ...head, version: 3, notEligible: { ...wrong, canBePutRight: false } }, event);
    expect(final?.text).toContain("what you can do instead");
  });

  it("tells of a document that cannot be opened, with its last day and without its name", async () => {
    const document = {
      ...{ id: "d_1", applicationId: two, roundId, organisationId: "o_1", slot: "accounts", name: "John's arrest.pdf" },
      ...{ sizeBytes: 9, contentType: "application/pdf", declaredType: "application/pdf", key: "k", addedBy: "p_ash" },
      ...{ state: "received", scan: "refused", scannedAt: at, addedAt: at },
    };
    const key = documentKey(two, "d_1");
    const latest = { number: 1, writeId: "w", receivedAt: at, sha256: "ab", askedPence: 100 };
    await writeHead(engine.it, headOf(two, "o_1", { state: "submitted", latest }), [], ms);
    const scanned = (result: string): Event => ({ type: "document-scanned", ...about(two), documentId: "d_1", result });
    const messages = await told({ key, kind: "document", data: document }, scanned("refused"));
    expect(messages).toHaveLength(2);
    expect(messages[0]?.text).toContain("by 11:59pm on Friday 4 December 2026");
    expect(messages[0]?.text).not.toContain("arrest");
    expect(await told({ key, kind: "document", data: { ...document, scan: "clean" } }, scanned("clean"))).toEqual([]);
  });

  it("tells where a draft was carried to", async () => {
    const next = "CAF-27Q1-0009-X";
    await writeHead(engine.it, headOf(next, "o_3"), [], ms);
    const event: Event = { type: "draft-carried", ...about(three), organisationId: "o_3", toApplicationId: next };
    const [message] = await tellHead(headOf(three, "o_3"), event);
    expect(message?.to).toBe("draft-carried to p_di@example.org");
    expect(message?.text).toContain(`New reference: ${next}\nOld reference: ${three}`);
  });

  it("sends a notice once to everyone with a draft in the round, and to nobody else", async () => {
    const round = "ZZZ-26Q4";
    await writeHead(engine.it, headOf(`${round}-0001-A`, "o_1"), [], ms);
    await writeHead(engine.it, headOf(`${round}-0002-B`, "o_1"), [], ms);
    await writeHead(engine.it, headOf(`${round}-0003-C`, "o_2", { state: "withdrawn" }), [], ms);
    await writeHead(engine.it, headOf(`${round}-0004-D`, "o_3"), [], ms);
    const messages = await told(
      { key: roundKey(round), kind: "round", data: { id: round, title: "Winter round" } },
      { type: "notice-published", at, by, roundId: round, noticeId: "n_1" },
    );
    expect(tos(messages)).toEqual(["p_ash", "p_bo", "p_di"].map((id) => `notice-published to ${id}@example.org`));
    expect(messages[0]?.text).toContain("a notice about Winter round");
  });

  it("tells everyone with a draft and everyone who has submitted that a round was extended, once each", async () => {
    const round = "ZZX-26Q4";
    await writeHead(engine.it, headOf(`${round}-0001-A`, "o_1"), [], ms);
    await writeHead(engine.it, headOf(`${round}-0002-B`, "o_3", { state: "withdrawn" }), [], ms);
    const latest = { number: 1, writeId: "w", receivedAt: at, sha256: "ab", askedPence: 100 };
    await writeHead(engine.it, headOf(`${round}-0003-C`, "o_3", { state: "submitted", latest }), [], ms);
    const [was, until] = ["2026-12-02T00:00:00.000Z", "2026-12-04T12:00:00.000Z"];
    const messages = await told(
      { key: roundKey(round), kind: "round", data: { id: round, title: "Winter round" } },
      { type: "round-extended", at, by, roundId: round, was, until, reason: "The portal was away." },
    );
    expect(tos(messages)).toEqual(["p_ash", "p_bo", "p_di"].map((id) => `round-extended to ${id}@example.org`));
    expect(messages[0]?.text).toContain(
      "Winter round now closes at 12 noon on Friday 4 December 2026. Before, it was to close at 11:59pm on Tuesday 1 December 2026.",
    );
    expect(messages[0]?.text).toContain("The reason: The portal was away.");
    expect(messages[2]?.text).toContain(`Reference: ${round}-0003-C`);
  });

  it("tells everyone concerned that promised days have moved: which, from when to when, and why", async () => {
    const round = "ZZW-26Q4";
    await writeHead(engine.it, headOf(`${round}-0001-A`, "o_1"), [], ms);
    await writeHead(engine.it, headOf(`${round}-0002-B`, "o_3", { state: "withdrawn" }), [], ms);
    const messages = await told(
      { key: roundKey(round), kind: "round", data: { id: round, title: "Winter round" } },
      {
        ...{ type: "date-slipped", at, by, roundId: round, reason: "Too few members could come." },
        slips: [
          { day: "meetingOn", was: "2027-01-21", now: "2027-02-04" },
          { day: "notifiedBy", was: "2027-01-29", now: "2027-02-12" },
        ],
      },
    );
    expect(tos(messages)).toEqual(["p_ash", "p_bo"].map((id) => `date-slipped to ${id}@example.org`));
    expect(messages[0]?.text).toContain("Dates of Winter round have changed.");
    expect(messages[0]?.text).toContain(
      "The meeting is on: Thursday 4 February 2027 (we promised Thursday 21 January 2027)",
    );
    expect(messages[0]?.text).toContain("You hear by: Friday 12 February 2027 (we promised Friday 29 January 2027)");
    expect(messages[0]?.text).toContain("The reason: Too few members could come.");
  });

  it("tells the panel of its meeting alone, and only where the meeting moves", async () => {
    const round = "ZZV-26Q4";
    const head = { roundId: round, panel: [{ personId: "p_cy", name: "Cy", seat: "chair", constable: false }] };
    await engine.it.table.write(
      [
        {
          ...{ key: scoringKey(round), kind: "scoring", schema: 1, was: "absent", events: [] },
          data: { ...head, assigned: {}, submissions: {}, endsAt: "2027-01-10T12:00:00.000Z", finished: {} },
        },
      ],
      { writeId: "panel", at: ms },
    );
    const item = { key: roundKey(round), kind: "round", data: { id: round, title: "Winter round" } } as const;
    const said = { type: "date-slipped", at, by, roundId: round, reason: "Snow." } as const;
    const moved = await told(item, { ...said, slips: [{ day: "meetingOn", was: "2027-01-21", now: "2027-02-04" }] });
    expect(tos(moved)).toEqual(["meeting-moved to p_cy@example.org"]);
    expect(moved[0]?.text).toContain("has moved from Thursday 21 January 2027 to Thursday 4 February 2027");
    expect(await told(item, { ...said, slips: [{ day: "paidBy", was: "2027-02-12", now: "2027-02-19" }] })).toEqual([]);
  });

  const answered = (allowed: boolean, rule: string) =>
    told(
      {
        key: allowanceKey(roundId, "o_1"),
        kind: "allowance",
        data: {
          ...{ roundId, organisationId: "o_1" },
          asks: [
            { rule, question: "We hide women in Elm Lane.", askedAt: at, askedBy: "p_bo" },
            { rule: "eligibility/other", question: "And this?", askedAt: at, askedBy: "p_ash" },
          ],
        },
      },
      Event.parse({
        ...{ type: allowed ? "eligibility-allowed" : "eligibility-refused", at, by, roundId, organisationId: "o_1" },
        ...{ rule, reason: "Because of Elm Lane" },
      }),
    );

  it.each([
    [true, "eligibility-allowed", `/start/${roundId}`],
    [false, "eligibility-refused", "/funds/winter-fund/eligibility"],
  ])("tells who asked, and nobody else, whether a rule is waived: %s", async (allowed, template, path) => {
    const round = { id: roundId, title: "Winter round", fundId: "winter-fund" };
    await told({ key: roundKey(roundId), kind: "round", data: round }, { type: "round-changed", at, by, roundId });
    const messages = await answered(allowed, "eligibility/area");
    expect(tos(messages)).toEqual([`${template} to p_bo@example.org`]);
    expect(messages[0]?.text).toContain(`grants.example.org${path}\n`);
    expect(messages[0]?.text).toContain("Winter round");
    expect(messages[0]?.text).not.toContain("Elm Lane");
  });

  it("tells the office that a group asks about a rule, without the question or who asks", async () => {
    const ask = { rule: "eligibility/area", question: "We hide women in Elm Lane.", askedAt: at, askedBy: "p_ash" };
    const messages = await told(
      { key: allowanceKey(roundId, "o_2"), kind: "allowance", data: { roundId, organisationId: "o_2", asks: [ask] } },
      { type: "eligibility-asked", at, by: "p_cy", roundId, organisationId: "o_2", rule: ask.rule },
    );
    expect(tos(messages)).toEqual([`office-eligibility-asked to ${OFFICE.email}`]);
    expect(messages[0]?.recipient).toBe(addressRecipient(OFFICE.email));
    expect(messages[0]?.text).toContain("Group: Group o_2");
    expect(messages[0]?.text).not.toMatch(/Elm Lane|p_cy/);
  });

  it("tells the office that a question was answered, without the answer", async () => {
    const head = headOf(three, "o_3", { version: 1 });
    const event: Event = { type: "information-given", ...about(three), organisationId: "o_3", questionId: "q_1" };
    const messages = await tellHead(head, event);
    expect(tos(messages)).toEqual([`office-information-given to ${OFFICE.email}`]);
    expect(messages[0]?.text).toContain(`Reference: ${three}\nGroup: Group o_3`);
    expect(messages[0]?.text).toContain(`/office/applications/${three}\n`);
  });

  it("tells the office of a number that two groups give, without the number", async () => {
    const claim = "GB-COH-01234567";
    const messages = await told(
      { key: disputeKey(claim, "o_2"), kind: "dispute" },
      { type: "claim-disputed", at, by: "p_cy", organisationId: "o_2", claim },
    );
    expect(tos(messages)).toEqual([`office-claim-disputed to ${OFFICE.email}`]);
    expect(messages[0]?.text).toContain("Group o_2");
    expect(messages[0]?.text).not.toContain("01234567");
  });

  it("tells nobody of a group that has no members", async () => {
    const event: Event = { type: "join-asked", at, by: "p_cy", organisationId: "o_empty", personId: "p_cy" };
    expect(await told({ key: joinKey("o_empty", "p_cy"), kind: "join" }, event)).toEqual([]);
  });
});

describe("audit", () => {
  /** The first of some plain values that a field takes. */
  const sample = (shape: z.core.$ZodShape): unknown =>
    Object.fromEntries(
      Object.entries(shape).map(([field, schema]) => {
        const literal =
          schema instanceof z.ZodMiniLiteral
            ? [...schema.def.values]
            : schema instanceof z.ZodMiniEnum
              ? Object.values(schema.def.entries)
              : [];
        return [field, [...literal, at, "some text", 1, true, []].find((value) => z.safeParse(schema, value).success)];
      }),
    );
  const events = Event.def.options.map(({ shape }) => Event.parse(sample(shape)));

  it("keeps a row of every kind of event there is", async () => {
    const key = { pk: "portal/everything", sk: "everything" };
    const { audit } = engine.it.deps.store;
    for (const [version, event] of events.entries())
      await audit.record({ key, version: version + 1, events: [event] }, undefined);
    const { rows, intact } = await audit.history(subjectOf(key));
    expect(rows.map(({ event }) => event)).toEqual(events);
    expect([events.length > 30, intact]).toEqual([true, true]);
  });
});
