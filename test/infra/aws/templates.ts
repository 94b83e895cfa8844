import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { expect } from "vitest";
import * as z from "zod/mini";
import type { Bundles } from "../../../infra/aws/bundle.ts";
import { readConfig } from "../../../infra/aws/config.ts";
import { FUNCTION_NAMES } from "../../../infra/aws/names.ts";
import { makeStacks } from "../../../infra/aws/stacks.ts";

const Context = z.object({ context: z.record(z.string(), z.unknown()) });
const { context } = Context.parse(JSON.parse(readFileSync("cdk.json", "utf8")));
export const CONFIG = readConfig(context.portal);
const Built = z.record(
  z.string(),
  z.object({ Type: z.string(), Properties: z.optional(z.record(z.string(), z.unknown())) }),
);

// What a function runs says nothing about its template: one file stands for every bundle (bundle.test.ts makes the real ones).
const FOLDER = "node_modules/.cache/a-function";
mkdirSync(FOLDER, { recursive: true });
writeFileSync(join(FOLDER, "index.js"), "exports.handler = async () => undefined;");
const BUNDLES: Bundles = new Map(FUNCTION_NAMES.map((name) => [name, { folder: FOLDER, sizeBytes: 0, packages: [] }]));

/**
 * The templates as `npm run synth` makes them, anew. The CDK's own check of templates takes longer than all the rest: it
 * runs in `npm run synth`, which is in `.ci/run`.
 */
export const synthesisedAnew = (config = CONFIG) => {
  const stacks = makeStacks(new App({ context, builtinCloudFormationValidation: false }), config, BUNDLES);
  const template = (stack: keyof typeof stacks) => Template.fromStack(stacks[stack]);
  return {
    stacks,
    edge: template("edge"),
    data: template("data"),
    portal: template("portal"),
    functions: template("functions"),
  };
};

const known = new Map<string, ReturnType<typeof synthesisedAnew>>();
/** The same, once in a file for each configuration. */
export const synthesised = (config = CONFIG) => {
  const key = JSON.stringify(config);
  const made = known.get(key) ?? synthesisedAnew(config);
  known.set(key, made);
  return made;
};

const Report = z.object({
  pluginReports: z.array(
    z.object({
      violations: z.array(
        z.object({
          ruleName: z.string(),
          severity: z.optional(z.string()),
          violatingConstructs: z.array(z.object({ constructPath: z.string() })),
        }),
      ),
    }),
  ),
});

/** What a check finds in the templates, from the report that synth writes. */
export const findingsOf = (checks: (app: App) => void, config = CONFIG) => {
  const outdir = mkdtempSync(join(tmpdir(), "synth-"));
  const app = new App({ context, outdir, builtinCloudFormationValidation: false });
  makeStacks(app, config, BUNDLES);
  checks(app);
  let stopped = false;
  try {
    app.synth();
  } catch {
    // Findings stop a synth; the report says which.
    stopped = true;
  }
  const file = join(outdir, "validation-report.json");
  // Where there is nothing to say there is no report.
  const { pluginReports } = existsSync(file)
    ? Report.parse(JSON.parse(readFileSync(file, "utf8")))
    : { pluginReports: [] };
  rmSync(outdir, { recursive: true });
  return { stopped, found: pluginReports.flatMap(({ violations }) => violations) };
};

/** What must hold, counted as assertions of ours. */
export const has = (template: Template, type: string, properties: object): void =>
  expect(() => template.hasResourceProperties(type, properties)).not.toThrow();
export const every = (template: Template, type: string, properties: object): void =>
  expect(() => template.allResourcesProperties(type, properties)).not.toThrow();
export const counts = (template: Template, type: string, count: number): void =>
  expect(Object.keys(template.findResources(type))).toHaveLength(count);

/** The properties of every resource of a type, by logical id. */
export const ofType = (template: Template, type: string): Record<string, Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(Built.parse(template.findResources(type))).map(([id, { Properties = {} }]) => [id, Properties]),
  );

const Statement = z.looseObject({
  Action: z.union([z.string(), z.array(z.string())]),
  Effect: z.string(),
  Resource: z.optional(z.unknown()),
});
const Document = z.object({ Statement: z.array(Statement) });
const Policy = z.object({ PolicyDocument: Document, PolicyName: z.optional(z.string()) });
const WithInline = z.object({ RoleName: z.optional(z.string()), Policies: z.optional(z.array(Policy)) });
export type Said = z.infer<typeof Statement> & { of: string };

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);
export const actionsOf = ({ Action }: Said): readonly string[] => list(Action);
export const resourcesOf = ({ Resource }: Said): readonly unknown[] => list(Resource);

/** Every statement that somebody's role carries; the roles of CDK's own helpers are told apart by having no name of ours. */
export const statements = (template: Template): Said[] => [
  ...Object.entries(ofType(template, "AWS::IAM::Policy")).flatMap(([of, properties]) =>
    Policy.parse(properties).PolicyDocument.Statement.map((said) => ({ ...said, of })),
  ),
  ...Object.entries(ofType(template, "AWS::IAM::Role")).flatMap(([of, properties]) =>
    (WithInline.parse(properties).Policies ?? []).flatMap(({ PolicyDocument }) =>
      PolicyDocument.Statement.map((said) => ({ ...said, of })),
    ),
  ),
];
