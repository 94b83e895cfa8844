import type { FundPage } from "../../shared/contract/fund-views.ts";
import { formatWholePounds } from "../../shared/rules/money.ts";
import { recordTotal } from "../../shared/rules/round-record.ts";
import { Bar } from "./bar.tsx";
import { Details } from "./details.tsx";

/** "last two rounds". */
export const lastRounds = (count: number): string =>
  count === 1 ? "last round" : `last ${["", "", "two", "three", "four"][count] ?? count} rounds`;

/** What the last rounds came to: drawn, and the same figures in a table. */
export const FundRecord = ({ record }: Pick<FundPage, "record">) => {
  if (record.length === 0) return null;
  const total = recordTotal(record);
  const title = `Asked for and available, ${lastRounds(record.length)}`;
  return (
    <section>
      <h2 class="govuk-heading-m">{title}</h2>
      <Bar
        title={title}
        amountFirst
        tableElsewhere
        parts={[
          { label: "awarded", pence: total.awardedPence, tone: "done" },
          { label: "asked for and not funded", pence: Math.max(0, total.askedPence - total.awardedPence), tone: "gap" },
        ]}
      />
      <p class="govuk-body">{formatWholePounds(total.potPence)} was available.</p>
      <Details summary="The same figures as a table">
        <table class="dense dense--cards">
          <caption class="govuk-visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">Round</th>
              {["Available", "Asked for", "Awarded", "Bids", "Funded"].map((name) => (
                <th scope="col" class="dense__number" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {record.map((row) => (
              <tr key={row.roundId}>
                <th scope="row">{row.title}</th>
                <td class="dense__number" data-label="Available">
                  {formatWholePounds(row.potPence)}
                </td>
                <td class="dense__number" data-label="Asked for">
                  {formatWholePounds(row.askedPence)}
                </td>
                <td class="dense__number" data-label="Awarded">
                  {formatWholePounds(row.awardedPence)}
                </td>
                <td class="dense__number" data-label="Bids">
                  {row.bids}
                </td>
                <td class="dense__number" data-label="Funded">
                  {row.awarded}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Details>
    </section>
  );
};
