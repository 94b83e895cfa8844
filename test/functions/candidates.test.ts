import { describe, expect, it } from "vitest";
import { handler } from "../../functions/http/funds.ts";
import { funds } from "../../shared/contract/funds.ts";
import { msOf } from "../../shared/rules/london.ts";
import { nextWriteId } from "../support/bid.ts";
import { aClosure, putClosures } from "../support/closures.ts";
import { engineForFile, send } from "../support/engine.ts";
import { aRound, putPublished, someFund } from "../support/rounds.ts";

const engine = engineForFile();
const at = msOf("2026-11-23T09:00:00.000Z");
const fund = someFund();
const page = async (then = at) => (await send(engine.it, handler, funds.candidates, { at: then })).body;
const commitment = async (then = at) =>
  (await page(then)).commitments.find(({ fundName }: { fundName: string }) => fundName === fund.name);

const award = (amountPence: number, endsOn?: string) => ({
  ...{ title: "Youth nights", organisation: "Example Youth Club", why: "It works.", amountPence },
  ...(endsOn === undefined ? {} : { endsOn }),
});

describe("GET /api/candidates", () => {
  it("names every fund, and the poll that comes next as no more than expected", async () => {
    const body = await page();
    expect(body.poll).toEqual({
      ...{ name: "Police and Crime Commissioner election", status: "expected", pollOn: "2028-05-04" },
      ...{ sensitiveFrom: "2028-03-27", running: false },
    });
    expect(body.termEndsOn).toBe("2028-05-10");
    expect(body.funds.map(({ id }: { id: string }) => id)).toContain(fund.id);
    expect(body.rounds).toEqual([]);
  });

  it("lists rounds that are published and not decided, with their pots and no count of anything", async () => {
    const live = await putPublished(engine.it, aRound());
    await engine.it.deps.store.rounds.create(
      aRound({ id: `${fund.code}-27Q1`, code: "27Q1" }),
      { writeId: nextWriteId(), at },
      [],
    );
    expect((await page()).rounds).toEqual([
      {
        ...{ id: live.id, fundName: fund.name, title: live.title, status: "open", potPence: 40_000_00 },
        ...{ opensAt: live.timetable.opensAt, closesAt: live.timetable.closesAt },
        ...{ meetingOn: live.timetable.meetingOn, notifiedBy: live.timetable.notifiedBy },
      },
    ]);
  });

  it("adds up the grants that end after the term, and says of how many nobody knows", async () => {
    const before = await putPublished(engine.it, aRound({ id: `${fund.code}-26Q1`, code: "26Q1" }));
    const result = { bids: 4, awarded: 4, askedPence: 10_000_00, awardedPence: 10_000_00 };
    await engine.it.deps.store.rounds.decide(
      { ...before, decidedAt: "2026-11-10T10:00:00.000Z", result },
      [award(4_000_00, "2028-05-10"), award(3_000_00, "2028-05-11"), award(2_000_00, "2028-09-30"), award(1_000_00)],
      { writeId: nextWriteId(), at },
      [],
    );
    expect(await commitment()).toEqual({
      ...{ fundName: fund.name, awards: 4, awardedPence: 10_000_00, beyond: 2, beyondPence: 5_000_00, unknown: 1 },
    });
  });

  it("tells what is closed in its own words, and what is held back is in no figure", async () => {
    const begins = "2026-11-09T00:00:00.000Z";
    await putClosures(
      engine.it,
      [
        aClosure({
          id: "c_2",
          scope: { of: "publicity" },
          from: begins,
          freezes: ["publicity"],
          wording: "News waits.",
        }),
        aClosure({ id: "c_3", scope: { of: "fund", fundId: fund.id }, from: "2026-12-20T00:00:00.000Z" }),
      ],
      at,
    );
    const body = await page();
    expect(body.closures).toEqual([
      {
        scope: "Publicity of all funds",
        from: begins,
        until: "until further notice",
        announced: false,
        wording: "News waits.",
      },
      {
        scope: fund.name,
        from: "2026-12-20T00:00:00.000Z",
        until: "until further notice",
        announced: true,
        wording: "The fund is paused.",
      },
    ]);
    expect(await commitment()).toMatchObject({ awards: 0, beyond: 0 });
  });

  it("is the same for everybody, and may lie at the edge for five seconds", () => {
    expect([funds.candidates.who, funds.candidates.fresh]).toEqual([["anyone"], 5]);
  });

  it("names no group and nobody", async () => {
    expect(JSON.stringify(await page())).not.toContain("Example Youth Club");
  });
});
