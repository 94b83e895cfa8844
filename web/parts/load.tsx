import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { Refusal } from "../api.ts";
import { RefusalNotice } from "./refusal.tsx";

type State<T> = { is: "loading"; slow: boolean } | { is: "here"; value: T } | { is: "refused"; refusal: Refusal };

export type Loaded<T> = State<T> & {
  /** Asks again; what is shown stays until the answer is there. */
  reload: () => void;
  /** Shows this value: what a write has just answered. */
  replace: (value: T) => void;
};

const SLOW_MS = 500;

/**
 * What a page shows comes from the portal: `useLoaded((signal) => call<typeof rounds.one>("GET …", { params, signal }), [id])`.
 * Asks again when a dependency changes. `slow` turns true after half a second: before that nothing is drawn.
 */
export const useLoaded = <T,>(
  load: (signal: AbortSignal) => Promise<T>,
  dependencies: readonly unknown[],
): Loaded<T> => {
  const [state, setState] = useState<State<T>>({ is: "loading", slow: false });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => setState({ is: "loading", slow: false }), dependencies);
  useEffect(() => {
    const leaving = new AbortController();
    const slow = setTimeout(
      () => setState((now) => (now.is === "loading" ? { is: "loading", slow: true } : now)),
      SLOW_MS,
    );
    const settle = (next: State<T>) => {
      clearTimeout(slow);
      if (!leaving.signal.aborted) setState(next);
    };
    load(leaving.signal).then(
      (value) => settle({ is: "here", value }),
      (error: unknown) =>
        settle({ is: "refused", refusal: error instanceof Refusal ? error : new Refusal("unexpected") }),
    );
    return () => {
      clearTimeout(slow);
      leaving.abort();
    };
  }, [...dependencies, attempt]);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  const replace = useCallback((value: T) => setState({ is: "here", value }), []);
  return { ...state, reload, replace };
};

type LoadProps<T> = {
  of: Loaded<T>;
  /** The page's own shape, drawn after half a second; lines of text unless told. */
  shape?: ComponentChildren;
  children: (value: T) => ComponentChildren;
};

/** Shows what is loaded: nothing, then the page's shape, then the thing; or why not, with the way on. */
export const Load = <T,>({ of, shape = <LinesShape />, children }: LoadProps<T>) => {
  if (of.is === "here") return <>{children(of.value)}</>;
  if (of.is === "refused") return <RefusalNotice refusal={of.refusal} onRetry={of.reload} />;
  return of.slow ? (
    <div aria-busy="true">
      <p class="govuk-visually-hidden" role="status">
        Loading
      </p>
      {shape}
    </div>
  ) : (
    <div aria-busy="true" />
  );
};

/** Lines of text that are on their way. */
export const LinesShape = () => (
  <div aria-hidden="true">
    <span class="shape shape--short" />
    <span class="shape" />
    <span class="shape" />
    <span class="shape shape--block" />
  </div>
);

/** A row of facts and a block that are on their way. */
export const FactsShape = () => (
  <div aria-hidden="true">
    <div class="facts">
      <span class="shape shape--facts" />
      <span class="shape shape--facts" />
      <span class="shape shape--facts" />
      <span class="shape shape--facts" />
    </div>
    <span class="shape shape--block" />
  </div>
);
