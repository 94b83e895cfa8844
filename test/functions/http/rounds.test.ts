import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { handler as publicHandler } from "../../../functions/http/funds.ts";
import { handler } from "../../../functions/http/rounds.ts";
import { funds } from "../../../shared/contract/funds.ts";
import { rounds } from "../../../shared/contract/rounds.ts";
import { msOf } from "../../../shared/rules/london.ts";
import { MOST_NOTICES } from "../../../shared/rules/round.ts";
import { aClosure, putClosures } from "../../support/closures.ts";
import { engineForFile, type Sent, send, signedIn } from "../../support/engine.ts";
import { aRound, ENTERED_DATES, forgetRounds, putPublished, someFund } from "../../support/rounds.ts";

const engine = engineForFile();
const at = msOf("2026-10-20T09:00:00.000Z");
const fund = someFund();
const [source] = fund.sources;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  const staff = async (role: "officer" | "approver" | "administrator") =>
    (await signedIn(engine.it, { id: `p_${role}`, roles: [role], door: "staff" }, at)).cookie;
  cookies.officer = await staff("officer");
  cookies.approver = await staff("approver");
  cookies.administrator = await staff("administrator");
  cookies.observer = (await signedIn(engine.it, { id: "p_observer", roles: ["observer"] }, at)).cookie;
  cookies.applicant = (await signedIn(engine.it, { id: "p_applicant" }, at)).cookie;
});

beforeEach(() => forgetRounds(engine.it, fund.id));

const as = (who: string, sent: Omit<Sent, "cookie" | "at"> = {}): Sent => ({ at, cookie: cookies[who], ...sent });
const pot = [{ sourceId: source?.id ?? "", amountPence: 40_000_00 }];
let written = 0;
const writeId = () => `write-id-${++written}`;
const body = (code: string, changed: object = {}) => ({
  fundId: fund.id,
  code,
  title: "Winter round",
  dates: ENTERED_DATES,
  pot,
  writeId: writeId(),
  ...changed,
});
const create = (code: string, changed: object = {}) =>
  send(engine.it, handler, rounds.create, as("officer", { body: body(code, changed) }));
const idOf = (code: string) => `${fund.code}-${code}`;
const publish = (code: string, version: number, id = writeId()) =>
  send(
    engine.it,
    handler,
    rounds.publish,
    as("officer", { params: { id: idOf(code) }, body: { version, writeId: id } }),
  );

describe("POST /api/office/rounds", () => {
  it("creates a round that only the office sees", async () => {
    const reply = await create("C1");
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      status: "unpublished",
      may: ["change", "publish"],
      dates: ENTERED_DATES,
      blockers: [],
      round: { id: idOf("C1"), title: "Winter round", timetable: { closesAt: "2026-12-01T12:00:00.000Z" }, version: 1 },
    });
    const seen = await send(engine.it, publicHandler, funds.round, { at, params: { id: idOf("C1") } });
    expect(seen.body).toMatchObject({ status: 404, type: "/problems/not-found" });
    const page = await send(engine.it, publicHandler, funds.one, { at, params: { id: fund.id } });
    expect(page.body.round).toBeUndefined();
  });

  it("stores 11:59pm as the midnight that ends the day, and gives it back as it was entered", async () => {
    const closes = { on: "2026-12-01", time: "23:59" };
    const reply = await create("C2", { dates: { ...ENTERED_DATES, closes } });
    expect(reply.body.round.timetable.closesAt).toBe("2026-12-02T00:00:00.000Z");
    expect(reply.body.dates.closes).toEqual(closes);
  });

  it("answers the same round when a write is repeated", async () => {
    const sent = body("C3");
    const first = await send(engine.it, handler, rounds.create, as("officer", { body: sent }));
    const again = await send(engine.it, handler, rounds.create, as("officer", { body: sent }));
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body.round).toEqual(first.body.round);
  });

  it("refuses a code that is used", async () => {
    await create("C4");
    const reply = await create("C4");
    expect(reply.status).toBe(422);
    expect(reply.body.errors).toEqual([
      { rule: "round/code", pointer: "/code", detail: "A round of this fund already has the code C4. Choose another." },
    ]);
  });

  it.each([
    [
      "closes before it opens",
      { dates: { ...ENTERED_DATES, closes: { on: "2026-11-01", time: "12:00" } } },
      "round/dates",
      "/timetable/closesAt",
    ],
    [
      "meets before it closes",
      { dates: { ...ENTERED_DATES, meetingOn: "2026-11-30" } },
      "round/dates",
      "/timetable/meetingOn",
    ],
    [
      "tells before it confirms",
      { dates: { ...ENTERED_DATES, notifiedBy: "2027-01-25" } },
      "round/dates",
      "/timetable/notifiedBy",
    ],
    [
      "closes in the past",
      {
        dates: {
          ...ENTERED_DATES,
          opens: { on: "2026-09-01", time: "09:00" },
          closes: { on: "2026-10-19", time: "12:00" },
        },
      },
      "round/dates",
      "/timetable/closesAt",
    ],
    [
      "closes at a time that happens twice",
      { dates: { ...ENTERED_DATES, closes: { on: "2026-10-25", time: "01:30" } } },
      "round/wall-time",
      "/timetable/closesAt",
    ],
    [
      "opens at a time that does not exist",
      { dates: { ...ENTERED_DATES, opens: { on: "2027-03-28", time: "01:30" } } },
      "round/wall-time",
      "/timetable/opensAt",
    ],
    ["has no money", { pot: [] }, "round/pot", "/pot"],
    ["has a part of nought", { pot: [{ ...pot[0], amountPence: 0 }] }, "round/pot", "/pot/0/amountPence"],
    ["is paid from elsewhere", { pot: [{ sourceId: "elsewhere", amountPence: 1 }] }, "round/source", "/pot/0/sourceId"],
    ["has a code in small letters", { code: "26q4" }, "round/code", "/code"],
    ["has no title", { title: "  " }, "request/shape", "/title"],
    [
      "closes on a day that is none",
      { dates: { ...ENTERED_DATES, closes: { on: "2026-02-30", time: "12:00" } } },
      "request/shape",
      "/dates/closes/on",
    ],
    ["carries an unknown field", { colour: "green" }, "request/unknown-field", "/colour"],
  ])("refuses a round that %s", async (_, changed, rule, pointer) => {
    const reply = await create("CX", changed);
    expect(reply.status).toBe(422);
    expect(reply.body.errors).toContainEqual(expect.objectContaining({ rule, pointer }));
  });

  it("refuses a fund that does not exist", async () => {
    expect((await create("CX", { fundId: "no-such-fund" })).body.type).toBe("/problems/not-found");
  });
});

