import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ApplicationState } from "../../../shared/rules/application.ts";
import {
  type Bid,
  type Comparison,
  type ComparisonDecision,
  comparisonsOf,
  decisionFindings,
  type Hit,
  isUndecided,
  ownFindings,
} from "../../../shared/rules/comparison.ts";
import { PRINT_KINDS, type Print, type PrintKind } from "../../../shared/rules/fingerprint.ts";

const print = (kind: PrintKind, name: string, more: Partial<Print> = {}): Print => ({
  kind,
  hash: `${kind}-${name}`,
  label: name,
  ...more,
});
const bid = (number: number, organisation: string, prints: Print[], state: ApplicationState = "submitted"): Bid => ({
  applicationId: `ABC-26Q4-000${number}-K`,
  roundId: "ABC-26Q4",
  organisationId: `o_${organisation}`,
  organisationName: `Group ${organisation}`,
  title: "Youth nights",
  state,
  prints,
});
const hitsIn = (bids: readonly Bid[]): Hit[] =>
  bids.flatMap(({ prints, ...other }) => prints.map((one) => ({ bid: other, print: one })));
const compare = (mine: Bid, ...others: Bid[]): Comparison[] => comparisonsOf(mine, hitsIn(others));
const short = ({ rule, severity, relation, other }: Comparison) =>
  `${rule} ${severity} ${relation} ${other.applicationId}`;

const invoice = print("file", "invoice.pdf");
const trust = print("match-source", "Example Trust", { amountsPence: [50_000] });
const hall = print("cost-line", "Hire of the hall", { amountsPence: [60_000] });
const address = print("address", "1 Example Street");
const names = (name: string) => print("partner", name, { named: true });
const is = (name: string) => print("partner", name);

