import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../../../infra/local/command.ts";
import { freePort, NO_ENGINE } from "../../../infra/local/engine.ts";
import { startPortalProcess, temporaryFolder, until } from "../../support/portal.ts";

/** Code that a Node runs before anything else: an address of its own, no file. */
const preloaded = (code: string): string => `--import=data:text/javascript,${encodeURIComponent(code)}`;

/** As on a platform for which npm found no engine to install. */
const NO_BINARY = `import fs from "node:fs"; import { syncBuiltinESMExports } from "node:module";
const real = fs.existsSync; fs.existsSync = (path) => !String(path).includes("@dynoxide") && real(path);
syncBuiltinESMExports();`;

/** `npm start` in a folder of its own; what it says and how it ends. */
const starting = (env: Record<string, string>, args: readonly string[] = []) => {
  const folder = env.PORTAL_DATA ?? temporaryFolder();
  const child = spawn(process.execPath, [...args, "infra/local/start.js"], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production", PORTAL_NOW: "", PORTAL_DATA: folder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { out: "", error: "" };
  child.stdout.on("data", (text) => {
    said.out += text;
  });
  child.stderr.on("data", (text) => {
    said.error += text;
  });
  const code = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { child, said, code, folder };
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

describe("npm start", () => {
  it("says in one sentence that a port is taken, and touches nothing", async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
    const address = other.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const { said, code, folder } = starting({ PORT: String(port) });
    expect(await code).toBe(1);
    expect(said.error).toBe(
      `Port ${port} is taken. Stop what listens there, or choose another: PORT=3100 npm start.\n`,
    );
    expect(readdirSync(folder)).toEqual([]);
    other.close();
  });

  it("leaves a running portal's data and engine alone", async () => {
    const running = await startPortalProcess({ empty: true });
    const pid = readFileSync(join(running.folder, "table.db.pid"), "utf8");
    const second = starting({ PORT: new URL(running.address).port, PORTAL_DATA: running.folder });
    expect(await second.code).toBe(1);
    expect(readFileSync(join(running.folder, "table.db.pid"), "utf8")).toBe(pid);
    expect((await fetch(`${running.address}/healthz`)).status).toBe(200);
    await running.stop();
  });

  it.each(["SIGTERM", "SIGINT"] as const)("ends with 0 on %s, and its engine with it", async (signal) => {
    const port = await freePort();
    const { child, code, folder, said } = starting({ PORT: String(port) });
    await until("The portal's start", () => said.out.includes(`http://localhost:${port}`) || undefined, 60_000);
    const engine = Number(readFileSync(join(folder, "table.db.pid"), "utf8"));
    child.kill(signal);
    expect(await code).toBe(0);
    await until("The engine's end", () => !isRunning(engine) || undefined);
    expect(said.error).toBe("");
    rmSync(folder, { recursive: true, force: true });
  });

  it("tells an older Node what to do", async () => {
    const older = 'Object.defineProperty(process.versions, "node", { value: "20.19.0" });';
    const { said, code } = starting({}, [preloaded(older)]);
    expect(await code).toBe(1);
    expect(said.error).toMatch(/^This runs on Node 24; here it is Node 20\.19\.0\. .*npm start.*\n$/);
  });

  it("says what to do where no embedded engine exists for the platform", async () => {
    const { said, code, folder } = starting({ PORT: String(await freePort()) }, [preloaded(NO_BINARY)]);
    expect(await code).toBe(1);
    expect(said.error).toBe(`${NO_ENGINE}\n`);
    expect(existsSync(join(folder, "table.db"))).toBe(false);
  });
});
