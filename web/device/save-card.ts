import type { scoring } from "../../shared/contract/scoring.ts";
import type { CardView } from "../../shared/contract/scoring-views.ts";
import type { Answers } from "../../shared/rules/application.ts";
import type { Entry, Score } from "../../shared/rules/scoring.ts";
import { addressOf, call } from "../api.ts";
import type { Place } from "./drafts.ts";
import type { Saved, SaveRequest } from "./section-keeper.ts";
import type { Held, SectionText } from "./section-sync.ts";

/*
 * A trustee's card between keyboard, device and portal, kept as a section of the form is (`section-keeper`): one answer a
 * criterion for its score, and one for its comment.
 */

const SAVE = "PUT /api/trustee/bids/{id}/card";
/** A card has no draft that is opened and closed: there is one. */
const ONE = "card";

type Entries = Readonly<Record<string, Entry>>;

const commentOf = (criterionId: string): string => `${criterionId}-comment`;
const SCORES: readonly Score[] = [0, 1, 2, 3, 4, 5, "cannot-judge"];
const scoreFrom = (typed: unknown): Score | undefined => SCORES.find((score) => String(score) === typed);

/** The card as text. What is not given is not there, so that nothing typed and nothing saved read the same. */
export const textOfCard = (entries: Entries): SectionText => ({
  done: false,
  answers: Object.fromEntries(
    Object.entries(entries).flatMap(([criterionId, { score, comment }]) => [
      ...(score === undefined ? [] : [[criterionId, String(score)]]),
      ...(comment === "" ? [] : [[commentOf(criterionId), comment]]),
    ]),
  ),
});

/** The card that a text says, for the criteria that it names. */
export const cardOfText = ({ answers }: SectionText): Record<string, Entry> => {
  const criteria = new Set(Object.keys(answers).map((id) => id.replace(/-comment$/, "")));
  return Object.fromEntries([...criteria].map((criterionId) => [criterionId, entryOf(answers, criterionId)]));
};

/** What a text says about one criterion. */
export const entryOf = (answers: Answers, criterionId: string): Entry => {
  const score = scoreFrom(answers[criterionId]);
  const comment = answers[commentOf(criterionId)];
  return { ...(score === undefined ? {} : { score }), comment: typeof comment === "string" ? comment : "" };
};

/** The answers with another score or comment for one criterion. */
export const withEntry = (answers: Answers, criterionId: string, entry: Entry): Answers => {
  const { [criterionId]: _score, [commentOf(criterionId)]: _comment, ...rest } = answers;
  return { ...rest, ...textOfCard({ [criterionId]: entry }).answers };
};

/** A card as a keeper compares it. */
export const heldCard = (card: CardView): Held => ({
  draftId: ONE,
  version: card.version,
  text: textOfCard(card.entries),
  savedAt: card.savedAt,
});

const askedOf = ({ applicationId }: Place, { was, text, writeId }: SaveRequest) => ({
  params: { id: applicationId },
  body: { version: was, entries: cardOfText(text), writeId },
});

/** Sends a card; throws a `Refusal`, or the time-out. */
export const saveCard = (place: Place, request: SaveRequest, signal: AbortSignal): Promise<Saved> =>
  call<typeof scoring.saveCard>(SAVE, { ...askedOf(place, request), signal });

/** Sends a card while the page goes away. */
export const saveCardLeaving = (place: Place, request: SaveRequest): void => {
  const { params, body } = askedOf(place, request);
  const headers = { "content-type": "application/json" };
  const sent = fetch(addressOf(SAVE, params, undefined), {
    method: "PUT",
    headers,
    body: JSON.stringify(body),
    keepalive: true,
  });
  sent.catch(() => undefined);
};

/** A card as the portal has it now; undefined once it takes nothing more. */
export const readCard = async ({ applicationId }: Place, signal: AbortSignal): Promise<Held | undefined> => {
  const { card, may } = await call<typeof scoring.bid>("GET /api/trustee/bids/{id}", {
    params: { id: applicationId },
    signal,
  });
  return may.save ? heldCard(card) : undefined;
};
