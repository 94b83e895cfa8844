import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../infra/local/command.ts";
import type { Sheet, SheetCheck } from "../../shared/contract/due-diligence.ts";
import { demonstration as fund } from "../../shared/funds/demonstration.ts";
import { KNOWN } from "../../shared/rules/form.ts";
import type { OrganisationFields } from "../../shared/rules/organisation-fields.ts";
import { asPage, JOURNEY_NOW } from "../support/applicant.ts";
import { completeAnswers } from "../support/application.ts";
import { DESKTOP, device, journeyForFile, look, signInAsStaff, signInByCode } from "../support/journey.ts";
import { WHOLE_CHARITY, WHOLE_GROUP } from "../support/organisations.ts";
import { readPdf } from "../support/pdf.ts";
import { until } from "../support/portal.ts";
import { startRegister } from "../support/registers.ts";

const NAMES = ["PORTAL_CHARITY_COMMISSION_KEY", "PORTAL_CHARITY_COMMISSION_ADDRESS"] as const;
const [KEY, ADDRESS] = NAMES;
let register: Awaited<ReturnType<typeof startRegister>> | undefined;
// Before the portal starts: it is told the office's key of the register as a deployment is.
beforeAll(async () => {
  register = await startRegister({
    "/allcharitydetailsV2/1164883/0": {
      charity_name: "HARBOUR TRUST",
      reg_status: "R",
      reporting_status: "Submission Received",
      trustee_names: [{}, {}, {}],
      latest_income: 42_000,
      latest_acc_fin_year_end_date: "2026-03-31T00:00:00",
    },
  });
  process.env[KEY] = "key-of-the-office";
  process.env[ADDRESS] = register.address;
});
const journey = journeyForFile({ now: JOURNEY_NOW });
afterAll(() => {
  for (const name of NAMES) delete process.env[name];
  register?.stop();
});

const call = (page: Page, method: "GET" | "POST" | "PUT", path: string, data?: object) =>
  asPage(journey, page, method, path, data);

/** Sends a file to a slot of a draft, as the form's page does. */
const upload = async (page: Page, id: string, slot: string, name: string, content: string): Promise<void> => {
  const offered = { slot, name, sizeBytes: content.length, contentType: "application/pdf" };
  const { url, fields, document } = await call(page, "POST", `/api/applications/${id}/documents`, offered);
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, String(value));
  form.append("file", new Blob([content]), name);
  const reply = await fetch(url, { method: "POST", body: form, headers: { origin: journey.it.portal.address } });
  if (!reply.ok) throw new Error(await reply.text());
  await until("The file is clean", async () => {
    const { documents } = await call(page, "GET", `/api/applications/${id}/documents`);
    return documents.find((one: { id: string; scan: string }) => one.id === document.id && one.scan === "clean");
  });
};

const INVOICE = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n";

/** A bid of a new group that was sent to the demonstration fund; with an invoice as proof of its match, where it has one. */
const bidOf = async (
  page: Page,
  round: { id: string },
  organisation: OrganisationFields,
  title: string,
  invoice?: string,
): Promise<string> => {
  const made = await call(page, "POST", "/api/organisations", { organisation });
  const { id } = await call(page, "POST", "/api/applications", {
    roundId: round.id,
    organisationId: made.organisation.id,
  });
  const { draft, round: whole } = await call(page, "GET", `/api/applications/${id}`);
  if (invoice !== undefined) await upload(page, id, "match-evidence", invoice, INVOICE);
  const answers = completeAnswers(fund, 4_000_00, whole.timetable.notifiedBy);
  const slots = fund.documents.filter((slot) => invoice === undefined || slot.id !== "match-evidence");
  const notYet = Object.fromEntries(slots.map((slot) => [slot.id, "We meet in May and will have it then."]));
  for (const [section, typed] of Object.entries({ ...answers, documents: notYet }))
    await call(page, "PUT", `/api/applications/${id}/draft/${section}`, {
      ...{ draftId: draft.id, was: 0, done: true },
      answers: KNOWN.title in typed ? { ...typed, [KNOWN.title]: title } : typed,
    });
  await call(page, "POST", `/api/applications/${id}/submission`, { draftId: draft.id, declaredBy: "Robin Example" });
  return String(id);
};

