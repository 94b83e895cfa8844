import { CfnResource, Duration, RemovalPolicy, type Stack } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as Lambda, Runtime } from "aws-cdk-lib/aws-lambda";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { FRONT_DOOR_HEADER } from "../../functions/edge/front-door.ts";
import type { Config } from "./config.ts";

/**
 * Hashes the words while the stack is deployed, because CloudFormation cannot: a word itself is in no template, no function's
 * settings and no log. Text, as Lambda takes it inline; the SDK is Lambda's own. A right that was just given may take
 * seconds to be known everywhere, so it asks again. The answer goes to an address that is signed for no content type.
 */
export const HASHING = `
const hashOf = async (client, SecretId, tries = 10) => {
  try {
    const { SecretString } = await client.getSecretValue({ SecretId });
    return require("node:crypto").createHash("sha256").update(SecretString).digest("hex");
  } catch (error) {
    if (tries === 1) throw error;
    await new Promise((resolve) => setTimeout(resolve, 3000));
    return hashOf(client, SecretId, tries - 1);
  }
};
const outcomeOf = async ({ RequestType, ResourceProperties }) => {
  if (RequestType === "Delete") return { Status: "SUCCESS" };
  try {
    const { SecretsManager } = require("@aws-sdk/client-secrets-manager");
    const client = new SecretsManager();
    const hashes = await Promise.all(ResourceProperties.Words.map((word) => hashOf(client, word)));
    return { Status: "SUCCESS", Data: { hashes: hashes.join(" ") } };
  } catch (error) {
    return { Status: "FAILED", Reason: error.message };
  }
};
exports.handler = async (event) => {
  const { StackId, RequestId, LogicalResourceId, ResponseURL } = event;
  const answer = { StackId, RequestId, LogicalResourceId, PhysicalResourceId: "front-door", ...(await outcomeOf(event)) };
  await fetch(ResponseURL, { method: "PUT", body: Buffer.from(JSON.stringify(answer)) });
};
`.trim();

const wordOf = (stack: Stack, number: number): Secret =>
  new Secret(stack, `FrontDoor${number}Word`, {
    description: `What CloudFront says to the portal's API, number ${number}`,
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: RemovalPolicy.DESTROY,
  });

const hashesOf = (stack: Stack, words: readonly Secret[]): string => {
  const arns = words.map(({ secretArn }) => secretArn);
  const role = new Role(stack, "FrontDoorHashesRole", {
    assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
    inlinePolicies: {
      read: new PolicyDocument({
        statements: [new PolicyStatement({ actions: ["secretsmanager:GetSecretValue"], resources: arns })],
      }),
    },
  });
  const lambda = new Lambda(stack, "FrontDoorHashes", {
    description: "Hashes the front door's words while the stack is deployed",
    code: Code.fromInline(HASHING),
    handler: "index.handler",
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    timeout: Duration.seconds(60),
    role,
  });
  const hashed = new CfnResource(stack, "FrontDoorHashed", {
    type: "AWS::CloudFormation::CustomResource",
    // Without it a deployment waits an hour for an answer that does not come.
    properties: { ServiceToken: lambda.functionArn, ServiceTimeout: 120, Words: arns },
  });
  return hashed.getAtt("hashes").toString();
};

/**
 * Two words are valid, the one of the configured number and the one before, and CloudFront says the newer. Raising the number
 * by one renews it: while some places of CloudFront still say the one before, that is let in too.
 */
export const buildFrontDoor = (stack: Stack, { frontDoor: number }: Config) => {
  const [before, said] = [wordOf(stack, number - 1), wordOf(stack, number)];
  return {
    /** For the functions: SHA-256 of both, in hex, with a space between. */
    hashes: hashesOf(stack, [said, before]),
    /** For CloudFront, which resolves it when it is deployed. */
    headers: { [FRONT_DOOR_HEADER]: said.secretValue.unsafeUnwrap() },
  };
};
export type FrontDoor = ReturnType<typeof buildFrontDoor>;
