import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/rounds.ts";
import { type RoundOfYear, rounds } from "../../../shared/contract/rounds.ts";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { msOf } from "../../../shared/rules/london.ts";
import { nextWriteId } from "../../support/bid.ts";
import { withRole } from "../../support/desk.ts";
import { engineForFile, send } from "../../support/engine.ts";
import { aRound, putPublished, someFund } from "../../support/rounds.ts";

const engine = engineForFile();
const at = msOf("2026-11-22T09:00:00.000Z");
const fund = someFund();
let cookie = "";
beforeAll(async () => {
  cookie = (await withRole(engine.it, "officer", at)).cookie;
  await putPublished(engine.it, aRound());
});

const yearOf = async (query: { year?: string } = {}, fundId = fund.id) =>
  send(engine.it, handler, rounds.year, { at, cookie, params: { id: fundId }, query });
const create = ({ code, title, dates, pot }: RoundOfYear) =>
  send(engine.it, handler, rounds.create, {
    ...{ at, cookie },
    body: { fundId: fund.id, code, title, dates, pot, writeId: nextWriteId() },
  });
const publish = (code: string, version: number) =>
  send(engine.it, handler, rounds.publish, {
    ...{ at, cookie, params: { id: `${fund.code}-${code}` } },
    body: { version, writeId: nextWriteId() },
  });

describe("GET /api/office/funds/{id}/year", () => {
  it("proposes the four rounds of the next year, with every date", async () => {
    const { body } = await yearOf();
    expect(body).toMatchObject({ year: 2027, isQuarterly: true, fundCode: fund.code });
    expect(
      body.rounds.map(({ code, dates }: RoundOfYear) =>
        [code, dates.closes.on, dates.meetingOn, dates.confirmedBy, dates.notifiedBy, dates.paidBy].join(" "),
      ),
    ).toEqual([
      "27Q1 2027-03-01 2027-04-15 2027-04-20 2027-05-28 2027-06-11",
      "27Q2 2027-06-01 2027-07-15 2027-07-20 2027-07-30 2027-08-13",
      "27Q3 2027-09-01 2027-10-21 2027-10-26 2027-10-29 2027-11-12",
      "27Q4 2027-12-01 2028-01-20 2028-01-25 2028-01-31 2028-02-14",
    ]);
  });

  it("shows what is there already in its place, and no second proposal for it", async () => {
    const { body } = await yearOf({ year: "2026" });
    expect(body.rounds).toMatchObject([{ code: "26Q4", round: { status: "open", version: 2 } }]);
  });

  it("warns of a round that falls into the period of an own election", async () => {
    const { body } = await yearOf({ year: "2028" });
    const [first, ...others] = body.rounds.map(({ code, findings }: RoundOfYear) => `${code} ${findings.length}`);
    expect([first, others]).toEqual(["28Q1 2", ["28Q2 1", "28Q3 0", "28Q4 0"]]);
    expect(body.rounds[1].findings[0]).toContain("The round opens on Thursday 6 April 2028, in the sensitive period");
    expect(body.rounds[0].findings[0]).toContain(
      "The meeting on Thursday 20 April 2028 falls into the sensitive period",
    );
  });

  it("proposes nothing for a fund that opens when it is announced, and refuses what is no year", async () => {
    const announced = FUNDS.find(({ calendar }) => calendar.deadlines.length === 0);
    expect((await yearOf({}, announced?.id)).body).toMatchObject({ isQuarterly: false, rounds: [] });
    expect((await yearOf({ year: "27" })).status).toBe(422);
  });

  it("publishes the whole year as it is proposed", async () => {
    const { body } = await yearOf();
    for (const proposal of body.rounds) {
      expect((await create(proposal)).status).toBe(200);
      expect((await publish(proposal.code, 1)).body).toMatchObject({ status: "scheduled" });
    }
    expect((await yearOf({ year: "2027" })).body.rounds.map(({ round }: RoundOfYear) => round?.status)).toEqual(
      Array.from({ length: 4 }, () => "scheduled"),
    );
  });
});

describe("round/overlap at the office's rounds", () => {
  const overlapping = { rule: "round/overlap", pointer: "/timetable/opensAt" };

  it("refuses to create, to change and to publish a round beside another of its fund", async () => {
    const [, , proposal] = (await yearOf({ year: "2028" })).body.rounds;
    const early = { ...proposal.dates, opens: { on: "2027-11-30", time: "09:00" } };
    expect((await create({ ...proposal, code: "28A", dates: early })).body.errors).toMatchObject([overlapping]);
    expect((await create({ ...proposal, code: "28A" })).status).toBe(200);
    const { title, dates, pot } = proposal;
    const changed = await send(engine.it, handler, rounds.change, {
      ...{ at, cookie, params: { id: `${fund.code}-28A` } },
      body: { title, pot, dates: { ...dates, opens: early.opens }, version: 1, writeId: nextWriteId() },
    });
    expect(changed.body.errors).toMatchObject([overlapping]);
    // Both wait unpublished; the second to be published meets the first.
    expect((await create({ ...proposal, code: "28B" })).status).toBe(200);
    expect((await publish("28A", 1)).status).toBe(200);
    const seen = await send(engine.it, handler, rounds.one, { at, cookie, params: { id: `${fund.code}-28B` } });
    expect(seen.body.blockers).toMatchObject([overlapping]);
    expect((await publish("28B", 1)).body.errors).toMatchObject([overlapping]);
  });
});
