import { labelOf } from "./answer-words.ts";
import type { Application } from "./application.ts";
import { budgetRow } from "./budget-words.ts";
import { BUDGET_COLUMNS, type Column, type Question } from "./form.ts";
import { type FrozenAnswer, IN_LINES, type Submission } from "./frozen.ts";
import type { Fund } from "./fund.ts";
import { type Ledger, ledgerOf } from "./ledger.ts";
import { formatSecond, londonDate } from "./london.ts";
import { matchRow } from "./match-words.ts";
import { csvLine } from "./text.ts";
import { COUNTED } from "./totals.ts";

/** One application as it is exported: what stands of it, or that a draft exists. */
export type Exported = {
  head: Pick<
    Application,
    "id" | "state" | "organisationName" | "changedAt" | "openQuestions" | "draft" | "findings" | "notEligible"
  > & { latest?: Application["latest"]; enteredByOffice?: Application["enteredByOffice"] };
  submission: Submission | undefined;
};

type Cell = string | number | undefined;

/** Pence as a spreadsheet reads pounds: "4200.00". No cell may begin with a minus: what is below nought says so behind. */
const pounds = (pence: number): string => {
  const size = Math.abs(pence);
  return `${Math.floor(size / 100)}.${String(size % 100).padStart(2, "0")}${pence < 0 ? "-" : ""}`;
};

const cellText = ({ type, options }: Pick<Column, "type" | "options">, value: string | number | undefined): string => {
  if (value === undefined) return "";
  if (typeof value === "number") return type === "amount" ? pounds(value) : String(value);
  return type === "choice" ? labelOf(options, value) : value;
};

const answerText = ({ type, options, columns = [] }: Question, answer: FrozenAnswer | undefined): string => {
  if (answer === undefined) return "";
  if (typeof answer === "number") return type === "amount" ? pounds(answer) : String(answer);
  if (typeof answer === "string") return type === "choice" ? labelOf(options, answer) : answer;
  return answer
    .map((entry) =>
      typeof entry === "string"
        ? labelOf(options, entry)
        : columns.map((column) => `${column.label}: ${cellText(column, entry[column.id])}`).join("; "),
    )
    .join("\n");
};

const questionsOf = (form: Pick<Fund, "sections">): Question[] =>
  form.sections.flatMap(({ questions }) => questions.filter(({ id }) => !IN_LINES.includes(id)));

const ofGroup = ({ organisation }: Submission, field: string): Cell => {
  const value = organisation[field];
  return typeof value === "string" || typeof value === "number" ? value : undefined;
};

type Heading = readonly [string, (row: Exported) => Cell];
const sent =
  (cell: (submission: Submission) => Cell) =>
  ({ submission }: Exported): Cell =>
    submission === undefined ? undefined : cell(submission);

const money = (figure: keyof Ledger) => sent((submission) => pounds(ledgerOf(submission)[figure]));

const HEADINGS: readonly Heading[] = [
  ["Reference", ({ head }) => head.id],
  ["State", ({ head }) => head.state],
  ["Group", ({ head }) => head.organisationName],
  ["Type of group", sent((of) => ofGroup(of, "type"))],
  ["Charity number", sent((of) => ofGroup(of, "charityNumber"))],
  ["Company number", sent((of) => ofGroup(of, "companyNumber"))],
  ["Council area", sent((of) => ofGroup(of, "district"))],
  ["Project", sent(({ title }) => title)],
  ["Band", sent(({ band }) => band)],
  ["Asked (£)", sent(({ requestedPence }) => pounds(requestedPence))],
  // Withdrawn and not eligible bids ask nothing of the pot: this column adds up to what the desk shows.
  [
    "Asked of the pot (£)",
    ({ head, submission }) =>
      pounds(COUNTED[head.state].asks && submission !== undefined ? submission.requestedPence : 0),
  ],
  // These five add up, row by row: the costs are the sum of the next four.
  ["Whole cost (£)", money("totalCostPence")],
  ["Asked for in the costs (£)", money("askedPence")],
  ["Other money (£)", money("cashPence")],
  ["Help given free (£)", money("helpPence")],
  ["Named by nobody (£)", money("gapPence")],
  ["Match that the fund asks for (£)", money("requiredPence")],
  ["Other money that counts (£)", money("cashCountedPence")],
  ["Help given free that counts (£)", money("inKindCountedPence")],
  ["Short of match (£)", money("shortPence")],
  ["Received on", ({ head }) => head.latest && londonDate(head.latest.receivedAt)],
  ["Received at (London)", ({ head }) => head.latest && formatSecond(head.latest.receivedAt)],
  ["Submission", ({ head }) => head.latest?.number],
  ["SHA-256", ({ head }) => head.latest?.sha256],
  ["Draft open, last changed", ({ head }) => (head.draft === undefined ? undefined : head.changedAt)],
  ["Open questions", ({ head }) => head.openQuestions],
  ["Checks not passed", ({ head }) => (head.findings ?? []).join(" ")],
  ["Not eligible under", ({ head }) => head.notEligible?.rule],
  ["Entered by the office", ({ head }) => head.enteredByOffice?.how],
  ["Documents", sent(({ documents }) => documents.map(({ name }) => name).join("\n"))],
  [
    "Documents to come",
    sent(({ notYet }) =>
      Object.entries(notYet)
        .map(([slot, why]) => `${slot}: ${why}`)
        .join("\n"),
    ),
  ],
  ["Declared by", sent(({ declaredBy }) => declaredBy)],
  [
    "Costs",
    sent(({ budget }) =>
      budget.lines
        .map((line) => {
          const { item, costPence, askedPence } = line;
          const basis = budgetRow(line)[BUDGET_COLUMNS.basis];
          const how = basis === "" ? "" : ` (${basis})`;
          return `${item}${how}: ${pounds(costPence)}, asked ${pounds(askedPence)}`;
        })
        .join("\n"),
    ),
  ],
  [
    "Other money and help",
    sent(({ match }) =>
      match.lines
        .map((line) => {
          const { source, kind, status, proof, spent, counts } = matchRow(line);
          return [
            `${source}: ${pounds(line.amountPence)}`,
            ...[kind, status, proof, spent].filter((words) => words !== ""),
            `counts as match: ${counts}`,
          ].join("; ");
        })
        .join("\n"),
    ),
  ],
];

/**
 * A round as CSV (RFC 4180) in the order given, with a mark by which spreadsheets know UTF-8: facts, then every question of
 * the frozen form. Amounts are pounds with two places; no cell is run as a formula. A draft is its existence alone.
 */
export const roundCsv = (form: Pick<Fund, "sections">, rows: readonly Exported[]): string => {
  const questions = questionsOf(form);
  const lines = [
    csvLine([...HEADINGS.map(([heading]) => heading), ...questions.map(({ label }) => label)]),
    ...rows.map((row) =>
      csvLine([
        ...HEADINGS.map(([, cell]) => cell(row)),
        ...questions.map((question) =>
          row.submission === undefined ? undefined : answerText(question, row.submission.answers[question.id]),
        ),
      ]),
    ),
  ];
  return `\ufeff${lines.join("\r\n")}\r\n`;
};
