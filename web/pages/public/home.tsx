import type { FundLine, PublicClosure } from "../../../shared/contract/fund-views.ts";
import type { funds } from "../../../shared/contract/funds.ts";
import { OFFICE } from "../../../shared/office.ts";
import { formatDate, formatLeft, formatTime, londonDate, msOf } from "../../../shared/rules/london.ts";
import { formatWholePounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { useNow } from "../../parts/clock.ts";
import { ClosureNotices } from "../../parts/closure-notices.tsx";
import { fundPath } from "../../parts/fund-paths.ts";
import { closingWords, isOpenAt, rangeWords } from "../../parts/fund-words.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Page } from "../../parts/page.tsx";
import { Tag } from "../../parts/tag.tsx";

const Standing = ({ fund: { round, waiting, cancelled }, now }: { fund: FundLine; now: number }) => {
  if (round === undefined)
    return (
      <p class="govuk-body">
        <Tag>Not open</Tag>{" "}
        {cancelled !== undefined
          ? `The round “${cancelled.title}” was cancelled. The next round is announced here.`
          : waiting === undefined
            ? "The next round is announced here."
            : `The last round closed on ${closingWords(waiting.timetable.closesAt).day} and is being decided.`}
      </p>
    );
  const { opensAt, closesAt } = round.timetable;
  const closes = closingWords(closesAt);
  if (round.status === "paused")
    return (
      <p class="govuk-body">
        <Tag tone="hand">Paused</Tag> It takes no applications for now.
      </p>
    );
  if (now < msOf(opensAt))
    return (
      <p class="govuk-body">
        <Tag>Opens soon</Tag> Opens at {formatTime(opensAt)} on {formatDate(londonDate(opensAt))}
      </p>
    );
  if (!isOpenAt(round, now))
    return (
      <p class="govuk-body">
        <Tag>Closed</Tag> Closed at {closes.time} on {closes.day}
      </p>
    );
  return (
    <p class="govuk-body">
      <Tag tone="done">Open</Tag> until {closes.time} on {closes.day}: {formatLeft(now, msOf(closesAt))}
    </p>
  );
};

type FundProps = { fund: FundLine; now: number; everywhere: readonly PublicClosure[] };

const Fund = ({ fund, now, everywhere }: FundProps) => (
  <li class="paper">
    <h2 class="govuk-heading-m">
      <a class="govuk-link" href={fundPath(fund.id)}>
        {fund.name}
      </a>
    </h2>
    <p class="govuk-body">{fund.strapline}</p>
    <Standing fund={fund} now={now} />
    {/* What holds everywhere stands above all funds. */}
    <ClosureNotices closures={fund.closures.filter(({ id }) => !everywhere.some((one) => one.id === id))} />
    <p class="govuk-body small soft number">
      {rangeWords(fund)} for one project
      {fund.round === undefined ? "" : ` · ${formatWholePounds(fund.round.potPence)} in this round`}
    </p>
  </li>
);

export default function HomePage() {
  const now = useNow();
  const loaded = useLoaded((signal) => call<typeof funds.list>("GET /api/funds", { signal }), []);
  return (
    <Page
      title="Grants that make communities safer"
      lead="Choose a fund to see what it pays for, when it closes and every question it asks. You need no account to look."
    >
      <Load of={loaded}>
        {({ funds: lines, closures }) => (
          <>
            <ClosureNotices closures={closures} />
            <ul class="funds">
              {lines.map((fund) => (
                <Fund key={fund.id} fund={fund} now={now} everywhere={closures} />
              ))}
            </ul>
          </>
        )}
      </Load>
      <p class="govuk-body">
        See{" "}
        <a class="govuk-link" href="/funded">
          what we have funded
        </a>
        . To apply by telephone or on paper, call {OFFICE.phone}.
      </p>
    </Page>
  );
}
