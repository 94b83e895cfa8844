import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { EMPTY_MARKER } from "./demonstration.ts";

/** Files by which a folder is known to be a portal's: nothing else is ever removed. */
const OURS = ["table.db", "objects", EMPTY_MARKER];

/** Empties a portal's folder; with `empty`, its next start leaves it without demonstration data. Refuses any other folder. */
export const emptyFolder = (folder: string, empty: boolean): void => {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  if (names.length > 0 && !OURS.some((name) => names.includes(name)))
    throw new Error(`${folder} is not the folder of a portal. Nothing was removed.`);
  rmSync(folder, { recursive: true, force: true });
  if (!empty) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, EMPTY_MARKER), "");
};

/** Whether a portal answers at this port: its engines would go on writing into what is removed. */
const answers = async (port: number): Promise<boolean> => {
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
  } catch {
    return false;
  }
};

/** `npm run reset`, `npm run reset -- --empty`. */
export const run = async (args: readonly string[]): Promise<void> => {
  const port = Number(process.env.PORT ?? 3000);
  try {
    if (await answers(port)) throw new Error(`A portal runs on port ${port}. Stop it first.`);
    const empty = args.includes("--empty");
    emptyFolder(resolve(process.env.PORTAL_DATA ?? ".portal"), empty);
    console.log(
      empty ? "The portal is empty." : "The portal is reset. Its next start fills it with demonstration data.",
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
};
