import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { OutcomeLine, OutcomesPage } from "../../../shared/contract/outcome-views.ts";
import type { outcomes } from "../../../shared/contract/outcomes.ts";
import { formatPounds, formatWholePounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { deskRoundPath } from "../../parts/desk-paths.ts";
import { Facts } from "../../parts/facts.tsx";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { OUTCOME_WORDS, TEXT_WORDS } from "../../parts/outcome-words.ts";
import { Page } from "../../parts/page.tsx";
import { RoundPages } from "../../parts/round-pages.tsx";
import { Table } from "../../parts/table.tsx";
import { Tag } from "../../parts/tag.tsx";
import { type Act, useActing } from "../../parts/use-acting.ts";
import { useUntilDone } from "../meeting/carried.tsx";
import { OutcomeText } from "./outcome-text.tsx";
import { OutcomesRelease } from "./outcomes-release.tsx";

type Change = Act<OutcomesPage>;

const keyOf = ({ applicationId, meetingId }: OutcomeLine): string => `${applicationId} ${meetingId}`;
const chosenOf = (lines: readonly OutcomeLine[]) =>
  lines.map(({ applicationId, meetingId }) => ({ applicationId, meetingId }));
const inState = (page: OutcomesPage, state: OutcomeLine["state"]): OutcomeLine[] =>
  page.outcomes.filter((line) => line.state === state);

const Numbers = ({ page }: { page: OutcomesPage }) => {
  const awarded = page.outcomes.reduce((sum, { amountPence }) => sum + amountPence, 0);
  return (
    <Facts
      facts={[
        { figure: page.outcomes.length, label: "outcomes", more: `${formatWholePounds(awarded)} awarded` },
        { figure: inState(page, "drafted").length + inState(page, "edited").length, label: "texts not ready" },
        { figure: inState(page, "read").length, label: "ready to be told" },
        {
          figure: inState(page, "released").length,
          label: "told",
          ...(page.waiting.length === 0 ? {} : { more: `${page.waiting.length} wait for an approver` }),
        },
      ]}
    />
  );
};

/** What one press does for many: drafts kept as they stand, and texts read by a second person. */
const Many = ({ page, busy, change }: { page: OutcomesPage; busy: boolean; change: Change }) => {
  const drafts = inState(page, "drafted");
  const readable = inState(page, "edited").filter(({ edited }) => edited?.you !== true);
  const keep = () =>
    change(
      (writeId) =>
        call<typeof outcomes.keep>("POST /api/office/rounds/{id}/outcomes/kept", {
          params: { id: page.roundId },
          body: { chosen: chosenOf(drafts), writeId },
        }),
      `${drafts.length} drafts are kept as they stand. Another person reads them.`,
    );
  const read = () =>
    change(
      (writeId) =>
        call<typeof outcomes.read>("POST /api/office/rounds/{id}/outcomes/readings", {
          params: { id: page.roundId },
          body: { chosen: chosenOf(readable), writeId },
        }),
      `${readable.length} texts are read.`,
    );
  return (
    <ButtonRow>
      {page.may.edit && drafts.length > 0 ? (
        <Button kind="secondary" busy={busy} onClick={() => void keep()}>
          Keep {drafts.length} {drafts.length === 1 ? "draft" : "drafts"} as they stand
        </Button>
      ) : null}
      {page.may.read && readable.length > 0 ? (
        <Button kind="secondary" busy={busy} onClick={() => void read()}>
          I have read {readable.length === 1 ? "this text" : `these ${readable.length} texts`}
        </Button>
      ) : null}
    </ButtonRow>
  );
};

const Lines = ({ page, busy, change }: { page: OutcomesPage; busy: boolean; change: Change }) => {
  const [opened, setOpened] = useState<string>();
  return (
    <Table
      caption="What each group is told"
      rows={page.outcomes}
      keyOf={keyOf}
      wordsOf={({ applicationId, organisationName, title, kind }) =>
        `${applicationId} ${organisationName} ${title} ${OUTCOME_WORDS[kind].words}`
      }
      empty="Nothing has been decided in this round yet. Outcomes appear here when the chair closes the meeting."
      current={(line) => keyOf(line) === opened}
      below={(line) =>
        keyOf(line) === opened ? (
          <OutcomeText key={line.version} page={page} line={line} busy={busy} change={change} />
        ) : null
      }
      columns={[
        {
          id: "title",
          header: "Project",
          names: true,
          by: ({ title }) => title,
          cell: (line) => (
            <>
              <button
                type="button"
                class="link-button"
                aria-expanded={keyOf(line) === opened}
                onClick={() => setOpened(keyOf(line) === opened ? undefined : keyOf(line))}
              >
                {line.title}
              </button>
              <br />
              <span class="small soft">
                {line.organisationName}, <span class="number">{line.applicationId}</span>
              </span>
            </>
          ),
        },
        {
          id: "kind",
          header: "Outcome",
          by: ({ kind }) => kind,
          cell: ({ kind }) => <Tag tone={OUTCOME_WORDS[kind].tone}>{OUTCOME_WORDS[kind].words}</Tag>,
        },
        {
          id: "amount",
          header: "Grant",
          numeric: true,
          by: ({ amountPence }) => amountPence,
          cell: ({ amountPence }) => (amountPence === 0 ? "" : formatPounds(amountPence)),
        },
        {
          id: "state",
          header: "Text",
          by: ({ state }) => state,
          cell: ({ state }) => <Tag tone={TEXT_WORDS[state].tone}>{TEXT_WORDS[state].words}</Tag>,
        },
      ]}
    />
  );
};

/** The outcomes of a round: their texts, who wrote and who read them, and the release. */
export default function OutcomesPageView() {
  const { id = "" } = useRoute().params;
  const loaded = useLoaded(
    (signal) => call<typeof outcomes.ofRound>("GET /api/office/rounds/{id}/outcomes", { params: { id }, signal }),
    [id],
  );
  const { busy, errors, said, act } = useActing(loaded.replace);
  const here = loaded.is === "here" ? loaded.value : undefined;
  useUntilDone(
    here === undefined || here.release?.state !== "released" || inState(here, "read").length === 0,
    loaded.reload,
  );
  return (
    <Page
      title={here === undefined ? "Outcomes" : `Outcomes: ${here.roundTitle}`}
      caption={here === undefined ? id : `${here.fundName}, ${here.roundId}`}
      back={{ href: deskRoundPath(id), text: "Applications of the round" }}
      errors={errors}
      status={<RoundPages roundId={id} here="outcomes" />}
    >
      {said === "" || errors.length > 0 ? null : (
        <Notice key={said} focused>
          <p class="govuk-body">{said}</p>
        </Notice>
      )}
      <Load of={loaded}>
        {(page) => (
          <>
            <Numbers page={page} />
            <OutcomesRelease page={page} busy={busy} change={act} />
            <Many page={page} busy={busy} change={act} />
            <Lines page={page} busy={busy} change={act} />
          </>
        )}
      </Load>
    </Page>
  );
}
