import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Closure } from "../../../shared/rules/closure.ts";
import { msOf, toInstant } from "../../../shared/rules/london.ts";
import { reopenedOf } from "../../../shared/rules/reopened.ts";
import { roundStatus } from "../../../shared/rules/round.ts";
import { aClosure } from "../../support/closures.ts";
import { aRound } from "../../support/rounds.ts";

/** Open from 2 November to noon on 1 December 2026. */
const round = { ...aRound(), publishedAt: "2026-10-03T09:00:00.000Z" };
const END = "2026-11-16T09:00:00.000Z";
const until = (at: string): Closure["until"] => ({ of: "instant", at });
const ended = aClosure({ until: until(END) });
const again = (closures: readonly Closure[], when: string) =>
  reopenedOf(round, roundStatus(round, closures, msOf(when)), closures, msOf(when))?.id;
const TOLD = `reopened-${END}`;

describe("closure/reopened", () => {
  it.each([
    ["at the very end", [ended], END, TOLD],
    ["before the end", [ended], "2026-11-16T08:59:59.999Z", undefined],
    ["late", [ended], "2026-11-23T08:59:59.999Z", TOLD],
    ["later than anybody waits", [ended], "2026-11-23T09:00:00.000Z", undefined],
    ["where nothing was closed", [], END, undefined],
    ["publicity alone", [{ ...ended, scope: { of: "publicity" }, freezes: ["publicity"] }], END, undefined],
    ["meetings alone", [{ ...ended, freezes: ["meetings"] }], END, undefined],
    ["another fund", [{ ...ended, scope: { of: "fund", fundId: "another" } }], END, undefined],
    ["ended by somebody, who told everybody", [{ ...ended, endedAt: "2026-11-14T09:00:00.000Z" }], END, undefined],
    [
      "lifted before it began",
      [aClosure({ from: END, until: until("2026-11-20T09:00:00.000Z"), endedAt: "2026-11-12T09:00:00.000Z" })],
      END,
      undefined,
    ],
    ["while another holds", [ended, { ...ended, id: "c_2", until: { of: "further-notice" } }], END, undefined],
    [
      "the later of two, once",
      [ended, { ...ended, id: "c_2", until: until("2026-11-17T09:00:00.000Z") }],
      "2026-11-17T10:00:00.000Z",
      "reopened-2026-11-17T09:00:00.000Z",
    ],
    ["two that end together, once", [ended, { ...ended, id: "c_2" }], END, TOLD],
    [
      "where another was ended by somebody since",
      [ended, { ...ended, id: "c_2", until: { of: "further-notice" }, endedAt: "2026-11-17T09:00:00.000Z" }],
      "2026-11-17T10:00:00.000Z",
      undefined,
    ],
    [
      "where another was ended by somebody at that instant",
      [ended, { ...ended, id: "c_2", until: { of: "further-notice" }, endedAt: END }],
      END,
      undefined,
    ],
  ] satisfies [string, Closure[], string, string | undefined][])("%s", (_, closures, when, id) => {
    expect(again(closures, when)).toBe(id);
  });

  it("says nothing of a round that closed meanwhile, is decided, cancelled or not published", () => {
    const at = msOf(END);
    for (const status of ["closed", "decided", "cancelled", "unpublished", "scheduled", "paused"] as const)
      expect(reopenedOf(round, status, [ended], at)).toBeUndefined();
    expect(reopenedOf(round, "open", [ended], at)).toEqual({
      ...{ id: TOLD, closureId: "c_1", endedAt: END, closesAt: round.timetable.closesAt },
    });
  });

  it("tells of each time the round opened by itself and of no other, whatever closures there were", () => {
    const HOUR = 3_600_000;
    const first = msOf("2026-11-03T09:00:00.000Z");
    const closure = fc
      .record({
        from: fc.nat({ max: 40 }),
        length: fc.integer({ min: 1, max: 40 }),
        by: fc.constantFrom("itself", "somebody"),
      })
      .map(({ from, length, by }): Closure => {
        const [begins, ends] = [first + from * HOUR, first + (from + length) * HOUR].map(toInstant);
        const known = by === "itself" ? { until: until(ends ?? "") } : { endedAt: ends ?? "" };
        return aClosure({ id: `c_${from}_${length}`, from: begins ?? "", ...known });
      });
    fc.assert(
      fc.property(fc.array(closure, { maxLength: 4 }), (closures) => {
        const told = new Set<string>();
        const opened = new Set<string>();
        let before = roundStatus(round, closures, first - HOUR);
        for (let at = first; at < first + 90 * HOUR; at += HOUR) {
          const status = roundStatus(round, closures, at);
          const again = reopenedOf(round, status, closures, at);
          if (again !== undefined) told.add(again.id);
          const bySomebody = closures.some(({ endedAt }) => endedAt === toInstant(at));
          if (before === "paused" && status === "open" && !bySomebody) opened.add(`reopened-${toInstant(at)}`);
          before = status;
        }
        expect([...told]).toEqual([...opened]);
      }),
    );
  });
});
