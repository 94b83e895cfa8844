import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { answersCopy } from "../../../shared/rules/answers-copy.ts";
import { questionsFor } from "../../../shared/rules/form.ts";
import { frozen } from "../../../shared/rules/frozen.ts";
import type { Fund } from "../../../shared/rules/fund.ts";
import { completeAnswers, completeDocuments, withAnswer } from "../../support/application.ts";

const submitted = (fund: Fund, pence: number, answers = completeAnswers(fund, pence)) =>
  frozen({
    reference: "CAF-26Q4-0017-K",
    roundId: "CAF-26Q4",
    fund,
    organisation: {},
    answers,
    documents: completeDocuments(fund).slice(0, 1),
    notYet: Object.fromEntries(fund.documents.map(({ id }) => [id, "We meet in May."])),
    declaredBy: "Ash Example",
  });
const written = (fund: Fund, content: ReturnType<typeof submitted>) => JSON.stringify(answersCopy(fund, content));
const amounts = FUNDS.flatMap((fund) =>
  [50_000, 300_000, 2_000_000, 6_000_000]
    .filter((pence) => pence >= fund.minimumPence && pence <= fund.maximumPence)
    .map((pence) => ({ called: `${fund.id} for ${pence}`, fund, pence })),
);

describe("answersCopy", () => {
  it.each(amounts)("words every question that was asked, but the confidential ones: $called", ({ fund, pence }) => {
    const content = submitted(fund, pence);
    const { parts, leftOut } = answersCopy(fund, content);
    const asked = questionsFor(fund, content.band).filter(({ type }) => type !== "declaration");
    const worded = parts.flatMap(({ title, entries }) => (title === "Documents" ? [] : entries));
    const open = asked.filter(({ confidential }) => confidential !== true);
    expect(worded.map(({ question }) => question)).toEqual(expect.arrayContaining(open.map(({ label }) => label)));
    expect(leftOut).toBe(asked.length - open.length);
    expect(leftOut).toBeGreaterThan(0);
  });

  const [fund] = FUNDS;
  if (fund === undefined) throw new Error("The portal ships with a fund.");

  it("writes a budget in the columns it was asked in, and of documents only how many there are", () => {
    const text = written(fund, submitted(fund, 50_000));
    expect(text).toContain("Hire of the hall");
    expect(text).toContain("£500");
    expect(text).toContain("1 file sent");
    expect(text).not.toContain(".pdf");
    expect(text).toContain("Ash Example agreed to this:");
  });
});

describe("messages/confidential", () => {
  it("never lets a confidential answer into the copy, whatever it says and in whichever fund", () => {
    const confidential = amounts.flatMap(({ fund, pence }) =>
      questionsFor(fund, submitted(fund, pence).band)
        .filter((question) => question.confidential === true && question.type.endsWith("text"))
        .map((question) => ({ fund, pence, question })),
    );
    expect(confidential.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.constantFrom(...confidential), fc.uuid(), ({ fund, pence, question }, secret) => {
        const answers = withAnswer(fund, completeAnswers(fund, pence), question.id, `Ask for ${secret} at the door.`);
        const content = submitted(fund, pence, answers);
        expect(JSON.stringify(content.answers)).toContain(secret);
        expect(written(fund, content)).not.toContain(secret);
      }),
    );
  });
});
