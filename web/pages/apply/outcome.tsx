import { useRoute } from "preact-iso";
import type { OutcomeView, ToldOutcome } from "../../../shared/contract/outcome-views.ts";
import type { outcomes } from "../../../shared/contract/outcomes.ts";
import { formatDate, formatDateTime, formatDeadline, londonDate } from "../../../shared/rules/london.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { Facts } from "../../parts/facts.tsx";
import { fundPath } from "../../parts/fund-paths.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { OfficeEmail, OfficePhone } from "../../parts/office-links.tsx";
import { OUTCOME_WORDS } from "../../parts/outcome-words.ts";
import { Columns, Page, Paper } from "../../parts/page.tsx";
import { PrintButton } from "../../parts/print-button.tsx";
import { Tag } from "../../parts/tag.tsx";
import { applicationPath } from "./addresses.ts";

const isAward = ({ kind }: ToldOutcome): boolean => kind === "awarded" || kind === "part";

const Money = ({ outcome }: { outcome: ToldOutcome }) => (
  <Facts
    facts={[
      { figure: formatPounds(outcome.amountPence), label: "your grant" },
      { figure: formatPounds(outcome.askedPence), label: "what you asked for" },
    ]}
  />
);

const Points = ({ title, points }: { title: string; points: readonly string[] }) =>
  points.length === 0 ? null : (
    <>
      <h2 class="govuk-heading-m">{title}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </>
  );

const Told = ({ outcome }: { outcome: ToldOutcome }) => (
  <>
    {isAward(outcome) ? <Money outcome={outcome} /> : null}
    {outcome.quiet === undefined ? null : (
      <Notice tone="hand" title="Do not make this public yet">
        <p class="govuk-body">{outcome.quiet}</p>
      </Notice>
    )}
    {outcome.paragraphs.map((paragraph) => (
      <p class="govuk-body prose" key={paragraph}>
        {paragraph}
      </p>
    ))}
    <Points title="Conditions of the grant" points={outcome.conditions} />
    <Points title="What the grant does not pay for" points={outcome.dropped} />
    <p class="govuk-body small soft">Told at {formatDateTime(outcome.toldFrom)}.</p>
  </>
);

const Again = ({ view }: { view: OutcomeView }) => (
  <Paper title="When you can apply again">
    <p class="govuk-body">
      {view.next === undefined
        ? `We have not set the dates of the next round of the ${view.fundName}. They are on the fund’s page as soon as they are known.`
        : view.next.isOpen
          ? `${view.next.title} is open. It closes at ${formatDeadline(view.next.closesAt)}.`
          : `${view.next.title} opens on ${formatDate(londonDate(view.next.opensAt))} and closes at ${formatDeadline(view.next.closesAt)}.`}
    </p>
    <p class="govuk-body">
      <a class="govuk-link" href={fundPath(view.fundId)}>
        The fund’s page
      </a>
    </p>
  </Paper>
);

const LookAgain = () => (
  <Paper title="If you disagree">
    <p class="govuk-body">
      Call <OfficePhone /> or write to <OfficeEmail /> to ask for the reasons, or to have the decision looked at again.
      We look at how it was reached: whether the rules were followed and nothing was overlooked. Nobody scores the
      application again.
    </p>
    <p class="govuk-body">
      <a class="govuk-link" href="/complaints">
        How to complain
      </a>
    </p>
  </Paper>
);

const Latest = ({ view, outcome }: { view: OutcomeView; outcome: ToldOutcome }) => (
  <Columns
    aside={
      <>
        {outcome.kind === "deferred" ? null : <Again view={view} />}
        <LookAgain />
      </>
    }
  >
    <Told outcome={outcome} />
    {view.outcomes.slice(1).map((before) => (
      <details class="govuk-details" key={before.meetingId}>
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">
            What we told you before: {OUTCOME_WORDS[before.kind].words.toLowerCase()}
          </span>
        </summary>
        <div class="govuk-details__text">
          <Told outcome={before} />
        </div>
      </details>
    ))}
    <PrintButton />
  </Columns>
);

/** What became of an application: outcome, amount, conditions or feedback, and what a group can do now. */
export default function OutcomePage() {
  const { id = "" } = useRoute().params;
  const loaded = useLoaded(
    (signal) => call<typeof outcomes.mine>("GET /api/applications/{id}/outcome", { params: { id }, signal }),
    [id],
  );
  const view = loaded.is === "here" ? loaded.value : undefined;
  const [latest] = view?.outcomes ?? [];
  const words = latest === undefined ? undefined : OUTCOME_WORDS[latest.kind];
  return (
    <Page
      title={view?.title || "The decision"}
      caption={view === undefined ? id : `${view.reference} · ${view.fundName}, ${view.roundTitle}`}
      back={{ href: applicationPath(id), text: "Your application" }}
      status={
        words === undefined ? undefined : (
          <p class="govuk-body">
            <Tag tone={words.tone}>{words.words}</Tag>
          </p>
        )
      }
    >
      <Load of={loaded}>
        {(here) =>
          latest === undefined ? (
            <Notice tone="quiet" title="There is no decision to read yet">
              <p class="govuk-body">You hear from us by {formatDate(here.promisedBy)}, whatever the decision is.</p>
            </Notice>
          ) : (
            <Latest view={here} outcome={latest} />
          )
        }
      </Load>
    </Page>
  );
}
