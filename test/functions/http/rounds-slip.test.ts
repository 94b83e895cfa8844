import { describe, expect, it } from "vitest";
import { handler as publicHandler } from "../../../functions/http/funds.ts";
import { handler } from "../../../functions/http/rounds.ts";
import { roundKey } from "../../../functions/store/keys.ts";
import { funds } from "../../../shared/contract/funds.ts";
import { rounds } from "../../../shared/contract/rounds.ts";
import { msOf, toInstant } from "../../../shared/rules/london.ts";
import { nextWriteId, openRound } from "../../support/bid.ts";
import { withRole } from "../../support/desk.ts";
import { engineForFile, send } from "../../support/engine.ts";
import { someFund } from "../../support/rounds.ts";

const engine = engineForFile();
const fund = someFund();
const noon = msOf("2026-12-01T12:00:00.000Z");
const HOUR = 3_600_000;

const opened = async (code: string, at = noon - HOUR) => {
  const round = await openRound(engine.it, fund, code, noon - HOUR, noon);
  const officer = await withRole(engine.it, "officer", at);
  const { opensAt: _, closesAt: __, ...days } = round.timetable;
  const slip = (changed: { days?: object; reason?: string; version?: number; writeId?: string } = {}, when = at) =>
    send(engine.it, handler, rounds.slip, {
      ...{ at: when, cookie: officer.cookie, params: { id: round.id } },
      body: {
        ...{ reason: "Too few members could come.", version: 2, writeId: nextWriteId() },
        ...changed,
        days: { ...days, paidBy: "2027-03-01", ...changed.days },
      },
    });
  return { round, officer, days, slip };
};

describe("POST /api/office/rounds/{id}/slips", () => {
  it("moves the days, keeps what was promised for everyone to read, and says so once", async () => {
    const { round, days, slip } = await opened("26S1");
    const writeId = nextWriteId();
    const reply = await slip({ writeId });
    expect(reply.body).toMatchObject({ status: "open", round: { version: 3, timetable: { paidBy: "2027-03-01" } } });
    expect((await slip({ writeId })).body.round).toEqual(reply.body.round);
    const item = await engine.it.table.get(roundKey(round.id));
    expect(item?.events).toMatchObject([
      {
        ...{ type: "date-slipped", roundId: round.id, reason: "Too few members could come." },
        slips: [{ day: "paidBy", was: days.paidBy, now: "2027-03-01" }],
      },
    ]);
    const seen = await send(engine.it, publicHandler, funds.round, { at: noon, params: { id: round.id } });
    const { closesAt } = round.timetable;
    expect(seen.body.round.extensions).toEqual([
      {
        was: closesAt,
        until: closesAt,
        promised: days,
        reason: "Too few members could come.",
        at: toInstant(noon - HOUR),
      },
    ]);
  });

  it("moves days after the close too", async () => {
    const { slip } = await opened("26S2", noon + HOUR);
    expect((await slip()).body).toMatchObject({ status: "closed", may: expect.arrayContaining(["slip"]) });
  });

  it("names to the office what was promised and not kept", async () => {
    const after = msOf("2027-01-06T09:00:00.000Z");
    const { round, officer, slip } = await opened("26S9", after);
    const read = () =>
      send(engine.it, handler, rounds.one, { at: after, cookie: officer.cookie, params: { id: round.id } });
    expect((await read()).body.missed).toEqual(["confirmedBy"]);
    await slip({ days: { confirmedBy: "2027-01-08" } });
    expect((await read()).body.missed).toBeUndefined();
  });

  it.each([
    ["26S3", { reason: " " }, "request/shape", "/reason"],
    ["26S4", { days: { checkedBy: "2026-11-30" } }, "round/slip", "/timetable/checkedBy"],
    ["26S5", { days: { meetingOn: "2027-03-02" } }, "round/dates", "/timetable/confirmedBy"],
    ["26S6", { days: { meetingOn: "2027-02-30" } }, "request/shape", "/days/meetingOn"],
  ])("refuses what cannot be promised (%s)", async (code, changed, rule, pointer) => {
    const { slip } = await opened(code);
    const reply = await slip(changed);
    expect(reply.status).toBe(422);
    expect(reply.body.errors).toContainEqual(expect.objectContaining({ rule, pointer }));
  });

  it("refuses a version that was replaced, and a round that has not opened", async () => {
    const { slip } = await opened("26S7");
    expect((await slip({ version: 1 })).body).toMatchObject({ status: 412, type: "/problems/stale" });
    expect((await slip({}, noon - 26 * HOUR)).body).toMatchObject({ status: 409, rule: "round/slip" });
  });
});
