import type { FundFacts, FundPage, PublicRound } from "../../shared/contract/fund-views.ts";
import { OFFICE, phoneLink } from "../../shared/office.ts";
import { formatDate, formatLeft, formatShortDate, formatTime, londonDate, msOf } from "../../shared/rules/london.ts";
import { formatWholePounds } from "../../shared/rules/money.ts";
import { recordTotal, successRate } from "../../shared/rules/round-record.ts";
import { ButtonLink, ButtonRow } from "./button.tsx";
import { ClosureNotices } from "./closure-notices.tsx";
import { Extensions, extensionWords } from "./extensions.tsx";
import { type Fact, Facts } from "./facts.tsx";
import { calendarPath, eligibilityPath, questionsPath } from "./fund-paths.ts";
import { FundRecord, lastRounds } from "./fund-record.tsx";
import { bandWords, closingWords, isOpenAt, matchWords, rangeWords, timetablePoints } from "./fund-words.ts";
import { Notice } from "./notice.tsx";
import { Columns, Paper } from "./page.tsx";
import { Timeline } from "./timeline.tsx";

const dateFact = (round: PublicRound | undefined, now: number): Fact => {
  if (round === undefined) return { figure: "Not open", label: "the next round is announced on this page" };
  const { opensAt, closesAt } = round.timetable;
  if (now < msOf(opensAt))
    return {
      figure: formatShortDate(londonDate(opensAt)),
      label: `opens at ${formatTime(opensAt)} on ${formatDate(londonDate(opensAt))}`,
    };
  // Its close has passed, and it is not closed: its working days are given back when it opens again.
  if (round.status === "paused" && now >= msOf(closesAt))
    return { figure: "Paused", label: "the new closing date is told when the fund opens again" };
  const { time, day } = closingWords(closesAt);
  const left = formatLeft(now, msOf(closesAt));
  return { figure: time, label: day, more: round.status === "paused" ? "Paused for now" : left };
};

const factsOf = ({ fund, round, record }: FundPage, now: number): Fact[] => {
  const total = recordTotal(record);
  const rate = successRate(total.awarded, total.bids);
  const [smallest] = fund.bands;
  return [
    round === undefined
      ? { figure: rangeWords(fund), label: "for one project" }
      : { figure: formatWholePounds(round.potPence), label: "in this round" },
    dateFact(round, now),
    rate === undefined
      ? { figure: formatWholePounds(fund.maximumPence), label: "is the most you can ask for" }
      : {
          figure: rate,
          label: `bids funded, ${lastRounds(record.length)}`,
          more: `(${total.awarded} of ${total.bids})`,
        },
    ...(smallest?.timeToFill === undefined
      ? []
      : [
          {
            figure: smallest.timeToFill.split(",")[0],
            label: `to fill in for up to ${formatWholePounds(smallest.upToPence)}`,
            more: `(${bandWords(smallest)})`,
          },
        ]),
  ];
};

const Standing = ({ fund, round, waiting, cancelled, closures }: FundPage) => (
  <>
    <ClosureNotices closures={closures} />
    {fund.invented ? (
      <Notice tone="quiet">
        <p class="govuk-body">This fund is made up, to show how the portal works. It pays no money.</p>
      </Notice>
    ) : null}
    {cancelled?.cancelledBecause === undefined ? null : (
      <Notice tone="hand" title={`“${cancelled.title}” was cancelled`}>
        <p class="govuk-body">{cancelled.cancelledBecause}</p>
        <p class="govuk-body">
          Groups with a draft or an application in it can carry it on to the next round of this fund.
        </p>
      </Notice>
    )}
    {round?.pausedBecause === undefined || closures.some(({ when }) => when === "in-force") ? null : (
      <Notice tone="hand" title="The fund takes no applications for now">
        <p class="govuk-body">{round.pausedBecause}</p>
      </Notice>
    )}
    <Extensions round={round ?? waiting} />
    {round?.notices.map(({ id, at, text }) => (
      <Notice key={id} title={`Put right on ${formatDate(londonDate(at))}`}>
        <p class="govuk-body prose">{text}</p>
      </Notice>
    ))}
  </>
);

