import { fromEnv } from "@aws-sdk/credential-provider-env";

/** Stands in for the SDK's own search for credentials in the bundles (`bundle.ts`): Lambda sets them in the environment. */
export const defaultProvider = () => fromEnv();
