import { lookup, resolveCname } from "node:dns/promises";
import { connect } from "node:tls";
import { portalStore } from "../../functions/store/portal.ts";
import { type Instant, toInstant } from "../../shared/rules/london.ts";
import { type Preflight, type PreflightFacts, preflightFindings } from "../../shared/rules/preflight.ts";
import { certificateOf, dkimRecords, mailStanding, runsAtOnce, stackOf, tableOf } from "../aws/account.ts";
import { type Ask, makeAsk } from "../aws/ask.ts";
import { type Config, configured } from "../aws/config.ts";
import { plainly } from "./command.ts";

const HTTPS = 443;
const PATIENCE_MS = 10_000;

/** When the certificate ends that a host shows for its name; undefined: nobody answers, or with one that is not valid. */
export const certificateEnds = (host: string, port = HTTPS): Promise<Instant | undefined> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, servername: host, timeout: PATIENCE_MS });
    const done = (ends: Instant | undefined): void => {
      socket.destroy();
      resolve(ends);
    };
    socket
      .once("secureConnect", () => done(toInstant(Date.parse(socket.getPeerCertificate().valid_to))))
      .once("timeout", () => done(undefined))
      .once("error", () => done(undefined));
  });

type Dns = {
  readonly cname: (name: string) => Promise<readonly string[]>;
  readonly any: (name: string) => Promise<unknown>;
};
const DNS: Dns = { cname: resolveCname, any: lookup };
const plain = (name: string): string => name.toLowerCase().replace(/\.$/, "");

/** Which of these records (`name CNAME value`) the DNS does not answer with. `site` may be an alias, which shows no CNAME. */
export const missingOf = async (records: readonly string[], site: string, dns: Dns = DNS): Promise<string[]> => {
  const isThere = async (record: string): Promise<boolean> => {
    const [name = "", , value = ""] = record.split(" ");
    const found = await dns.cname(name).catch(() => []);
    if (found.map(plain).includes(plain(value))) return true;
    return (
      found.length === 0 &&
      name === site &&
      dns.any(name).then(
        () => true,
        () => false,
      )
    );
  };
  const there = await Promise.all(records.map(isThere));
  return records.filter((_, n) => there[n] !== true);
};

const recordsOf = async (ask: Ask, { domain, region }: Config): Promise<string[]> => {
  const [certificate, data, portal] = await Promise.all([
    certificateOf(ask, domain),
    stackOf(ask, region, "grants-data"),
    stackOf(ask, region, "grants-portal"),
  ]);
  const site = portal?.outputs.SiteAddress;
  return [
    ...(certificate?.record === undefined ? [] : [certificate.record]),
    ...(data === undefined ? [] : dkimRecords(data)),
    ...(site === undefined ? [] : [`${domain} CNAME ${site}`]),
  ];
};

/** What could not be asked is said at once; the rules say what to do about it. */
const asked = async <T>(what: string, answer: Promise<T>): Promise<T | undefined> => {
  try {
    return await answer;
  } catch (error) {
    console.error(`${what}: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
};

/** Everything that must be ready, as it stands. */
export const standing = async (ask: Ask, config: Config, dns: Dns = DNS): Promise<PreflightFacts> => {
  const { region, domain } = config;
  const records = recordsOf(ask, config);
  const [runs, mail, missingRecords, certificateEndsAt] = await Promise.all([
    asked("Lambda", runsAtOnce(ask, region)),
    asked("Amazon SES", mailStanding(ask, config)),
    asked(
      "DNS",
      records.then((all) => missingOf(all, domain, dns)),
    ),
    certificateEnds(domain),
  ]);
  return { runsAtOnce: runs, mail, missingRecords, certificateEndsAt };
};

/** Looks, says what it found, and keeps it where the office reads it before publishing a round. */
export const preflight = async ({ config, ask }: { config: Config; ask: Ask }): Promise<Preflight> => {
  const now = Date.now();
  const findings = preflightFindings(await standing(ask, config), now).map(({ rule, detail }) => ({ rule, detail }));
  for (const { rule, detail } of findings) console.log(`${rule}: ${detail}`);
  if (findings.length === 0) console.log("Everything is ready.");
  const found: Preflight = { checkedAt: toInstant(now), findings };
  await portalStore(tableOf(config)).keepPreflight(found);
  return found;
};

/** `npm run preflight`, with the credentials of the environment. */
export const run = (): Promise<void> =>
  plainly(async () => {
    const { findings } = await preflight({ config: configured(), ask: makeAsk() });
    if (findings.length > 0) process.exit(1);
  });
