import type { Criterion } from "./fund.ts";
import { formatPounds } from "./money.ts";
import type { OutcomeKind } from "./outcome.ts";
import { compare, type Ratio, ratio } from "./ratio.ts";

/** A criterion with the mean that a bid reached in it, as an exact fraction of 0 to 5; undefined: nobody could judge it. */
export type Judged = {
  readonly criterion: Pick<Criterion, "id" | "label" | "weight" | "poor" | "acceptable" | "excellent">;
  readonly mean: Ratio | undefined;
};

/** Everything a draft is made from. Amounts in integer pence. */
export type TextFacts = {
  readonly kind: OutcomeKind;
  readonly title: string;
  readonly fundName: string;
  readonly roundTitle: string;
  readonly sourceName: string;
  readonly askedPence: number;
  readonly amountPence: number;
  readonly dropped: readonly string[];
  readonly judged: readonly Judged[];
};

type Known = Judged & { readonly mean: Ratio };
const isKnown = (judged: Judged): judged is Known => judged.mean !== undefined;

const lowerFirst = (a: Known, b: Known): number => compare(a.mean, b.mean) || b.criterion.weight - a.criterion.weight;

/** The two criteria in which a bid reached least, the heavier first where they are level: what feedback is about. */
export const lowestTwo = (judged: readonly Judged[]): Known[] =>
  judged.filter(isKnown).toSorted(lowerFirst).slice(0, 2);

const atLeast = ({ mean }: Known, score: number): boolean => compare(mean, ratio(score)) >= 0;

/** A sentence of the fund without its full stop, to stand inside one of ours. */
const quoted = (words: string): string => `“${words.trim()}”`;

/**
 * What a bid reached in a criterion and what would have been stronger, in the words in which the fund describes 1 (poor),
 * 3 (acceptable) and 5 (excellent); 2 and 4 lie between them (`outcome/bands`, DOMAIN 8.2).
 */
const bandWords = (judged: Known): string => {
  const { label, poor, acceptable, excellent } = judged.criterion;
  if (atLeast(judged, 4)) return `${label}: good. The very best: ${quoted(excellent)}`;
  if (atLeast(judged, 3))
    return `${label}: acceptable. Your application was nearest to: ${quoted(acceptable)} Stronger would be: ${quoted(excellent)}`;
  if (atLeast(judged, 2))
    return `${label}: weak. Your application gave more than: ${quoted(poor)} It did not reach: ${quoted(acceptable)}`;
  return `${label}: poor. Your application was nearest to: ${quoted(poor)} Stronger would be: ${quoted(acceptable)}`;
};

const feedback = (judged: readonly Judged[], opening: string): string[] => {
  const lowest = lowestTwo(judged);
  return lowest.length === 0
    ? ["Call or email us, and we will go through the reasons with you."]
    : [opening, ...lowest.map(bandWords)];
};

const OFFER_NEXT =
  "We will send you the offer with its terms next. Do not spend or promise the money before you have accepted it.";

const OPENINGS: Record<OutcomeKind, (facts: TextFacts) => string[]> = {
  awarded: ({ title, amountPence, sourceName }) => [
    `Your application “${title}” has been successful. The grant is ${formatPounds(amountPence)}, the whole of what you asked for. ${sourceName} pays it.`,
    OFFER_NEXT,
  ],
  part: ({ title, amountPence, askedPence, dropped, sourceName }) => [
    `Your application “${title}” has been successful in part. The grant is ${formatPounds(amountPence)} of the ${formatPounds(askedPence)} you asked for. ${sourceName} pays it.`,
    ...(dropped.length === 0 ? [] : [`The grant does not cover: ${dropped.join("; ")}.`]),
    OFFER_NEXT,
  ],
  reserved: ({ title, roundTitle }) => [
    `Your application “${title}” is on the reserve list of ${roundTitle}. It can be funded if money becomes free.`,
    "We offer money that becomes free to the groups on the list in their order, and write to you. Until then nothing is promised.",
  ],
  deferred: ({ title }) => [
    `No decision has been made on your application “${title}” yet. It goes to the next meeting by itself. You do not need to send it again.`,
    "We will write to you when it has been decided, or if we need to know more.",
  ],
  declined: ({ title, fundName, roundTitle }) => [
    `We are sorry to tell you that your application “${title}” to the ${fundName}, ${roundTitle}, has not been funded.`,
    "Every application of the round was judged against the same criteria.",
  ],
};

/**
 * The text that the portal drafts for an outcome, from what was decided and the bands that the bid reached: paragraphs parted
 * by an empty line, never empty. An officer edits it and a second person reads it before anybody outside does.
 */
export const draftText = (facts: TextFacts): string => {
  const opening = OPENINGS[facts.kind](facts);
  const rest =
    facts.kind === "declined"
      ? feedback(facts.judged, "These are the two criteria in which it reached least:")
      : facts.kind === "deferred" || facts.kind === "awarded"
        ? []
        : feedback(facts.judged, "If you apply again, these are the two criteria with the most to gain:");
  return [...opening, ...rest].join("\n\n");
};
