import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { keptText } from "../../device/drafts.ts";
import { heldOf, outcomeOf, readHeld, saveLeaving, saveSection } from "../../device/save-section.ts";
import { makeSectionKeeper, type SectionKeeper } from "../../device/section-keeper.ts";
import { closed, isUnsent, learned, opened, type SectionSync } from "../../device/section-sync.ts";
import { deviceShelf } from "../../device/shelf.ts";
import { useKeeper } from "../../parts/use-keeper.ts";
import type { Opened } from "./use-application.ts";

export type SectionInHand = { sync: SectionSync; kept: boolean; keeper: SectionKeeper };

/** Where a section starts: what the portal holds, and over it what this device has that the portal lacks. */
const startOf = ({ view, personId }: Opened, section: string): SectionSync => {
  const kept = keptText(deviceShelf(), { personId, applicationId: view.id, section });
  if (view.draft === undefined) {
    const nothing = { draftId: "", version: 0, text: { answers: {}, done: false } };
    return kept !== undefined && isUnsent(kept) ? closed(kept, "submitted") : opened(nothing);
  }
  const held = heldOf(view.draft, section);
  return kept === undefined ? opened(held) : learned(kept, held);
};

/** One section between the keyboard, the device and the portal, for as long as its page is open. */
export const useSection = (open: Opened, section: string): SectionInHand => {
  const { view, personId } = open;
  const place = useMemo(() => ({ personId, applicationId: view.id, section }), [personId, view.id, section]);
  const [shown, show] = useState<{ sync: SectionSync; kept: boolean }>();
  const keeper = useMemo(
    () =>
      makeSectionKeeper({
        place,
        shelf: deviceShelf(),
        start: startOf(open, section),
        save: (request) => saveSection(place, request),
        saveLeaving: (request) => saveLeaving(place, request),
        read: () => readHeld(place),
        outcomeOf,
        newWriteId: () => crypto.randomUUID(),
        changed: (sync, kept) => show({ sync, kept }),
      }),
    [place],
  );
  const first = useRef(view.draft);
  useEffect(() => {
    // A later reading of the application: a colleague may have saved this section.
    if (view.draft !== first.current && !open.offline)
      keeper.hear(view.draft === undefined ? undefined : heldOf(view.draft, section));
    first.current = view.draft;
  }, [view.draft, keeper, section, open.offline]);
  useKeeper(keeper, place);
  return { sync: shown?.sync ?? keeper.now(), kept: shown?.kept ?? true, keeper };
};
