import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handler as availabilityHandler } from "../../../functions/http/availability.ts";
import { handler } from "../../../functions/schedule/probe.ts";
import { probeKey } from "../../../functions/store/keys.ts";
import { as } from "../../../infra/local/guard.ts";
import { availability } from "../../../shared/contract/availability.ts";
import { OFFICE } from "../../../shared/office.ts";
import { MINUTE_MS, REPORT_LIMIT } from "../../../shared/rules/availability.ts";
import { msOf, toInstant } from "../../../shared/rules/london.ts";
import { withRole } from "../../support/desk.ts";
import { engineForFile, NO_CONTEXT, SETTINGS, send } from "../../support/engine.ts";
import { aRound, putPublished } from "../../support/rounds.ts";
import { tellingOf, tos } from "../../support/telling.ts";

const engine = engineForFile();
const round = aRound();
const noon = msOf(round.timetable.closesAt);
/** The night before the round closes. */
const midnight = msOf("2026-12-01T00:00:00.000Z");
const at = (minutes: number) => midnight + minutes * MINUTE_MS;

/** The public address: it answers as the portal does, or as whatever stands in between. */
let answer: { status: number; body: string } | "as-it-is" = "as-it-is";
let now = 0;
const server = createServer((_, response) => {
  const said = answer === "as-it-is" ? { status: 200, body: JSON.stringify({ ok: true, at: toInstant(now) }) } : answer;
  response.writeHead(said.status, { "content-type": "application/json" }).end(said.body);
});
let siteAddress = "";
const taken = tellingOf(engine, midnight + 40 * 86_400_000);

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address: AddressInfo | string | null = server.address();
  siteAddress = typeof address === "object" ? `http://127.0.0.1:${address?.port}` : "";
  await putPublished(engine.it, round);
  await taken();
});
afterAll(() => server.close());

const probe = (scheduled: number, answeredAt = scheduled) => {
  now = answeredAt;
  const deps = { ...engine.it.deps, settings: { ...SETTINGS, siteAddress } };
  return as("schedule/probe", () => handler.withDeps(deps)({ at: toInstant(scheduled) }, NO_CONTEXT));
};
const page = async (when: number) => {
  const { cookie } = await withRole(engine.it, "officer", when);
  return (await send(engine.it, availabilityHandler, availability.read, { at: when, cookie })).body;
};
const spans = (gaps: { from: string; to: string }[]) =>
  gaps.map(({ from, to }) => `${from.slice(11, 16)}-${to.slice(11, 16)}`);

describe("schedule/probe", () => {
  it("keeps each minute's answer, and the office reads that there is no gap", async () => {
    for (const n of [0, 1, 2, 3, 4]) await probe(at(n));
    const item = await engine.it.table.get(probeKey("2026-12-01", "00"));
    expect(
      Object.keys(item ?? {})
        .filter((name) => /^a\d\d$/.test(name))
        .toSorted(),
    ).toEqual(["a00", "a01", "a02", "a03", "a04"]);
    expect(await page(at(6))).toMatchObject({ since: toInstant(midnight), gaps: [], proposals: [] });
  });

  it.each([
    ["a refusal", { status: 503, body: "{}" }],
    ["a page of something in between", { status: 200, body: "<html></html>" }],
    ["an answer that is nobody's", { status: 200, body: '{"ok":true}' }],
  ])("takes %s for no answer", async (_, said) => {
    answer = said;
    await probe(at(5));
    answer = "as-it-is";
    expect(spans((await page(at(8))).gaps)).toEqual(["00:05-00:06"]);
  });

  it("takes no answer of another minute: a run that was put off says nothing about its own", async () => {
    await probe(at(6), at(8));
    expect(spans((await page(at(9))).gaps)).toEqual(["00:05-00:07"]);
  });

  it("lets an answer stand that was had, also when the minute is asked about again", async () => {
    answer = { status: 503, body: "" };
    await probe(at(4));
    answer = "as-it-is";
    expect(spans((await page(at(9))).gaps)).toEqual(["00:05-00:07"]);
  });

  it("finds with the first answer whose last day the gap lay in, and tells the office once", async () => {
    expect(await taken()).toEqual([]);
    // Nothing ran from the seventh minute to the fortieth.
    await probe(at(40));
    await probe(at(40));
    const messages = await taken();
    expect(tos(messages)).toEqual([`office-outage to ${OFFICE.email}`]);
    expect(messages[0]?.text).toContain("The portal gave no answer for 35 minutes");
    expect(messages[0]?.text).toContain("No answer from: 12:05am on Tuesday 1 December 2026");
    await probe(at(41));
    expect(await taken()).toEqual([]);
    const { gaps, proposals } = await page(at(43));
    expect(spans(gaps)).toEqual(["00:05-00:40"]);
    expect(proposals).toMatchObject([
      {
        outages: [{ roundId: round.id, minutes: 35 }],
        closesAt: round.timetable.closesAt,
        dates: { closes: { on: "2026-12-02", time: "12:00" }, checkedBy: round.timetable.checkedBy },
        reason:
          "The portal could not be reached from 12:05am on Tuesday 1 December 2026 to 12:40am on Tuesday 1 December 2026.",
        version: 2,
      },
    ]);
  });

  it("says nothing of a gap that lay in nobody's last day", async () => {
    await probe(noon + 60 * MINUTE_MS);
    await taken();
    await probe(noon + 120 * MINUTE_MS);
    expect(await taken()).toEqual([]);
  });
});

