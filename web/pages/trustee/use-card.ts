import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { CardView } from "../../../shared/contract/scoring-views.ts";
import { keptText } from "../../device/drafts.ts";
import { heldCard, readCard, saveCard, saveCardLeaving } from "../../device/save-card.ts";
import { CARD, outcomeOf } from "../../device/save-section.ts";
import { makeSectionKeeper, type SectionKeeper } from "../../device/section-keeper.ts";
import { isUnsent, learned, opened, type SectionSync } from "../../device/section-sync.ts";
import { deviceShelf } from "../../device/shelf.ts";
import { useKeeper } from "../../parts/use-keeper.ts";

export type CardInHand = { sync: SectionSync; kept: boolean; keeper: SectionKeeper };

const PATIENCE_MS = 15_000;

/** One card between the keyboard, the device and the portal, for as long as its page is open. */
export const useCard = (personId: string, applicationId: string, card: CardView, offline: boolean): CardInHand => {
  const place = useMemo(() => ({ personId, applicationId, section: CARD }), [personId, applicationId]);
  const [shown, show] = useState<{ sync: SectionSync; kept: boolean }>();
  const keeper = useMemo(() => {
    const held = heldCard(card);
    const kept = keptText(deviceShelf(), place);
    return makeSectionKeeper({
      place,
      shelf: deviceShelf(),
      start: kept !== undefined && isUnsent(kept) ? learned(kept, held) : opened(held),
      save: (request) => saveCard(place, request, AbortSignal.timeout(PATIENCE_MS)),
      saveLeaving: (request) => saveCardLeaving(place, request),
      read: () => readCard(place, AbortSignal.timeout(PATIENCE_MS)),
      outcomeOf,
      newWriteId: () => crypto.randomUUID(),
      changed: (sync, isKept) => show({ sync, kept: isKept }),
    });
  }, [place]);
  const first = useRef(card);
  useEffect(() => {
    // A later reading: the card was submitted, reopened, or written on another device.
    if (card !== first.current && !offline) keeper.hear(heldCard(card));
    first.current = card;
  }, [card, keeper, offline]);
  useKeeper(keeper, place);
  return { sync: shown?.sync ?? keeper.now(), kept: shown?.kept ?? true, keeper };
};
