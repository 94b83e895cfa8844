import { useCallback, useEffect, useState } from "preact/hooks";
import { Refusal } from "../../api.ts";
import { rememberedPerson, rememberPerson } from "../../device/drafts.ts";
import { deviceShelf, type Shelf } from "../../device/shelf.ts";
import { useSession } from "../../parts/session.tsx";

type Copies<T> = {
  read: (signal: AbortSignal) => Promise<T>;
  /** Keeps what was read on the device. */
  keep: (shelf: Shelf, personId: string, value: T) => unknown;
  kept: (shelf: Shelf, personId: string) => T | undefined;
  /** The portal has said no: the copy goes. */
  forget?: (shelf: Shelf, personId: string) => void;
};

export type Copied<T> =
  | { is: "loading" }
  | { is: "refused"; refusal: Refusal; reload: () => void }
  | { is: "here"; value: T; personId: string; offline: boolean; reload: () => void; replace: (value: T) => void };

type State<T> = { value?: T; refusal?: Refusal };

const AWAY = ["unreachable", "unexpected", "too-many"];

/** What a trustee reads, from the portal, or where that cannot be reached from the copy on this device. */
export const useCopied = <T>(copies: Copies<T>, of: string): Copied<T> => {
  const { person, known, reload: reloadSession } = useSession();
  const [state, setState] = useState<State<T>>({});
  const [attempt, setAttempt] = useState(0);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  const replace = useCallback((value: T) => setState({ value }), []);
  const personId = known ? (person?.personId ?? rememberedPerson(deviceShelf())) : undefined;
  useEffect(() => setState({}), [of]);
  useEffect(() => {
    const leaving = new AbortController();
    copies.read(leaving.signal).then(
      (value) => {
        if (!leaving.signal.aborted) setState({ value });
      },
      (error: unknown) => {
        if (leaving.signal.aborted) return;
        const refusal = error instanceof Refusal ? error : new Refusal("unreachable");
        setState((now) => (AWAY.includes(refusal.kind) ? { ...now, refusal } : { refusal }));
        if (refusal.kind === "unauthenticated") void reloadSession();
      },
    );
    return () => leaving.abort();
  }, [of, attempt, reloadSession]);
  useEffect(() => {
    if (person === undefined) return;
    rememberPerson(deviceShelf(), person.personId);
    if (state.value !== undefined) copies.keep(deviceShelf(), person.personId, state.value);
    else if (state.refusal?.kind === "not-found") copies.forget?.(deviceShelf(), person.personId);
  }, [person, state]);
  useEffect(() => {
    const back = () => {
      reload();
      // Who is signed in could not be asked in the tunnel either.
      void reloadSession();
    };
    window.addEventListener("online", back);
    return () => window.removeEventListener("online", back);
  }, [reload, reloadSession]);
  const { value, refusal } = state;
  const away = refusal !== undefined && AWAY.includes(refusal.kind);
  const shown = value ?? (away && personId !== undefined ? copies.kept(deviceShelf(), personId) : undefined);
  if (shown !== undefined && personId !== undefined)
    return { is: "here", value: shown, personId, offline: away, reload, replace };
  if (refusal !== undefined && known) return { is: "refused", refusal, reload };
  return { is: "loading" };
};
