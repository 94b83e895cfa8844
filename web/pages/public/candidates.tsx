import type { CandidatesPage } from "../../../shared/contract/candidates-view.ts";
import type { funds } from "../../../shared/contract/funds.ts";
import type { Overridden } from "../../../shared/rules/approval.ts";
import {
  type CivilDate,
  formatDate,
  formatDateTime,
  formatDeadline,
  londonDate,
} from "../../../shared/rules/london.ts";
import { formatWholePounds } from "../../../shared/rules/money.ts";
import type { RoundStatus } from "../../../shared/rules/round.ts";
import { call } from "../../api.ts";
import { fundPath } from "../../parts/fund-paths.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { Table } from "../../parts/table.tsx";

const ROUND_WORDS: Readonly<Partial<Record<RoundStatus, string>>> = {
  scheduled: "Opens later",
  open: "Open",
  paused: "Paused",
  closed: "Closed, to be decided",
};

const ACTS: Readonly<Record<Overridden, string>> = {
  publish: "A round was opened",
  meeting: "A meeting was held",
  confirmation: "Decisions were confirmed",
};

/** A poll whose day is over was to be held then, whatever its row still says. */
const pollWords = ({ status, pollOn, name }: NonNullable<CandidatesPage["poll"]>, today: CivilDate): string => {
  if (pollOn < today)
    return `The last poll ${status === "held" ? "was held" : "was to be held"} on ${formatDate(pollOn)} (${name}). `;
  return `The next poll is ${status === "expected" ? "expected" : "called"} for ${formatDate(pollOn)} (${name}). `;
};

const Term = ({ page: { at, poll, termEndsOn } }: { page: CandidatesPage }) => (
  <p class="govuk-body">
    {termEndsOn === undefined ? null : `The present term is expected to end on ${formatDate(termEndsOn)}. `}
    {poll === undefined ? null : pollWords(poll, londonDate(at))}
    {poll?.running === true
      ? `Its sensitive period began on ${formatDate(poll.sensitiveFrom)}, and lasts until the declaration of acceptance is recorded.`
      : poll === undefined
        ? null
        : `Its sensitive period would begin on ${formatDate(poll.sensitiveFrom)}.`}
  </p>
);

const Closed = ({ closures }: Pick<CandidatesPage, "closures">) => (
  <>
    <h2 class="govuk-heading-m">What is closed</h2>
    {closures.length === 0 ? <p class="govuk-body">Nothing is closed, and no closure is announced.</p> : null}
    {closures.map(({ scope, from, until, announced, wording }) => (
      <Notice key={`${scope} ${from}`} tone="hand" title={`${scope}: ${announced ? "announced" : "closed"}`}>
        <p class="govuk-body">{wording}</p>
        <p class="govuk-body soft">
          From {formatDateTime(from)} {until}.
        </p>
      </Notice>
    ))}
  </>
);

const Figures = ({ page }: { page: CandidatesPage }) => (
  <>
    <Table
      caption="Funds"
      rows={page.funds}
      keyOf={({ id }) => id}
      empty="There is no fund."
      columns={[
        {
          id: "name",
          header: "Fund",
          names: true,
          cell: ({ id, name, invented }) => (
            <>
              <a class="govuk-link" href={fundPath(id)}>
                {name}
              </a>
              {invented ? " (made up to show the portal)" : ""}
            </>
          ),
        },
        {
          id: "from",
          header: "Grants from",
          numeric: true,
          cell: ({ minimumPence }) => formatWholePounds(minimumPence),
        },
        { id: "to", header: "Up to", numeric: true, cell: ({ maximumPence }) => formatWholePounds(maximumPence) },
        { id: "months", header: "Longest, months", numeric: true, cell: ({ termMonths }) => termMonths },
        {
          id: "end",
          header: "All end by",
          cell: ({ grantsEndBy }) => (grantsEndBy === undefined ? "No fixed day" : formatDate(grantsEndBy)),
        },
      ]}
    />
    <Table
      caption="Live rounds"
      rows={page.rounds}
      keyOf={({ id }) => id}
      empty="No round is live."
      columns={[
        { id: "title", header: "Round", names: true, cell: ({ fundName, title }) => `${fundName}, ${title}` },
        { id: "status", header: "Now", cell: ({ status }) => ROUND_WORDS[status] ?? "" },
        { id: "pot", header: "Pot", numeric: true, cell: ({ potPence }) => formatWholePounds(potPence) },
        { id: "closes", header: "Closes", cell: ({ closesAt }) => formatDeadline(closesAt) },
        { id: "meets", header: "Meeting", cell: ({ meetingOn }) => formatDate(meetingOn) },
        { id: "hears", header: "Groups hear by", cell: ({ notifiedBy }) => formatDate(notifiedBy) },
      ]}
    />
    <Table
      caption="Commitments beyond the term"
      rows={page.commitments}
      keyOf={({ fundName }) => fundName}
      empty="There is no fund."
      columns={[
        { id: "fund", header: "Fund", names: true, cell: ({ fundName }) => fundName },
        { id: "awards", header: "Grants published", numeric: true, cell: ({ awards }) => awards },
        { id: "sum", header: "In all", numeric: true, cell: ({ awardedPence }) => formatWholePounds(awardedPence) },
        { id: "beyond", header: "End after the term", numeric: true, cell: ({ beyond }) => beyond },
        {
          id: "beyond-sum",
          header: "Amount of those",
          numeric: true,
          cell: ({ beyondPence }) => formatWholePounds(beyondPence),
        },
        { id: "unknown", header: "End not recorded", numeric: true, cell: ({ unknown }) => unknown },
      ]}
    />
  </>
);

const Overrides = ({ overrides }: Pick<CandidatesPage, "overrides">) => (
  <Table
    caption="Allowed in the period of an election"
    rows={overrides}
    keyOf={({ agreedAt, of }) => `${agreedAt} ${of}`}
    empty="Nothing was allowed in the sensitive period of an election. What two people allow is published here when the period has ended."
    columns={[
      {
        id: "what",
        header: "What",
        names: true,
        cell: ({ of, fundName, roundTitle }) => `${ACTS[of]}: ${fundName}, ${roundTitle}`,
      },
      {
        id: "poll",
        header: "Election",
        cell: ({ pollName, pollOn }) => (pollOn === undefined ? pollName : `${pollName}, ${formatDate(pollOn)}`),
      },
      { id: "why", header: "Reason", prose: true, cell: ({ reason }) => reason },
      { id: "on", header: "Agreed", cell: ({ agreedAt }) => formatDateTime(agreedAt) },
    ]}
  />
);

/** The same figures for every candidate, for whoever is elected and for everybody else: no names, no quotes. */
export default function CandidatesPageView() {
  const loaded = useLoaded((signal) => call<typeof funds.candidates>("GET /api/candidates", { signal }), []);
  return (
    <Page
      title="Figures for candidates"
      lead="For candidates, for an incoming Commissioner and for everybody else: the same figures, at any time."
    >
      <Load of={loaded}>
        {(page) => (
          <>
            <Term page={page} />
            <Closed closures={page.closures} />
            <Figures page={page} />
            <Overrides overrides={page.overrides} />
            <p class="govuk-body soft">As at {formatDateTime(page.at)}.</p>
          </>
        )}
      </Load>
    </Page>
  );
}
