import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SESClient } from "@aws-sdk/client-ses";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeMailer } from "../../../functions/mail/mailer.ts";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "../../../infra/local/engine.ts";
import { startOutbox } from "../../../infra/local/outbox.ts";

const folder = mkdtempSync(join(tmpdir(), "outbox-"));
let outbox: Awaited<ReturnType<typeof startOutbox>>;
let server: Server;
let address: string;

const open = async () => {
  outbox = await startOutbox(folder);
  server = createServer((request, response) => {
    outbox.serve(new URL(request.url ?? "/", "http://localhost"), response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const at = server.address();
  address = `http://127.0.0.1:${typeof at === "object" && at !== null ? at.port : 0}/local/mail`;
};
const close = async () => {
  await new Promise((done) => server.close(done));
  await outbox.stop();
};
beforeAll(open);
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

const mailer = () => {
  const ses = new SESClient({
    endpoint: outbox.url,
    region: LOCAL_REGION,
    credentials: LOCAL_CREDENTIALS,
    maxAttempts: 1,
  });
  return makeMailer(ses, { sender: "grants@example.org", replyTo: "office@example.org", configurationSet: "grants" });
};
const mail = (to: string) => ({
  to,
  subject: "Größe: <b>£1,400</b>",
  text: "Read it:\nhttp://localhost:3000/apply/1",
  html: "<p>Read <script>alert(1)</script>it</p>",
  message: { recipient: "p_ash", id: "20261201-abc" },
});
const text = async (path = "") => (await fetch(`${address}${path}`)).text();

describe("the local outbox", () => {
  it("keeps what the mailer sends through SES, and shows it to whoever looks", async () => {
    await mailer().send(mail("o'hara+grants@example.org"));
    const [email] = JSON.parse(await text(".json"));
    expect(email).toMatchObject({
      from: "grants@example.org",
      destination: { to: ["o'hara+grants@example.org"] },
      subject: "Größe: <b>£1,400</b>",
    });
    const page = await text();
    expect(page).toContain("Größe: &lt;b&gt;£1,400&lt;/b&gt;");
    expect(page).toContain('<a href="http://localhost:3000/apply/1">');
  });

  it("narrows to one address", async () => {
    await mailer().send(mail("bo@example.org"));
    expect(JSON.parse(await text(".json?to=bo@example.org"))).toHaveLength(1);
    expect(await text("?to=nobody@example.org")).toContain("No email has been sent yet.");
  });

  it("shows one as a mail program draws it, and lets nothing run in it", async () => {
    const [{ messageId, body }] = JSON.parse(await text(".json?to=bo@example.org"));
    const reply = await fetch(`${address}/${encodeURIComponent(messageId)}`);
    expect(await reply.text()).toBe(body.html);
    expect(reply.headers.get("content-security-policy")).toMatch(/default-src 'none'.*sandbox/);
  });

  it.each(["a@example.org, b@example.org", "a@example.org\r\nBcc: b@example.org", "A <a@example.org>", ""])(
    "is sent nothing for an address like %j",
    async (to) => {
      await expect(mailer().send(mail(to))).rejects.toThrow("not an address");
    },
  );

  it("still has its e-mails after a restart", async () => {
    await close();
    await open();
    expect(JSON.parse(await text(".json"))).toHaveLength(2);
  });
});
