import { readFileSync } from "node:fs";
import * as z from "zod/mini";

/**
 * What one deployment is told, from `context.portal` of cdk.json. Trial and live are two accounts: each has its own values.
 * Whatever is missing or wrong stops synth with a sentence that says what to set.
 */

/** Everything about a person is stored in the United Kingdom: London is the only region there with every part we use. */
const REGIONS = ["eu-west-2"] as const;
/** The numbers of days that CloudWatch Logs knows. */
const LOG_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731] as const;

const address = (sentence: string) => z.string(sentence).check(z.regex(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, sentence));

export const DEFAULT_TABLE = "grants";

/** Every setting, with the sentence that says what to set. */
export const SET = {
  office: "Set office to the name that alarms and the budget carry.",
  account: "Set account to the twelve digits of the AWS account to deploy to.",
  region: "Set region to eu-west-2 (London): personal data stays in the United Kingdom.",
  domain: "Set domain to the host name of the portal, such as grants.example.org.",
  sender: "Set sender to the address that e-mail comes from.",
  replyTo: "Set replyTo to the mailbox of the office that answers are read in.",
  mail: 'Set mail to "sending", or to "paused" to let every message wait.',
  mailOnlyTo: "Set mailOnlyTo to a list of e-mail addresses, the only ones a trial writes to, or leave it out.",
  firstAdministrator:
    "Set firstAdministrator to the e-mail address of the person who signs in first and invites the others.",
  staffIssuer: "Set staffIssuer to the https address of the office's directory, or leave it out to use a Cognito pool.",
  staffClientId: "Set staffClientId to what the office's directory calls this portal.",
  operator: "Set operator to the e-mail address that alarms go to.",
  logRetentionDays: `Set logRetentionDays to a number of days: ${LOG_DAYS.join(", ")}.`,
  monthlyBudgetUsd: "Set monthlyBudgetUsd to a whole number of US dollars; the operator is told at 80 % of it.",
  tableName: "Set tableName to the table's name, 3 to 200 letters, digits, dots, hyphens and underscores.",
  charityCommissionKey:
    "Set charityCommissionKey to the name of the secret that holds the office's key of the Register of Charities, or leave it out.",
  companiesHouseKey:
    "Set companiesHouseKey to the name of the secret that holds the office's key of Companies House, or leave it out.",
  frontDoor: "Set frontDoor to a whole number, 1 at first. One more makes CloudFront say a new word to the portal.",
} as const;

const secretName = (sentence: string) => z.string(sentence).check(z.regex(/^[\w/+=.@-]{1,200}$/, sentence));

const Config = z
  .strictObject({
    office: z.string(SET.office).check(z.minLength(1, SET.office)),
    account: z.string(SET.account).check(z.regex(/^\d{12}$/, SET.account)),
    region: z.enum(REGIONS, SET.region),
    domain: z.string(SET.domain).check(z.regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, SET.domain)),
    sender: address(SET.sender),
    replyTo: address(SET.replyTo),
    mail: z._default(z.enum(["sending", "paused"], SET.mail), "sending"),
    /** Forty at most: what a function is told of its surroundings is 4 KB. */
    mailOnlyTo: z._default(z.array(address(SET.mailOnlyTo), SET.mailOnlyTo).check(z.maxLength(40, SET.mailOnlyTo)), []),
    firstAdministrator: address(SET.firstAdministrator),
    staffIssuer: z.optional(z.string(SET.staffIssuer).check(z.regex(/^https:\/\/\S+$/, SET.staffIssuer))),
    staffClientId: z.optional(z.string(SET.staffClientId).check(z.minLength(1, SET.staffClientId))),
    operator: address(SET.operator),
    logRetentionDays: z.literal(LOG_DAYS, SET.logRetentionDays),
    monthlyBudgetUsd: z.int(SET.monthlyBudgetUsd).check(z.minimum(1, SET.monthlyBudgetUsd)),
    /** Another name adopts a table that was restored to a point in time. */
    tableName: z._default(z.string().check(z.regex(/^[\w.-]{3,200}$/, SET.tableName)), DEFAULT_TABLE),
    /** Names of secrets in Secrets Manager that the office made; the keys themselves are in no file and no template. */
    charityCommissionKey: z.optional(secretName(SET.charityCommissionKey)),
    companiesHouseKey: z.optional(secretName(SET.companiesHouseKey)),
    frontDoor: z._default(z.int(SET.frontDoor).check(z.minimum(1, SET.frontDoor)), 1),
  })
  .check(
    z.refine(({ sender, domain }) => sender.endsWith(`@${domain}`), {
      path: ["sender"],
      error: "Set sender to an address of the domain itself: only that domain is proven to be yours.",
    }),
    z.refine(({ staffIssuer, staffClientId }) => staffIssuer === undefined || staffClientId !== undefined, {
      path: ["staffClientId"],
      error: SET.staffClientId,
    }),
    z.refine(({ staffIssuer, staffClientId }) => staffClientId === undefined || staffIssuer !== undefined, {
      path: ["staffIssuer"],
      error: SET.staffIssuer,
    }),
  );
export type Config = z.infer<typeof Config>;

const isSet = (name: PropertyKey | undefined): name is keyof typeof SET => typeof name === "string" && name in SET;

/** The configuration as it stands in the context of cdk.json. Throws one error that says everything there is to set. */
export const readConfig = (context: unknown): Config => {
  const read = Config.safeParse(context ?? {});
  if (read.success) return read.data;
  const sentences = read.error.issues.map(({ path: [name], message, code, ...issue }) => {
    if (code === "unrecognized_keys" && "keys" in issue)
      return `There is no setting ${String(issue.keys)}. Settings: ${Object.keys(SET).join(", ")}.`;
    return code === "custom" || !isSet(name) ? message : SET[name];
  });
  throw new Error(`cdk.json, context.portal:\n${[...new Set(sentences)].map((each) => `- ${each}`).join("\n")}`);
};

/** The configuration of this checkout, for the commands that an operator runs. */
export const configured = (): Config => {
  const file = new URL("../../cdk.json", import.meta.url);
  const { context } = z
    .object({ context: z.object({ portal: z.unknown() }) })
    .parse(JSON.parse(readFileSync(file, "utf8")));
  return readConfig(context.portal);
};
