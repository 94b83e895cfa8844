import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { searchedFor } from "../../../shared/rules/join-search.ts";
import { toInstant } from "../../../shared/rules/london.ts";
import {
  answerDenied,
  asksDenied,
  CLAIM_KINDS,
  CLAIM_SETTLEMENTS,
  groupsDenied,
  JOIN_ANSWERS,
  JOIN_STATES,
  leavingDenied,
  replacingDenied,
  settledDenied,
  settlementsFor,
} from "../../../shared/rules/membership.ts";

const at = Date.parse("2026-11-22T12:00:00.000Z");
const DAY = 86_400_000;

describe("membership/last-member", () => {
  it.each([
    [1, false, true],
    [0, false, false],
    [0, true, true],
    [3, true, true],
  ])("with %i others, confirmed %s: leaving is possible %s", (others, evenIfLast, possible) => {
    expect(leavingDenied(others, evenIfLast) === undefined).toBe(possible);
  });
});

describe("membership/other-members", () => {
  it.each([
    [[], true],
    [["p_old"], true],
    [["p_old", "p_other"], false],
    [["p_other"], false],
  ])("with %j still members, p_old can be replaced: %s", (active, possible) => {
    expect(replacingDenied(active, "p_old") === undefined).toBe(possible);
  });
});

describe("membership/answered", () => {
  it("lets a request be answered once, and the same way again", () => {
    const possible = JOIN_STATES.flatMap((state) =>
      JOIN_ANSWERS.filter((answer) => answerDenied(state, answer) === undefined).map((answer) => `${state} ${answer}`),
    );
    expect(possible).toEqual(["waiting accepted", "waiting refused", "accepted accepted", "refused refused"]);
  });
});

describe("membership/claim-settled", () => {
  it("lets an open claim be settled in the ways that are offered, and no other", async () => {
    await fc.assert(
      fc.property(
        fc.constantFrom(...CLAIM_KINDS),
        fc.boolean(),
        fc.constantFrom(...CLAIM_SETTLEMENTS),
        (kind, held, how) => {
          const offered = settlementsFor(kind, held).includes(how);
          expect(settledDenied(kind, "open", held, how) === undefined).toBe(offered);
          expect(settledDenied(kind, "settled", held, how)?.detail).toBe("This has been settled already.");
          expect(settledDenied(kind, "dropped", held, how)?.rule).toBe("membership/claim-settled");
        },
      ),
    );
  });

  it("never takes a name away from a group that stands", () => {
    expect(settlementsFor("name-and-place", true)).not.toContain("second-has-it");
  });
});

describe("membership/too-many-groups", () => {
  it.each([
    [19, true],
    [20, false],
  ])("with %i groups, another is possible: %s", (groups, possible) => {
    expect(groupsDenied(groups) === undefined).toBe(possible);
  });
});

describe("membership/too-many-asks", () => {
  const asked = (count: number, daysAgo: number) => Array.from({ length: count }, () => toInstant(at - daysAgo * DAY));
  it.each([
    [9, 1, true],
    [10, 1, false],
    [10, 29, false],
    [10, 30, true],
  ])("with %i requests %i days ago, another is possible: %s", (count, daysAgo, possible) => {
    expect(asksDenied(asked(count, daysAgo), at) === undefined).toBe(possible);
  });
});

describe("searchedFor", () => {
  it.each([
    [
      { by: "charity-number", charityRegister: "scotland", charityNumber: "sc 042386" },
      "Charity number SC042386, Scotland",
    ],
    [
      { by: "charity-number", charityRegister: "england-and-wales", charityNumber: "1076770/1" },
      "Charity number 1076770-1, England and Wales",
    ],
    [{ by: "company-number", companyNumber: "9506232" }, "Company number 09506232"],
    [{ by: "name-and-postcode", name: " The  Quay ", postcode: "bs14dj" }, "The Quay, BS1 4DJ"],
  ] as const)("says %j back in one spelling", (search, text) => {
    expect(searchedFor(search)).toMatchObject({ ok: true, text });
  });

  it.each([
    [{ by: "charity-number", charityRegister: "", charityNumber: "1076770" }, "/search/charityRegister"],
    [{ by: "charity-number", charityRegister: "scotland", charityNumber: "1076770" }, "/search/charityNumber"],
    [{ by: "company-number", companyNumber: "0" }, "/search/companyNumber"],
    [{ by: "name-and-postcode", name: " ", postcode: "BS1 4DJ" }, "/search/name"],
    [{ by: "name-and-postcode", name: "Quay", postcode: "Q1" }, "/search/postcode"],
  ] as const)("refuses %j at its field", (search, pointer) => {
    expect(searchedFor(search)).toMatchObject({ ok: false, findings: [{ pointer }] });
  });
});
