import { inOrder, tool } from "./command.ts";
import { checkLock } from "./lock.ts";

/** `npm run check`: the lock is complete, lint, types. */
export const run = (): Promise<void> =>
  inOrder([
    checkLock,
    () => tool("biome", ["check", "--error-on-warnings"]),
    () => tool("tsc", ["-p", "tsconfig.json"]),
    () => tool("tsc", ["-p", "infra/aws/tsconfig.json"]),
  ]);
