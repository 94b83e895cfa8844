import { it } from "vitest";
import { DESKTOP, device, journeyForFile, look, signInAsStaff } from "../support/journey.ts";
import { someFund } from "../support/rounds.ts";

const journey = journeyForFile({ now: "2026-11-22T10:00:00.000Z" });
const fund = someFund();

it("an officer extends an open round, and everybody reads until when, why, and what was promised before", async () => {
  const { context, page } = await device(journey, DESKTOP);
  await signInAsStaff(page, "Olive");
  await page.goto(`/office/rounds/${fund.code}-26Q4`);
  await page.getByText("Extend this round for everybody").click();
  const closes = page.getByRole("group", { name: "Closes instead on" });
  await closes.getByLabel("Day").fill("4");
  await page.getByRole("group", { name: "Money is paid by" }).getByLabel("Year").fill("2026");
  const extend = async () => {
    await page.getByRole("button", { name: "Extend this round" }).click();
    await page.getByRole("button", { name: "Yes, extend it" }).click();
  };
  await extend();
  await page.getByRole("link", { name: "Give the reason. Everybody reads it." }).waitFor();
  await page.getByLabel("Reason").fill("The portal was away for three hours.");
  await page.getByRole("button", { name: "Yes, extend it" }).click();
  await page.getByRole("link", { name: /An extension keeps it or moves it later/ }).click();
  await page.waitForFunction(() => document.activeElement?.id === "timetable-paidBy");
  await look(page, "round-extend-refused");
  const paid = page.getByRole("group", { name: "Money is paid by" });
  await paid.getByLabel("Year").fill("2027");
  await paid.getByLabel("Month").fill("3");
  await page.getByRole("button", { name: "Yes, extend it" }).click();
  await page.getByText(/^The round now closes at .* Friday 4 December 2026\.$/).waitFor();
  await look(page, "round-extended");

  await page.goto(`/funds/${fund.id}`);
  await page.getByText(/^Extended from .* Tuesday 1 December 2026 to .* because: The portal was away/).waitFor();
  await page.getByText(/Dates promised before, which have moved: the money is paid: /).waitFor();
  await look(page, "fund-extended");
  await context.close();
}, 120_000);
