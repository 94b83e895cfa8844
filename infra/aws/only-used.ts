import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Metafile, Plugin } from "esbuild";

/*
 * A heavy function carries the nouns of the store that its own code names, and no others: with the rules behind them they are
 * a fifth of a bundle. Whoever uses a noun writes its name (`store.rounds`), so what no source of a function names cannot be
 * used.
 */

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const STORE = join(ROOT, "functions/store/store.ts");
/** A line of `makeStore`: the noun, and the function that makes it. */
const MADE = /^ {4}(\w+): (\w+)\(table\),$/gm;

/** An import names the contract of a noun, too. Comments and texts stay: what they name in vain is carried in vain. */
const withoutImports = (source: string): string => source.replaceAll(/^(?:import|export) [^;]*? from "[^"]*";$/gm, "");

/** Whether code names a property: reads it of something, or takes it out of something. */
const names = (code: string, noun: string): boolean =>
  new RegExp(`\\.\\s*${noun}\\b|[{,]\\s*${noun}\\s*[,}:]`).test(code);

const nounsOf = (): string[] => [...readFileSync(STORE, "utf8").matchAll(MADE)].map(([, noun = ""]) => noun);

/** The nouns that an output of a first build cannot use: none of the functions' sources in it names them. */
export const unusedNouns = (output: Metafile["outputs"][string]): string[] => {
  const code = Object.keys(output.inputs)
    .map((file) => relative(ROOT, resolve(ROOT, file)).split(sep).join("/"))
    .filter((file) => file.startsWith("functions/") && !file.startsWith("functions/store/"))
    .map((file) => withoutImports(readFileSync(join(ROOT, file), "utf8")))
    .join("\n");
  return nounsOf().filter((noun) => !names(code, noun));
};

/** Leaves nouns out of the store; whoever asks for one all the same is told. */
export const leavingNouns = (unused: readonly string[]): Plugin => ({
  name: "leaving-nouns",
  setup: ({ onLoad }) => {
    onLoad({ filter: /functions[\\/]store[\\/]store\.ts$/ }, ({ path }) => {
      const makers = new Set<string>();
      const made = readFileSync(path, "utf8").replaceAll(MADE, (line, noun: string, maker: string) => {
        if (!unused.includes(noun)) return line;
        makers.add(maker);
        return `    get ${noun}(): never { throw new Error("This function's bundle carries no store.${noun}."); },`;
      });
      const contents = made.replaceAll(/^import \{ (\w+) \} from "[^"]+";\n/gm, (line, maker: string) =>
        makers.has(maker) ? "" : line,
      );
      return { contents, loader: "ts", resolveDir: dirname(path) };
    });
  },
});

/** Our own modules do nothing when they are loaded: one of which nobody uses anything is not carried. */
export const ownModules: Plugin = {
  name: "own-modules",
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, resolveDir }) =>
      resolveDir.includes("node_modules") ? undefined : { path: resolve(resolveDir, path), sideEffects: false },
    );
  },
};
