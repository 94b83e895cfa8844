import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toInstant } from "../../../shared/rules/london.ts";
import {
  ASK_LIMITS,
  CODE,
  challengeFindings,
  nameFindings,
  readCode,
  type Session,
  safeNext,
  sessionAlive,
  sessionLimits,
  windowOf,
  wrongCode,
} from "../../../shared/rules/sign-in.ts";

const at = Date.parse("2026-11-22T12:00:00.000Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("readCode", () => {
  it.each([
    ["123456", "123456"],
    [" 123 456 ", "123456"],
    ["123-456", "123456"],
    ["123–456", "123456"],
    ["1 2 3 4 5 6", "123456"],
    ["\u200b123456\u2060", "123456"],
    ["000000", "000000"],
    ["12345", undefined],
    ["1234567", undefined],
    ["12345a", undefined],
    ["１２３４５６", undefined],
    ["", undefined],
  ])("reads %j as %j", (typed, code) => {
    expect(readCode(typed)).toBe(code);
  });

  it("reads every code, however spaces and dashes are put into it", () => {
    const digits = fc.stringMatching(/^\d{6}$/);
    const gaps = fc.array(fc.constantFrom("", " ", "-", "\u00a0", "\n"), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(digits, gaps, (code, between) => {
        const typed = between.map((gap, n) => gap + (code[n] ?? "")).join("");
        expect(readCode(typed)).toBe(code);
      }),
    );
  });
});

const rulesOf = (findings: { rule: string }[]): string[] => findings.map(({ rule }) => rule);

describe("sign-in/code-expired", () => {
  it.each([
    [0, []],
    [10 * MINUTE - 1, []],
    [10 * MINUTE, ["sign-in/code-expired"]],
    [24 * HOUR, ["sign-in/code-expired"]],
  ])("after %i milliseconds finds %j", (later, rules) => {
    expect(rulesOf(challengeFindings({ askedAt: toInstant(at), tries: 0 }, at + later))).toEqual(rules);
  });
});

describe("sign-in/tries-spent", () => {
  it.each([0, 1, 4])("lets a code be tried after %i tries", (tries) => {
    expect(challengeFindings({ askedAt: toInstant(at), tries }, at)).toEqual([]);
  });
  it("refuses a sixth try", () => {
    expect(rulesOf(challengeFindings({ askedAt: toInstant(at), tries: CODE.tries }, at))).toEqual([
      "sign-in/tries-spent",
    ]);
  });
});

describe("sign-in/code-used", () => {
  it("comes before everything else that may be wrong with a code", () => {
    const used = { askedAt: toInstant(at), tries: 9, usedBy: "somebody" };
    expect(rulesOf(challengeFindings(used, at + HOUR))).toEqual(["sign-in/code-used"]);
  });
});

describe("sign-in/wrong-code", () => {
  it.each([
    [1, "You have 4 tries left."],
    [4, "You have 1 try left."],
    [5, "Ask for a new code."],
    [6, "Ask for a new code."],
  ])("after wrong try %i says %j", (tries, words) => {
    expect(wrongCode(tries)[0]?.detail).toBe(`That is not the code. ${words}`);
  });
});

describe("windowOf", () => {
  it("puts every instant into the one window that holds it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ASK_LIMITS), fc.integer({ min: 0, max: 4e12 }), (limit, when) => {
        const start = Date.parse(windowOf(limit, when));
        expect(start).toBeLessThanOrEqual(when);
        expect(when - start).toBeLessThan(limit.windowMs);
        expect(start % limit.windowMs).toBe(0);
      }),
    );
  });
});

describe("sessionAlive", () => {
  const session = fc.record({
    door: fc.constantFrom("code" as const, "staff" as const),
    shared: fc.boolean(),
    startedAt: fc.constant(toInstant(at)),
    seenAt: fc.integer({ min: 0, max: 200 * HOUR }).map((later) => toInstant(at + later)),
  });

  it("never outlives its absolute time, nor its idle time since it was last seen", () => {
    fc.assert(
      fc.property(session, fc.integer({ min: 0, max: 400 * HOUR }), (some: Session, later) => {
        const limits = sessionLimits(some);
        const withinLimits = later < limits.absolute && at + later - Date.parse(some.seenAt) < limits.idle;
        expect(sessionAlive(some, undefined, at + later)).toBe(withinLimits);
      }),
    );
  });

  it("treats a shared computer as staff are treated", () => {
    expect(sessionLimits({ door: "code", shared: true })).toEqual(sessionLimits({ door: "staff", shared: false }));
  });

  it("once over stays over as time goes on", () => {
    fc.assert(
      fc.property(session, fc.nat(400 * HOUR), fc.nat(400 * HOUR), (some: Session, first, more) => {
        expect(sessionAlive(some, undefined, at + first) || !sessionAlive(some, undefined, at + first + more)).toBe(
          true,
        );
      }),
    );
  });

  it.each([
    [-1, true],
    [0, false],
    [1, false],
  ])("signed out everywhere %i milliseconds after it began: alive is %s", (later, alive) => {
    const some: Session = { door: "code", shared: false, startedAt: toInstant(at), seenAt: toInstant(at) };
    expect(sessionAlive(some, toInstant(at + later), at + 10)).toBe(alive);
  });

  it("is over when it was ended", () => {
    const ended: Session = {
      door: "code",
      shared: false,
      startedAt: toInstant(at),
      seenAt: toInstant(at),
      endedAt: toInstant(at),
    };
    expect(sessionAlive(ended, undefined, at)).toBe(false);
  });
});

describe("sign-in/name", () => {
  it.each([
    ["Ash Example", []],
    ["Zoë O'Neill-García", []],
    ["李", []],
    ["", ["sign-in/name"]],
    [" \n\t", ["sign-in/name"]],
    ["x".repeat(101), ["sign-in/name"]],
  ])("finds in %j %j", (typed, rules) => {
    expect(rulesOf(nameFindings(typed))).toEqual(rules);
  });
});

describe("safeNext", () => {
  it.each([
    ["/applications/CAF-26Q4-0017-K?section=money#top", "/applications/CAF-26Q4-0017-K?section=money#top"],
    ["/", "/"],
    [undefined, "/"],
    ["", "/"],
    ["applications", "/"],
    ["//elsewhere.example", "/"],
    ["/\\elsewhere.example", "/"],
    ["/\t/elsewhere.example", "/"],
    ["https://elsewhere.example", "/"],
    ["javascript:alert(1)", "/"],
    [`/${"x".repeat(600)}`, "/"],
  ])("leads %j to %j", (wanted, next) => {
    expect(safeNext(wanted)).toBe(next);
  });

  it("never leads a browser to another site", () => {
    const tricky = fc.string({ unit: fc.constantFrom("/", "\\", "\t", "\n", "@", ":", ".", "a", "?", "#", "%") });
    fc.assert(
      fc.property(tricky, (wanted) => {
        expect(new URL(safeNext(wanted), "https://portal.example/sign-in").origin).toBe("https://portal.example");
      }),
    );
  });
});
