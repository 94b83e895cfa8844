import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import * as z from "zod/mini";
import type { Bundles } from "./bundle.ts";
import { type Config, configured } from "./config.ts";
import { standingAmounts, summed } from "./cost-resources.ts";
import { FUNCTION_NAMES } from "./names.ts";
import { type Amounts, PRICED_ON, PRICES, type Priced, usdOf } from "./prices.ts";
import { makeStacks } from "./stacks.ts";

/*
 * What a month costs: what stands there, from the synthesised templates; and what is used, from operations that
 * `test/infra/aws/cost.test.ts` meters on a real engine along the whole path of an application.
 */

const Units = z.object({ runs: z.number(), readUnits: z.number(), writeUnits: z.number(), emails: z.number() });
export type Units = z.infer<typeof Units>;
/** `application`: its path until the officer has checked it. The others: the jobs that run so often, with nothing to do. */
export const Metered = z.object({ on: z.string(), application: Units, minute: Units, hour: Units, day: Units });
export type Metered = z.infer<typeof Metered>;

const METERED = new URL("./cost-metered.json", import.meta.url);
export const readMetered = (): Metered => Metered.parse(JSON.parse(readFileSync(METERED, "utf8")));
export const writeMetered = (metered: Metered): void => writeFileSync(METERED, `${JSON.stringify(metered, null, 2)}\n`);

const DAYS = 30;
const HOURS = 24 * DAYS;
const MINUTES = 60 * HOURS;
const KB = 1 / 1_000_000;

/** What was not metered but judged, for one application: on the generous side. */
export const JUDGED = {
  /** Scoring, decision and what follows take half as much again as the way there. */
  wholePath: 1.5,
  /** Files of the site, and answers that the edge keeps. */
  siteRequests: 400,
  megabytesToBrowsers: 8,
  files: 3,
  megabytesOfFiles: 6,
  /** The head with its draft, submissions, histories and messages. */
  kilobytesOfItems: 200,
  /** One line of ours, one of the API's, three of Lambda's. */
  kilobytesOfLogsARun: 2.5,
  secondsARun: 0.15,
  gigabytesARun: 0.5,
  keyUsesARun: 0.2,
  /** What was applied for earlier and is still kept. */
  monthsKept: 24,
  monthsOfLogs: 3,
} as const;

const used = ({ runs, readUnits, writeUnits, emails }: Units, times: number): Amounts => ({
  readUnits: readUnits * times,
  writeUnits: writeUnits * times,
  emails: emails * times,
  functionRuns: runs * times,
  functionGbSeconds: runs * times * JUDGED.secondsARun * JUDGED.gigabytesARun,
  keyRequests: runs * times * JUDGED.keyUsesARun,
  logGbWritten: runs * times * JUDGED.kilobytesOfLogsARun * KB,
  logGbKept: runs * times * JUDGED.kilobytesOfLogsARun * KB * JUDGED.monthsOfLogs,
});

const scaled = ({ runs, readUnits, writeUnits, emails }: Units, by: number): Units => ({
  runs: runs * by,
  readUnits: readUnits * by,
  writeUnits: writeUnits * by,
  emails: emails * by,
});

const applications = (metered: Units, times: number): Amounts => {
  const application = scaled(metered, JUDGED.wholePath);
  const requests = (JUDGED.siteRequests + application.runs) * times;
  const gigabytesOfFiles = (JUDGED.megabytesOfFiles * times) / 1_000;
  const gigabytesOfItems = JUDGED.kilobytesOfItems * times * KB;
  return summed([
    used(application, times),
    {
      apiRequests: application.runs * times,
      edgeRequests: requests,
      edgeProgramRuns: requests,
      firewallRequests: requests,
      edgeGb: (JUDGED.megabytesToBrowsers * times) / 1_000,
      // Written, tagged by the scanner, and one for the export.
      objectPuts: (JUDGED.files * 2 + 1) * times,
      objectGets: JUDGED.files * 6 * times,
      scannedFiles: JUDGED.files * times,
      scannedGb: gigabytesOfFiles,
      objectGb: gigabytesOfFiles * JUDGED.monthsKept,
      tableGb: gigabytesOfItems * JUDGED.monthsKept,
      backupGb: gigabytesOfItems * JUDGED.monthsKept,
    },
  ]);
};