describe("GET /api/office/funds/{id}/round-proposal", () => {
  it("proposes noon on a working day and a code that is free", async () => {
    await create("26Q4");
    const reply = await send(engine.it, handler, rounds.propose, as("officer", { params: { id: fund.id } }));
    expect(reply.body).toMatchObject({
      fundCode: fund.code,
      code: "27Q1",
      dates: { closes: { on: "2027-03-01", time: "12:00" } },
      pot: [{ amountPence: fund.potPence }],
    });
  });
});

describe("PUT /api/office/rounds/{id}", () => {
  const change = (code: string, changed: object, when = at) =>
    send(engine.it, handler, rounds.change, {
      at: when,
      cookie: cookies.officer,
      params: { id: idOf(code) },
      body: { title: "Changed", dates: ENTERED_DATES, pot, version: 1, writeId: writeId(), ...changed },
    });

  it("changes a round that is not open", async () => {
    await create("P1");
    const reply = await change("P1", { title: "Changed", pot: [{ ...pot[0], amountPence: 1_00 }] });
    expect(reply.body).toMatchObject({ round: { title: "Changed", pot: [{ amountPence: 1_00 }], version: 2 } });
    const read = await send(engine.it, handler, rounds.one, as("officer", { params: { id: idOf("P1") } }));
    expect(read.body.round).toEqual(reply.body.round);
  });

  it("refuses a version that somebody else has replaced", async () => {
    await create("P2");
    await change("P2", {});
    const reply = await change("P2", {});
    expect(reply.body).toMatchObject({ status: 412, type: "/problems/stale" });
  });

  it("answers a repeated write as before", async () => {
    await create("P3");
    const sent = { writeId: writeId() };
    const first = await change("P3", sent);
    const again = await change("P3", sent);
    expect(again.status).toBe(200);
    expect(again.body.round).toEqual(first.body.round);
  });

  it("may change dates after publication until it opens, and not from that instant", async () => {
    await create("P4");
    await publish("P4", 1);
    const opens = msOf("2026-11-02T09:00:00.000Z");
    // A session of the office ends after an hour: this one begins shortly before the round opens.
    cookies.officer = (
      await signedIn(engine.it, { id: "p_later", roles: ["officer"], door: "staff" }, opens - 60_000)
    ).cookie;
    expect((await change("P4", { version: 2 }, opens - 1)).status).toBe(200);
    const late = await change("P4", { version: 3 }, opens);
    expect(late.body).toMatchObject({
      status: 409,
      type: "/problems/wrong-state",
      rule: "round/state",
      detail: "Dates, pot and title cannot change once a round is open. Publish a notice to correct a fact.",
    });
    cookies.officer = (await signedIn(engine.it, { id: "p_back", roles: ["officer"], door: "staff" }, at)).cookie;
  });

  it("refuses dates out of order and a round that does not exist", async () => {
    await create("P5");
    const wrong = await change("P5", { dates: { ...ENTERED_DATES, paidBy: "2027-01-01" } });
    expect(wrong.body.errors).toMatchObject([{ rule: "round/dates", pointer: "/timetable/paidBy" }]);
    expect((await change("NONE", {})).body.type).toBe("/problems/not-found");
  });
});

