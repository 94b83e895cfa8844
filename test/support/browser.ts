import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";

// The number is the version of @sparticuz/chromium: another version must not find these files.
const UNPACKED = fileURLToPath(new URL("../../node_modules/.cache/chromium-153/", import.meta.url));

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/**
 * Unpacks the Chromium that comes with its npm package and says where it is; undefined where it does not run (it is built
 * for Linux x64). Awaited once before any browser starts: it takes whatever lies there for complete.
 */
export const unpackBrowser = async (): Promise<string | undefined> => {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const program = `${UNPACKED}chromium`;
  if (existsSync(`${UNPACKED}complete`) && existsSync(program)) return program;
  mkdirSync(UNPACKED, { recursive: true });
  const before = process.env.TMPDIR;
  // The package reads it when it is imported.
  process.env.TMPDIR = UNPACKED;
  try {
    const { default: packed } = await import("@sparticuz/chromium");
    const path = await packed.executablePath();
    writeFileSync(`${UNPACKED}complete`, "");
    return path;
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
};

/** A real browser without a window: the one of the npm package, elsewhere the installed Chrome. Whoever starts it closes it. */
export const launchBrowser = async (): Promise<Browser> => {
  const executablePath = await unpackBrowser();
  return chromium.launch({
    headless: true,
    args: FLAGS,
    ...(executablePath === undefined ? { channel: "chrome" } : { executablePath }),
  });
};
