import type { GroupStop } from "../../../shared/contract/application-views.ts";
import type { applications } from "../../../shared/contract/applications.ts";
import { call } from "../../api.ts";
import { AskForGroup } from "../../parts/ask-office.tsx";
import { fieldId } from "../../parts/error-summary.tsx";
import { startPath } from "../../parts/fund-paths.ts";
import { useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Paper } from "../../parts/page.tsx";
import { groupChangePath, groupPath } from "./organisation-paths.ts";

type Props = { roundId: string; group: { id: string; name: string } };

/** The group's page: at the field where one is named, and with what the office has on record of it. */
const placeOf = ({ pointer }: GroupStop, { roundId, group }: Props): string =>
  pointer.startsWith("/organisation")
    ? groupChangePath(group.id, fieldId(pointer), startPath(roundId))
    : groupPath(group.id, startPath(roundId));

/** What stands against the group, with the day from which it no longer does. */
export const Stops = ({ stops, ...of }: Props & { stops: readonly GroupStop[] }) =>
  stops.length === 0 ? null : (
    <Notice tone="hand" title="As things stand, this group cannot send an application">
      <ul class="govuk-list govuk-list--bullet">
        {stops.map((stop) => (
          <li key={`${stop.rule} ${stop.detail}`}>
            <a class="govuk-link" href={placeOf(stop, of)}>
              {stop.detail}
            </a>{" "}
            <span class="small soft">
              (rule <span class="mono">{stop.rule}</span>)
            </span>
          </li>
        ))}
      </ul>
      <p class="govuk-body">You can write one already. Nothing you write is lost while this stands.</p>
    </Notice>
  );

/** Asks the office, in writing, about each rule that it may allow. */
export const AskAboutStops = ({ stops, ...of }: Props & { stops: readonly GroupStop[] }) => {
  const askable = stops.filter(({ canBeAllowed }) => canBeAllowed);
  const each = askable.filter(({ rule }, n) => askable.findIndex((other) => other.rule === rule) === n);
  return each.length === 0 ? null : (
    <Paper title="Ask the office in writing">
      <AskForGroup {...of} findings={each} />
    </Paper>
  );
};

/** Before the form: what the rules of a round say against a group; nothing while no group is chosen. */
export const useGroupStops = (roundId: string, organisationId: string | undefined) =>
  useLoaded(
    (signal): Promise<{ stops: GroupStop[] }> =>
      organisationId === undefined
        ? Promise.resolve({ stops: [] })
        : call<typeof applications.stops>("GET /api/rounds/{id}/eligibility", {
            params: { id: roundId },
            query: { organisationId },
            signal,
          }),
    [roundId, organisationId],
  );
