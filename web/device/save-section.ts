import type { ApplicationView } from "../../shared/contract/application-views.ts";
import type { applications } from "../../shared/contract/applications.ts";
import type { Draft } from "../../shared/rules/application.ts";
import { addressOf, call, Refusal } from "../api.ts";
import type { Place } from "./drafts.ts";
import type { Outcome, Saved, SaveRequest } from "./section-keeper.ts";
import type { Held } from "./section-sync.ts";

const SAVE = "PUT /api/applications/{id}/draft/{section}";
// Longer than the portal's own limit for a function: after it no answer will come.
const PATIENCE_MS = 15_000;

const askedOf = ({ applicationId, section }: Pick<Place, "applicationId" | "section">, request: SaveRequest) => ({
  params: { id: applicationId, section },
  body: { draftId: request.draftId, was: request.was, ...request.text, writeId: request.writeId },
});

/** A trustee's scorecard of a bid is kept as a section is, under this name, and sent by `save-card`. */
export const CARD = "scorecard";
const cards = () => import("./save-card.ts");

/** Sends one section; throws a `Refusal`, or the time-out. */
export const saveSection = async (place: Place, request: SaveRequest): Promise<Saved> => {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  if (place.section === CARD) return (await cards()).saveCard(place, request, signal);
  return call<typeof applications.save>(SAVE, { ...askedOf(place, request), signal });
};

/** Sends one section while the page goes away. Nobody hears the answer; the write is tried again on return. */
export const saveLeaving = (place: Place, request: SaveRequest): void => {
  const { params, body } = askedOf(place, request);
  const sent = fetch(addressOf(SAVE, params, undefined), {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    keepalive: true,
  });
  // Refused where the browser allows no more bytes: the device has the text.
  sent.catch(() => undefined);
};

/** One section of a draft as a keeper compares it; a section nobody has saved is empty at version nought. */
export const heldOf = (draft: Draft, section: string): Held => {
  const saved = draft.sections[section];
  return {
    draftId: draft.id,
    version: saved?.version ?? 0,
    text: { answers: saved?.answers ?? {}, done: saved?.done ?? false },
    writeId: saved?.writeId,
    savedBy: saved?.savedBy,
    savedAt: saved?.savedAt,
  };
};

/** The whole application as the portal has it now. */
export const readApplication = (applicationId: string, signal?: AbortSignal): Promise<ApplicationView> =>
  call<typeof applications.read>("GET /api/applications/{id}", {
    params: { id: applicationId },
    signal: signal ?? AbortSignal.timeout(PATIENCE_MS),
  });

/** One section as the portal has it now; undefined where no draft is open. */
export const readHeld = async (place: Place): Promise<Held | undefined> => {
  if (place.section === CARD) return (await cards()).readCard(place, AbortSignal.timeout(PATIENCE_MS));
  const { draft } = await readApplication(place.applicationId);
  return draft === undefined ? undefined : heldOf(draft, place.section);
};

/** What a refusal means for text that was being saved. Whatever is not a clear no is tried again. */
export const outcomeOf = (error: unknown): Outcome => {
  if (!(error instanceof Refusal)) return { is: "kept", cause: "unreachable" };
  switch (error.kind) {
    case "unauthenticated":
      return { is: "signed-out" };
    case "stale":
      return { is: "stale" };
    case "wrong-state":
      return { is: "closed", cause: "submitted" };
    case "round-closed":
      return { is: "closed", cause: "round-closed" };
    case "paused":
      return { is: "kept", cause: "paused" };
    case "unreachable":
      return { is: "kept", cause: "unreachable" };
    case "too-many":
    case "unexpected":
      return { is: "kept", cause: "busy" };
    case "malformed":
    case "forbidden":
    case "not-found":
    case "too-large":
    case "invalid-request":
      return { is: "refused", detail: error.findings[0]?.detail ?? error.message };
  }
};