/** Everything of a month with so many applications. */
export const monthOf = (count: number, metered: Metered, standing: Amounts): Amounts =>
  summed([
    standing,
    used(metered.minute, MINUTES),
    used(metered.hour, HOURS),
    used(metered.day, DAYS),
    applications(metered.application, count),
  ]);

const GROUPS: readonly (readonly [string, readonly Priced[]])[] = [
  ["Firewall", ["firewalls", "firewallRules", "firewallRequests"]],
  ["Key and secrets", ["keys", "keyRequests", "secrets"]],
  ["Alarms, dashboard, logs", ["alarmMetrics", "customMetrics", "dashboards", "logGbWritten", "logGbKept"]],
  ["Table and its backups", ["writeUnits", "readUnits", "tableGb", "backupGb"]],
  ["Functions and API", ["functionRuns", "functionGbSeconds", "apiRequests"]],
  ["CloudFront", ["edgeRequests", "edgeGb", "edgeProgramRuns"]],
  ["Documents and their scan", ["objectGb", "objectPuts", "objectGets", "scannedGb", "scannedFiles"]],
  ["E-mail", ["emails"]],
];

const usdIn = (amounts: Amounts, whats: readonly Priced[]): number =>
  whats.reduce((sum, what) => sum + usdOf(what, amounts[what] ?? 0), 0);
const isPriced = (what: string): what is Priced => what in PRICES;
export const totalUsd = (amounts: Amounts): number => usdIn(amounts, Object.keys(PRICES).filter(isPriced));

/** As many as a small office, a large force and a whole region get in a month. */
export const COUNTS = [0, 400, 4_000] as const;

const dollars = (usd: number): string => `$${usd.toFixed(usd < 10 ? 1 : 0)}`;
const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** The table as it stands in docs/operating.md. */
export const costTable = (metered: Metered, standing: Amounts): string => {
  const months = COUNTS.map((count) => monthOf(count, metered, standing));
  const { runs, readUnits, writeUnits, emails } = metered.application;
  const heads = COUNTS.map((count) => `${count.toLocaleString("en-GB")} applications`);
  return [
    row(["US dollars a month", ...heads]),
    row(["---", ...COUNTS.map(() => "---:")]),
    ...GROUPS.map(([name, whats]) => row([name, ...months.map((amounts) => dollars(usdIn(amounts, whats)))])),
    row(["**Together**", ...months.map((amounts) => `**${dollars(totalUsd(amounts))}**`)]),
    "",
    `Priced on ${PRICED_ON}, metered on ${metered.on}. One application takes ${Math.round(runs)} runs of functions, ${Math.round(writeUnits)} write and ${Math.round(readUnits)} read units of the table, and ${Math.round(emails)} e-mails, from the first sign-in to the officer's check; scoring and decision are reckoned with half as much again. ${JUDGED.monthsKept} months of earlier applications are still kept. No free allowance is taken off.`,
  ].join("\n");
};

/** The templates without their bundles: what a function weighs costs nothing. */
export const templatesOf = (config: Config): Template[] => {
  const folder = mkdtempSync(join(tmpdir(), "cost-"));
  try {
    writeFileSync(join(folder, "index.js"), "");
    const bundles: Bundles = new Map(FUNCTION_NAMES.map((name) => [name, { folder, sizeBytes: 0, packages: [] }]));
    return Object.values(makeStacks(new App({ builtinCloudFormationValidation: false }), config, bundles)).map(
      (stack) => Template.fromStack(stack),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const PAGE = "docs/operating.md";
const BLOCK = /(?<=<!-- cost -->\n)[\s\S]*?(?=<!-- \/cost -->)/;
export const tableIn = (page: string): string => BLOCK.exec(page)?.[0]?.trim() ?? "";

/** `npm run cost`; `-- --write` puts the table into docs/operating.md. */
export const run = async (args: readonly string[]): Promise<void> => {
  const table = costTable(readMetered(), standingAmounts(templatesOf(configured())));
  console.log(table);
  if (args.includes("--write")) {
    writeFileSync(PAGE, readFileSync(PAGE, "utf8").replace(BLOCK, `\n${table}\n\n`));
    console.log(`\nWritten to ${PAGE}.`);
  }
};
