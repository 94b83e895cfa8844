import { useMemo, useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { DeskLine, DeskRound, desk } from "../../../shared/contract/desk.ts";
import type { RoundLine, rounds } from "../../../shared/contract/rounds.ts";
import { formatDeadline, msOf } from "../../../shared/rules/london.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { STATE_WORDS } from "../../parts/application-state.tsx";
import { ButtonLink, ButtonRow } from "../../parts/button.tsx";
import { DESK_PATH, deskApplicationPath, enterPath } from "../../parts/desk-paths.ts";
import { SelectField } from "../../parts/fields.tsx";
import { FileButton } from "../../parts/file-button.tsx";
import { FactsShape, Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { RoundPages } from "../../parts/round-pages.tsx";
import { useSession } from "../../parts/session.tsx";
import { Table, type TableColumn } from "../../parts/table.tsx";
import { Tag, type TagTone } from "../../parts/tag.tsx";
import { checksWords, deskState, matchWords, whenWords } from "./desk-words.ts";
import { RoundFigures } from "./round-figures.tsx";
import { STATUS_WORDS } from "./round-words.ts";

const tagOf = (shown: { words: string; tone: TagTone } | undefined) =>
  shown === undefined ? null : <Tag tone={shown.tone}>{shown.words}</Tag>;

const columnsAt = (now: string): readonly TableColumn<DeskLine>[] => [
  {
    id: "reference",
    header: "Reference",
    cell: ({ id }) => (
      <a class="govuk-link" href={deskApplicationPath(id)}>
        {id}
      </a>
    ),
    by: ({ id }) => id,
    tight: true,
  },
  {
    id: "group",
    header: "Group and project",
    cell: ({ organisationName, title, enteredByOffice, state }) => (
      <>
        <strong>{organisationName}</strong>
        <br />
        {title ?? (state === "draft" ? <span class="soft">not sent yet</span> : "")}
        {enteredByOffice ? <span class="soft"> (entered by the office)</span> : null}
      </>
    ),
    by: ({ organisationName, title = "" }) => `${organisationName} ${title}`,
    names: true,
  },
  {
    id: "asked",
    header: "Asked",
    cell: ({ askedPence }) => (askedPence === undefined ? "" : formatPounds(askedPence)),
    by: ({ askedPence = -1 }) => askedPence,
    numeric: true,
  },
  {
    id: "match",
    header: "Match",
    cell: (line) => tagOf(matchWords(line)),
    by: (line) => matchWords(line)?.words ?? "",
    tight: true,
  },
  {
    id: "checks",
    header: "Checks",
    cell: (line) => tagOf(checksWords(line)),
    by: ({ findings, submittedAt }) => (submittedAt === undefined ? -1 : findings.length),
    tight: true,
  },
  { id: "state", header: "State", cell: deskState, by: deskState },
  {
    id: "changed",
    header: "Changed",
    cell: ({ changedAt }) => whenWords(changedAt, now),
    by: ({ changedAt }) => msOf(changedAt),
    tight: true,
  },
];

const wordsOf = (line: DeskLine): string =>
  `${line.id} ${line.organisationName} ${line.title ?? ""} ${deskState(line)} ${checksWords(line)?.words ?? ""}`;

const Applications = ({ round }: { round: DeskRound }) => {
  const { lines, at, status } = round;
  const [state, setState] = useState("");
  const columns = useMemo(() => columnsAt(at), [at]);
  const shown = useMemo(() => (state === "" ? lines : lines.filter((line) => line.state === state)), [lines, state]);
  const states = [...new Set(lines.map((line) => line.state))];
  const opens = status === "scheduled" || status === "unpublished";
  return (
    <Table
      caption="Applications"
      columns={columns}
      rows={shown}
      keyOf={({ id }) => id}
      wordsOf={wordsOf}
      tools={
        states.length < 2 ? undefined : (
          <SelectField
            id="state"
            label="State"
            value={state}
            onChange={setState}
            blank="All"
            options={states.map((value) => ({ value, label: STATE_WORDS[value].words }))}
          />
        )
      }
      empty={
        opens
          ? "No applications yet. The round has not opened."
          : status === "open"
            ? "No applications yet. They appear here as soon as a group begins one."
            : "No application was made in this round."
      }
    />
  );
};

const ExportButton = ({ roundId }: { roundId: string }) => (
  <FileButton
    ask={() => call<typeof desk.exportRound>("GET /api/desk/rounds/{id}/export", { params: { id: roundId } })}
  >
    Export as CSV
  </FileButton>
);

type Loaded = { round: DeskRound; all: readonly RoundLine[]; unanswered: number };

const Desk = ({ round, all, unanswered }: Loaded) => {
  const { person } = useSession();
  const { id, timetable } = round.round;
  const { words, tone } = STATUS_WORDS[round.status];
  const isOfficer = person?.roles.includes("officer") === true;
  return (
    <>
      <p class="govuk-body soft">
        {round.fundName} · closes {formatDeadline(timetable.closesAt)} · <Tag tone={tone}>{words}</Tag>
      </p>
      <RoundPages roundId={id} here="applications" status={round.status} />
      {round.catchingUp ? (
        <Notice tone="hand">
          <p class="govuk-body">
            The list and the count are seconds apart. Open the page again for the newest figures.
          </p>
        </Notice>
      ) : null}
      <RoundFigures desk={round} rounds={all} unanswered={unanswered} works={isOfficer} />
      <Applications round={round} />
      <ButtonRow>
        <ExportButton roundId={id} />
        {round.status === "open" && isOfficer ? (
          <ButtonLink href={enterPath(id)} kind="secondary">
            Enter an application for a group
          </ButtonLink>
        ) : null}
      </ButtonRow>
    </>
  );
};

export default function DeskRoundPage() {
  const { id = "" } = useRoute().params;
  const loaded = useLoaded(
    async (signal): Promise<Loaded> => {
      const params = { id };
      const [round, { rounds: all }, { asks }] = await Promise.all([
        call<typeof desk.round>("GET /api/desk/rounds/{id}", { params, signal }),
        call<typeof rounds.list>("GET /api/office/rounds", { query: {}, signal }),
        call<typeof rounds.asks>("GET /api/office/rounds/{id}/eligibility-questions", { params, signal }),
      ]);
      return { round, all, unanswered: asks.filter(({ ask }) => ask.answer === undefined).length };
    },
    [id],
  );
  const title = loaded.is === "here" ? loaded.value.round.round.title : "Round";
  return (
    <Page title={title} back={{ href: DESK_PATH, text: "All rounds" }}>
      <Load of={loaded} shape={<FactsShape />}>
        {Desk}
      </Load>
    </Page>
  );
}
