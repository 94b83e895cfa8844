import { describe, expect, it } from "vitest";
import type { Closure } from "../../../shared/rules/closure.ts";
import {
  changeFindings,
  closureFindings,
  firstAnnouncedDay,
  reopeningFindings,
  TAKES_EFFECT_AFTER_MS,
  withinFindings,
} from "../../../shared/rules/closure-findings.ts";
import { instantOf, msOf, toInstant } from "../../../shared/rules/london.ts";
import { aClosure, untilInstant } from "../../support/closures.ts";
import { aRound } from "../../support/rounds.ts";

const at = msOf("2026-11-23T10:00:00.000Z");
const soon = toInstant(at + TAKES_EFFECT_AFTER_MS);
const rulesOf = (changed: Partial<Closure>, then = at) =>
  closureFindings(aClosure({ from: soon, ...changed }), then).map(({ rule }) => rule);

describe("closure/order", () => {
  it("refuses an end that is not after the beginning", () => {
    expect(rulesOf({ until: { of: "instant", at: soon } })).toEqual(["closure/order"]);
    expect(rulesOf({ until: untilInstant(at + TAKES_EFFECT_AFTER_MS + 1) })).toEqual([]);
    expect(rulesOf({ until: { of: "further-notice" } })).toEqual([]);
  });
});

describe("closure/past", () => {
  it("refuses a beginning that is past", () => {
    expect(rulesOf({ from: toInstant(at - 1) })).toEqual(["closure/past"]);
  });
});

describe("closure/effect", () => {
  it("begins five seconds after it is confirmed, or later", () => {
    expect(rulesOf({ from: toInstant(at) })).toEqual(["closure/effect"]);
    expect(rulesOf({ from: toInstant(at + TAKES_EFFECT_AFTER_MS - 1) })).toEqual(["closure/effect"]);
    expect(rulesOf({ from: soon })).toEqual([]);
  });
});

describe("closure/announced", () => {
  const day = (on: string) => instantOf(on, "00:00") ?? "";
  it.each<[Closure["reason"], string, string[]]>([
    ["election", "2026-12-04", ["closure/announced"]],
    ["election", "2026-12-07", []],
    ["by-election", "2026-12-06", ["closure/announced"]],
    ["by-election", "2026-12-07", []],
    ["incident", "2026-11-24", []],
    ["vacancy", "2026-11-24", []],
    ["succession", "2026-11-24", []],
  ])("ten working days ahead for what could be seen coming: %s from %s", (reason, on, rules) => {
    expect(rulesOf({ reason, from: day(on) })).toEqual(rules);
  });

  it("counts no day of Christmas", () => {
    expect(firstAnnouncedDay(msOf("2026-12-18T12:00:00.000Z"))).toBe("2027-01-06");
  });

  it("lets publicity be held at once: it takes nothing from anybody who applies", () => {
    expect(rulesOf({ reason: "election", scope: { of: "publicity" }, freezes: ["publicity"] })).toEqual([]);
  });
});

describe("closure/scope", () => {
  it("closes something, and in publicity nothing else", () => {
    expect(rulesOf({ freezes: [] })).toEqual(["closure/scope"]);
    expect(rulesOf({ scope: { of: "publicity" }, freezes: ["publicity", "submissions"] })).toEqual(["closure/scope"]);
  });
});

describe("closure/deadline", () => {
  it("cancels rounds only where nothing can be submitted to them", () => {
    expect(rulesOf({ deadlines: "cancelled", freezes: ["new-drafts"] })).toEqual(["closure/deadline"]);
    expect(rulesOf({ deadlines: "cancelled" })).toEqual([]);
  });
});

