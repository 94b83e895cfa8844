import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Entry, Score } from "../../../shared/rules/scoring.ts";
import { cardOfText, entryOf, textOfCard, withEntry } from "../../../web/device/save-card.ts";

const SCORES: Score[] = [0, 1, 2, 3, 4, 5, "cannot-judge"];
const anEntry: fc.Arbitrary<Entry> = fc
  .tuple(fc.option(fc.constantFrom(...SCORES), { nil: undefined }), fc.string())
  .map(([score, comment]) => ({ ...(score === undefined ? {} : { score }), comment }));
const aCard = fc.dictionary(fc.constantFrom("fit", "need", "value", "delivery"), anEntry);
const isEmpty = ({ score, comment }: Entry): boolean => score === undefined && comment === "";

describe("a card kept on the device", () => {
  it("says what was on it, and nothing of a criterion that was left", () => {
    fc.assert(
      fc.property(aCard, (card) => {
        const filled = Object.fromEntries(Object.entries(card).filter(([, entry]) => !isEmpty(entry)));
        expect(cardOfText(textOfCard(card))).toEqual(filled);
      }),
    );
  });

  it("changes the one criterion that is changed", () => {
    fc.assert(
      fc.property(aCard, fc.constantFrom("fit", "need"), anEntry, (card, id, entry) => {
        const answers = withEntry(textOfCard(card).answers, id, entry);
        expect(entryOf(answers, id)).toEqual(entry);
        for (const other of Object.keys(card).filter((criterion) => criterion !== id))
          expect(entryOf(answers, other)).toEqual(card[other]);
      }),
    );
  });

  it("takes nothing for a score that is none", () => {
    expect(entryOf({ fit: "6" }, "fit")).toEqual({ comment: "" });
    expect(entryOf({ fit: "cannot-judge" }, "fit")).toEqual({ score: "cannot-judge", comment: "" });
  });
});
