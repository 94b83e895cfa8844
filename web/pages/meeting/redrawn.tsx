import type { BidInHand } from "../../../shared/contract/meetings.ts";
import { formatPounds } from "../../../shared/rules/money.ts";

type RedrawnProps = { bid: BidInHand; amountPence: number; dropped: readonly { item: string; amountPence: number }[] };

/** The budget and the match of a bid as a part award leaves them: what is paid, what is left out, whether it adds up. */
export const Redrawn = ({ bid, amountPence, dropped }: RedrawnProps) => {
  const outOf = (item: string): number => dropped.find((each) => each.item === item)?.amountPence ?? 0;
  const costs = bid.budget.reduce((sum, { costPence }) => sum + costPence, 0);
  const out = dropped.reduce((sum, each) => sum + each.amountPence, 0);
  const match = bid.match.reduce((sum, each) => sum + each.amountPence, 0);
  const gap = costs - out - amountPence - match;
  return (
    <>
      <table class="dense">
        <caption class="govuk-visually-hidden">The budget after this award</caption>
        <thead>
          <tr>
            <th scope="col">Cost</th>
            <th scope="col" class="dense__number">
              Asked
            </th>
            <th scope="col" class="dense__number">
              Paid
            </th>
          </tr>
        </thead>
        <tbody>
          {bid.budget.map(({ item, askedPence }, n) => (
            <tr key={n}>
              <th scope="row">{item}</th>
              <td class="dense__number">{formatPounds(askedPence)}</td>
              <td class="dense__number">{formatPounds(askedPence - outOf(item))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Award</th>
            <td class="dense__number">{formatPounds(bid.budget.reduce((sum, line) => sum + line.askedPence, 0))}</td>
            <td class="dense__number">{formatPounds(amountPence)}</td>
          </tr>
        </tfoot>
      </table>
      <p class="govuk-body small">
        Costs of {formatPounds(costs - out)} against {formatPounds(amountPence)} from this award and{" "}
        {formatPounds(match)} of other money and help:{" "}
        <strong>
          {gap === 0 ? "it adds up" : gap > 0 ? `${formatPounds(gap)} is missing` : `${formatPounds(-gap)} too much`}
        </strong>
        .
      </p>
    </>
  );
};
