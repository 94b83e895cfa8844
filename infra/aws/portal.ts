import { type App, NestedStack, Stack } from "aws-cdk-lib";
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

/**
 * Everything that can be deleted and made again: the routes, the site and the alarms in one stack, the functions with what
 * starts them in a second one within it, because a template takes 500 resources.
 *
 * Within it and not beside it: the two are deployed, and taken back when something fails, as one. What the routes need of a
 * function is handed up by outputs that change with it, so one deployment may rename or remove a function: the routes are
 * moved first, and what is no longer named goes when everything else is done. An export of a stack beside it could not be
 * taken away while the routes still use it, and names written by hand would lead nowhere between two deployments.
 */
export const portalStack = (
  app: App,
  config: Config,
  { edge, data, bundles }: { edge: Edge; data: Data; bundles: Bundles },
): { portal: Stack; functions: NestedStack } => {
  const { account, region } = config;
  const portal = new Stack(app, "grants-portal", {
    env: { account, region },
    crossRegionReferences: true,
    description: "The grants portal: routes, site, alarms, and the functions within it",
  });
  const within = new NestedStack(portal, "Functions", {
    description: "The functions of the grants portal, what starts them, and the front door's words",
  });
  const frontDoor = buildFrontDoor(within, config);
  const functions = buildFunctions(within, { config, data, frontDoor }, bundles).map((built) => ({
    ...built,
    trigger: specOf(built.name).trigger,
  }));
  connect(within, config, functions, data.table.tableStreamArn ?? "");
  const api = buildApi(portal, config, functions);
  const site = buildSite(portal, config, { edge, api, frontDoor });
  // CloudFront says a new word only when every function knows it.
  site.node.addDependency(within);
  buildAlarms(portal, config, functions, api);
  return { portal, functions: within };
};
