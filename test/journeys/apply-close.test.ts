import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { asPage, CLOSES_AT, draftOf, JOURNEY_NOW, wholeAnswers } from "../support/applicant.ts";
import { DESKTOP, device, journeyForFile, look, signInAsStaff, signInByCode } from "../support/journey.ts";
import { someFund } from "../support/rounds.ts";

const journey = journeyForFile({ now: JOURNEY_NOW });
const fund = someFund();
const SUMMARY = "How would you sum up the project for the public?";

const at = (seconds: number): string => new Date(Date.parse(CLOSES_AT) + seconds * 1_000).toISOString();
const line = (page: Page, words: string | RegExp) => page.locator(".status-line").getByText(words).waitFor();

/** An officer publishes the round that follows: it opens an hour after the other has closed. */
const publishNext = async (): Promise<void> => {
  const { context, page } = await device(journey, DESKTOP);
  await signInAsStaff(page, "Olive");
  const proposal = await asPage(journey, page, "GET", `/api/office/funds/${fund.id}/round-proposal`);
  const { code, title, dates, pot } = proposal;
  const made = await asPage(journey, page, "POST", "/api/office/rounds", {
    fundId: fund.id,
    code,
    title,
    pot,
    dates: { ...dates, opens: { on: "2026-12-01", time: "13:00" } },
  });
  const { round } = made;
  await asPage(journey, page, "POST", `/api/office/rounds/${round.id}/publication`, { version: round.version });
  await context.close();
};

describe("a round that closes while somebody types", () => {
  it("warns in the last hour, explains, keeps the text to read, and carries it to the next round", async () => {
    await publishNext();
    const { portal } = journey.it;
    await portal.setClock(at(-1_800));
    const { context, page } = await device(journey);
    await signInByCode(journey, page, "max@lock.example");
    const { id } = await draftOf(journey, page, "Lock Lane Rowers", wholeAnswers("Rowing for all", 900_00));

    await page.goto(`/apply/${id}`);
    await page.getByRole("heading", { name: "Less than an hour to go" }).waitFor();
    await page.getByText("This round closes at 12 noon on Tuesday 1 December 2026.").waitFor();
    await look(page, "close-last-hour");
    await page.getByRole("link", { name: "Your project", exact: true }).click();
    await page.getByLabel(SUMMARY).fill("Saved in time.");
    await line(page, /^Saved \d\d:\d\d/);

    // The last seconds pass as they do: the page explains by itself, and has kept every word.
    await portal.setClock(at(-4));
    // The portal's clock is learned from the session: also where that answer comes last.
    const read = page.waitForResponse(`**/api/applications/${id}`);
    await page.route("**/api/session", async (route) => {
      await read;
      await route.continue();
    });
    await page.reload();
    await page.getByText("less than a minute left").waitFor();
    await page.getByLabel(SUMMARY).fill("Typed as the round closed.");
    await page.getByRole("heading", { name: "This round closed at 12 noon on Tuesday 1 December 2026" }).waitFor();
    await page.getByText("so it does not take part. What you wrote is kept").waitFor();
    expect(await page.getByLabel(SUMMARY).inputValue()).toBe("Typed as the round closed.");
    expect(await page.getByLabel(SUMMARY).isEditable()).toBe(false);
    await line(page, /^Saved \d\d:\d\d/);
    await look(page, "close-while-typing");

    await page.goto(`/apply/${id}`);
    await page.getByRole("heading", { name: "This round closed at 12 noon on Tuesday 1 December 2026" }).waitFor();
    await look(page, "close-tasks");
    await page.getByRole("link", { name: "Read or print what you wrote" }).click();
    await page.getByText("Typed as the round closed.").waitFor();
    await look(page, "close-read");

    await portal.setClock(at(4_000));
    await page.goto(`/apply/${id}`);
    await page.getByRole("heading", { name: "Use it for the next round" }).waitFor();
    await look(page, "close-carry");
    await page.getByRole("button", { name: "Carry it to the next round" }).click();
    await page.waitForURL((url) => url.pathname.startsWith(`/apply/${fund.code}-27Q1-`));
    await page.getByRole("heading", { name: "Rowing for all" }).waitFor();
    await page.getByRole("link", { name: "Your project", exact: true }).click();
    await page.getByLabel(SUMMARY).waitFor();
    await look(page, "close-carried");
    expect(await page.getByLabel(SUMMARY).inputValue()).toBe("Typed as the round closed.");
    await context.close();
  }, 90_000);

  it("refuses what reaches the portal at the instant of the close, and says when it was first tried", async () => {
    const { portal } = journey.it;
    await portal.setClock(at(-600));
    const { context, page } = await device(journey);
    await signInByCode(journey, page, "mia@lock.example");
    const { id } = await draftOf(journey, page, "Lock Lane Anglers", wholeAnswers("Fishing for all", 900_00));
    await page.goto(`/apply/${id}/send`);
    for (const statement of await page.getByRole("checkbox").all()) await statement.check();
    await line(page, /^Saved \d\d:\d\d/);
    // The request reaches the portal at the first instant that is too late.
    await page.route("**/submission", async (route) => {
      await portal.setClock(at(0));
      await route.continue();
    });
    await page.getByRole("button", { name: "Submit the application" }).click();
    await page.getByRole("heading", { name: "The round has closed" }).waitFor();
    await page.getByText(/You first tried at 11:5\d:\d\d on Tuesday 1 December 2026/).waitFor();
    await page.getByText(/We received this at 12:00:\d\d\. The round closed at 12 noon\./).waitFor();
    await page.getByText("This application was not sent before then").waitFor();
    await look(page, "close-too-late");
    const { state } = await asPage(journey, page, "GET", `/api/applications/${id}`);
    expect(state).toBe("draft");
    await context.close();
  }, 60_000);
});
