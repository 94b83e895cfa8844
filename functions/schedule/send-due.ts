import { schedule } from "../edge/schedule.ts";
import { sendOne } from "../mail/send.ts";

/** As many as one run reads, and how long it may go on, in milliseconds: the rest are due a minute later. */
const MOST = 400;
const LONGEST = 45_000;

/**
 * Sends what is not urgent, and tries again what could not be sent or whose sender died. One after the other, so that a
 * thousand notices leave SES room for a code.
 */
export const handler = schedule(async (at, deps) => {
  if (deps.settings.mail === "paused") return;
  const until = deps.now() + LONGEST;
  for (const message of await deps.store.messages.due(at, MOST)) {
    if (deps.now() > until) return;
    await sendOne(message, at, deps);
  }
});