describe("comparisonsOf", () => {
  const table: [string, Print[], Print[], string[], Partial<{ theirs: string; state: ApplicationState }>][] = [
    ["comparison/file: the same paper of one group", [invoice], [invoice], ["comparison/file warn own"], {}],
    ["comparison/file: of another group", [invoice], [invoice], ["comparison/file warn other"], { theirs: "b" }],
    [
      "comparison/file: a group’s own accounts with each of its bids are nothing",
      [{ ...invoice, ofGroup: true }],
      [{ ...invoice, ofGroup: true }],
      [],
      {},
    ],
    [
      "comparison/file: the accounts of another group are a warning",
      [{ ...invoice, ofGroup: true }],
      [{ ...invoice, ofGroup: true }],
      ["comparison/file warn other"],
      { theirs: "b" },
    ],
    [
      "comparison/file: its accounts as the proof of a cost are a warning",
      [{ ...invoice, ofGroup: true }],
      [invoice],
      ["comparison/file warn own"],
      {},
    ],
    [
      "comparison/match-source: the same money of one group",
      [trust],
      [trust],
      ["comparison/match-source warn own"],
      {},
    ],
    [
      "comparison/match-source: another amount is information",
      [trust],
      [{ ...trust, amountsPence: [20_000] }],
      ["comparison/match-source information own"],
      {},
    ],
    [
      "comparison/match-source: another amount for which a grant was made is a warning",
      [trust],
      [{ ...trust, amountsPence: [20_000] }],
      ["comparison/match-source warn own"],
      { state: "awarded" },
    ],
    [
      "comparison/match-source: a council supports two groups",
      [trust],
      [trust],
      ["comparison/match-source information other"],
      { theirs: "b" },
    ],
    ["comparison/cost-line: the same cost of one group", [hall], [hall], ["comparison/cost-line warn own"], {}],
    [
      "comparison/cost-line: what was asked for in vain may be asked for again",
      [hall],
      [hall],
      ["comparison/cost-line information own"],
      { state: "declined" },
    ],
    [
      "comparison/cost-line: two groups hire two halls",
      [hall],
      [hall],
      ["comparison/cost-line information other"],
      { theirs: "b" },
    ],
    [
      "comparison/cost-line: the same cost of a partner",
      [hall, names("b")],
      [hall, is("b")],
      ["comparison/cost-line warn partner", "comparison/partner information partner"],
      { theirs: "b" },
    ],
    ["comparison/address: one address of one group is nothing", [address], [address], [], {}],
    [
      "comparison/address: of two groups, never a warning",
      [address],
      [address],
      ["comparison/address information other"],
      { theirs: "b" },
    ],
    [
      "comparison/address: nor where a grant was made",
      [address],
      [address],
      ["comparison/address information other"],
      { theirs: "b", state: "awarded" },
    ],
    [
      "comparison/partner: two bids that name one partner have nothing of each other",
      [names("police")],
      [names("police")],
      [],
      { theirs: "b" },
    ],
    ["nothing: two bids of one group that share nothing", [invoice, hall], [trust], [], {}],
  ];

  it.each(table)("%s", (_, mine, theirs, expected, { theirs: owner = "a", state = "submitted" }) => {
    const found = compare(bid(1, "a", mine), bid(2, owner, theirs, state));
    expect(found.map(short)).toEqual(expected.map((one) => `${one} ABC-26Q4-0002-K`));
  });

  it.each<ApplicationState>(["draft", "withdrawn", "not-eligible"])(
    "counts no bid that is %s, on either side",
    (state) => {
      const [mine, theirs] = [bid(1, "a", [invoice]), bid(2, "a", [invoice], state)];
      expect([compare(mine, theirs), compare(theirs, mine)]).toEqual([[], []]);
    },
  );

  it("says that a grant was made, and puts that first", () => {
    const found = compare(bid(1, "a", [hall]), bid(2, "a", [hall]), bid(3, "a", [hall], "awarded"));
    expect(found.map(({ other, funded }) => [other.applicationId, funded])).toEqual([
      ["ABC-26Q4-0003-K", true],
      ["ABC-26Q4-0002-K", false],
    ]);
    expect(found[0]?.detail).toContain("A grant was made for it already.");
  });

  it("says what a file is called there", () => {
    const [found] = compare(bid(1, "a", [invoice]), bid(2, "b", [{ ...invoice, label: "rechnung.pdf" }]));
    expect(found?.detail).toContain("There it is called “rechnung.pdf”.");
  });

  it("leaves a blank form out, except where it was decided that it is one", () => {
    const [mine, theirs] = [bid(1, "a", [invoice]), bid(2, "b", [invoice])];
    const templates = new Set([invoice.hash]);
    expect(comparisonsOf(mine, hitsIn([theirs]), templates)).toEqual([]);
    const decision: ComparisonDecision = {
      ...{
        hash: invoice.hash,
        result: "blank-template",
        reason: "The council’s form.",
        covers: [theirs.applicationId],
      },
      ...{ by: "p_olive", byName: "Olive", at: "2026-12-03T10:00:00.000Z" },
    };
    const [shown] = comparisonsOf(mine, hitsIn([theirs]), templates, [decision]);
    expect([shown?.severity, shown?.decision?.result]).toEqual(["information", "blank-template"]);
  });

  it("is decided with the bids that were known then, and with no other", () => {
    const decision: ComparisonDecision = {
      ...{ hash: invoice.hash, result: "explained", reason: "Two halves of one order.", covers: ["ABC-26Q4-0002-K"] },
      ...{ by: "p_olive", byName: "Olive", at: "2026-12-03T10:00:00.000Z" },
    };
    const found = comparisonsOf(
      bid(1, "a", [invoice]),
      hitsIn([bid(2, "b", [invoice]), bid(3, "c", [invoice])]),
      new Set(),
      [decision],
    );
    expect(found.map((one) => [one.other.applicationId, isUndecided(one)])).toEqual([
      ["ABC-26Q4-0002-K", false],
      ["ABC-26Q4-0003-K", true],
    ]);
  });

  const anyPrint = fc
    .tuple(fc.constantFrom(...PRINT_KINDS), fc.constantFrom("x", "y"), fc.boolean(), fc.integer({ min: 1, max: 2 }))
    .map(([kind, name, flag, amount]): Print => {
      if (kind === "partner") return flag ? names(name) : is(name);
      return print(kind, name, kind === "file" ? { ofGroup: flag } : { amountsPence: [amount] });
    });
  const anyBid = (number: number) =>
    fc
      .tuple(
        fc.uniqueArray(anyPrint, { selector: ({ hash }) => hash, maxLength: 6 }),
        fc.constantFrom("a", "b"),
        fc.constantFrom<ApplicationState>("submitted", "eligible", "awarded", "declined", "withdrawn"),
      )
      .map(([prints, organisation, state]) => bid(number, organisation, prints, state));

  it("finds B from A exactly where it finds A from B, for the same things", () => {
    fc.assert(
      fc.property(anyBid(1), anyBid(2), (one, other) => {
        const things = (found: Comparison[]) => found.map(({ hash, relation }) => `${hash} ${relation}`).toSorted();
        expect(things(compare(one, other))).toEqual(things(compare(other, one)));
      }),
    );
  });

  it("never names a bid that shares nothing, whatever else there is", () => {
    fc.assert(
      fc.property(anyBid(1), fc.array(anyBid(2), { maxLength: 4 }), (mine, others) => {
        const unrelated = bid(9, "z", [print("file", "z"), print("cost-line", "z"), is("z")]);
        const found = comparisonsOf(mine, hitsIn([...others, unrelated]));
        expect(found.filter(({ other }) => other.applicationId === unrelated.applicationId)).toEqual([]);
      }),
    );
  });

  it("comes to the same in whatever order bids and lines are read", () => {
    fc.assert(
      fc.property(anyBid(1), anyBid(2), anyBid(3), fc.boolean(), (mine, second, third, turned) => {
        const hits = hitsIn([second, third]);
        const other = turned ? hits.toReversed() : hitsIn([third, second]);
        expect(comparisonsOf({ ...mine, prints: mine.prints.toReversed() }, other)).toEqual(comparisonsOf(mine, hits));
      }),
    );
  });
});

