import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Files, makeFiles } from "../../../functions/files.ts";
import { documentKey } from "../../../functions/store/keys.ts";
import { makeTable, type Raw } from "../../../functions/store/table.ts";
import { ROOT } from "../../../infra/local/command.ts";
import { consumersOn, depsOn, documentsIn } from "../../../infra/local/drill.ts";
import { fillState } from "../../../infra/local/drill-state.ts";
import { createTable, localClient, startDynamo } from "../../../infra/local/engine.ts";
import { takeOut, verified } from "../../../infra/local/take-out.ts";
import { reckoned } from "../../../infra/local/take-out-checks.ts";
import { seal, sealed, type TakeOut } from "../../../infra/local/take-out-folder.ts";
import { temporaryFolder } from "../../support/portal.ts";

const at = Date.parse("2026-11-22T12:00:00.000Z");
const PAPER = new TextEncoder().encode("%PDF-1.7 the constitution of a group");
const DOCUMENT = { applicationId: "CAF-26Q4-0001-K", id: "d_paper" };

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

let whole = "";
let made: Awaited<ReturnType<typeof takeOut>>;
const stops: (() => Promise<void> | void)[] = [];

/** A portal as after a busy round, with the file of one document, taken out once for the whole file. */
beforeAll(async () => {
  const dynamo = await startDynamo();
  stops.push(dynamo.stop);
  const client = localClient(dynamo.url);
  await createTable(client, "grants");
  const documents = await documentsIn(temporaryFolder());
  stops.push(documents.close);
  const { deps } = depsOn(client, "grants", "paused", documents);
  const state = { client, url: dynamo.streamsUrl, tableName: "grants", bids: 3, run: consumersOn(deps) };
  await fillState(deps, state, at);
  const files: Files = makeFiles(documents.s3, "documents");
  const key = "documents/CAF-26Q4-0001-K/d_paper/secret";
  const versionId = await files.write({ key, contentType: "application/pdf", bytes: PAPER });
  const table = makeTable(DynamoDBDocumentClient.from(client), "grants");
  const data = { ...DOCUMENT, name: "Our Constitution.PDF", key, versionId, sha256: hashOf(PAPER) };
  await table.write(
    [
      {
        ...{ key: documentKey(DOCUMENT.applicationId, DOCUMENT.id), kind: "document", schema: 1, was: "absent" },
        events: [],
        data,
      },
    ],
    { writeId: "document", at },
  );
  whole = join(temporaryFolder(), "export");
  made = await takeOut({ client, tableName: "grants", files }, whole, at);
}, 60_000);
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

/** A copy of the export, for a test to spoil. */
const copy = (): string => {
  const folder = join(temporaryFolder(), "copy");
  cpSync(whole, folder, { recursive: true });
  return folder;
};
const problemsIn = async (folder: string) => (await verified(folder)).problems;
const change = (file: string, to: (bytes: Buffer) => Buffer) => writeFileSync(file, to(readFileSync(file)));
/** The manifest written again as somebody would who knows how. */
const resealed = (folder: string, to: (manifest: TakeOut) => TakeOut) => seal(folder, to(sealed(folder)));

describe("npm run export", () => {
  it("writes every item by kind, the audit and the file of every document, and it all adds up", async () => {
    const { manifest, problems } = made;
    expect(problems).toEqual([]);
    expect(manifest).toMatchObject({ format: "grants-portal/1", madeAt: "2026-11-22T12:00:00.000Z" });
    expect(manifest.documents).toBeGreaterThan(1);
    expect(manifest.documents).toBe(manifest.kinds.document);
    expect(manifest.kinds.application).toBeGreaterThan(3);
    expect(manifest.audit.rows).toBeGreaterThan(manifest.audit.histories);
    expect(Object.values(manifest.rounds).some(({ submitted, askedPence }) => submitted > 2 && askedPence > 0)).toBe(
      true,
    );
    const lines = readFileSync(join(whole, "items/person.jsonl"), "utf8").trimEnd().split("\n");
    expect(lines).toHaveLength(manifest.kinds.person ?? 0);
    expect(readFileSync(join(whole, "documents/CAF-26Q4-0001-K/d_paper.pdf"))).toEqual(Buffer.from(PAPER));
    expect(Object.values(manifest.kinds).reduce((sum, count) => sum + count, 0)).toBe(manifest.items);
  });

  it("writes into a new folder alone", async () => {
    const none = {
      client: localClient("http://127.0.0.1:9"),
      tableName: "grants",
      files: { read: async () => undefined },
    };
    await expect(takeOut(none, whole, at)).rejects.toThrow(/is not empty\. Name a new folder\./);
  });
});

