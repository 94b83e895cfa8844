import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { compile } from "sass";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeClients, makeDeps } from "../../../functions/deps.ts";
import { makeTable } from "../../../functions/store/table.ts";
import { EMPTY_MARKER } from "../../../infra/local/demonstration.ts";
import { freePort } from "../../../infra/local/engine.ts";
import { startPortal } from "../../../infra/local/portal.ts";
import { demonstration } from "../../../shared/funds/demonstration.ts";
import { applicationReference } from "../../../shared/rules/reference.ts";
import { HOUR, openRound } from "../../support/bid.ts";
import { launchBrowser } from "../../support/browser.ts";
import { signedIn } from "../../support/engine.ts";
import { EICAR, FILES, PROGRAM } from "../../support/files.ts";
import { look } from "../../support/journey.ts";
import { temporaryFolder } from "../../support/portal.ts";

const root = new URL("../../../", import.meta.url).pathname;
const folder = temporaryFolder();
let portal: Awaited<ReturnType<typeof startPortal>>;
let browser: Browser;
let script: string;
let style: string;
let cookie: string;
let roundId: string;
let context: BrowserContext;
let page: Page;
let applicationId: string;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, EMPTY_MARKER), "");
  portal = await startPortal({ port: await freePort(), folder });
  const clients = makeClients();
  const deps = makeDeps();
  const table = makeTable(clients.dynamo, deps.settings.tableName);
  const engine = { url: portal.siteAddress, clients, deps, table, stop: () => undefined };
  const at = Date.now();
  roundId = (await openRound(engine, { ...demonstration, code: "DOC" }, "26Q4", at, at + HOUR)).id;
  cookie = (await signedIn(engine, { id: "p_1", organisations: ["o_1"] }, at)).cookie;
  const bundled = await build({
    ...{ entryPoints: [`${root}test/support/slot-page.tsx`], bundle: true, format: "esm", write: false },
    ...{ jsx: "automatic", jsxImportSource: "preact", logLevel: "error" },
  });
  script = bundled.outputFiles[0]?.text ?? "";
  style = compile(`${root}web/styles/main.scss`, { loadPaths: [`${root}node_modules`], quietDeps: true }).css;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await portal.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A draft of its own for every test, straight in the table. */
const newDraft = async (): Promise<string> => {
  const { store } = makeDeps();
  const number = await store.applications.nextNumber(roundId);
  const id = applicationReference({ fundCode: "DOC", roundCode: "26Q4", number });
  const at = Date.now();
  const now = new Date(at).toISOString();
  await store.applications.start(
    {
      ...{
        id,
        roundId,
        fundId: demonstration.id,
        organisationId: "o_1",
        organisationName: "Example Youth Club",
        number,
      },
      ...{ state: "draft", startedAt: now, startedBy: "p_1", changedAt: now, title: "", sharedWithOffice: false },
      ...{ draft: { id: "d_1", basedOn: 0, sections: {} }, openQuestions: 0, version: 0 },
    },
    "p_1",
    { writeId: `start-${id}`, at },
    [],
  );
  return id;
};

beforeEach(async () => {
  applicationId = await newDraft();
  context = await browser.newContext({ viewport: { width: 320, height: 800 } });
  const [name = "", value = ""] = cookie.split("=");
  await context.addCookies([
    { name, value, url: portal.siteAddress.replace("http:", "https:"), httpOnly: true, secure: true, sameSite: "Lax" },
  ]);
  // The page is answered by the test, not from loopback, where the bucket is.
  await context.grantPermissions(["local-network-access"]);
  page = await context.newPage();
  const served = await fetch(portal.siteAddress);
  const csp = served.headers.get("content-security-policy") ?? "";
  const answer = (contentType: string, body: string) => ({
    headers: { "content-security-policy": csp },
    contentType,
    body,
  });
  await page.route(`${portal.siteAddress}/slot.js`, (route) => route.fulfill(answer("text/javascript", script)));
  await page.route(`${portal.siteAddress}/slot.css`, (route) => route.fulfill(answer("text/css", style)));
  await page.route(`${portal.siteAddress}/slot?*`, (route) =>
    route.fulfill(
      answer(
        "text/html",
        '<!doctype html><html lang="en-GB"><meta name="viewport" content="width=device-width"><title>Slot</title><link rel="stylesheet" href="/slot.css"><div id="app"></div><script type="module" src="/slot.js"></script></html>',
      ),
    ),
  );
  await page.goto(`${portal.siteAddress}/slot?application=${applicationId}`);
});
afterEach(() => context.close());

