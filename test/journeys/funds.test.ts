import { describe, expect, it } from "vitest";
import { FUNDS } from "../../shared/funds/funds.ts";
import { answerCheck, checkOf, giveAnswer } from "../support/eligibility.ts";
import { device, journeyForFile, look } from "../support/journey.ts";
import { someFund } from "../support/rounds.ts";

const journey = journeyForFile({ now: "2026-11-22T10:00:00.000Z" });
const fund = someFund();

describe("somebody who thinks of applying", () => {
  it("finds a fund, its facts by the portal's clock, and every question, without an account", async () => {
    const { context, page } = await device(journey);
    await page.goto("/");
    for (const { name } of FUNDS) await page.getByRole("link", { name }).waitFor();
    await page.getByText("until 12 noon on Tuesday 1 December 2026: 9 days").waitFor();
    await page.getByRole("link", { name: fund.name }).click();
    await page.getByRole("heading", { name: fund.name, level: 1 }).waitFor();
    await page.getByRole("listitem").filter({ hasText: "£40,000 in this round" }).waitFor();
    await page.getByText("9 days, 1 hour left").waitFor();
    await page
      .getByRole("listitem")
      .filter({ hasText: "bids funded" })
      .getByText(/\(\d+ of \d+\)/)
      .waitFor();
    await page.getByText("The same figures as a table").click();
    await page.getByRole("cell", { name: "£39,340" }).waitFor();
    await look(page, "fund");

    await page.getByRole("link", { name: "Read every question first" }).click();
    const asked = page.locator("li.asked");
    await asked.first().waitFor();
    expect(await asked.count()).toBe(14);
    await page.getByLabel("Up to £5,000").check();
    await page.getByText("What problem does this answer, and how do you know about it?").waitFor();
    expect(await asked.count()).toBe(25);
    await look(page, "fund-questions");
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("nav").first().isVisible()).toBe(false);
    expect(await page.locator(".blank").first().isVisible()).toBe(true);
    await context.close();
  }, 120_000);

  it("is told what is missing, then a no that names its rule and the way on, then a clear yes", async () => {
    const { context, page } = await device(journey);
    await page.goto(`/funds/${fund.id}/eligibility`);
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByRole("heading", { name: "There is a problem" }).waitFor();
    await look(page, "eligibility-missing");
    await answerCheck(page, fund);
    const [first = expect.unreachable()] = checkOf(fund);
    await giveAnswer(page, first, "person");
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByRole("heading", { name: "Your group cannot apply as things stand" }).waitFor();
    await page.getByText(first.of.instead).waitFor();
    await page.getByText("eligibility/organisation-type").waitFor();
    await page.getByRole("heading", { name: "Ask the office in writing" }).waitFor();
    await look(page, "eligibility-no");

    await page.getByRole("button", { name: "Change your answers" }).click();
    await page.getByLabel("A community group, club or charity").check();
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByRole("heading", { name: "Yes, your group can apply" }).waitFor();
    expect(await page.getByRole("link", { name: "Start an application" }).getAttribute("href")).toBe(
      `/start/${fund.code}-26Q4`,
    );
    await look(page, "eligibility-yes");
    await context.close();
  }, 120_000);
});
