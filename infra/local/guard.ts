import { AsyncLocalStorage } from "node:async_hooks";
import { appendFileSync } from "node:fs";
import type { makeClients } from "../../functions/deps.ts";
import type { Grants } from "../../functions/manifest/spec.ts";
import { type FunctionName, MANIFEST } from "../../functions/manifest.ts";
import { grantsBehind, type Right, rightsOf, SIGN_UPLOAD } from "./rights.ts";

/*
 * What IAM does, on a laptop: a call outside the grants of the function that makes it is refused, and nothing under
 * functions/ knows. With PORTAL_RECORD every grant that was used, and every refusal, is noted in that file, once a process.
 */

type Clients = ReturnType<typeof makeClients>;
type Running = { readonly name: FunctionName; readonly run: number; readonly withinCommand: boolean };

const running = new AsyncLocalStorage<Running>();

let runs = 0;

/** Runs something in the name of a function: whatever it calls needs that function's grants. */
export const as = <T>(name: FunctionName, run: () => T): T => {
  runs += 1;
  return running.run({ name, run: runs, withinCommand: false }, run);
};

/** The function in whose name the code is running, and its how-manieth run; undefined for what is no function's (a test's own doing). */
export const runningNow = (): Pick<Running, "name" | "run"> | undefined => running.getStore();

/** What a refused call throws, by the name AWS gives it. */
export class AccessDenied extends Error {
  override readonly name = "AccessDeniedException";
}

const noted = new Set<string>();
const note = (line: string): void => {
  const file = process.env.PORTAL_RECORD;
  if (file === undefined || file === "" || noted.has(line)) return;
  noted.add(line);
  appendFileSync(file, `${line}\n`);
};

const demand = (name: FunctionName, right: Right): void => {
  const grants: Grants = MANIFEST[name].grants;
  const behind = grantsBehind(grants, right);
  for (const grant of behind) note(`${name} ${grant}`);
  if (behind.length > 0) return;
  const sentence = `${name} may not ${right.action} on ${right.on}`;
  note(`refused: ${sentence}`);
  throw new AccessDenied(`${sentence}: it stands in none of its grants (functions/manifest/).`);
};

/** Asks for the rights of a command before it leaves, and lets what the command itself signs pass. */
const held =
  <Args extends { readonly input: unknown }, Answer>(
    next: (args: Args) => Promise<Answer>,
    context: { readonly commandName?: unknown },
  ) =>
  async (args: Args): Promise<Answer> => {
    const store = running.getStore();
    if (store === undefined) return next(args);
    for (const right of rightsOf(String(context.commandName), args.input)) demand(store.name, right);
    return running.run({ ...store, withinCommand: true }, () => next(args));
  };

// Before anything is signed: an address scheme asks for credentials early.
const PLACE = { step: "initialize", name: "grants", override: true } as const;

/** The clients that functions use, held to the grants of the function that is running. */
export const guarded = (clients: Clients): Clients => {
  const { dynamo, s3, ses } = clients;
  dynamo.middlewareStack.add(held, PLACE);
  s3.middlewareStack.add(held, PLACE);
  ses.middlewareStack.add(held, PLACE);
  const { credentials } = s3.config;
  // A form is signed without any command: whoever asks for the credentials outside of one is signing. What is set in the
  // plain way the client would ask once, and keep.
  Object.defineProperty(s3.config, "credentials", {
    configurable: true,
    value: (options: Parameters<typeof credentials>[0]) => {
      const store = running.getStore();
      if (store !== undefined && !store.withinCommand) demand(store.name, SIGN_UPLOAD);
      return credentials(options);
    },
  });
  return clients;
};
