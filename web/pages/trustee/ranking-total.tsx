import type { RankedLine, RankingPage } from "../../../shared/contract/ranking.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { formatRatio } from "../../../shared/rules/ratio.ts";
import type { BidTotal, CriterionTotal } from "../../../shared/rules/total.ts";
import { totalSteps } from "../../../shared/rules/total-steps.ts";
import { askSentences, labelOf, shortSentences, tieSentences } from "./ranking-words.ts";

const given = ({ given: all }: CriterionTotal, personId: string): string => {
  const score = all.find((one) => one.personId === personId)?.score;
  return score === undefined ? "none" : score === "cannot-judge" ? "not able" : String(score);
};

/** What everybody gave for each criterion, and what counts. */
const Scores = ({ line, page, bid }: { line: RankedLine; page: RankingPage; bid: BidTotal }) => {
  const people = page.panel.filter(({ personId }) => line.cards.some((card) => card.personId === personId));
  if (people.length === 0) return null;
  return (
    <table class="dense dense--cards">
      <caption class="govuk-visually-hidden">Scores of “{line.title}”</caption>
      <thead>
        <tr>
          <th scope="col">Criterion</th>
          {people.map(({ personId, name }) => (
            <th scope="col" class="dense__number" key={personId}>
              {name}
            </th>
          ))}
          <th scope="col" class="dense__number">
            Counts
          </th>
          <th scope="col" class="dense__number">
            Weight
          </th>
          <th scope="col" class="dense__number">
            Points
          </th>
        </tr>
      </thead>
      <tbody>
        {bid.criteria.map((one) => (
          <tr key={one.criterion.id}>
            <th scope="row">{one.criterion.label}</th>
            {people.map(({ personId, name }) => (
              <td class="dense__number" data-label={name} key={personId}>
                <span>{given(one, personId)}</span>
              </td>
            ))}
            <td class="dense__number" data-label="Counts">
              <span>
                {one.agreed !== undefined && one.mean !== undefined ? (
                  <>
                    <s class="struck">
                      <span class="govuk-visually-hidden">Before moderation </span>
                      {formatRatio(one.mean, 2)}
                    </s>{" "}
                  </>
                ) : null}
                {one.counts === undefined ? "left out" : formatRatio(one.counts, 2)}
              </span>
            </td>
            <td class="dense__number" data-label="Weight">
              <span>{one.criterion.weight}</span>
            </td>
            <td class="dense__number" data-label="Points">
              <span>{one.points === undefined ? "–" : formatRatio(one.points)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** A total opened: who gave what, the arithmetic in words, ties, what is asked of the panel and what it agreed. */
export const OpenedTotal = ({ line, page, bid }: { line: RankedLine; page: RankingPage; bid: BidTotal }) => {
  const notes = [...shortSentences(line, page), ...tieSentences(line, page)];
  const asks = askSentences(line, page);
  return (
    <>
      <h3 class="govuk-heading-s">
        {line.total === undefined ? "No total yet" : `How ${line.total} comes about`}: {line.title}
      </h3>
      <Scores line={line} page={page} bid={bid} />
      <ol class="govuk-list govuk-list--number small">
        {totalSteps(bid).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {notes.map((sentence) => (
        <p class="govuk-body small" key={sentence}>
          {sentence}
        </p>
      ))}
      {asks.length === 0 ? null : (
        <p class="govuk-body small">
          <strong>The panel is asked to moderate.</strong> {asks.join(" ")}
        </p>
      )}
      {line.isClose ? (
        <p class="govuk-body small">
          <strong>Close call.</strong> One point more or less from one trustee on one criterion would change whether the
          pot pays for it in full, in part or not at all.
        </p>
      ) : null}
      {line.steps.length === 0 ? null : (
        <>
          <h4 class="govuk-heading-s">What the panel agreed</h4>
          <ul class="govuk-list govuk-list--bullet small">
            {line.steps.map(({ criterionId, score, reason, byName, at }) => (
              <li key={`${at} ${criterionId}`}>
                {labelOf(page, criterionId)}: {score === "as-scored" ? "back to what the cards say" : score}. {reason}{" "}
                <span class="soft">
                  Recorded by {byName}, {formatDateTime(at)}.
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
};