describe("npm run export -- --verify", () => {
  it("finds a whole export whole", async () => {
    expect(await verified(whole)).toEqual({ manifest: made.manifest, problems: [] });
  });

  const flipped = (n: number) => (bytes: Buffer) => {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(n) ^ 1, n);
    return changed;
  };

  it.each(["items/person.jsonl", "items/audit.jsonl", "documents/CAF-26Q4-0001-K/d_paper.pdf"])(
    "refuses one flipped byte in %s",
    async (path) => {
      const folder = copy();
      change(join(folder, path), flipped(10));
      expect(await problemsIn(folder)).toEqual([`${path} was changed: its checksum is not the manifest's`]);
    },
  );

  it("refuses a byte that is missing, and one flipped in the manifest itself", async () => {
    const folder = copy();
    change(join(folder, "items/round.jsonl"), (bytes) => bytes.subarray(1));
    expect(await problemsIn(folder)).toEqual([
      expect.stringMatching(/^items\/round\.jsonl has \d+ bytes, and the manifest says \d+$/),
    ]);
    change(join(folder, "manifest.json"), flipped(40));
    await expect(verified(folder)).rejects.toThrow("manifest.json is not what manifest.json.sha256 says");
  });

  it("refuses a missing file, one too many, and a folder that was never finished", async () => {
    const folder = copy();
    rmSync(join(folder, "documents/CAF-26Q4-0001-K/d_paper.pdf"));
    writeFileSync(join(folder, "items/other.jsonl"), "{}\n");
    expect(await problemsIn(folder)).toEqual([
      "documents/CAF-26Q4-0001-K/d_paper.pdf is missing",
      "items/other.jsonl is not in the manifest",
    ]);
    rmSync(join(folder, "manifest.json"));
    await expect(verified(folder)).rejects.toThrow(/has no manifest\.json/);
  });

  it("refuses one count off, although every checksum is right", async () => {
    const folder = copy();
    resealed(folder, (manifest) => ({ ...manifest, kinds: { ...manifest.kinds, person: 1 } }));
    expect(await problemsIn(folder)).toEqual([
      `the manifest says 1 items of kind person, and there are ${made.manifest.kinds.person}`,
    ]);
    resealed(folder, (manifest) => ({
      ...manifest,
      kinds: made.manifest.kinds,
      rounds: { ...manifest.rounds, "XYZ-1": Object.values(manifest.rounds)[0] ?? expect.fail() },
    }));
    expect(await problemsIn(folder)).toEqual(["the manifest's totals of rounds are not those of the items"]);
  });

  it("refuses an item that was taken out, however well its traces were covered", async () => {
    const folder = copy();
    const file = join(folder, "items/application.jsonl");
    const [gone = "", ...rest] = readFileSync(file, "utf8").split("\n");
    writeFileSync(file, rest.join("\n"));
    const bytes = readFileSync(file);
    resealed(folder, (manifest) => ({
      ...manifest,
      items: manifest.items - 1,
      kinds: { ...manifest.kinds, application: (manifest.kinds.application ?? 0) - 1 },
      files: manifest.files.map((part) =>
        part.path === "items/application.jsonl" ? { ...part, bytes: bytes.length, sha256: hashOf(bytes) } : part,
      ),
    }));
    const { roundId } = JSON.parse(gone);
    expect((await problemsIn(folder)).join("\n")).toContain(`round ${roundId}: its applications come to`);
  });

  it("says so as a command, and ends with a failure", () => {
    const folder = copy();
    rmSync(join(folder, "items/round.jsonl"));
    const { status, stderr } = spawnSync(process.execPath, ["infra/local/start.js", "export", "--verify", folder], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect([status, stderr.trim()]).toEqual([1, "Wrong: items/round.jsonl is missing."]);
    expect(existsSync(folder) && readdirSync(folder).length).toBeGreaterThan(0);
  });
});

const items = async function* (...raws: Raw[]) {
  yield* raws;
};

describe("reckoned", () => {
  const document = {
    ...{ pk: "application/ABC-26Q4-0001-K", sk: "document/d_1", kind: "document", id: "d_1" },
    ...{ applicationId: "ABC-26Q4-0001-K", name: "a.pdf", key: "k", versionId: "v", sha256: "aa" },
  };
  const path = "documents/ABC-26Q4-0001-K/d_1.pdf";
  const of = async (raws: Raw[], files: Record<string, string>) =>
    (await reckoned(items(...raws), () => new Map(Object.entries(files)))).problems;

  it("misses the file of a document, and knows another file from it", async () => {
    expect(await of([document], { [path]: "aa" })).toEqual([]);
    expect(await of([document], {})).toEqual([`${path} is missing: it is the file of a document`]);
    expect(await of([document], { [path]: "bb" })).toEqual([`${path} is not the file that was received`]);
    expect(await of([], { [path]: "aa" })).toEqual([`${path} is the file of no document`]);
  });

  it("counts the applications of each round against its totals", async () => {
    const head = { pk: "application/A", sk: "application", kind: "application", id: "A", roundId: "ABC-26Q4" };
    const bid = { ...head, state: "submitted", latest: { number: 1, sha256: "x", askedPence: 500 } };
    const totals = { pk: "totals/ABC-26Q4", sk: "totals", submitted: 1, askedPence: 400 };
    expect((await of([bid, totals], {})).filter((line) => line.startsWith("round"))).toEqual([
      "round ABC-26Q4: its applications come to askedPence 500, and its totals say 400",
    ]);
  });
});
