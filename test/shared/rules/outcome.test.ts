import { describe, expect, it } from "vitest";
import { asTold, isHeldBack } from "../../../shared/rules/application.ts";
import {
  editFindings,
  notificationAt,
  OUTCOME_MOVES,
  OUTCOME_STATES,
  type OutcomeMove,
  type OutcomeState,
  outcomeAfter,
  type Release,
  readFindings,
  releaseFindings,
} from "../../../shared/rules/outcome.ts";

const rulesOf = (findings: readonly { rule: string }[]) => findings.map(({ rule }) => rule);
const at = "2027-01-08T09:00:00.000Z";
const hand = (by: string) => ({ by, byName: by, at });

describe("outcome/state", () => {
  const possible: [OutcomeState, OutcomeMove, OutcomeState][] = [
    ["drafted", "edit", "edited"],
    ["edited", "edit", "edited"],
    ["edited", "read", "read"],
    ["read", "edit", "edited"],
    ["read", "release", "released"],
  ];
  it.each(OUTCOME_STATES.flatMap((state) => OUTCOME_MOVES.map((move) => [state, move] as const)))(
    "knows where %s leads by %s",
    (state, move) => {
      expect(outcomeAfter(state, move)).toBe(possible.find((one) => one[0] === state && one[1] === move)?.[2]);
    },
  );

  it("lets nobody change what was told", () => {
    expect(rulesOf(editFindings({ applicationId: "A", state: "released" }, "New words."))).toEqual(["outcome/state"]);
  });
});

describe("outcome/text", () => {
  it("is never empty", () => {
    expect(rulesOf(editFindings({ applicationId: "A", state: "drafted" }, " \n "))).toEqual(["outcome/text"]);
    expect(editFindings({ applicationId: "A", state: "drafted" }, "We are sorry.")).toEqual([]);
  });
});

describe("outcome/second-person", () => {
  it.each([
    ["its editor", "edited", "p_a", ["outcome/second-person"]],
    ["another person", "edited", "p_b", []],
    ["another person, a draft that nobody edited", "drafted", "p_b", ["outcome/state"]],
    ["another person, once more", "read", "p_b", ["outcome/state"]],
  ] as const)("asks for two people: read by %s", (_who, state, by, expected) => {
    expect(rulesOf(readFindings({ applicationId: "A", state, edited: hand("p_a") }, by))).toEqual(expected);
  });
});

describe("outcome/release", () => {
  const release = (state: Release["state"], askedBy?: string) => ({
    state,
    ...(askedBy === undefined ? {} : { askedBy }),
  });
  it.each([
    ["asks while it is held", release("held"), "ask", "p_a", true],
    ["asks where nothing was decided", undefined, "ask", "p_a", false],
    ["asks once it was released", release("released"), "ask", "p_a", false],
    ["confirms what nobody asked for", release("held"), "confirm", "p_b", false],
    ["confirms what another asked for", release("asked", "p_a"), "confirm", "p_b", true],
    ["confirms what they asked for themselves", release("asked", "p_a"), "confirm", "p_a", false],
  ] as const)("somebody %s", (_what, given, step, by, may) => {
    expect(rulesOf(releaseFindings(given, step, by))).toEqual(may ? [] : ["outcome/release"]);
  });
});

describe("notificationAt", () => {
  it.each([
    ["2027-01-29", "2027-01-29T09:00:00.000Z"],
    ["2027-07-30", "2027-07-30T08:00:00.000Z"],
    ["2027-03-28", "2027-03-28T08:00:00.000Z"],
  ])("is nine in the morning in London: %s", (day, instant) => {
    expect(notificationAt(day)).toBe(instant);
  });
});

describe("outcome/held", () => {
  const head = { state: "declined", decidedIn: "M2" } as const;
  it.each([
    ["not decided", { state: "eligible" }, "eligible", false],
    ["decided, not told", head, "eligible", false],
    ["told from now on", { ...head, toldOf: "M2", toldFrom: at }, "declined", false],
    ["told from later on", { ...head, toldOf: "M2", toldFrom: "2027-01-08T09:00:00.001Z" }, "eligible", false],
    ["put off, not told", { state: "eligible", decidedIn: "M1", deferredFrom: "M1" }, "eligible", false],
    [
      "put off, told",
      { state: "eligible", decidedIn: "M1", deferredFrom: "M1", toldOf: "M1", toldFrom: at },
      "eligible",
      true,
    ],
    [
      "put off and told, then decided and not told: it still reads as put off",
      { ...head, deferredFrom: "M1", toldOf: "M1", toldFrom: at },
      "eligible",
      true,
    ],
    ["all told", { ...head, deferredFrom: "M1", toldOf: "M2", toldFrom: at }, "declined", false],
    ["withdrawn meanwhile", { state: "withdrawn", decidedIn: "M1" }, "withdrawn", false],
  ] as const)("shows a group only what it was told: %s", (_what, given, state, isDeferred) => {
    expect(asTold(given, at)).toEqual({ state, isDeferred });
  });

  it("is held back while the last decision is not the one that was told", () => {
    expect(isHeldBack(head, at)).toBe(true);
    expect(isHeldBack({ ...head, toldOf: "M1", toldFrom: at }, at)).toBe(true);
    expect(isHeldBack({ ...head, toldOf: "M2", toldFrom: at }, at)).toBe(false);
    expect(isHeldBack({}, at)).toBe(false);
  });
});
