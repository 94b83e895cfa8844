import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { MeetingPage, meetings } from "../../../shared/contract/meetings.ts";
import type { MeetingCommand } from "../../../shared/rules/meeting-commands.ts";
import { call, Refusal } from "../../api.ts";
import { type PageError, pageErrors } from "../../parts/error-summary.tsx";
import { useLoaded } from "../../parts/load.tsx";

const LOOK_EVERY_MS = 3_000;
const TYPED_INTO = "textarea, select, input:not([type=radio]):not([type=checkbox])";

/** Somebody types or chooses in this page: nothing may move under their hands. */
const isTyping = (): boolean => document.activeElement?.matches(TYPED_INTO) === true;

const asked = (id: string, signal?: AbortSignal): Promise<MeetingPage> =>
  call<typeof meetings.one>("GET /api/meetings/{id}", { params: { id }, signal });

/** The meeting as it goes on: asked every few seconds whether it moved, not while the page is hidden, and held while somebody types. */
export const useMeeting = (id: string) => {
  const loaded = useLoaded((signal) => asked(id, signal), [id]);
  const [errors, setErrors] = useState<readonly PageError[]>([]);
  const [waiting, setWaiting] = useState(0);
  const queue = useRef<Promise<boolean>>(Promise.resolve(true));
  const unanswered = useRef(new Map<string, string>());
  const [held, setHeld] = useState(false);
  const [lost, setLost] = useState(false);
  const seen = loaded.is === "here" ? loaded.value : undefined;
  const { replace } = loaded;

  const refresh = useCallback(async (): Promise<void> => {
    try {
      replace(await asked(id));
      setLost(false);
      setHeld(false);
    } catch (error) {
      // What is on the screen stays; the next look tries again.
      if (error instanceof Refusal) setLost(true);
    }
  }, [id, replace]);

  const [version, state] = [seen?.version, seen?.state];
  useEffect(() => {
    if (version === undefined || state === "closed") return undefined;
    let looking = false;
    const look = async (): Promise<void> => {
      if (document.hidden || looking) return;
      looking = true;
      try {
        const now = await call<typeof meetings.version>("GET /api/meetings/{id}/version", { params: { id } });
        setLost(false);
        if (now.version !== version && isTyping()) setHeld(true);
        else if (now.version !== version) await refresh();
      } catch (error) {
        if (error instanceof Refusal) setLost(true);
      } finally {
        looking = false;
      }
    };
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    const wake = () => void look();
    document.addEventListener("visibilitychange", wake);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", wake);
    };
  }, [id, version, state, refresh]);

  const one = async (next: MeetingCommand): Promise<boolean> => {
    const wish = JSON.stringify(next);
    // The same wish sent again after no answer is the same write; after an answer it is a new one.
    const writeId = unanswered.current.get(wish) ?? crypto.randomUUID();
    unanswered.current.set(wish, writeId);
    try {
      await call<typeof meetings.command>("POST /api/meetings/{id}/commands", {
        params: { id },
        body: { command: next, writeId },
      });
      unanswered.current.delete(wish);
      setErrors([]);
      await refresh();
      return true;
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal("unexpected");
      if (refusal.kind !== "unreachable" && refusal.kind !== "unexpected") unanswered.current.delete(wish);
      setErrors(refusal.findings.length > 0 ? pageErrors(refusal.findings) : [{ text: refusal.message }]);
      return false;
    }
  };

  /** Carries out one command after the other, in the order in which they were given. False: refused, and `errors` say why. */
  const command = (next: MeetingCommand): Promise<boolean> => {
    setWaiting((count) => count + 1);
    const done = queue.current.then(() => one(next)).finally(() => setWaiting((count) => count - 1));
    queue.current = done;
    return done;
  };

  return { loaded, errors, setErrors, busy: waiting > 0, held, lost, refresh, command };
};
export type MeetingRoom = ReturnType<typeof useMeeting>;
