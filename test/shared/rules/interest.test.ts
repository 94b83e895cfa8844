import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Declaration,
  declarationFindings,
  declared,
  hasDeclared,
  INTEREST_KINDS,
  MOST_STANDING,
  type Ruling,
  rulerOf,
  type Said,
  standingInterests,
  standingOf,
  wantsRuling,
} from "../../../shared/rules/interest.ts";
import { toInstant } from "../../../shared/rules/london.ts";
import { places } from "../../support/application.ts";

const at = "2026-12-03T09:00:00.000Z";
const later = "2026-12-04T09:00:00.000Z";
const ruled = (decision: Ruling["decision"]): Ruling => ({
  decision,
  reason: "Asked and answered.",
  by: "p_chair",
  at,
});
const declaration = (more: Partial<Declaration> = {}): Declaration => ({ kind: "none", at, ...more });

describe("standingOf", () => {
  it.each<[string, Declaration | undefined, string]>([
    ["nothing declared", undefined, "undeclared"],
    ["no interest", declaration(), "clear"],
    ["a direct interest", declaration({ kind: "direct" }), "recused"],
    [
      "a direct interest, whatever the chair says",
      declaration({ kind: "direct", ruling: ruled("may-score") }),
      "recused",
    ],
    ["an indirect interest", declaration({ kind: "indirect" }), "waits"],
    ["a loyalty", declaration({ kind: "loyalty" }), "waits"],
    ["a gift", declaration({ kind: "gift" }), "waits"],
    ["a gift the chair found small", declaration({ kind: "gift", ruling: ruled("may-score") }), "clear"],
    ["a loyalty that was too close", declaration({ kind: "loyalty", ruling: ruled("recused") }), "recused"],
    ["a bid that their staff backed", declaration({ backed: true }), "waits"],
    ["a bid that they did not back", declaration({ backed: false }), "clear"],
    ["an interest taken back", declaration({ takenBack: true }), "waits"],
  ])("of %s is %s", (_, given, expected) => {
    expect(standingOf(given)).toBe(expected);
    expect(given !== undefined && wantsRuling(given)).toBe(expected === "waits");
  });
});

describe("interest/bid, interest/about, interest/backed", () => {
  const bids = ["A", "B"];
  it.each<[string, Said & { applicationId: string }, boolean, string[]]>([
    ["no interest", { applicationId: "A", kind: "none" }, false, []],
    [
      "a bid of another round",
      { applicationId: "C", kind: "none" },
      false,
      ["interest/bid /declarations/0/applicationId"],
    ],
    [
      "an interest without words",
      { applicationId: "A", kind: "gift" },
      false,
      ["interest/about /declarations/0/about"],
    ],
    [
      "spaces for words",
      { applicationId: "A", kind: "direct", about: " " },
      false,
      ["interest/about /declarations/0/about"],
    ],
    [
      "an asked seat that does not say",
      { applicationId: "A", kind: "none" },
      true,
      ["interest/backed /declarations/0/backed"],
    ],
    ["an asked seat that says", { applicationId: "A", kind: "none", backed: false }, true, []],
    [
      "a seat that is not asked",
      { applicationId: "A", kind: "none", backed: true },
      false,
      ["interest/backed /declarations/0/backed"],
    ],
  ])("of %s finds what is wrong", (_, said, isAsked, expected) => {
    expect(places(declarationFindings([said], bids, isAsked))).toEqual(expected);
  });
});

describe("interest/declared-first", () => {
  it("is met by a declaration about every bid of the list", () => {
    expect(hasDeclared({ A: declaration() }, ["A", "B"])).toBe(false);
    expect(hasDeclared({ A: declaration(), B: declaration({ kind: "direct" }) }, ["A", "B"])).toBe(true);
  });
});

describe("interest/late", () => {
  it("keeps what stood before, and says so when the bid could be opened", () => {
    const first = declared(undefined, { kind: "none" }, at);
    expect(first).toEqual({ kind: "none", at });
    const second = declared(first, { kind: "direct", about: "My sister chairs it." }, later);
    expect(second).toEqual({
      kind: "direct",
      about: "My sister chairs it.",
      at: later,
      late: true,
      earlier: [{ kind: "none", at }],
    });
  });

  it("is not said of an interest that only becomes another one while it is hidden", () => {
    const waiting = declared(undefined, { kind: "gift", about: "A mug" }, at);
    expect(declared(waiting, { kind: "direct", about: "I sit there" }, later).late).toBeUndefined();
  });

  it("changes nothing when the same is said again", () => {
    const first = declared(undefined, { kind: "gift", about: "A mug", backed: false }, at);
    expect(declared(first, { kind: "gift", about: "A mug", backed: false }, later)).toBe(first);
  });

  const said = fc.tuple(
    fc.constantFrom(...INTEREST_KINDS),
    fc.constantFrom("", "A cousin", "A mug"),
    fc.constantFrom(true, false, undefined),
  );

  it("never lets anybody open a bid again by themselves", () => {
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 8 }), (words) => {
        let declaredNow: Declaration | undefined;
        let hidden = false;
        for (const [n, [kind, about, backed]] of words.entries()) {
          declaredNow = declared(declaredNow, { kind, about, backed }, toInstant(n * 60_000));
          const clear = standingOf(declaredNow) === "clear";
          expect(hidden && clear).toBe(false);
          hidden = !clear;
        }
        expect(declaredNow?.earlier?.length ?? 0).toBeLessThan(words.length);
      }),
    );
  });
});

describe("interest/ruling", () => {
  const panel = [
    { personId: "p_c", seat: "chair" },
    { personId: "p_d", seat: "deputy" },
    { personId: "p_t", seat: "trustee" },
  ] as const;
  it.each<[string, string, string[], string]>([
    ["a trustee’s", "p_t", [], "p_c"],
    ["the deputy’s", "p_d", [], "p_c"],
    ["the chair’s own", "p_c", [], "p_d"],
    ["a trustee’s, where the chair has one too", "p_t", ["p_c"], "p_d"],
    ["the deputy’s, where the chair has one too", "p_d", ["p_c"], "p_c"],
  ])("on %s interest is made by somebody else", (_, personId, hiddenFrom, expected) => {
    expect(rulerOf(panel, personId, hiddenFrom)).toBe(expected);
  });
});

describe("standingInterests", () => {
  const of = (organisationId: string, kind: Said["kind"], about?: string) => ({
    organisationId,
    organisationName: `Group ${organisationId}`,
    kind,
    about,
  });

  it("proposes the interest declared last, and forgets it where there is none any more", () => {
    const before = standingInterests([], [of("o_1", "loyalty", "I am a member"), of("o_2", "gift", "A mug")], at);
    expect(before.map(({ organisationId, kind }) => [organisationId, kind])).toEqual([
      ["o_1", "loyalty"],
      ["o_2", "gift"],
    ]);
    expect(standingInterests(before, [of("o_1", "none")], later)).toEqual(before.slice(1));
  });

  it("keeps a limited number, the latest first", () => {
    const many = Array.from({ length: MOST_STANDING + 5 }, (_, n) => of(`o_${n}`, "gift", "A mug"));
    expect(standingInterests([], many, at)).toHaveLength(MOST_STANDING);
  });
});