const sheetOf = (id: string) => `/api/desk/applications/${id}/due-diligence`;

/** Passes every check that nobody has entered yet, without the pages. */
const passRest = async (page: Page, id: string): Promise<void> => {
  const sheet: Sheet = await call(page, "GET", sheetOf(id));
  const entries = sheet.checks
    .filter(({ entry }: SheetCheck) => entry === undefined)
    .map(({ check }) => ({ check, result: "pass", note: "", source: "Looked up on 22 November 2026" }));
  await call(page, "POST", `${sheetOf(id)}/entries`, { entries, version: sheet.version });
};

const fillDay = async (page: Page, id: string, day: string): Promise<void> => {
  const [year = "", month = "", date = ""] = day.split("-");
  await page.locator(`[id="${id}"]`).fill(date);
  await page.locator(`[id="${id}-month"]`).fill(month);
  await page.locator(`[id="${id}-year"]`).fill(year);
};

const check = (page: Page, id: string) => page.locator(`#checks-${id}`);

/** The sheet as it prints: pages of A4, and the headings on them. */
const printed = async (page: Page, name: string) => {
  const bytes = await page.pdf({
    format: "A4",
    preferCSSPageSize: true,
    printBackground: true,
    outline: true,
    tagged: true,
  });
  const folder = process.env.PORTAL_SCREENS;
  if (folder !== undefined && folder !== "") {
    mkdirSync(join(ROOT, folder), { recursive: true });
    writeFileSync(join(ROOT, folder, `${name}.pdf`), bytes);
  }
  return readPdf(bytes);
};

