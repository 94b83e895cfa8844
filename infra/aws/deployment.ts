import type { Config } from "./config.ts";

/*
 * What `npm run deploy` does, in which order: a plan that can be read before anything happens. The cdk named here is the one
 * that package.json pins.
 */

export const EDGE_REGION = "us-east-1";
/** In this order. The functions are a stack within the portal's and come with it (`portal.ts`). */
export const STACKS = ["grants-edge", "grants-data", "grants-portal"] as const;
export type StackName = (typeof STACKS)[number];
export const CHANGE_SET = "names";
const ASSEMBLY = "dist/cdk";

export type Step =
  | { readonly run: "cdk"; readonly args: readonly string[] }
  /** Builds the site and the functions. */
  | { readonly run: "build" }
  /** Sets the certificate's stack going and does not wait: it is done when the office's DNS has the record. */
  | { readonly run: "begin-certificate" }
  | { readonly run: "await-certificate" }
  /** Prints what the office's DNS needs. */
  | { readonly run: "records" }
  | { readonly run: "upload" }
  /** Says which record is missing when the domain does not lead to CloudFront yet, and ends there. */
  | { readonly run: "address" }
  | { readonly run: "smoke" }
  | { readonly run: "preflight" };

/** A table that was restored stands already when its name is configured: it is taken over, not made (`data.ts`). */
const TAKEN_OVER = { "grants-edge": [], "grants-data": ["--import-existing-resources"], "grants-portal": [] } as const;

const cdk = (...args: string[]): Step => ({ run: "cdk", args });
// Nobody at an office can judge a list of rights at a prompt: they are reviewed, and tested, where they are written.
const deployed = (stack: StackName, ...more: string[]): Step =>
  cdk(
    "deploy",
    stack,
    "--exclusively",
    "--app",
    ASSEMBLY,
    "--require-approval",
    "never",
    ...TAKEN_OVER[stack],
    ...more,
  );

/** Asked for before anything else, because it takes AWS a day and stops everybody. */
export const sandboxFirst = ({ domain, region }: Pick<Config, "domain" | "region">): string =>
  `Nobody can sign in before Amazon SES lets this account write to everybody: codes go by e-mail, and a new account
may only write to addresses that it has verified (its "sandbox"). Ask for it now, AWS takes about a day:
AWS console, region ${region}, Amazon SES, Account dashboard, "Request production access". Mail type: transactional.
Website: https://${domain}. Say that the portal writes sign-in codes, receipts and decisions to people who applied,
and that it stops writing to an address that comes back.
`;

/** The first act: what gives the DNS records. `edge` tells whether the certificate's stack is there already. */
export const namesPlan = ({ account, region }: Config, edge: "absent" | "there"): readonly Step[] => [
  cdk("bootstrap", `aws://${account}/${region}`, `aws://${account}/${EDGE_REGION}`),
  cdk("synth", "--quiet"),
  deployed("grants-data"),
  ...(edge === "there"
    ? []
    : [
        deployed("grants-edge", "--method", "prepare-change-set", "--change-set-name", CHANGE_SET),
        { run: "begin-certificate" } as const,
      ]),
  { run: "records" },
];

/**
 * The second act: everything else. Nothing at the edge is made void: files under /assets/ never change, and CloudFront asks
 * for any other file again within a second, because it is sent as `no-cache`.
 */
export const deployPlan = (): readonly Step[] => [
  { run: "build" },
  cdk("synth", "--quiet"),
  { run: "await-certificate" },
  ...STACKS.map((stack) => deployed(stack)),
  { run: "upload" },
  { run: "address" },
  { run: "smoke" },
  { run: "preflight" },
];
