import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { APPLICATION_STATES, type ApplicationState } from "../../../shared/rules/application.ts";
import { addDays, addMonths, daysBetween, financialYear } from "../../../shared/rules/london.ts";
import {
  deleteOn,
  ITEM_KINDS,
  isItemKind,
  RETENTION,
  type RetentionFacts,
  type RoundFacts,
  reviewOn,
  ruleOf,
  warnsOn,
} from "../../../shared/rules/retention.ts";
import { PERIODS, periodEnds, periodWords } from "../../../shared/rules/retention-periods.ts";

const round: RoundFacts = { closesAt: "2026-12-01T12:00:00.000Z", confirmedBy: "2027-01-26", paidBy: "2027-02-12" };
const decided: RoundFacts = { ...round, decidedAt: "2027-02-02T23:30:00.000Z" };
const writtenAt = "2027-03-10T10:00:00.000Z";
const day = (kind: keyof typeof RETENTION, facts: Partial<RetentionFacts>) => deleteOn(kind, { writtenAt, ...facts });

describe("retention/application", () => {
  const rows: [string, ApplicationState, Partial<RetentionFacts>, string | undefined][] = [
    ["6 months after the close", "draft", { round }, "2027-06-01"],
    ["nothing, while nobody knows the round", "draft", {}, undefined],
    ["30 days after a late warning", "draft", { round, warnedOn: "2027-05-20" }, "2027-06-19"],
    ["6 months all the same after an early warning", "draft", { round, warnedOn: "2027-04-20" }, "2027-06-01"],
    [
      "6 months after a close at midnight: the day that ends it",
      "draft",
      { round: { ...round, closesAt: "2027-08-30T23:00:00.000Z" } },
      "2028-02-29",
    ],
    ["2 years after the decision", "declined", { round: decided }, "2029-02-02"],
    ["2 years after the day promised, while undecided", "submitted", { round }, "2029-01-26"],
    ["2 years after the decision that did not name it", "eligible", { round: decided }, "2029-02-02"],
    [
      "1 year after it was found not eligible",
      "not-eligible",
      { notEligibleAt: "2026-12-10T09:00:00.000Z" },
      "2027-12-10",
    ],
    ["1 year after it was withdrawn", "withdrawn", { changedAt: "2028-02-29T09:00:00.000Z" }, "2029-02-28"],
    ["6 years after the financial year of the promised payment", "awarded", { round: decided }, "2033-04-01"],
    [
      "6 years after the financial year of the last payment",
      "awarded",
      { round: decided, lastPaidOn: "2027-04-01" },
      "2034-04-01",
    ],
    ["the year that 31 March is in", "awarded", { lastPaidOn: "2027-03-31" }, "2033-04-01"],
  ];
  it.each(rows)("keeps for %s: %s", (_, state, facts, expected) => {
    expect(day("application", { state, ...facts })).toBe(expected);
  });

  it("has a day for every state once its round is decided", () => {
    expect(APPLICATION_STATES.filter((state) => day("application", { state, round: decided }) === undefined)).toEqual(
      [],
    );
  });
});

describe("deleteOn", () => {
  it.each([
    ["message", {}, "2029-03-10"],
    ["audit", {}, "2034-03-10"],
    ["view", {}, "2034-03-10"],
    ["person", {}, "2029-03-10"],
    ["scorecard", {}, "2033-03-10"],
    ["sheet", {}, "2033-03-10"],
    ["interests", {}, "2029-03-10"],
    ["failure", {}, "2027-06-08"],
    ["started", {}, "2027-06-08"],
    ["join", {}, "2028-03-10"],
    ["allowance", { round: decided }, "2029-02-02"],
    ["allowance", {}, undefined],
    ["hold", {}, undefined],
    ["hold", { liftedAt: "2027-01-01T00:00:00.000Z" }, "2034-01-01"],
    ["submission", { round: decided }, undefined],
    ["session", {}, undefined],
    ["round", { round: decided }, undefined],
  ] as const)("of %s %o is %s", (kind, facts, expected) => {
    expect(day(kind, facts)).toBe(expected);
  });

  it("has a day, another item, the table's own forgetting or a reason for all personal data", () => {
    const kinds = ITEM_KINDS.filter((kind) => RETENTION[kind].personal && RETENTION[kind].ends.how === "never");
    // Ids of people who hold a role now; whoever has none leaves it with that change.
    expect(kinds).toEqual(["staff"]);
  });

  it("names a rule for every kind and state", () => {
    const rules = [
      ...ITEM_KINDS.map((kind) => ruleOf(kind)),
      ...APPLICATION_STATES.map((one) => ruleOf("application", one)),
    ];
    expect(rules.filter((rule) => !/^retention\/[a-z-]+$/.test(rule))).toEqual([]);
  });
});

