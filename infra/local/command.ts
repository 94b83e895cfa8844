import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The file that a package's command runs, so that it runs on this very Node and not through npm. */
const COMMAND_FILES = {
  biome: "node_modules/@biomejs/biome/bin/biome",
  cdk: "node_modules/aws-cdk/bin/cdk",
  tsc: "node_modules/typescript/bin/tsc",
  vite: "node_modules/vite/bin/vite.js",
  vitest: "node_modules/vitest/vitest.mjs",
} as const;

/** Runs one of the project's tools to its end with our own output; answers its exit code. */
export const tool = (
  name: keyof typeof COMMAND_FILES,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND_FILES[name], ...args], {
      cwd: ROOT,
      stdio: "inherit",
      env: { ...process.env, ...env },
    });
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(signal === null ? (code ?? 1) : 1));
  });

/** Runs steps until one fails; leaves with that one's exit code. */
export const inOrder = async (steps: readonly (() => Promise<number>)[]): Promise<void> => {
  for (const step of steps) {
    const code = await step();
    if (code !== 0) process.exit(code);
  }
};

const NO_CREDENTIALS =
  "No AWS credentials were found. Name a profile (AWS_PROFILE, after aws sso login where it needs one) or set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.";

const sentenceOf = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  return error.name === "CredentialsProviderError" ? NO_CREDENTIALS : error.message;
};

/** Whoever runs a command reads a sentence when it fails, not a stack of calls. */
export const plainly = async (command: () => Promise<void>): Promise<void> => {
  try {
    await command();
  } catch (error) {
    console.error(sentenceOf(error));
    process.exit(1);
  }
};
