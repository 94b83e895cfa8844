import { useEffect, useState } from "preact/hooks";
import { fetchAhead } from "../routes.tsx";

// Long enough for the page that was asked for to be there first.
const AFTER_MS = 2_000;

/**
 * Whoever writes goes on to the other pages and signs out also when the network has gone meanwhile, and opens the page anew.
 * @param wanted paths of the pages that belong to the work in hand
 * @returns whether their files are here
 */
export const usePagesAhead = (wanted = /^\/(apply|applications|sign-out)\b/): boolean => {
  const [here, setHere] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      // Without a network nothing of it comes: it is tried again with the next page.
      import("../device/site-worker.ts")
        .then(({ keepSiteHere }) => keepSiteHere())
        .then(() => fetchAhead(wanted))
        .then(
          () => setHere(true),
          () => undefined,
        );
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return here;
};
