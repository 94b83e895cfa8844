import { rmSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asPage, draftOf, JOURNEY_NOW } from "../support/applicant.ts";
import { launchBrowser } from "../support/browser.ts";
import { device, look, signInByCode } from "../support/journey.ts";
import { type PortalProcess, startPortalProcess, temporaryFolder, until } from "../support/portal.ts";

const TITLE = "What is your project called?";
const SUMMARY = "How would you sum up the project for the public?";

const folder = temporaryFolder();
let portal: PortalProcess;
let browser: Browser;
/** The portal of this file as journeys take it; another process answers at its address after the crash. */
const journey = {
  get it() {
    return { portal, browser };
  },
};

beforeAll(async () => {
  [portal, browser] = await Promise.all([startPortalProcess({ folder, now: JOURNEY_NOW }), launchBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await portal.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

describe("a crash of the portal while somebody types", () => {
  it("loses no word: what was acknowledged is on the portal, the rest on the device, and it is sent on return", async () => {
    const { context, page } = await device(journey);
    await signInByCode(journey, page, "rae@forge.example");
    const { id } = await draftOf(journey, page, "Forge Lane Makers", { amount: { requested: "3000" } });
    await page.goto(`/apply/${id}/project`);
    await page.getByLabel(TITLE).fill("Tools for everyone");
    await page.getByText(/^Saved \d\d:\d\d/).waitFor();

    await page.getByLabel(SUMMARY).fill("A shed of tools that");
    await portal.kill();
    await page.getByLabel(SUMMARY).fill("A shed of tools that anybody may borrow.");
    await page.locator(".status-line").getByText("Kept on this device. Will send when you are back online.").waitFor();
    await look(page, "portal-crashed");

    const port = Number(new URL(portal.address).port);
    portal = await startPortalProcess({ folder, now: JOURNEY_NOW, port });
    // Nobody presses anything: the page tries again by itself, in the same session.
    const answers = await until(
      "The text on the portal",
      async () => {
        const { draft } = await asPage(journey, page, "GET", `/api/applications/${id}`);
        const held = draft.sections.project.answers;
        return held.summary === "A shed of tools that anybody may borrow." ? held : undefined;
      },
      70_000,
    );
    expect(answers["project-title"]).toBe("Tools for everyone");
    await page.getByText(/^Saved \d\d:\d\d/).waitFor();
    await context.close();
  }, 120_000);
});
