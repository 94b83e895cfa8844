import { useCallback, useEffect, useState } from "preact/hooks";
import type { ApplicationView } from "../../../shared/contract/application-views.ts";
import { msOf } from "../../../shared/rules/london.ts";
import { Refusal } from "../../api.ts";
import { rememberedPerson, rememberPerson } from "../../device/drafts.ts";
import { readApplication } from "../../device/save-section.ts";
import { deviceShelf } from "../../device/shelf.ts";
import { keepView, keptView } from "../../device/view-copy.ts";
import { serverNow } from "../../parts/clock.ts";
import { usePagesAhead } from "../../parts/pages-ahead.ts";
import { useSession } from "../../parts/session.tsx";

/** One application as a page works on it. */
export type Opened = {
  view: ApplicationView;
  personId: string;
  /** The portal could not be reached: this is the copy on the device. */
  offline: boolean;
  reload: () => void;
  /** Shows what a write has just changed, until the portal is asked again. */
  change: (change: Partial<ApplicationView>) => void;
};

type State = { view?: ApplicationView; refusal?: Refusal; offline: boolean };
export type Opening =
  | { is: "loading" }
  | { is: "refused"; refusal: Refusal; reload: () => void }
  | ({ is: "open" } & Opened);

// Kept for the length of a visit, so that going from the task list to a section draws at once.
let recent: ApplicationView | undefined;
const recentOf = (id: string): State => (recent?.id === id ? { view: recent, offline: false } : { offline: false });

const LOOK_EVERY_MS = 60_000;
/** A little after the instant, so that the portal's answer is the new one. */
const AFTER_MS = 1_500;

/** Reads one application, looks again while the page is open and when the round closes, and falls back on the device. */
export const useApplication = (id: string): Opening => {
  const { person, known, reload: reloadSession } = useSession();
  const [state, setState] = useState<State>(() => recentOf(id));
  const [attempt, setAttempt] = useState(0);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  useEffect(() => {
    let gone = false;
    const settle = (next: (now: State) => State) => {
      if (!gone) setState((now) => next(now.view === undefined || now.view.id === id ? now : { offline: false }));
    };
    readApplication(id).then(
      (view) => {
        recent = view;
        settle(() => ({ view, offline: false }));
      },
      (error: unknown) => {
        const refusal = error instanceof Refusal ? error : new Refusal("unreachable");
        settle((now) => {
          if (["unreachable", "unexpected", "too-many"].includes(refusal.kind))
            return { ...now, refusal, offline: true };
          // Whoever is writing keeps the page before them; the section says that it waits for them to sign in.
          return refusal.kind === "unauthenticated" && now.view !== undefined ? now : { refusal, offline: false };
        });
        if (refusal.kind === "unauthenticated") void reloadSession();
      },
    );
    return () => {
      gone = true;
    };
  }, [id, attempt, reloadSession]);
  useLookingAgain(reload, state.view, known);
  usePagesAhead();
  const personId = known ? (person?.personId ?? rememberedPerson(deviceShelf())) : undefined;
  const view =
    state.view ?? (state.offline && personId !== undefined ? keptView(deviceShelf(), personId, id) : undefined);
  useEffect(() => {
    if (person !== undefined) rememberPerson(deviceShelf(), person.personId);
    if (person !== undefined && state.view !== undefined) keepView(deviceShelf(), person.personId, state.view);
  }, [person, state.view]);
  const change = useCallback((changed: Partial<ApplicationView>) => {
    setState((now) => {
      if (now.view === undefined) return now;
      recent = { ...now.view, ...changed };
      return { ...now, view: recent };
    });
  }, []);
  if (view !== undefined && personId !== undefined)
    return { is: "open", view, personId, offline: state.offline, reload, change };
  if (state.refusal !== undefined && known) return { is: "refused", refusal: state.refusal, reload };
  return known && state.view !== undefined
    ? { is: "refused", refusal: new Refusal("unauthenticated"), reload }
    : { is: "loading" };
};

/**
 * Asks again every minute, on return to the page, when the network is back, and when the round has just closed: counted once the
 * session has told the portal's clock, which may come after the application.
 */
const useLookingAgain = (reload: () => void, view: ApplicationView | undefined, known: boolean) => {
  const closesAt = view?.round.timetable.closesAt;
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") reload();
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    document.addEventListener("visibilitychange", look);
    window.addEventListener("online", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("online", look);
    };
  }, [reload]);
  useEffect(() => {
    const leftMs = closesAt === undefined ? -1 : msOf(closesAt) - serverNow();
    // A timer takes 24 days at most; nobody leaves the page open so long.
    if (leftMs < 0 || leftMs > 86_400_000) return;
    const timer = setTimeout(reload, leftMs + AFTER_MS);
    return () => clearTimeout(timer);
  }, [closesAt, reload, known]);
};
