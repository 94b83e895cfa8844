import { useEffect } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { FundPage as FundReply } from "../../../shared/contract/fund-views.ts";
import type { funds } from "../../../shared/contract/funds.ts";
import { msOf } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { useNow } from "../../parts/clock.ts";
import { FundView } from "../../parts/fund-view.tsx";
import { FactsShape, Load, useLoaded } from "../../parts/load.tsx";
import { Page } from "../../parts/page.tsx";

/** Whether the round has opened or closed since the page was told of it. */
const hasTurned = ({ round }: FundReply, now: number): boolean =>
  round !== undefined &&
  ((round.status === "scheduled" && now >= msOf(round.timetable.opensAt)) ||
    (round.status === "open" && now >= msOf(round.timetable.closesAt)));

export default function FundPage() {
  const { id = "" } = useRoute().params;
  const loaded = useLoaded((signal) => call<typeof funds.one>("GET /api/funds/{id}", { params: { id }, signal }), [id]);
  const now = useNow();
  const turned = loaded.is === "here" && hasTurned(loaded.value, now);
  useEffect(() => {
    if (turned) loaded.reload();
  }, [turned]);
  return (
    <Page title={loaded.is === "here" ? loaded.value.fund.name : "Fund"} back={{ href: "/", text: "All funds" }}>
      <Load of={loaded} shape={<FactsShape />}>
        {(page) => <FundView page={page} now={now} />}
      </Load>
    </Page>
  );
}
