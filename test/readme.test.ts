import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { FunctionSpec } from "../functions/manifest/spec.ts";
import { MANIFEST } from "../functions/manifest.ts";

const README = readFileSync("README.md", "utf8");
const read = (files: readonly string[]): string => files.map((file) => readFileSync(file, "utf8")).join("\n");

/** The first column of the table under a heading, without its code marks. */
const firstColumn = (heading: string): string[] => {
  const section = README.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, cell = ""]) => cell);
};

const ID = "[a-z]+(?:-[a-z]+)*/[a-z]+(?:-[a-z]+)*";
/** Where a rule is named for certain; the nouns found here make every other text of that form a rule too. */
const NAMED = new RegExp(`(?:finding\\(\\s*|rule:\\s*|Rule[A-Za-z]*\\s*=\\s*|found\\(\\s*|fault\\(\\s*)"(${ID})"`, "g");
const LITERAL = new RegExp(`"(${ID})"`, "g");
const MEDIA = /^application\/(?:json|pdf|msword|octet-stream)$/;

const rulesInCode = (): string[] => {
  // Keys have the same form and are no rules.
  const files = globSync("{shared,functions}/**/*.ts").filter((file) => !file.endsWith("store/keys.ts"));
  const code = read(files);
  const nouns = new Set([...code.matchAll(NAMED)].map(([, id = ""]) => id.split("/")[0]));
  const ids = [...code.matchAll(LITERAL)].map(([, id = ""]) => id);
  return [...new Set(ids)]
    .filter((id) => nouns.has(id.split("/")[0]) && !MEDIA.test(id) && !id.startsWith("retention/"))
    .toSorted();
};

describe("README.md", () => {
  it("lists every rule of the code, and no other", () => {
    expect(firstColumn("Rules")).toEqual(rulesInCode());
  });

  it("lists no rule that the tests do not name", () => {
    const tests = read(globSync("test/**/*.{ts,tsx}"));
    expect(firstColumn("Rules").filter((id) => !new RegExp(`${id}(?![a-z-])`).test(tests))).toEqual([]);
  });

  it("lists every function of the manifest with what starts it", () => {
    const started = ({ trigger }: FunctionSpec): string => {
      if ("http" in trigger) return "requests";
      if ("stream" in trigger) return "the table's stream";
      return "event" in trigger ? trigger.event.replace("-", " ") : `every ${trigger.every}`;
    };
    const specs: [string, FunctionSpec][] = Object.entries(MANIFEST);
    const rows = specs.map(([name, spec]) => `| \`${name}\` | ${started(spec)} |`);
    const section = README.split("\n## Functions\n")[1]?.split("\n## ")[0] ?? "";
    expect(section.split("\n").filter((line) => line.startsWith("| `"))).toEqual(rows.toSorted());
  });

  it("lists every script of the package", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    const listed = [...README.matchAll(/^\| `npm (?:run )?([a-z]+)`/gm)].map(([, name]) => name);
    expect(listed.toSorted()).toEqual(Object.keys(scripts).toSorted());
  });
});
