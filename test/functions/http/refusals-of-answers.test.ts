import { beforeAll, describe, expect, it } from "vitest";
import type { Answer, Answers } from "../../../shared/rules/application.ts";
import { KNOWN } from "../../../shared/rules/form.ts";
import { completeAnswers, costs, words } from "../../support/application.ts";
import { asking, filledDraft, groupWith, HOUR, openRound } from "../../support/bid.ts";
import { engineForFile } from "../../support/engine.ts";
import { said } from "../../support/refusals.ts";
import { someFund } from "../../support/rounds.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const fund = someFund();
const PENCE = 2_000_00;

let cookie: string;
let draft: { id: string; draftId: string };
const ours = () => asking(engine.it, cookie);

beforeAll(async () => {
  const round = await openRound(engine.it, fund, "26R2", at, at + 6 * HOUR);
  cookie = (await groupWith(engine.it, "o_1", ["p_ash"], at))("p_ash");
  draft = await filledDraft(ours(), fund, round, "o_1", PENCE, at);
});

describe("refused of a draft that is submitted", () => {
  const good = completeAnswers(fund, PENCE, "2027-01-01");
  const sectionOf = (question: string): string =>
    fund.sections.find(({ questions }) => questions.some(({ id }) => id === question))?.id ?? "";
  const rows: [string, string, Answer, string][] = [
    ["a missing answer", KNOWN.summary, "", "application/required “Sum up the project in up to 75 words.”"],
    [
      "an answer of one word too many",
      KNOWN.summary,
      words(76),
      "application/word-limit “How would you sum up the project for the public? Cut your answer to 75 words or fewer. It has 76.”",
    ],
    [
      "a title that is too long",
      KNOWN.title,
      "x".repeat(141),
      "application/character-limit “What is your project called? Cut your answer to 140 characters or fewer. It has 141.”",
    ],
    [
      "an amount below nought",
      KNOWN.requested,
      "-500",
      "amount/format “How much do you ask for? Enter an amount of £0 or more, without a minus sign.”",
    ],
    [
      "an amount in words",
      KNOWN.requested,
      "two thousand",
      "amount/format “How much do you ask for? Enter the amount in figures, like 1,400.00.”",
    ],
    [
      "an amount with three decimals",
      KNOWN.requested,
      "2,000.005",
      "amount/format “How much do you ask for? Enter no more than two figures after the point, like 1,400.00.”",
    ],
    ["an amount above the cap", KNOWN.requested, "5,000.01", "amount/maximum “Ask for £5,000.00 or less.”"],
    ["an amount below the floor", KNOWN.requested, "99.99", "amount/minimum “Ask for at least £100.00.”"],
    [
      "a budget that does not sum",
      KNOWN.budget,
      costs(["2,000.00", "1,999.99"]),
      "budget/sum “The rows ask us for £1,999.99. That is £0.01 less than the £2,000.00 you apply for. Change the rows or the amount so that both are the same.”",
    ],
    [
      "a start before groups hear",
      KNOWN.startsOn,
      "2026-12-24",
      "dates/before-decision “Choose a start after Friday 1 January 2027, the day by which you hear from us.”",
    ],
    [
      "5,000 lines",
      KNOWN.summary,
      "a\n".repeat(5_000),
      "application/word-limit “How would you sum up the project for the public? Cut your answer to 75 words or fewer. It has 5000.”",
    ],
    [
      "5,000 empty lines",
      KNOWN.summary,
      `We${"\n".repeat(5_000)}meet`,
      "application/line-limit “How would you sum up the project for the public? Cut your answer to 200 lines or fewer. It has 5001.”",
    ],
  ];

  it.each(rows)("%s", async (_what, question, answer, says) => {
    const section = sectionOf(question);
    const put = async (answers: Answers) => {
      const { version } = (await ours().read(draft.id, at)).body.draft.sections[section];
      expect((await ours().save(draft.id, section, { draftId: draft.draftId, was: version, answers }, at)).status).toBe(
        200,
      );
    };
    await put({ ...good[section], [question]: answer });
    const reply = await ours().submit(draft.id, draft.draftId, at);
    await put({ ...good[section] });
    expect(said(reply)).toContain(`422 invalid-request ${says}`);
  });

  it("strange text is cleaned, not refused: no NUL, no direction marks, and emoji stay", async () => {
    const section = sectionOf(KNOWN.summary);
    const { version } = (await ours().read(draft.id, at)).body.draft.sections[section];
    const typed = "A\u0000B \u202Eright\u2066 👩‍👧 done\r\nnext";
    const answers = { ...good[section], [KNOWN.summary]: typed };
    expect((await ours().save(draft.id, section, { draftId: draft.draftId, was: version, answers }, at)).status).toBe(
      200,
    );
    const kept = (await ours().read(draft.id, at)).body;
    expect(kept.draft.sections[section].answers[KNOWN.summary]).toBe("AB right 👩‍👧 done\nnext");
    expect(kept.blockers).toEqual([]);
  });
});
