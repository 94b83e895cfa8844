import type { TrusteeBid } from "../../../shared/contract/scoring-views.ts";
import type { Criterion } from "../../../shared/rules/fund.ts";
import { needsComment } from "../../../shared/rules/scorecard.ts";
import { type Entry, SCALE, type Score } from "../../../shared/rules/scoring.ts";
import { entryOf, withEntry } from "../../device/save-card.ts";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { TextArea } from "../../parts/fields.tsx";
import type { CardInHand } from "./use-card.ts";

const CHOICES: readonly { score: Score; short: string; label: string }[] = [
  ...SCALE.map(({ score, label }) => ({ score, short: String(score), label: `${score} ${label}` })),
  { score: "cannot-judge", short: "cannot judge", label: "I am not able to judge" },
];

/** The words of a score for one criterion: the fund's own for 1, 3 and 5, the scale's for the others. */
const meaningOf = ({ poor, acceptable, excellent }: Partial<Criterion>, score: Score): string => {
  if (score === "cannot-judge") return "Left out of the total. It never counts as zero.";
  const { label, descriptor } = SCALE[score];
  const own: Record<number, string | undefined> = { 1: poor, 3: acceptable, 5: excellent };
  return `${score} ${label}: ${own[score] ?? descriptor}`;
};

type CriterionProps = {
  criterion: Pick<Criterion, "id" | "label" | "weight"> & Partial<Criterion>;
  entry: Entry;
  onChange: (entry: Entry) => void;
  onBlur: () => void;
  readOnly: boolean;
  errors: readonly PageError[];
};

/** One criterion with its scale and its comment; on paper the words of a score stood beside it. */
export const CriterionField = ({ criterion, entry, onChange, onBlur, readOnly, errors }: CriterionProps) => {
  const id = `entries-${criterion.id}-score`;
  const error = errorFor(errors, id) ?? errorFor(errors, `entries-${criterion.id}`);
  return (
    <section class={`criterion${error === undefined ? "" : " govuk-form-group--error"}`}>
      <fieldset class="govuk-fieldset" aria-describedby={`${id}-meaning`}>
        <legend class="criterion__name">
          {criterion.label} <span class="soft small">weight {criterion.weight}</span>
        </legend>
        {error === undefined ? null : (
          <p class="govuk-error-message">
            <span class="govuk-visually-hidden">Error:</span> {error}
          </p>
        )}
        <div class="scale">
          {CHOICES.map(({ score, short, label }, index) => (
            <span key={short} class="scale__one">
              <input
                type="radio"
                class="scale__input"
                id={index === 0 ? id : `${id}-${short.replace(" ", "-")}`}
                name={id}
                value={String(score)}
                checked={entry.score === score}
                disabled={readOnly}
                onChange={() => onChange({ ...entry, score })}
              />
              <label
                class={score === "cannot-judge" ? "scale__label scale__label--words" : "scale__label"}
                for={index === 0 ? id : `${id}-${short.replace(" ", "-")}`}
              >
                <span aria-hidden="true">{short}</span>
                <span class="govuk-visually-hidden">{label}</span>
              </label>
            </span>
          ))}
        </div>
      </fieldset>
      <p class="criterion__meaning small soft" id={`${id}-meaning`}>
        {entry.score === undefined ? "Not scored yet" : meaningOf(criterion, entry.score)}
        {needsComment(entry.score) ? " A comment is needed." : ""}
      </p>
      <TextArea
        id={`entries-${criterion.id}-comment`}
        label={`Comment on “${criterion.label}”`}
        labelHidden
        rows={2}
        value={entry.comment}
        onChange={(comment) => onChange({ ...entry, comment })}
        onBlur={onBlur}
        readOnly={readOnly}
        error={errorFor(errors, `entries-${criterion.id}-comment`)}
      />
    </section>
  );
};

type CardProps = { bid: TrusteeBid; hand: CardInHand; readOnly: boolean; errors: readonly PageError[] };

/** The scorecard: each criterion with its scale, the words of the chosen score, and a comment. */
export const Card = ({ bid, hand, readOnly, errors }: CardProps) => {
  const { answers } = hand.sync.text;
  const change = (criterionId: string) => (entry: Entry) => {
    const now = hand.keeper.now().text;
    hand.keeper.type({ ...now, answers: withEntry(now.answers, criterionId, entry) });
  };
  return (
    <>
      {bid.form.criteria.map((criterion) => (
        <CriterionField
          key={criterion.id}
          criterion={criterion}
          entry={entryOf(answers, criterion.id)}
          onChange={change(criterion.id)}
          onBlur={hand.keeper.flush}
          readOnly={readOnly}
          errors={errors}
        />
      ))}
      <p class="small soft">
        What you write may be released to the applicant, or under the Freedom of Information Act.
      </p>
    </>
  );
};
