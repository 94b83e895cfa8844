import { schedule } from "../edge/schedule.ts";
import { deletePlain, startRun, WHOLE } from "../retention.ts";

/** How long one run may go on, in milliseconds; what is left is due the next day too. */
const LONGEST = 240_000;
const AT_ONCE = 25;

/**
 * Deletes what is due, by the rules of `shared/rules/retention.ts`, and certifies it. What a legal hold covers stays. Each
 * thing goes in a transaction of its own with its place on the certificate: a run that is cut off, or told twice, goes on.
 */
export const handler = schedule(async (at, deps) => {
  const { retention } = deps.store;
  const until = deps.now() + LONGEST;
  const run = await startRun(at, deps);
  const due = await retention.due(run.day);
  for (const [kind, go] of Object.entries(WHOLE)) {
    const seen = new Set<string>();
    for (const one of due.filter((each) => each.kind === kind)) {
      // The rows of one history are due one by one, and go as one.
      if (kind === "audit" && seen.has(one.pk)) continue;
      seen.add(one.pk);
      if (deps.now() > until) break;
      await go(run, one);
    }
  }
  const rest = due.filter(({ kind }) => !(kind in WHOLE));
  for (let from = 0; from < rest.length && deps.now() <= until; from += AT_ONCE)
    await deletePlain(run, rest.slice(from, from + AT_ONCE));
  await retention.finishCertificates(at);
});
