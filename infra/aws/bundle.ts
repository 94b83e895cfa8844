import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync, type Metafile } from "esbuild";
import type { FunctionName } from "../../functions/manifest.ts";
import { FUNCTION_NAMES } from "./names.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What a function may weigh: a cold start reads all of it. */
export const LIMIT_BYTES = 500_000;

export type Bundle = { folder: string; sizeBytes: number; packages: readonly string[] };

const packageOf = (file: string): string[] => {
  const [, found] = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(file) ?? [];
  return found === undefined ? [] : [found];
};

const outputOf = (metafile: Metafile, folder: string) => {
  const found = Object.entries(metafile.outputs).find(([file]) => join(ROOT, file) === join(folder, "index.js"));
  if (found === undefined) throw new Error(`esbuild wrote nothing into ${folder}.`);
  return found[1];
};

/**
 * Every function of the manifest as one minified CommonJS file in a folder of its own, in one run of esbuild: on Node 24 it
 * starts sooner than a module. Nothing is left outside: Lambda's own SDK is another version than the one we tested.
 */
export const bundleAll = (into: string): Record<FunctionName, Bundle> => {
  rmSync(into, { recursive: true, force: true });
  const { metafile } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: FUNCTION_NAMES.map((name) => ({ in: `functions/${name}.ts`, out: `${name}/index` })),
    outdir: into,
    bundle: true,
    minify: true,
    format: "cjs",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
  });
  const bundles = FUNCTION_NAMES.map((name): [FunctionName, Bundle] => {
    const folder = join(into, name);
    const { bytes, inputs } = outputOf(metafile, folder);
    const packages = [...new Set(Object.keys(inputs).flatMap(packageOf))].sort();
    return [name, { folder, sizeBytes: bytes, packages }];
  });
  return Object.fromEntries(bundles) as Record<FunctionName, Bundle>;
};
