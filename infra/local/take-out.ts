import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import * as z from "zod/mini";
import { type Files, makeFiles } from "../../functions/files.ts";
import { configured } from "../aws/config.ts";
import { namesOf } from "../aws/names.ts";
import { plainly } from "./command.ts";
import { LOCAL_CREDENTIALS, LOCAL_REGION, localClient, startDynamo } from "./engine.ts";
import { rawItems } from "./export.ts";
import { localS3 } from "./failures.ts";
import { startObjects } from "./objects.ts";
import { kindOf, pathOf, type Reckoned, receivedOf, reckoned } from "./take-out-checks.ts";
import {
  itemsOf,
  makeItemFiles,
  newFolder,
  type Part,
  seal,
  sealed,
  type TakeOut,
  writePart,
  wrongFiles,
} from "./take-out-folder.ts";

/** A portal's data: its table, and the bucket of its documents. */
export type Source = { client: DynamoDBClient; tableName: string; files: Pick<Files, "read"> };

const documentHashes = (files: readonly Part[]): ReadonlyMap<string, string> =>
  new Map(files.filter(({ items }) => items === undefined).map(({ path, sha256 }) => [path, sha256]));

/**
 * Writes everything that a portal holds into a new folder: items by kind as JSON, the audit among them, and the file of every
 * document that was received, with a manifest of checksums and counts. Answers what does not add up.
 */
export const takeOut = async (
  { client, tableName, files }: Source,
  folder: string,
  now: number,
): Promise<{ manifest: TakeOut; problems: readonly string[] }> => {
  newFolder(folder);
  const written = makeItemFiles(folder);
  const documents: Part[] = [];
  const kept = async function* () {
    for await (const raw of rawItems(client, tableName)) {
      written.add(kindOf(raw), raw);
      const document = receivedOf(raw);
      const file = document === undefined ? undefined : await files.read(document.key, document.versionId);
      if (document !== undefined && file !== undefined) documents.push(writePart(folder, pathOf(document), file.bytes));
      yield raw;
    }
  };
  const { found, rounds, problems } = await reckoned(kept(), () => documentHashes(documents));
  const manifest: TakeOut = {
    format: "grants-portal/1",
    madeAt: new Date(now).toISOString(),
    table: tableName,
    items: Object.values(found.counts).reduce((sum, count) => sum + count, 0),
    kinds: { ...found.counts },
    audit: { rows: found.counts.audit ?? 0, histories: found.histories },
    submissions: found.submissions,
    documents: documents.length,
    rounds: { ...rounds },
    files: [...written.done(), ...documents.toSorted((a, b) => (a.path < b.path ? -1 : 1))],
  };
  seal(folder, manifest);
  return { manifest, problems };
};

/** Numbers that the manifest states and the files do not have. */
const otherNumbers = (manifest: TakeOut, { found, rounds, documents }: Reckoned): string[] => {
  const pairs: [string, number, number][] = [
    ["documents", manifest.documents, documents],
    ["histories", manifest.audit.histories, found.histories],
    ["rows of the audit", manifest.audit.rows, found.counts.audit ?? 0],
    ["submissions", manifest.submissions, found.submissions],
    ["items", manifest.items, Object.values(found.counts).reduce((sum, count) => sum + count, 0)],
    ...[...new Set([...Object.keys(manifest.kinds), ...Object.keys(found.counts)])]
      .toSorted()
      .map((kind): [string, number, number] => [
        `items of kind ${kind}`,
        manifest.kinds[kind] ?? 0,
        found.counts[kind] ?? 0,
      ]),
  ];
  const ofRounds = JSON.stringify(manifest.rounds) === JSON.stringify(rounds);
  return [
    ...pairs
      .filter(([, said, there]) => said !== there)
      .map(([what, said, there]) => `the manifest says ${said} ${what}, and there are ${there}`),
    ...(ofRounds ? [] : ["the manifest's totals of rounds are not those of the items"]),
  ];
};

