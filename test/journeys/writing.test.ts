import type { Cookie, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { device, type Journey, journeyForFile, look, signInByCode } from "../support/journey.ts";
import { nextWriteId, WHOLE_GROUP } from "../support/organisations.ts";
import { until } from "../support/portal.ts";

const journey = journeyForFile();

const ASH = "ash@lantern.example";
const NEED = "#sections-project-answers-need";
const WHAT = "#sections-project-answers-what-you-will-do";

/** What a small application says, by section. */
const ANSWERS: Readonly<Record<string, Record<string, unknown>>> = {
  amount: { requested: "900" },
  project: {
    "project-title": "Youth nights at the hall",
    summary: "Two evenings a week for young people of the estate.",
    "what-you-will-do": "We open the hall on Tuesday and Friday evenings.",
  },
  change: { priorities: ["neighbourhoods"] },
  dates: { "starts-on": "2027-06-01" },
  money: { budget: [{ item: "Hire of the hall", cost: "900", asked: "900" }] },
  safety: { "works-with-people-at-risk": "no", "unsafe-to-publish": "no" },
  documents: { "governing-document": "The treasurer is copying it." },
};

/** Calls the portal as the page's person, from the page itself. */
const ask = (page: Page, method: string, path: string, body?: unknown) =>
  page.evaluate(
    async ([how, where, sent]) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(where, { method: how, headers, body: sent === "" ? null : sent });
      return response.json();
    },
    [method, path, body === undefined ? "" : JSON.stringify(body)] as const,
  );

const openRound = async (page: Page, fundId: string): Promise<string> => {
  const { round } = await ask(page, "GET", `/api/funds/${fundId}`);
  return round.id;
};

/** A draft of Ash's group with these sections written; the pages do the rest. */
const draftOf = async (page: Page, sections: readonly string[] = Object.keys(ANSWERS)): Promise<string> => {
  const { organisations } = await ask(page, "GET", "/api/organisations");
  const roundId = await openRound(page, "community-action");
  const [group] = organisations;
  const { id } = await ask(page, "POST", "/api/applications", {
    roundId,
    organisationId: group.id,
    writeId: nextWriteId(),
  });
  const { draft } = await ask(page, "GET", `/api/applications/${id}`);
  for (const section of sections) {
    const body = { draftId: draft.id, was: 0, answers: ANSWERS[section], done: true, writeId: nextWriteId() };
    await ask(page, "PUT", `/api/applications/${id}/draft/${section}`, body);
  }
  return id;
};

const saved = (page: Page) => page.getByText(/^Saved \d\d:\d\d/).waitFor();

// Codes are limited for each address: one sign-in serves all tests.
let session: Cookie[] = [];

/** Signed in, with a group that says everything it is asked. */
const arrive = async (of: Journey) => {
  const at = await device(of);
  if (session.length === 0) await signInByCode(of, at.page, ASH);
  else await at.context.addCookies(session);
  session = await at.context.cookies();
  await at.page.goto("/applications");
  const { organisations } = await ask(at.page, "GET", "/api/organisations");
  if (organisations.length === 0)
    await ask(at.page, "POST", "/api/organisations", { organisation: WHOLE_GROUP, writeId: nextWriteId() });
  return at;
};

describe("a section", () => {
  it("follows the amount: more of it asks more, and less of it loses nothing", async () => {
    const { context, page } = await arrive(journey);
    const id = await draftOf(page, ["amount"]);
    await page.goto(`/apply/${id}/project`);
    await page.locator(WHAT).waitFor();
    expect(await page.locator(NEED).count()).toBe(0);
    for (const amount of ["4,000", "800", "4,000"]) {
      await page.goto(`/apply/${id}/amount`);
      await page.getByLabel("How much do you ask for?").fill(amount);
      await page.getByText(`For £${amount}.00 the form has`).waitFor();
      await saved(page);
      await page.goto(`/apply/${id}/project`);
      await page.locator(WHAT).waitFor();
      if (amount === "800") expect(await page.locator(NEED).count()).toBe(0);
      else if ((await page.locator(NEED).inputValue()) === "") {
        await page.locator(NEED).fill("Thirty-one calls a month.");
        await saved(page);
      }
    }
    expect(await page.locator(NEED).inputValue()).toBe("Thirty-one calls a month.");
    await context.close();
  }, 120_000);
});

