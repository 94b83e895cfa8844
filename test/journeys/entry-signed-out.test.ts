import { describe, expect, it } from "vitest";
import { asPage, JOURNEY_NOW, OPEN_ROUND } from "../support/applicant.ts";
import { DESKTOP, device, journeyForFile, look, signInAsStaff } from "../support/journey.ts";
import { WHOLE_GROUP } from "../support/organisations.ts";

const journey = journeyForFile({ now: JOURNEY_NOW });

describe("an officer's session that ends while they enter an application", () => {
  it("costs nothing: they sign in in another tab, and what they typed is saved", async () => {
    const { context, page } = await device(journey, DESKTOP);
    await signInAsStaff(page, "Olive");
    const { group } = await asPage(journey, page, "POST", "/api/desk/organisations", { organisation: WHOLE_GROUP });
    const agreed = { how: "telephone", agreedBy: "Ash Reed", agreedOn: JOURNEY_NOW.slice(0, 10) };
    const started = { roundId: OPEN_ROUND, organisationId: group.id, ...agreed };
    const { id } = await asPage(journey, page, "POST", "/api/desk/applications", started);
    await page.goto(`/office/entries/${id}`);
    const title = page.getByLabel("What is your project called?");
    await title.waitFor();
    await context.clearCookies({ name: "__Host-session" });
    await title.fill("Lanterns by the lock");
    await title.blur();
    await page.getByRole("heading", { name: "You have been signed out" }).waitFor();
    await look(page, "entry-signed-out");

    const [tab] = await Promise.all([
      context.waitForEvent("page"),
      page.getByRole("link", { name: "Sign in with your office account in another tab" }).click(),
    ]);
    await tab
      .getByRole("button", { name: /Olive/ })
      .or(tab.getByRole("heading", { name: "Rounds" }))
      .first()
      .waitFor();
    if (new URL(tab.url()).pathname.startsWith("/local")) await tab.getByRole("button", { name: /Olive/ }).click();
    await tab.waitForURL((url) => url.pathname === "/office");
    await tab.close();

    expect(await title.inputValue()).toBe("Lanterns by the lock");
    await page.getByRole("button", { name: "I have signed in" }).click();
    await page.getByText(/^Saved \d/).waitFor();
    await page.reload();
    await title.waitFor();
    expect(await title.inputValue()).toBe("Lanterns by the lock");
    await context.close();
  }, 120_000);
});
