import { describe, expect, it } from "vitest";
import { asPage, draftOf, JOURNEY_NOW, wholeAnswers } from "../support/applicant.ts";
import { device, journeyForFile, look, signInByCode } from "../support/journey.ts";
import { until } from "../support/portal.ts";

const journey = journeyForFile({ now: JOURNEY_NOW });
const EMAIL = "uma@mill.example";

describe("a group that changes what it has sent", () => {
  it("works on a copy, drops it, begins again and sends it in the place of the first", async () => {
    const { context, page } = await device(journey);
    await signInByCode(journey, page, EMAIL);
    const { id, draftId } = await draftOf(journey, page, "Mill Lane Chess", wholeAnswers("Chess in the park", 900_00));
    await asPage(journey, page, "POST", `/api/applications/${id}/submission`, { draftId, declaredBy: "Uma Example" });

    await page.goto(`/apply/${id}`);
    await page.getByRole("heading", { name: "The application you sent" }).waitFor();
    await look(page, "apply-submitted");
    await page.getByRole("button", { name: "Change the application" }).click();
    await page.getByRole("heading", { name: "You are changing a submitted application" }).waitFor();
    await page.getByText(/The one you sent at .* stands until you submit this one/).waitFor();
    await look(page, "apply-change");
    await page.getByRole("link", { name: "Your project", exact: true }).click();
    const title = page.getByLabel("What is your project called?");
    await title.fill("Chess for everyone");
    await page.getByText(/^Saved \d\d:\d\d/).waitFor();
    await look(page, "apply-change-section");

    // The one that was sent stands, as it was sent.
    await page.goto(`/apply/${id}/submissions/1`);
    await page.getByRole("heading", { name: "Chess in the park" }).waitFor();
    await page.goto(`/apply/${id}`);
    await page.getByRole("button", { name: "Drop this change" }).click();
    await page.getByText("The application you sent stands.").waitFor();
    await look(page, "apply-change-drop");
    await page.getByRole("button", { name: "Yes, drop the change" }).click();
    await page.getByRole("button", { name: "Change the application" }).click();
    await page.getByRole("link", { name: "Your project", exact: true }).click();
    expect(await title.inputValue()).toBe("Chess in the park");
    await title.fill("Chess under the trees");
    await page.getByRole("link", { name: "Back to your task list" }).click();
    await page.getByRole("link", { name: "Check your answers" }).click();
    await page.getByText("Chess under the trees").first().waitFor();
    await page.getByRole("link", { name: "Continue to the declaration" }).click();
    for (const statement of await page.getByRole("checkbox").all()) await statement.check();

    // The answer to the first try is lost: the same submission goes again by itself, and counts once.
    let lost = 0;
    await page.route("**/submission", async (route) => {
      lost += 1;
      if (lost > 1) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await page.getByRole("button", { name: "Submit the change" }).click();
    await page.getByRole("heading", { name: "We are checking whether it arrived" }).waitFor();
    await page.getByText("Change received").waitFor();
    expect(lost).toBe(2);
    await page.getByText("2. It stands in place of the earlier ones.").waitFor();
    await look(page, "apply-change-sent");
    const receipts = await until("Both receipts", async () => {
      const mails = (await journey.it.portal.mailTo(EMAIL)).filter(({ subject }) => subject.includes(id));
      return mails.length >= 2 ? mails : undefined;
    });
    expect(receipts).toHaveLength(2);

    await page.getByRole("link", { name: "Your application", exact: true }).click();
    await page.getByText("It is your version 2; the latest counts.").waitFor();
    await page.getByRole("button", { name: "Withdraw this application" }).click();
    await page.getByRole("button", { name: "Yes, withdraw it" }).waitFor();
    await look(page, "apply-withdraw");
    await page.getByRole("button", { name: "Yes, withdraw it" }).click();
    await page.getByText("Withdrawn").first().waitFor();
    await look(page, "apply-withdrawn");
    await context.close();
  }, 90_000);
});
