import { readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Metafile, type Plugin } from "esbuild";
import type { FunctionName } from "../../functions/manifest.ts";
import { FUNCTION_NAMES, specOf } from "./names.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What a function may weigh: a cold start reads all of it. */
export const LIMIT_BYTES = 500 * 1024;
/** Two carry S3's client beside much of the office's own code. They may not grow; what is cut from them lowers this. */
export const HEAVIER_BYTES: Partial<Record<FunctionName, number>> = {
  "http/desk": 540 * 1024,
  "schedule/delete-expired": 512 * 1024,
};

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
    // Pages of the functions' own are the staff's way in and back.
    ...("http" in trigger && trigger.pages !== undefined ? ["staffDoor" as const] : []),
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

/**
 * The SDK describes every operation of a service in one file that esbuild cannot shake, because of its computed keys. Said to
 * be pure, what no command of ours refers to goes: 60 KB of S3.
 */
const shakingSchemas: Plugin = {
  name: "shaking-schemas",
  setup: ({ onLoad }) => {
    onLoad({ filter: /@aws-sdk\/client-[\w-]+\/dist-es\/schemas\/schemas_0\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replaceAll(
        /^export var (\w+\$?) = (\[[\s\S]*?\]);$/gm,
        "export var $1 = /* @__PURE__ */ (() => $2)();",
      ),
    }));
  },
};

const packageOf = (file: string): string[] => {
  const [, found] = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(file) ?? [];
  return found === undefined ? [] : [found];
};

const bundleOf = (metafile: Metafile, folder: string): Bundle => {
  const written = Object.entries(metafile.outputs).find(([file]) => resolve(ROOT, file) === join(folder, "index.js"));
  if (written === undefined) throw new Error(`esbuild wrote nothing into ${folder}.`);
  const [, { bytes, inputs }] = written;
  return { folder, sizeBytes: bytes, packages: [...new Set(Object.keys(inputs).flatMap(packageOf))].sort() };
};

const bundleGroup = async (names: readonly FunctionName[], carried: readonly Carried[], outdir: string) => {
  const absent = (["documents", "mail", "staffDoor"] as const).filter((each) => !carried.includes(each));
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: names.map((name) => ({ in: `functions/${name}.ts`, out: `${name}/index` })),
    outdir,
    bundle: true,
    minify: true,
    format: "cjs",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    alias: {
      // The signers bring a second copy of the same client.
      ...(carried.includes("documents") ? { "@aws-sdk/client-s3": join(ROOT, "node_modules/@aws-sdk/client-s3") } : {}),
      // In Lambda credentials are in the environment; the other eight ways of finding some are 90 KB.
      "@aws-sdk/credential-provider-node": join(ROOT, "infra/aws/lambda-credentials.ts"),
      "@aws-sdk/endpoint-cache": join(ROOT, "infra/aws/no-endpoint-cache.ts"),
    },
    plugins: [leavingOut(absent), shakingSchemas],
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
  });
  return names.map((name): [FunctionName, Bundle] => [name, bundleOf(metafile, join(outdir, name))]);
};

/**
 * Every function of the manifest as one minified CommonJS file in a folder of its own: on Node 24 it starts sooner than a
 * module. Nothing is left outside: Lambda's own SDK is another version than the one we tested.
 */
export const bundleAll = async (into: string): Promise<Bundles> => {
  const outdir = resolve(ROOT, into);
  await rm(outdir, { recursive: true, force: true });
  const groups = Map.groupBy(FUNCTION_NAMES, (name) => carriedBy(name).join(" "));
  const bundled = await Promise.all(
    [...groups.values()].map((names) => bundleGroup(names, names.slice(0, 1).flatMap(carriedBy), outdir)),
  );
  // Beside the folders, not in them: here the files are read as in Lambda, whatever a package.json further up says.
  await writeFile(join(outdir, "package.json"), '{ "type": "commonjs" }');
  return new Map(bundled.flat());
};
