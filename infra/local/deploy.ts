import { resolveCname } from "node:dns/promises";
import { writeFileSync } from "node:fs";
import { S3Client } from "@aws-sdk/client-s3";
import { certificateOf, dkimRecords, execute, type Stack, stackOf } from "../aws/account.ts";
import { type Ask, makeAsk } from "../aws/ask.ts";
import { type Config, configured } from "../aws/config.ts";
import {
  CHANGE_SET,
  deployPlan,
  EDGE_REGION,
  namesPlan,
  type StackName,
  type Step,
  sandboxFirst,
} from "../aws/deployment.ts";
import { namesOf } from "../aws/names.ts";
import { uploadSite } from "../aws/upload.ts";
import { build, bundleFunctions } from "./build.ts";
import { plainly, tool } from "./command.ts";
import { preflight } from "./preflight.ts";
import { SITE_FOLDER } from "./site.ts";
import { smoke } from "./smoke.ts";

const AGAIN_AFTER_MS = 10_000;
const MINUTES = 60_000;

/** Asks until there is an answer, for as long as it may take. */
const until = async <T>(minutes: number, find: () => Promise<T | undefined>): Promise<T | undefined> => {
  const end = Date.now() + minutes * MINUTES;
  for (;;) {
    const found = await find();
    if (found !== undefined || Date.now() > end) return found;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
  }
};

export type Act = {
  readonly config: Config;
  readonly ask: Ask;
  readonly s3: S3Client;
  readonly out: string | undefined;
};

const deployed = async ({ config, ask }: Act, name: StackName): Promise<Stack> => {
  const stack = await stackOf(ask, name === "grants-edge" ? EDGE_REGION : config.region, name);
  if (stack === undefined) throw new Error(`There is no stack ${name}. Run npm run deploy -- names first.`);
  return stack;
};
const outputOf = ({ outputs }: Stack, name: string): string => {
  const value = outputs[name];
  if (value === undefined) throw new Error(`The stack grants-portal has no output ${name}.`);
  return value;
};

const records = async (act: Act): Promise<void> => {
  const { config, ask, out } = act;
  const certificate = await until(5, async () => (await certificateOf(ask, config.domain))?.record);
  if (certificate === undefined)
    throw new Error("AWS has not named the certificate's record. Run this again in a minute.");
  const lines = [certificate, ...dkimRecords(await deployed(act, "grants-data"))];
  const text = `${lines.join("\n")}\n`;
  if (out !== undefined) writeFileSync(out, text);
  console.log(`Set these records in the DNS of ${config.domain}${out === undefined ? "" : ` (written to ${out})`}:\n\n${text}
Then run npm run deploy.`);
};

/** A stack that is still waiting for its certificate cannot be deployed again. */
const awaitCertificate = async (act: Act): Promise<void> => {
  const { config, ask } = act;
  await deployed(act, "grants-edge");
  const ready = await until(10, async () => {
    const certificate = await certificateOf(ask, config.domain);
    const { status } = await deployed(act, "grants-edge");
    return certificate?.issued === true && !status.endsWith("_IN_PROGRESS") ? status : undefined;
  });
  if (ready !== undefined) return;
  const { record } = (await certificateOf(ask, config.domain)) ?? {};
  throw new Error(
    `The certificate of ${config.domain} is not issued yet. Is this record in your DNS? Run npm run deploy again when it is.\n${record ?? ""}`,
  );
};

const leadsThere = async (act: Act): Promise<boolean> => {
  const { config } = act;
  const there = outputOf(await deployed(act, "grants-portal"), "SiteAddress");
  // An alias shows no CNAME: then an answer over TLS, from preflight, tells.
  const names = await resolveCname(config.domain).catch(() => undefined);
  if (names?.includes(there) === true) return true;
  const answers = await fetch(`${namesOf(config).siteAddress}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );
  if (answers) return true;
  console.log(`Set one more record in your DNS, and run npm run deploy again when it is there. Where the domain is the top of its
zone, it is an alias (ALIAS, ANAME or a flattened CNAME) in place of a CNAME.

${config.domain} CNAME ${there}
`);
  return false;
};

const walk = async (act: Act): Promise<boolean> => {
  const api = outputOf(await deployed(act, "grants-portal"), "ApiAddress");
  const outcomes = await smoke(namesOf(act.config).siteAddress, api);
  for (const { what, fault } of outcomes)
    console.log(fault === undefined ? `ok      ${what}` : `failed  ${what}: ${fault}`);
  return outcomes.every(({ fault }) => fault === undefined);
};

const cdk = async (args: readonly string[]): Promise<void> => {
  const code = await tool("cdk", args);
  if (code !== 0) process.exit(code);
};

/** Does one step; false ends the act there, without a fault. */
export const take = async (step: Step, act: Act): Promise<boolean> => {
  switch (step.run) {
    case "cdk":
      await cdk(step.args);
      return true;
    case "build":
      await build();
      await bundleFunctions();
      return true;
    case "begin-certificate":
      await execute(act.ask, EDGE_REGION, "grants-edge", CHANGE_SET);
      return true;
    case "await-certificate":
      await awaitCertificate(act);
      return true;
    case "records":
      await records(act);
      return true;
    case "upload": {
      const bucket = outputOf(await deployed(act, "grants-portal"), "SiteBucket");
      console.log(`${await uploadSite(act.s3, bucket, SITE_FOLDER)} files of the site sent to ${bucket}.`);
      return true;
    }
    case "address":
      return leadsThere(act);
    case "smoke":
      if (await walk(act)) return true;
      throw new Error("The portal is deployed and does not stand. What failed is above.");
    case "preflight":
      await preflight(act);
      return true;
  }
};

/** `npm run deploy -- names [--out <file>]`, then `npm run deploy`. */
export const run = (args: readonly string[]): Promise<void> =>
  plainly(async () => {
    const config = configured();
    console.log(sandboxFirst(config));
    const s3 = new S3Client({ region: config.region });
    const ask = makeAsk(s3);
    const out = args.includes("--out") ? args[args.indexOf("--out") + 1] : undefined;
    const act: Act = { config, ask, s3, out };
    const isNames = args.includes("names");
    // What was prepared and not begun, or could not be made, is begun anew.
    const begun = async () => {
      const { status = "REVIEW_IN_PROGRESS" } = (await stackOf(ask, EDGE_REGION, "grants-edge")) ?? {};
      return status === "REVIEW_IN_PROGRESS" || status === "ROLLBACK_COMPLETE" ? "absent" : "there";
    };
    const plan = isNames ? namesPlan(config, await begun()) : deployPlan();
    for (const step of plan) if (!(await take(step, act))) return;
  });
