import type { RankingPage } from "../../../shared/contract/ranking.ts";
import { Details } from "../../parts/details.tsx";
import { labelOf, tieWords } from "./ranking-words.ts";

/** How the ranking is made, in the figures of this round's fund. */
export const RankingRules = ({ page }: { page: RankingPage }) => {
  const { scoring } = page;
  return (
    <Details summary="How this ranking is made">
      <ul class="govuk-list govuk-list--bullet">
        <li>
          A total is out of 100: for each criterion its weight × the mean of the scores ÷ 5, added up. What a trustee
          was not able to judge never counts as nought; a criterion that nobody could judge leaves its weight out.
        </li>
        <li>Totals are compared exactly and shown to one decimal. Nothing is ranked on a rounded figure.</li>
        <li>
          A bid below {scoring.threshold}, or with a criterion below {scoring.criterionThreshold}, is marked and not
          reckoned with when the pot is shared out.
        </li>
        <li>
          Where totals are the same, the order is by{" "}
          {scoring.tieBreaks
            .filter(({ by }) => by !== "panel-decides")
            .map((rule) => tieWords(rule, page))
            .join("; then ")}
          . A rule that has nothing to go by for one of them is passed over. A tie that stays is the meeting’s to
          decide.
        </li>
        <li>
          The panel is asked to moderate where scores for one criterion are {scoring.spreadForModeration} or more apart,
          or two trustees’ totals, over what both judged, more than {scoring.totalsApart}. A score that the panel agrees
          counts in place of the mean.
        </li>
        <li>
          A bid is a close call where one point more or less, from one trustee on one criterion, would change whether
          the pot pays for it in full, in part or not at all. Every such change is tried.
        </li>
        <li>
          The pot is spent in order.{" "}
          {scoring.skipAndFill
            ? "Where a bid does not fit, smaller ones further down are tried."
            : "Where a bid does not fit, the bids after it wait in reserve."}{" "}
          A part is offered only where it is at least the smallest amount the group can use.
        </li>
      </ul>
      <p class="govuk-body">
        Weights: {page.criteria.map(({ id, weight }) => `${labelOf(page, id)} ${weight}`).join("; ")}.
      </p>
    </Details>
  );
};
