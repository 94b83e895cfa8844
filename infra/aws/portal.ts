import { type App, Stack } from "aws-cdk-lib";
import { buildAlarms } from "./alarms.ts";
import { buildApi } from "./api.ts";
import type { Bundles } from "./bundle.ts";
import type { Config } from "./config.ts";
import type { Data } from "./data.ts";
import type { Edge } from "./edge.ts";
import { buildFrontDoor } from "./front-door.ts";
import { buildFunctions } from "./functions.ts";
import { specOf } from "./names.ts";
import { buildSite } from "./site.ts";
import { connect } from "./triggers.ts";

/** Everything that can be deleted and made again: functions, routes, the site. */
export const portalStack = (
  app: App,
  config: Config,
  { edge, data, bundles }: { edge: Edge; data: Data; bundles: Bundles },
): Stack => {
  const { account, region } = config;
  const stack = new Stack(app, "grants-portal", {
    env: { account, region },
    crossRegionReferences: true,
    description: "The grants portal: functions, routes, site",
  });
  const frontDoor = buildFrontDoor(stack, config);
  const functions = buildFunctions(stack, { config, data, frontDoor }, bundles).map((built) => ({
    ...built,
    trigger: specOf(built.name).trigger,
  }));
  connect(stack, config, functions, data.table.tableStreamArn ?? "");
  const api = buildApi(stack, config, functions);
  const site = buildSite(stack, config, { edge, api, frontDoor });
  // CloudFront says a new word only when every function knows it.
  for (const { lambda } of functions) site.node.addDependency(lambda);
  buildAlarms(stack, config, functions, api);
  return stack;
};
