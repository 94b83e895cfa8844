import type { Fund } from "../shared/rules/fund.ts";
import type { Outcome } from "../shared/rules/outcome.ts";
import { draftText, type Judged } from "../shared/rules/outcome-text.ts";
import type { Round } from "../shared/rules/round.ts";
import { countedCards } from "../shared/rules/scoring.ts";
import { type Agreed, totalOf } from "../shared/rules/total.ts";
import { roundOf } from "./application-work.ts";
import type { Deps } from "./deps.ts";
import { moderationFrom } from "./store/ranking.ts";
import type { RoundScoring } from "./store/scoring.ts";

const agreedOn = ({ moderations }: RoundScoring, applicationId: string): Agreed => {
  const scores = moderations.map(moderationFrom).find((one) => one.applicationId === applicationId)?.scores ?? {};
  return Object.fromEntries(Object.entries(scores).map(([criterion, { score }]) => [criterion, score]));
};

/** What a bid reached in each criterion, as the panel left it; nothing where no scoring was prepared. */
const judgedOf = (form: Fund, scoring: RoundScoring | undefined, applicationId: string): Judged[] => {
  if (scoring === undefined) return [];
  const cards = countedCards(scoring.head, scoring.sheets, applicationId).map(({ personId, card }) => ({
    personId,
    scores: card.scores,
  }));
  const { criteria } = totalOf(form.criteria, cards, agreedOn(scoring, applicationId));
  return form.criteria.map((criterion) => ({
    criterion,
    mean: criteria.find((line) => line.criterion.id === criterion.id)?.counts,
  }));
};

type RoundFacts = { round: Round; form: Fund; scoring: RoundScoring | undefined };

/** The text that is drafted for an outcome; what it needs of a bid's round is read once for all of its bids. */
export const drafting = ({ store }: Pick<Deps, "store">) => {
  const read = async (roundId: string): Promise<RoundFacts> => {
    const [{ round, form }, scoring] = await Promise.all([
      store.rounds.withForm(roundId),
      store.scoring.round(roundId),
    ]);
    if (form === undefined) throw new TypeError(`round ${roundId} has bids and no form`);
    return { round, form, scoring };
  };
  const rounds = new Map<string, Promise<RoundFacts>>();
  return async (outcome: Omit<Outcome, "text">): Promise<string> => {
    // A bid that was put off was scored in its own round.
    const roundId = roundOf(outcome.applicationId);
    const facts = rounds.get(roundId) ?? read(roundId);
    rounds.set(roundId, facts);
    const { round, form, scoring } = await facts;
    const { kind, title, sourceName, askedPence, amountPence, dropped } = outcome;
    return draftText({
      ...{ kind, title, sourceName, askedPence, amountPence, dropped },
      fundName: form.name,
      roundTitle: round.title,
      judged: judgedOf(form, scoring, outcome.applicationId),
    });
  };
};
