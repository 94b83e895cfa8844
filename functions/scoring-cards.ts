import type { scoring as contract } from "../shared/contract/scoring.ts";
import type { Asked, Reply } from "../shared/contract.ts";
import type { Event } from "../shared/events.ts";
import { Refused, refuseIf } from "../shared/problem.ts";
import { toInstant } from "../shared/rules/london.ts";
import { progressOf, withFinish } from "../shared/rules/reveal.ts";
import { roundStatus } from "../shared/rules/round.ts";
import { cardFindings, cleanEntries, criterionFindings, type Entries } from "../shared/rules/scorecard.ts";
import { type CardNumbers, isRevealed, type Scorecard, type Sheet } from "../shared/rules/scoring.ts";
import { roundOf } from "./application-work.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";
import { knownFund } from "./rounds.ts";
import { cardView, happenedIn, moveRefusal, refuseUnlessOpened, scoringWork, withSheet } from "./scoring-work.ts";
import type { RoundScoring } from "./store/scoring.ts";

type Contract = typeof contract;
type Move = { id: string; version: number; writeId: string; caller: Caller; at: number };
type Moved = Reply<Contract["submitCard"]>;

const STALE = {
  rule: "scoring/card-version",
  detail: "This card was changed on another page or device since you opened it.",
};

const numbersOf = (entries: Entries, at: number): CardNumbers => ({
  scores: Object.fromEntries(
    Object.entries(entries).flatMap(([id, { score }]) => (score === undefined ? [] : [[id, score]])),
  ),
  at: toInstant(at),
});

const without = <T>(all: Readonly<Record<string, T>>, id: string): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([key]) => key !== id));

