import { useLocation } from "preact-iso";
import type { MeetingSummary, meetings } from "../../../shared/contract/meetings.ts";
import { formatDate } from "../../../shared/rules/london.ts";
import { formatWholePounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { Load, useLoaded } from "../../parts/load.tsx";
import { meetingPath, preparePath } from "../../parts/meeting-paths.ts";
import { Page } from "../../parts/page.tsx";
import { Table, type TableColumn } from "../../parts/table.tsx";
import { Tag } from "../../parts/tag.tsx";
import { useSending } from "../../parts/use-sending.ts";
import { STATE_WORDS } from "./meeting-words.ts";

const COLUMNS: readonly TableColumn<MeetingSummary>[] = [
  {
    id: "on",
    header: "Meeting",
    cell: ({ id, on, startsAt }) => (
      <a class="govuk-link" href={meetingPath(id)}>
        <strong>{formatDate(on)}</strong>, {startsAt}
      </a>
    ),
    by: ({ on }) => on,
    names: true,
  },
  {
    id: "round",
    header: "Round",
    cell: ({ fundName, roundTitle }) => `${fundName}, ${roundTitle}`,
    by: ({ fundName, roundTitle }) => `${fundName} ${roundTitle}`,
    prose: true,
  },
  { id: "place", header: "Where", cell: ({ place }) => (place === "" ? "not said yet" : place), prose: true },
  { id: "bids", header: "Decided", cell: ({ decided, bids }) => `${decided} of ${bids}`, numeric: true },
  { id: "pot", header: "Pot", cell: ({ potPence }) => formatWholePounds(potPence), numeric: true },
  {
    id: "state",
    header: "State",
    cell: ({ state }) => <Tag tone={STATE_WORDS[state].tone}>{STATE_WORDS[state].words}</Tag>,
    by: ({ state }) => state,
    tight: true,
  },
];

/** The meetings that decide on bids; an officer begins the next one here. */
export default function MeetingsPage() {
  const { route } = useLocation();
  const sending = useSending();
  const loaded = useLoaded((signal) => call<typeof meetings.list>("GET /api/meetings", { signal }), []);
  const create = async (roundId: string): Promise<void> => {
    const made = await sending.send((writeId) =>
      call<typeof meetings.create>("POST /api/meetings", { body: { roundId, writeId } }),
    );
    if (made !== undefined) route(preparePath(made.id));
  };
  return (
    <Page title="Meetings" errors={sending.errors}>
      <Load of={loaded}>
        {(here) => (
          <>
            {here.rounds.length === 0 ? null : (
              <section class="paper" aria-labelledby="wait">
                <h2 class="govuk-heading-m" id="wait">
                  Rounds that wait for a meeting
                </h2>
                {here.rounds.map(({ id, title, fundName }) => (
                  <div key={id} class="waiting-round">
                    <p class="govuk-body">
                      <strong>{title}</strong>, {fundName}
                    </p>
                    <Button kind="secondary" busy={sending.busy} onClick={() => void create(id)}>
                      Prepare a meeting<span class="govuk-visually-hidden"> for {title}</span>
                    </Button>
                  </div>
                ))}
              </section>
            )}
            <Table
              caption="Meetings"
              captionHidden
              columns={COLUMNS}
              rows={here.meetings}
              keyOf={({ id }) => id}
              empty="There is no meeting yet. One is prepared when a round has closed and its panel is named."
            />
          </>
        )}
      </Load>
    </Page>
  );
}