describe("POST /api/availability/failed-attempts", () => {
  const report = (failed: { at: string; attempts: number }[], sourceIp = "203.0.113.7", when = noon) =>
    send(engine.it, availabilityHandler, availability.report, { at: when, sourceIp, body: { failed } });

  it("counts what pages were refused beside the minute in which they first tried", async () => {
    const tried = toInstant(noon - 90_500);
    expect((await report([{ at: tried, attempts: 3 }])).body).toEqual({ counted: 3 });
    await report([{ at: tried, attempts: 2 }], "203.0.113.8");
    expect((await page(noon + MINUTE_MS)).failed).toEqual([{ hour: "2026-12-01T11:00:00.000Z", count: 5 }]);
  });

  it("believes nothing that is to come, or older than a day", async () => {
    const told = [noon + 1, noon - 86_400_000].map((ms) => ({ at: toInstant(ms), attempts: 1 }));
    expect((await report(told)).body).toEqual({ counted: 0 });
  });

  it("makes one minute count that turned somebody away, though they told of it after the next answer", async () => {
    const closes = msOf("2026-12-10T12:00:00.000Z");
    const timetable = { ...round.timetable, closesAt: toInstant(closes) };
    await putPublished(engine.it, aRound({ code: "26Z9", timetable }));
    const [eight, gone] = [closes - 4 * 60 * MINUTE_MS, closes - 4 * 60 * MINUTE_MS + 5 * MINUTE_MS];
    await probe(gone - MINUTE_MS);
    await taken();
    answer = { status: 503, body: "" };
    await probe(gone);
    answer = "as-it-is";
    await probe(gone + MINUTE_MS);
    expect(await taken()).toEqual([]);
    await report([{ at: toInstant(gone + 2_000), attempts: 1 }], "203.0.113.11", gone + 10 * MINUTE_MS);
    await probe(eight + 60 * MINUTE_MS);
    const told = (await taken()).filter(({ text }) => text.includes("The portal gave no answer for 1 minute"));
    expect(tos(told)).toEqual([`office-outage to ${OFFICE.email}`]);
    await probe(eight + 120 * MINUTE_MS);
    expect((await taken()).filter(({ text }) => text.includes("for 1 minute"))).toEqual([]);
    const { proposals } = await page(eight + 122 * MINUTE_MS);
    expect(proposals.flatMap((one: { outages: object[] }) => one.outages)).toContainEqual(
      expect.objectContaining({ from: toInstant(gone), minutes: 1, failed: 1 }),
    );
  });

  it("takes counts alone, and few of one place", async () => {
    const refused = await send(engine.it, availabilityHandler, availability.report, {
      ...{ at: noon, sourceIp: "203.0.113.9" },
      body: { failed: [{ at: toInstant(noon), attempts: 1, text: "My application" }] },
    });
    expect(refused.status).toBe(422);
    expect((await report([{ at: toInstant(noon), attempts: 101 }], "203.0.113.9")).status).toBe(422);
    const tried = [{ at: toInstant(noon), attempts: 1 }];
    const replies = [];
    for (let n = 0; n <= REPORT_LIMIT.most; n += 1) replies.push(await report(tried, "203.0.113.10"));
    expect(replies.map(({ status }) => status).slice(-2)).toEqual([200, 429]);
    expect(replies.at(-1)?.body).toMatchObject({ rule: "availability/reports" });
  });
});
