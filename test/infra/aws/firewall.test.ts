import { randomUUID } from "node:crypto";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { edgeStack } from "../../../infra/aws/edge.ts";
import { applications } from "../../../shared/contract/applications.ts";
import { routeParts } from "../../../shared/contract.ts";
import { ASK_LIMITS } from "../../../shared/rules/sign-in.ts";
import { refusalOf } from "../../../web/api.ts";
import { CONFIG, ofType } from "./templates.ts";

const Action = z.union([
  z.strictObject({
    Block: z.object({ CustomResponse: z.object({ ResponseCode: z.int(), CustomResponseBodyKey: z.string() }) }),
  }),
  z.strictObject({ Count: z.strictObject({}) }),
]);
const Managed = z.strictObject({
  ManagedRuleGroupStatement: z.strictObject({
    Name: z.string(),
    VendorName: z.literal("AWS"),
    RuleActionOverrides: z.array(z.strictObject({ Name: z.string(), ActionToUse: Action })),
  }),
});
const Rate = z.strictObject({
  RateBasedStatement: z.strictObject({
    AggregateKeyType: z.literal("IP"),
    Limit: z.int(),
    EvaluationWindowSec: z.int(),
  }),
});
const Rule = z.looseObject({ Name: z.string(), Action: z.optional(Action), Statement: z.union([Managed, Rate]) });
const Acl = z.looseObject({
  Scope: z.literal("CLOUDFRONT"),
  DefaultAction: z.unknown(),
  Rules: z.array(Rule),
  CustomResponseBodies: z.record(z.string(), z.strictObject({ Content: z.string(), ContentType: z.string() })),
});
const template = Template.fromStack(edgeStack(new App({ builtinCloudFormationValidation: false }), CONFIG).stack);
const [acl] = Object.values(ofType(template, "AWS::WAFv2::WebACL")).map((each) => Acl.parse(each));
if (acl === undefined) throw new Error("There is no web ACL.");

/** Every rule of Amazon's groups, as their documentation lists them, with what it is told to do. */
const managed = acl.Rules.flatMap(({ Statement }) =>
  "ManagedRuleGroupStatement" in Statement
    ? Statement.ManagedRuleGroupStatement.RuleActionOverrides.map(({ Name, ActionToUse }) => ({
        rule: Name,
        blocks: "Block" in ActionToUse,
      }))
    : [],
);
const rates = acl.Rules.flatMap(({ Statement }) =>
  "RateBasedStatement" in Statement ? [Statement.RateBasedStatement] : [],
);
const blocks = acl.Rules.flatMap(({ Action: own, Statement }) => [
  ...(own === undefined ? [] : [own]),
  ...("ManagedRuleGroupStatement" in Statement
    ? Statement.ManagedRuleGroupStatement.RuleActionOverrides.map(({ ActionToUse }) => ActionToUse)
    : []),
]).flatMap((action) => ("Block" in action ? [action.Block.CustomResponse] : []));

describe("a draft of 40 KB with SQL, HTML and apostrophes", () => {
  const paragraph =
    "The group's manager wrote: it's '; DROP TABLE bids; -- and 1=1 UNION SELECT * FROM people, " +
    "<script>alert('x')</script> <img src=x onerror=alert(1)> ../../etc/passwd; O'Hara & sons' \"quotes\". ";
  const save: z.input<typeof applications.save.body> = {
    draftId: "d_1",
    was: 1,
    answers: { need: paragraph.repeat(75), change: paragraph.repeat(75), people: paragraph.repeat(75) },
    done: false,
    writeId: randomUUID(),
  };
  const body = JSON.stringify(save);
  const { method, path } = routeParts(applications.save.route);
  // The parts that a rule of Amazon's may look at, by the end of its name.
  const request = {
    BODY: body,
    QUERYSTRING: "",
    URIPATH: path.replace("{id}", "CAF-26Q4-0017-K").replace("{section}", "need"),
    METHOD: method,
    HEADER: "host: grants.example.org\ncontent-type: application/json\norigin: https://grants.example.org",
    ADDRESS: "198.51.100.10",
  };
  const looksAt = (rule: string): keyof typeof request => {
    if (/^AWSManaged(IPReputation|Reconnaissance)List$/.test(rule)) return "ADDRESS";
    const [, part] = /_([A-Z]+)$/.exec(rule) ?? [];
    if (part === "BODY" || part === "QUERYSTRING" || part === "URIPATH" || part === "METHOD" || part === "HEADER")
      return part;
    throw new Error(`What does ${rule} look at?`);
  };

  it("is one that the portal takes", () => {
    const bytes = Buffer.byteLength(body);
    expect(bytes).toBeGreaterThan(40 * 1024);
    expect(bytes).toBeLessThan(applications.save.limitBytes);
    expect(applications.save.body.safeParse(save).error).toBeUndefined();
  });

  it("passes every rule that blocks, because none of them sees it", () => {
    const blocking = managed.filter((rule) => rule.blocks).map(({ rule }) => rule);
    expect(blocking.length).toBeGreaterThan(8);
    const seen = blocking.map((rule) => request[looksAt(rule)]);
    expect(seen.filter((part) => /DROP|<script|'|\.\./.test(part))).toEqual([]);
    expect(acl.DefaultAction).toEqual({ Allow: {} });
  });

  it("is counted where it would have been blocked: every rule on bodies, and those alone", () => {
    expect(managed.filter((rule) => !rule.blocks).map(({ rule }) => looksAt(rule))).toEqual(["BODY", "BODY", "BODY"]);
    expect(managed.filter(({ rule }) => looksAt(rule) === "BODY").every((rule) => !rule.blocks)).toBe(true);
  });

  it("meets no rule on its size: no group that has one is there", () => {
    expect(acl.Rules.map(({ Name }) => Name)).toEqual([
      "flood",
      "AWSManagedRulesAmazonIpReputationList",
      "AWSManagedRulesKnownBadInputsRuleSet",
    ]);
  });
});

describe("a hall of thirty people behind one address", () => {
  const PEOPLE = 30;

  it("can save every two seconds, each save with a read, and meets no rule on its rate", () => {
    for (const { Limit, EvaluationWindowSec } of rates)
      expect(Limit).toBeGreaterThan(PEOPLE * (EvaluationWindowSec / 2) * 2);
    expect(rates).toHaveLength(1);
  });

  it("can come in, each with a file of the site for each of twenty pages, in five minutes", () => {
    for (const { Limit } of rates) expect(Limit).toBeGreaterThan(PEOPLE * 20 * 10);
  });

  it("can sign in within a quarter of an hour", () => {
    const [limit] = ASK_LIMITS.filter(({ of }) => of === "ip");
    expect(limit?.most).toBeGreaterThanOrEqual(PEOPLE);
  });
});

describe("a block", () => {
  it.each(blocks.map(({ ResponseCode, CustomResponseBodyKey }) => [CustomResponseBodyKey, ResponseCode] as const))(
    "answers as the portal does: %s, %s",
    (slug, status) => {
      const { Content = "", ContentType } = acl.CustomResponseBodies[slug] ?? {};
      const refusal = refusalOf(JSON.parse(Content));
      expect([refusal.kind, refusal.problem?.status, ContentType]).toEqual([slug, status, "APPLICATION_JSON"]);
    },
  );

  it("is made by every rule that blocks", () => {
    expect(blocks).toHaveLength(managed.filter((rule) => rule.blocks).length + rates.length);
    expect(new Set(blocks.map(({ CustomResponseBodyKey }) => CustomResponseBodyKey))).toEqual(
      new Set(["forbidden", "too-many"]),
    );
  });
});
