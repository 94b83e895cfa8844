import type { ApplicationView } from "../../../shared/contract/applications.ts";
import type { Finding } from "../../../shared/rules/finding.ts";
import { fieldId } from "../../parts/error-summary.tsx";
import { Paper } from "../../parts/page.tsx";
import { applicationPath, findingPath } from "./addresses.ts";
import type { SoFar } from "./answers-so-far.ts";
import { blockersOf, isDeclared } from "./findings.ts";
import { groupChangePath } from "./organisation-paths.ts";

const SHOWN = 5;

/** "What is still missing": the first few, and how many more. The declaration is left to the page that sends. */
export const Blockers = ({ view, reckoned }: { view: ApplicationView; reckoned: SoFar }) => {
  const all = blockersOf(view, reckoned).filter((finding) => !isDeclared(finding));
  if (all.length === 0)
    return (
      <Paper title="Ready to send">
        <p class="govuk-body">Every question is answered. Check your answers, then send the application.</p>
      </Paper>
    );
  return (
    <Paper title={all.length === 1 ? "One thing is still missing" : `${all.length} things are still missing`}>
      <FindingList id={view.id} view={view} findings={all.slice(0, SHOWN)} />
      {all.length > SHOWN ? <p class="govuk-body">And {all.length - SHOWN} more.</p> : null}
    </Paper>
  );
};

/** Findings as links to the fields they speak of. */
export const FindingList = ({
  id,
  view,
  findings,
}: {
  id: string;
  view: ApplicationView;
  findings: readonly Finding[];
}) => (
  <ul class="blockers">
    {findings.map((finding) => {
      const path = findingPath(id, view.form, finding) ?? pathInGroup(view, finding);
      return (
        <li key={`${finding.pointer} ${finding.detail}`}>
          {path === undefined ? (
            finding.detail
          ) : (
            <a class="govuk-link" href={path}>
              {finding.detail}
            </a>
          )}
        </li>
      );
    })}
  </ul>
);

/** Facts of the group are put right on the group's own page, and lead back here. */
const pathInGroup = (view: ApplicationView, { pointer }: Finding): string | undefined =>
  pointer.startsWith("/organisation")
    ? groupChangePath(view.organisationId, fieldId(pointer), applicationPath(view.id))
    : undefined;
