import { useRoute } from "preact-iso";
import type { rounds } from "../../../shared/contract/rounds.ts";
import { call } from "../../api.ts";
import { useNow } from "../../parts/clock.ts";
import { roundPath } from "../../parts/fund-paths.ts";
import { FundView } from "../../parts/fund-view.tsx";
import { FactsShape, Load, useLoaded } from "../../parts/load.tsx";
import { Page } from "../../parts/page.tsx";

/** The public page of a fund with this round, drawn by the public page's own parts. */
export default function RoundPreviewPage() {
  const { id = "" } = useRoute().params;
  const now = useNow();
  const loaded = useLoaded(
    (signal) => call<typeof rounds.preview>("GET /api/office/rounds/{id}/preview", { params: { id }, signal }),
    [id],
  );
  return (
    <Page
      title={loaded.is === "here" ? loaded.value.fund.name : "Preview"}
      caption="Preview of the public page"
      back={{ href: roundPath(id), text: "The round" }}
    >
      <Load of={loaded} shape={<FactsShape />}>
        {(page) => <FundView page={page} now={now} />}
      </Load>
    </Page>
  );
}
