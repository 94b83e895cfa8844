import type { ApplicationState } from "./application.ts";
import { type Finding, finding } from "./finding.ts";
import type { Criterion } from "./fund.ts";
import type { RoundStatus } from "./round.ts";
import { type Entry, hasEnded, type Scorecard, type ScoringHead } from "./scoring.ts";
import { cleanText } from "./text.ts";

/** States in which a bid is scored: sent, and neither withdrawn nor found not eligible. */
const SCORED_STATES = ["submitted", "eligible"] as const satisfies readonly ApplicationState[];

/** Whether a bid can be scored in its state. */
export const isScored = (state: ApplicationState): boolean => SCORED_STATES.some((scored) => scored === state);

/** Scores that need words: what is missing, what is poor, and what could not be better (DOMAIN 8.2). */
const WITH_COMMENT: readonly Entry["score"][] = [0, 1, 5];

/** Whether a score has to be explained. */
export const needsComment = (score: Entry["score"]): boolean => score !== undefined && WITH_COMMENT.includes(score);

export type Entries = Readonly<Record<string, Entry>>;

/** A card with the texts cleaned, and without what is empty. */
export const cleanEntries = (entries: Entries): Record<string, Entry> =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([id, { score, comment }]): [string, Entry][] => {
      const text = cleanText(comment);
      if (score === undefined && text === "") return [];
      return [[id, { ...(score === undefined ? {} : { score }), comment: text }]];
    }),
  );

/** `scoring/criterion`: what is scored is a criterion of the fund. */
export const criterionFindings = (criteria: readonly Criterion[], entries: Entries): Finding[] =>
  Object.keys(entries)
    .filter((id) => !criteria.some((criterion) => criterion.id === id))
    .map((id) =>
      finding("scoring/criterion", `/entries/${id}`, "This fund has no such criterion. Open the card again."),
    );

/**
 * What keeps a card from being submitted, in the order of the criteria: `scoring/incomplete` where there is neither a score
 * nor "not able to judge", `scoring/comment` where 0, 1 or 5 has no words. Pointers are `/entries/<criterion>/…`.
 */
export const cardFindings = (criteria: readonly Criterion[], entries: Entries): Finding[] =>
  criteria.flatMap(({ id, label }) => {
    const { score, comment = "" } = entries[id] ?? {};
    if (score === undefined)
      return [
        finding("scoring/incomplete", `/entries/${id}/score`, `${label}: choose a score, or “Not able to judge”.`),
      ];
    if (!needsComment(score) || comment.trim() !== "") return [];
    return [finding("scoring/comment", `/entries/${id}/comment`, `${label}: say why you give ${score}.`)];
  });

/** Why a card cannot be written now, as a person reads it. */
type CardRefusal = { rule: string; detail: string };

const ENDED = "Scoring has ended. Cards no longer change; the meeting can moderate a score.";

const GONE = {
  withdrawn: "The group withdrew this bid. It is not scored.",
  "not-eligible": "This bid was found not eligible. It is not scored.",
} as const satisfies Partial<Record<ApplicationState, string>>;

type CardFacts = {
  readonly head: Pick<ScoringHead, "assigned" | "endsAt" | "revealedAt">;
  readonly personId: string;
  readonly applicationId: string;
  readonly state: ApplicationState;
  readonly roundStatus: RoundStatus;
};

/**
 * Why somebody may not score a bid that they may see, at an instant (milliseconds): `scoring/round-open` while the group can
 * still change it, `scoring/withdrawn` when it left, `scoring/not-assigned`, `scoring/ended`. Undefined: they may.
 */
export const scoringRefusal = (facts: CardFacts, at: number): CardRefusal | undefined => {
  const { head, personId, applicationId, state, roundStatus } = facts;
  if (roundStatus !== "closed" && roundStatus !== "decided")
    return {
      rule: "scoring/round-open",
      detail: "The round has not closed. Bids are scored when nobody can change them.",
    };
  if (hasEnded(head, at)) return { rule: "scoring/ended", detail: ENDED };
  if (!isScored(state))
    return {
      rule: "scoring/withdrawn",
      detail:
        state === "withdrawn" || state === "not-eligible" ? GONE[state] : `This bid is ${state}. It is not scored.`,
    };
  if (!(head.assigned[applicationId] ?? []).includes(personId))
    return { rule: "scoring/not-assigned", detail: "Other trustees score this bid. You read it for the meeting." };
  return undefined;
};

export const CARD_MOVES = ["save", "submit", "reopen", "confirm"] as const;
export type CardMove = (typeof CARD_MOVES)[number];

/** What may happen to a card in which state (`scoring/card`): the server's check and the buttons read this table. */
const CARD_TABLE = {
  draft: ["save", "submit"],
  "to-confirm": ["confirm", "reopen"],
  submitted: ["reopen"],
  withdrawn: ["save"],
} as const satisfies Record<Scorecard["state"], readonly CardMove[]>;

const NOT_IN_STATE: Record<CardMove, string> = {
  save: "This card is in, or waits for you to confirm it. Reopen it to change it.",
  submit: "This card is not one that can be sent. Open it again.",
  reopen: "This card is not in. You can change it as it is.",
  confirm: "There is no card from paper to confirm. Open it again.",
};

/** Whether a card may move so in its state. */
const mayCard = (state: Scorecard["state"], move: CardMove): boolean => {
  const moves: readonly CardMove[] = CARD_TABLE[state];
  return moves.includes(move);
};

/** Why a card may not move so in its state (`scoring/card`), or undefined. */
export const cardRefusal = (state: Scorecard["state"], move: CardMove): CardRefusal | undefined =>
  mayCard(state, move) ? undefined : { rule: "scoring/card", detail: NOT_IN_STATE[move] };
