import { APPLYING } from "./manifest/applying.ts";
import { EVERYBODY } from "./manifest/everybody.ts";
import { OFFICE } from "./manifest/office.ts";
import { PANEL } from "./manifest/panel.ts";
import type { FunctionSpec } from "./manifest/spec.ts";
import { UNASKED } from "./manifest/unasked.ts";

/**
 * Everything that runs. The CDK app and the local runtime are two readers of this one record; its keys are file paths:
 * `"http/session"` is `functions/http/session.ts`, the Lambda, the log group and the alarm.
 * The entries stand in `manifest/`, by who asks; what their parts mean is in `manifest/spec.ts`.
 */
export const MANIFEST = {
  ...EVERYBODY,
  ...APPLYING,
  ...OFFICE,
  ...PANEL,
  ...UNASKED,
} as const satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof MANIFEST;
