import { fileURLToPath } from "node:url";
import { App } from "aws-cdk-lib";
import { check } from "./acknowledged.ts";
import { bundleAll, bundleFaults } from "./bundle.ts";
import { readConfig } from "./config.ts";
import { makeStacks } from "./stacks.ts";

const BUNDLES = fileURLToPath(new URL("../../dist/functions/", import.meta.url));

const app = new App();
try {
  const config = readConfig(app.node.tryGetContext("portal"));
  const bundles = await bundleAll(BUNDLES);
  const faults = bundleFaults(bundles);
  if (faults.length > 0) throw new Error(faults.join("\n"));
  makeStacks(app, config, bundles);
  check(app, config);
} catch (error) {
  // Whoever installs the portal reads this: a sentence, not a stack of calls.
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