const civil = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays("2012-01-01", days));

describe("retention periods", () => {
  it("never end before they begin, and a later day never ends sooner", () => {
    fc.assert(
      fc.property(civil, fc.nat({ max: 400 }), fc.constantFrom(...Object.values(PERIODS)), (from, later, period) => {
        expect(periodEnds(period, from) > from).toBe(true);
        expect(periodEnds(period, addDays(from, later)) >= periodEnds(period, from)).toBe(true);
      }),
    );
  });

  it("count years by the calendar: 365 or 366 days each, the last of February where there is no 29th", () => {
    fc.assert(
      fc.property(civil, (from) => {
        const days = daysBetween(from, periodEnds({ months: 12 }, from));
        expect([365, 366]).toContain(days);
        expect(periodEnds({ months: 12 }, from).slice(5)).toBe(from.slice(5) === "02-29" ? "02-28" : from.slice(5));
      }),
    );
  });

  it("end six full financial years after the one of the last payment", () => {
    fc.assert(
      fc.property(civil, (paidOn) => {
        const ends = periodEnds(PERIODS.funded, paidOn);
        expect(ends.slice(4)).toBe("-04-01");
        expect(Number(financialYear(addDays(ends, -1)).slice(0, 4)) - Number(financialYear(paidOn).slice(0, 4))).toBe(
          6,
        );
      }),
    );
  });

  it.each([
    [{ months: 72 }, "6 years"],
    [{ months: 12 }, "1 year"],
    [{ months: 13 }, "13 months"],
    [{ months: 6 }, "6 months"],
    [{ days: 90 }, "90 days"],
    [{ days: 1 }, "1 day"],
  ])("are told as they are: %o", (period, words) => {
    expect(periodWords(period)).toBe(words);
  });
});

describe("retention/warned", () => {
  it.each([
    ["2027-05-01", false],
    ["2027-05-02", true],
    ["2027-06-01", true],
  ])("warns of 1 June from 30 days before: on %s, %s", (today, expected) => {
    expect(warnsOn("2027-06-01", today)).toBe(expected);
  });

  it("leaves 30 days or more between warning and end, whenever it goes out", () => {
    fc.assert(
      fc.property(civil, (warnedOn) => {
        const ends = deleteOn("application", { writtenAt, state: "draft", round, warnedOn });
        expect(ends !== undefined && daysBetween(warnedOn, ends) >= 30).toBe(true);
      }),
    );
  });
});

describe("retention/review", () => {
  it("looks again a year later", () => {
    expect(reviewOn("2028-02-29")).toBe(addMonths("2028-02-29", 12));
  });
});

describe("the kinds that are written", () => {
  const folders = ["functions", "functions/store"];
  const sources = folders.flatMap((folder) =>
    readdirSync(folder)
      // Older forms are upgraded to rules that have kinds of their own; nothing is written there.
      .filter((name) => name.endsWith(".ts") && name !== "form-upgrade.ts")
      .map((name) => readFileSync(`${folder}/${name}`, "utf8")),
  );
  // As a change says it, and as an update that makes an item says it.
  const written = sources.flatMap((text) => [...text.matchAll(/(?:^\s*|[{,] )(?:kind|":kind"): "([a-z-]+)"/gm)]);
  const kinds = [...new Set(written.map(([, kind = ""]) => kind))];

  it("all have a rule", () => {
    // What a claim is of is a kind too, and no item's.
    expect(kinds.filter((kind) => !isItemKind(kind) && kind !== "name-and-place")).toEqual([]);
  });

  it("are all there are: a rule for what nobody writes is taken out", () => {
    const unwritten = ITEM_KINDS.filter((kind) => !kinds.includes(kind));
    // A number is counted in an item that says nothing else.
    expect(unwritten.filter((kind) => kind !== "numbers")).toEqual([]);
  });
});
