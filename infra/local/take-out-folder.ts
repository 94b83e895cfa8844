import { createHash } from "node:crypto";
import {
  closeSync,
  createReadStream,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { createInterface } from "node:readline";
import * as z from "zod/mini";
import type { Raw } from "../../functions/store/table.ts";
import { Totals } from "../../shared/rules/totals.ts";

/** One file of an export: its path in the folder, and what it is to be. */
const Part = z.strictObject({ path: z.string(), bytes: z.int(), sha256: z.string(), items: z.optional(z.int()) });
export type Part = z.infer<typeof Part>;

/** What an export says of itself. `kinds` are items by kind, `rounds` the portal's own counts, `audit` what is under the chains. */
export const TakeOut = z.strictObject({
  format: z.literal("grants-portal/1"),
  madeAt: z.string(),
  table: z.string(),
  items: z.int(),
  kinds: z.record(z.string(), z.int()),
  audit: z.strictObject({ rows: z.int(), histories: z.int() }),
  submissions: z.int(),
  documents: z.int(),
  rounds: z.record(z.string(), Totals),
  files: z.array(Part),
});
export type TakeOut = z.infer<typeof TakeOut>;

const MANIFEST = "manifest.json";
/** The manifest's own checksum, in the form that `sha256sum --check` reads. */
const SEAL = "manifest.json.sha256";

const hexOf = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** A new folder for an export. Refuses one with something in it: two exports in one folder are none. */
export const newFolder = (folder: string): void => {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Error(`${folder} is not empty. Name a new folder.`);
  mkdirSync(folder, { recursive: true });
};

/** Writes items into one file for each kind as they come, a line of JSON each; `done` answers the files. */
export const makeItemFiles = (folder: string) => {
  const open = new Map<string, { file: number; hash: ReturnType<typeof createHash>; items: number; bytes: number }>();
  mkdirSync(join(folder, "items"), { recursive: true });
  const pathOf = (kind: string): string => `items/${kind}.jsonl`;
  return {
    add: (kind: string, raw: Raw): void => {
      if (!/^[a-z-]+$/.test(kind)) throw new Error(`${kind} is not the name of a kind.`);
      const line = Buffer.from(`${JSON.stringify(raw)}\n`);
      const of = open.get(kind) ?? {
        file: openSync(join(folder, pathOf(kind)), "w", 0o600),
        ...{ hash: createHash("sha256"), items: 0, bytes: 0 },
      };
      writeSync(of.file, line);
      of.hash.update(line);
      open.set(kind, { ...of, items: of.items + 1, bytes: of.bytes + line.length });
    },
    done: (): Part[] =>
      [...open]
        .map(([kind, { file, hash, items, bytes }]) => {
          closeSync(file);
          return { path: pathOf(kind), bytes, sha256: hash.digest("hex"), items };
        })
        .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
};

/** Writes one file of an export; only whoever exports may read it. */
export const writePart = (folder: string, path: string, bytes: Uint8Array): Part => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), bytes, { mode: 0o600 });
  return { path, bytes: bytes.length, sha256: hexOf(bytes) };
};

/** Writes the manifest last: a folder without one was never finished. */
export const seal = (folder: string, manifest: TakeOut): void => {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  writeFileSync(join(folder, MANIFEST), text, { mode: 0o600 });
  writeFileSync(join(folder, SEAL), `${hexOf(text)}  ${MANIFEST}\n`, { mode: 0o600 });
};

/** The manifest of a folder. Refuses one that is missing, or that is not as it was sealed. */
export const sealed = (folder: string): TakeOut => {
  if (!existsSync(join(folder, MANIFEST)))
    throw new Error(`${folder} has no ${MANIFEST}: it is no export, or one that was not finished.`);
  const text = readFileSync(join(folder, MANIFEST), "utf8");
  const said = existsSync(join(folder, SEAL)) ? readFileSync(join(folder, SEAL), "utf8") : "";
  if (said.split(" ")[0] !== hexOf(text)) throw new Error(`${MANIFEST} is not what ${SEAL} says. Copy both again.`);
  return TakeOut.parse(JSON.parse(text));
};

const hashOf = async (file: string): Promise<string> => {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
};

/** What is wrong with the files of a folder, each in a sentence: missing, changed, or in no manifest. */
export const wrongFiles = async (folder: string, { files }: TakeOut): Promise<string[]> => {
  const wrong: string[] = [];
  for (const { path, bytes, sha256 } of files) {
    const file = join(folder, path);
    if (!existsSync(file)) wrong.push(`${path} is missing`);
    else if (statSync(file).size !== bytes)
      wrong.push(`${path} has ${statSync(file).size} bytes, and the manifest says ${bytes}`);
    else if ((await hashOf(file)) !== sha256) wrong.push(`${path} was changed: its checksum is not the manifest's`);
  }
  const known = new Set([...files.map(({ path }) => path), MANIFEST, SEAL]);
  const there = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join("/"));
  return [...wrong, ...there.filter((path) => !known.has(path)).map((path) => `${path} is not in the manifest`)];
};

/** Every item of an export, read again. */
export const itemsOf = async function* (folder: string, { files }: TakeOut): AsyncGenerator<Raw> {
  for (const { path, items } of files) {
    if (items === undefined) continue;
    for await (const line of createInterface({ input: createReadStream(join(folder, path)) })) yield JSON.parse(line);
  }
};
