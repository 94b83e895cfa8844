import { describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/organisations.ts";
import { organisations } from "../../../shared/contract/organisations.ts";
import { NO_FIELDS } from "../../../shared/rules/organisation-fields.ts";
import { engineForFile, send } from "../../support/engine.ts";
import { applicant, groupOf, nextWriteId, officer, WHOLE_CHARITY, WHOLE_GROUP } from "../../support/organisations.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");

describe("POST /api/organisations", () => {
  const create = (cookie: string | undefined, organisation: unknown, writeId = nextWriteId()) =>
    send(engine.it, handler, organisations.create, { at, cookie, body: { organisation, writeId } });

  it("keeps a partly filled group, makes its creator a member and says what is still missing", async () => {
    const { cookie, personId } = await applicant(engine.it, "first", at);
    const reply = await create(cookie, { type: "cic", name: " Youth   Circle " });
    expect(reply.status).toBe(200);
    expect(reply.body.organisation).toMatchObject({ ...NO_FIELDS, type: "cic", name: "Youth Circle", version: 1 });
    expect(reply.body.blockers).toContainEqual({
      rule: "organisation/complete",
      pointer: "/organisation/companyNumber",
      detail: "Enter the company number",
    });
    const mine = await send(engine.it, handler, organisations.mine, { at, cookie });
    expect(mine.body.organisations).toEqual([
      { id: reply.body.organisation.id, name: "Youth Circle", type: "cic", complete: false },
    ]);
    const people = await send(engine.it, handler, organisations.people, {
      at,
      cookie,
      params: { id: reply.body.organisation.id },
    });
    expect(people.body).toEqual({
      members: [{ personId, name: "first", email: "first@example.org", since: "2026-11-22T12:00:00.000Z" }],
      joins: [],
    });
  });

  it("keeps a whole group with its numbers in their one spelling and nothing missing", async () => {
    const { cookie } = await applicant(engine.it, "whole", at);
    const typed = { ...WHOLE_CHARITY, name: "Whole Trust", charityNumber: " 1076770 ", postcode: "bs20-8qj" };
    const reply = await create(cookie, typed);
    expect(reply.body.organisation).toMatchObject({ charityNumber: "1076770", postcode: "BS20 8QJ" });
    expect(reply.body.blockers).toEqual([]);
  });

  it("answers a repeated write id with the group it made, and makes one", async () => {
    const { cookie } = await applicant(engine.it, "again", at);
    const writeId = nextWriteId();
    const typed = { ...WHOLE_CHARITY, name: "Again Trust", charityNumber: "1155555" };
    const [once, twice] = [await create(cookie, typed, writeId), await create(cookie, typed, writeId)];
    expect(twice.body).toEqual(once.body);
    const mine = await send(engine.it, handler, organisations.mine, { at, cookie });
    expect(mine.body.organisations).toHaveLength(1);
  });

  it("answers two identical requests at once with one group", async () => {
    const { cookie } = await applicant(engine.it, "double", at);
    const writeId = nextWriteId();
    const typed = { ...WHOLE_CHARITY, name: "Double Trust", charityNumber: "1144444" };
    const replies = await Promise.all([create(cookie, typed, writeId), create(cookie, typed, writeId)]);
    expect(new Set(replies.map(({ body }) => body.organisation.id)).size).toBe(1);
  });

  const refused: [string, object, { rule: string; pointer: string; detail: string }][] = [
    [
      "one person",
      { type: "individual", name: "Ash" },
      {
        rule: "organisation/type",
        pointer: "/organisation/type",
        detail: "We cannot give a grant to one person. Ask a group that you belong to whether it would apply.",
      },
    ],
    [
      "a sole trader",
      { type: "sole-trader", name: "Ash" },
      {
        rule: "organisation/type",
        pointer: "/organisation/type",
        detail: "We cannot give a grant to a sole trader. A group with its own rules and committee can apply.",
      },
    ],
    [
      "a number of the wrong register",
      { ...WHOLE_CHARITY, charityNumber: "SC042386" },
      {
        rule: "identifier/charity-number",
        pointer: "/organisation/charityNumber",
        detail: "SC042386 is a number of the Scottish register. Choose “Scotland”",
      },
    ],
    [
      "a group without a name",
      { type: "cic", name: "  " },
      { rule: "organisation/name", pointer: "/organisation/name", detail: "Enter the name of your group" },
    ],
    [
      "a field that does not exist",
      { ...WHOLE_GROUP, bankAccount: "00733445" },
      {
        rule: "request/unknown-field",
        pointer: "/organisation/bankAccount",
        detail: "There is no field called bankAccount.",
      },
    ],
  ];
  it.each(refused)("refuses %s beside its field", async (who, typed, error) => {
    const { cookie } = await applicant(engine.it, `refused-${who.replaceAll(" ", "-")}`, at);
    const reply = await create(cookie, typed);
    expect(reply.status).toBe(422);
    expect(reply.body.errors).toEqual([error]);
  });

  it("refuses whoever is not signed in, and staff", async () => {
    const { cookie } = await officer(engine.it, "officer-creating", at);
    const replies = [await create(undefined, WHOLE_GROUP), await create(cookie, WHOLE_GROUP)];
    expect(replies.map(({ status }) => status)).toEqual([401, 403]);
  });

  it("refuses a person's twenty-first group", async () => {
    const { cookie } = await applicant(engine.it, "many", at);
    for (let n = 0; n < 20; n += 1) await groupOf(engine.it, cookie, at, { name: `Many ${n}` });
    const reply = await create(cookie, { ...WHOLE_GROUP, name: "One too many" });
    expect([reply.status, reply.body.rule]).toEqual([429, "membership/too-many-groups"]);
  });
});

