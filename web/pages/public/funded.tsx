import type { FundedRound } from "../../../shared/contract/fund-views.ts";
import type { funds } from "../../../shared/contract/funds.ts";
import type { Award, HistoricAward } from "../../../shared/rules/award.ts";
import { formatDate, londonDate } from "../../../shared/rules/london.ts";
import { formatWholePounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { CANDIDATES_PATH } from "../../parts/election-paths.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Page } from "../../parts/page.tsx";
import { Table } from "../../parts/table.tsx";

const AWARDS = [
  {
    id: "title",
    header: "Project",
    cell: (award: Award) => award.title,
    by: (award: Award) => award.title,
    names: true,
  },
  {
    id: "organisation",
    header: "Group",
    cell: (award: Award) => award.organisation,
    by: (award: Award) => award.organisation,
  },
  { id: "why", header: "Why we funded it", cell: (award: Award) => award.why, prose: true },
  {
    id: "amount",
    header: "Grant",
    cell: (award: Award) => formatWholePounds(award.amountPence),
    by: (award: Award) => award.amountPence,
    numeric: true,
  },
];

const HISTORY = [
  { id: "organisation", header: "Group", cell: (one: HistoricAward) => one.organisation, names: true },
  { id: "place", header: "Place", cell: (one: HistoricAward) => one.place ?? "Not stated" },
  { id: "round", header: "Round", cell: (one: HistoricAward) => one.round },
  { id: "paid", header: "Paid by", cell: (one: HistoricAward) => one.paidBy ?? "Not stated" },
];

const Round = ({ round }: { round: FundedRound }) => (
  <section>
    <h2 class="govuk-heading-m">
      {round.fundName}: {round.title}
    </h2>
    <p class="govuk-body">
      Decided on {formatDate(londonDate(round.decidedAt))}.{" "}
      {round.result === undefined
        ? null
        : `${round.result.awarded} of ${round.result.bids} bids were funded, with ${formatWholePounds(round.result.awardedPence)} of the ${formatWholePounds(round.result.askedPence)} asked for.`}
    </p>
    <Table
      caption={`Grants of ${round.title}`}
      captionHidden
      columns={AWARDS}
      rows={round.awards}
      keyOf={(award) => `${award.organisation} ${award.title}`}
      empty="No bid was funded in this round."
    />
  </section>
);

const History = ({ history }: { history: readonly HistoricAward[] }) => {
  const sources = [...new Set(history.map(({ source }) => source))];
  return (
    <section>
      <h2 class="govuk-heading-m">Before this portal</h2>
      <p class="govuk-body">
        These groups are named in “{sources.join("”; “")}”. The amounts were not published. They are in none of the
        totals above, and there is no application behind them.
      </p>
      <Table
        caption="Grants before this portal"
        captionHidden
        columns={HISTORY}
        rows={history}
        keyOf={({ organisation }) => organisation}
        empty="There is nothing to show."
      />
    </section>
  );
};

export default function FundedPage() {
  const loaded = useLoaded((signal) => call<typeof funds.funded>("GET /api/funded", { signal }), []);
  return (
    <Page title="What we have funded" lead="Every grant of a decided round, with the reason.">
      <Load of={loaded}>
        {({ rounds, history }) => (
          <>
            {rounds.length === 0 ? (
              <p class="govuk-body">
                No round has been decided yet. Grants stand here from the day a round is decided.
              </p>
            ) : (
              rounds.map((round) => <Round key={round.roundId} round={round} />)
            )}
            <History history={history} />
            <p class="govuk-body">
              <a class="govuk-link" href={CANDIDATES_PATH}>
                Figures for candidates: funds, live rounds and commitments beyond the term
              </a>
            </p>
          </>
        )}
      </Load>
    </Page>
  );
}