describe("closure/change", () => {
  const was = aClosure({ from: "2026-12-10T00:00:00.000Z", until: { of: "instant", at: "2027-01-10T00:00:00.000Z" } });
  const rows: [string, Partial<Closure>, string[]][] = [
    ["other words", { wording: "Closed for a time." }, []],
    ["longer", { until: { of: "instant", at: "2027-02-10T00:00:00.000Z" } }, []],
    ["until further notice", { until: { of: "further-notice" } }, []],
    ["shorter", { until: { of: "instant", at: "2027-01-09T23:59:59.999Z" } }, ["/until"]],
    ["more", { freezes: ["submissions", "meetings"] }, []],
    ["less", { freezes: ["meetings"] }, ["/freezes"]],
    ["earlier", { from: "2026-12-09T00:00:00.000Z" }, []],
    ["later", { from: "2026-12-11T00:00:00.000Z" }, ["/from"]],
    ["drafts to read alone", { drafts: "readable" }, []],
  ];
  it.each(rows)("goes in the safe direction alone: %s", (_, changed, pointers) => {
    expect(changeFindings(was, { ...was, ...changed }, at).map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it("leaves the beginning of one that has begun, and everything of one that is over", () => {
    const during = msOf("2026-12-12T00:00:00.000Z");
    const earlier = { ...was, from: "2026-12-09T00:00:00.000Z" };
    expect(changeFindings(was, earlier, during).map(({ rule }) => rule)).toEqual(["closure/change"]);
    expect(changeFindings(was, was, msOf("2027-01-10T00:00:00.000Z")).map(({ rule }) => rule)).toEqual([
      "closure/change",
    ]);
  });

  const begins = msOf(was.from);
  const more: [string, Partial<Closure>, string[]][] = [
    ["more", { freezes: ["submissions", "meetings"] }, ["/freezes"]],
    ["drafts to read alone", { drafts: "readable" }, ["/drafts"]],
    ["other words", { wording: "Closed for a time." }, []],
    ["longer", { until: { of: "instant", at: "2027-02-10T00:00:00.000Z" } }, []],
  ];
  it.each(more)("holds nothing back to its beginning, for what was received before: %s", (_, changed, pointers) => {
    const pointersAt = (then: number) => changeFindings(was, { ...was, ...changed }, then).map((one) => one.pointer);
    expect(pointersAt(begins - TAKES_EFFECT_AFTER_MS)).toEqual([]);
    expect(pointersAt(begins - TAKES_EFFECT_AFTER_MS + 1)).toEqual(pointers);
    expect(pointersAt(begins + 86_400_000)).toEqual(pointers);
  });

  it("is not made longer in its last five seconds: whoever is received at its end may not see that it was", () => {
    const ends = msOf("2027-01-10T00:00:00.000Z");
    const longer: Closure = { ...was, until: { of: "further-notice" } };
    const pointersAt = (then: number) => changeFindings(was, longer, then).map((one) => one.pointer);
    expect(pointersAt(ends - TAKES_EFFECT_AFTER_MS)).toEqual([]);
    expect(pointersAt(ends - TAKES_EFFECT_AFTER_MS + 1)).toEqual(["/until"]);
  });

  it("never opens drafts again, nor gives an open-ended one an end", () => {
    const held = aClosure({ drafts: "readable" });
    const pointers = (changed: Partial<Closure>) =>
      changeFindings(held, { ...held, ...changed }, at).map(({ pointer }) => pointer);
    expect(pointers({ drafts: "editable" })).toEqual(["/drafts"]);
    expect(pointers({ until: { of: "instant", at: "2030-01-01T00:00:00.000Z" } })).toEqual(["/until"]);
  });
});

describe("closure/change: what ends it", () => {
  const poll = (pollId: string): Closure["until"] => ({ of: "declaration", pollId });
  const rows: [string, Closure["until"], Closure["until"], string[]][] = [
    ["a declaration for further notice", { of: "further-notice" }, poll("one"), ["/until"]],
    ["a declaration for an instant", untilInstant(at + 86_400_000), poll("one"), ["/until"]],
    ["another declaration", poll("one"), poll("other"), ["/until"]],
    ["the same declaration", poll("one"), poll("one"), []],
    ["further notice for a declaration", poll("one"), { of: "further-notice" }, []],
  ];
  it.each(rows)("is never one person's way to an earlier end: %s", (_, until, becomes, pointers) => {
    const was = aClosure({ until });
    expect(changeFindings(was, { ...was, until: becomes }, at).map(({ pointer }) => pointer)).toEqual(pointers);
  });
});

describe("closure/reopen", () => {
  it("ends what is announced or in force, once", () => {
    expect(reopeningFindings(aClosure(), at)).toEqual([]);
    expect(reopeningFindings(aClosure({ from: "2027-01-01T00:00:00.000Z" }), at)).toEqual([]);
    expect(reopeningFindings(aClosure({ endedAt: soon }), at).map(({ rule }) => rule)).toEqual(["closure/reopen"]);
    const over = aClosure({ until: { of: "instant", at: toInstant(at) } });
    expect(reopeningFindings(over, at).map(({ rule }) => rule)).toEqual(["closure/reopen"]);
  });
});

describe("closure/within", () => {
  const round = aRound();
  const closes = msOf(round.timetable.closesAt);
  const found = (from: number, until: Closure["until"]) =>
    withinFindings(round, [aClosure({ from: toInstant(from), until })], at).length;
  it("refuses a close on which nobody could send anything", () => {
    expect(found(closes - 1, untilInstant(closes))).toBe(1);
    expect(found(closes - 2, untilInstant(closes - 1))).toBe(0);
    expect(found(closes, untilInstant(closes + 1))).toBe(0);
    expect(found(closes - 1, { of: "further-notice" })).toBe(0);
  });
});
