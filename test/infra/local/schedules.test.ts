import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toInstant } from "../../../shared/rules/london.ts";
import { WHOLE_CHARITY } from "../../support/organisations.ts";
import { type PortalProcess, startPortalProcess, until } from "../../support/portal.ts";

const at = Date.parse("2026-11-22T12:00:30.000Z");
let portal: PortalProcess;

beforeAll(async () => {
  portal = await startPortalProcess({ empty: true, now: toInstant(at) });
}, 120_000);
afterAll(() => portal.stop());

/** A person who is signed in by a code, and posts. */
const person = async (email: string) => {
  let cookie = "";
  const post = async (path: string, body: object) => {
    const reply = await fetch(`${portal.address}${path}`, {
      method: "POST",
      headers: { origin: portal.address, "content-type": "application/json", cookie },
      body: JSON.stringify({ ...body, writeId: crypto.randomUUID() }),
    });
    if (!reply.ok) throw new Error(await reply.text());
    const given = reply.headers.getSetCookie().map((one) => one.split(";")[0] ?? "");
    cookie = [...given, ...cookie.split("; ")].filter((one) => /=./.test(one)).join("; ");
    return reply.json();
  };
  await post("/api/sign-in/code", { email });
  const code = await until("The code", async () =>
    (await portal.mailTo(email)).map(({ subject }) => /^\d{6}/.exec(subject)?.[0]).find((found) => found !== undefined),
  );
  await post("/api/sign-in/session", { code, sharedComputer: false });
  const messages = async (): Promise<unknown[]> =>
    (await (await fetch(`${portal.address}/api/messages`, { headers: { cookie } })).json()).messages;
  return { post, messages };
};

describe("startSchedules", () => {
  it("runs a function when its next time comes by the local clock", async () => {
    const member = await person("ash@harbour.example");
    await member.post("/api/organisations", { organisation: WHOLE_CHARITY });
    const asker = await person("kit@harbour.example");
    const { charityRegister, charityNumber } = WHOLE_CHARITY;
    await asker.post("/api/organisations/joins", { search: { by: "charity-number", charityRegister, charityNumber } });
    // The letter is not urgent: once it is written, nothing but the minute's job sends it.
    await until("The message", async () => ((await member.messages()).length > 0 ? true : undefined));
    await portal.setClock(toInstant(at + 60_000));
    const letter = await until("The letter", async () =>
      (await portal.mailTo("ash@harbour.example")).find(({ subject }) => !/^\d{6}/.test(subject)),
    );
    expect(letter.subject).toContain("join");
  });
});
