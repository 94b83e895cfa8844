import type { Context } from "aws-lambda";
import pLimit from "p-limit";
import { type Deps, makeClients, makeDeps } from "../../functions/deps.ts";
import type { FunctionSpec } from "../../functions/manifest/spec.ts";
import { type FunctionName, MANIFEST } from "../../functions/manifest.ts";
import { as, guarded } from "./guard.ts";

/** Lambda's and API Gateway's limits, kept here because AWS keeps them: a local runtime that forgives is worse than none. */
export const LIMITS = {
  payloadBytes: 6 * 1024 * 1024,
  /** Request line and headers together. */
  headerBytes: 10_240,
  functionSeconds: 10,
  gatewaySeconds: 30,
} as const;

type Handler = (event: unknown, context: Context) => Promise<unknown>;

export const specOf = (name: FunctionName): FunctionSpec => MANIFEST[name];
export const FUNCTION_NAMES = Object.keys(MANIFEST).filter((name): name is FunctionName => name in MANIFEST);

/** What Lambda tells a function of its run. */
export const contextFor = (name: string, endsAt: number): Context => ({
  awsRequestId: crypto.randomUUID(),
  callbackWaitsForEmptyEventLoop: false,
  functionName: name.replaceAll("/", "-"),
  functionVersion: "$LATEST",
  invokedFunctionArn: `arn:aws:lambda:eu-west-2:000000000000:function:${name.replaceAll("/", "-")}`,
  logGroupName: `/aws/lambda/${name}`,
  logStreamName: "local",
  memoryLimitInMB: "512",
  getRemainingTimeInMillis: () => Math.max(0, endsAt - Date.now()),
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
});

export class TimedOut extends Error {}

// Made at the first call, when the environment stands: on AWS each function has a role, here they share guarded clients.
let made: Deps | undefined;
const deps = (): Deps => {
  made ??= makeDeps({ clients: guarded(makeClients()) });
  return made;
};

const handlers = new Map<FunctionName, Promise<Handler>>();
const handlerOf = (name: FunctionName): Promise<Handler> => {
  const known = handlers.get(name);
  if (known !== undefined) return known;
  const file = new URL(`../../functions/${name}.ts`, import.meta.url).href;
  const loading = import(file).then((module: { handler: { withDeps: (deps: Deps) => Handler } }) =>
    module.handler.withDeps(deps()),
  );
  handlers.set(name, loading);
  return loading;
};

let answering = 0;
const waiting = new Set<() => void>();

/**
 * When no request waits for its answer, or after some milliseconds at most. On AWS requests and the stream have machines of
 * their own; here they share one, and whoever submits in the last second before a close goes before what is told of it.
 */
export const whenAnswered = (atMost: number): Promise<void> =>
  answering === 0
    ? Promise.resolve()
    : new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          waiting.delete(done);
          resolve();
        };
        const timer = setTimeout(done, atMost);
        waiting.add(done);
      });

const counted = async <T>(run: () => Promise<T>): Promise<T> => {
  answering += 1;
  try {
    return await run();
  } finally {
    answering -= 1;
    if (answering === 0) for (const done of [...waiting]) done();
  }
};

/**
 * Ten requests at once, as many functions as a new account runs. On AWS each has a machine of its own and its time is its
 * own; here they share one, so the rest wait for their turn before their time begins, and a burst ends no request unanswered.
 */
const inTurn = pLimit(10);

/** Runs one function as Lambda would: its own grants, its own time limit, and the payload limit both ways. */
export const invoke = (name: FunctionName, event: unknown): Promise<unknown> =>
  name.startsWith("http/") ? counted(() => inTurn(() => invoked(name, event))) : invoked(name, event);

const invoked = async (name: FunctionName, event: unknown): Promise<unknown> => {
  const seconds = specOf(name).timeoutSeconds ?? LIMITS.functionSeconds;
  if (Buffer.byteLength(JSON.stringify(event)) > LIMITS.payloadBytes)
    throw new Error(`${name}: the event is over 6 MB.`);
  const handler = await handlerOf(name);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut(`${name} took longer than ${seconds} seconds.`)), seconds * 1000);
  });
  try {
    const answer = await Promise.race([
      as(name, () => handler(event, contextFor(name, Date.now() + seconds * 1000))),
      late,
    ]);
    if (Buffer.byteLength(JSON.stringify(answer ?? null)) > LIMITS.payloadBytes)
      throw new Error(`${name}: the answer is over 6 MB.`);
    return answer;
  } finally {
    clearTimeout(timer);
  }
};
