import { readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import * as z from "zod/mini";
import type { FunctionName } from "../../functions/manifest.ts";
import { LEAN, STAND_INS } from "./lean-sdk.ts";
import { FUNCTION_NAMES, specOf } from "./names.ts";
import { leavingNouns, ownModules, unusedNouns } from "./only-used.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What a function may weigh: a cold start reads all of it. */
export const LIMIT_BYTES = 500 * 1024;
/** From here on it is worth the time to look what else can be left out. */
const HEAVY_BYTES = 450 * 1024;

export type Bundle = { folder: string; sizeBytes: number; packages: readonly string[] };
export type Bundles = ReadonlyMap<FunctionName, Bundle>;

/** What only some functions carry. Whoever has no grant for it has no use for the client either. */
const CARRIED = {
  documents: /^@aws-sdk\/(client-s3|s3-presigned-post|s3-request-presigner)$/,
  mail: /^@aws-sdk\/client-ses$/,
  staffDoor: /^openid-client$/,
} as const;
type Carried = keyof typeof CARRIED;

const carriedBy = (name: FunctionName): Carried[] => {
  const { grants, trigger } = specOf(name);
  return [
    ...(grants.documents === undefined ? [] : ["documents" as const]),
    ...(grants.mail === undefined ? [] : ["mail" as const]),
    // The staff's way in and back is pages of a function's own.
    ...("http" in trigger && trigger.pages?.some((route) => route.startsWith("GET /sign-in/")) === true
      ? ["staffDoor" as const]
      : []),
  ];
};

/** A client that can be made and not be used, for functions that share the making of clients with others. */
const leavingOut = (absent: readonly Carried[]): Plugin => ({
  name: "leaving-out",
  setup: ({ onResolve, onLoad }) => {
    for (const what of absent)
      onResolve({ filter: CARRIED[what] }, ({ path }) => ({ path, namespace: "absent", pluginData: what }));
    onLoad({ filter: /.*/, namespace: "absent" }, ({ path, pluginData }) => ({
      contents: `
        const refuse = () => { throw new Error("This function's grants leave out ${pluginData}: it carries no ${path}."); };
        function Absent() { if (!new.target) refuse(); }
        Absent.prototype.send = refuse;
        // Behind an object, not as it: esbuild copies what it imports name by name, and a proxy has no names.
        module.exports = Object.create(new Proxy({}, { get: () => Absent }));`,
    }));
  },
});

const packageOf = (file: string): string[] => {
  const [, found] = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(file) ?? [];
  return found === undefined ? [] : [found];
};

const bundleOf = (metafile: Metafile, folder: string): Bundle & { unused: string[] } => {
  const written = Object.entries(metafile.outputs).find(([file]) => resolve(ROOT, file) === join(folder, "index.js"));
  if (written === undefined) throw new Error(`esbuild wrote nothing into ${folder}.`);
  const [, output] = written;
  const packages = [...new Set(Object.keys(output.inputs).flatMap(packageOf))].sort();
  return { folder, sizeBytes: output.bytes, packages, unused: unusedNouns(output) };
};

/** How code becomes what Lambda runs. */
export const OPTIONS = {
  bundle: true,
  minify: true,
  format: "cjs",
  platform: "node",
  target: "node24",
  mainFields: ["module", "main"],
  alias: STAND_INS,
  plugins: [...LEAN, ownModules],
  legalComments: "none",
  logLevel: "warning",
} satisfies BuildOptions;

type Bundled = [FunctionName, ReturnType<typeof bundleOf>];

const bundleTogether = async (
  names: readonly FunctionName[],
  outdir: string,
  unused: readonly string[],
): Promise<Bundled[]> => {
  const carried = names.slice(0, 1).flatMap(carriedBy);
  const absent = (["documents", "mail", "staffDoor"] as const).filter((each) => !carried.includes(each));
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: names.map((name) => ({ in: `functions/${name}.ts`, out: `${name}/index` })),
    outdir,
    ...OPTIONS,
    plugins: [leavingOut(absent), leavingNouns(unused), ...OPTIONS.plugins],
    metafile: true,
  });
  return names.map((name) => [name, bundleOf(metafile, join(outdir, name))]);
};

/** Those that carry the same are bundled together, which is quick; a heavy one then by itself, which makes it lighter. */
const bundleGroup = async (names: readonly FunctionName[], outdir: string): Promise<Bundled[]> => {
  const together = await bundleTogether(names, outdir, []);
  const lighter = await Promise.all(
    together.map(async ([name, bundle]) =>
      bundle.sizeBytes <= HEAVY_BYTES
        ? [[name, bundle] satisfies Bundled]
        : bundleTogether([name], outdir, bundle.unused),
    ),
  );
  return lighter.flat();
};

/**
 * Every function of the manifest as one minified CommonJS file in a folder of its own: on Node 24 it starts sooner than a
 * module. Nothing is left outside: Lambda's own SDK is another version than the one we tested.
 */
export const bundleAll = async (into: string): Promise<Bundles> => {
  const outdir = resolve(ROOT, into);
  await rm(outdir, { recursive: true, force: true });
  const groups = Map.groupBy(FUNCTION_NAMES, (name) => carriedBy(name).join(" "));
  const bundled = await Promise.all([...groups.values()].map((names) => bundleGroup(names, outdir)));
  // Beside the folders, not in them: here the files are read as in Lambda, whatever a package.json further up says.
  await writeFile(join(outdir, "package.json"), '{ "type": "commonjs" }');
  return new Map(bundled.flat());
};

const Lock = z.object({ packages: z.record(z.string(), z.object({ dev: z.optional(z.boolean()) })) });

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

/** What may not be deployed: a function above the limit, or one that carries what is there for development alone. */
export const bundleFaults = (bundles: Bundles): string[] => {
  const { packages } = Lock.parse(JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")));
  return [...bundles].flatMap(([name, bundle]) => {
    const strange = bundle.packages.filter((each) => packages[`node_modules/${each}`]?.dev !== undefined);
    return [
      ...(bundle.sizeBytes > LIMIT_BYTES
        ? [`${name} weighs ${kilobytes(bundle.sizeBytes)}: a function may weigh ${kilobytes(LIMIT_BYTES)}.`]
        : []),
      ...strange.map((each) => `${name} carries ${each}, which is a development dependency.`),
    ];
  });
};
