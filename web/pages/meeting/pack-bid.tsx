import type { PackBid } from "../../../shared/contract/packs.ts";
import type { RankedLine, RankingPage } from "../../../shared/contract/ranking.ts";
import { KNOWN } from "../../../shared/rules/form.ts";
import type { Fund } from "../../../shared/rules/fund.ts";
import { ledgerFigures, ledgerOf, matchStages, stagesWords } from "../../../shared/rules/ledger.ts";
import { changedWords } from "../../../shared/rules/match-standing.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { formatRatio } from "../../../shared/rules/ratio.ts";
import type { Score } from "../../../shared/rules/scoring.ts";
import { totalOf } from "../../../shared/rules/total.ts";
import { Scrolls } from "../../parts/scrolls.tsx";
import { PackAnswers } from "./pack-answers.tsx";

export type PackedBid = { number: number; bid: PackBid; line: RankedLine | undefined };

export const bidPartId = (id: string): string => `bid-${id}`;
export const answersPartId = (id: string): string => `answers-${id}`;

const scoreWords = (score: Score | undefined): string => {
  if (score === undefined) return "–";
  return score === "cannot-judge" ? "n/a" : String(score);
};

/** "2nd of 12", or why there is no place. */
const placeWords = (line: RankedLine | undefined, ranking: RankingPage | undefined): string => {
  if (line === undefined || ranking === undefined) return "scored in an earlier round";
  if (line.rank === undefined) return "not scored";
  return `place ${line.rank} of ${ranking.bids.length}, ${line.total} of 100`;
};

const Scores = ({
  bid,
  line,
  criteria,
}: {
  bid: PackBid;
  line: RankedLine | undefined;
  criteria: Fund["criteria"];
}) => {
  const cards = bid.cards.map(({ personId, entries }) => ({
    personId,
    scores: Object.fromEntries(
      Object.entries(entries).flatMap(([id, { score }]) => (score === undefined ? [] : [[id, score]])),
    ),
  }));
  const { criteria: totals, total, original } = totalOf(criteria, cards, line?.agreed ?? {});
  const moderated = Object.keys(line?.agreed ?? {}).length > 0;
  return (
    <Scrolls class="pack__scroll" label={`Scores of ${bid.submission.title}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Criterion</th>
            {bid.cards.map(({ personId, name }) => (
              <th key={personId} scope="col" class="pack__number">
                {name.split(" ")[0]}
              </th>
            ))}
            <th scope="col" class="pack__number">
              Mean
            </th>
            {moderated ? (
              <th scope="col" class="pack__number">
                Agreed
              </th>
            ) : null}
            <th scope="col" class="pack__number">
              Points
            </th>
          </tr>
        </thead>
        <tbody>
          {totals.map(({ criterion, mean, agreed, points }) => (
            <tr key={criterion.id}>
              <th scope="row">
                {criterion.label} ({criterion.weight})
              </th>
              {cards.map(({ personId, scores }) => (
                <td key={personId} class="pack__number">
                  {scoreWords(scores[criterion.id])}
                </td>
              ))}
              <td class="pack__number">{mean === undefined ? "–" : formatRatio(mean, 2)}</td>
              {moderated ? <td class="pack__number">{agreed ?? ""}</td> : null}
              <td class="pack__number">{points === undefined ? "–" : formatRatio(points)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">Together</th>
            <td class="pack__number" colSpan={cards.length + (moderated ? 3 : 2)}>
              <strong>{total === undefined ? "–" : formatRatio(total)}</strong>
              {moderated && original !== undefined ? ` (before moderation ${formatRatio(original)})` : ""}
            </td>
          </tr>
        </tbody>
      </table>
    </Scrolls>
  );
};

const Comments = ({ bid, criteria }: { bid: PackBid; criteria: Fund["criteria"] }) => {
  const said = criteria.map(({ id, label }) => ({
    id,
    label,
    lines: bid.cards.flatMap(({ personId, name, entries }) => {
      const { score, comment = "" } = entries[id] ?? {};
      return comment === "" ? [] : [{ personId, words: `${name} (${scoreWords(score)}): ${comment}` }];
    }),
  }));
  return (
    <>
      {said
        .filter(({ lines }) => lines.length > 0)
        .map(({ id, label, lines }) => (
          <section key={id}>
            <h3>{label}</h3>
            <ul>
              {lines.map(({ personId, words }) => (
                <li key={personId}>{words}</li>
              ))}
            </ul>
          </section>
        ))}
    </>
  );
};

type PartProps = { packed: PackedBid; form: Fund; ranking: RankingPage | undefined };

/** One bid on one or two pages: what is asked for what, its scores and what was written about it. */
export const BidPart = ({ packed, form, ranking }: PartProps) => {
  const { number, bid, line } = packed;
  const { id, organisationName, submission, standings } = bid;
  const least = submission.answers[KNOWN.leastUseful];
  return (
    <section class="pack__part" id={bidPartId(id)}>
      <h2>
        {number}. {submission.title}
      </h2>
      <p>
        {organisationName}, {id}; {placeWords(line, ranking)}.
      </p>
      <p>{submission.summary}</p>
      <dl>
        <div>
          <dt>Asked</dt>
          <dd>
            {formatPounds(submission.requestedPence)}
            {typeof least === "number" ? `, the smallest useful amount ${formatPounds(least)}` : ""}
          </dd>
        </div>
        {ledgerFigures(ledgerOf(submission))
          .filter((figure) => figure.id !== "askedPence")
          .map((figure) => (
            <div key={figure.id}>
              <dt>{figure.label}</dt>
              <dd>{formatPounds(figure.pence)}</dd>
            </div>
          ))}
      </dl>
      {submission.match.lines.length === 0 ? null : (
        <p>
          {changedWords(submission.match.lines, standings)
            .map((words) => `${words} `)
            .join("")}
          {stagesWords(matchStages(submission, form.match, standings))}
        </p>
      )}
      <h3>Scores</h3>
      {bid.cards.length === 0 ? (
        <p>No trustee has scored this bid.</p>
      ) : (
        <Scores bid={bid} line={line} criteria={form.criteria} />
      )}
      <Comments bid={bid} criteria={form.criteria} />
    </section>
  );
};

/** Every answer of a bid, for the appendix. */
export const AnswersPart = ({ packed: { number, bid }, form }: Omit<PartProps, "ranking">) => (
  <section class="pack__part" id={answersPartId(bid.id)}>
    <h2>
      Answers to bid {number}: {bid.submission.title}
    </h2>
    <PackAnswers content={bid.submission} form={form} />
  </section>
);
