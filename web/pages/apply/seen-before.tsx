import type { ApplicationView } from "../../../shared/contract/application-views.ts";
import { Notice } from "../../parts/notice.tsx";
import { FindingList } from "./blockers.tsx";

/** What is in another application of the same group too. It stops nothing: the group says why, or takes another. */
export const SeenBefore = ({ view }: { view: ApplicationView }) =>
  view.findings.length === 0 ? null : (
    <Notice
      tone="hand"
      title={
        view.findings.length === 1
          ? "One thing is in another bid of yours"
          : `${view.findings.length} things are in other bids of yours`
      }
    >
      <FindingList id={view.id} view={view} findings={view.findings} />
      <p class="govuk-body">
        {view.draft === undefined
          ? "The office looks at it with your bid."
          : "You can send your application all the same."}
      </p>
    </Notice>
  );