describe("ownFindings", () => {
  it("tells warnings about the group’s own bids, each with its place and what to do", () => {
    const found = compare(
      bid(1, "a", [invoice, hall, address]),
      bid(2, "a", [invoice]),
      bid(3, "a", [hall], "awarded"),
      bid(4, "b", [invoice, address]),
    );
    expect(ownFindings(found, new Map([[invoice.hash, "/documents/quotes"]]))).toEqual([
      {
        rule: "comparison/cost-line",
        pointer: "",
        detail:
          "You named the same cost, “Hire of the hall”, in ABC-26Q4-0003-K. A grant was made for it. Say in your answers why it comes up again, or take it out.",
      },
      {
        rule: "comparison/file",
        pointer: "/documents/quotes",
        detail: "You named the same file, “invoice.pdf”, in ABC-26Q4-0002-K. Say why in your answers, or use another.",
      },
    ]);
  });

  it("says nothing of another group, a partner or information", () => {
    const found = compare(
      bid(1, "a", [invoice, hall, names("b"), trust, address]),
      bid(2, "b", [invoice, hall, is("b"), address]),
      bid(3, "a", [{ ...trust, amountsPence: [1] }]),
    );
    expect(found.length).toBeGreaterThan(3);
    expect(ownFindings(found, new Map())).toEqual([]);
  });
});

describe("comparison/template", () => {
  it("lets a file alone be a blank form", () => {
    expect(PRINT_KINDS.filter((kind) => decisionFindings(kind, "blank-template").length === 0)).toEqual(["file"]);
    expect(decisionFindings("cost-line", "explained")).toEqual([]);
    expect(decisionFindings("address", "blank-template")[0]?.rule).toBe("comparison/template");
  });
});
