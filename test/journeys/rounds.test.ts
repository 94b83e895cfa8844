import { describe, expect, it } from "vitest";
import { fillField } from "../support/applicant.ts";
import { passingAnswers } from "../support/eligibility.ts";
import { DESKTOP, device, journeyForFile, look, signInAsStaff, signInByCode } from "../support/journey.ts";
import { WHOLE_GROUP } from "../support/organisations.ts";
import { someFund } from "../support/rounds.ts";

const journey = journeyForFile({ now: "2026-11-22T10:00:00.000Z" });
const fund = someFund();

describe("an officer", () => {
  it("plans a round, sees it as the public will, publishes it and puts a fact right", async () => {
    const { context, page } = await device(journey, DESKTOP);
    await signInAsStaff(page, "Olive");
    await page.goto("/office/rounds");
    await page.getByRole("link", { name: "2026/27, round 4 of 4" }).waitFor();
    await look(page, "rounds");
    await page.getByRole("link", { name: fund.name, exact: true }).click();
    await page.getByRole("group", { name: "Meeting" }).getByLabel("Year").fill("2026");
    await page.getByRole("button", { name: "Keep this round" }).click();
    await page.getByRole("link", { name: "The meeting must be after the round closes." }).click();
    await page.waitForFunction(() => document.activeElement?.id === "timetable-meetingOn");
    await look(page, "round-new-refused");
    await page.getByRole("group", { name: "Meeting" }).getByLabel("Year").fill("2027");
    await page.getByRole("button", { name: "Keep this round" }).click();
    await page.getByText("Not published").waitFor();
    const round = `${fund.code}-27Q1`;
    expect(new URL(page.url()).pathname).toBe(`/office/rounds/${round}`);
    await page.getByText("Change title, dates, pot or who can apply").click();
    await page.getByLabel("Title").fill("Spring round");
    const bar = "Your group has had no grant of this fund in the last 36 months.";
    await page.getByLabel(bar).check();
    await page.getByText("What an hour of volunteers’ time is worth").click();
    await page.getByRole("button", { name: "Add a rate" }).click();
    await fillField(page, "new-rates-0-id", "skilled");
    await fillField(page, "new-rates-0-pencePerHour", "23.00");
    await fillField(page, "new-rates-0-from", "2025-01-01");
    await page.getByRole("button", { name: "Save the changes" }).click();
    await page.getByRole("link", { name: "A rate changes from a day to come." }).click();
    await page.waitForFunction(() => document.activeElement?.id === "new-rates-0-from");
    await look(page, "round-edit-rules");
    await fillField(page, "new-rates-0-from", "2027-03-01");
    await page.getByRole("button", { name: "Save the changes" }).click();
    await page.getByRole("heading", { name: "Spring round" }).waitFor();
    await page.getByText("Also asked of groups").waitFor();
    await look(page, "round-edit");

    await page.getByRole("link", { name: "See the public page as it will be" }).click();
    await page.getByText("opens at 9am on Monday 4 January 2027").waitFor();
    await page.getByText(bar).waitFor();
    await look(page, "round-preview");
    const hidden = await page.request.get(`/api/rounds/${round}`);
    expect(hidden.status()).toBe(404);
    await page.getByRole("link", { name: "The round", exact: true }).click();

    await page.getByRole("button", { name: "Publish this round" }).click();
    await page.getByRole("button", { name: "Yes, publish it" }).click();
    await page.getByText("The round is published. Everyone sees it.").waitFor();
    await page.getByLabel("Correct a fact or a help text").fill("The hall costs are for one year.");
    await page.getByRole("button", { name: "Publish the notice" }).click();
    await page.getByText("The notice is published.").waitFor();
    await look(page, "round-published");
    await page.getByRole("main").getByRole("link", { name: "Applications" }).click();
    await page.getByText("No applications yet. The round has not opened.").waitFor();
    await page.getByRole("link", { name: "Dates, pot and notices" }).click();
    await page.getByText("The hall costs are for one year.").waitFor();
    const seen = await page.request.get(`/api/rounds/${round}`);
    expect(await seen.json()).toMatchObject({
      round: { status: "scheduled", notices: [{ text: "The hall costs are for one year." }] },
    });
    await context.close();
  }, 120_000);

  it("answers a group that asks about a rule, once, and the group reads the reason", async () => {
    const group = await device(journey);
    await signInByCode(journey, group.page, "robin@branch.example");
    const writeId = crypto.randomUUID();
    const made = await group.page.request.post("/api/organisations", {
      data: { organisation: WHOLE_GROUP, writeId },
      headers: { origin: journey.it.portal.address, "sec-fetch-site": "same-origin" },
    });
    expect(made.status()).toBe(200);
    const query = new URLSearchParams({ ...passingAnswers(fund), committee: "2" });
    await group.page.goto(`/funds/${fund.id}/eligibility?${query}`);
    await group.page.getByLabel(/Why does this not fit your group/).fill("We are a branch with a committee of five.");
    await group.page.getByRole("button", { name: "Ask the office" }).click();
    await group.page.getByRole("heading", { name: "You asked the office" }).waitFor();
    await look(group.page, "eligibility-asked");

    const office = await device(journey, DESKTOP);
    await signInAsStaff(office.page, "Olive");
    await office.page.goto(`/office/rounds/${fund.code}-26Q4`);
    await office.page.getByText("We are a branch with a committee of five.").waitFor();
    await office.page.getByLabel("Yes, in this round").check();
    await office.page.getByLabel("Reason, as the group will read it").fill("The branch has its own committee.");
    await look(office.page, "eligibility-answer");
    await office.page.getByRole("button", { name: "Send the answer" }).click();
    await office.page.getByText("Allowed", { exact: true }).waitFor();

    await group.page.reload();
    await group.page.getByRole("heading", { name: "The office allows it" }).waitFor();
    await group.page.getByText("The branch has its own committee.").waitFor();
    await look(group.page, "eligibility-allowed");
    await office.context.close();
    await group.context.close();
  }, 120_000);
});