describe("GET and PUT /api/organisations/{id}", () => {
  const change = (cookie: string, id: string, version: number, organisation: unknown, writeId = nextWriteId()) =>
    send(engine.it, handler, organisations.change, {
      at,
      cookie,
      params: { id },
      body: { organisation, version, writeId },
    });

  it("changes under the version that was read, and refuses an older one as stale", async () => {
    const { cookie } = await applicant(engine.it, "editor", at);
    const id = await groupOf(engine.it, cookie, at, { name: "Edited" });
    const changed = await change(cookie, id, 1, { ...WHOLE_GROUP, name: "Edited once" });
    expect([changed.status, changed.body.organisation.version]).toEqual([200, 2]);
    const stale = await change(cookie, id, 1, { ...WHOLE_GROUP, name: "Edited blindly" });
    expect([stale.status, stale.body.type]).toEqual([412, "/problems/stale"]);
    const read = await send(engine.it, handler, organisations.read, { at, cookie, params: { id } });
    expect(read.body.organisation.name).toBe("Edited once");
  });

  it("answers a repeated write id as the first time", async () => {
    const { cookie } = await applicant(engine.it, "repeater", at);
    const id = await groupOf(engine.it, cookie, at, { name: "Repeated" });
    const writeId = nextWriteId();
    const once = await change(cookie, id, 1, { ...WHOLE_GROUP, name: "Repeated once" }, writeId);
    const twice = await change(cookie, id, 1, { ...WHOLE_GROUP, name: "Repeated once" }, writeId);
    expect(twice).toMatchObject({ status: 200, body: once.body });
  });

  it("shows the office what a member sees, and lets it change nothing", async () => {
    const { cookie } = await applicant(engine.it, "shown", at);
    const staff = await officer(engine.it, "officer-reading", at);
    const id = await groupOf(engine.it, cookie, at, { name: "Shown" });
    const read = (as: string) => send(engine.it, handler, organisations.read, { at, cookie: as, params: { id } });
    expect((await read(staff.cookie)).body).toEqual((await read(cookie)).body);
    expect((await change(staff.cookie, id, 1, WHOLE_GROUP)).status).toBe(403);
  });

  it("answers for somebody else's group exactly as for one that does not exist", async () => {
    const owner = await applicant(engine.it, "owner", at);
    const stranger = await applicant(engine.it, "stranger", at);
    const theirs = await groupOf(engine.it, owner.cookie, at, { name: "Theirs" });
    const ask = (id: string) => {
      const common = { at, cookie: stranger.cookie, params: { id } };
      const joining = { ...common, params: { id, personId: owner.personId } };
      return Promise.all([
        send(engine.it, handler, organisations.read, common),
        send(engine.it, handler, organisations.people, common),
        send(engine.it, handler, organisations.change, {
          ...common,
          body: { organisation: WHOLE_GROUP, version: 1, writeId: nextWriteId() },
        }),
        send(engine.it, handler, organisations.leave, {
          ...common,
          body: { evenIfLast: true, writeId: nextWriteId() },
        }),
        send(engine.it, handler, organisations.answerJoin, {
          ...joining,
          body: { answer: "accepted", writeId: nextWriteId() },
        }),
      ]);
    };
    const [others, none] = [await ask(theirs), await ask("o_doesnotexist")];
    expect(others.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect(others.map(({ text, headers }) => ({ text, headers }))).toEqual(
      none.map(({ text, headers }) => ({ text, headers })),
    );
  });
});
