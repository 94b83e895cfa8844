import { useEffect } from "preact/hooks";
import { fetchAhead } from "../../routes.tsx";

// Long enough for the page that was asked for to be there first.
const AFTER_MS = 2_000;

/** Whoever writes goes on to the other pages of the application and signs out also when the network has gone meanwhile. */
export const usePagesAhead = (): void => {
  useEffect(() => {
    const timer = setTimeout(() => fetchAhead(/^\/(apply|applications|sign-out)\b/), AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
};
