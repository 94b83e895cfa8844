import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { type AnswersBySection, KNOWN } from "../../../shared/rules/form.ts";
import { frozen } from "../../../shared/rules/frozen.ts";
import { type Exported, roundCsv } from "../../../shared/rules/round-export.ts";
import { completeAnswers, completeDocuments, NOTIFIED_BY, withAnswer } from "../../support/application.ts";

const [fund] = FUNDS;
if (fund === undefined) throw new Error("The portal ships with a fund.");

const head = {
  id: "CAF-26Q4-0001-K",
  state: "submitted",
  organisationName: "Example Youth Club",
  changedAt: "2026-11-22T12:00:00.000Z",
  openQuestions: 0,
} as const;

const sent = (answers: AnswersBySection, name = "Example Youth Club"): Exported => ({
  head: { ...head, organisationName: name },
  submission: frozen({
    reference: head.id,
    roundId: "CAF-26Q4",
    fund,
    organisation: { name },
    answers,
    documents: completeDocuments(fund),
    notYet: {},
    declaredBy: "Ash Example",
  }),
});

/** Reads CSV as RFC 4180 says: rows of cells. */
const parsed = (csv: string): string[][] => {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  for (let n = 0; n < csv.length; n += 1) {
    const mark = csv[n] ?? "";
    if (quoted && mark === '"' && csv[n + 1] === '"') {
      cell += '"';
      n += 1;
    } else if (mark === '"') quoted = !quoted;
    else if (!quoted && mark === ",") {
      rows.at(-1)?.push(cell);
      cell = "";
    } else if (!quoted && mark === "\r" && csv[n + 1] === "\n") {
      rows.at(-1)?.push(cell);
      cell = "";
      rows.push([]);
      n += 1;
    } else cell += mark;
  }
  return rows.slice(0, -1);
};
const table = (rows: readonly Exported[]) => parsed(roundCsv(fund, rows).slice(1));

const dangerous = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("=1+1", "@SUM(A1)", "+44", "-1", "\t=1", '"', ",", "\r\n=1", ";", "'", " =1", "\uff1d1"),
);

describe("roundCsv", () => {
  it("begins with the mark of UTF-8 and ends every line with a line break", () => {
    const csv = roundCsv(fund, []);
    expect([csv.charCodeAt(0), csv.endsWith("\r\n")]).toEqual([0xfeff, true]);
  });

  it("keeps every row as wide as its head and no cell a formula, whatever was typed", () => {
    const answers = completeAnswers(fund, 420_000, NOTIFIED_BY);
    fc.assert(
      fc.property(dangerous, dangerous, (typed, name) => {
        const rows = table([
          sent(withAnswer(fund, answers, KNOWN.summary, typed), name),
          { head, submission: undefined },
        ]);
        const [heading = []] = rows;
        expect(rows.map(({ length }) => length)).toEqual([heading.length, heading.length, heading.length]);
        expect(rows.flat().filter((text) => /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("writes amounts to the penny, and nothing asked for what was withdrawn", () => {
    const whole = sent(completeAnswers(fund, 123_406, NOTIFIED_BY));
    const [heading = [], standing = [], withdrawn = []] = table([
      whole,
      { ...whole, head: { ...head, state: "withdrawn" } },
    ]);
    const cells = (row: readonly string[]) =>
      ["Asked (£)", "Asked of the pot (£)"].map((name) => row[heading.indexOf(name)]);
    expect(cells(standing)).toEqual(["1234.06", "1234.06"]);
    expect(cells(withdrawn)).toEqual(["1234.06", "0.00"]);
  });

  it("says of a draft that it exists and when it changed, and nothing more", () => {
    const draft = { id: "d_1", basedOn: 0, sections: {} };
    const [heading = [], row = []] = table([{ head: { ...head, state: "draft", draft }, submission: undefined }]);
    const said = heading.flatMap((name, n) => (row[n] === "" ? [] : [[name, row[n]]]));
    expect(said).toEqual([
      ["Reference", head.id],
      ["State", "draft"],
      ["Group", "Example Youth Club"],
      ["Asked of the pot (£)", "0.00"],
      ["Draft open, last changed", head.changedAt],
      ["Open questions", "0"],
    ]);
  });
});
