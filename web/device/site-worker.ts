import { watchFailedAttempts } from "./failed-attempts.ts";

const ADDRESS = "/worker.js";

/** What a browser that enforces trusted types calls a script's address; the others take the text. */
type Policy = { createScriptURL: (url: string) => string };

declare global {
  interface Window {
    trustedTypes?: { createPolicy: (name: string, rules: Policy) => Policy };
  }
}

const register = async (): Promise<void> => {
  watchFailedAttempts();
  if (!("serviceWorker" in navigator)) return;
  // The only policy there is (`shared/headers.ts`), and the only address it lets through.
  const policy = window.trustedTypes?.createPolicy("site-worker", { createScriptURL: () => ADDRESS });
  await navigator.serviceWorker.register(policy?.createScriptURL(ADDRESS) ?? ADDRESS);
  const { active } = await navigator.serviceWorker.ready;
  // What was fetched before there was a worker to see it.
  active?.postMessage(performance.getEntriesByType("resource").map(({ name }) => name));
};

let asked: Promise<void> | undefined;

/** Lets the site's files stay on this device (`public/worker.js`), asked once a visit. A browser without workers goes without. */
export const keepSiteHere = (): Promise<void> => {
  asked ??= register().catch(() => undefined);
  return asked;
};