/** What trustees do with their cards. Every write that could be the last one carries the head with it. */
export const scoringCards = (deps: Pick<Deps, "store">) => {
  const { store } = deps;
  const { goneOf, opened, untilWritten } = scoringWork(deps);

  /** Card, sheet and head after a card came in or was taken out again, in one transaction. */
  const written = async (
    { head, sheets }: RoundScoring,
    { card, sheet, event }: { card: Scorecard; sheet: Sheet; event: Event },
    { caller, writeId, at }: Move,
  ): Promise<Moved | "moved"> => {
    const gone = await goneOf(head, caller.personId, sheet);
    const becomes = withFinish(head, withSheet(sheets, sheet), { changed: [caller.personId], gone }, at);
    const reveals = becomes.revealedAt !== undefined && head.revealedAt === undefined;
    const events: Event[] = reveals ? [{ type: "scoring-revealed", ...happenedIn(head.roundId, caller, at) }] : [];
    const { outcome } = await store.scoring.move(
      {
        head: { was: head, becomes, events },
        sheets: [{ sheet, events: [] }],
        cards: [{ card, events: [event] }],
      },
      { writeId, at },
    );
    if (outcome === "refused") return "moved";
    return {
      card: cardView({ ...card, version: card.version + 1 }),
      progress: progressOf(becomes, caller.personId, sheet),
      revealed: isRevealed(becomes, at),
    };
  };

  const eventOf = (type: "card-submitted" | "card-reopened", { id, caller, at }: Move): Event => ({
    type,
    ...happenedIn(roundOf(id), caller, at),
    personId: caller.personId,
    applicationId: id,
  });

  /** Reads, and answers a move that was made before: the same write sent again. Refuses what the tables say. */
  const reading = async (move: Move, how: "submit" | "reopen" | "confirm") => {
    const found = await opened(move.id, move.caller, move.at);
    const { scoring, kept, sheet } = found;
    const { personId } = move.caller;
    if (kept?.writeId === move.writeId)
      return {
        answered: {
          card: cardView(kept.card),
          progress: progressOf(scoring.head, personId, sheet),
          revealed: isRevealed(scoring.head, move.at),
        },
      };
    const refusal = moveRefusal(found, personId, kept?.card.state ?? "draft", how, move.at);
    if (refusal !== undefined) throw new Refused("wrong-state", refusal);
    if ((kept?.card.version ?? 0) !== move.version) throw new Refused("stale", STALE);
    return { found, card: kept?.card };
  };

  const comesIn = (how: "submit" | "confirm") => (move: Move) =>
    untilWritten(async (): Promise<Moved | "moved"> => {
      const { answered, found, card } = await reading(move, how);
      if (answered !== undefined) return answered;
      refuseIf(cardFindings(found.form.criteria, card?.entries ?? {}));
      if (card === undefined) return "moved";
      const { scoring, sheet, application } = found;
      const submittedAt = toInstant(move.at);
      const cards = { ...sheet.cards, [application.id]: numbersOf(card.entries, move.at) };
      const toConfirm = (sheet.toConfirm ?? []).filter((id) => id !== application.id);
      return written(
        scoring,
        {
          card: { ...card, state: "submitted", submittedAt },
          sheet: { ...sheet, cards, toConfirm },
          event: eventOf("card-submitted", move),
        },
        move,
      );
    });

  const takesOut = (move: Move) =>
    untilWritten(async (): Promise<Moved | "moved"> => {
      const { answered, found, card } = await reading(move, "reopen");
      if (answered !== undefined) return answered;
      if (card === undefined) return "moved";
      const { scoring, sheet, application } = found;
      const { submittedAt: _, ...rest } = card;
      const toConfirm = (sheet.toConfirm ?? []).filter((id) => id !== application.id);
      return written(
        scoring,
        {
          card: { ...rest, state: "draft" },
          sheet: { ...sheet, cards: without(sheet.cards, application.id), toConfirm },
          event: eventOf("card-reopened", move),
        },
        move,
      );
    });

  return {
    /**
     * Keeps what was typed, under the version that was seen. It touches the card alone: one's own head and sheet are read, and
     * what the others do never stands in its way.
     */
    save: async (
      { id }: Asked<Contract["saveCard"]>["params"],
      { version, entries, writeId }: Asked<Contract["saveCard"]>["body"],
      caller: Caller,
      at: number,
    ): Promise<Reply<Contract["saveCard"]>> => {
      const roundId = roundOf(id);
      const { personId } = caller;
      const [[mine], { round, form, closures }, application, kept] = await Promise.all([
        store.scoring.ofPerson([roundId], personId),
        store.rounds.withForm(roundId),
        store.applications.head(id),
        store.scoring.card(id, personId),
      ]);
      if (mine === undefined) throw new Refused("not-found");
      const { head, sheet } = mine;
      refuseUnlessOpened({ head, sheets: sheet === undefined ? [] : [sheet] }, caller, id, application);
      if (application?.latest === undefined) throw new Refused("not-found");
      if (kept?.writeId === writeId) return { version: kept.card.version, savedAt: kept.card.savedAt };
      const facts = { scoring: { head }, application, status: roundStatus(round, closures, at) };
      const refusal = moveRefusal(facts, personId, kept?.card.state ?? "draft", "save", at);
      if (refusal !== undefined) throw new Refused("wrong-state", refusal);
      if ((kept?.card.version ?? 0) !== version) throw new Refused("stale", STALE);
      const clean = cleanEntries(entries);
      refuseIf(criterionFindings((form ?? knownFund(round.fundId)).criteria, clean));
      const savedAt = toInstant(at);
      const card: Scorecard = {
        applicationId: id,
        roundId,
        personId,
        state: "draft",
        entries: clean,
        savedAt,
        version,
      };
      const { outcome, met } = await store.scoring.saveCard(card, { writeId, at });
      if (outcome === "refused") throw new Refused("stale", STALE);
      return met === undefined
        ? { version: version + 1, savedAt }
        : { version: met.card.version, savedAt: met.card.savedAt };
    },

    submit: comesIn("submit"),
    confirm: comesIn("confirm"),
    reopen: takesOut,
  };
};
