import { describe, expect, it } from "vitest";
import { asPage, draftOf, JOURNEY_NOW, OPEN_ROUND } from "../support/applicant.ts";
import { DESKTOP, device, journeyForFile, look, signInAsStaff, signInByCode } from "../support/journey.ts";
import { WHOLE_GROUP } from "../support/organisations.ts";
import { until } from "../support/portal.ts";

const journey = journeyForFile({ now: JOURNEY_NOW });
const EMAIL = "eve@weir.example";

describe("a session that ends while somebody types", () => {
  it("costs nothing: they sign in on the same page, and what they typed is saved", async () => {
    const { context, page } = await device(journey);
    await signInByCode(journey, page, EMAIL);
    const { id: applicationId } = await draftOf(journey, page, "Weir Keepers", {});
    await page.goto(`/apply/${applicationId}`);
    await page.locator(".task-list a, .govuk-task-list a").first().click();
    await page.waitForURL(`**/apply/${applicationId}/*`);
    const field = page.locator("main input[type=text], main textarea").first();
    await field.waitFor();

    await context.clearCookies({ name: "__Host-session" });
    await field.fill("1200");
    await page.getByRole("heading", { name: "You have been signed out" }).waitFor();
    await look(page, "signed-out-while-typing");
    expect(await field.inputValue()).toBe("1200");

    const before = (await journey.it.portal.mailTo(EMAIL)).length;
    expect(await page.getByLabel("Email address").inputValue()).toBe(EMAIL);
    await page.getByRole("button", { name: "Send me a code" }).click();
    const code = await until("The code", async () => {
      const mails = await journey.it.portal.mailTo(EMAIL);
      return mails.length > before ? /\b\d{6}\b/.exec(mails[0]?.body.text ?? "")?.[0] : undefined;
    });
    await page.getByLabel("Code", { exact: true }).fill(code);
    await page.keyboard.press("Enter");
    await page.getByText(/Saved \d\d:\d\d/).waitFor();
    expect(await page.getByRole("heading", { name: "You have been signed out" }).count()).toBe(0);
    await page.reload();
    await field.waitFor();
    expect(await field.inputValue()).toBe("1200");
    await context.close();
  });
});

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
