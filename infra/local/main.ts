import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { ROOT } from "./command.ts";
import { dataOf } from "./demonstration.ts";
import { startPortal } from "./portal.ts";
import { SITE_FOLDER } from "./site.ts";
import { welcome } from "./welcome.ts";

const DEFAULT_PORT = 3000;

const newestIn = (folder: string): number =>
  Math.max(
    ...readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => statSync(join(parentPath, name)).mtimeMs),
  );

/** Whether the built site is missing or older than what it is built from. */
const isStale = (): boolean => {
  const page = join(SITE_FOLDER, "index.html");
  return !existsSync(page) || statSync(page).mtimeMs < Math.max(newestIn("web"), newestIn("shared"));
};

/**
 * Builds the site if it is missing or stale. The bundler is loaded only to build: where it does not exist for a platform, a
 * built site still runs.
 */
export const builtSite = async (): Promise<void> => {
  if (isStale()) await (await import("./build.ts")).build();
};

/** `npm start`: builds the site if it is missing or stale, starts the portal, and stops it cleanly when told. */
export const run = async (): Promise<void> => {
  try {
    await builtSite();
    const folder = resolve(process.env.PORTAL_DATA ?? ".portal");
    const portal = await startPortal({
      port: Number(process.env.PORT ?? DEFAULT_PORT),
      folder,
      now: process.env.PORTAL_NOW,
    });
    const end = () => {
      portal.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error("The portal did not stop cleanly:", error);
          process.exit(1);
        },
      );
    };
    process.once("SIGINT", end);
    process.once("SIGTERM", end);
    // Said last: whoever has read it may already want it to stop.
    console.log(welcome(portal.siteAddress, dataOf(folder)));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
};
