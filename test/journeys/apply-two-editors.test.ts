import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { asPage, JOURNEY_NOW } from "../support/applicant.ts";
import { device, journeyForFile, look, signInByCode } from "../support/journey.ts";
import { until } from "../support/portal.ts";

const journey = journeyForFile({ now: JOURNEY_NOW });

const NEED = "What problem does this answer, and how do you know about it?";
const LASTS = "What will happen when the grant ends?";
const BOTH = "The words of Birch.\n\nThe words of Ash.";

const saved = (page: Page) => page.getByText(/^Saved \d\d:\d\d/).waitFor();

/** The draft of the demonstration's first group, which both of its people write. */
const sharedDraft = async (page: Page): Promise<string> => {
  const { applications } = await asPage(journey, page, "GET", "/api/applications");
  return String(applications.find(({ state }: { state: string }) => state === "draft").id);
};

/** Waits until the portal holds an answer as it was typed. */
const holds = (page: Page, id: string, section: string, question: string, text: string) =>
  until(`The portal’s “${text}”`, async () => {
    const { draft } = await asPage(journey, page, "GET", `/api/applications/${id}`);
    return draft.sections[section]?.answers[question] === text || undefined;
  });

/** Opens a section of the application by its task list. */
const open = async (page: Page, id: string, title: string): Promise<void> => {
  await page.goto(`/apply/${id}`);
  await page.getByRole("link", { name: title }).click();
  await page.getByRole("heading", { name: title, level: 1 }).waitFor();
};

describe("two people of one group", () => {
  it("write different sections at once, and both are kept; each sees where the other is", async () => {
    const [ash, birch] = [await device(journey), await device(journey)];
    await signInByCode(journey, ash.page, "ash@lantern.example");
    await signInByCode(journey, birch.page, "birch@lantern.example");
    const id = await sharedDraft(ash.page);
    await open(ash.page, id, "Your project");
    await open(birch.page, id, "What lasts");
    await Promise.all([
      ash.page.getByLabel(NEED).fill("Ash counted forty calls."),
      birch.page.getByLabel(LASTS).fill("Birch keeps the hall open."),
    ]);
    await holds(ash.page, id, "project", "need", "Ash counted forty calls.");
    await holds(ash.page, id, "after", "after-the-grant", "Birch keeps the hall open.");
    await Promise.all([saved(ash.page), saved(birch.page)]);

    await ash.page.getByRole("link", { name: "Back to your task list" }).click();
    await ash.page.getByText("Birch Example is editing “What lasts”.").waitFor();
    await look(ash.page, "two-editors-tasks");
    await Promise.all([ash.context.close(), birch.context.close()]);
  }, 60_000);

  it("who write the same section see both versions, and choose: mine, the other, or both", async () => {
    const [ash, birch] = [await device(journey), await device(journey)];
    await signInByCode(journey, ash.page, "ash@lantern.example");
    await signInByCode(journey, birch.page, "birch@lantern.example");
    const id = await sharedDraft(ash.page);
    await Promise.all([open(ash.page, id, "Your project"), open(birch.page, id, "Your project")]);

    await ash.page.getByLabel(NEED).fill("The words of Ash.");
    await holds(ash.page, id, "project", "need", "The words of Ash.");
    await birch.page.getByLabel(NEED).fill("The words of Birch.");
    const apart = "Someone else changed this section while you were typing";
    await birch.page.getByRole("heading", { name: apart }).waitFor();
    // Also on a phone whose writer was far below it.
    await birch.page.waitForFunction((title) => document.activeElement?.textContent?.includes(title), apart);
    const versions = birch.page.locator(".versions");
    await versions.getByText("The words of Ash.").waitFor();
    await versions.getByText("The words of Birch.").waitFor();
    await versions.getByText(/^Ash Example’s, saved/).waitFor();
    await look(birch.page, "two-versions");

    // Both stay to be chosen from when the page is closed meanwhile, and the task list says so.
    await birch.page.goto(`/apply/${id}`);
    await birch.page.getByText("Two versions: choose").waitFor();
    await look(birch.page, "two-versions-tasks");
    await birch.page.getByRole("link", { name: "Your project", exact: true }).click();
    await birch.page.getByRole("button", { name: "Keep both texts" }).click();
    await holds(birch.page, id, "project", "need", BOTH);
    expect(await birch.page.getByLabel(NEED).inputValue()).toBe(BOTH);

    // Now Ash is behind, and takes what Birch has.
    await ash.page.getByLabel(NEED).fill("Second words of Ash.");
    await ash.page.getByRole("heading", { name: apart }).waitFor();
    await ash.page.getByRole("button", { name: "Go on with the other" }).click();
    await ash.page.getByRole("heading", { name: apart }).waitFor({ state: "detached" });
    expect(await ash.page.getByLabel(NEED).inputValue()).toBe(BOTH);

    // And once more: each may insist.
    await ash.page.getByLabel(NEED).fill("Last words of Ash.");
    await holds(ash.page, id, "project", "need", "Last words of Ash.");
    await birch.page.getByLabel(NEED).fill("Last words of Birch.");
    await birch.page.getByRole("button", { name: "Go on with mine" }).click();
    await holds(birch.page, id, "project", "need", "Last words of Birch.");
    await saved(birch.page);
    await Promise.all([ash.context.close(), birch.context.close()]);
  }, 60_000);
});
