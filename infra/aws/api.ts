import { CfnOutput, RemovalPolicy, type Stack } from "aws-cdk-lib";
import { CfnStage, HttpApi, HttpMethod, HttpNoneAuthorizer } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Trigger } from "../../functions/manifest/spec.ts";
import { type Route, routeParts } from "../../shared/contract.ts";
import type { Config } from "./config.ts";
import type { Built } from "./functions.ts";
import { logicalName } from "./names.ts";

const METHODS: Readonly<Record<string, HttpMethod>> = {
  GET: HttpMethod.GET,
  POST: HttpMethod.POST,
  PUT: HttpMethod.PUT,
  DELETE: HttpMethod.DELETE,
};

/** The routes of a trigger: every endpoint of its contract, and its pages. */
export const routesOf = (trigger: Trigger): readonly Route[] =>
  "http" in trigger ? [...Object.values(trigger.http).map(({ route }) => route), ...(trigger.pages ?? [])] : [];

/** What is kept of a request: nothing that tells who made it. */
const LOGGED = {
  requestId: "$context.requestId",
  route: "$context.routeKey",
  status: "$context.status",
  milliseconds: "$context.responseLatency",
  at: "$context.requestTimeEpoch",
  error: "$context.integrationErrorMessage",
};

/** The HTTP API: the contract's own route strings are its route keys. Sessions are ours: no authorizer. */
export const buildApi = (
  stack: Stack,
  config: Config,
  functions: readonly (Built & { readonly trigger: Trigger })[],
): HttpApi => {
  const api = new HttpApi(stack, "Api", { apiName: "grants", createDefaultStage: false });
  for (const { name, lambda, trigger } of functions) {
    const integration = new HttpLambdaIntegration(`${logicalName(name)}Integration`, lambda, {
      scopePermissionToRoute: false,
    });
    for (const route of routesOf(trigger)) {
      const { method, path } = routeParts(route);
      const known = METHODS[method];
      if (known === undefined) throw new Error(`${route}: API Gateway is told no such method.`);
      api.addRoutes({ path, methods: [known], integration, authorizer: new HttpNoneAuthorizer() });
    }
  }
  const logGroup = new LogGroup(stack, "ApiLog", {
    logGroupName: "/grants/api",
    retention: config.logRetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  new CfnStage(stack, "ApiStage", {
    apiId: api.apiId,
    stageName: "$default",
    autoDeploy: true,
    defaultRouteSettings: { throttlingRateLimit: 200, throttlingBurstLimit: 400, detailedMetricsEnabled: false },
    accessLogSettings: { destinationArn: logGroup.logGroupArn, format: JSON.stringify(LOGGED) },
  });
  new CfnOutput(stack, "ApiAddress", {
    value: api.apiEndpoint,
    description: "The API's own address, behind CloudFront: npm run smoke asks whether it refuses",
  });
  return api;
};
