import { keepText, keptText, type Place, unsentTexts } from "./drafts.ts";
import { outcomeOf, readHeld, saveSection } from "./save-section.ts";
import * as on from "./section-sync.ts";
import type { Shelf } from "./shelf.ts";

// Text, what was typed meanwhile, and one reading in between: more rounds than that are no progress.
const MOST_ROUNDS = 4;

const sendOne = async (shelf: Shelf, place: Place): Promise<void> => {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const kept = keptText(shelf, place);
    if (kept === undefined) return;
    const sending = on.due(kept, crypto.randomUUID());
    const { write } = sending;
    if (sending.standing !== "sending" || write === undefined) return;
    keepText(shelf, place, sending);
    const next = await sentOrNot(place, sending, write);
    // Another tab may have typed while this one waited: its text stays.
    const now = keptText(shelf, place);
    if (now !== undefined && now.edit > next.edit) continue;
    keepText(shelf, place, next);
    if (next.standing !== "typing") return;
  }
};

const sentOrNot = async (place: Place, sync: on.SectionSync, write: on.Write): Promise<on.SectionSync> => {
  const { writeId } = write;
  try {
    const saved = await saveSection(place, { ...write, draftId: sync.draftId });
    return on.acknowledged(sync, { ...saved, writeId, savedBy: place.personId });
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome.is === "kept") return on.failed(sync, writeId, outcome.cause);
    if (outcome.is === "signed-out") return on.signedOut(sync);
    if (outcome.is === "refused") return on.refused(sync, writeId, outcome.detail);
    const stopped = outcome.is === "stale" ? on.stale(sync, writeId) : on.closed(sync, outcome.cause);
    return readHeld(place).then(
      (held) => (held === undefined ? on.closed(stopped, "submitted") : on.learned(stopped, held)),
      () => stopped,
    );
  }
};

/**
 * Sends what a person typed on this device and the portal lacks, of one application or of all: when a page opens, before
 * a submission and before signing out. Answers what could not be sent and stays here.
 */
export const sendUnsent = async (
  shelf: Shelf,
  personId: string,
  applicationId?: string,
): Promise<{ place: Place; sync: on.SectionSync }[]> => {
  const mine = () =>
    unsentTexts(shelf, personId).filter(
      ({ place }) => applicationId === undefined || place.applicationId === applicationId,
    );
  await Promise.all(mine().map(({ place }) => sendOne(shelf, place)));
  return mine();
};
