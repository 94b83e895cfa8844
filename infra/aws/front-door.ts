import { RemovalPolicy, type Stack } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Config } from "./config.ts";

/** What CloudFront sends with every request to the API, and what a request past CloudFront lacks. */
export const FRONT_DOOR_HEADER = "x-front-door";

const secret = (stack: Stack, id: string): Secret =>
  new Secret(stack, id, {
    description: "CloudFront's word to the portal's API",
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: RemovalPolicy.DESTROY,
  });

/** Two secrets are valid, one is sent: `frontDoor` in the configuration moves to the other, so that each can be renewed. */
export const frontDoor = (stack: Stack, { frontDoor: sent }: Config): Record<string, string> => {
  const secrets = { a: secret(stack, "FrontDoorA"), b: secret(stack, "FrontDoorB") };
  return { [FRONT_DOOR_HEADER]: secrets[sent].secretValue.unsafeUnwrap() };
};
