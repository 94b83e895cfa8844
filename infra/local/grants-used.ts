import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./command.ts";
import { FUNCTION_NAMES } from "./functions.ts";
import { grantLines } from "./rights.ts";

/** What the processes of one run of the tests noted (`guard.ts`). */
export const RECORD = join(ROOT, "dist/calls-of-functions.txt");

/** Granted for what no test can show, each with its reason. Best empty. */
export const UNSHOWN: Readonly<Record<string, string>> = {};

export type Compared = {
  /** Calls that were refused: a grant is missing. */
  readonly refused: readonly string[];
  /** Granted, and used by no call of any test: a grant too many, or a test too few. */
  readonly unused: readonly string[];
  /** Excused, and used all the same: the excuse goes. */
  readonly shown: readonly string[];
  readonly used: number;
};

/** What was called against what is granted: when all three lists are empty, they are equal. */
export const compared = (record: string, excused: Readonly<Record<string, string>> = UNSHOWN): Compared => {
  const noted = new Set(record.split("\n").filter(Boolean));
  const granted = FUNCTION_NAMES.flatMap((name) => grantLines(name).map((line) => `${name} ${line}`));
  return {
    refused: [...noted].filter((line) => line.startsWith("refused: ")).map((line) => line.slice("refused: ".length)),
    unused: granted.filter((line) => !noted.has(line) && !(line in excused)),
    shown: Object.keys(excused).filter((line) => noted.has(line) || !granted.includes(line)),
    used: granted.filter((line) => noted.has(line)).length,
  };
};

/** Forgets an earlier run, and tells the processes of this one where to note. */
export const startRecord = (): Readonly<Record<string, string>> => {
  rmSync(RECORD, { force: true });
  return { PORTAL_RECORD: RECORD };
};

/** The last step of the whole suite: says plainly what is not equal; answers the exit code. */
export const grantsAreUsed = async (): Promise<number> => {
  const { refused, unused, shown, used } = compared(existsSync(RECORD) ? readFileSync(RECORD, "utf8") : "");
  for (const line of refused) console.error(`Refused: ${line}. Add the grant, or leave the call out.`);
  for (const line of unused)
    console.error(`Granted, and never used: ${line}. Strike the grant, or show its use in a test.`);
  for (const line of shown) console.error(`Excused, and used or not granted: ${line}. Strike it from UNSHOWN.`);
  if (refused.length + unused.length + shown.length > 0) return 1;
  console.log(`Grants: ${used} used, ${Object.keys(UNSHOWN).length} excused, none missing and none too many`);
  return 0;
};
