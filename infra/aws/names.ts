import type { FunctionSpec } from "../../functions/manifest/spec.ts";
import { type FunctionName, MANIFEST } from "../../functions/manifest.ts";
import type { Config } from "./config.ts";

export const specOf = (name: FunctionName): FunctionSpec => MANIFEST[name];
export const FUNCTION_NAMES = Object.keys(MANIFEST).filter((name): name is FunctionName => name in MANIFEST);

/** `http/applications` is `grants-http-applications`, as function and as role. */
export const physicalName = (name: FunctionName): string => `grants-${name.replaceAll("/", "-")}`;
/** `http/applications` is `HttpApplications` within a stack. */
export const logicalName = (name: string): string =>
  name
    .split(/\W/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");

/**
 * Names that are chosen and not generated: a policy can name its resource before it exists, a bucket can refuse by the name
 * of a role in another stack, and a restored table is adopted by its name.
 */
export const namesOf = ({ account, region, domain, tableName }: Config) => {
  const table = `arn:aws:dynamodb:${region}:${account}:table/${tableName}`;
  const documents = `grants-documents-${account}`;
  const failures = `grants-failures-${account}`;
  const configurationSet = "grants";
  return {
    siteAddress: `https://${domain}`,
    table,
    index: (index: string): string => `${table}/index/${index}`,
    documents,
    failures,
    accessLogs: `grants-access-logs-${account}`,
    /** Buckets are asked by path: one address is all the browser may post to (`functions/deps.ts`). */
    uploadOrigin: `https://s3.${region}.amazonaws.com`,
    role: (name: FunctionName): string => `arn:aws:iam::${account}:role/${physicalName(name)}`,
    scannerRole: "grants-document-scanner",
    configurationSet,
    mail: [
      `arn:aws:ses:${region}:${account}:identity/${domain}`,
      `arn:aws:ses:${region}:${account}:configuration-set/${configurationSet}`,
    ],
  };
};
export type Names = ReturnType<typeof namesOf>;
