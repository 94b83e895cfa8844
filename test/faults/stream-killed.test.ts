import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "../../infra/local/engine.ts";
import { NO_TOTALS } from "../../shared/rules/totals.ts";
import { engineForFile, SETTINGS } from "../support/engine.ts";
import { groupOf, headOf, writeHead } from "../support/relay.ts";

const engine = engineForFile();
const at = "2026-12-01T11:59:59.000Z";
const ms = Date.parse(at);
const folder = mkdtempSync(join(tmpdir(), "killed-"));
const BIDS = 40;
const idOf = (n: number) => `CAF-26Q4-${String(n).padStart(4, "0")}-K`;
let reader: ChildProcess | undefined;
let said = "";

/** Starts the reader; resolves when it reads. */
const read = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const file = fileURLToPath(new URL("../support/stream-reader.ts", import.meta.url));
    reader = spawn(process.execPath, [file, folder, engine.it.url, SETTINGS.tableName], {
      env: {
        ...process.env,
        AWS_REGION: LOCAL_REGION,
        AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
        AWS_ENDPOINT_URL_DYNAMODB: engine.it.url,
        PORTAL_TABLE: SETTINGS.tableName,
        PORTAL_DOCUMENTS_BUCKET: SETTINGS.documentsBucket,
        PORTAL_SITE_ADDRESS: SETTINGS.siteAddress,
        PORTAL_SENDER: SETTINGS.sender,
        PORTAL_REPLY_TO: SETTINGS.replyTo,
        PORTAL_CONFIGURATION_SET: SETTINGS.configurationSet,
        PORTAL_MAIL: SETTINGS.mail,
        PORTAL_MAIL_ONLY_TO: "",
        PORTAL_STAFF_ISSUER: SETTINGS.staffIssuer,
        PORTAL_STAFF_CLIENT_ID: SETTINGS.staffClientId,
        PORTAL_FIRST_ADMINISTRATOR: SETTINGS.firstAdministrator,
        PORTAL_FRONT_DOOR_HASHES: SETTINGS.frontDoorHashes.join(" "),
      },
    });
    reader.stdout?.on("data", () => resolve());
    reader.stderr?.on("data", (data: Buffer) => {
      said += data.toString();
    });
    reader.once("error", reject);
  });
const kill = (): Promise<void> =>
  new Promise((resolve) => {
    reader?.once("exit", () => resolve());
    reader?.kill("SIGKILL");
  });

beforeAll(() => groupOf(engine.it, "o_1", ["p_ash"], ms));
afterAll(async () => {
  await kill();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts and submits one application. */
const submit = async (n: number): Promise<void> => {
  const ids = { at, by: "p_ash", applicationId: idOf(n), roundId: "CAF-26Q4", organisationId: "o_1" };
  await writeHead(engine.it, headOf(idOf(n), "o_1"), [{ type: "application-started", ...ids }], ms);
  const latest = { number: 1, writeId: `w-${n}`, receivedAt: at, sha256: "ab".repeat(32), askedPence: 100 };
  const event = { type: "application-submitted" as const, ...ids, submission: 1, askedPence: 100, previousPence: 0 };
  await writeHead(engine.it, headOf(idOf(n), "o_1", { version: 1, state: "submitted", latest }), [event], ms);
};
const submitted = async () => (await engine.it.deps.store.totals.ofRounds(["CAF-26Q4"]))[0]?.submitted ?? 0;

describe("the stream's reader, killed in the middle of its work", () => {
  it("misses nothing and counts nothing twice once it is back", async () => {
    await read();
    const writing = (async () => {
      for (let n = 1; n <= BIDS; n += 1) await submit(n);
    })();
    for (const some of [5, 20]) {
      await vi.waitFor(async () => expect(await submitted()).toBeGreaterThanOrEqual(some), {
        timeout: 20_000,
        interval: 3,
      });
      await kill();
      await read();
    }
    await writing;
    await vi.waitFor(async () => expect(await submitted()).toBe(BIDS), { timeout: 20_000, interval: 10 });
    expect(await engine.it.deps.store.totals.ofRounds(["CAF-26Q4"])).toEqual([
      { ...NO_TOTALS, submitted: BIDS, askedPence: BIDS * 100 },
    ]);
    for (let n = 1; n <= BIDS; n += 1) {
      const { rows, intact } = await engine.it.deps.store.audit.history(`application/${idOf(n)}`);
      expect([rows.length, intact]).toEqual([2, true]);
    }
    await vi.waitFor(
      async () => {
        const messages = await engine.it.deps.store.messages.ofPerson("p_ash");
        expect(messages.map(({ facts }) => facts.reference).sort()).toEqual(
          Array.from({ length: BIDS }, (_, n) => idOf(n + 1)),
        );
      },
      { timeout: 20_000, interval: 20 },
    );
    expect(said).not.toContain("put aside");
  }, 90_000);
});
