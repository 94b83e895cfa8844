import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const own = /^(?:shared[\\/]funds|test|docs)[\\/]|^README\.md$/;
const skipped = /(?:^|[\\/])(?:node_modules|dist|\.[^\\/]+)$/;

const files = globSync("**/*.{ts,tsx,js,css,scss,html,json,md}", { cwd: root, exclude: (path) => skipped.test(path) })
  .filter((path) => !own.test(path) && path !== "package-lock.json")
  .map((path) => ({ path, lines: readFileSync(`${root}${path}`, "utf8").split("\n") }));

// Whichever apostrophe somebody types, it is the same name.
const plain = (text: string): string => text.toLowerCase().replaceAll("’", "'");

// A code counts where it is a text or begins one ("CAF", "CAF-2026-4"). RSA is also a kind of key: `kty: "RSA"` is that.
const namesFund = (line: string): boolean =>
  FUNDS.some(
    ({ id, code, name }) =>
      plain(line).includes(plain(name)) ||
      new RegExp(`(?<![\\w-])${id}(?![\\w-])`).test(line) ||
      (new RegExp(`["'\`/]${code}(?:["'\`]|-\\d)`).test(line) && !line.includes("kty")),
  );

describe("names of funds", () => {
  it("stand in shared/funds, tests and documentation, and nowhere else", () => {
    const named = files.flatMap(({ path, lines }) =>
      lines.flatMap((line, index) => (namesFund(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
    );
    expect(named).toEqual([]);
  });

  it("are looked for in every part of the source", () => {
    const parts = new Set(files.map(({ path }) => path.split(/[\\/]/)[0]));
    expect([...parts]).toEqual(expect.arrayContaining(["shared", "functions", "infra", "package.json"]));
  });

  it.each([
    ["const fund = fundById('community-action');", true],
    ['import { x } from "../shared/funds/community-action.ts";', true],
    ["// as the Commissioner's Community Action Fund does", true],
    ['id: "CAF-2026-4-0017-K"', true],
    ['if (fund.code === "RSA")', true],
    ['const key = { kty: "RSA", use: "sig" };', false],
    ['import { demonstrationPeople } from "./people.ts";', false],
  ])("%s: %s", (line, names) => {
    expect(namesFund(line)).toBe(names);
  });
});
