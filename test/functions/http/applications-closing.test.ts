import { describe, expect, it } from "vitest";
import { msOf, toInstant } from "../../../shared/rules/london.ts";
import { closingInstant } from "../../../shared/rules/round.ts";
import { asking, filledDraft, groupWith, HOUR, openRound } from "../../support/bid.ts";
import { aClosure, putClosures, untilInstant } from "../../support/closures.ts";
import { engineForFile } from "../../support/engine.ts";
import { someFund } from "../../support/rounds.ts";

const engine = engineForFile();
const fund = someFund();

/** Days over twenty years, the clock-change nights among them, each at another time of day. */
const CLOSES: [day: string, time: string][] = [
  ["2015-03-01", "23:59"],
  ["2015-03-29", "00:59"],
  ["2016-10-30", "02:00"],
  ["2020-02-29", "12:00"],
  ["2026-12-01", "12:00"],
  ["2027-03-28", "23:59"],
  ["2027-10-31", "00:30"],
  ["2034-10-29", "12:00"],
];

describe("POST /api/applications/{id}/submission around the close", () => {
  it.each(CLOSES)(
    "on %s at %s: accepted until the last millisecond, under no closure, and not from the close on",
    async (on, time) => {
      const closesAt = closingInstant({ on, time });
      if (typeof closesAt !== "string") throw new Error("no such time");
      const closes = msOf(closesAt);
      const code = on.replaceAll("-", "").slice(2);
      const round = await openRound(engine.it, fund, code, closes - 2 * HOUR, closes);
      const cookieOf = await groupWith(engine.it, `o_${code}`, [`p_${code}`], closes - 2 * HOUR);
      const as = asking(engine.it, cookieOf(`p_${code}`));
      const { id, draftId } = await filledDraft(as, fund, round, `o_${code}`, 500_00, closes - 2 * HOUR);
      expect((await as.submit(id, draftId, closes)).body).toMatchObject({ status: 409, rule: "round/closed" });
      expect((await as.submit(id, draftId, closes + HOUR)).status).toBe(409);
      const closure = aClosure({
        scope: { of: "round", roundId: round.id },
        from: toInstant(closes - HOUR),
        until: untilInstant(closes - 1),
      });
      await putClosures(engine.it, [closure], closes - 2 * HOUR);
      expect((await as.submit(id, draftId, closes - 2)).body).toMatchObject({ type: "/problems/paused" });
      const sent = await as.submit(id, draftId, closes - 1);
      expect([sent.status, sent.body.receivedAt]).toEqual([200, toInstant(closes - 1)]);
    },
  );
});