describe("GET /api/office/rounds/{id}/preview", () => {
  it("shows the office the page as it will be, while the public sees nothing of it", async () => {
    await create("V1", {
      dates: { ...ENTERED_DATES, opens: { on: "2026-10-01", time: "09:00" } },
      title: "Seen before",
    });
    const sent = { params: { id: idOf("V1") } };
    const preview = await send(engine.it, handler, rounds.preview, as("observer", sent));
    expect(preview.body).toMatchObject({
      fund: { id: fund.id, name: fund.name },
      round: { id: idOf("V1"), title: "Seen before", status: "open", potPence: 40_000_00 },
    });
    expect((await send(engine.it, publicHandler, funds.round, { at, ...sent })).status).toBe(404);
  });
});

describe("POST /api/office/rounds/{id}/publication", () => {
  it("publishes, once, and freezes the fund: a later change of the fund does not reach the round", async () => {
    await create("B1");
    const reply = await publish("B1", 1);
    expect(reply.body).toMatchObject({ status: "scheduled", may: ["change", "notify"], round: { version: 2 } });
    const questions = () => send(engine.it, publicHandler, funds.round, { at, params: { id: idOf("B1") } });
    expect((await questions()).body.sections).toEqual(fund.sections);

    // The fund as it was when another round was published: its questions have changed since in what ships with the portal.
    const other = { ...fund, sections: fund.sections.slice(0, 1), maximumPence: 1_234_00 };
    await putPublished(engine.it, aRound({ code: "B2" }), other);
    const frozen = await send(engine.it, publicHandler, funds.round, { at, params: { id: idOf("B2") } });
    expect(frozen.body).toMatchObject({ maximumPence: 1_234_00 });
    expect(frozen.body.sections).toHaveLength(1);
    expect((await questions()).body.sections).toEqual(fund.sections);
  });

  it("answers a repeated write as before, and refuses a second publication", async () => {
    await create("B3");
    const id = writeId();
    expect((await publish("B3", 1, id)).status).toBe(200);
    expect((await publish("B3", 1, id)).status).toBe(200);
    expect((await publish("B3", 2)).body).toMatchObject({ type: "/problems/wrong-state", rule: "round/state" });
  });

  it("refuses a version that somebody else has replaced", async () => {
    await create("B4");
    expect((await publish("B4", 7)).body.type).toBe("/problems/stale");
  });

  it("refuses a round whose close has passed while it waited", async () => {
    await create("B5");
    const late = msOf("2026-12-01T12:00:00.000Z");
    const { cookie } = await signedIn(engine.it, { id: "p_late", roles: ["officer"], door: "staff" }, late);
    const sent = { at: late, cookie, params: { id: idOf("B5") }, body: { version: 1, writeId: writeId() } };
    const reply = await send(engine.it, handler, rounds.publish, sent);
    expect(reply.body.errors).toMatchObject([{ rule: "round/dates", pointer: "/timetable/closesAt" }]);
    const one = await send(engine.it, handler, rounds.one, { at: late, cookie, params: { id: idOf("B5") } });
    expect(one.body.blockers).toEqual(reply.body.errors);
  });

  it("refuses while new rounds are paused, in the words of the closure", async () => {
    await create("B6");
    const closure = aClosure({
      scope: { of: "round", roundId: idOf("B6") },
      from: "2026-10-20T08:59:59.999Z",
      until: { of: "instant", at: "2026-10-20T09:00:00.001Z" },
      wording: "No new rounds until the election is over.",
      freezes: ["new-rounds"],
    });
    await putClosures(engine.it, [closure], at);
    expect((await publish("B6", 1)).body).toMatchObject({ type: "/problems/paused", detail: closure.wording });
    const after = {
      ...as("officer", { params: { id: idOf("B6") }, body: { version: 1, writeId: writeId() } }),
      at: at + 1,
    };
    expect((await send(engine.it, handler, rounds.publish, after)).status).toBe(200);
  });
});

