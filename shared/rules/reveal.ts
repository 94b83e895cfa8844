import { standingOf } from "./interest.ts";
import { type Instant, toInstant } from "./london.ts";
import { hasEnded, type ScoringHead, type Sheet } from "./scoring.ts";

type OfHead = Pick<ScoringHead, "assigned">;
type OfSheet = Pick<Sheet, "declarations" | "cards">;

/** The bids that a person scores, in the order of their references. */
export const assignedTo = ({ assigned }: OfHead, personId: string): string[] =>
  Object.keys(assigned)
    .filter((id) => assigned[id]?.includes(personId) === true)
    .toSorted();

const hasCard = ({ cards }: OfSheet, id: string): boolean => {
  const card = cards[id];
  return card !== undefined && card.withdrawnAt === undefined;
};

/** Bids that a person has still to declare about, to score, or to hear about from the chair. Recused is nothing to do. */
export const openFor = (head: OfHead, personId: string, sheet: OfSheet | undefined): string[] =>
  assignedTo(head, personId).filter((id) => {
    if (sheet === undefined) return true;
    const standing = standingOf(sheet.declarations[id]);
    return standing !== "recused" && !(standing === "clear" && hasCard(sheet, id));
  });

/** How far a person is: cards that are in, of those to give. What they are recused from is not counted. */
export const progressOf = (
  head: OfHead,
  personId: string,
  sheet: OfSheet | undefined,
): { submitted: number; of: number } => {
  const mine = assignedTo(head, personId).filter((id) => standingOf(sheet?.declarations[id]) !== "recused");
  return { submitted: mine.filter((id) => sheet !== undefined && hasCard(sheet, id)).length, of: mine.length };
};

/**
 * The head after the sheets of some people changed, at an instant (milliseconds): who has finished, and `scoring/reveal`,
 * which is set in the write in which the last one finishes. What is `gone` (withdrawn, not eligible) waits for nobody; of
 * the others it stands as it was judged. After the end nothing changes here: the date has revealed.
 */
export const withFinish = (
  head: ScoringHead,
  sheets: readonly Sheet[],
  { changed, gone }: { readonly changed: readonly string[]; readonly gone: ReadonlySet<string> },
  at: number,
): ScoringHead => {
  if (hasEnded(head, at)) return head;
  const now: Instant = toInstant(at);
  const scorers = head.panel.map(({ personId }) => personId).filter((id) => assignedTo(head, id).length > 0);
  const finished = Object.fromEntries(
    scorers.flatMap((id): [string, Instant][] => {
      const before = head.finished[id];
      if (!changed.includes(id)) return before === undefined ? [] : [[id, before]];
      const sheet = sheets.find(({ personId }) => personId === id);
      const isOpen = openFor(head, id, sheet).some((bid) => !gone.has(bid));
      return isOpen ? [] : [[id, before ?? now]];
    }),
  );
  const anyCard = sheets.some((sheet) => Object.keys(sheet.cards).some((id) => hasCard(sheet, id)));
  const all = scorers.length > 0 && anyCard && scorers.every((id) => finished[id] !== undefined);
  return { ...head, finished, ...(all ? { revealedAt: now } : {}) };
};
