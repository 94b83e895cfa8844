/**
 * Stands in for the SDK's store of discovered endpoints in the bundles (`bundle.ts`): it is made with every DynamoDB client
 * and used only where discovery is switched on, which it is nowhere.
 */
export const EndpointCache = class {};