describe("POST /api/office/rounds/{id}/notices", () => {
  const notify = (code: string, text: string, id = writeId()) =>
    send(engine.it, handler, rounds.notify, as("officer", { params: { id: idOf(code) }, body: { text, writeId: id } }));

  it("publishes a dated notice, once for one write", async () => {
    await create("N1");
    await publish("N1", 1);
    const id = writeId();
    await notify("N1", "The hall costs are for one year, not two.\u202e", id);
    await notify("N1", "The hall costs are for one year, not two.\u202e", id);
    const seen = await send(engine.it, publicHandler, funds.round, { at, params: { id: idOf("N1") } });
    expect(seen.body.round.notices).toEqual([
      { id: expect.any(String), at: "2026-10-20T09:00:00.000Z", text: "The hall costs are for one year, not two." },
    ]);
  });

  it("publishes it once, also when another came before the answer was asked for again", async () => {
    await create("N4");
    await publish("N4", 1);
    const id = writeId();
    await notify("N4", "The hall costs are for one year.", id);
    await notify("N4", "The form is shorter.");
    expect((await notify("N4", "The hall costs are for one year.", id)).status).toBe(200);
    const seen = await send(engine.it, publicHandler, funds.round, { at, params: { id: idOf("N4") } });
    expect(seen.body.round.notices.map(({ text }: { text: string }) => text)).toEqual([
      "The hall costs are for one year.",
      "The form is shorter.",
    ]);
  });

  it("takes twenty notices and refuses the next: round/notices", async () => {
    await create("N3");
    await publish("N3", 1);
    for (let n = 1; n <= MOST_NOTICES; n += 1) expect((await notify("N3", `Correction ${n}`)).status).toBe(200);
    expect((await notify("N3", "One more")).body).toMatchObject({ rule: "round/notices" });
  });

  it("refuses before publication, and an empty one", async () => {
    await create("N2");
    expect((await notify("N2", "Too early")).body).toMatchObject({
      type: "/problems/wrong-state",
      rule: "round/state",
    });
    expect((await notify("N2", "  ")).body.errors).toMatchObject([{ pointer: "/text", detail: "Write the notice." }]);
  });
});

describe("GET /api/office/rounds", () => {
  it("lists rounds with their status by the clock, and those of one fund", async () => {
    await create("L1");
    await publish("L1", 1);
    const all = await send(engine.it, handler, rounds.list, as("approver"));
    expect(all.status).toBe(200);
    const line = all.body.rounds.find(({ id }: { id: string }) => id === idOf("L1"));
    expect(line).toMatchObject({
      status: "scheduled",
      fundName: fund.name,
      potPence: 40_000_00,
      totals: { drafts: 0 },
    });
    const { deps } = engine.it;
    const kept = await deps.store.rounds.withForm(idOf("L1"));
    const result = { bids: 24, awarded: 10, askedPence: 90_000_00, awardedPence: 39_340_00 };
    await deps.store.rounds.change({ ...kept.round, result }, { writeId: "result-of-l1", at }, []);
    const after = await send(engine.it, handler, rounds.list, as("approver"));
    expect(after.body.rounds.find(({ id }: { id: string }) => id === idOf("L1")).totals).toMatchObject({
      submitted: 24,
      askedPence: 90_000_00,
    });
    const [, second] = all.body.funds;
    const one = await send(engine.it, handler, rounds.list, as("approver", { query: { fundId: second.id } }));
    expect(one.body.rounds).toEqual([]);
  });
});

describe("roles at the office's rounds", () => {
  const asked = { params: { id: idOf("B1") }, query: {} };
  const writes = [
    [rounds.create, {}],
    [rounds.change, { params: { id: idOf("B1") } }],
    [rounds.publish, { params: { id: idOf("B1") } }],
    [rounds.notify, { params: { id: idOf("B1") } }],
    [rounds.answerAsk, { params: { id: idOf("B1") } }],
    [rounds.propose, { params: { id: fund.id } }],
  ] as const;

  it.each(["approver", "administrator", "observer", "applicant"])("refuses every write of the %s", async (who) => {
    for (const [endpoint, sent] of writes) {
      const reply = await send(engine.it, handler, endpoint, as(who, { ...sent, body: {} }));
      expect([endpoint.route, reply.status]).toEqual([endpoint.route, 403]);
    }
  });

  it("lets the office and the observer read, and nobody else", async () => {
    for (const endpoint of [rounds.list, rounds.one, rounds.preview, rounds.asks]) {
      const statuses = await Promise.all(
        ["officer", "approver", "administrator", "observer", "applicant", "nobody"].map(
          async (who) => (await send(engine.it, handler, endpoint, as(who, asked))).status,
        ),
      );
      // Administrators manage people: what groups ask is not theirs to read.
      const administrator = endpoint === rounds.asks ? 403 : 200;
      expect([endpoint.route, ...statuses]).toEqual([endpoint.route, 200, 200, administrator, 200, 403, 401]);
    }
  });
});
