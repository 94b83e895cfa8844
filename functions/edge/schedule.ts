import middy from "@middy/core";
import * as z from "zod/mini";
import { type Deps, makeDeps } from "../deps.ts";
import { log } from "../log.ts";

const Scheduled = z.object({ at: z.string() });

/** A scheduled job: told its instant (the scheduled time, not the clock), safe to run again. What it throws is retried and alarmed. */
export const schedule = (run: (at: number, deps: Deps) => Promise<void>) => {
  const withDeps = (deps: Deps) =>
    middy(async (event: { at: string }) => {
      await run(Date.parse(Scheduled.parse(event).at), deps);
    }).onError(({ error }) => {
      log.error("schedule failed", { error });
      throw error;
    });
  let live: ReturnType<typeof withDeps> | undefined;
  const handler = (event: { at: string }, context: Parameters<ReturnType<typeof withDeps>>[1]) => {
    live ??= withDeps(makeDeps());
    return live(event, context);
  };
  return Object.assign(handler, { withDeps });
};
