import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build as viteBuild } from "vite";
import { contrastFaults } from "./contrast.ts";

const WEB = fileURLToPath(new URL("../../web/", import.meta.url));
const BUILT = fileURLToPath(new URL("../../dist/web/", import.meta.url));

/** What a first view may weigh compressed, in all and as JavaScript. */
const LIMIT_BYTES = { all: 60 * 1024, script: 30 * 1024 };

/** The pages whose first view is weighed, by their source file; a page that is not written yet is left out. */
const WEIGHED = {
  "the public page of a fund": "pages/public/fund.tsx",
  "a page of the form": "pages/apply/section.tsx",
} as const;

type Chunk = { file: string; imports?: string[]; css?: string[]; isEntry?: boolean };
type Manifest = Record<string, Chunk>;

// Everything that a chunk loads before it runs; what it loads later does not belong to the first view.
const filesOf = (manifest: Manifest, key: string, seen: Set<string>): Set<string> => {
  const chunk = manifest[key];
  if (chunk === undefined || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const style of chunk.css ?? []) seen.add(style);
  for (const imported of chunk.imports ?? []) filesOf(manifest, imported, seen);
  return seen;
};

const sizes = (files: Iterable<string>) => {
  let [gzip, brotli, script] = [0, 0, 0];
  for (const file of files) {
    const bytes = readFileSync(`${BUILT}${file}`);
    const zipped = gzipSync(bytes, { level: 9 }).length;
    gzip += zipped;
    brotli += brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length;
    if (file.endsWith(".js")) script += zipped;
  }
  return { gzip, brotli, script };
};

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

/** Prints what the first view of the weighed pages costs; false when one is above the limit. */
export const weigh = (): boolean => {
  const manifest: Manifest = JSON.parse(readFileSync(`${BUILT}.vite/manifest.json`, "utf8"));
  const entries = Object.keys(manifest).filter((key) => manifest[key]?.isEntry);
  return Object.entries({ "the shell": undefined, ...WEIGHED })
    .filter(([, page]) => page === undefined || page in manifest)
    .map(([name, page]) => {
      const files = new Set<string>(["index.html"]);
      for (const key of [...entries, ...(page === undefined ? [] : [page])]) filesOf(manifest, key, files);
      const { gzip, brotli, script } = sizes(files);
      console.log(
        `First view of ${name}: ${kilobytes(gzip)} with gzip (JavaScript ${kilobytes(script)}), ${kilobytes(brotli)} with Brotli`,
      );
      return gzip <= LIMIT_BYTES.all && script <= LIMIT_BYTES.script;
    })
    .every((within) => within);
};

/** Builds the site into dist/web and weighs it; throws when the palette cannot be read or a first view is above the limit. */
export const build = async (): Promise<void> => {
  const faults = contrastFaults(readFileSync(`${WEB}styles/_palette.scss`, "utf8"));
  if (faults.length > 0) throw new Error(faults.join("\n"));
  await viteBuild({ configFile: `${WEB}vite.config.ts`, logLevel: "warn" });
  if (weigh()) return;
  throw new Error(
    `A first view is above ${kilobytes(LIMIT_BYTES.all)} in all or ${kilobytes(LIMIT_BYTES.script)} of JavaScript.`,
  );
};

/** Bundles the functions as a deployment does and prints what each weighs; throws what may not be deployed. */
export const bundleFunctions = async (): Promise<void> => {
  // Only here: a start that builds the site has no use for a second bundler.
  const { bundleAll, bundleFaults } = await import("../aws/bundle.ts");
  const bundles = await bundleAll("dist/functions");
  for (const [name, { sizeBytes }] of bundles) console.log(`${name}: ${kilobytes(sizeBytes)} minified`);
  const faults = bundleFaults(bundles);
  if (faults.length > 0) throw new Error(faults.join("\n"));
};

/** `npm run build`: the site and the functions, weighed. */
export const run = async (): Promise<void> => {
  await build();
  await bundleFunctions();
};
