import type { Stack } from "aws-cdk-lib";
import { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import { PROBLEMS, type ProblemSlug, problemPath } from "../../shared/problem.ts";

/**
 * The rules of Amazon's groups that block, by name: none of them looks at a body. A draft is kilobytes of free text that may
 * well quote SQL or HTML, and it is parsed strictly and never put into either.
 */
export const BLOCKING = {
  AWSManagedRulesAmazonIpReputationList: ["AWSManagedIPReputationList", "AWSManagedReconnaissanceList"],
  AWSManagedRulesKnownBadInputsRuleSet: [
    "ExploitablePaths_URIPATH",
    "Host_localhost_HEADER",
    "JavaDeserializationRCE_HEADER",
    "JavaDeserializationRCE_QUERYSTRING",
    "JavaDeserializationRCE_URIPATH",
    "Log4JRCE_HEADER",
    "Log4JRCE_QUERYSTRING",
    "Log4JRCE_URIPATH",
    "PROPFIND_METHOD",
  ],
} as const;
/** Those that look at bodies: counted, so that it can be seen, and nothing more. */
export const COUNTING = {
  AWSManagedRulesAmazonIpReputationList: [],
  AWSManagedRulesKnownBadInputsRuleSet: ["JavaDeserializationRCE_BODY", "Log4JRCE_BODY", "ReactJSRCE_BODY"],
} as const;

/** Thirty people behind one address who all save every two seconds stay under it. */
export const REQUESTS_IN_FIVE_MINUTES = 10_000;

/** A block answers as the portal itself would, so that the page keeps what was typed and says so. */
const ANSWERS = ["forbidden", "too-many"] as const satisfies readonly ProblemSlug[];
const refuse = (slug: (typeof ANSWERS)[number]) => ({
  block: { customResponse: { responseCode: PROBLEMS[slug].status, customResponseBodyKey: slug } },
});

const seen = (metricName: string) => ({ cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false });

const managed = (name: keyof typeof BLOCKING, priority: number): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: "AWS",
      name,
      ruleActionOverrides: [
        ...BLOCKING[name].map((rule) => ({ name: rule, actionToUse: refuse("forbidden") })),
        ...COUNTING[name].map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      ],
    },
  },
  visibilityConfig: seen(name),
});

/** The web ACL of the distribution. Everything is let through but what is known to be an attack, or a flood from one address. */
export const firewall = (stack: Stack): CfnWebACL =>
  new CfnWebACL(stack, "Firewall", {
    scope: "CLOUDFRONT",
    defaultAction: { allow: {} },
    customResponseBodies: Object.fromEntries(
      ANSWERS.map((slug) => [
        slug,
        {
          contentType: "APPLICATION_JSON",
          content: JSON.stringify({ type: problemPath(slug), ...PROBLEMS[slug] }),
        },
      ]),
    ),
    visibilityConfig: seen("grants"),
    rules: [
      {
        name: "flood",
        priority: 0,
        action: refuse("too-many"),
        statement: {
          rateBasedStatement: {
            aggregateKeyType: "IP",
            limit: REQUESTS_IN_FIVE_MINUTES,
            evaluationWindowSec: 300,
          },
        },
        visibilityConfig: seen("flood"),
      },
      managed("AWSManagedRulesAmazonIpReputationList", 1),
      managed("AWSManagedRulesKnownBadInputsRuleSet", 2),
    ],
  });
