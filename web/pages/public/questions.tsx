import { useLocation, useRoute } from "preact-iso";
import type { FundForm } from "../../../shared/contract/fund-views.ts";
import type { funds } from "../../../shared/contract/funds.ts";
import { type Band, documentsFor, type Question, sectionsFor } from "../../../shared/rules/form.ts";
import { formatDeadline } from "../../../shared/rules/london.ts";
import { formatWholePounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { Radios } from "../../parts/choices.tsx";
import { ClosureNotices } from "../../parts/closure-notices.tsx";
import { fundPath, questionsPath } from "../../parts/fund-paths.ts";
import { bandWords } from "../../parts/fund-words.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Page } from "../../parts/page.tsx";

const LONG_WORDS = 150;

/** What is asked once of a group, for the form on paper. */
const GROUP = [
  "Name of your group",
  "What kind of group it is",
  "Charity or company number, if it has one",
  "Address and postcode",
  "Your name and role, and how we reach you",
] as const;

/** Who agrees, on paper. */
const SIGNATURE = ["Name of the person who agrees for the group", "Signature and date"] as const;

/** How an answer may look: its limit, its choices, its columns. */
const shapeOf = ({ type, limitWords, limitCharacters, leastRows, mostRows, optional }: Question): string =>
  [
    ...(type === "long-text" || type === "short-text" ? ["In words"] : []),
    ...(type === "amount" ? ["An amount in pounds"] : []),
    ...(type === "number" ? ["A number"] : []),
    ...(type === "date" ? ["A date"] : []),
    ...(type === "yes-no" ? ["Yes or no"] : []),
    ...(type === "choice" ? ["Choose one"] : []),
    ...(type === "choices" ? ["Choose what fits"] : []),
    ...(type === "declaration" ? ["Tick to agree"] : []),
    ...(type === "rows"
      ? [`Rows${mostRows === undefined ? "" : `, ${leastRows === undefined ? "" : `${leastRows} to `}${mostRows}`}`]
      : []),
    ...(limitWords === undefined ? [] : [`up to ${limitWords} words`]),
    ...(limitCharacters === undefined ? [] : [`up to ${limitCharacters} characters`]),
    ...(optional ? ["you may leave it out"] : []),
  ].join(", ");

/** Statements to agree to are no questions and bear no number. */
const isDeclared = ({ type }: Question): boolean => type === "declaration";

/** Room to write by hand, on paper alone. */
const Blank = ({ question: { type, limitWords = 0, columns } }: { question: Question }) => {
  if (type === "rows")
    return (
      <table class="blank only-print">
        <thead>
          <tr>
            {columns?.map(({ id, label }) => (
              <th scope="col" key={id}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[1, 2, 3].map((row) => (
            <tr key={row}>
              {columns?.map(({ id }) => (
                <td key={id} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    );
  const size = type !== "long-text" ? "line" : limitWords > LONG_WORDS ? "long" : "short";
  return <div class={`blank blank--${size} only-print`} />;
};

const Lines = ({ asked }: { asked: readonly string[] }) => (
  <div class="only-print">
    {asked.map((words) => (
      <div class="asked-of-group" key={words}>
        {words}
        <div class="blank blank--line" />
      </div>
    ))}
  </div>
);

const Asked = ({ question, band, questions }: { question: Question; band: Band; questions: readonly Question[] }) => {
  const { label, hint, hintByBand, options, columns, onlyIf } = question;
  const asked = questions.find(({ id }) => id === onlyIf?.question);
  const help = hintByBand?.[band] ?? hint;
  return (
    <li class="asked">
      <h3 class="govuk-heading-s">{label}</h3>
      {asked === undefined ? null : (
        <p class="govuk-body small">
          Only if you answer “{onlyIf?.is}” to “{asked.label}”
        </p>
      )}
      {help === undefined ? null : <p class="govuk-body">{help}</p>}
      {options === undefined ? null : (
        <ul class="govuk-list govuk-list--bullet">
          {options.map(({ value, label: words }) => (
            <li key={value}>{words}</li>
          ))}
        </ul>
      )}
      {columns === undefined ? null : (
        <p class="govuk-body no-print">In each row: {columns.map(({ label: words }) => words).join("; ")}.</p>
      )}
      <p class="govuk-body small soft">{shapeOf(question)}</p>
      <Blank question={question} />
    </li>
  );
};

const Form = ({ form, band }: { form: FundForm; band: Band }) => {
  const sections = sectionsFor(form, band);
  const questions = sections.flatMap((section) => section.questions);
  const documents = documentsFor(form, band);
  return (
    <>
      <h2 class="govuk-heading-m">Who can apply</h2>
      <ul class="govuk-list govuk-list--bullet">
        {form.whoCanApply.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">About your group</h2>
      <p class="govuk-body">
        Asked once, and used again for every later application: its name, what kind of group it is, its charity or
        company number if it has one, its address, and its governing document.
      </p>
      <Lines asked={GROUP} />
      {sections.map((section) => (
        <section key={section.id}>
          <h2 class="govuk-heading-m">{section.title}</h2>
          {section.intro === undefined ? null : <p class="govuk-body">{section.intro}</p>}
          <ol class={section.questions.every(isDeclared) ? "asked-list asked-list--declared" : "asked-list"}>
            {section.questions.map((question) => (
              <Asked key={question.id} question={question} band={band} questions={questions} />
            ))}
          </ol>
          {section.questions.every(isDeclared) ? <Lines asked={SIGNATURE} /> : null}
        </section>
      ))}
      {documents.length === 0 ? null : (
        <section>
          <h2 class="govuk-heading-m">Documents</h2>
          <ul class="govuk-list govuk-list--bullet">
            {documents.map(({ id, label, hint, optional }) => (
              <li key={id}>
                {label}
                {optional ? " (optional)" : ""}
                {hint === undefined ? null : <span class="soft">. {hint}</span>}
              </li>
            ))}
          </ul>
          <p class="govuk-body">If you do not have one yet, say why: your application can be sent without it.</p>
        </section>
      )}
      <section>
        <h2 class="govuk-heading-m">How bids are scored</h2>
        <dl class="criteria">
          {form.criteria.map(({ id, label, weight, excellent }) => (
            <div key={id}>
              <dt>
                {label}: <span class="number">{weight}%</span>
              </dt>
              <dd>The best bid {excellent.charAt(0).toLowerCase() + excellent.slice(1)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
};

const StandingOf = ({ form: { round } }: { form: FundForm }) =>
  round === undefined ? (
    <p class="govuk-body">No round is open. These are the questions as they stand today; they may still change.</p>
  ) : (
    <p class="govuk-body">
      {round.title}. Closes at {formatDeadline(round.timetable.closesAt)}.
    </p>
  );

export default function QuestionsPage() {
  const { id = "" } = useRoute().params;
  const { query, route } = useLocation();
  const loaded = useLoaded(
    (signal) => call<typeof funds.questions>("GET /api/funds/{id}/questions", { params: { id }, signal }),
    [id],
  );
  return (
    <Page
      title="Every question"
      caption={loaded.is === "here" ? loaded.value.fundName : "Fund"}
      back={{ href: fundPath(id), text: "The fund" }}
    >
      <Load of={loaded}>
        {(form) => {
          const band = form.bands.find((known) => known.band === query.band) ?? form.bands[0];
          if (band === undefined) return null;
          return (
            <>
              <ClosureNotices closures={form.closures} />
              <StandingOf form={form} />
              {form.bands.length === 1 ? null : (
                <div class="no-print">
                  <Radios
                    id="band"
                    label="How much do you think of asking for?"
                    labelSize="s"
                    options={form.bands.map((known) => ({
                      value: known.band,
                      label: `Up to ${formatWholePounds(known.upToPence)}`,
                      hint: bandWords(known),
                    }))}
                    value={band.band}
                    onChange={(chosen) => route(`${questionsPath(id)}?band=${chosen}`, true)}
                  />
                </div>
              )}
              <p class="only-print">
                For up to {formatWholePounds(band.upToPence)}: {bandWords(band)}
              </p>
              <ButtonRow>
                <Button kind="secondary" onClick={() => print()}>
                  Print these questions
                </Button>
              </ButtonRow>
              <Form form={form} band={band.band} />
            </>
          );
        }}
      </Load>
    </Page>
  );
}
