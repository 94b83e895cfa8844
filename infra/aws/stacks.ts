import type { App } from "aws-cdk-lib";
import type { Bundles } from "./bundle.ts";
import type { Config } from "./config.ts";
import { dataStack } from "./data.ts";
import { edgeStack } from "./edge.ts";
import { portalStack } from "./portal.ts";

/** The three stacks of one deployment, and the one within the portal's. */
export const makeStacks = (app: App, config: Config, bundles: Bundles) => {
  const edge = edgeStack(app, config);
  const data = dataStack(app, config);
  const { portal, functions } = portalStack(app, config, { edge, data, bundles });
  return { edge: edge.stack, data: data.stack, portal, functions };
};
