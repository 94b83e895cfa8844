import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/funds.ts";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { msOf } from "../../../shared/rules/london.ts";
import { aClosure, putClosures } from "../../support/closures.ts";
import { engineForFile, send } from "../../support/engine.ts";
import { aRound, putPublished, someFund } from "../../support/rounds.ts";

const engine = engineForFile();
const at = msOf("2026-11-22T12:00:00.000Z");
const fund = someFund();
const open = aRound();
const before = aRound({
  code: "26Q3",
  title: "2026/27, round 3 of 4",
  timetable: { ...open.timetable, opensAt: "2026-08-03T08:00:00.000Z", closesAt: "2026-09-01T11:00:00.000Z" },
});
const route = { route: "GET /api/funds/{id}/calendar.ics" } as const;
/** As a calendar asks: by no browser, without a cookie. */
const headers = { origin: "", "sec-fetch-site": "none" };
const get = (id: string, when = at) => send(engine.it, handler, route, { at: when, params: { id }, headers });
const uidsOf = (text: string): string[] => text.match(/(?<=^UID:).+(?=\r$)/gm) ?? [];

beforeAll(async () => {
  await putPublished(engine.it, open);
  await putPublished(engine.it, before);
  await engine.it.deps.store.rounds.create(aRound({ code: "27Q1" }), { writeId: "create-27Q1", at }, []);
});

describe("GET /api/funds/{id}/calendar.ics", () => {
  it("gives anyone the dates of every published round, for five minutes, and those of no other", async () => {
    const { status, headers: said, text } = await get(fund.id);
    expect(status).toBe(200);
    expect(said).toMatchObject({
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": `inline; filename="${fund.id}.ics"`,
      "cache-control": "public, max-age=300",
    });
    expect(uidsOf(text)).toEqual(
      [before, open].flatMap(({ id }) =>
        ["opens", "closes", "checked", "meeting", "notified", "paid"].map((what) => `${id}-${what}@localhost`),
      ),
    );
    expect(text.replaceAll("\r\n ", "")).toContain(`http://localhost:3000/funds/${fund.id}`);
    expect(text).not.toContain("27Q1");
  });

  it("is the same text while nothing changes", async () => {
    expect((await get(fund.id, at + 60_000)).text).toBe((await get(fund.id)).text);
  });

  it("has no dates of a fund without a round", async () => {
    const { status, text } = await get(FUNDS[1]?.id ?? "");
    expect([status, uidsOf(text)]).toEqual([200, []]);
  });

  it.each(["no-such-fund", "No such fund"])("refuses %s as a fund that does not exist", async (id) => {
    const { status, body, headers: said } = await get(id);
    expect([status, body.type]).toEqual([404, "/problems/not-found"]);
    expect(said["cache-control"]).toBe("no-store");
  });

  it("says of the open round alone that it is paused", async () => {
    const closure = aClosure({ from: "2026-11-22T13:00:00.000Z" });
    await putClosures(engine.it, [closure], at);
    const pausedAt = async (when: number) => (await get(fund.id, when)).text.match(/^SUMMARY:Paused: /gm)?.length ?? 0;
    const from = msOf(closure.from);
    expect([await pausedAt(from - 1), await pausedAt(from)]).toEqual([0, 6]);
  });
});
