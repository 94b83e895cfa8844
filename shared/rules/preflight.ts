import * as z from "zod/mini";
import { type Finding, finding } from "./finding.ts";
import { Instant, msOf } from "./london.ts";

/** Fewer runs at once than this, and a hall of people saving at a deadline is turned away. New accounts of AWS have ten. */
export const ENOUGH_RUNS = 100;
/** Renewed two months ahead: one that ends this soon is not being renewed. */
const ENDS_SOON_MS = 30 * 86_400_000;

/** What was asked of the account before a round may open to the public; undefined: it could not be asked. */
export type PreflightFacts = {
  /** How many functions the account may run at once. */
  readonly runsAtOnce: number | undefined;
  readonly mail: { readonly inSandbox: boolean; readonly isPaused: boolean; readonly isProven: boolean } | undefined;
  /** Records that the office's DNS should answer with and does not, as `name TYPE value`. */
  readonly missingRecords: readonly string[] | undefined;
  /** When the certificate that the site shows ends; undefined: nobody answers there. */
  readonly certificateEndsAt: Instant | undefined;
};

/** What preflight found, and when: one small item, written by whoever operates the portal. */
export const Preflight = z.object({
  checkedAt: Instant,
  findings: z.array(z.object({ rule: z.string(), detail: z.string() })),
});
export type Preflight = z.infer<typeof Preflight>;

const UNASKED = "Run it again with credentials that may read it.";
const found = (rule: string, detail: string): Finding => finding(rule, "", detail);

const runs = ({ runsAtOnce }: PreflightFacts): Finding[] => {
  if (runsAtOnce === undefined)
    return [found("preflight/concurrency", `How many functions may run at once could not be read. ${UNASKED}`)];
  if (runsAtOnce >= ENOUGH_RUNS) return [];
  return [
    found(
      "preflight/concurrency",
      `The account runs ${runsAtOnce} functions at once, and a deadline needs ${ENOUGH_RUNS}. Ask AWS to raise Lambda’s concurrent executions to 1,000 (Service Quotas).`,
    ),
  ];
};

const mail = ({ mail: of }: PreflightFacts): Finding[] => {
  if (of === undefined) return [found("preflight/sandbox", `The state of e-mail could not be read. ${UNASKED}`)];
  return [
    ...(of.inSandbox
      ? [
          found(
            "preflight/sandbox",
            "Amazon SES is in its sandbox: codes reach nobody, so nobody can sign in. Request production access (Amazon SES, Account dashboard).",
          ),
        ]
      : []),
    ...(of.isPaused
      ? [
          found(
            "preflight/sending",
            "Amazon SES has paused sending for this account. Read its message to the account’s owner and answer it.",
          ),
        ]
      : []),
    ...(of.isProven
      ? []
      : [
          found(
            "preflight/sender",
            "The domain that e-mail comes from is not proven. Set the DKIM records in your DNS (npm run deploy -- names prints them).",
          ),
        ]),
  ];
};

const dns = ({ missingRecords }: PreflightFacts): Finding[] => {
  if (missingRecords === undefined) return [found("preflight/dns", `The DNS records could not be listed. ${UNASKED}`)];
  return missingRecords.map((record) => found("preflight/dns", `Set this record in your DNS: ${record}`));
};

const certificate = ({ certificateEndsAt }: PreflightFacts, at: number): Finding[] => {
  if (certificateEndsAt === undefined)
    return [
      found(
        "preflight/certificate",
        "Nobody answers at the portal’s address with a valid certificate. Set the DNS records, then run npm run deploy again.",
      ),
    ];
  if (msOf(certificateEndsAt) - at > ENDS_SOON_MS) return [];
  return [
    found(
      "preflight/certificate",
      "The certificate ends within 30 days and has not been renewed. Put the record that proves the domain back into your DNS.",
    ),
  ];
};

/** What stands against opening to the public, each with what to do; empty: nothing. `at` in milliseconds. */
export const preflightFindings = (facts: PreflightFacts, at: number): Finding[] => [
  ...runs(facts),
  ...mail(facts),
  ...dns(facts),
  ...certificate(facts, at),
];
