import middy from "@middy/core";
import * as z from "zod/mini";
import { type Deps, makeDeps } from "../deps.ts";
import { log } from "../log.ts";

/** The envelope of an EventBridge event; `detail` is parsed with the function's own schema. */
const Bridged = z.object({ id: z.string(), time: z.string(), "detail-type": z.string(), detail: z.unknown() });

/** A function told of something that happened outside the table (a stored object, a scan, a bounce), at least once. */
export const event = <S extends z.ZodMiniType>(
  detail: S,
  run: (detail: z.infer<S>, at: number, deps: Deps) => Promise<void>,
) => {
  const withDeps = (deps: Deps) =>
    middy(async (bridged: unknown) => {
      const { time, detail: raw } = Bridged.parse(bridged);
      await run(detail.parse(raw), Date.parse(time), deps);
    }).onError(({ error }) => {
      log.error("event failed", { error });
      throw error;
    });
  let live: ReturnType<typeof withDeps> | undefined;
  const handler = (bridged: unknown, context: Parameters<ReturnType<typeof withDeps>>[1]) => {
    live ??= withDeps(makeDeps());
    return live(bridged, context);
  };
  return Object.assign(handler, { withDeps });
};
