import { type PortalProcess, until } from "./portal.ts";

/** A person at a running portal without any page: signed in by a code, asking as a browser does. */
export const personAt = async ({ address, mailTo }: PortalProcess, email: string) => {
  let cookie = "";
  const send = async (method: "POST" | "PUT" | "GET", path: string, body?: string) => {
    const headers = { origin: address, "content-type": "application/json", cookie };
    const reply = await fetch(`${address}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    const given = reply.headers.getSetCookie().map((one) => one.split(";")[0] ?? "");
    cookie = [...given, ...cookie.split("; ")].filter((one) => /=./.test(one)).join("; ");
    return reply;
  };
  /** What was answered; a refusal is thrown. */
  const ask = async (method: "POST" | "PUT" | "GET", path: string, body?: object) => {
    const text = body === undefined ? undefined : JSON.stringify({ ...body, writeId: crypto.randomUUID() });
    const reply = await send(method, path, text);
    if (!reply.ok) throw new Error(`${path}: ${await reply.text()}`);
    return reply.json();
  };
  await ask("POST", "/api/sign-in/code", { email });
  const code = await until("The code", async () =>
    (await mailTo(email)).map(({ subject }) => /^\d{6}/.exec(subject)?.[0]).find((found) => found !== undefined),
  );
  await ask("POST", "/api/sign-in/session", { code, sharedComputer: false });
  return { send, ask, code, cookie: () => cookie };
};
