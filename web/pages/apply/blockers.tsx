import type { ApplicationView } from "../../../shared/contract/application-views.ts";
import { canBeAllowed, rulesFor } from "../../../shared/rules/eligibility-in-force.ts";
import { ruleIdOf } from "../../../shared/rules/eligibility-kinds.ts";
import type { Finding } from "../../../shared/rules/finding.ts";
import { AskForGroup } from "../../parts/ask-office.tsx";
import { Details } from "../../parts/details.tsx";
import { fieldId } from "../../parts/error-summary.tsx";
import { Paper } from "../../parts/page.tsx";
import { applicationPath, findingPath } from "./addresses.ts";
import type { SoFar } from "./answers-so-far.ts";
import { blockersOf, isDeclared, isOfEligibility } from "./findings.ts";
import { groupChangePath, groupPath } from "./organisation-paths.ts";

const SHOWN = 5;

/**
 * What still blocks an application, from its first minute: what the fund's rules say against it, whole and first, because
 * writing more does not help; then what is missing, the first few, and the others behind one press. The declaration is left to
 * the page that sends.
 */
export const Blockers = ({ view, reckoned }: { view: ApplicationView; reckoned: SoFar }) => {
  const all = blockersOf(view, reckoned).filter((finding) => !isDeclared(finding));
  const [stops, missing] = [all.filter(isOfEligibility), all.filter((finding) => !isOfEligibility(finding))];
  const shown = { id: view.id, view };
  const isPaused = view.roundStatus === "paused";
  return (
    <>
      {stops.length === 0 ? null : (
        <Paper title="What stops this application">
          <FindingList {...shown} findings={stops} />
          <AskOffice findings={stops} view={view} />
        </Paper>
      )}
      {missing.length === 0 ? (
        stops.length === 0 ? (
          <Paper title={isPaused ? "Ready to send when the fund opens again" : "Ready to send"}>
            <p class="govuk-body">
              {isPaused
                ? "Every question is answered. Nothing can be sent for now. We write to you when it can."
                : "Every question is answered. Check your answers, then send the application."}
            </p>
          </Paper>
        ) : null
      ) : (
        <Paper
          title={missing.length === 1 ? "One thing is still missing" : `${missing.length} things are still missing`}
        >
          <FindingList {...shown} findings={missing.slice(0, SHOWN)} />
          {missing.length > SHOWN ? (
            <Details summary={`And ${missing.length - SHOWN} more`}>
              <FindingList {...shown} findings={missing.slice(SHOWN)} />
            </Details>
          ) : null}
        </Paper>
      )}
    </>
  );
};

/** Asks the office, in writing, about each rule that it may allow for this group. */
const AskOffice = ({ findings, view }: { findings: readonly Finding[]; view: ApplicationView }) => {
  const asked = rulesFor(view.form, view.allowed ?? []).flatMap((rule) => {
    const id = ruleIdOf(rule);
    const stops = findings.some((found) => found.rule === id);
    return stops && canBeAllowed(view.form, id) ? [{ rule: id, refusal: rule.refusal }] : [];
  });
  return asked.length === 0 ? null : (
    <Details summary="Ask the office for an exception">
      <AskForGroup
        roundId={view.round.id}
        group={{ id: view.organisationId, name: view.organisationName }}
        findings={asked}
      />
    </Details>
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

/** Facts of the group are put right on the group's own page, and lead back here; what the office has on record is shown there. */
const pathInGroup = (view: ApplicationView, { pointer }: Finding): string | undefined => {
  if (pointer.startsWith("/record")) return groupPath(view.organisationId, applicationPath(view.id));
  return pointer.startsWith("/organisation")
    ? groupChangePath(view.organisationId, fieldId(pointer), applicationPath(view.id))
    : undefined;
};
