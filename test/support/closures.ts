import { closuresKey } from "../../functions/store/keys.ts";
import type { Closure } from "../../shared/rules/closure.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { nextWriteId } from "./bid.ts";
import type { Engine } from "./engine.ts";

/** A closure of the whole portal that holds submissions until further notice, from 10 November 2026. */
export const aClosure = (changed: Partial<Closure> = {}): Closure => ({
  id: "c_1",
  scope: { of: "portal" },
  from: "2026-11-10T00:00:00.000Z",
  until: { of: "further-notice" },
  reason: "incident",
  wording: "The fund is paused.",
  freezes: ["submissions"],
  deadlines: "kept",
  drafts: "editable",
  announcedAt: "2026-10-20T09:00:00.000Z",
  ...changed,
});

/** The end of a closure that ends by itself, at an instant in milliseconds. */
export const untilInstant = (ms: number): Closure["until"] => ({ of: "instant", at: toInstant(ms) });

/** Lets the clock find these closures and no others, without a record of them. */
export const putClosures = async ({ table }: Engine, closures: readonly Closure[], at: number): Promise<void> => {
  const before = await table.get(closuresKey());
  await table.write(
    [
      {
        key: closuresKey(),
        kind: "closures",
        schema: 1,
        was: before === undefined ? "absent" : Number(before.version),
        events: [],
        data: { closures },
      },
    ],
    { writeId: nextWriteId(), at },
  );
};

/** Keeps closures with their records, as the portal does; the rounds stay as they are. */
export const keepClosures = async (
  { deps: { store } }: Engine,
  closures: readonly Closure[],
  at: number,
): Promise<void> => {
  const written = closures.map((closure) => ({
    record: { ...closure, by: "p_officer", rounds: [], version: 0 },
    ...{ was: "absent" as const, events: [] },
  }));
  const changes = store.closures.changes(written, { hot: await store.closures.hot(), rounds: [] }, at);
  await store.closures.write(changes, { writeId: nextWriteId(), at });
};
