import type { RankedLine, RankingPage } from "../../../shared/contract/ranking.ts";
import type { AllocationOutcome } from "../../../shared/rules/allocation.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import type { TieBreak } from "../../../shared/rules/panel.ts";
import type { TagTone } from "../../parts/tag.tsx";

type Criteria = Pick<RankingPage, "criteria">;

export const labelOf = ({ criteria }: Criteria, id: string): string =>
  criteria.find((criterion) => criterion.id === id)?.label ?? id;

/** What puts one of two bids of the same total first. */
export const tieWords = (rule: TieBreak, page: Criteria): string => {
  switch (rule.by) {
    case "criterion-mean":
      return `the higher score for “${labelOf(page, rule.criterionId)}”`;
    case "first-time-recipient":
      return "no money from the police, this office or a community safety partnership in the last three years";
    case "lower-amount":
      return "the lower amount";
    case "panel-decides":
      return "the meeting decides";
  }
};

/** Where a bid stands to others of its total, in sentences; the rule that broke the tie is named. */
export const tieSentences = (line: RankedLine, page: RankingPage): string[] => {
  const other = (id: string) => page.bids.find((bid) => bid.id === id);
  const titleOf = (id: string) => `“${other(id)?.title ?? id}”`;
  const broken = line.ties.map(({ withId, is, by, mine, theirs }) => {
    const figures =
      by.by === "criterion-mean"
        ? `: ${mine} to ${theirs}`
        : by.by === "lower-amount"
          ? `: ${formatPounds(line.askedPence)} to ${formatPounds(other(withId)?.askedPence ?? 0)}`
          : "";
    const where = is === "ahead" ? "It stands ahead by" : "It stands behind: the other has";
    return `The same total as ${titleOf(withId)}. ${where} ${tieWords(by, page)}${figures}.`;
  });
  if (line.levelWith.length === 0) return broken;
  return [...broken, `No rule tells it apart from ${line.levelWith.map(titleOf).join(" and ")}. The meeting decides.`];
};

/** What the panel is asked to talk about. */
export const askSentences = ({ asks }: RankedLine, page: RankingPage): string[] =>
  asks.map((ask) =>
    ask.kind === "totals"
      ? `Two trustees’ totals, over what both judged, are ${ask.apart} apart.`
      : `Scores for “${labelOf(page, ask.criterionId)}” run from ${ask.lowest} to ${ask.highest}.`,
  );

/** What it would get, in a word or two and an amount. */
export const OUTCOME_WORDS: Record<AllocationOutcome, { words: string; tone: TagTone }> = {
  full: { words: "in full", tone: "done" },
  part: { words: "part", tone: "done" },
  reserve: { words: "reserve", tone: "quiet" },
  tie: { words: "tie at the line", tone: "hand" },
  below: { words: "nothing", tone: "quiet" },
  "too-little": { words: "too little to use", tone: "quiet" },
  beyond: { words: "nothing", tone: "quiet" },
};

export type Mark = { words: string; tone: TagTone };

/** What to look at in a bid, the most pressing first. */
export const marksOf = (line: RankedLine, { scoring }: Pick<RankingPage, "scoring">): Mark[] => {
  const low = line.below.filter(({ kind }) => kind === "criterion").length;
  const marks: [boolean, Mark][] = [
    [line.isClose, { words: "close call", tone: "hand" }],
    [line.asks.length > 0, { words: "moderate", tone: "hand" }],
    [line.levelWith.length > 0, { words: "tie", tone: "hand" }],
    [line.isTooFew, { words: `${line.scorers} of ${line.leastScorers} scorers`, tone: "wrong" }],
    [line.below.some(({ kind }) => kind === "total"), { words: `below ${scoring.threshold}`, tone: "quiet" }],
    [
      low > 0,
      { words: `${low === 1 ? "a criterion" : `${low} criteria`} below ${scoring.criterionThreshold}`, tone: "quiet" },
    ],
    [Object.keys(line.agreed).length > 0, { words: "moderated", tone: "quiet" }],
    [line.ties.length > 0, { words: "tie broken", tone: "quiet" }],
  ];
  return marks.filter(([is]) => is).map(([, mark]) => mark);
};

/** Which thresholds it does not reach, and that too few scored it. */
export const shortSentences = (line: RankedLine, page: RankingPage): string[] => [
  ...line.below.map((below) =>
    below.kind === "total"
      ? `Its total is below the threshold of ${page.scoring.threshold}.`
      : `“${labelOf(page, below.criterionId)}” is below ${page.scoring.criterionThreshold}.`,
  ),
  ...(line.isTooFew
    ? [
        `${line.scorers === 0 ? "Nobody" : line.scorers === 1 ? "One trustee" : `${line.scorers} trustees`} scored it. The fund wants ${line.leastScorers} or more for this amount. It is ranked all the same.`,
      ]
    : []),
];

/** What the list can be narrowed to. */
export const VIEWS: readonly { value: string; label: string; shows: (line: RankedLine) => boolean }[] = [
  { value: "close", label: "Close calls", shows: ({ isClose }) => isClose },
  { value: "asks", label: "To moderate", shows: ({ asks }) => asks.length > 0 },
  { value: "moderated", label: "Moderated", shows: ({ agreed }) => Object.keys(agreed).length > 0 },
  { value: "ties", label: "Ties", shows: ({ ties, levelWith }) => ties.length + levelWith.length > 0 },
  { value: "few", label: "Scored by too few", shows: ({ isTooFew }) => isTooFew },
  {
    value: "above",
    label: "At or above the thresholds",
    shows: ({ below, rank }) => rank !== undefined && below.length === 0,
  },
  { value: "below", label: "Below a threshold", shows: ({ below }) => below.length > 0 },
];
