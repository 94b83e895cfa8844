import { schedule } from "../edge/schedule.ts";
import { log } from "../log.ts";
import { releaseDue } from "../release.ts";

/** Lets go of the outcomes whose notification time has come; the stream tells each group. Safe to run again. */
export const handler = schedule(async (at, deps) => {
  const released = await releaseDue(at, deps);
  if (released > 0) log.info("outcomes released", { rounds: released });
});
