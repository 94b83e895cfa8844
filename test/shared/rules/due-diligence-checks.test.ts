import { describe, expect, it } from "vitest";
import type { CheckId } from "../../../shared/rules/due-diligence.ts";
import { annualGrantPence, type Preparing, prepared } from "../../../shared/rules/due-diligence-checks.ts";
import { checksFor, type Numbers, numberWords } from "../../../shared/rules/due-diligence-numbers.ts";
import { subsidyTotal } from "../../../shared/rules/subsidy.ts";

const NUMBERS: Numbers = {
  type: "registered-charity",
  charityRegister: "england-and-wales",
  charityNumber: "1076770",
  companyNumber: "",
};
const TODAY = "2027-01-08";
const from = (over: Partial<Preparing> = {}): Preparing => ({
  today: TODAY,
  groupName: "Example Youth Club",
  numbers: NUMBERS,
  band: "M",
  requestedPence: 300_000,
  termMonths: 12,
  slots: [{ id: "accounts", label: "Your latest accounts", files: 1 }],
  governingDocumentOn: "2019-03-27",
  facts: { subsidies: [], steps: {} },
  subsidy: subsidyTotal([], 300_000, "2027-01-26"),
  lookUps: [],
  keys: [],
  panel: [],
  declared: true,
  record: { awards: [], returns: [], applications: [] },
  comparisons: { warnings: 0, undecided: 0, details: [] },
  ...over,
});
const facts = (over: Partial<Preparing["facts"]>): Pick<Preparing, "facts"> => ({
  facts: { subsidies: [], steps: {}, ...over },
});
const of = (check: CheckId, over: Partial<Preparing> = {}) => {
  const line = prepared(from(over)).find((one) => one.check === check);
  return { found: line?.found, said: line?.says.join(" ") ?? "" };
};

describe("checksFor", () => {
  it("asks a register only where the group gave a number of it", () => {
    expect(checksFor(NUMBERS)).toContain("charity-register");
    expect(checksFor(NUMBERS)).not.toContain("company-register");
    const group = { type: "unincorporated-association", charityRegister: "", charityNumber: "", companyNumber: "" };
    expect(checksFor(group)).not.toContain("charity-register");
    expect(checksFor({ ...NUMBERS, type: "charitable-company", companyNumber: "09506232" })).toContain(
      "company-register",
    );
  });
});

describe("numberWords", () => {
  const rows: [string, Partial<Numbers>, string, string][] = [
    ["an English number of the English register", {}, "clear", "Register chosen by the group: England and Wales."],
    ["six digits that both registers have, as English", { charityNumber: "100019" }, "clear", "England and Wales"],
    [
      "the same as Northern Irish, without its letters",
      { charityNumber: "100019", charityRegister: "northern-ireland" },
      "wrong",
      "Northern Ireland",
    ],
    ["the same with them", { charityNumber: "NIC100019", charityRegister: "northern-ireland" }, "clear", "NIC100019"],
    ["a number whose register was not chosen", { charityRegister: "" }, "wrong", "no register was chosen"],
    ["a charity without its number", { charityNumber: "" }, "wrong", "gave none"],
    [
      "a company number of an incorporated charity",
      { type: "charitable-company", companyNumber: "CE012345" },
      "look",
      "CE012345",
    ],
    [
      "a small group without any",
      { type: "unincorporated-association", charityNumber: "" },
      "clear",
      "need not have one",
    ],
  ];
  it.each(rows)("of %s", (_, over, found, words) => {
    const said = numberWords({ ...NUMBERS, ...over });
    expect([said.found, said.says.join(" ")]).toEqual([found, expect.stringContaining(words)]);
  });
});

