import type { Submission } from "../../shared/rules/frozen.ts";
import type { Fund } from "../../shared/rules/fund.ts";
import { ledgerFigures, ledgerOf, matchStages, stagesWords } from "../../shared/rules/ledger.ts";
import { changedWords, type StandsAs } from "../../shared/rules/match-standing.ts";
import { formatPounds } from "../../shared/rules/money.ts";
import { CostsBar } from "./costs-bar.tsx";
import { Paper } from "./page.tsx";

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

/** What the office recorded of other money since the bid was sent, source by source; nothing where nothing has changed. */
export const ChangedMatch = ({ content, standings }: { content: Submission; standings: readonly StandsAs[] }) => {
  const changed = changedWords(content.match.lines, standings);
  if (changed.length === 0) return null;
  return (
    <>
      <h3 class="govuk-heading-s">Recorded by the office since it was sent</h3>
      <ul class="govuk-list govuk-list--bullet">
        {changed.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </>
  );
};

/** What counts at the award and at the payment should nothing change until then (DOMAIN 9). */
const Stages = ({ content, form, standings }: { content: Submission; form: Fund; standings: readonly StandsAs[] }) => {
  if (content.match.lines.length === 0) return null;
  return (
    <>
      <ChangedMatch content={content} standings={standings} />
      <p class="govuk-body">{stagesWords(matchStages(content, form.match, standings))}</p>
    </>
  );
};

/** Costs, request and other money of what was sent, drawn, with the same figures in a table. */
export const MoneyPanel = ({
  content,
  form,
  standings = [],
}: {
  content: Submission;
  form: Fund;
  standings?: readonly StandsAs[] | undefined;
}) => (
  <Paper title="Does it add up?">
    {content.budget.lines.length === 0 && content.match.lines.length === 0 ? (
      <p class="govuk-body">
        The bid asks for {formatPounds(content.requestedPence)}. Its form asks for no costs by line.
      </p>
    ) : (
      <>
        {content.budget.totalCostPence === 0 ? null : (
          <CostsBar
            askedPence={content.budget.askedPence}
            match={content.match.lines}
            rest={{ label: "named by nobody", pence: content.match.gapPence, tone: "gap" }}
            tableElsewhere
          />
        )}
        <LedgerTable content={content} />
      </>
    )}
    <Stages content={content} form={form} standings={standings} />
  </Paper>
);
