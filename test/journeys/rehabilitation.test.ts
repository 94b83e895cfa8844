import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { FUNDS } from "../../shared/funds/funds.ts";
import type { Fund } from "../../shared/rules/fund.ts";
import { asPage, fillField, fillSection, JOURNEY_NOW } from "../support/applicant.ts";
import { completeAnswers } from "../support/application.ts";
import { answerCheck, checkOf, giveAnswer } from "../support/eligibility.ts";
import { FILES } from "../support/files.ts";
import { device, journeyForFile, look, signInByCode } from "../support/journey.ts";
import { WHOLE_CHARITY } from "../support/organisations.ts";

const journey = journeyForFile({ now: JOURNEY_NOW });
const fund: Fund =
  FUNDS.find(({ eligibility }) => eligibility.some(({ kind }) => kind === "years-of-delivery")) ?? expect.unreachable();
const ROUND = `${fund.code}-26A1`;
const ASKED_PENCE = 60_000_00;
const years = checkOf(fund).find(({ rule }) => rule === "eligibility/delivery-record") ?? expect.unreachable();

/** Refused without two years' delivery; with two, a clear yes. */
const findOut = async (page: Page): Promise<void> => {
  await page.goto(`/funds/${fund.id}/eligibility`);
  await answerCheck(page, fund);
  await giveAnswer(page, years, "1");
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByRole("heading", { name: "Your group cannot apply as things stand" }).waitFor();
  await page.getByText("at least 2 years’ delivery behind them").waitFor();
  await page.getByText(years.rule).waitFor();
  await look(page, "rehabilitation-refused");
  await page.getByRole("button", { name: "Change your answers" }).click();
  await giveAnswer(page, years, "2");
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByRole("heading", { name: "Yes, your group can apply" }).waitFor();
};

/** The group's page says one year: told before the form, put right from there. */
const beginWith = async (page: Page): Promise<string> => {
  await signInByCode(journey, page, "kit@throughcare.example");
  const group = { ...WHOLE_CHARITY, name: "Throughcare Together", yearsOfDelivery: "1" };
  await asPage(journey, page, "POST", "/api/organisations", { organisation: group });
  await page.goto(`/start/${ROUND}`);
  await page.getByLabel("Throughcare Together").check();
  await page.getByRole("heading", { name: "As things stand, this group cannot send an application" }).waitFor();
  await look(page, "rehabilitation-start-stopped");
  await page.getByRole("link", { name: /at least 2 years’ delivery/ }).click();
  await fillField(page, "organisation-yearsOfDelivery", "2");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("link", { name: "Go on with your application" }).click();
  await page.getByLabel("Throughcare Together").check();
  await page.getByRole("button", { name: "Start the application" }).click();
  await page.waitForURL("**/apply/*/amount");
  return new URL(page.url()).pathname.split("/")[2] ?? "";
};

/** Dates with their milestones and the budget on their own pages; the rest is saved as its pages would save it. */
const write = async (page: Page, id: string): Promise<void> => {
  const { round } = await asPage(journey, page, "GET", `/api/rounds/${ROUND}`);
  const answers = completeAnswers(fund, ASKED_PENCE, round.timetable.notifiedBy);
  const { draft } = await asPage(journey, page, "GET", `/api/applications/${id}`);
  for (const [section, typed] of Object.entries(answers))
    if (section !== "dates" && section !== "money")
      await asPage(journey, page, "PUT", `/api/applications/${id}/draft/${section}`, {
        ...{ draftId: draft.id, was: draft.sections[section]?.version ?? 0, answers: typed, done: true },
      });
  for (const section of ["dates", "money"]) {
    await page.goto(`/apply/${id}/${section}`);
    await page.getByRole("button", { name: "Save and continue" }).waitFor();
    await fillSection(page, section, answers[section] ?? {});
    await look(page, `rehabilitation-${section}`);
    await page.getByLabel("Yes, I have completed this section").check();
    await page.getByRole("button", { name: "Save and continue" }).click();
    await page.getByRole("heading", { name: "Start with the amount" }).waitFor();
  }
};

const addDocument = async (page: Page, label: string, name: string): Promise<void> => {
  await page.getByLabel(label, { exact: true }).setInputFiles({ name, mimeType: "application/pdf", buffer: FILES.pdf });
  await page.getByRole("button", { name: `Download ${name}` }).waitFor();
};

describe("a charity that asks for a large grant", () => {
  it("goes from a no to a yes, is told what stops it from the first minute, and sends with budget, milestones and documents", async () => {
    const { context, page } = await device(journey);
    await findOut(page);
    const id = await beginWith(page);
    await page.goto(`/apply/${id}`);
    await page.getByRole("heading", { name: "What stops this application" }).waitFor();
    await page
      .getByRole("link", { name: /Add your latest accounts. This fund takes no application without/ })
      .waitFor();
    await page.getByText("Ask the office for an exception").click();
    await page.getByLabel(/Why does this not fit your group/).waitFor();
    await look(page, "rehabilitation-first-minute");

    await write(page, id);
    await page.getByRole("link", { name: "Documents", exact: true }).click();
    await page.waitForURL(`**/apply/${id}/documents`);
    await addDocument(page, "Your governing document", "constitution.pdf");
    await addDocument(page, "Your latest accounts", "accounts.pdf");
    await page.getByRole("link", { name: "Save and continue" }).click();
    await page.getByRole("heading", { name: "Ready to send" }).waitFor();
    await page.goto(`/apply/${id}/send`);
    for (const statement of await page.getByRole("checkbox").all()) await statement.check();
    await page.getByRole("button", { name: "Submit the application" }).click();
    await page.getByText("Application received").waitFor();
    await look(page, "rehabilitation-sent");
    const { latest, blockers } = await asPage(journey, page, "GET", `/api/applications/${id}`);
    expect(latest).toMatchObject({ number: 1, askedPence: ASKED_PENCE });
    expect(blockers).toEqual([]);
    await context.close();
  }, 120_000);
});
