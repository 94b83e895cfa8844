import type { availability } from "../../shared/contract/availability.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { call } from "../api.ts";
import { serverNow } from "../parts/clock.ts";

/** What a browser notes of a request, as far as it says what became of it; the newer ones note the status. */
export type Noted = Pick<PerformanceResourceTiming, "name" | "startTime"> & { readonly responseStatus?: number };

/** Attempts that our side threw away in one minute, by when the first of them was tried. */
export type Failed = { readonly at: string; readonly attempts: number };

/** Requests that carry somebody's work: a save of a section, a submission. No other is counted. */
const WORK = /^\/api\/(?:desk\/)?applications\/[^/]+\/(?:draft\/[^/]+|submission)$/;
const MINUTE_MS = 60_000;
// What the portal takes of one report.
const MOST_MINUTES = 20;
const MOST_ATTEMPTS = 100;

/** Whether a request carried work, and whether our side threw it away: too many, a fault of ours, no answer though there was a network. */
export const fateOf = ({ name, responseStatus }: Noted, online: boolean): "failed" | "answered" | undefined => {
  if (responseStatus === undefined || !WORK.test(new URL(name).pathname)) return undefined;
  if (responseStatus === 0) return online ? "failed" : undefined;
  return responseStatus === 429 || responseStatus >= 500 ? "failed" : "answered";
};

/** Attempts by the minute in which they were tried, the latest minutes where there are too many to tell. */
export const byMinute = (triedAt: readonly number[]): Failed[] => {
  const minutes = new Map<number, number[]>();
  for (const at of triedAt) {
    const minute = Math.floor(at / MINUTE_MS);
    minutes.set(minute, [...(minutes.get(minute) ?? []), at]);
  }
  return [...minutes.values()]
    .slice(-MOST_MINUTES)
    .map((all) => ({ at: toInstant(Math.min(...all)), attempts: Math.min(all.length, MOST_ATTEMPTS) }));
};

/** Tells the portal, with the next answer that it gives, how often work was thrown away meanwhile: counts alone. */
export const watchFailedAttempts = (): void => {
  if (!("PerformanceObserver" in window)) return;
  let waiting: number[] = [];
  const tell = async (): Promise<void> => {
    const told = waiting;
    waiting = [];
    try {
      await call<typeof availability.report>("POST /api/availability/failed-attempts", {
        body: { failed: byMinute(told) },
      });
    } catch {
      // Told with a later answer, or not at all: nobody's work depends on it.
      waiting = [...told, ...waiting].slice(-MOST_ATTEMPTS);
    }
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (!(entry instanceof PerformanceResourceTiming)) continue;
      const fate = fateOf(entry, navigator.onLine);
      if (fate === "failed") waiting.push(serverNow() - (performance.now() - entry.startTime));
      else if (fate === "answered" && waiting.length > 0) void tell();
    }
  }).observe({ type: "resource", buffered: true });
};
