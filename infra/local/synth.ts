import { inOrder, tool } from "./command.ts";

/** `npm run synth`: the CloudFormation of the CDK app, offline. */
export const run = (args: readonly string[]): Promise<void> =>
  inOrder([() => tool("cdk", ["synth", "--quiet", ...args])]);
