import { useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import type { RoundOfYear, RoundsOfYear, rounds } from "../../../shared/contract/rounds.ts";
import { call } from "../../api.ts";
import { ButtonLink, ButtonRow } from "../../parts/button.tsx";
import { newRoundPath, ROUNDS_PATH, roundPath, yearPath } from "../../parts/fund-paths.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page, Paper } from "../../parts/page.tsx";
import { useSession } from "../../parts/session.tsx";
import { Tag } from "../../parts/tag.tsx";
import { useSending } from "../../parts/use-sending.ts";
import { STATUS_WORDS } from "./round-words.ts";
import { Dates, Proposal, type Sending } from "./year-proposal.tsx";

const There = ({
  of,
  sources,
}: {
  of: RoundOfYear & { round: NonNullable<RoundOfYear["round"]> };
  sources: RoundsOfYear["sources"];
}) => (
  <>
    <p class="govuk-body">
      <Tag tone={STATUS_WORDS[of.round.status].tone}>{STATUS_WORDS[of.round.status].words}</Tag>{" "}
      <a class="govuk-link" href={roundPath(of.round.id)}>
        Open the round<span class="govuk-visually-hidden"> {of.title}</span>
      </a>
    </p>
    <Dates of={of} sources={sources} />
  </>
);

const isThere = (of: RoundOfYear): of is RoundOfYear & { round: NonNullable<RoundOfYear["round"]> } =>
  of.round !== undefined;

const Year = ({
  year,
  sending,
  onMade,
  onPublished,
}: {
  year: RoundsOfYear;
  sending: Sending;
  onMade: () => void;
  onPublished: (title: string) => void;
}) => {
  const { person } = useSession();
  const [open, setOpen] = useState("");
  const mayWrite = person?.roles.includes("officer") === true;
  return (
    <>
      {year.rounds.length > 0 ? null : (
        <Notice tone="quiet">
          <p class="govuk-body">
            {year.isQuarterly
              ? "No round of this year is planned, and its deadlines are past."
              : "This fund has no deadlines of its own. It opens when a round is announced."}
          </p>
        </Notice>
      )}
      {year.rounds.map((of) => (
        <Paper key={of.code} title={`${of.title} (${year.fundCode}-${of.code})`}>
          {of.findings.length === 0 ? null : (
            <Notice
              tone="hand"
              title={
                of.round === undefined || of.round.status === "unpublished"
                  ? "Look at this before it is published"
                  : "This stands in its way"
              }
            >
              <ul class="govuk-list govuk-list--bullet">
                {of.findings.map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
            </Notice>
          )}
          {isThere(of) ? (
            <There of={of} sources={year.sources} />
          ) : mayWrite ? (
            <Proposal
              of={of}
              year={year}
              sending={sending}
              isOpen={open === of.code}
              onOpen={() => setOpen(of.code)}
              onMade={onMade}
              onPublished={onPublished}
            />
          ) : (
            <Dates of={of} sources={year.sources} />
          )}
        </Paper>
      ))}
      <ButtonRow>
        {mayWrite ? (
          <ButtonLink href={newRoundPath(year.fundId)} kind="secondary">
            Plan another round
          </ButtonLink>
        ) : null}
      </ButtonRow>
    </>
  );
};

/** The rounds of a fund in one year, with every date: there already, or proposed from its calendar. */
export default function YearPage() {
  const { id = "" } = useRoute().params;
  const { query } = useLocation();
  const wanted = query.year;
  const sending = useSending();
  const [published, setPublished] = useState("");
  const loaded = useLoaded(
    (signal) =>
      call<typeof rounds.year>("GET /api/office/funds/{id}/year", {
        params: { id },
        query: wanted === undefined ? {} : { year: wanted },
        signal,
      }),
    [id, wanted],
  );
  const shown = loaded.is === "here" ? loaded.value.year : undefined;
  return (
    <Page
      title={shown === undefined ? "The year" : `The rounds of ${shown}`}
      caption={loaded.is === "here" ? loaded.value.fundName : "Fund"}
      back={{ href: ROUNDS_PATH, text: "Plan rounds" }}
      errors={sending.errors}
      lead="Dates come from the fund’s calendar. Change what does not fit, and publish each round."
    >
      {published === "" || sending.errors.length > 0 ? null : (
        <Notice key={published} focused>
          <p class="govuk-body">“{published}” is published. Everyone sees it.</p>
        </Notice>
      )}
      {shown === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`${yearPath(id)}?year=${shown - 1}`}>
            {shown - 1}
          </a>{" "}
          <strong>{shown}</strong>{" "}
          <a class="govuk-link" href={`${yearPath(id)}?year=${shown + 1}`}>
            {shown + 1}
          </a>
        </p>
      )}
      <Load of={loaded}>
        {(year) => (
          <Year
            key={year.year}
            year={year}
            sending={sending}
            onMade={loaded.reload}
            onPublished={(title) => {
              setPublished(title);
              loaded.reload();
            }}
          />
        )}
      </Load>
    </Page>
  );
}
