import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Trace, tracesOf, type Used } from "../../../shared/rules/fingerprint.ts";
import { plainWords } from "../../../shared/rules/plain-words.ts";

const nothing: Used = {
  organisation: { name: "Example Youth Club", addressLine1: "1 Example Street", postcode: "BS20 8QJ" },
  files: [],
  match: [],
  costs: [],
  partners: "",
};
const form = { documents: [] };
const of = (used: Partial<Used>, kind: Trace["kind"], fund: Parameters<typeof tracesOf>[1] = form): Trace[] =>
  tracesOf({ ...nothing, ...used }, fund).filter((trace) => trace.kind === kind);
const source = (name: string, amountPence = 50_000, kind = "cash") => ({ source: name, kind, amountPence });
const cost = (item: string, basis: string, costPence = 50_000) => ({ item, basis, costPence });
const spellings = (traces: readonly Trace[]): string[] => traces.map(({ spelling }) => spelling);

describe("plainWords", () => {
  it.each([
    ["The Example Trust Ltd", "example trust"],
    ["EXAMPLE  TRUST (C.I.C.)", "example trust c i c"],
    ["Café & Kitchen, CIC", "cafe and kitchen"],
    ["St. Mary’s", "st marys"],
    ["Ｆｕｌｌ width", "full width"],
    ["The", "the"],
    ["Limited", "limited"],
    ["…", ""],
  ])("reads %s as %s", (typed, plain) => {
    expect(plainWords(typed).join(" ")).toBe(plain);
  });
});

describe("tracesOf", () => {
  it.each([
    ["EXAMPLE TRUST", "case"],
    ["  Example   Trust ", "spaces"],
    ["ExampleTrust", "no space"],
    ["Example-Trust.", "punctuation"],
    ["The Example Trust Limited", "the and the legal form"],
    ["Exämple Trust", "an accent"],
  ])("does not let a source of match hide as %s (%s)", (typed) => {
    expect(spellings(of({ match: [source(typed)] }, "match-source"))).toEqual(
      spellings(of({ match: [source("Example Trust")] }, "match-source")),
    );
  });

  it("finds any source again under any case, spaces and punctuation", () => {
    const word = fc.string({ unit: fc.constantFrom(..."bcdgklmz"), minLength: 3, maxLength: 8 });
    const between = fc.constantFrom(" ", "  ", "-", ", ", ".", " / ");
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 5 }), between, fc.boolean(), (words, gap, upper) => {
        const typed = words.join(gap);
        const hidden = of({ match: [source(upper ? typed.toUpperCase() : typed)] }, "match-source");
        expect(spellings(hidden)).toEqual(spellings(of({ match: [source(words.join(" "))] }, "match-source")));
      }),
    );
  });

  it.each([
    "Volunteers",
    "Our volunteers’ time",
    "Own reserves",
    "Example Youth Club",
    "Example Youth Club reserves",
    "Members’ subs",
    "!!!",
  ])("takes %s for no source that two bids could share by its name", (typed) => {
    expect(of({ match: [source(typed)] }, "match-source")).toEqual([]);
  });

  it("knows a source by its name and kind, and its amounts beside it", () => {
    const [first, ...more] = of(
      { match: [source("Example Trust", 70_000), source("example trust", 20_000), source("Example Trust", 70_000)] },
      "match-source",
    );
    expect([more.length, first?.amountsPence]).toEqual([0, [20_000, 70_000]]);
    expect(spellings(of({ match: [source("Example Trust", 70_000, "in-kind")] }, "match-source"))).not.toEqual([
      first?.spelling,
    ]);
  });

  it("knows a cost by item, basis and amount", () => {
    const mine = of({ costs: [cost("Hire of the hall", "20 evenings at £25")] }, "cost-line");
    expect(spellings(of({ costs: [cost("HIRE OF THE HALL ", "20 evenings, at 25")] }, "cost-line"))).toEqual(
      spellings(mine),
    );
    for (const other of [cost("Hire of the hall", "20 evenings at £25", 50_001), cost("Hire of the hall", "")])
      expect(spellings(of({ costs: [other] }, "cost-line"))).not.toEqual(spellings(mine));
  });

  it("leaves out the blank forms and papers of the fund itself", () => {
    const files = [
      { slot: "quotes", name: "quote.pdf", sha256: "a".repeat(64) },
      { slot: "quotes", name: "our form.pdf", sha256: "b".repeat(64) },
    ];
    const templates = [{ sha256: "b".repeat(64), name: "Budget form" }];
    expect(of({ files }, "file", { documents: [], templates }).map(({ label }) => label)).toEqual(["quote.pdf"]);
  });

  it("marks a paper about the group, unless the same file stands for the project too", () => {
    const slot = (id: string, about: "group" | "project") => ({ id, label: id, bands: [], optional: false, about });
    const documents = [slot("accounts", "group"), slot("quotes", "project")];
    const file = (at: string) => ({ slot: at, name: "a.pdf", sha256: "a".repeat(64) });
    expect(of({ files: [file("accounts")] }, "file", { documents })[0]?.ofGroup).toBe(true);
    expect(of({ files: [file("accounts"), file("quotes")] }, "file", { documents })[0]?.ofGroup).toBe(false);
  });

  it.each([
    ["We work with Withy Meadow Residents and the police.", "withymeadowresidents"],
    ["Friends of Bath and Wells: they give us rooms.", "friendsofbathandwells"],
    ["withy meadow residents, st mary's school", "withymeadowresidents"],
  ])("reads the organisation that is named in “%s”", (partners, spelling) => {
    expect(spellings(of({ partners }, "partner"))).toContain(spelling);
  });

  it("never takes the group itself for its own partner, and reads twenty names at most", () => {
    const many = Array.from({ length: 50 }, (_, n) => `Group Number ${n}`).join("\n");
    const named = of({ partners: `Example Youth Club\n${many}` }, "partner").filter((trace) => trace.named === true);
    expect(named.map(({ label }) => label)).not.toContain("Example Youth Club");
    expect(named).toHaveLength(20);
  });

  it("is the same for lines in any order", () => {
    const costs = Array.from({ length: 12 }, (_, n) => cost(`Item ${n % 7}`, `basis ${n % 3}`, 1_000 * (n % 5)));
    const match = Array.from({ length: 12 }, (_, n) => source(`Trust ${n % 5}`, 100 * n));
    const shuffled = fc.tuple(
      fc.shuffledSubarray(costs, { minLength: costs.length }),
      fc.shuffledSubarray(match, { minLength: match.length }),
    );
    fc.assert(
      fc.property(shuffled, ([otherCosts, otherMatch]) => {
        expect(tracesOf({ ...nothing, costs: otherCosts, match: otherMatch }, form)).toEqual(
          tracesOf({ ...nothing, costs, match }, form),
        );
      }),
      { numRuns: 50 },
    );
  });
});
