import { inOrder } from "./command.ts";
import { built, vitest } from "./test.ts";

/** `npm run soak`: the simulations of `npm test` at their full length. */
export const run = (args: readonly string[]): Promise<void> =>
  inOrder([
    built,
    () => vitest(["test/simulations", "--testTimeout=3600000", ...args], { PORTAL_SIMULATION_LENGTH: "full" }),
  ]);
