import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AssignmentFacts,
  assignAll,
  assignBalanced,
  endsFindings,
  panelFindings,
} from "../../../shared/rules/assignment.ts";
import { msOf } from "../../../shared/rules/london.ts";
import type { Seat } from "../../../shared/rules/scoring.ts";

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}${n}`);
const loadsOf = (people: readonly string[], assigned: Record<string, string[]>) =>
  people.map((person) => Object.values(assigned).filter((scorers) => scorers.includes(person)).length);
const spread = (loads: readonly number[]) => Math.max(...loads) - Math.min(...loads);
const nobody = () => [];

describe("assignAll", () => {
  it("gives every bid to everybody", () => {
    expect(assignAll({ bids: ["A", "B"], people: ["p", "q"] })).toEqual({ A: ["p", "q"], B: ["p", "q"] });
  });
});

describe("scoring/assignment", () => {
  const sized = fc.tuple(
    fc.integer({ min: 1, max: 30 }),
    fc.integer({ min: 1, max: 8 }),
    fc.integer({ min: 1, max: 4 }),
  );

  it("gives each bid its scorers with loads that differ by at most one, where nobody has an interest", () => {
    fc.assert(
      fc.property(sized, ([some, few, scorers]) => {
        const [bids, people] = [names("B", some), names("p", few)];
        const assigned = assignBalanced({ bids, people, hidden: nobody, kept: nobody }, scorers);
        for (const id of bids) expect(assigned[id]).toHaveLength(Math.min(scorers, people.length));
        expect(spread(loadsOf(people, assigned))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("gives nobody what is hidden from them, keeps cards that are in, and reaches the least as far as there are people", () => {
    const mask = fc.array(fc.array(fc.nat({ max: 9 }), { minLength: 8, maxLength: 8 }), {
      minLength: 30,
      maxLength: 30,
    });
    fc.assert(
      fc.property(sized, mask, ([some, few, scorers], draws) => {
        const [bids, people] = [names("B", some), names("p", few)];
        const drawn = (id: string, person: string) => draws[bids.indexOf(id)]?.[people.indexOf(person)] ?? 9;
        const facts: AssignmentFacts = {
          bids,
          people,
          hidden: (id) => people.filter((person) => drawn(id, person) < 2),
          kept: (id) => people.filter((person) => drawn(id, person) === 2),
        };
        const assigned = assignBalanced(facts, scorers);
        for (const id of bids) {
          const given = assigned[id] ?? [];
          expect(given.filter((person) => facts.hidden(id).includes(person))).toEqual([]);
          expect(given).toEqual(expect.arrayContaining([...facts.kept(id)]));
          const available = people.length - facts.hidden(id).length;
          expect(given.length).toBe(Math.max(facts.kept(id).length, Math.min(scorers, available)));
        }
        // Nobody could hand one bid to somebody with two fewer.
        const loads = new Map(people.map((person, n) => [person, loadsOf(people, assigned)[n] ?? 0]));
        for (const id of bids)
          for (const from of assigned[id] ?? [])
            for (const to of people)
              if (!facts.kept(id).includes(from) && !assigned[id]?.includes(to) && !facts.hidden(id).includes(to))
                expect((loads.get(from) ?? 0) - (loads.get(to) ?? 0)).toBeLessThan(2);
      }),
    );
  });

  it("balances 200 bids over six people, one of whom may see only twenty", () => {
    const [bids, people] = [names("B", 200), names("p", 6)];
    const hidden = (id: string) => (Number(id.slice(1)) >= 20 ? ["p0"] : []);
    const loads = loadsOf(people, assignBalanced({ bids, people, hidden, kept: nobody }, 2));
    expect(loads[0]).toBe(20);
    expect(spread(loads.slice(1))).toBeLessThanOrEqual(1);
  });
});

describe("scoring/panel", () => {
  const seat = (personId: string, what: Seat["seat"]) => ({ personId, seat: what });
  it.each<[string, ReturnType<typeof seat>[], string[]]>([
    ["a chair and a deputy", [seat("p", "chair"), seat("q", "deputy")], []],
    [
      "nobody",
      [],
      [
        "Choose two trustees or more.",
        "Choose one chair.",
        "Choose one deputy: they decide about the chair’s own interests.",
      ],
    ],
    ["two chairs", [seat("p", "chair"), seat("q", "chair"), seat("r", "deputy")], ["Choose one chair."]],
    ["somebody twice", [seat("p", "chair"), seat("p", "deputy")], ["Choose each person once."]],
  ])("of %s says what to do", (_, panel, expected) => {
    expect(panelFindings(panel).map(({ detail }) => detail)).toEqual(expected);
  });
});

describe("scoring/ends", () => {
  const [now, meeting] = ["2026-12-03T09:00:00.000Z", "2026-12-18T00:00:00.000Z"];
  it.each([
    [now, "Choose an end that is still to come."],
    ["2026-12-03T09:00:00.001Z", undefined],
    [meeting, undefined],
    ["2026-12-18T00:00:00.001Z", "Scoring must end on or before the day of the meeting."],
  ])("at %s says %s", (endsAt, expected) => {
    expect(endsFindings(endsAt, meeting, msOf(now))[0]?.detail).toBe(expected);
  });
});
