import { type App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import type { Config } from "./config.ts";
import { namesOf } from "./names.ts";

/*
 * What cdk-nag's AwsSolutions finds and we leave as it is: each rule once, where it is found and nowhere else, with its reason.
 * Whatever else it finds stops synth.
 */

const SCAN_RULE = "DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*";

export type Acknowledged = {
  readonly rule: `AwsSolutions-${string}`;
  /** The constructs it is left on, by path; and which finding, where the rule makes several of one resource. */
  readonly left: readonly { readonly at: RegExp; readonly finding?: string }[];
  readonly reason: string;
};

export const acknowledged = (config: Config): readonly Acknowledged[] => {
  const { documents, failures } = namesOf(config);
  const { region, account } = config;
  return [
    {
      rule: "AwsSolutions-APIG4",
      left: [{ at: /^grants-portal\/Api$/ }],
      reason:
        "Sessions are the portal's own: every function checks the session and the role of its contract before anything else, and a test walks every role through every endpoint.",
    },
    {
      rule: "AwsSolutions-CFR1",
      left: [{ at: /^grants-portal\/Distribution$/ }],
      reason: "The grants are local, the people are not always: a treasurer abroad must be able to meet a deadline.",
    },
    {
      rule: "AwsSolutions-CFR3",
      left: [{ at: /^grants-portal\/Distribution$/ }],
      reason:
        "CloudFront's log would keep the address of everybody who reads the site. The API's own log says route, status and time of every call, and the firewall counts what it stops.",
    },
    {
      rule: "AwsSolutions-COG1",
      left: [{ at: /^grants-data\/Staff$/ }],
      reason:
        "Fourteen characters and a second factor, and no rule about their kinds: the National Cyber Security Centre advises against those.",
    },
    {
      rule: "AwsSolutions-COG8",
      left: [{ at: /^grants-data\/Staff$/ }],
      reason:
        "A dozen people whose accounts the office makes itself, each with a second factor: threat protection is priced by the month for many who sign up.",
    },
    {
      rule: "AwsSolutions-IAM5",
      left: [
        {
          at: /^grants-(data\/ScannerRole|portal\/Functions\/\w+Rights)$/,
          finding: `Resource::arn:aws:s3:::${documents}/*`,
        },
        { at: /^grants-portal\/Functions\/(Event|Stream)\w+Rights$/, finding: `Resource::arn:aws:s3:::${failures}/*` },
        {
          at: /^grants-data\/ScannerRole$/,
          finding: `Resource::arn:aws:events:${region}:${account}:rule/${SCAN_RULE}`,
        },
        { at: /^grants-portal\/Functions\/ScheduleSendDueRights$/, finding: "Resource::*" },
      ],
      reason:
        "A star stands for the objects of one bucket, whose keys are random, for the one rule that GuardDuty names itself, and for the account's own rate of mail, which has no name. No action has a star.",
    },
    {
      rule: "AwsSolutions-SMG4",
      left: [{ at: /^grants-portal\/Functions\/FrontDoor\d+Word$/ }],
      reason:
        "The front door's words are renewed by a deployment, because CloudFront and every function must be told: two are valid, so that nobody is shut out meanwhile.",
    },
  ];
};

export const idOf = (rule: string, finding: string | undefined): string =>
  finding === undefined ? rule : `${rule}[${finding}]`;

/** Checks every template of an app when it is synthesised, but for what is acknowledged: a finding stops synth. */
export const check = (app: App, config: Config): void => {
  const constructs = app.node.findAll();
  for (const { rule, left, reason } of acknowledged(config))
    for (const { at, finding } of left)
      for (const construct of constructs.filter(({ node }) => at.test(node.path)))
        Validations.of(construct).acknowledge({ id: idOf(rule, finding), reason });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
};
