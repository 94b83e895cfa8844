import type { ApplicationView } from "../../../shared/contract/application-views.ts";
import type { Finding } from "../../../shared/rules/finding.ts";
import type { Fund } from "../../../shared/rules/fund.ts";
import { draftLedger, linesRead, type TypedMoney, typedMoney } from "../../../shared/rules/ledger.ts";
import { type MatchSummary, needWords } from "../../../shared/rules/match-funding.ts";
import { basisWords } from "../../../shared/rules/match-words.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { Bar, type BarPart } from "../../parts/bar.tsx";
import { CostsBar } from "../../parts/costs-bar.tsx";
import { Details } from "../../parts/details.tsx";
import { Paper } from "../../parts/page.tsx";
import { Tag } from "../../parts/tag.tsx";
import type { SoFar } from "./answers-so-far.ts";

const HOW_ID = "how-it-adds-up";

/** Where no other money is asked about, the rest of a cost is the group's own affair. */
const restOf = ({ gapPence }: MatchSummary, asksMatch: boolean): BarPart =>
  asksMatch
    ? { label: "missing", pence: gapPence, tone: "gap" }
    : { label: "your group pays", pence: gapPence, tone: "left" };

/** What counts as match against what the fund asks for. */
const matchParts = ({ cashCountedPence, inKindCountedPence, shortPence }: MatchSummary): BarPart[] => {
  const parts: BarPart[] = [
    { label: "money", pence: cashCountedPence, tone: "done" },
    { label: "help given free", pence: inKindCountedPence, tone: "second" },
    { label: "missing", pence: shortPence, tone: "gap" },
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
    ...(match.volunteerCapBasisPoints === undefined
      ? []
      : [`Volunteers’ time counts for up to ${percent(match.volunteerCapBasisPoints)} of what you must bring.`]),
    "Only what you have, or were promised in writing, counts.",
    ...(match.publicMoney === "excluded"
      ? ["Money from the police, a commissioner’s office or a community safety partnership does not count."]
      : []),
    ...(match.spendWindow === "project"
      ? ["What is spent before you hear from us, or after the work ends, does not count."]
      : []),
  ];
};

const isAboutMoney = ({ rule, pointer }: Finding): boolean =>
  /^(?:budget|match-funding)\//.test(rule) && /\/(?:budget|match|cash-flow)$/.test(pointer);

const NEEDS = ["match-funding/minimum", "match-funding/cash-minimum"];

const RuleLink = ({ rules }: { rules: readonly string[] }) => (
  <p class="govuk-body small">
    {rules.length === 1 ? "Rule" : "Rules"}{" "}
    {rules.map((rule, n) => (
      <>
        {n > 0 ? ", " : ""}
        <a class="govuk-link" href={`#${HOW_ID}`}>
          {rule}
        </a>
      </>
    ))}
  </p>
);

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

/** What the fund asks for, drawn against what counts, and how much is still needed in cash and in all. */
const Match = ({ summary, wrong }: { summary: MatchSummary; wrong: readonly Finding[] }) => {
  const rules = wrong.map(({ rule }) => rule).filter((rule) => NEEDS.includes(rule));
  const need = needWords(summary);
  const isAllCash = summary.onlyCashPence >= summary.shortPence;
  if (summary.requiredPence === 0) return null;
  return (
    <>
      <h3 class="govuk-heading-s">Match of {formatPounds(summary.requiredPence)}</h3>
      <Bar title="What counts as match" parts={matchParts(summary)} exact total="Together" />
      <p class="govuk-body">
        {need === "" ? (
          <>
            <strong>You bring enough.</strong> The fund asks for {formatPounds(summary.requiredPence)}
            {summary.cashRequiredPence > 0 ? `, ${formatPounds(summary.cashRequiredPence)} of it in cash` : ""}.
          </>
        ) : (
          <>
            <strong>{need}</strong>{" "}
            {summary.cashShortPence > 0
              ? `At least ${formatPounds(summary.cashRequiredPence)} must be money, and ${formatPounds(summary.cashCountedPence)} is. `
              : ""}
            Find it in {isAllCash ? "money" : "money or help"} that you have or were promised in writing, or lower the
            costs.
          </>
        )}
      </p>
      {rules.length === 0 ? null : <RuleLink rules={rules} />}
    </>
  );
};

const tagOf = (line: MatchSummary["lines"][number] | undefined): { tone: "done" | "hand" | "quiet"; words: string } => {
  if (line?.counts) return { tone: "done", words: "counts" };
  return line?.notCounting === "status" ? { tone: "hand", words: "not yet" } : { tone: "quiet", words: "no match" };
};

/** Every source with its value, how that was reckoned, and why it counts or does not. */
const Sources = ({ money: { match }, summary }: { money: TypedMoney; summary: MatchSummary }) => {
  const read = match.filter(({ line }) => line !== undefined);
  if (read.length === 0) return null;
  return (
    <ul class="adds-up__lines">
      {read.map(({ line, index }, n) => {
        if (line === undefined) return null;
        const { tone, words } = tagOf(summary.lines[n]);
        const basis = basisWords(line);
        return (
          <li key={index}>
            <Tag tone={tone}>{words}</Tag> <span class="number">{formatPounds(line.amountPence)}</span>{" "}
            {line.source === "" ? `source ${index + 1}` : line.source}
            {basis === "" ? "" : `, ${basis}`}.{" "}
            <span class="soft">{summary.lines[n]?.why.replace(/^Counts\.\s*/, "")}</span>
          </li>
        );
      })}
    </ul>
  );
};

type AddsUpProps = {
  view: Pick<ApplicationView, "form" | "round">;
  reckoned: Pick<SoFar, "answers" | "band" | "requestedPence">;
  findings: readonly Finding[];
};

/** "Does it add up?": the figures of the money section, drawn, with what is missing and the rule that says so. */
export const AddsUp = ({ view: { form, round }, reckoned, findings }: AddsUpProps) => {
  const { answers, band, requestedPence } = reckoned;
  const money = typedMoney(form, answers, band, round.timetable.notifiedBy);
  const { summary } = draftLedger(form, money, requestedPence ?? 0);
  const unread = [...money.costs, ...money.match].filter(({ line }) => line === undefined).length;
  const wrong = findings.filter(isAboutMoney);
  return (
    <div class="adds-up">
      <Paper title="Does it add up?">
        {summary.totalCostPence === 0 ? (
          <p class="govuk-body">Add what the project will cost. The figures are drawn here as you type.</p>
        ) : (
          <>
            <CostsBar
              askedPence={summary.askedPence}
              match={linesRead(money.match).map(({ amountPence }, n) => ({
                amountPence,
                counts: summary.lines[n]?.counts,
              }))}
              rest={restOf(summary, money.asksMatch)}
              total={summary.gapPence < 0 ? "All money and help, more than the costs" : "All costs"}
            />
            {money.asksMatch ? <Match summary={summary} wrong={wrong} /> : null}
            {wrong
              .filter(({ rule }) => !NEEDS.includes(rule))
              .map(({ rule, detail }) => (
                <div key={`${rule} ${detail}`}>
                  <p class="govuk-body">
                    <Stressed text={detail} />
                  </p>
                  <RuleLink rules={[rule]} />
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
        <Sources money={money} summary={summary} />
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
