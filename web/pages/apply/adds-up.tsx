import { penceOf, rowsOf } from "../../../shared/rules/answers.ts";
import type { Answers } from "../../../shared/rules/application.ts";
import { budgetLine } from "../../../shared/rules/budget.ts";
import type { Finding } from "../../../shared/rules/finding.ts";
import { type Band, KNOWN, questionsFor } from "../../../shared/rules/form.ts";
import type { Fund } from "../../../shared/rules/fund.ts";
import { type MatchSummary, matchSummary, sumPence } from "../../../shared/rules/match-funding.ts";
import { matchLine } from "../../../shared/rules/match-line.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { Bar, type BarPart } from "../../parts/bar.tsx";
import { Details } from "../../parts/details.tsx";
import { Paper } from "../../parts/page.tsx";
import { Tag } from "../../parts/tag.tsx";
import type { SoFar } from "./answers-so-far.ts";

const HOW_ID = "how-it-adds-up";

type Sums = {
  summary: MatchSummary;
  requestedPence: number | undefined;
  /** Other money and help by line, as named. */
  other: { source: string; amountPence: number }[];
  /** Rows whose amounts cannot be read yet. */
  unread: number;
  asksMatch: boolean;
};

/** The figures of a draft by the portal's own rules, from the rows that can be read so far. */
const sumsOf = (form: Fund, answers: Answers, band: Band): Sums => {
  const asksMatch = questionsFor(form, band).some(({ id }) => id === KNOWN.match);
  const costRows = rowsOf(answers[KNOWN.budget]);
  const otherRows = asksMatch ? rowsOf(answers[KNOWN.match]) : [];
  const costs = costRows.flatMap(({ row }) => budgetLine(row) ?? []);
  const other = otherRows.flatMap(({ row }) => matchLine(row) ?? []);
  return {
    summary: matchSummary(costs, other, form.match),
    requestedPence: penceOf(answers[KNOWN.requested]),
    other,
    unread: costRows.length + otherRows.length - costs.length - other.length,
    asksMatch,
  };
};

const partsOf = ({ summary, other, asksMatch }: Sums): BarPart[] => {
  const { totalCostPence, askedPence, gapPence, lines } = summary;
  const notYetPence = Math.max(
    0,
    Math.min(gapPence, sumPence(other.filter((_, n) => lines[n]?.counts === false).map((line) => line.amountPence))),
  );
  const parts: BarPart[] = [
    { label: "asked", pence: askedPence, tone: "done" },
    { label: "sure", pence: Math.max(0, totalCostPence - askedPence - gapPence), tone: "second" },
    { label: "not sure yet", pence: notYetPence, tone: "hand" },
    // Where no other money is asked about, the rest of a cost is the group's own affair.
    asksMatch
      ? { label: "missing", pence: Math.max(0, gapPence - notYetPence), tone: "gap" }
      : { label: "your group pays", pence: Math.max(0, gapPence), tone: "left" },
  ];
  return parts.filter(({ pence }) => pence > 0);
};

const percent = (basisPoints: number): string => `${basisPoints / 100}%`;

/** What the fund asks of other money, in words made from its rule. */
const ruleWords = ({ match }: Fund): string[] => {
  const base = match.of === "total-cost" ? "the whole cost" : "the grant";
  if (match.requiredBasisPoints === 0)
    return [
      "This fund asks for no other money. What you bring counts as value for money.",
      "The costs must be covered by what you ask for and the money and help you name.",
    ];
  return [
    `Other money and help must come to at least ${percent(match.requiredBasisPoints)} of ${base}.`,
    ...(match.cashMinimumBasisPoints > 0
      ? [`At least ${percent(match.cashMinimumBasisPoints)} of ${base} must be money.`]
      : []),
    ...(match.inKindCapBasisPoints < 10_000
      ? [`Help given free counts for up to ${percent(match.inKindCapBasisPoints)} of what you must bring.`]
      : []),
    "Only what you have, or were promised in writing, counts.",
  ];
};

const isAboutMoney = ({ rule, pointer }: Finding): boolean =>
  /^(?:budget|match-funding)\//.test(rule) && /\/(?:budget|match)$/.test(pointer);

/** The first sentence says how things stand, the rest what to do. */
const Stressed = ({ text }: { text: string }) => {
  const end = text.search(/\. (?=[A-Z])/) + 1;
  return end === 0 ? (
    text
  ) : (
    <>
      <strong>{text.slice(0, end)}</strong>
      {text.slice(end)}
    </>
  );
};

type AddsUpProps = { form: Fund; reckoned: SoFar; findings: readonly Finding[] };

/** "Does it add up?": the figures of the money section, drawn, with what is missing and the rule that says so. */
export const AddsUp = ({ form, reckoned, findings }: AddsUpProps) => {
  const { answers, band } = reckoned;
  const sums = sumsOf(form, answers, band);
  const { summary, other, unread, requestedPence } = sums;
  const wrong = findings.filter(isAboutMoney);
  return (
    <div class="adds-up">
      <Paper title="Does it add up?">
        {summary.totalCostPence === 0 ? (
          <p class="govuk-body">Add what the project will cost. The figures are drawn here as you type.</p>
        ) : (
          <>
            <Bar title="Where the money for the costs comes from" parts={partsOf(sums)} exact total="All costs" />
            {wrong.map(({ rule, detail }) => (
              <div key={`${rule} ${detail}`}>
                <p class="govuk-body">
                  <Stressed text={detail} />
                </p>
                <p class="govuk-body small">
                  Rule{" "}
                  <a class="govuk-link" href={`#${HOW_ID}`}>
                    {rule}
                  </a>
                </p>
              </div>
            ))}
            {wrong.length === 0 && unread === 0 && requestedPence !== undefined ? (
              <p class="govuk-body">
                <strong>It adds up.</strong> You ask for {formatPounds(summary.askedPence)} of{" "}
                {formatPounds(summary.totalCostPence)}.
              </p>
            ) : null}
            {requestedPence === undefined ? <p class="govuk-body">Enter first how much you ask for.</p> : null}
          </>
        )}
        {unread > 0 ? (
          <p class="govuk-body">
            {unread === 1 ? "One row is" : `${unread} rows are`} left out until every amount and choice in it is there.
          </p>
        ) : null}
        {other.length > 0 ? (
          <ul class="adds-up__lines">
            {other.map(({ source, amountPence }, index) => (
              <li key={index}>
                <Tag tone={summary.lines[index]?.counts ? "done" : "hand"}>
                  {summary.lines[index]?.counts ? "counts" : "not yet"}
                </Tag>{" "}
                <span class="number">{formatPounds(amountPence)}</span> {source === "" ? `source ${index + 1}` : source}
                . <span class="soft">{summary.lines[index]?.why}</span>
              </li>
            ))}
          </ul>
        ) : null}
        <div id={HOW_ID}>
          <Details summary="How this is worked out">
            <ul class="govuk-list govuk-list--bullet">
              {ruleWords(form).map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </Details>
        </div>
      </Paper>
    </div>
  );
};
