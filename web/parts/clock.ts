import { useEffect, useState } from "preact/hooks";

// The device's clock may be wrong by minutes; deadlines are counted by the portal's.
let offsetMs = 0;
const watching = new Set<() => void>();

/** Sets the clock by an answer that said it was `serverMs`, asked and received at these instants of the device. */
export const setClock = (serverMs: number, askedMs: number, receivedMs: number): void => {
  offsetMs = serverMs - (askedMs + receivedMs) / 2;
  for (const told of watching) told();
};

/** Milliseconds since 1970 by the portal's clock. */
export const serverNow = (): number => Date.now() + offsetMs;

/** The portal's clock as it goes on; draws again every `everyMs` (a minute unless told). */
export const useNow = (everyMs = 60_000): number => {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    // Timers sleep with the tab: on return the time is right at once.
    const wake = () => setNow(serverNow());
    document.addEventListener("visibilitychange", wake);
    watching.add(wake);
    wake();
    return () => {
      watching.delete(wake);
      clearInterval(timer);
      document.removeEventListener("visibilitychange", wake);
    };
  }, [everyMs]);
  return now;
};
