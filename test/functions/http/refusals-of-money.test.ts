import { beforeAll, describe, expect, it } from "vitest";
import { demonstration as fund } from "../../../shared/funds/demonstration.ts";
import type { Answer } from "../../../shared/rules/application.ts";
import { KNOWN } from "../../../shared/rules/form.ts";
import { completeAnswers, PROOF } from "../../support/application.ts";
import { asking, filledDraft, groupWith, HOUR, openRound } from "../../support/bid.ts";
import { engineForFile } from "../../support/engine.ts";
import { said } from "../../support/refusals.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const PENCE = 3_000_00;

let cookie: string;
let draft: { id: string; draftId: string };
const ours = () => asking(engine.it, cookie);

beforeAll(async () => {
  const round = await openRound(engine.it, fund, "26R2", at, at + 6 * HOUR);
  cookie = (await groupWith(engine.it, "o_1", ["p_ash"], at))("p_ash");
  draft = await filledDraft(ours(), fund, round, "o_1", PENCE, at);
});

const cash = { source: "Council", kind: "cash", status: "secured", amount: "1,500.00", ...PROOF };
const hours = { ...cash, source: "Stewards", kind: "volunteer-time", rate: "unskilled", amount: "" };
const thing = { ...cash, source: "School", kind: "at-price", amount: "" };
const match = (...rows: Record<string, string>[]): [string, Answer] => [KNOWN.match, [cash, ...rows]];
const costs = (more: Record<string, string>): [string, Answer] => [
  KNOWN.budget,
  [
    { item: "Coach", how: "pay", basis: "", cost: "1,500.00", asked: "" },
    { item: "Court", how: "bought", basis: "", cost: "3,000.00", asked: "3,000.00", quotes: "3", ...more },
  ],
];

describe("money that is refused of a draft that is submitted", () => {
  const good = completeAnswers(fund, PENCE, "2027-01-01").money ?? {};
  const put = async (answers: typeof good) => {
    const { version } = (await ours().read(draft.id, at)).body.draft.sections.money;
    const body = { draftId: draft.draftId, was: version, answers };
    expect((await ours().save(draft.id, "money", body, at)).status).toBe(200);
  };

  it.each<[string, [string, Answer], string]>([
    ["an amount below nought", match({ ...cash, amount: "-5" }), "amount/format /match/1/amount"],
    ["an amount in words", match({ ...cash, amount: "abc" }), "amount/format /match/1/amount"],
    ["an amount of nothing", match({ ...cash, amount: "0" }), "match-funding/value /match/1/amount"],
    ["hours below nought", match({ ...hours, hours: "-3" }), "application/number /match/1/hours"],
    ["hours in words", match({ ...hours, hours: "many" }), "application/number /match/1/hours"],
    [
      "a day of 25 hours",
      match({ ...hours, hours: "25", people: "1", days: "1" }),
      "match-funding/hours /match/1/hours",
    ],
    ["a number in words", match({ ...thing, quantity: "some", price: "5" }), "application/number /match/1/quantity"],
    ["a price below nought", match({ ...thing, quantity: "2", price: "-5" }), "amount/format /match/1/price"],
    [
      "more than an amount can be",
      match({ ...thing, quantity: "999999999", price: "9999999.99" }),
      "match-funding/value /match/1/quantity",
    ],
    ["no proof", match({ ...cash, evidence: "" }), "match-funding/evidence /match/1/evidence"],
    [
      "proof to come without a reason",
      match({ ...cash, "evidence-not-yet": "" }),
      "application/required /match/1/evidence-not-yet",
    ],
    [
      "proof by a file that is gone",
      match({ ...cash, evidence: "d_none" }),
      "match-funding/evidence /match/1/evidence",
    ],
    [
      "days in the wrong order",
      match({ ...cash, when: "other", from: "2027-03-02", to: "2027-03-01" }),
      "match-funding/spend-window /match/1/to",
    ],
    ["a cost below nought", costs({ cost: "-5" }), "amount/format /budget/1/cost"],
    ["too few quotes", costs({ quotes: "1" }), "budget/quotes /budget/1/quotes"],
    ["a cost of nothing", costs({ cost: "0", asked: "0" }), "budget/line /budget/1/cost"],
    ["help that is no cost", match({ ...thing, quantity: "2", price: "5" }), "budget/given-free /match"],
    ["too little of it in money", [KNOWN.match, [{ ...cash, amount: "674.99" }]], "match-funding/cash-minimum /match"],
    ["money that pays for nothing", match(cash), "budget/sum /match"],
    ["a penny too little match", [KNOWN.match, [{ ...cash, amount: "1,124.99" }]], "match-funding/minimum /match"],
  ])("%s", async (_what, [question, answer], expected) => {
    await put({ ...good, [question]: answer });
    const reply = await ours().submit(draft.id, draft.draftId, at);
    await put(good);
    expect(reply.status, said(reply).join("\n")).toBe(422);
    const errors: { rule: string; pointer: string }[] = reply.body.errors;
    expect(errors.map(({ rule, pointer }) => `${rule} ${pointer.replace("/sections/money/answers", "")}`)).toContain(
      expected,
    );
  });

  it("nothing, where all of it is in order", async () => {
    await put(good);
    expect((await ours().read(draft.id, at)).body.blockers).toEqual([]);
  });
});
