import type { Page, Route } from "playwright-core";
import { describe, expect, it } from "vitest";
import { asPage, draftOf, JOURNEY_NOW, wholeAnswers } from "../support/applicant.ts";
import { device, journeyForFile, look, signInByCode } from "../support/journey.ts";
import { until } from "../support/portal.ts";

const journey = journeyForFile({ now: JOURNEY_NOW });

const TITLE = "What is your project called?";
const SUMMARY = "How would you sum up the project for the public?";
const LASTS = "What will happen when the grant ends?";
const OFFLINE = "Kept on this device. Will send when you are back online.";
const AMOUNT = { amount: { requested: "3000" } };

/** The calm line that says where the text is. */
const line = (page: Page, words: string | RegExp) => page.locator(".status-line").getByText(words).waitFor();

const heldBy = async (page: Page, id: string) =>
  (await asPage(journey, page, "GET", `/api/applications/${id}`)).draft.sections;

describe("somebody whose network goes away while they type", () => {
  it("goes on in several sections, closes the tab, and finds all of it again; then it is sent", async () => {
    const { context, page } = await device(journey);
    await signInByCode(journey, page, "ivo@quarry.example");
    const { id } = await draftOf(journey, page, "Quarry Lane Choir", AMOUNT);
    await page.goto(`/apply/${id}`);
    await page.getByRole("link", { name: "Your project", exact: true }).click();
    await page.getByLabel(TITLE).waitFor();
    await line(page, "Nothing typed yet. It is saved as you type.");
    // What is on the device is newer than what the portal has.
    await page.getByLabel(SUMMARY).fill("Ten people sing.");
    await line(page, /^Saved \d\d:\d\d/);

    await context.setOffline(true);
    await page.getByLabel(TITLE).fill("Songs of the quarry");
    await line(page, "Kept on this device, saving");
    await page.getByLabel(SUMMARY).fill("Thirty people sing.");
    await line(page, OFFLINE);
    await look(page, "offline-typing");
    await page.getByRole("button", { name: "Save and continue" }).click();
    await page.getByRole("link", { name: "What lasts", exact: true }).click();
    await page.getByLabel(LASTS).fill("The choir goes on by itself.");
    await line(page, OFFLINE);
    await page.close();

    // The network is back for the page, and the portal is not: a proxy answers in its place.
    await context.setOffline(false);
    const down = (route: Route) =>
      route.fulfill({ status: 503, contentType: "text/html", body: "<h1>Service Unavailable</h1>" });
    await context.route("**/api/**", down);
    const again = await context.newPage();
    await again.goto(`/apply/${id}/project`);
    await again.getByRole("heading", { name: "The portal cannot be reached" }).waitFor();
    expect(await again.getByLabel(TITLE).inputValue()).toBe("Songs of the quarry");
    expect(await again.getByLabel(SUMMARY).inputValue()).toBe("Thirty people sing.");
    await line(again, OFFLINE);
    await look(again, "offline-new-tab");
    await again.getByLabel(SUMMARY).fill("Forty people sing.");

    await context.unroute("**/api/**", down);
    await again.evaluate(() => window.dispatchEvent(new Event("online")));
    await line(again, /^Saved \d\d:\d\d/);
    // The section that is not on screen goes with the first page that opens.
    await again.getByRole("link", { name: "Back to your task list" }).click();
    const sections = await until("Every section on the portal", async () => {
      const held = await heldBy(again, id);
      return held.after.answers["after-the-grant"] === undefined ? undefined : held;
    });
    expect(sections.project.answers).toMatchObject({
      "project-title": "Songs of the quarry",
      summary: "Forty people sing.",
    });
    expect(sections.after.answers["after-the-grant"]).toBe("The choir goes on by itself.");
    await again.getByRole("heading", { name: "Songs of the quarry" }).waitFor();
    await context.close();
  }, 60_000);

  it("is told calmly when the portal fails or answers nothing, and a stored save whose answer was lost is one save", async () => {
    const { context, page } = await device(journey);
    await signInByCode(journey, page, "pia@quarry.example");
    const { id } = await draftOf(journey, page, "Quarry Lane Players", AMOUNT);
    await page.goto(`/apply/${id}/project`);
    await page.getByLabel(TITLE).waitFor();

    const saves = "**/draft/project";
    const failing = (route: Route) =>
      route.fulfill({
        status: 500,
        contentType: "application/problem+json",
        body: JSON.stringify({ type: "/problems/unexpected", title: "Something went wrong on our side", status: 500 }),
      });
    await page.route(saves, failing);
    await page.getByLabel(TITLE).fill("A play in the quarry");
    await line(page, "Kept on this device. The portal is busy; it is tried again by itself.");
    await look(page, "portal-busy");
    await page.unroute(saves, failing);
    await line(page, /^Saved \d\d:\d\d/);

    const writeIds: string[] = [];
    await page.route(saves, async (route) => {
      writeIds.push(String(route.request().postDataJSON().writeId));
      if (writeIds.length > 1) return route.continue();
      await route.fetch();
      return route.abort();
    });
    const { version } = (await heldBy(page, id)).project;
    await page.getByLabel(SUMMARY).fill("Six evenings in June.");
    await line(page, OFFLINE);
    await line(page, /^Saved \d\d:\d\d/);
    expect(new Set(writeIds).size).toBe(1);
    expect((await heldBy(page, id)).project).toMatchObject({
      version: version + 1,
      answers: { summary: "Six evenings in June." },
    });
    await context.close();
  }, 60_000);

  it("cannot submit without the text that has not arrived, is told which it is, and submits when it has", async () => {
    const { context, page } = await device(journey);
    await signInByCode(journey, page, "kai@quarry.example");
    const { id } = await draftOf(journey, page, "Quarry Lane Bikes", wholeAnswers("Bikes", 900_00));
    await page.goto(`/apply/${id}`);
    await page.getByRole("link", { name: "Your project", exact: true }).click();
    const lost = (route: Route) => route.abort();
    await page.route("**/draft/project", lost);
    await page.getByLabel(SUMMARY).fill("Bikes for everyone at the quarry.");
    await line(page, OFFLINE);
    await page.getByRole("link", { name: "Back to your task list" }).click();
    await page.getByRole("link", { name: "Your applications" }).first().click();
    await page.getByText("Some text is kept on this device and not sent yet.").waitFor();
    await look(page, "applications-unsent");
    await page.getByRole("link", { name: "Bikes" }).click();
    await page.getByRole("link", { name: "Check your answers" }).click();
    await page.getByText("Bikes for everyone at the quarry.").waitFor();
    await page.getByRole("link", { name: "Continue to the declaration" }).click();
    for (const statement of await page.getByRole("checkbox").all()) await statement.check();
    await page.getByRole("button", { name: "Submit the application" }).click();
    await page.getByRole("heading", { name: "Some of your text has not reached the portal" }).waitFor();
    await page.getByRole("main").getByRole("link", { name: "Your project", exact: true }).waitFor();
    await look(page, "send-unsent");
    await page.unroute("**/draft/project", lost);
    await page.getByRole("button", { name: "Submit the application" }).click();
    await page.getByText("Application received").waitFor();
    const { content } = await asPage(journey, page, "GET", `/api/applications/${id}/submissions/1`);
    expect(content.answers.summary).toBe("Bikes for everyone at the quarry.");
    await context.close();
  }, 60_000);
});
