import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  APPLICATION_MOVES,
  APPLICATION_STATES,
  type ApplicationState,
  stateAfter,
} from "../../../shared/rules/application.ts";
import {
  addTotals,
  COUNTED,
  isMoved,
  NO_TOTALS,
  type Standing,
  TOTALS_FIELDS,
  type Totals,
  totalsMoved,
} from "../../../shared/rules/totals.ts";

const at = (state: ApplicationState, askedPence = 0): Standing => ({ state, askedPence });

describe("totals/movement", () => {
  const rows: [string, Standing | undefined, Standing, Partial<Totals>][] = [
    ["a draft is started", undefined, at("draft"), { drafts: 1 }],
    ["a draft is submitted", at("draft"), at("submitted", 140_000), { drafts: -1, submitted: 1, askedPence: 140_000 }],
    ["an officer enters a submitted one", undefined, at("submitted", 500), { submitted: 1, askedPence: 500 }],
    ["a change asks for less", at("submitted", 140_000), at("submitted", 90_000), { askedPence: -50_000 }],
    ["a change is opened", at("submitted", 140_000), at("submitted", 140_000), {}],
    ["it is eligible", at("submitted", 90_000), at("eligible", 90_000), { eligible: 1 }],
    ["it is not eligible", at("submitted", 700), at("not-eligible", 700), { notEligible: 1, askedPence: -700 }],
    [
      "an eligible one is not, after all",
      at("eligible", 7),
      at("not-eligible", 7),
      { eligible: -1, notEligible: 1, askedPence: -7 },
    ],
    ["it is put right", at("not-eligible", 700), at("submitted", 700), { notEligible: -1, askedPence: 700 }],
    [
      "it is withdrawn",
      at("submitted", 90_000),
      at("withdrawn", 90_000),
      { submitted: -1, withdrawn: 1, askedPence: -90_000 },
    ],
    [
      "an eligible one is withdrawn",
      at("eligible", 9),
      at("withdrawn", 9),
      { submitted: -1, eligible: -1, withdrawn: 1, askedPence: -9 },
    ],
    [
      "one that is not eligible is withdrawn",
      at("not-eligible", 9),
      at("withdrawn", 9),
      { submitted: -1, notEligible: -1, withdrawn: 1 },
    ],
    ["it is awarded", at("eligible", 9), at("awarded", 9), {}],
  ];
  it.each(rows)("moves when %s", (_, before, after, moved) => {
    expect(totalsMoved(before, after)).toEqual({ ...NO_TOTALS, ...moved });
  });

  it("counts every state of an application", () => {
    expect(Object.keys(COUNTED)).toEqual([...APPLICATION_STATES]);
  });

  /** A valid life: any moves the state table allows, each submission with an amount of its own. */
  const life = fc
    .array(fc.record({ move: fc.constantFrom(...APPLICATION_MOVES), askedPence: fc.nat(5_000_00) }), { maxLength: 12 })
    .map((steps) => {
      const standings: Standing[] = [at("draft")];
      for (const { move, askedPence } of steps) {
        const last = standings.at(-1) ?? at("draft");
        const state = stateAfter(last.state, move);
        if (state !== undefined)
          standings.push({ state, askedPence: move === "submit" ? askedPence : last.askedPence });
      }
      return standings;
    });
  const movements = (standings: readonly Standing[]): Totals[] =>
    standings.map((standing, n) => totalsMoved(standings[n - 1], standing));

  it("adds up to a census of the round, in whatever order versions of different applications arrive", () => {
    fc.assert(
      fc.property(fc.array(life, { maxLength: 5 }), fc.infiniteStream(fc.nat()), (lives, picks) => {
        const queues = lives.map((standings) => movements(standings));
        let sum = NO_TOTALS;
        for (const pick of picks) {
          const waiting = queues.filter((queue) => queue.length > 0);
          const next = waiting[pick % Math.max(waiting.length, 1)]?.shift();
          if (next === undefined) break;
          sum = addTotals(sum, next);
          // Each application's versions come in their order, so no total is ever below nought on the way either.
          expect(TOTALS_FIELDS.every((field) => sum[field] >= 0)).toBe(true);
        }
        const census = lives.map((standings) => totalsMoved(undefined, standings.at(-1) ?? at("draft")));
        expect(sum).toEqual(census.reduce(addTotals, NO_TOTALS));
      }),
    );
  });

  it("says whether anything moved", () => {
    expect([isMoved(NO_TOTALS), isMoved({ ...NO_TOTALS, askedPence: -1 })]).toEqual([false, true]);
  });
});
