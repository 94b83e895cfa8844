import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type * as deps from "../../../functions/deps.ts";
import { OPTIONS } from "../../../infra/aws/bundle.ts";
import { leavingNouns, unusedNouns } from "../../../infra/aws/only-used.ts";
import { engineForFile, SETTINGS } from "../../support/engine.ts";

const engine = engineForFile();

describe("unusedNouns", () => {
  const bundled = (...inputs: string[]) => ({
    bytes: 0,
    imports: [],
    exports: [],
    inputs: Object.fromEntries(inputs.map((file) => [file, { bytesInOutput: 1 }])),
  });

  it("finds what no source of a function names", () => {
    const unused = unusedNouns(bundled("functions/http/health.ts", "functions/store/rounds.ts", "shared/problem.ts"));
    expect(unused).toContain("rounds");
    expect(unused).not.toContain("portal");
  });

  it("keeps what any source of a function names, wherever it lies", () => {
    const unused = unusedNouns(bundled("functions/http/health.ts", "functions/told.ts"));
    expect(unused).not.toContain("addressees");
  });

  it("can rely on names: no source takes a noun of the store by a name that it works out", () => {
    const sources = globSync("functions/**/*.ts");
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter((file) => /\b(?:store|deps)\s*\[/.test(readFileSync(file, "utf8")))).toEqual([]);
  });
});

describe("leavingNouns", () => {
  it("leaves nouns out, tells whoever asks for one, and leaves the others as they are", async () => {
    const outfile = join(process.cwd(), "node_modules/.cache/without-nouns.cjs");
    const carrying = async (unused: readonly string[]) => {
      const plugins = [leavingNouns(unused), ...OPTIONS.plugins];
      const { outputFiles } = await build({
        ...OPTIONS,
        plugins,
        entryPoints: ["functions/deps.ts"],
        outfile,
        write: false,
      });
      return outputFiles[0]?.contents.length ?? 0;
    };
    const unused = ["rounds", "retention", "scoring", "meetings"];
    expect(await carrying(unused)).toBeLessThan((await carrying([])) - 10_000);
    const plugins = [leavingNouns(unused), ...OPTIONS.plugins];
    await build({ ...OPTIONS, plugins, entryPoints: ["functions/deps.ts"], outfile });
    const { makeDeps } = z
      .object({ makeDeps: z.custom<typeof deps.makeDeps>() })
      .parse(createRequire(import.meta.url)(outfile));
    const { store } = makeDeps({ clients: engine.it.clients, settings: SETTINGS });
    expect(await store.portal.preflight()).toBeUndefined();
    expect(() => store.rounds).toThrow("This function's bundle carries no store.rounds.");
  });
});