const Bullets = ({ lines }: { lines: readonly string[] }) => (
  <ul class="govuk-list govuk-list--bullet">
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

const About = ({ fund }: { fund: FundFacts }) => (
  <>
    <h2 class="govuk-heading-m">What it pays for</h2>
    <p class="govuk-body">{fund.purpose}</p>
    <Bullets lines={fund.paysFor} />
    <p class="govuk-body">
      You can ask for {rangeWords(fund)}. {matchWords(fund)}
    </p>
    <h2 class="govuk-heading-m">Who can apply</h2>
    <Bullets lines={fund.whoCanApply} />
    <h2 class="govuk-heading-m">What it does not pay for</h2>
    <Bullets lines={fund.notFunded} />
    <h2 class="govuk-heading-m">What we want to see more of</h2>
    <Bullets lines={fund.priorities.items} />
    <p class="govuk-body soft small">
      {fund.priorities.plan}, {formatShortDate(fund.priorities.datedOn)}
    </p>
    <h2 class="govuk-heading-m">How long it takes</h2>
    <Bullets
      lines={fund.bands.map(
        (band) =>
          `Up to ${formatWholePounds(band.upToPence)}: ${bandWords(band)}${band.timeToFill === undefined ? "" : `, ${band.timeToFill}`}`,
      )}
    />
    <h2 class="govuk-heading-m">Who decides</h2>
    <p class="govuk-body">{fund.whoDecides}</p>
    <p class="govuk-body">
      Responsible for the personal data in your application: {fund.controllers.join("; ")}.{" "}
      <a class="govuk-link" href="/privacy">
        What is done with it
      </a>
    </p>
  </>
);

const Help = () => (
  <p class="govuk-body small soft">
    Questions?{" "}
    <a class="govuk-link" href={phoneLink(OFFICE.phone)}>
      {OFFICE.phone}
    </a>
    , {OFFICE.phoneHours}, on the closing day until the round closes, or{" "}
    <a class="govuk-link" href={`mailto:${OFFICE.email}`}>
      {OFFICE.email}
    </a>
  </p>
);

/** The round that waits for its decisions, beside the one that a page is about. */
const Waiting = ({ waiting }: { waiting: PublicRound }) => (
  <Paper title="The round before">
    <p class="govuk-body">
      “{waiting.title}” closed on {closingWords(waiting.timetable.closesAt).day}. Groups that applied hear by{" "}
      {formatDate(waiting.timetable.notifiedBy)}.
    </p>
    {waiting.extensions?.map((extension) => (
      <p key={extension.at} class="govuk-body prose">
        {extensionWords(extension)}
      </p>
    ))}
  </Paper>
);

/** A fund as the public sees it; an officer's preview shows the same. `now` is the portal's clock in milliseconds. */
export const FundView = ({ page, now }: { page: FundPage; now: number }) => {
  const { fund, round, waiting, record } = page;
  const timetable = round ?? waiting;
  return (
    <>
      <p class="lead">{fund.strapline}</p>
      <Standing {...page} />
      <Facts facts={factsOf(page, now)} />
      <Columns
        aside={
          <>
            <Paper title={round === undefined && waiting !== undefined ? `“${waiting.title}”` : "What happens when"}>
              {timetable === undefined ? (
                <p class="govuk-body">The dates stand here as soon as a round is announced.</p>
              ) : (
                <>
                  <Timeline points={timetablePoints(timetable, fund.meets, now)} />
                  <p class="govuk-body small">
                    <a class="govuk-link" href={calendarPath(fund.id)}>
                      Subscribe to these dates
                    </a>
                    <span class="soft">. Copy this link into your calendar, under “from web address”.</span>
                  </p>
                </>
              )}
              <Help />
            </Paper>
            {round === undefined || waiting === undefined ? null : <Waiting waiting={waiting} />}
          </>
        }
      >
        <ButtonRow>
          <ButtonLink href={eligibilityPath(fund.id)} kind={isOpenAt(round, now) ? "main" : "secondary"}>
            Check if you can apply
          </ButtonLink>
          <a class="govuk-link" href={questionsPath(fund.id)}>
            Read every question first
          </a>
        </ButtonRow>
        <FundRecord record={record} />
        <About fund={fund} />
      </Columns>
    </>
  );
};
