import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../../../infra/local/command.ts";
import { freePort } from "../../../infra/local/engine.ts";
import { temporaryFolder } from "../../support/portal.ts";

/** `npm run reset` as a process; what it says and how it ends. */
const reset = (folder: string, port: number, ...args: string[]) =>
  new Promise<{ code: number | null; said: string }>((resolve) => {
    const child = spawn(process.execPath, ["infra/local/start.js", "reset", ...args], {
      cwd: ROOT,
      env: { ...process.env, PORTAL_DATA: folder, PORT: String(port) },
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += String(text)));
    child.once("close", (code) => resolve({ code, said: said.trim() }));
  });

/** A folder as a portal leaves it. */
const used = (): string => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "table.db"), "");
  mkdirSync(join(folder, "objects"));
  return folder;
};

describe("npm run reset", () => {
  it("empties the portal's folder, and its next start fills it again", async () => {
    const folder = used();
    const { code, said } = await reset(folder, await freePort());
    expect([code, said]).toEqual([0, "The portal is reset. Its next start fills it with demonstration data."]);
    expect(existsSync(folder)).toBe(false);
  });

  it("leaves no demonstration data with --empty", async () => {
    const folder = used();
    const { code, said } = await reset(folder, await freePort(), "--empty");
    expect([code, said, readdirSync(folder)]).toEqual([0, "The portal is empty.", ["empty"]]);
  });

  it("refuses while a portal runs, and a folder that is no portal's", async () => {
    const port = await freePort();
    const running = createServer((_request, response) => response.end("{}"));
    await new Promise<void>((done) => running.listen(port, "127.0.0.1", done));
    const [folder, other] = [used(), temporaryFolder()];
    writeFileSync(join(other, "letter.txt"), "");
    const whileRunning = await reset(folder, port);
    running.close();
    expect([whileRunning.code, whileRunning.said]).toEqual([1, `A portal runs on port ${port}. Stop it first.`]);
    expect(readdirSync(folder).length).toBe(2);
    const notOurs = await reset(other, await freePort());
    expect([notOurs.code, notOurs.said]).toEqual([1, `${other} is not the folder of a portal. Nothing was removed.`]);
    expect(readdirSync(other)).toEqual(["letter.txt"]);
  });
});
