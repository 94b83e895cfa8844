import { paceMs } from "../../shared/rules/delivery.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { schedule } from "../edge/schedule.ts";
import { sendOne } from "../mail/send.ts";

/** As many as are read at once, and how long a run may go on, in milliseconds: the rest are due a minute later. */
const MOST = 100;
const LONGEST = 50_000;
/** After a throttle the next waits a second, then two, four, eight at most, in milliseconds. */
const throttleWait = (throttles: number): number => 1_000 * Math.min(2 ** (throttles - 1), 8);
/** How often a run says that it is still there, in milliseconds. */
const KEEP_TURN = 10_000;

/**
 * Sends what is not urgent, and tries again what could not be sent or whose sender died. One run at a time, one message
 * after the other and at 70 % of what SES takes, so that a thousand notices leave room for a code.
 */
export const handler = schedule(async (at, deps) => {
  const { store, mailer, settings, now, wait } = deps;
  if (settings.mail === "paused") return;
  const until = now() + LONGEST;
  const turn = deps.newWriteId();
  if (!(await store.sending.takeTurn(turn, now()))) return;
  try {
    let due = await store.sending.due(at, MOST);
    const pace = due.length === 0 ? 0 : paceMs(await mailer.mostPerSecond());
    let [throttles, keptAt] = [0, now()];
    const tried = new Set<string>();
    while (due.length > 0) {
      for (const message of due) {
        const startedAt = now();
        if (startedAt > until) return;
        if (startedAt - keptAt > KEEP_TURN) {
          if (!(await store.sending.takeTurn(turn, startedAt))) return;
          keptAt = startedAt;
        }
        tried.add(message.id);
        const outcome = await sendOne(message, at, deps, message.firstTriedAt ?? toInstant(at));
        throttles = outcome === "throttled" ? throttles + 1 : 0;
        const pause = throttles === 0 ? startedAt + pace - now() : throttleWait(throttles);
        if (pause > 0) await wait(pause);
      }
      // What is still waiting after a try is not due again in this run, whatever the index says yet.
      due = (await store.sending.due(at, MOST)).filter(({ id }) => !tried.has(id));
    }
  } finally {
    await store.sending.endTurn(turn);
  }
});
