import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod/mini";
import { ROOT } from "../../infra/local/command.ts";
import { EMPTY_MARKER } from "../../infra/local/demonstration.ts";
import { freePort } from "../../infra/local/engine.ts";

const Mail = z.object({ to: z.array(z.string()) });
const Mails = z.array(
  z.object({
    messageId: z.string(),
    destination: Mail,
    subject: z.string(),
    body: z.object({ text: z.optional(z.string()) }),
  }),
);

const Accounted = z.object({
  told: z.int(),
  delivered: z.int(),
  waiting: z.int(),
  undelivered: z.int(),
  wrong: z.array(z.string()),
});

/** Waits for something to become true, asking often; it is the thing that is waited for, never a time. */
export const until = async <T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  withinMs = 20_000,
): Promise<T> => {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`${what} did not happen within ${withinMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), "portal-"));

/** Code that was read once is kept compiled: a portal starts with four fifths of the work. */
const COMPILED = join(ROOT, "node_modules/.cache/compiled");

/** The whole portal as a process, as `npm start` runs it, with its own data folder. */
export const startPortalProcess = async (
  options: { folder?: string; now?: string; empty?: boolean; port?: number } = {},
) => {
  const folder = options.folder ?? temporaryFolder();
  if (options.empty === true) writeFileSync(join(folder, EMPTY_MARKER), "");
  const port = options.port ?? (await freePort());
  const address = `http://localhost:${port}`;
  let output = "";
  const child: ChildProcess = spawn(process.execPath, ["infra/local/start.js"], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: String(port),
      PORTAL_DATA: folder,
      PORTAL_NOW: options.now ?? "",
      NODE_ENV: "production",
      NODE_COMPILE_CACHE: COMPILED,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout?.on("data", (text) => {
    output += text;
  });
  child.stderr?.on("data", (text) => {
    output += text;
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await until(
    "The portal's start",
    async () => {
      if (child.exitCode !== null) throw new Error(`The portal did not start:\n${output}`);
      try {
        return (await fetch(`${address}/healthz`)).ok || undefined;
      } catch {
        return undefined;
      }
    },
    60_000,
  );

  const mailTo = async (email: string) =>
    Mails.parse(await (await fetch(`${address}/local/mail.json?to=${encodeURIComponent(email)}`)).json());

  /** That everybody was told who was to be told (`infra/local/accounted.ts`); the stream may be a moment behind. */
  const accounted = async (): Promise<z.infer<typeof Accounted>> => {
    let last: z.infer<typeof Accounted> | undefined;
    const ask = async () => {
      last = Accounted.parse(await (await fetch(`${address}/local/mail-accounted.json`)).json());
      return last.wrong.length === 0 ? last : undefined;
    };
    return until("Everybody is accounted for", ask, 15_000).catch(() => {
      throw new Error(`Not everybody is accounted for:\n${last?.wrong.join("\n")}`);
    });
  };

  return {
    address,
    folder,
    output: () => output,
    mailTo,
    /** Moves the local clock. */
    setClock: async (now: string): Promise<void> => {
      await fetch(`${address}/local/clock`, { method: "POST", body: new URLSearchParams({ now }) });
    },
    /** Runs a scheduled function on demand. */
    runSchedule: async (name: string): Promise<void> => {
      await fetch(`${address}/local/schedules`, { method: "POST", body: new URLSearchParams({ name }) });
    },
    /** What a power cut does: nothing is finished, and the engine goes with it. */
    kill: async (): Promise<void> => {
      child.kill("SIGKILL");
      const pidFile = join(folder, "table.db.pid");
      if (existsSync(pidFile)) process.kill(Number(readFileSync(pidFile, "utf8")), "SIGKILL");
      await ended;
    },
    accounted,
    stop: async (): Promise<void> => {
      child.kill("SIGTERM");
      await ended;
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
};
export type PortalProcess = Awaited<ReturnType<typeof startPortalProcess>>;
