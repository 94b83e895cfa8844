import type { Submission } from "../../shared/rules/frozen.ts";
import type { Fund } from "../../shared/rules/fund.ts";
import { ledgerFigures, ledgerOf, matchAt } from "../../shared/rules/ledger.ts";
import { needWords, sumPence } from "../../shared/rules/match-funding.ts";
import { formatPounds } from "../../shared/rules/money.ts";
import { Bar, type BarPart } from "./bar.tsx";
import { Paper } from "./page.tsx";

const partsOf = ({ budget, match }: Submission): BarPart[] => {
  const of = (which: boolean): number =>
    sumPence(match.lines.filter(({ counts }) => counts === which).map(({ amountPence }) => amountPence));
  const parts: BarPart[] = [
    { label: "asked", pence: budget.askedPence, tone: "done" },
    { label: "other money and help", pence: of(true), tone: "second" },
    { label: "named, does not count", pence: of(false), tone: "hand" },
    { label: "named by nobody", pence: Math.max(0, match.gapPence), tone: "gap" },
  ];
  return parts.filter(({ pence }) => pence > 0);
};

/** The figures of a submission's ledger: the same in every place where they stand. */
export const LedgerTable = ({ content }: { content: Submission }) => (
  <table class="dense">
    <caption class="govuk-visually-hidden">How it adds up</caption>
    <tbody>
      {ledgerFigures(ledgerOf(content)).map(({ id, label, pence }) => (
        <tr key={id}>
          <th scope="row">{label}</th>
          <td class="dense__number">{formatPounds(pence)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** What counts at the award and at the payment should nothing change until then (DOMAIN 9). */
const Stages = ({ content, form }: { content: Submission; form: Fund }) => {
  if (content.match.lines.length === 0) return null;
  const [award, payment] = (["award", "payment"] as const).map((stage) => {
    const summary = matchAt(stage, content, form.match);
    const need = needWords(summary).replace("You need", "The group needs");
    const counts = `${formatPounds(summary.cashCountedPence + summary.inKindCountedPence)} counts`;
    return { counts, need: need === "" ? "" : ` ${need}` };
  });
  if (award === undefined || payment === undefined) return null;
  const same = award.counts === payment.counts && award.need === payment.need;
  return (
    <p class="govuk-body">
      As it stands: at the award, {award.counts}
      {same ? ", and the same at the payment." : `.${award.need} At the payment, ${payment.counts}.`}
      {payment.need}
    </p>
  );
};

/** Costs, request and other money of what was sent, drawn, with the same figures in a table. */
export const MoneyPanel = ({ content, form }: { content: Submission; form: Fund }) => (
  <Paper title="Does it add up?">
    {content.budget.lines.length === 0 && content.match.lines.length === 0 ? (
      <p class="govuk-body">
        The bid asks for {formatPounds(content.requestedPence)}. Its form asks for no costs by line.
      </p>
    ) : (
      <>
        {content.budget.totalCostPence === 0 ? null : (
          <Bar title="Where the money for the costs comes from" parts={partsOf(content)} exact tableElsewhere />
        )}
        <LedgerTable content={content} />
      </>
    )}
    <Stages content={content} form={form} />
  </Paper>
);
