import { inOrder } from "./command.ts";
import { built, vitest } from "./test.ts";

/** `npm run screens`: walks the journeys and keeps every page and state they look at, at 320 and 1280 px, in `screens/`. */
export const run = (args: readonly string[]): Promise<void> =>
  inOrder([built, () => vitest(["test/journeys", ...args], { PORTAL_SCREENS: "screens" })]);
