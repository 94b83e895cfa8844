import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { fillField, fillSection, JOURNEY_NOW, OPEN_ROUND, wholeAnswers } from "../support/applicant.ts";
import { answerCheck } from "../support/eligibility.ts";
import { FILES } from "../support/files.ts";
import { device, journeyForFile, look } from "../support/journey.ts";
import { WHOLE_GROUP } from "../support/organisations.ts";
import { until } from "../support/portal.ts";
import { someFund } from "../support/rounds.ts";

const journey = journeyForFile({ now: JOURNEY_NOW });
const fund = someFund();
const EMAIL = "noor@wharf.example";
const TITLE = "Skate nights at the wharf";

/** From the fund's page to a clear yes, and to the question which group applies. */
const findOut = async (page: Page): Promise<void> => {
  await page.goto("/");
  await page.getByRole("link", { name: fund.name }).click();
  await page.getByRole("link", { name: "Check if you can apply" }).click();
  await answerCheck(page, fund);
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByRole("link", { name: "Start an application" }).click();
  await page.getByRole("heading", { name: "Sign in to go on" }).waitFor();
  await look(page, "apply-start-signed-out");
};

const signInFromHere = async (page: Page): Promise<void> => {
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("Email address").fill(EMAIL);
  await page.getByRole("button", { name: "Send me a code" }).click();
  const code = await until("The code", async () => {
    const [mail] = await journey.it.portal.mailTo(EMAIL);
    return /^(\d{6}) is your code/.exec(mail?.subject ?? "")?.[1];
  });
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.keyboard.press("Enter");
  await page.getByLabel("Your full name").fill("Noor Example");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/start/${OPEN_ROUND}`);
};

const addGroup = async (page: Page): Promise<void> => {
  await page.getByRole("link", { name: "Add your group" }).waitFor();
  await look(page, "apply-start-no-group");
  await page.getByRole("link", { name: "Add your group" }).click();
  for (const [field, value] of Object.entries({ ...WHOLE_GROUP, name: "Wharf Skaters" }))
    if (value !== "") await fillField(page, `organisation-${field}`, value);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("link", { name: "Go on with your application" }).click();
  await page.getByRole("button", { name: "Start the application" }).waitFor();
  await look(page, "apply-start");
};

const saveAndContinue = async (page: Page): Promise<void> => {
  await page.getByLabel("Yes, I have completed this section").check();
  await page.getByRole("button", { name: "Save and continue" }).click();
  await page.getByRole("heading", { name: "Start with the amount" }).waitFor();
};

/** Every section for the amount, each by its own page; money and people as they look when full. */
const fillRest = async (page: Page): Promise<void> => {
  const answers = wholeAnswers(TITLE, 3_000_00);
  for (const { id, title } of fund.sections.slice(0, -1)) {
    await page.getByRole("link", { name: title }).click();
    await page.getByRole("heading", { name: title, level: 1 }).waitFor();
    await fillSection(page, id, answers[id] ?? {});
    // A group that works with children is then asked how it keeps them safe.
    await fillSection(page, id, answers[id] ?? {});
    await look(page, `apply-section-${id}`);
    await saveAndContinue(page);
  }
};

const addDocuments = async (page: Page): Promise<void> => {
  await page.getByRole("link", { name: "Documents", exact: true }).click();
  await page.getByRole("heading", { name: "Documents", level: 1 }).waitFor();
  await look(page, "apply-documents");
  const whole = Buffer.concat([FILES.pdf, Buffer.alloc(400_000, " ")]);
  await page.route("**/*", async (route) => {
    const toShelf = route.request().method() === "POST" && !route.request().url().includes("/api/");
    if (!toShelf) return route.continue();
    // The bar is on screen while the file is on its way.
    await page.getByRole("progressbar", { name: "Sending constitution.pdf" }).waitFor();
    await look(page, "apply-documents-sending");
    return route.continue();
  });
  await page
    .getByLabel("Your governing document")
    .setInputFiles({ name: "constitution.pdf", mimeType: "application/pdf", buffer: whole });
  await page.getByRole("button", { name: "Download constitution.pdf" }).waitFor();
  await page.unrouteAll({ behavior: "wait" });
  await page.getByLabel("Your latest accounts").setInputFiles({
    name: "accounts.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("MZ this is a program"),
  });
  await page.getByText("Refused: replace it").waitFor();
  await look(page, "apply-documents-refused");
  await page.getByRole("button", { name: "Remove" }).last().click();
  await page.getByRole("button", { name: "Yes, remove it" }).click();
  await page.getByText("Refused: replace it").waitFor({ state: "detached" });
  await page.locator("textarea[id*=accounts]").fill("Our meeting agrees them in May.");
  await page.getByText(/^Saved \d\d:\d\d/).waitFor();
  await page.getByRole("link", { name: "Save and continue" }).click();
};

/** Checks every answer, agrees, sends; the receipt's reference and hash as the page shows them. */
const send = async (page: Page): Promise<{ reference: string; sha256: string }> => {
  await page.getByRole("heading", { name: "Ready to send" }).waitFor();
  await page.getByRole("link", { name: "Check your answers" }).click();
  await page.getByRole("heading", { name: "Check your answers" }).waitFor();
  await page.getByText("constitution.pdf").waitFor();
  await look(page, "apply-check");
  await page.getByRole("link", { name: "Continue to the declaration" }).click();
  await page.getByRole("button", { name: "Submit the application" }).click();
  await page.getByRole("heading", { name: "There is a problem" }).waitFor();
  await look(page, "apply-declaration-missing");
  for (const statement of await page.getByRole("checkbox").all()) await statement.check();
  await look(page, "apply-declaration");
  // Twice, as people press: one application is sent, once.
  await page.getByRole("button", { name: "Submit the application" }).dblclick();
  await page.getByText("Application received").waitFor();
  await page.getByText(/Received at 10:\d\d:\d\d on Sunday 22 November 2026, London time/).waitFor();
  await look(page, "apply-sent");
  const facts = await page.locator(".govuk-summary-list").innerText();
  const reference = new RegExp(`${OPEN_ROUND}-\\d+-[A-Z]`).exec(facts)?.[0] ?? "";
  return { reference, sha256: /[0-9a-f]{64}/.exec(facts)?.[0] ?? "" };
};

describe("somebody who applies on a phone", () => {
  it("goes from the fund's page to a receipt that anybody can check", async () => {
    const { context, page } = await device(journey);
    await findOut(page);
    await signInFromHere(page);
    await addGroup(page);

    await page.getByRole("button", { name: "Start the application" }).click();
    await page.waitForURL("**/apply/*/amount");
    const amount = page.getByLabel("How much do you ask for?");
    await amount.fill("900");
    await page.getByText("For £900.00 the form has 10 questions and asks for one document.").waitFor();
    await page.getByText(/^Saved \d\d:\d\d/).waitFor();
    await look(page, "apply-amount");
    await page.getByRole("link", { name: "Back to your task list" }).click();
    await page.getByRole("link", { name: "Your project", exact: true }).click();
    await page.getByLabel("What is your project called?").fill(TITLE);
    await page.getByText("What problem does this answer").waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Back to your task list" }).click();
    await page.getByRole("heading", { name: TITLE }).waitFor();
    await look(page, "apply-tasks-small");

    // More money, more questions; what was written for the smaller amount stays.
    await page.getByRole("link", { name: "How much you ask for", exact: true }).click();
    await amount.fill("3000");
    await page.getByText("For £3,000.00 the form has 21 questions and asks for 3 documents.").waitFor();
    await page.getByRole("link", { name: "Back to your task list" }).click();
    await page.getByRole("link", { name: "Your project", exact: true }).click();
    await page.getByText("What problem does this answer").waitFor();
    expect(await page.getByLabel("What is your project called?").inputValue()).toBe(TITLE);
    await page.getByRole("link", { name: "Back to your task list" }).click();
    await page.getByText("things are still missing").waitFor();
    await look(page, "apply-tasks");

    await page
      .getByRole("link", { name: "Enter the smallest amount that would still be useful, like 900.00." })
      .click();
    await page.waitForFunction(() => document.activeElement?.id === "sections-amount-answers-least-useful");
    await look(page, "apply-blocker");
    await page.getByRole("link", { name: "Back to your task list" }).click();

    await fillRest(page);
    await addDocuments(page);
    const { reference, sha256 } = await send(page);

    const mail = await until("The receipt", async () =>
      (await journey.it.portal.mailTo(EMAIL)).find(({ body }) => body.text?.includes(sha256)),
    );
    expect(mail.body.text).toContain(reference);
    expect(mail.body.text).toContain("£3,000.00");

    // Anybody may check it: here somebody without an account.
    const stranger = await device(journey);
    await stranger.page.goto(`/receipt?${new URLSearchParams({ reference, sha256 })}`);
    await stranger.page.getByRole("button", { name: "Check the receipt" }).click();
    await stranger.page.getByRole("heading", { name: "The receipt is genuine" }).waitFor();
    await look(stranger.page, "receipt-genuine");
    await stranger.page.getByLabel("SHA-256").fill(`${sha256.slice(0, -1)}${sha256.endsWith("0") ? "1" : "0"}`);
    await stranger.page.getByRole("button", { name: "Check the receipt" }).click();
    await stranger.page.getByRole("heading", { name: "There is no such receipt" }).waitFor();
    await look(stranger.page, "receipt-wrong");
    await stranger.context.close();

    await page.getByRole("link", { name: "Read or print what you sent" }).click();
    await page.getByRole("heading", { name: TITLE, level: 1 }).waitFor();
    await page.getByText("Noor Example agreed to this:").waitFor();
    expect(await page.locator("main input, main textarea").count()).toBe(0);
    await look(page, "apply-submission");
    await page.goto("/applications");
    await page.getByRole("link", { name: TITLE }).waitFor();
    await look(page, "applications");
    await context.close();
  }, 120_000);
});
