import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";
import {
  answersBySection,
  bandOf,
  documentsFor,
  flatAnswers,
  isAsked,
  questionsFor,
  sectionsFor,
} from "../../../shared/rules/form.ts";
import { completeAnswers } from "../../support/application.ts";

const limits = [
  { band: "S" as const, upToPence: 100_000 },
  { band: "M" as const, upToPence: 500_000 },
];
const amount = fc.integer({ min: 0, max: 30_000_000 });
const fund = fc.constantFrom(...FUNDS);

describe("bandOf", () => {
  it.each([
    [0, "S"],
    [100_000, "S"],
    [100_001, "M"],
    [500_000, "M"],
    [500_001, "M"],
  ])("of %i pence is %s", (pence, band) => {
    expect(bandOf(pence, limits)).toBe(band);
  });
});

describe("questionsFor", () => {
  it("only adds questions and documents when the amount rises", () => {
    fc.assert(
      fc.property(fund, amount, amount, (form, one, other) => {
        const [lower, higher] = [Math.min(one, other), Math.max(one, other)].map((pence) => bandOf(pence, form.bands));
        if (lower === undefined || higher === undefined) return expect.unreachable();
        expect(questionsFor(form, higher)).toEqual(expect.arrayContaining(questionsFor(form, lower)));
        expect(documentsFor(form, higher)).toEqual(expect.arrayContaining(documentsFor(form, lower)));
      }),
    );
  });

  it("is what the sections of the band hold, in their order, and no section is empty", () => {
    for (const form of FUNDS) {
      for (const { band } of form.bands) {
        const sections = sectionsFor(form, band);
        expect(sections.flatMap(({ questions }) => questions)).toEqual(questionsFor(form, band));
        expect(sections.filter(({ questions }) => questions.length === 0)).toEqual([]);
      }
    }
  });
});

describe("flatAnswers", () => {
  it("keeps every answer whatever becomes of the amount", () => {
    fc.assert(
      fc.property(fund, amount, amount, (form, was, becomes) => {
        const answers = completeAnswers(form, was);
        const changed = { ...answers, amount: { ...answers.amount, requested: String(becomes) } };
        const { requested: _was, ...before } = flatAnswers(form, answers);
        const { requested: _is, ...after } = flatAnswers(form, changed);
        expect(after).toEqual(before);
      }),
    );
  });

  it("takes an answer from the section of its question only, and nothing that is no question", () => {
    const form = FUNDS[0] ?? expect.unreachable();
    expect(
      flatAnswers(form, { project: { need: "A", requested: "5", mystery: "B" }, nowhere: { summary: "C" } }),
    ).toEqual({ need: "A" });
  });
});

describe("isAsked", () => {
  const question = FUNDS[0]?.sections.flatMap(({ questions }) => questions).find(({ id }) => id === "safeguarding");
  it.each([
    ["yes", "S", true],
    ["yes", "L", false],
    ["no", "S", false],
    [undefined, "S", false],
    [["yes"], "S", false],
  ] as const)("of a question that hangs on yes, with %j in band %s: %s", (answer, band, asked) => {
    const answers =
      answer === undefined ? {} : { "works-with-people-at-risk": typeof answer === "string" ? answer : [...answer] };
    expect(question && isAsked(question, band, answers)).toBe(asked);
  });
});

describe("answersBySection", () => {
  it("leaves out everything of a draft but its answers", () => {
    expect(answersBySection({ sections: { project: { answers: { need: "A" } } } })).toEqual({ project: { need: "A" } });
  });
});
