import { hasDeclared, rulerOf, standingOf, wantsRuling } from "./interest.ts";
import { type Instant, toInstant } from "./london.ts";
import { hasEnded, type ScoringHead, type Sheet } from "./scoring.ts";

type OfHead = Pick<ScoringHead, "assigned">;
type OfSheet = Pick<Sheet, "declarations" | "cards">;

/**
 * Whether somebody may open a bid of the round: `declare-first` until every bid of the list is declared about
 * (`interest/declared-first`), `hidden` for whoever does not sit, for a bid that is not scored, and for one that somebody is
 * recused from or that waits for its ruling. Hidden is answered exactly as what does not exist.
 */
export const mayOpen = (
  { head, sheets }: { readonly head: Pick<ScoringHead, "panel" | "assigned">; readonly sheets: readonly Sheet[] },
  personId: string,
  applicationId: string,
): "allowed" | "declare-first" | "hidden" => {
  if (!head.panel.some((seat) => seat.personId === personId) || head.assigned[applicationId] === undefined)
    return "hidden";
  const declarations = sheets.find((sheet) => sheet.personId === personId)?.declarations ?? {};
  const standing = standingOf(declarations[applicationId]);
  if (standing === "recused" || standing === "waits") return "hidden";
  return hasDeclared(declarations, Object.keys(head.assigned)) ? "allowed" : "declare-first";
};

/** The bids that a person scores, in the order of their references. */
export const assignedTo = ({ assigned }: OfHead, personId: string): string[] =>
  Object.keys(assigned)
    .filter((id) => assigned[id]?.includes(personId) === true)
    .toSorted();

/** Whether a card of a bid is in, and was not withdrawn. */
export const hasCard = ({ cards }: OfSheet, id: string): boolean => {
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

/** Who is kept from a bid by what they declared: recused, or waiting for a ruling. */
export const hiddenFrom = (sheets: readonly Sheet[], applicationId: string): string[] =>
  sheets
    .filter(({ declarations }) => ["recused", "waits"].includes(standingOf(declarations[applicationId])))
    .map(({ personId }) => personId);

/** Who rules on one person's interest in a bid, as things stand (`interest/ruling`). */
export const rulerFor = (
  panel: ScoringHead["panel"],
  sheets: readonly Sheet[],
  personId: string,
  applicationId: string,
): string | undefined => rulerOf(panel, personId, hiddenFrom(sheets, applicationId));

/** By person: how many interests wait for their ruling. */
const waitingIn = ({ panel }: Pick<ScoringHead, "panel">, sheets: readonly Sheet[]): Record<string, number> => {
  const waiting: Record<string, number> = {};
  for (const { personId, declarations } of sheets)
    for (const [applicationId, declaration] of Object.entries(declarations)) {
      const ruler = wantsRuling(declaration) ? rulerFor(panel, sheets, personId, applicationId) : undefined;
      if (ruler !== undefined) waiting[ruler] = (waiting[ruler] ?? 0) + 1;
    }
  return waiting;
};

const same = (one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(one).length === Object.keys(other).length && Object.keys(one).every((key) => one[key] === other[key]);

/**
 * The head after the sheets of some people changed, at an instant (milliseconds): who has finished, what waits for whose
 * ruling, and `scoring/reveal`, which is set in the write in which the last one finishes. What is `gone` (withdrawn, not
 * eligible) waits for nobody; of people whose sheet did not change it stands as it was judged. After the end nobody finishes
 * any more: the date has revealed. The very same head where nothing changes.
 */
export const withFinish = (
  head: ScoringHead,
  sheets: readonly Sheet[],
  { changed, gone }: { readonly changed: readonly string[]; readonly gone: ReadonlySet<string> },
  at: number,
): ScoringHead => {
  const waiting = waitingIn(head, sheets);
  const ruled = same(waiting, head.waiting ?? {}) ? head : { ...head, waiting };
  if (hasEnded(head, at)) return ruled;
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
  if (scorers.length > 0 && anyCard && scorers.every((id) => finished[id] !== undefined))
    return { ...ruled, finished, revealedAt: now };
  return same(finished, head.finished) ? ruled : { ...ruled, finished };
};
