import type { RankingPage } from "../../../shared/contract/ranking.ts";
import type { Allocation } from "../../../shared/rules/allocation.ts";
import { formatPounds, formatWholePounds } from "../../../shared/rules/money.ts";
import { Bar, type BarPart } from "../../parts/bar.tsx";
import { LinkButton } from "../../parts/button.tsx";
import { Checkbox } from "../../parts/choices.tsx";
import { Details } from "../../parts/details.tsx";
import type { PageError } from "../../parts/error-summary.tsx";
import { TextField } from "../../parts/fields.tsx";
import { fieldsOf } from "../../parts/typed.ts";
import { nothingAsked, type WhatIf } from "./what-if.ts";

const sumOf = ({ lines }: Allocation, outcome: "full" | "part"): { pence: number; count: number } => {
  const paid = lines.filter((line) => line.outcome === outcome);
  return { pence: paid.reduce((sum, { pence }) => sum + pence, 0), count: paid.length };
};

const bids = (count: number): string => (count === 1 ? "1 bid" : `${count} bids`);

const partsOf = (allocation: Allocation, potPence: number): BarPart[] => {
  const [full, part] = [sumOf(allocation, "full"), sumOf(allocation, "part")];
  const over = Math.max(0, -allocation.leftPence);
  // Above the pot the bar shows the pot, and what lies beyond it.
  if (over > 0)
    return [
      { label: "the pot", pence: potPence, tone: "done" },
      { label: "above the pot", pence: over, tone: "gap" },
    ];
  return [
    { label: `${bids(full.count)} in full`, pence: full.pence, tone: "done" },
    ...(part.count === 0
      ? []
      : [{ label: `${bids(part.count)} in part`, pence: part.pence, tone: "second" } satisfies BarPart]),
    { label: "left", pence: allocation.leftPence, tone: "left" },
  ];
};

const leftWords = ({ leftPence }: Allocation): string =>
  leftPence < 0 ? `${formatPounds(-leftPence)} more than the pot` : `${formatPounds(leftPence)} left`;

type WhatIfProps = {
  page: RankingPage;
  asked: WhatIf;
  onAsk: (asked: WhatIf) => void;
  allocation: Allocation;
  errors: readonly PageError[];
};

/** What the pot would pay, drawn: by the fund's own rules, or under what somebody tries. It decides nothing. */
export const WhatIfPanel = ({ page, asked, onAsk, allocation, errors }: WhatIfProps) => {
  const own = nothingAsked(page);
  const field = fieldsOf(asked, (next) => onAsk(next(asked)), errors);
  const isOwn = asked.top === own.top && asked.cap === own.cap && asked.fill === own.fill;
  const [full, part] = [sumOf(allocation, "full"), sumOf(allocation, "part")];
  return (
    <section class="paper" aria-labelledby="what-if">
      <h2 class="govuk-heading-m" id="what-if">
        {isOwn ? "What the pot would pay in this order" : "What if"}
      </h2>
      <p class="govuk-body" role="status">
        <strong>{leftWords(allocation)}</strong> of {formatWholePounds(page.potPence)}: {bids(full.count)} in full
        {part.count === 0 ? "" : `, ${bids(part.count)} in part`}. This decides nothing.
      </p>
      <Bar
        title="What the pot would pay"
        parts={partsOf(allocation, page.potPence)}
        exact
        total={allocation.leftPence < 0 ? "All of them" : "The pot"}
      />
      <div class="no-print">
        <Details summary="Try something else: fund the first few, or give each a share">
          <div class="what-if">
            <TextField
              {...field("top")}
              label="Fund the first"
              hint="How many bids. Leave it empty to go as far as the money does."
              width={4}
              inputMode="numeric"
            />
            <TextField
              {...field("cap")}
              label="Give each at most"
              hint="Of what it asks."
              width={4}
              inputMode="numeric"
              suffix="%"
            />
          </div>
          <Checkbox
            id="fill"
            label="Where a bid does not fit, try smaller ones further down"
            checked={asked.fill}
            onChange={(fill) => onAsk({ ...asked, fill })}
          />
          {isOwn ? null : <LinkButton onClick={() => onAsk(own)}>Back to the fund’s own rules</LinkButton>}
        </Details>
      </div>
    </section>
  );
};
