import type { DeskRound } from "../../../shared/contract/desk.ts";
import type { RoundLine } from "../../../shared/contract/rounds.ts";
import { lastRoundBefore, needsCheck } from "../../../shared/rules/desk.ts";
import { londonDate } from "../../../shared/rules/london.ts";
import { formatWholePounds } from "../../../shared/rules/money.ts";
import { potPence } from "../../../shared/rules/round.ts";
import { Bar, type BarPart } from "../../parts/bar.tsx";
import { type Fact, Facts } from "../../parts/facts.tsx";

/** What is asked drawn against the pot: what it covers, and what is above it or still free. */
const partsOf = (askedPence: number, pot: number, isOver: boolean): BarPart[] =>
  askedPence > pot
    ? [
        { label: "pot", pence: pot, tone: "done" },
        { label: "asked above the pot", pence: askedPence - pot, tone: "gap" },
      ]
    : [
        { label: "asked", pence: askedPence, tone: "done" },
        { label: isOver ? "not asked for" : "not asked for yet", pence: pot - askedPence, tone: "left" },
      ];

const needsWords = (count: number, works: boolean): string => {
  if (!works) return count === 1 ? "waits for the office" : "wait for the office";
  return count === 1 ? "needs something from you" : "need something from you";
};

type FiguresProps = {
  desk: DeskRound;
  rounds: readonly RoundLine[];
  unanswered: number /** The reader does the work; others are told what there is of it. */;
  works: boolean;
};

/** The four numbers of a round, against the last one of its fund, and the pot. */
export const RoundFigures = ({ desk, rounds, unanswered, works }: FiguresProps) => {
  const { round, status, totals, lines, at } = desk;
  const pot = potPence(round);
  // A round that was run before the portal has no applications here, and nothing to compare with.
  const last = lastRoundBefore(
    rounds.filter(({ id, totals: { submitted } }) => id === round.id || submitted > 0),
    round.id,
  );
  const today = lines.filter((line) => line.draftOpen && londonDate(line.changedAt) === londonDate(at)).length;
  const toCheck = lines.filter((line) => needsCheck(line, status)).length;
  // What stands in other bids too waits while the round is open as well; a bid to check is counted once.
  const seen = lines.filter((line) => !needsCheck(line, status) && (line.toDecide ?? 0) > 0).length;
  const waiting = toCheck + seen + unanswered;
  const facts: Fact[] = [
    {
      figure: totals.submitted,
      label: last === undefined ? "sent" : `sent (last round: ${last.totals.submitted} in all)`,
      ...(totals.withdrawn === 0 ? {} : { more: `${totals.withdrawn} withdrawn besides` }),
    },
    { figure: totals.drafts, label: today === 0 ? "drafts" : `drafts, ${today} changed today` },
    {
      figure: formatWholePounds(totals.askedPence),
      label: `asked, of ${formatWholePounds(pot)}`,
      ...(last === undefined ? {} : { more: `last round: ${formatWholePounds(last.totals.askedPence)} asked` }),
    },
    {
      figure: waiting,
      label: needsWords(waiting, works),
      ...(waiting === 0
        ? {}
        : {
            more: [
              ...(toCheck === 0 ? [] : [`${toCheck} to check`]),
              ...(seen === 0 ? [] : [`${seen} seen before`]),
              ...(unanswered === 0 ? [] : [`${unanswered} to answer`]),
            ].join(", "),
          }),
    },
  ];
  return (
    <>
      <Facts facts={facts} />
      {pot === 0 ? null : (
        <Bar
          title="What is asked against the pot"
          parts={partsOf(totals.askedPence, pot, status === "closed" || status === "decided")}
          exact={totals.askedPence % 100 !== 0}
          total={totals.askedPence > pot ? "All that is asked" : "The pot"}
        />
      )}
    </>
  );
};
