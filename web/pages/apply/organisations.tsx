import type { AskLine, GroupLine, organisations } from "../../../shared/contract/organisations.ts";
import { formatShortDate, londonDate } from "../../../shared/rules/london.ts";
import { isOrganisationType, ORGANISATION_TYPES } from "../../../shared/rules/organisation-types.ts";
import { call } from "../../api.ts";
import { ButtonLink, ButtonRow } from "../../parts/button.tsx";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Page } from "../../parts/page.tsx";
import { Table } from "../../parts/table.tsx";
import { Tag, type TagTone } from "../../parts/tag.tsx";
import { groupPath, JOIN_PATH, NEW_GROUP_PATH } from "./organisation-paths.ts";

const Groups = ({ groups }: { groups: readonly GroupLine[] }) => (
  <Table
    caption="Your groups"
    captionHidden
    rows={groups}
    keyOf={({ id }) => id}
    empty="You have not told us about a group yet."
    columns={[
      {
        id: "name",
        header: "Group",
        names: true,
        cell: ({ id, name }) => (
          <a class="govuk-link" href={groupPath(id)}>
            {name}
          </a>
        ),
      },
      {
        id: "type",
        header: "Kind",
        cell: ({ type }) => (isOrganisationType(type) ? ORGANISATION_TYPES[type].label : ""),
      },
      {
        id: "complete",
        header: "Details",
        cell: ({ complete }) =>
          complete ? <Tag tone="done">Complete</Tag> : <Tag tone="hand">Something is missing</Tag>,
      },
    ]}
  />
);

const ANSWERS: Record<AskLine["state"], { tone: TagTone; words: string }> = {
  waiting: { tone: "quiet", words: "No answer yet" },
  accepted: { tone: "done", words: "You are a member" },
  refused: { tone: "wrong", words: "They said no" },
};

const Asks = ({ asks }: { asks: readonly AskLine[] }) => (
  <Table
    caption="Groups you asked to join"
    rows={asks}
    keyOf={({ search }) => search}
    empty=""
    columns={[
      { id: "search", header: "You looked for", names: true, cell: ({ search }) => search },
      { id: "on", header: "Asked on", cell: ({ askedAt }) => formatShortDate(londonDate(askedAt)) },
      {
        id: "state",
        header: "Answer",
        cell: ({ state }) => <Tag tone={ANSWERS[state].tone}>{ANSWERS[state].words}</Tag>,
      },
    ]}
  />
);

/** The groups of a person, and those they asked to join. */
export default function OrganisationsPage() {
  const loaded = useLoaded((signal) => call<typeof organisations.mine>("GET /api/organisations", { signal }), []);
  return (
    <Page title="Your groups" lead="You tell us about a group once, and use it for every application.">
      <Load of={loaded}>
        {({ organisations: groups, asks }) => (
          <>
            <Groups groups={groups} />
            <ButtonRow>
              <ButtonLink href={NEW_GROUP_PATH} kind={groups.length === 0 ? "main" : "secondary"}>
                Tell us about your group
              </ButtonLink>
              <ButtonLink href={JOIN_PATH} kind="secondary">
                Ask to join a group
              </ButtonLink>
            </ButtonRow>
            {asks.length === 0 ? null : (
              <>
                <Asks asks={asks} />
                <p class="govuk-body soft">
                  We cannot tell you whether a group is here before its members answer. If you hear nothing, call us or
                  tell us about your group yourself.
                </p>
              </>
            )}
          </>
        )}
      </Load>
    </Page>
  );
}
