import { Duration, RemovalPolicy, SecretValue, type Stack } from "aws-cdk-lib";
import { Policy, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as Lambda, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { FunctionName } from "../../functions/manifest.ts";
import { statementsOf } from "./access.ts";
import type { Bundles } from "./bundle.ts";
import type { Config } from "./config.ts";
import type { Data } from "./data.ts";
import type { FrontDoor } from "./front-door.ts";
import { FUNCTION_NAMES, logicalName, namesOf, physicalName, specOf } from "./names.ts";

/** What the local runtime holds functions to as well (`infra/local/functions.ts`). */
export const DEFAULTS = { timeoutSeconds: 10, memoryMiB: 512 } as const;

/** `functions/deps.ts` Settings, as a deployment tells them. */
export const environmentOf = (
  config: Config,
  { staff }: Pick<Data, "staff">,
  { hashes }: Pick<FrontDoor, "hashes">,
): Record<string, string> => {
  const { siteAddress, documents, configurationSet } = namesOf(config);
  return {
    PORTAL_TABLE: config.tableName,
    PORTAL_DOCUMENTS_BUCKET: documents,
    PORTAL_SITE_ADDRESS: siteAddress,
    PORTAL_SENDER: config.sender,
    PORTAL_REPLY_TO: config.replyTo,
    PORTAL_CONFIGURATION_SET: configurationSet,
    PORTAL_MAIL: config.mail,
    PORTAL_MAIL_ONLY_TO: config.mailOnlyTo.join(" "),
    PORTAL_STAFF_ISSUER: staff.issuer,
    PORTAL_STAFF_CLIENT_ID: staff.clientId,
    PORTAL_FIRST_ADMINISTRATOR: config.firstAdministrator,
    PORTAL_FRONT_DOOR_HASHES: hashes,
  };
};

/**
 * The office's keys of public registers, for the one function that asks them. What stands in the template is a reference,
 * which CloudFormation resolves while it deploys: a renewed key takes a deployment.
 */
export const registerKeysOf = (name: FunctionName, config: Config): Record<string, string> => {
  if (specOf(name).registers !== true) return {};
  const keys = {
    PORTAL_CHARITY_COMMISSION_KEY: config.charityCommissionKey,
    PORTAL_COMPANIES_HOUSE_KEY: config.companiesHouseKey,
  };
  return Object.fromEntries(
    Object.entries(keys).flatMap(([setting, secret]): [string, string][] =>
      secret === undefined ? [] : [[setting, SecretValue.secretsManager(secret).unsafeUnwrap()]],
    ),
  );
};

export type Built = { readonly name: FunctionName; readonly lambda: Lambda; readonly logGroup: LogGroup };

/** What all functions of one deployment share. */
type Deployment = { readonly config: Config; readonly data: Data; readonly frontDoor: FrontDoor };

const build = (stack: Stack, name: FunctionName, folder: string, { config, data, frontDoor }: Deployment): Built => {
  const { timeoutSeconds = DEFAULTS.timeoutSeconds, memoryMiB = DEFAULTS.memoryMiB } = specOf(name);
  const id = logicalName(name);
  const logGroup = new LogGroup(stack, `${id}Log`, {
    logGroupName: `/grants/${name}`,
    retention: config.logRetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(stack, `${id}Role`, {
    roleName: physicalName(name),
    assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
  });
  const policy = new Policy(stack, `${id}Rights`, {
    roles: [role],
    statements: statementsOf(name, config, {
      stream: data.table.tableStreamArn ?? "",
      key: data.key.keyArn,
      logGroup: logGroup.logGroupArn,
    }),
  });
  const lambda = new Lambda(stack, id, {
    functionName: physicalName(name),
    description: `functions/${name}.ts`,
    code: Code.fromAsset(folder),
    handler: "index.handler",
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    timeout: Duration.seconds(timeoutSeconds),
    memorySize: memoryMiB,
    environment: { ...environmentOf(config, data, frontDoor), ...registerKeysOf(name, config) },
    role,
    logGroup,
  });
  // A function that runs before its rights are there fails its first callers.
  lambda.node.addDependency(policy);
  return { name, lambda, logGroup };
};

const folderOf = (bundles: Bundles, name: FunctionName): string => {
  const bundle = bundles.get(name);
  if (bundle === undefined) throw new Error(`${name} was not bundled.`);
  return bundle.folder;
};

/** One Lambda, one role, one log group for each entry of the manifest. No concurrency is reserved: new accounts have ten. */
export const buildFunctions = (stack: Stack, deployment: Deployment, bundles: Bundles): readonly Built[] =>
  FUNCTION_NAMES.map((name) => build(stack, name, folderOf(bundles, name), deployment));