const field = () => page.locator("input[type=file]");
const choose = (name: string, buffer: Buffer) => field().setInputFiles({ name, mimeType: "", buffer });
const row = (name: string) => page.locator(".files__one", { hasText: name });
const shows = (name: string, words: string) => row(name).getByText(words).waitFor();
const stored = async () => (await makeDeps().store.documents.ofApplication(applicationId)).at(-1);

describe("SlotDocuments", () => {
  it("sends a file, says that it is checked, and gives it back when it is", async () => {
    await choose("Our accounts.pdf", FILES.pdf);
    await page.getByText("Our accounts.pdf has arrived.").waitFor();
    await shows("Our accounts.pdf", "Ready");
    expect(await page.getByText("We do not have this yet because").count()).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download Our accounts.pdf" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("Our accounts.pdf");
  });

  it("has no accessibility violations and no sideways scroll, with every state in it", async () => {
    await choose("a-name-that-is-very-long-and-has-nowhere-at-all-to-break-because-it-is-one-word.pdf", FILES.pdf);
    await shows("a-name-that-is-very-long", "Ready");
    await choose("list.csv", Buffer.from(EICAR));
    await shows("list.csv", "Refused: replace it");
    await choose("invoice.pdf", PROGRAM);
    await shows("invoice.pdf", "Refused: replace it");
    await look(page, "documents-of-a-slot");
  });

  it.each([
    ["empty.pdf", Buffer.alloc(0), "This file is empty."],
    ["large.pdf", Buffer.alloc(11 * 1024 * 1024), "This file is 11 MB."],
    ["setup.exe", PROGRAM, "Choose a file that is PDF"],
  ])("says beside the field what is wrong with %s, and sends nothing", async (name, bytes, words) => {
    await choose(name, bytes);
    await page.locator(".govuk-error-message", { hasText: words }).waitFor();
    expect(await field().getAttribute("aria-invalid")).toBe("true");
    expect(await stored()).toBeUndefined();
  });

  it("says in the list, and aloud, that a program is no PDF", async () => {
    await choose("invoice.pdf", PROGRAM);
    await shows("invoice.pdf", "it is not what its name says");
    expect(await page.getByRole("status").textContent()).toContain("invoice.pdf: The portal cannot read this file");
    expect((await stored())?.state).toBe("refused");
  });

  it("sends again by itself when the connection drops", async () => {
    let dropped = 0;
    await page.route(/127\.0\.0\.1/, (route) => {
      dropped += 1;
      return dropped === 1 ? route.abort() : route.continue();
    });
    await choose("a.pdf", FILES.pdf);
    await shows("a.pdf", "Ready");
    expect(dropped).toBeGreaterThan(1);
    const only = await makeDeps().store.documents.ofApplication(applicationId);
    expect(only).toHaveLength(1);
  });

  it("keeps the file to be sent by hand when the connection stays away", async () => {
    let away = true;
    await page.route(/127\.0\.0\.1/, (route) => (away ? route.abort() : route.continue()));
    await page.clock.install();
    await choose("a.pdf", FILES.pdf);
    for (const wait of [1_000, 3_000, 9_000]) {
      await page.waitForEvent("requestfailed");
      await page.clock.runFor(wait);
    }
    await row("a.pdf").getByText("The connection dropped. Your file is still here.").waitFor();
    away = false;
    await page.getByRole("button", { name: "Try again to send a.pdf" }).click();
    await page.getByText("a.pdf has arrived.").waitFor();
    expect(await stored()).toMatchObject({ name: "a.pdf", state: "received" });
  });

  it("offers to replace what was refused after the application was sent, and says until when", async () => {
    await choose("list.csv", Buffer.from(EICAR));
    await shows("list.csv", "Refused: replace it");
    await page.goto(`${portal.siteAddress}/slot?application=${applicationId}&closed`);
    await page.getByRole("button", { name: "Read again" }).click();
    await page.getByLabel("Replace “list.csv”").waitFor();
    expect(await page.getByText("You can replace this file until 11:59pm on").count()).toBe(1);
    expect(await page.getByRole("button", { name: "Remove" }).count()).toBe(0);
    // This one was never sent: the portal decides, and says so beside the field.
    await field().setInputFiles({ name: "list.csv", mimeType: "", buffer: FILES.csv });
    await page.locator(".govuk-form-group--error").waitFor();
    expect(await stored()).toMatchObject({ scan: "refused" });
  });

  it("takes a file out of the draft", async () => {
    await choose("a.pdf", FILES.pdf);
    await row("a.pdf").getByRole("button", { name: "Remove" }).click();
    await page.getByRole("button", { name: "Yes, remove it" }).click();
    await page.getByText("We do not have this yet because").waitFor();
    expect((await stored())?.state).toBe("removed");
  });

  it("makes a large picture smaller on the device", async () => {
    const bytes = await page.evaluate(async () => {
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width: 2600, height: 1300 });
      const pen = canvas.getContext("2d");
      // Noise, which no PNG makes small: more than the portal takes, until it is a smaller JPEG.
      const noise = new ImageData(2600, 1300);
      for (let n = 0; n < noise.data.length; n += 1) noise.data[n] = n % 4 === 3 ? 255 : (n * n * 31 + (n >> 7)) % 251;
      pen?.putImageData(noise, 0, 0);
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
      const transfer = new DataTransfer();
      transfer.items.add(new File([blob ?? ""], "hall.png", { type: "image/png" }));
      const input = document.querySelector<HTMLInputElement>("input[type=file]");
      if (input !== null) input.files = transfer.files;
      input?.dispatchEvent(new Event("change", { bubbles: true }));
      return blob?.size ?? 0;
    });
    await shows("hall.jpg", "Ready");
    const picture = await stored();
    expect(picture).toMatchObject({ name: "hall.jpg", contentType: "image/jpeg", state: "received" });
    expect(picture?.sizeBytes).toBeLessThan(bytes);
    const object = await makeDeps().files.read(picture?.key ?? "");
    const size = await page.evaluate(
      async (base64) => {
        const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]));
        return [picture.width, picture.height];
      },
      Buffer.from(object?.bytes ?? []).toString("base64"),
    );
    expect(size).toEqual([2000, 1000]);
  });

  it("needs no permission on a laptop, where page and bucket are both on loopback", async () => {
    const plain = await browser.newContext();
    const served = await plain.newPage();
    const reply = await served.goto(`${portal.siteAddress}/healthz`);
    const [, bucket = ""] = /connect-src 'self' (\S+?);/.exec(reply?.headers()["content-security-policy"] ?? "") ?? [];
    const status = await served.evaluate(
      (url) =>
        new Promise((resolve) => {
          const request = new XMLHttpRequest();
          // Listening to the upload makes the browser ask first, as it does for a file.
          request.upload.addEventListener("progress", () => undefined);
          request.addEventListener("loadend", () => resolve(request.status));
          request.open("POST", url);
          request.send(new FormData());
        }),
      `${bucket}/documents`,
    );
    await plain.close();
    expect(status).toBe(400);
  });
});