describe("the money page", () => {
  it("draws what is asked, sure and missing, names the rule, and says when it adds up", async () => {
    const { context, page } = await arrive(journey);
    const id = await draftOf(page, ["amount"]);
    await page.goto(`/apply/${id}/money`);
    await page.locator("#sections-money-answers-budget-0-item").fill("Hire of the hall");
    await page.locator("#sections-money-answers-budget-0-cost").fill("1,400");
    await page.locator("#sections-money-answers-budget-0-asked").fill("700");
    await page.getByText("The rows ask us for £700.00.").waitFor();
    await page.getByRole("link", { name: "budget/sum" }).waitFor();
    await look(page, "money-does-not-add-up");
    await page.getByRole("button", { name: "Add a cost" }).click();
    await page.waitForFunction(() => document.activeElement?.id === "sections-money-answers-budget-1-item");
    await page.keyboard.type("Equipment");
    await page.locator("#sections-money-answers-budget-1-cost").fill("200");
    await page.locator("#sections-money-answers-budget-1-asked").fill("200");
    await page.getByText("It adds up.").waitFor();
    await saved(page);
    await look(page, "money-adds-up");
    await page.goto(`/apply/${id}`);
    await page.getByText("sections are complete").waitFor();
    await look(page, "tasks");
    await page.getByRole("link", { name: "Enter a title for your project." }).click();
    await page.getByText("Error: Enter a title for your project.").waitFor();
    await page.waitForFunction(() => document.activeElement?.id === "sections-project-answers-project-title");
    await look(page, "section-from-a-blocker");
    await context.close();
  }, 120_000);
});

describe("a submission", () => {
  it("counts once although its answer is lost, and stands until a change is accepted", async () => {
    const { context, page } = await arrive(journey);
    const id = await draftOf(page);
    await page.goto(`/apply/${id}/check`);
    await look(page, "check-answers");
    await page.getByRole("link", { name: "Continue to the declaration" }).click();
    await page.getByRole("button", { name: "Submit the application" }).click();
    await page.getByRole("heading", { name: "There is a problem" }).waitFor();
    await look(page, "send-not-declared");
    for (const box of await page.getByRole("checkbox").all()) await box.check();
    let tries = 0;
    const sent = new Set<string>();
    await page.route("**/submission", async (route) => {
      tries += 1;
      sent.add(route.request().postDataJSON().writeId);
      if (tries > 2) return route.continue();
      // Stored, and the answer lost on the way.
      await route.fetch();
      return route.abort();
    });
    await page.getByRole("button", { name: "Submit the application" }).dblclick();
    await page.getByText("We are checking whether it arrived").waitFor();
    await page.getByRole("heading", { name: "Application received" }).waitFor();
    expect([...sent]).toHaveLength(1);
    await look(page, "sent");
    await page.getByRole("link", { name: "Check the receipt" }).click();
    await page.getByRole("button", { name: "Check the receipt" }).click();
    await page.getByText("The receipt is genuine").waitFor();
    await look(page, "receipt");

    const { latest } = await ask(page, "GET", `/api/applications/${id}`);
    expect(latest.number).toBe(1);
    await page.goto(`/apply/${id}`);
    await look(page, "application-sent");
    await page.getByRole("button", { name: "Change the application" }).click();
    await page.getByText("You are changing a submitted application").waitFor();
    await look(page, "application-change");
    await page.goto(`/apply/${id}/submissions/1`);
    await page.getByRole("heading", { name: "Youth nights at the hall" }).waitFor();
    await look(page, "submission");
    await page.getByRole("button", { name: "Send my answers to me by email" }).click();
    await page.getByRole("heading", { name: `On its way to ${ASH}` }).waitFor();
    await look(page, "submission-by-email");
    const copy = await until("The copy", async () =>
      (await journey.it.portal.mailTo(ASH)).find(({ subject }) => subject === `${id}: the answers you sent`),
    );
    expect(copy.body.text).toContain("We open the hall on Tuesday and Friday evenings.");
    await context.close();
  }, 120_000);
});
