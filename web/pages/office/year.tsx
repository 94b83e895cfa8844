import { useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import type { RoundOfYear, RoundsOfYear, rounds } from "../../../shared/contract/rounds.ts";
import { formatDate } from "../../../shared/rules/london.ts";
import { formatWholePounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { ButtonLink, ButtonRow, LinkButton } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { newRoundPath, ROUNDS_PATH, roundPath, yearPath } from "../../parts/fund-paths.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page, Paper } from "../../parts/page.tsx";
import { useSession } from "../../parts/session.tsx";
import { SummaryList } from "../../parts/summary-list.tsx";
import { Tag } from "../../parts/tag.tsx";
import { useSending } from "../../parts/use-sending.ts";
import { potOf, RoundForm, roundErrorsAtFields, type TypedRound, typedRound } from "./round-form.tsx";
import { STATUS_WORDS } from "./round-words.ts";

const timeWords = (time: string): string => (time === "23:59" ? "end of the day" : time);

const Dates = ({ of: { dates, pot }, sources }: { of: RoundOfYear; sources: RoundsOfYear["sources"] }) => (
  <SummaryList
    rows={[
      { key: "Opens", value: `${formatDate(dates.opens.on)}, ${timeWords(dates.opens.time)}` },
      { key: "Closes", value: `${formatDate(dates.closes.on)}, ${timeWords(dates.closes.time)}` },
      { key: "Checks done", value: formatDate(dates.checkedBy) },
      { key: "Meeting", value: formatDate(dates.meetingOn) },
      { key: "Confirmed", value: formatDate(dates.confirmedBy) },
      { key: "You hear by", value: formatDate(dates.notifiedBy) },
      { key: "Money by", value: formatDate(dates.paidBy) },
      {
        key: "Pot",
        value: pot
          .map(
            ({ sourceId, amountPence }) =>
              `${formatWholePounds(amountPence)} from ${sources.find(({ id }) => id === sourceId)?.name ?? sourceId}`,
          )
          .join("\n"),
      },
    ]}
  />
);

type Sending = ReturnType<typeof useSending>;

type ProposalProps = {
  of: RoundOfYear;
  year: RoundsOfYear;
  sending: Sending;
  /** Only one proposal is changed at a time: its fields have the names of the round's own form. */
  isOpen: boolean;
  onOpen: () => void;
  onPublished: (title: string) => void;
};

/** A round that is not there yet: as proposed, or changed, then made and published in one go. */
const Proposal = ({ of, year, sending, isOpen, onOpen, onPublished }: ProposalProps) => {
  const [typed, setTyped] = useState<TypedRound>(() => typedRound(of.title, of.dates, of.pot));
  const { code } = of;
  const { pot, errors: wrong } = potOf(typed, year.sources);
  const publish = async () => {
    onOpen();
    if (wrong.length > 0) return sending.setErrors(wrong);
    const { title, dates } = typed;
    const made = await sending.send((writeId) =>
      call<typeof rounds.create>("POST /api/office/rounds", {
        body: { fundId: year.fundId, code, title, dates, pot, writeId },
      }),
    );
    if (made === undefined) return;
    const { id, version } = made.round;
    const published = await sending.send((writeId) =>
      call<typeof rounds.publish>("POST /api/office/rounds/{id}/publication", {
        params: { id },
        body: { version, writeId },
      }),
    );
    if (published !== undefined) onPublished(title);
  };
  const shown = { ...of, dates: typed.dates, pot, title: typed.title };
  return (
    <>
      {isOpen ? (
        <RoundForm
          typed={typed}
          sources={year.sources}
          errors={roundErrorsAtFields(sending.errors, pot)}
          onChange={setTyped}
        />
      ) : (
        <>
          <Dates of={shown} sources={year.sources} />
          <p>
            <LinkButton onClick={onOpen}>
              Change these dates<span class="govuk-visually-hidden"> of {of.title}</span>
            </LinkButton>
          </p>
        </>
      )}
      <Confirm
        action={`Publish ${year.fundCode}-${code}`}
        question={`Publish “${typed.title}”?`}
        yes="Yes, publish it"
        no="No, not yet"
        kind="main"
        onYes={() => void publish()}
        busy={sending.busy}
      >
        <p class="govuk-body">
          Everyone sees it from now on. Its questions, limits, rules and weights are fixed as they are today. Dates and
          pot can change until it opens.
        </p>
      </Confirm>
    </>
  );
};

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
  onPublished,
}: {
  year: RoundsOfYear;
  sending: Sending;
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
            <Notice tone="hand" title="Look at this before it is published">
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
