import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SESClient } from "@aws-sdk/client-ses";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeMailer } from "../../../functions/mail/mailer.ts";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "../../../infra/local/engine.ts";
import { startOutbox } from "../../../infra/local/outbox.ts";
import { MOST_PER_SECOND } from "../../../infra/local/ses.ts";
import { SETTINGS } from "../../support/engine.ts";

const folder = mkdtempSync(join(tmpdir(), "mailer-"));
let outbox: Awaited<ReturnType<typeof startOutbox>>;
beforeAll(async () => {
  outbox = await startOutbox(folder);
});
afterAll(async () => {
  await outbox.stop();
  rmSync(folder, { recursive: true, force: true });
});
const mailer = () =>
  makeMailer(
    new SESClient({ endpoint: outbox.url, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS, maxAttempts: 1 }),
    SETTINGS,
  );
const mail = (to: string, n = 0) => ({
  ...{ to, subject: "Größe", text: "Read it", html: "<p>Read it</p>" },
  message: { recipient: "p_ash", id: `2026-${n}` },
});

describe("makeMailer", () => {
  it.each([
    ["plus", "ash+grants@example.org", "ash+grants@example.org"],
    ["dots", "a.s.h@mail.example.org", "a.s.h@mail.example.org"],
    ["an apostrophe", "ash.o'hara@example.org", "ash.o'hara@example.org"],
    ["an international domain", "ash@bücher.example", "ash@xn--bcher-kva.example"],
    ["capitals", "Ash.Field@Example.org", "Ash.Field@example.org"],
  ])("reaches an address with %s", async (_, to, reached) => {
    const id = await mailer().send(mail(to));
    const email = (await outbox.all()).find(({ messageId }) => messageId === id);
    expect(email?.destination.to.map((one) => one.toLowerCase())).toEqual([reached.toLowerCase()]);
    expect(email?.tags).toEqual({ recipient: "p_ash", message: "2026-0" });
  });

  it.each([
    "a@example.org, b@example.org",
    "a@example.org;b@example.org",
    "a@example.org\r\nBcc: b@example.org",
    "a@example.org\nSubject: another",
    "Ash <a@example.org>",
    "a b@example.org",
    "",
  ])("sends nothing for %j: no second recipient, no header", async (to) => {
    const before = (await outbox.all()).length;
    await expect(mailer().send(mail(to))).rejects.toThrow("not an address");
    expect(await outbox.all()).toHaveLength(before);
  });

  it("writes to each on their own: nobody sees anybody else", async () => {
    for (const [n, to] of ["one@example.org", "two@example.org"].entries()) await mailer().send(mail(to, n));
    const emails = (await outbox.all()).slice(0, 2);
    expect(emails.map(({ destination }) => destination.to)).toEqual([["two@example.org"], ["one@example.org"]]);
    expect(JSON.stringify(emails[0])).not.toContain("one@example.org");
  });

  it("asks how many go in a second", async () => {
    expect(await mailer().mostPerSecond()).toBe(MOST_PER_SECOND);
  });
});
