import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import { handler } from "../../functions/http/session.ts";
import { sha256 } from "../../functions/identity.ts";
import { session } from "../../shared/contract/session.ts";
import { lowerEmail } from "../../shared/rules/identifiers.ts";
import { type Engine, type Sent, send } from "./engine.ts";

let browsers = 0;

/** A browser: it keeps the cookies it is given and sends them with every request, from an IP address of its own. */
export const browser = (engine: Engine, sourceIp = `test-ip-${++browsers}`) => {
  const jar = new Map<string, string>();
  const take = (cookies: readonly string[]): void => {
    for (const cookie of cookies) {
      const [pair = ""] = cookie.split(";");
      const [name = "", value = ""] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
      if (value === "") jar.delete(name);
      else jar.set(name, value);
    }
  };
  const cookie = (): string | undefined =>
    jar.size === 0 ? undefined : [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const to = async (route: Parameters<typeof send>[2], sent: Sent) => {
    const reply = await send(engine, handler, route, { sourceIp, ...sent, cookie: sent.cookie ?? cookie() });
    take(reply.cookies);
    return reply;
  };
  return {
    jar,
    cookie,
    take,
    to,
    who: (at: number) => to(session.who, { at }),
    ask: (email: string, at: number, sent: Partial<Sent> & { writeId?: string } = {}) =>
      to(session.askCode, { at, body: { email, writeId: sent.writeId ?? randomUUID() }, ...sent }),
    enter: (code: string, at: number, more: { sharedComputer?: boolean; writeId?: string } = {}) =>
      to(session.signIn, {
        at,
        body: { code, sharedComputer: more.sharedComputer ?? false, writeId: more.writeId ?? randomUUID() },
      }),
    signOut: (at: number, everywhere = false) =>
      to(session.signOut, { at, body: { everywhere, writeId: randomUUID() } }),
  };
};

const Facts = z.object({ facts: z.object({ code: z.string() }), createdAt: z.string() });

/** The codes that were sent to an address, newest first, as the messages say them. */
export const codesFor = async ({ table }: Engine, email: string): Promise<string[]> => {
  const messages = await table.query(`message/${sha256(lowerEmail(email))}`);
  return messages
    .map((raw) => Facts.parse(raw))
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    .map(({ facts }) => facts.code);
};

/** A code that is not the right one. */
export const otherThan = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

/** A browser in which somebody has signed in with a code. */
export const signedInByCode = async (engine: Engine, email: string, at: number) => {
  const theirs = browser(engine);
  await theirs.ask(email, at);
  const [code = ""] = await codesFor(engine, email);
  await theirs.enter(code, at);
  return theirs;
};