describe("prepared", () => {
  it("says where to look where no key is set, and that nobody asked where one is", () => {
    expect(of("charity-register").said).toMatch(
      /^No key is set for .* Look it up at https:.* record what you found\.$/,
    );
    expect(of("charity-register", { keys: ["charity-commission"] }).said).toMatch(/^Nobody has asked/);
  });

  it("sends an officer to the register of Scotland or Northern Ireland, key or no key", () => {
    const numbers = { ...NUMBERS, charityRegister: "northern-ireland", charityNumber: "NIC100019" };
    expect(of("charity-register", { numbers, keys: ["charity-commission"] }).said).toContain("charitycommissionni");
  });

  const papers: [string, Partial<Preparing>, string, string][] = [
    ["accounts whose day nobody entered", {}, "unknown", "Enter the day"],
    ["accounts of eighteen months to the day", facts({ accountsOn: "2025-07-08" }), "clear", "8 July 2025"],
    ["accounts a day older", facts({ accountsOn: "2025-07-07" }), "look", "more than 18 months old"],
    [
      "a statement of three months to the day",
      facts({ accountsOn: TODAY, bankStatementOn: "2026-10-08" }),
      "clear",
      "8 October 2026",
    ],
    [
      "a statement a day older",
      facts({ accountsOn: TODAY, bankStatementOn: "2026-10-07" }),
      "look",
      "more than 3 months old",
    ],
    [
      "accounts to come",
      { slots: [{ id: "accounts", label: "Your latest accounts", files: 0, notYet: "In May." }] },
      "look",
      "not yet. In May.",
    ],
    ["a form without documents", { slots: [], governingDocumentOn: "" }, "clear", "asks for no documents"],
  ];
  it.each(papers)("looks at the documents: %s", (_, over, found, words) => {
    expect(of("documents", over)).toEqual({ found, said: expect.stringContaining(words) });
  });

  const incomes: [string, Partial<Preparing>, string, string][] = [
    ["nothing entered", {}, "unknown", "Enter the year’s income"],
    ["a small grant above a small income", facts({ incomePence: 100_000 }), "clear", "300% of an income of £1,000.00"],
    ["no income at all", facts({ incomePence: 0 }), "clear", "had no income"],
    [
      "a large grant, twice the income to the penny",
      { ...facts({ incomePence: 2_000_000 }), band: "L", requestedPence: 1_000_000 },
      "clear",
      "50%",
    ],
    [
      "a large grant, a penny less",
      { ...facts({ incomePence: 1_999_999 }), band: "L", requestedPence: 1_000_000 },
      "look",
      "less than twice",
    ],
    [
      "eighteen months of it",
      { ...facts({ incomePence: 2_000_000 }), band: "L", requestedPence: 1_500_000, termMonths: 18 },
      "clear",
      "£10,000.00 a year",
    ],
  ];
  it.each(incomes)("holds the grant against the income: %s", (_, over, found, words) => {
    expect(of("income", over)).toEqual({ found, said: expect.stringContaining(words) });
  });

  it("asks about subsidy control only where the money is for trading", () => {
    expect(of("subsidy").found).toBe("unknown");
    expect(of("subsidy", facts({ trading: "no" })).found).toBe("clear");
    const subsidy = subsidyTotal([{ from: "A", on: "2026-05-01", amountPence: 31_200_001 }], 300_000, "2027-01-26");
    expect(of("subsidy", { ...facts({ trading: "yes" }), subsidy })).toEqual({
      found: "wrong",
      said: expect.stringContaining("£0.01 more"),
    });
  });

  it.each([
    ["is looked at while the sums say less", 99_999, "look"],
    ["is clear once the sums say as much", 100_000, "clear"],
  ] as const)("names earlier grants on record to a trading bid: it %s", (_, hadPence, found) => {
    const awards = [
      { fundId: "other", on: "2024-03-31", amountPence: 7 },
      { fundId: "other", on: "2025-03-14", amountPence: 100_000 },
    ];
    const subsidy = subsidyTotal([{ from: "This office", on: "2025-03-14", amountPence: hadPence }], 1, "2027-01-26");
    const over = { ...facts({ trading: "yes" }), subsidy, record: { awards, returns: [], applications: [] } };
    expect(of("subsidy", over)).toEqual({
      found,
      said: expect.stringContaining("Grants on record since 1 April 2024: £1,000.00 in all."),
    });
  });

  it("names interests of the panel, who has not declared, and a declaration that is missing", () => {
    expect(of("conflicts")).toMatchObject({ found: "unknown" });
    const panel = [{ name: "Rowan Chair", kind: "none" as const }];
    expect(of("conflicts", { panel })).toMatchObject({ found: "clear" });
    expect(of("conflicts", { panel, declared: false })).toMatchObject({ found: "look" });
    const some = of("conflicts", {
      panel: [...panel, { name: "Hazel Deputy", kind: "loyalty" }, { name: "Alder Trustee" }],
    });
    expect(some.found).toBe("unknown");
    expect(some.said).toMatch(/Hazel Deputy declared a loyalty.*Not declared yet: Alder Trustee\./);
    const unnamed = of("conflicts", { panel: [{ kind: "gift" }, {}, {}] });
    expect(unnamed.said).toMatch(/^A member of the panel declared a gift .*Not declared yet: 2 of the panel\./);
  });

  it("reckons earlier grants, and names returns that are overdue", () => {
    const record = {
      awards: [
        { fundId: "community-action", on: "2024-01-26", amountPence: 100_000 },
        { fundId: "other", on: "2025-03-14", amountPence: 50_050 },
      ],
      returns: [{ id: "t_1", what: "End of grant report", dueOn: "2026-12-31" }],
      applications: [],
    };
    expect(of("record").said).toBe("No earlier grant is recorded.");
    expect(of("record", { record })).toEqual({
      found: "look",
      said: "2 earlier grants of £1,500.50 in all, the last on 14 March 2025. Overdue: End of grant report, due on 31 December 2026.",
    });
  });

  it("tells of things in other bids, and whether they were decided", () => {
    expect(of("comparisons").found).toBe("clear");
    const comparisons = { warnings: 2, undecided: 1, details: ["ABC-26Q4-0003-K: the same invoice."] };
    expect(of("comparisons", { comparisons })).toEqual({
      found: "look",
      said: "2 things are in other bids too. ABC-26Q4-0003-K: the same invoice. To decide: 1.",
    });
  });

  it("finds nothing by itself about sanctions and bank accounts, and says so", () => {
    expect([of("sanctions").found, of("bank-account").found]).toEqual(["unknown", "unknown"]);
  });
});

describe("annualGrantPence", () => {
  it.each([
    [1_500_000, 18, 1_000_000],
    [100, 18, 67],
    [300_000, 12, 300_000],
    [300_000, 6, 300_000],
  ])("of %i pence over %i months is %i", (pence, months, expected) => {
    expect(annualGrantPence(pence, months)).toBe(expected);
  });
});
