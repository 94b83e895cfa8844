import { describe, expect, it } from "vitest";
import { LEGAL_BODIES } from "../../../shared/legal-bodies.ts";
import {
  Bodies,
  type Body,
  bodiesFindings,
  controllersOn,
  funderOn,
  nameOn,
  type Term,
  termOn,
} from "../../../shared/rules/bodies.ts";

const TODAY = "2026-11-22";
const commissioner: Body = {
  ...{ id: "commissioner", name: "The Commissioner", short: "the PCC", roles: ["funder", "controller"], note: "" },
  ...{ status: "established", validFrom: "2012-11-22" },
};
const mayor: Body = {
  ...{ id: "mayor", name: "The Mayor", short: "the Mayor", roles: ["funder", "controller"], note: "" },
  ...{ status: "expected", validFrom: "2028-05-11", succeeds: "commissioner" },
};
/** As it would be once there was a law. */
const after = [
  { ...commissioner, validUntil: "2028-05-10" },
  { ...mayor, status: "established" as const },
];
const term: Term = { startsOn: "2024-05-09", endsOn: "2028-05-10", status: "established" };
const rulesOf = (bodies: readonly Body[], terms: readonly Term[] = [term], today = TODAY) =>
  bodiesFindings({ bodies: [...bodies], terms: [...terms] }, today).map(({ rule, pointer }) => `${rule} ${pointer}`);

describe("the bodies that the portal brings", () => {
  it("can stand, today and in ten years, with nobody to succeed as a fact", () => {
    expect(Bodies.parse(LEGAL_BODIES)).toEqual(LEGAL_BODIES);
    expect(bodiesFindings(LEGAL_BODIES, TODAY)).toEqual([]);
    for (const day of [TODAY, "2028-05-11", "2036-01-01"]) {
      expect(funderOn(LEGAL_BODIES.bodies, day)?.id).toBe("commissioner");
      expect(controllersOn(LEGAL_BODIES.bodies, day).map(({ id }) => id)).toEqual(["commissioner", "trust"]);
    }
  });
});

describe("funderOn", () => {
  it.each([
    ["2012-11-21", undefined],
    ["2012-11-22", "commissioner"],
    ["2028-05-10", "commissioner"],
    ["2028-05-11", "mayor"],
  ])("on %s is %s, once it is a fact", (day, id) => {
    expect(funderOn(after, day)?.id).toBe(id);
  });

  it("is never somebody expected, whatever the day", () => {
    expect(funderOn([commissioner, mayor], "2030-01-01")?.id).toBe("commissioner");
  });
});

describe("nameOn", () => {
  it.each([
    [after, "The Commissioner", "2028-05-10", "The Commissioner"],
    [after, "The Commissioner", "2028-05-11", "The Mayor"],
    [[commissioner, mayor], "The Commissioner", "2028-05-11", "The Commissioner"],
    [after, "Cabinet Office", "2028-05-11", "Cabinet Office"],
  ])("of %j, %s on %s is %s", (bodies, name, day, expected) => {
    expect(nameOn(bodies, name, day)).toBe(expected);
  });

  it("ends where two bodies take over from each other", () => {
    const ended = { validFrom: "2012-11-22", validUntil: "2020-01-01", status: "established" as const };
    const circle = [
      { ...commissioner, ...ended, succeeds: "mayor" },
      { ...mayor, ...ended },
    ];
    expect(nameOn(circle, "The Commissioner", TODAY)).toBe("The Commissioner");
  });
});

describe("termOn", () => {
  it("is the term of the day, and none while the next is only expected", () => {
    const next: Term = { startsOn: "2028-05-11", endsOn: "2032-05-12", status: "expected" };
    expect(termOn([term, next], "2028-05-10")).toEqual(term);
    expect(termOn([term, next], "2028-05-11")).toBeUndefined();
  });
});

describe("bodiesFindings", () => {
  it("takes a record as it is now, and as it would be after a law", () => {
    expect(rulesOf([commissioner, mayor])).toEqual([]);
    expect(rulesOf(after)).toEqual([]);
  });

  it.each([
    ["bodies/name /bodies/0/name", [{ ...commissioner, name: "" }]],
    ["bodies/name /bodies/0/short", [{ ...commissioner, short: "" }]],
    ["bodies/dates /bodies/1/validUntil", [commissioner, { ...mayor, validUntil: "2028-05-10" }]],
    ["bodies/expected /bodies/1/validFrom", [commissioner, { ...mayor, validFrom: TODAY }]],
    ["bodies/successor /bodies/1/succeeds", [commissioner, { ...mayor, succeeds: "mayor" }]],
    ["bodies/controller /bodies", [{ ...commissioner, roles: ["funder" as const] }]],
    // Two at once: the one that goes was not ended.
    ["bodies/funder /bodies", [commissioner, { ...mayor, status: "established" as const }]],
  ])("finds %s", (expected, bodies) => {
    expect(rulesOf(bodies)).toEqual([expected]);
  });

  it("finds a day without a funder", () => {
    expect(rulesOf(after, [], "2012-11-21")).toContain("bodies/funder /bodies");
  });

  it.each([
    ["bodies/dates /terms/1/startsOn", [term, { ...term, endsOn: "2032-05-12" }]],
    ["bodies/dates /terms/0/endsOn", [{ ...term, endsOn: term.startsOn }]],
  ])("finds %s", (expected, terms) => {
    expect(rulesOf([commissioner], terms)).toEqual([expected]);
  });
});