/** Reads an export again: every checksum, every count, and everything that has to add up. No problem: it is whole. */
export const verified = async (folder: string): Promise<{ manifest: TakeOut; problems: readonly string[] }> => {
  const manifest = sealed(folder);
  const wrong = await wrongFiles(folder, manifest);
  // What is in files that were changed proves nothing.
  if (wrong.length > 0) return { manifest, problems: wrong };
  const again = await reckoned(itemsOf(folder, manifest), () => documentHashes(manifest.files));
  return { manifest, problems: [...otherNumbers(manifest, again), ...again.problems] };
};

const optionOf = (args: readonly string[], name: string): string | undefined => {
  const at = args.indexOf(name);
  return at === -1 ? undefined : args[at + 1];
};

const Engines = z.object({ dynamo: z.string(), objects: z.string() });
const [TABLE, BUCKET] = ["grants", "documents"];

const sourceAt = (dynamo: string, objects: string): Source => ({
  client: localClient(dynamo),
  tableName: TABLE,
  files: makeFiles(localS3(objects), BUCKET),
});

/** The portal that runs here, or its data where none does: two engines never hold one file. */
const locally = async <T>(use: (source: Source) => Promise<T>): Promise<T> => {
  const address = `http://127.0.0.1:${process.env.PORT ?? 3000}/local/engines`;
  const running = await fetch(address).catch(() => undefined);
  if (running?.ok === true) {
    const { dynamo, objects } = Engines.parse(await running.json());
    return use(sourceAt(dynamo, objects));
  }
  const folder = resolve(process.env.PORTAL_DATA ?? ".portal");
  if (!existsSync(join(folder, "table.db"))) throw new Error(`There is no data of a portal in ${folder}.`);
  const dynamo = await startDynamo(join(folder, "table.db"));
  const objects = await startObjects({
    host: "127.0.0.1",
    port: 0,
    folder: join(folder, "objects"),
    ...LOCAL_CREDENTIALS,
    region: LOCAL_REGION,
    buckets: [BUCKET],
    allowedOrigin: "http://localhost",
  });
  try {
    return await use(sourceAt(dynamo.url, objects.url));
  } finally {
    await objects.close();
    dynamo.stop();
  }
};

/** A table on AWS and the documents of its deployment, with the credentials of whoever runs it. */
const onAws = (tableName: string): Source => {
  const config = configured();
  const { region } = config;
  return {
    client: new DynamoDBClient({ region }),
    tableName,
    files: makeFiles(new S3Client({ region }), namesOf(config).documents),
  };
};

const said = ({ manifest, problems }: { manifest: TakeOut; problems: readonly string[] }): void => {
  for (const problem of problems) console.error(`Wrong: ${problem}.`);
  const { items, documents, submissions, audit, rounds } = manifest;
  console.log(
    `${items} items, ${documents} documents, ${submissions} submissions hashed, ${audit.rows} rows of ${audit.histories} histories, ${Object.keys(rounds).length} rounds counted.`,
  );
  console.log(problems.length === 0 ? "Everything adds up." : `${problems.length} wrong.`);
};

/** `npm run export [-- --table <name>] [-- --to <folder>]`, and `npm run export -- --verify <folder>`. */
export const run = (args: readonly string[]): Promise<void> =>
  plainly(async () => {
    const verify = optionOf(args, "--verify");
    if (args.includes("--verify") && verify === undefined) throw new Error("Name the folder: -- --verify <folder>.");
    if (verify !== undefined) {
      const outcome = await verified(resolve(verify));
      said(outcome);
      return process.exit(outcome.problems.length === 0 ? 0 : 1);
    }
    const table = optionOf(args, "--table");
    const now = Date.now();
    const folder = resolve(
      optionOf(args, "--to") ?? join("exports", new Date(now).toISOString().slice(0, 19).replaceAll(":", "-")),
    );
    const write = (source: Source) => takeOut(source, folder, now);
    const outcome = await (table === undefined ? locally(write) : write(onAws(table)));
    console.log(`Written to ${folder}. It holds personal data: keep it as you keep the portal’s own.`);
    said(outcome);
    process.exit(outcome.problems.length === 0 ? 0 : 1);
  });
