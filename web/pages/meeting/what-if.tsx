import { useMemo, useState } from "preact/hooks";
import type { RankingPage } from "../../../shared/contract/ranking.ts";
import { Details } from "../../parts/details.tsx";
import { WhatIfPanel } from "../trustee/ranking-what-if.tsx";
import { allocationOf, nothingAsked, planOf } from "../trustee/what-if.ts";

/** What the round's pot would pay if the first few were funded, or each got a share. It decides nothing. */
export const WhatIf = ({ ranking }: { ranking: RankingPage }) => {
  const [asked, setAsked] = useState(() => nothingAsked(ranking));
  const { plan, errors } = planOf(asked, ranking);
  const allocation = useMemo(
    () => allocationOf(ranking.bids, plan),
    [ranking, plan.top, plan.capBasisPoints, plan.skipAndFill],
  );
  return (
    <Details summary="What if: fund the first few, or give each a share">
      <WhatIfPanel page={ranking} asked={asked} onAsk={setAsked} allocation={allocation} errors={errors} />
    </Details>
  );
};
