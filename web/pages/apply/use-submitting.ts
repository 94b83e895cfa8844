import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { ApplicationView } from "../../../shared/contract/application-views.ts";
import type { applications } from "../../../shared/contract/applications.ts";
import { toInstant } from "../../../shared/rules/london.ts";
import { call, Refusal } from "../../api.ts";
import { sendUnsent } from "../../device/send-unsent.ts";
import { deviceShelf } from "../../device/shelf.ts";
import * as on from "../../device/submitting.ts";
import { serverNow } from "../../parts/clock.ts";

const PATIENCE_MS = 35_000;

const ask = async (id: string, { draftId, declaredBy, writeId }: on.Attempt): Promise<on.Answer> => {
  try {
    const receipt = await call<typeof applications.submit>("POST /api/applications/{id}/submission", {
      params: { id },
      body: { draftId, declaredBy, writeId },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { is: "receipt", receipt };
  } catch (error) {
    if (!(error instanceof Refusal)) return { is: "nothing" };
    const { kind, findings, message: detail } = error;
    if (["unreachable", "unexpected", "too-many", "stale"].includes(kind)) return { is: "nothing" };
    if (kind === "unauthenticated") return { is: "signed-out" };
    return kind === "round-closed"
      ? { is: "closed", detail, receivedAt: error.problem?.receivedAt }
      : { is: "no", findings, detail };
  }
};

const unsentOf = async (personId: string, id: string) => {
  const left = await sendUnsent(deviceShelf(), personId, id);
  return {
    sections: left.map(({ place }) => place.section),
    conflict: left.some(({ sync }) => sync.standing === "conflict"),
  };
};

/**
 * Submits: first what was typed, then the application, under one write id until there is an answer. An attempt that a
 * closed tab or a lost network left without one is taken up again under the same id.
 */
export const useSubmitting = (view: ApplicationView, personId: string, settled: () => Promise<void>) => {
  const shelf = deviceShelf();
  const [now, setNow] = useState<on.Submitting>({ is: "idle" });
  const current = useRef<on.Submitting>(now);
  const set = useCallback((next: on.Submitting) => {
    current.current = next;
    setNow(next);
  }, []);
  const { id } = view;
  const keepUp = useCallback(
    (next: on.Submitting) => {
      if (next.is === "sent" || next.is === "refused" || next.is === "too-late")
        on.keepAttempt(shelf, personId, id, undefined);
      set(next);
    },
    [id, personId, set, shelf],
  );
  const send = useCallback(async () => {
    const { current: sending } = current;
    if (sending.is !== "sending") return;
    keepUp(on.answered(current.current, await ask(id, sending.attempt)));
  }, [id, keepUp]);
  const submit = useCallback(
    async (declaredBy: string) => {
      const before = on.keptAttempt(shelf, personId, id);
      const draftId = view.draft?.id ?? "";
      const attempt =
        before?.draftId === draftId && before.declaredBy === declaredBy
          ? before
          : { writeId: crypto.randomUUID(), draftId, declaredBy, firstTriedAt: toInstant(serverNow()) };
      const next = on.pressed(current.current, attempt);
      if (next === current.current) return;
      set(next);
      // First the section on screen, by its own keeper: nobody else may send it meanwhile.
      await settled();
      set(on.textSent(current.current, await unsentOf(personId, id)));
      if (current.current.is === "sending") on.keepAttempt(shelf, personId, id, attempt);
      await send();
    },
    [id, personId, send, set, settled, shelf, view.draft?.id],
  );
  useEffect(() => {
    if (now.is !== "checking") return;
    const retry = () => {
      set(on.again(current.current));
      void send();
    };
    const timer = setTimeout(retry, on.waitBeforeTryMs(now.tries));
    window.addEventListener("online", retry);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", retry);
    };
  }, [now, send, set]);
  return { now, submit, unanswered: on.keptAttempt(shelf, personId, id) };
};
