import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { build } from "./build.ts";
import { inOrder, ROOT, tool } from "./command.ts";
import { grantsAreUsed, startRecord } from "./grants-used.ts";

const Report = z.object({ numPassedTests: z.int(), numFailedTests: z.int() });
const REPORT = "node_modules/.cache/test-report.json";

/** Runs vitest and closes with one plain line of what was run. */
export const vitest = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> => {
  const code = await tool(
    "vitest",
    ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${REPORT}`, ...args],
    env,
  );
  const { numPassedTests, numFailedTests } = Report.parse(JSON.parse(readFileSync(join(ROOT, REPORT), "utf8")));
  console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
  return numPassedTests === 0 ? 1 : code;
};

/** The site, as a step: it is weighed too, and a first view over its limit fails. */
export const built = async (): Promise<number> => {
  await build();
  return 0;
};

/**
 * `npm test`: the site is built, for the journeys walk the real one; then every test. Arguments go to vitest. Only the whole
 * suite can tell which grants nothing uses.
 */
export const run = (args: readonly string[]): Promise<void> =>
  args.length > 0
    ? inOrder([built, () => vitest(args)])
    : inOrder([built, () => vitest(args, startRecord()), grantsAreUsed]);