describe("the due diligence of three bids", () => {
  it("passes one, passes one with a condition over a reused invoice, and refers one above the subsidy limit", async () => {
    const [group, office] = [await device(journey), await device(journey, DESKTOP)];
    await Promise.all([signInByCode(journey, group.page, "robin@three.example"), signInAsStaff(office.page, "Olive")]);
    const { page } = office;
    const { rounds }: { rounds: { id: string; status: string; fundId: string }[] } = await call(
      page,
      "GET",
      "/api/office/rounds",
    );
    const round = rounds.find(({ status, fundId }) => status === "open" && fundId === fund.id);
    if (round === undefined) throw new Error("No round of the fund is open.");
    const charity = await bidOf(group.page, round, WHOLE_CHARITY, "Lights on the quay");
    const second = { ...WHOLE_GROUP, name: "Quay Lane Choir", postcode: "BS20 7QJ", addressLine1: "2 Quay Lane" };
    const third = { ...WHOLE_GROUP, name: "Harbour Workshop", postcode: "BS20 6QJ", addressLine1: "3 Quay Lane" };
    const choir = await bidOf(group.page, round, second, "Songs for the street", "invoice 0417.pdf");
    const workshop = await bidOf(group.page, round, third, "Bicycles for sale", "the hall’s invoice.pdf");

    // The first: the register is asked, the papers are read, what is in order is recorded together.
    await page.goto(`/office/applications/${charity}`);
    await page.getByRole("link", { name: "See the due-diligence sheet" }).click();
    await page.getByRole("heading", { name: "Due diligence" }).waitFor();
    await look(page, "due-diligence-begun");
    await page.getByRole("button", { name: "Ask the register now" }).click();
    await check(page, "charity-register").getByText("On the register: registered.").waitFor();
    expect(await check(page, "charity-register").innerText()).toContain("Trustees: 3.");
    await page.getByRole("button", { name: "Finish the sheet" }).click();
    await page.getByText("Choose how the sheet ends.").first().waitFor();
    await page.getByLabel("Pass", { exact: true }).check();
    await page.getByRole("button", { name: "Finish the sheet" }).click();
    await page.getByRole("link", { name: "Finish “Documents” first." }).waitFor();
    await page.getByRole("button", { name: "Enter what you read" }).click();
    await page.getByLabel("The year’s income").fill("42,000");
    await fillDay(page, "facts-accountsOn", "2026-03-31");
    await page.getByLabel("No", { exact: true }).check();
    await look(page, "due-diligence-papers");
    await page.getByRole("button", { name: "Save what you read" }).click();
    await check(page, "income").getByText("9% of an income of £42,000.00").waitFor();
    await page.getByRole("button", { name: /^Record the \d checks that the portal found in order$/ }).click();
    await page.getByRole("button", { name: "Yes, record them" }).click();
    await check(page, "income").getByText("Source: As the portal found it").waitFor();
    await check(page, "sanctions")
      .getByRole("button", { name: /Record what you found/ })
      .click();
    await page.getByLabel("It passes").check();
    await page.getByRole("button", { name: "Save this check" }).click();
    await page.getByRole("link", { name: "Say where you looked." }).waitFor();
    await page.getByLabel("Source").fill("UK sanctions list, 22 November 2026");
    await page.getByRole("button", { name: "Save this check" }).click();
    await check(page, "sanctions").getByText("passed").waitFor();
    await passRest(page, charity);
    await page.reload();
    await page.getByLabel("Pass", { exact: true }).check();
    await page.getByRole("button", { name: "Finish the sheet" }).click();
    await page.getByRole("heading", { name: "Pass", exact: true }).waitFor();

    // What the council promised has come, and less of it: it counts at award and payment, and never in what was sent.
    const council = page.locator("#match-0");
    await council.getByRole("button", { name: /^Record how it stands now.*Parish council$/ }).click();
    await council.getByRole("button", { name: "Record how it stands", exact: true }).click();
    await page.getByRole("link", { name: "Choose how it stands now." }).waitFor();
    await council.getByLabel("The group has it").check();
    await council.getByLabel("What is it worth now?").fill("1,200.00");
    await fillDay(page, "knownOn", "2027-11-02");
    await council.getByLabel("What did you see?").fill("A line of the bank statement.");
    await council.getByRole("button", { name: "Record how it stands", exact: true }).click();
    await page.getByRole("link", { name: "Choose today or a day before: this one is to come." }).waitFor();
    await look(page, "match-standing-form");
    await fillDay(page, "knownOn", JOURNEY_NOW.slice(0, 10));
    await council.getByRole("button", { name: "Record how it stands", exact: true }).click();
    await council.getByText(/now £1,200.00 \(sent as £2,000.00\)\. A line of the bank statement\.$/).waitFor();
    await council.getByText(/^Recorded by Olive/).waitFor();
    const stages = page.getByRole("table", { name: "What counts as match, and when" });
    expect(await stages.getByRole("cell").allInnerTexts()).toEqual(["£2,000.00", "£1,200.00", "£1,200.00"]);
    await look(page, "match-standing");
    await page.goto(`/office/applications/${charity}`);
    const money = page.locator(".paper", { hasText: "Does it add up?" });
    await money.getByText("As it stands: at the award, £1,200.00 counts").waitFor();
    await money.getByText("Parish council: sent as “promised in writing”.").waitFor();
    await page.locator(".paper", { hasText: "Due diligence" }).getByText("Pass", { exact: true }).waitFor();

    // The second: its invoice is in another bid too.
    await until("The comparison", async () => {
      const { checks }: Sheet = await call(page, "GET", sheetOf(choir));
      return checks.find(({ check: id, found }) => id === "comparisons" && found === "look");
    });
    await page.goto(`/office/applications/${choir}/due-diligence`);
    const comparisons = check(page, "comparisons");
    await comparisons.getByText(`${workshop}: The file “invoice 0417.pdf” was sent with this bid too.`).waitFor();
    await comparisons.getByRole("button", { name: /Record what you found/ }).click();
    await page.getByLabel("It fails").check();
    await page.getByLabel("In words").fill("Harbour Workshop sent the same invoice.");
    await page.getByLabel("Source").fill("Both bids");
    await look(page, "due-diligence-check");
    await page.getByRole("button", { name: "Save this check" }).click();
    await comparisons.getByText("failed").waitFor();
    const read: Sheet = await call(page, "GET", sheetOf(choir));
    const facts = { trading: "no", subsidies: [], incomePence: 900_000 };
    await call(page, "POST", `${sheetOf(choir)}/facts`, { facts, version: read.version });
    await passRest(page, choir);
    await page.reload();
    await page.getByLabel("Pass with a condition").check();
    await page.getByRole("button", { name: "Finish the sheet" }).click();
    await page.getByRole("link", { name: "Write the condition, as the group would read it." }).waitFor();
    await page.getByRole("link", { name: "Say why the bid passes although “Other bids” failed." }).waitFor();
    await page.getByLabel("The condition").fill("Send an invoice of your own before we pay.");
    await page.getByLabel("Why").fill("The hall hosts both groups and billed them together.");
    await page.getByRole("button", { name: "Finish the sheet" }).click();
    await page.getByText("Condition: Send an invoice of your own before we pay.").waitFor();
    await look(page, "due-diligence-finished");
    const { pages, headings } = await printed(page, "due-diligence-sheet");
    expect(pages).toBeLessThanOrEqual(3);
    expect(headings.length).toBeGreaterThan(0);

    // The third sells in a market, and is above the limit: it cannot pass.
    await page.goto(`/office/applications/${workshop}/due-diligence`);
    await page.getByRole("button", { name: "Enter what you read" }).click();
    await page.locator("#facts-trading").check();
    await page.getByRole("button", { name: "Add a sum" }).click();
    await page.getByLabel("From whom").fill("A council");
    await fillDay(page, "facts-subsidies-0-on", "2025-05-01");
    await page.getByLabel("How much").fill("311,000.01");
    await page.getByRole("button", { name: "Save what you read" }).click();
    await check(page, "subsidy").getByText("That is £0.01 more than the £315,000.00 that may be given.").waitFor();
    await check(page, "subsidy")
      .getByRole("button", { name: /Record what you found/ })
      .click();
    await page.getByLabel("It fails").check();
    await page.getByLabel("In words").fill("A penny above the limit.");
    await page.getByRole("button", { name: "Save this check" }).click();
    await check(page, "subsidy").getByText("failed").waitFor();
    await passRest(page, workshop);
    await page.reload();
    await page.getByLabel("Pass", { exact: true }).check();
    await page.getByLabel("Why").fill("Only a penny.");
    await page.getByRole("button", { name: "Finish the sheet" }).click();
    await page.getByRole("link", { name: /the total is above the limit/ }).waitFor();
    await page.getByLabel("Refer").check();
    await page.getByLabel("Why").fill("It needs legal advice.");
    await page.getByRole("button", { name: "Finish the sheet" }).click();
    await page.getByRole("heading", { name: "Refer", exact: true }).waitFor();
    await look(page, "due-diligence-referred");

    // What is recorded of a group: an earlier grant, and a return that is overdue.
    await page.getByRole("link", { name: "Harbour Workshop" }).click();
    await page.getByRole("heading", { name: "Harbour Workshop" }).waitFor();
    await page.getByRole("button", { name: "Add a return" }).click();
    await page.getByLabel("What is it?").fill("End of grant report");
    await fillDay(page, "dueOn", "2026-04-30");
    await page.getByLabel("Source").fill("Award letter of 14 March 2025");
    await page.getByRole("button", { name: "Add the return" }).click();
    await page.getByText("overdue", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Add an earlier grant" }).click();
    await look(page, "group-record");
    await Promise.all([group.context.close(), office.context.close()]);
  }, 120_000);
});
