import { readFileSync } from "node:fs";
import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { asPage, draftOf, JOURNEY_NOW } from "../support/applicant.ts";
import { device, journeyForFile, look, signInByCode } from "../support/journey.ts";
import { until } from "../support/portal.ts";

const journey = journeyForFile({ now: JOURNEY_NOW });

const TITLE = "What is your project called?";
const OFFLINE = "Kept on this device. Will send when you are back online.";
const AMOUNT = { amount: { requested: "3000" } };

const line = (page: Page, words: string | RegExp) => page.locator(".status-line").getByText(words).waitFor();

/** Everything that the browser keeps for the portal between two visits. */
const leftOnDevice = async (context: BrowserContext, page: Page): Promise<string> => {
  const state = await context.storageState({ indexedDB: true });
  const ofTab = await page.evaluate(async () => ({
    session: { ...sessionStorage },
    caches: await caches.keys(),
    databases: await indexedDB.databases(),
  }));
  return JSON.stringify({ state, ofTab });
};

const titleHeld = async (page: Page, id: string): Promise<unknown> =>
  (await asPage(journey, page, "GET", `/api/applications/${id}`)).draft.sections.project?.answers["project-title"];

/** An application with one section that has not reached the portal: its saves are lost from now on. */
const unsentSection = async (page: Page, email: string, name: string, typed: string): Promise<string> => {
  await signInByCode(journey, page, email);
  const { id } = await draftOf(journey, page, name, AMOUNT);
  await page.goto(`/apply/${id}`);
  await page.getByRole("link", { name: "Your project", exact: true }).click();
  await page.route("**/draft/project", (route) => route.abort());
  await page.getByLabel(TITLE).fill(typed);
  await line(page, OFFLINE);
  return id;
};

/** Waits until the files of these pages, and all that they stand on, are in the browser. */
const fetchedAhead = async (page: Page, ...names: readonly string[]): Promise<void> => {
  for (const name of names) {
    const begun = await page.waitForFunction(
      (wanted) => performance.getEntriesByType("resource").find((each) => each.name.includes(`/${wanted}-`))?.name,
      name,
    );
    // As text, because the test runner would put its own import in the place of the browser's.
    await page.evaluate(`import(${JSON.stringify(await begun.jsonValue())}).then(() => undefined)`);
  }
};

const signOut = async (page: Page): Promise<void> => {
  await page.getByRole("link", { name: "Sign out" }).click();
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
};

describe("signing out with text that has not been sent", () => {
  it("offers to stay, and sends what was kept before it clears the device", async () => {
    const { context, page } = await device(journey);
    const typed = "Lamps along the towpath";
    const id = await unsentSection(page, "lou@towpath.example", "Towpath Walkers", typed);
    await signOut(page);
    await page.getByRole("heading", { name: "Some text is on this device only" }).waitFor();
    await page.getByText("One section has not reached us yet.").waitFor();
    await look(page, "sign-out-unsent");
    await page.getByRole("link", { name: "Stay signed in" }).click();
    await page.getByText("Some text is kept on this device and not sent yet.").waitFor();
    expect(await leftOnDevice(context, page)).toContain(typed);

    // The network is back: signing out sends the text first.
    await page.unrouteAll();
    await signOut(page);
    await page.waitForURL((url) => url.pathname === "/");
    expect(await leftOnDevice(context, page)).not.toMatch(/towpath/i);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await signInByCode(journey, page, "lou@towpath.example");
    expect(await titleHeld(page, id)).toBe(typed);
    await context.close();
  }, 60_000);

  it("gives it as a file, and leaves nothing of it on a shared computer for whoever is next", async () => {
    const { context, page } = await device(journey);
    const typed = "Benches by the weir";
    const id = await unsentSection(page, "ned@towpath.example", "Weir Watch", typed);
    await signOut(page);
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download it and sign out" }).click();
    const file = readFileSync(await (await saved).path(), "utf8");
    expect(file).toContain(id);
    expect(file).toContain(typed);
    await page.waitForURL((url) => url.pathname === "/");
    expect(await leftOnDevice(context, page)).not.toMatch(/weir|p_[\w-]{8}/i);
    expect(await context.cookies()).toEqual([]);

    await page.unrouteAll();
    await signInByCode(journey, page, "next@towpath.example");
    await page.goto(`/apply/${id}/project`);
    await page
      .getByText("Not found")
      .or(page.getByText(/does not exist|There is no/))
      .first()
      .waitFor();
    expect(await page.locator("body").textContent()).not.toMatch(/weir/i);
    await look(page, "application-of-somebody-else");
    await context.close();
  }, 60_000);
});

describe("signing out without a network", () => {
  it("opens, gives the text as a file, clears the device, and ends the session once the network is back", async () => {
    const { context, page } = await device(journey);
    await signInByCode(journey, page, "ria@towpath.example");
    const { id } = await draftOf(journey, page, "Lock Keepers", AMOUNT);
    await page.goto(`/apply/${id}/project`);
    // The pages that come next are fetched while there is a network.
    await fetchedAhead(page, "tasks", "check", "sign-out");
    await context.setOffline(true);
    await page.getByLabel(TITLE).fill("Gates for the upper lock");
    await line(page, OFFLINE);
    await page.getByRole("button", { name: "Save and continue" }).click();
    await page.getByRole("heading", { name: "Gates for the upper lock" }).waitFor();
    await page.getByRole("link", { name: "Check your answers" }).click();
    await page.getByText("Gates for the upper lock").first().waitFor();
    await signOut(page);
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download it and sign out" }).click();
    await (await saved).path();
    await page.getByRole("heading", { name: "Your text is cleared from this device" }).waitFor();
    await look(page, "sign-out-cleared");
    expect(await leftOnDevice(context, page)).not.toMatch(/upper lock|lock keepers/i);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);

    await context.setOffline(false);
    await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL((url) => url.pathname === "/");
    expect(await context.cookies()).toEqual([]);
    await context.close();
  }, 60_000);
});

describe("a session that another device ends", () => {
  it("costs nothing: the text is there after signing in, also when the page was loaded anew", async () => {
    const [here, there] = [await device(journey), await device(journey)];
    const { page } = here;
    await signInByCode(journey, page, "oda@towpath.example");
    const { id } = await draftOf(journey, page, "Towpath Painters", AMOUNT);
    await page.goto(`/apply/${id}/project`);
    await page.getByLabel(TITLE).waitFor();

    await signInByCode(journey, there.page, "oda@towpath.example");
    await there.page.goto("/sign-out");
    await there.page.getByLabel("Sign out on all my devices").check();
    await there.page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
    await there.page.waitForURL((url) => url.pathname === "/");

    await page.getByLabel(TITLE).fill("Paint for the bridge");
    await page.getByRole("heading", { name: "You have been signed out" }).waitFor();
    await line(page, "Kept on this device. Sign in again to send it.");
    await page.getByLabel(TITLE).fill("Paint for the old bridge");
    await page.reload();
    await page.getByRole("heading", { name: "Sign in to go on" }).waitFor();
    expect(await page.locator("body").textContent()).not.toContain("old bridge");
    await look(page, "signed-out-reloaded");
    await signInByCode(journey, page, "oda@towpath.example");
    await page.goto(`/apply/${id}`);
    await page.getByRole("heading", { name: "Paint for the old bridge" }).waitFor();
    await until("The title on the portal", async () =>
      (await titleHeld(page, id)) === "Paint for the old bridge" ? true : undefined,
    );
    await Promise.all([here.context.close(), there.context.close()]);
  }, 60_000);
});
