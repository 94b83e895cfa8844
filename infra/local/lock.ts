import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { ROOT } from "./command.ts";

const Package = z.looseObject({
  version: z.optional(z.string()),
  optionalDependencies: z.optional(z.record(z.string(), z.string())),
  resolved: z.optional(z.string()),
});
const Lock = z.looseObject({ packages: z.record(z.string(), Package) });
type Lock = z.infer<typeof Lock>;

const FILE = join(ROOT, "package-lock.json");
const read = (): Lock => Lock.parse(JSON.parse(readFileSync(FILE, "utf8")));

const OS: Readonly<Record<string, string>> = {
  darwin: "darwin",
  linux: "linux",
  win32: "win32",
  win: "win32",
  freebsd: "freebsd",
  android: "android",
};
const CPUS = ["x64", "arm64", "ia32", "arm"];

/** What a platform package's name says of where it runs; without `resolved` and `integrity` npm looks it up where it is wanted. */
const entryOf = (name: string, version: string) => {
  const words = name.split(/[/-]/);
  const os = words.flatMap((word) => OS[word] ?? [])[0];
  const cpu = words.find((word) => CPUS.includes(word));
  return {
    version,
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(words.includes("musl") ? { libc: ["musl"] } : {}),
    optional: true,
    ...(os === undefined ? {} : { os: [os] }),
  };
};

/** Optional packages that something names and the lock does not have: `npm ci` would stop at each of them. */
const missingIn = ({ packages }: Lock): [string, ReturnType<typeof entryOf>][] =>
  Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`)))
      .map(([name, version]): [string, ReturnType<typeof entryOf>] => [`node_modules/${name}`, entryOf(name, version)]),
  );

/** Fails when the lock misses an optional package or carries an address. */
export const checkLock = async (): Promise<number> => {
  const lock = read();
  const missing = missingIn(lock);
  const addressed = Object.entries(lock.packages).filter(([, { resolved }]) => resolved?.startsWith("http") === true);
  if (missing.length === 0 && addressed.length === 0) return 0;
  for (const [path] of missing) console.error(`package-lock.json misses ${path}. Run: npm run lock`);
  for (const [path] of addressed) console.error(`package-lock.json carries an address for ${path}.`);
  return 1;
};

/** `npm run lock`: adds the entries of packages that exist for other platforms, after each change of the lock. */
export const run = async (): Promise<void> => {
  const lock = read();
  const packages = { ...lock.packages, ...Object.fromEntries(missingIn(lock)) };
  const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, "en")));
  writeFileSync(FILE, `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);
};
