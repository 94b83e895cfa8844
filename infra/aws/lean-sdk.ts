import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";
import * as z from "zod/mini";

/*
 * What the SDK brings along and a function has no use for, 170 KB of it in a bundle with S3: esbuild would have to prove that
 * nobody needs it, and cannot. A test runs the bundled clients against the local engines.
 */

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const file = (name: string): string => join(ROOT, "infra/aws", name);

/** Modules of the SDK and what stands in for them. */
export const STAND_INS = {
  // In Lambda credentials are in the environment; the other eight ways of finding some are 90 KB.
  "@aws-sdk/credential-provider-node": file("lambda-credentials.ts"),
  "@aws-sdk/endpoint-cache": file("no-endpoint-cache.ts"),
  "@smithy/core/event-streams": file("no-event-streams.ts"),
};

const Package = z.object({ version: z.string() });

const namesInOurCode = (): Set<string> =>
  new Set(
    globSync("functions/**/*.ts", { cwd: ROOT }).flatMap(
      (name) => readFileSync(join(ROOT, name), "utf8").match(/\b[A-Z]\w+\b/g) ?? [],
    ),
  );

/**
 * The SDK describes every operation of a service in one file that esbuild cannot shake, because of its computed keys. Said to
 * be pure, what no command of ours refers to goes: 60 KB of S3. So do the classes of errors that no code of ours names: such
 * an error keeps its name, its status and its message, in the service's own class.
 */
const schemas: Plugin = {
  name: "schemas",
  setup: ({ onLoad }) => {
    const ours = namesInOurCode();
    onLoad({ filter: /@aws-sdk\/client-[\w-]+\/dist-es\/schemas\/schemas_0\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8")
        .replaceAll(/^export var (\w+\$?) = (\[[\s\S]*?\]);$/gm, "export var $1 = /* @__PURE__ */ (() => $2)();")
        .replaceAll(/^\w+_registry\.registerError\(\w+\$, (\w+)\);$/gm, (line, error: string) =>
          error.endsWith("ServiceException") || ours.has(error) ? line : "",
        ),
    }));
  },
};

/** Every request of ours is signed for the one region it goes to. */
const ONE_REGION = `
  import { SignatureV4 } from "@smithy/signature-v4";
  export class SignatureV4MultiRegion extends SignatureV4 { static sigv4aDependency() { return "none"; } }`;

/** Node has these hashes itself; written in JavaScript they are for browsers. */
const HASHES = /[\\/](Sha1Js|Sha256Js)\.js$/;

/** Whole tables of addresses, and whole package files for the version in them. */
const tablesAndHashes: Plugin = {
  name: "tables-and-hashes",
  setup: ({ onLoad }) => {
    onLoad({ filter: /@aws-sdk\/client-[\w-]+\/dist-es\/endpoint\/endpointResolver\.js$/ }, ({ path }) => {
      const [, service] = /client-(\w+)\//.exec(path) ?? [];
      const from = JSON.stringify(file("regional-endpoints.ts"));
      return { contents: `export { ${service} as defaultEndpointResolver } from ${from};`, resolveDir: ROOT };
    });
    onLoad({ filter: /signature-v4-multi-region[\\/]dist-es[\\/]SignatureV4MultiRegion\.js$/ }, ({ path }) => ({
      contents: ONE_REGION,
      resolveDir: dirname(path),
    }));
    onLoad({ filter: HASHES }, ({ path }) => ({
      contents: `export class ${HASHES.exec(path)?.[1]} { constructor() { throw new Error("Node hashes by itself."); } }`,
    }));
    onLoad({ filter: /@aws-sdk\/client-[\w-]+\/package\.json$/ }, ({ path }) => ({
      contents: JSON.stringify(Package.parse(JSON.parse(readFileSync(path, "utf8")))),
      loader: "json",
    }));
  },
};

export const LEAN: Plugin[] = [schemas, tablesAndHashes];
