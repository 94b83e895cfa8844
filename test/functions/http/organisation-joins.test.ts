import { describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/organisations.ts";
import { joinKey, memberKey } from "../../../functions/store/keys.ts";
import { organisations } from "../../../shared/contract/organisations.ts";
import { engineForFile, send } from "../../support/engine.ts";
import { applicant, groupOf, nextWriteId, officer, WHOLE_CHARITY } from "../../support/organisations.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const HOUR = 3_600_000;

const charity = (charityNumber: string) => ({
  by: "charity-number",
  charityRegister: "england-and-wales",
  charityNumber,
});
const ask = (cookie: string, search: unknown, when = at, writeId = nextWriteId()) =>
  send(engine.it, handler, organisations.askToJoin, { at: when, cookie, body: { search, writeId } });
const answer = (cookie: string, id: string, personId: string, body: object) =>
  send(engine.it, handler, organisations.answerJoin, {
    at,
    cookie,
    params: { id, personId },
    body: { writeId: nextWriteId(), ...body },
  });
const mine = async (cookie: string) => (await send(engine.it, handler, organisations.mine, { at, cookie })).body;
const people = async (cookie: string, id: string) =>
  (await send(engine.it, handler, organisations.people, { at, cookie, params: { id } })).body;
const leave = (cookie: string, id: string, evenIfLast = false, writeId = nextWriteId()) =>
  send(engine.it, handler, organisations.leave, { at, cookie, params: { id }, body: { evenIfLast, writeId } });

/** A group with one member and one who asks to join it. */
const scene = async (name: string, charityNumber: string) => {
  const owner = await applicant(engine.it, `${name}-owner`, at);
  const asker = await applicant(engine.it, `${name}-asker`, at);
  const id = await groupOf(engine.it, owner.cookie, at, { ...WHOLE_CHARITY, name: `${name} Trust`, charityNumber });
  await ask(asker.cookie, charity(charityNumber));
  return { owner, asker, id };
};

describe("POST /api/organisations/joins", () => {
  it("answers the same, and lists the same, whether or not the group is here", async () => {
    const owner = await applicant(engine.it, "same-owner", at);
    await groupOf(engine.it, owner.cookie, at, { ...WHOLE_CHARITY, name: "Same Trust", charityNumber: "1100001" });
    const [one, other] = [await applicant(engine.it, "same-1", at), await applicant(engine.it, "same-2", at)];
    const found = await ask(one.cookie, charity("1100001"));
    const missed = await ask(other.cookie, charity("1100002"));
    expect(found.status).toBe(200);
    expect({ text: missed.text, headers: missed.headers }).toEqual({ text: found.text, headers: found.headers });
    const line = (number: string) => ({
      organisations: [],
      asks: [
        {
          search: `Charity number ${number}, England and Wales`,
          askedAt: "2026-11-22T12:00:00.000Z",
          state: "waiting",
        },
      ],
    });
    expect(await mine(one.cookie)).toEqual(line("1100001"));
    expect(await mine(other.cookie)).toEqual(line("1100002"));
  });

  it("finds a group by its name and postcode, however they are spelled", async () => {
    const owner = await applicant(engine.it, "named-owner", at);
    const asker = await applicant(engine.it, "named-asker", at);
    const id = await groupOf(engine.it, owner.cookie, at, { name: "The Quay & Harbour Café", postcode: "BS1 4DJ" });
    await ask(asker.cookie, { by: "name-and-postcode", name: "quay and harbour cafe", postcode: "bs14dj" });
    expect((await people(owner.cookie, id)).joins).toEqual([
      {
        personId: asker.personId,
        name: "named-asker",
        email: "named-asker@example.org",
        askedAt: "2026-11-22T12:00:00.000Z",
      },
    ]);
  });

  it("passes a request on once, however often it is sent", async () => {
    const { owner, asker, id } = await scene("once", "1100003");
    await ask(asker.cookie, charity("1100003"));
    const writeId = nextWriteId();
    await Promise.all([ask(asker.cookie, charity("1100003"), at, writeId), ask(asker.cookie, charity("1100003"))]);
    expect((await people(owner.cookie, id)).joins).toHaveLength(1);
    const join = await engine.it.table.get(joinKey(id, asker.personId));
    expect(join?.version).toBe(1);
  });

  it("asks nobody where the asker is a member already", async () => {
    const { owner, id } = await scene("own", "1100004");
    const reply = await ask(owner.cookie, charity("1100004"));
    expect(reply.status).toBe(200);
    expect((await people(owner.cookie, id)).joins.map(({ name }: { name: string }) => name)).toEqual(["own-asker"]);
  });

  it("refuses a number it cannot read beside its field", async () => {
    const { cookie } = await applicant(engine.it, "unreadable", at);
    const reply = await ask(cookie, charity("12345"));
    expect([reply.status, reply.body.errors]).toEqual([
      422,
      [
        {
          rule: "identifier/charity-number",
          pointer: "/search/charityNumber",
          detail: "Enter a charity number of 6 or 7 digits, like 1164883",
        },
      ],
    ]);
  });

  it("refuses an eleventh group in a month, found or not, but not the tenth sent again", async () => {
    const { cookie } = await applicant(engine.it, "curious", at);
    for (let n = 10; n < 20; n += 1) expect((await ask(cookie, charity(`12000${n}`))).status).toBe(200);
    expect((await ask(cookie, charity("1200019"))).status).toBe(200);
    const reply = await ask(cookie, charity("1200020"));
    expect([reply.status, reply.body.rule]).toEqual([429, "membership/too-many-asks"]);
  });
});

describe("POST /api/organisations/{id}/joins/{personId}", () => {
  it("makes the asker a member, once, when a member says yes", async () => {
    const { owner, asker, id } = await scene("yes", "1100010");
    expect((await mine(asker.cookie)).organisations).toEqual([]);
    const replies = await Promise.all(
      [1, 2].map(() => answer(owner.cookie, id, asker.personId, { answer: "accepted" })),
    );
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect((await answer(owner.cookie, id, asker.personId, { answer: "accepted" })).status).toBe(200);
    const after = await mine(asker.cookie);
    expect(after.organisations.map((group: { id: string }) => group.id)).toEqual([id]);
    expect(after.asks[0].state).toBe("accepted");
    expect((await people(owner.cookie, id)).joins).toEqual([]);
    const join = await engine.it.table.get(joinKey(id, asker.personId));
    expect([join?.version, join?.events]).toEqual([
      2,
      [
        {
          type: "join-accepted",
          at: "2026-11-22T12:00:00.000Z",
          by: owner.personId,
          organisationId: id,
          personId: asker.personId,
        },
      ],
    ]);
  });

  it("tells the asker of a no, and refuses a yes after it", async () => {
    const { owner, asker, id } = await scene("no", "1100011");
    await answer(owner.cookie, id, asker.personId, { answer: "refused" });
    expect(await mine(asker.cookie)).toMatchObject({ organisations: [], asks: [{ state: "refused" }] });
    const late = await answer(owner.cookie, id, asker.personId, { answer: "accepted" });
    expect([late.status, late.body.rule, late.body.detail]).toEqual([
      409,
      "membership/answered",
      "This request has been refused already.",
    ]);
  });

  it("passes a request on again a day after a no, not before", async () => {
    const { owner, asker, id } = await scene("patient", "1100012");
    await answer(owner.cookie, id, asker.personId, { answer: "refused" });
    // Each request keeps the session alive for the next.
    for (const hours of [1, 11, 21]) {
      await ask(asker.cookie, charity("1100012"), at + hours * HOUR);
      expect((await people(owner.cookie, id)).joins).toEqual([]);
    }
    await ask(asker.cookie, charity("1100012"), at + 25 * HOUR);
    expect((await people(owner.cookie, id)).joins).toHaveLength(1);
  });

  it("lets an officer answer with a reason, and not without", async () => {
    const { asker, id } = await scene("checked", "1100013");
    const staff = await officer(engine.it, "checking-officer", at);
    const bare = await answer(staff.cookie, id, asker.personId, { answer: "accepted" });
    expect([bare.status, bare.body.errors]).toEqual([
      422,
      [{ rule: "membership/office-reason", pointer: "/reason", detail: "Say how you checked this person." }],
    ]);
    const waiting = await send(engine.it, handler, organisations.waiting, { at, cookie: staff.cookie });
    expect(waiting.body.joins.map((join: { personId: string }) => join.personId)).toContain(asker.personId);
    const reason = "Called the chair on the number of the register";
    expect((await answer(staff.cookie, id, asker.personId, { answer: "accepted", reason })).status).toBe(200);
    const after = await send(engine.it, handler, organisations.waiting, { at, cookie: staff.cookie });
    expect(after.body.joins.map((join: { personId: string }) => join.personId)).not.toContain(asker.personId);
    expect((await mine(asker.cookie)).organisations).toHaveLength(1);
  });

  it("finds no request of somebody who did not ask", async () => {
    const { owner, id } = await scene("nobody", "1100014");
    expect((await answer(owner.cookie, id, "p_nobody", { answer: "accepted" })).status).toBe(404);
  });
});

describe("POST /api/organisations/{id}/leaving", () => {
  it("asks the last member to confirm, then lets them go, and answers a repeat the same", async () => {
    const { cookie, personId } = await applicant(engine.it, "last", at);
    const id = await groupOf(engine.it, cookie, at, { name: "Last Group" });
    const held = await leave(cookie, id);
    expect([held.status, held.body.rule]).toEqual([409, "membership/last-member"]);
    const writeId = nextWriteId();
    const replies = [await leave(cookie, id, true, writeId), await leave(cookie, id, true, writeId)];
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect((await mine(cookie)).organisations).toEqual([]);
    expect((await leave(cookie, id, true)).status).toBe(404);
    const member = await engine.it.table.get(memberKey(id, personId));
    expect(member?.state).toBe("left");
  });

  it("keeps one of two members who leave at the same moment", async () => {
    const { owner, asker, id } = await scene("both", "1100020");
    await answer(owner.cookie, id, asker.personId, { answer: "accepted" });
    const replies = await Promise.all([leave(owner.cookie, id), leave(asker.cookie, id)]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const staff = await officer(engine.it, "both-officer", at);
    const { members } = await people(staff.cookie, id);
    expect(members.filter((member: { leftAt?: string }) => member.leftAt === undefined)).toHaveLength(1);
  });

  it("lets somebody who left come back when a member says yes", async () => {
    const { owner, asker, id } = await scene("back", "1100021");
    await answer(owner.cookie, id, asker.personId, { answer: "accepted" });
    await leave(asker.cookie, id);
    await ask(asker.cookie, charity("1100021"));
    await answer(owner.cookie, id, asker.personId, { answer: "accepted" });
    expect((await mine(asker.cookie)).organisations).toHaveLength(1);
    expect((await people(owner.cookie, id)).members).toHaveLength(2);
  });
});

describe("POST /api/organisations/{id}/replacement", () => {
  const replace = (cookie: string, id: string, newPersonId: string, oldPersonId: string, more: object = {}) =>
    send(engine.it, handler, organisations.replaceMember, {
      at,
      cookie,
      params: { id },
      body: { newPersonId, oldPersonId, reason: "The treasurer moved away", writeId: nextWriteId(), ...more },
    });

  it("puts who asked in the place of the last member, and says so with the reason", async () => {
    const { owner, asker, id } = await scene("moved", "1100030");
    const staff = await officer(engine.it, "replacing-officer", at);
    const writeId = nextWriteId();
    const replies = [
      await replace(staff.cookie, id, asker.personId, owner.personId, { writeId }),
      await replace(staff.cookie, id, asker.personId, owner.personId, { writeId }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect((await mine(asker.cookie)).organisations).toHaveLength(1);
    expect((await mine(owner.cookie)).organisations).toEqual([]);
    const old = await engine.it.table.get(memberKey(id, owner.personId));
    expect(old?.events).toEqual([
      {
        type: "member-replaced",
        at: "2026-11-22T12:00:00.000Z",
        by: staff.personId,
        organisationId: id,
        personId: owner.personId,
        reason: "The treasurer moved away",
      },
    ]);
  });

  it("replaces a last member who has left already", async () => {
    const { owner, asker, id } = await scene("gone", "1100031");
    const staff = await officer(engine.it, "gone-officer", at);
    await leave(owner.cookie, id, true);
    expect((await replace(staff.cookie, id, asker.personId, owner.personId)).status).toBe(200);
    expect((await mine(asker.cookie)).organisations).toHaveLength(1);
  });

  it("refuses where another member can say yes", async () => {
    const { owner, asker, id } = await scene("others", "1100032");
    const third = await applicant(engine.it, "others-third", at);
    const staff = await officer(engine.it, "others-officer", at);
    await answer(owner.cookie, id, asker.personId, { answer: "accepted" });
    await ask(third.cookie, charity("1100032"));
    const reply = await replace(staff.cookie, id, third.personId, owner.personId);
    expect([reply.status, reply.body.rule]).toEqual([409, "membership/other-members"]);
  });

  it("refuses who has not asked, without a reason, and whoever is no officer", async () => {
    const { owner, asker, id } = await scene("strict", "1100033");
    const staff = await officer(engine.it, "strict-officer", at);
    const replies = [
      await replace(staff.cookie, id, "p_unknown", owner.personId),
      await replace(staff.cookie, id, asker.personId, owner.personId, { reason: "  " }),
      await replace(staff.cookie, id, asker.personId, asker.personId),
      await replace(owner.cookie, id, asker.personId, owner.personId),
    ];
    expect(replies.map(({ status }) => status)).toEqual([404, 422, 422, 403]);
  });
});

describe("GET /api/office/organisations", () => {
  it("shows two people who wait for the same group", async () => {
    const { asker, id } = await scene("two-wait", "1100061");
    const second = await applicant(engine.it, "two-wait-second", at);
    await ask(second.cookie, charity("1100061"));
    const { cookie } = await officer(engine.it, "two-officer", at);
    const reply = await send(engine.it, handler, organisations.waiting, { at, cookie });
    const waiting = reply.body.joins.filter((one: { organisation: { id: string } }) => one.organisation.id === id);
    expect(waiting.map((one: { personId: string }) => one.personId).toSorted()).toEqual(
      [asker.personId, second.personId].toSorted(),
    );
  });
});

describe("GET /api/organisations/{id}/people", () => {
  it("shows the office somebody who left and asks to come back", async () => {
    const { asker, owner, id } = await scene("comes-back", "1100062");
    await answer(owner.cookie, id, asker.personId, { answer: "accepted" });
    await leave(asker.cookie, id);
    await ask(asker.cookie, charity("1100062"));
    const { cookie } = await officer(engine.it, "back-officer", at);
    const shown = await people(cookie, id);
    expect(shown.joins.map((one: { personId: string }) => one.personId)).toEqual([asker.personId]);
  });
});
