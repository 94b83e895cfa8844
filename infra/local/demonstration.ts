import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import type { Deps } from "../../functions/deps.ts";
import { fillApplications } from "./demonstration-applications.ts";
import { fillPeople } from "./demonstration-people.ts";
import { fillRounds } from "./demonstration-rounds.ts";
import { fillScoring } from "./demonstration-scoring.ts";

/** One part of the demonstration: fills an empty portal relative to an instant (milliseconds), and may be repeated for it. */
export type Demonstration = (deps: Deps, at: number) => Promise<void>;

/** In this order: what comes later may rest on what comes before. */
export const DEMONSTRATIONS: readonly Demonstration[] = [fillPeople, fillRounds, fillApplications, fillScoring];

const MARKER = "demonstration.json";
/** Left by `npm run reset -- --empty`: this portal stays without demonstration data. */
export const EMPTY_MARKER = "empty";

/** What a portal in this folder is to hold, or holds. */
export const dataOf = (folder: string): "demonstration" | "empty" =>
  existsSync(join(folder, EMPTY_MARKER)) ? "empty" : "demonstration";

const Marker = z.object({ at: z.int(), done: z.boolean() });

const markerOf = (file: string, at: number): z.infer<typeof Marker> =>
  existsSync(file) ? Marker.parse(JSON.parse(readFileSync(file, "utf8"))) : { at, done: false };

/**
 * Fills the portal in this folder, once in its life, relative to `at` (milliseconds). A first start that was cut short is
 * taken up again for the instant it began with: every write repeats itself.
 */
export const fillOnce = async (folder: string, deps: Deps, at: number): Promise<"filled" | "left"> => {
  const file = join(folder, MARKER);
  const marker = markerOf(file, at);
  if (marker.done || dataOf(folder) === "empty") return "left";
  writeFileSync(file, JSON.stringify(marker));
  for (const fill of DEMONSTRATIONS) await fill(deps, marker.at);
  writeFileSync(file, JSON.stringify({ ...marker, done: true }));
  return "filled";
};
