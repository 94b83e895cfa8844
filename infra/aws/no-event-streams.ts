/*
 * Stands in for the SDK's reader of event streams in the bundles (`bundle.ts`): S3 Select and Kinesis answer in them, and no
 * function asks for either.
 */

export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;

export const eventStreamSerdeProvider = () => ({});

export const EventStreamSerde = class {
  constructor() {
    throw new Error("This bundle reads no event streams.");
  }
};
