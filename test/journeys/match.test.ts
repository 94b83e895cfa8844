import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { FUNDS } from "../../shared/funds/funds.ts";
import type { Answers } from "../../shared/rules/application.ts";
import { asPage, fillSection, JOURNEY_NOW } from "../support/applicant.ts";
import { completeAnswers } from "../support/application.ts";
import { FILES } from "../support/files.ts";
import { DESKTOP, device, journeyForFile, look, PHONE, signInAsStaff, signInByCode } from "../support/journey.ts";
import { WHOLE_GROUP } from "../support/organisations.ts";

const journey = journeyForFile({ now: JOURNEY_NOW });
const fund = FUNDS.find(({ match }) => match.requiredBasisPoints > 0);
if (fund === undefined) throw new Error("A fund that demands match comes with the portal.");

const ASKED = 3_500_00;
const MONEY: Answers = {
  budget: [
    { item: "Hire of the court", how: "bought", basis: "40 evenings at £50", cost: "2000", asked: "2000", quotes: "2" },
    { item: "Youth worker", how: "pay", basis: "125 hours at £20", cost: "2500", asked: "1500" },
    { item: "Changing rooms", how: "given", basis: "20 evenings at £25", cost: "500" },
  ],
  match: [
    { source: "Our own funds", kind: "cash", amount: "500", status: "received", "public-money": "no", when: "project" },
    {
      source: "Town council",
      kind: "cash",
      amount: "500",
      status: "applied-for",
      "public-money": "no",
      when: "project",
    },
    {
      source: "School",
      kind: "at-price",
      quantity: "20",
      price: "25",
      status: "secured",
      "public-money": "no",
      when: "project",
    },
  ],
};
const PROMISED = ["0", "2"].map((row) => `[id="sections-money-answers-match-${row}-evidence"]`);

/** A draft for £3,500 in the fund's open round, whole but for its money. */
const draft = async (page: Page): Promise<string> => {
  const ask = (method: "GET" | "POST" | "PUT", path: string, data?: object) =>
    asPage(journey, page, method, path, data);
  const { organisation } = await ask("POST", "/api/organisations", {
    organisation: { ...WHOLE_GROUP, name: "Court Street Basketball" },
  });
  const { funds } = await ask("GET", "/api/funds");
  const roundId = funds.find((each: { id: string }) => each.id === fund.id).round.id;
  const { id } = await ask("POST", "/api/applications", { roundId, organisationId: organisation.id });
  const { draft: opened, round } = await ask("GET", `/api/applications/${id}`);
  const sections = { ...completeAnswers(fund, ASKED, round.timetable.notifiedBy), documents: {} };
  for (const [section, answers] of Object.entries(sections))
    if (section !== "money")
      await ask("PUT", `/api/applications/${id}/draft/${section}`, { draftId: opened.id, was: 0, answers, done: true });
  return id;
};

describe("a group that is £250.00 short of its match", () => {
  it("reads how much and of what, puts it right and sends; page, receipt and export agree", async () => {
    const { page } = await device(journey, PHONE);
    await signInByCode(journey, page, "ines@court.example");
    const id = await draft(page);

    await page.goto(`/apply/${id}/documents`);
    for (const label of ["Your governing document", "Your latest accounts", "Proof of other money and help"]) {
      const name = `${label.split(" ").at(-1)}.pdf`;
      await page.getByLabel(label).setInputFiles({ name, mimeType: "application/pdf", buffer: FILES.pdf });
      await page.getByRole("button", { name: `Download ${name}` }).waitFor();
    }

    await page.goto(`/apply/${id}/money`);
    await page.getByRole("heading", { name: "Costs and other money", level: 1 }).waitFor();
    await fillSection(page, "money", MONEY);
    for (const field of PROMISED) await page.locator(field).selectOption({ label: "help.pdf" });
    const paper = page.locator(".adds-up");
    await paper.getByText("You need £250.00 more, all of it in cash.").waitFor();
    const said = await paper.innerText();
    for (const words of [
      "Match of £1,250.00",
      "£500.00 School, 20 at £25.00.",
      "Town council. Shown. It counts once it is promised in writing.",
      "match-funding/minimum",
    ])
      expect(said).toContain(words);
    await look(page, "match-short");
    await page.getByLabel("Yes, I have completed this section").check();
    await page.getByRole("button", { name: "Save and continue" }).click();
    await page.getByRole("heading", { name: "There is a problem" }).waitFor();

    // The council's letter has come.
    await page.locator('[id="sections-money-answers-match-1-status"]').selectOption("secured");
    await page.locator('[id="sections-money-answers-match-1-evidence"]').selectOption({ label: "help.pdf" });
    await paper.getByText("You bring enough.").waitFor();
    await paper.getByText("You ask for £3,500.00 of £5,000.00.").waitFor();
    await look(page, "match-enough");
    await page.getByRole("button", { name: "Save and continue" }).click();
    await page.getByRole("link", { name: "Check your answers" }).click();
    await page.getByText("School").first().waitFor();
    await page.setViewportSize(DESKTOP);
    await look(page, "match-check");
    await page.setViewportSize(PHONE);
    await page.getByRole("link", { name: "Continue to the declaration" }).click();
    for (const statement of await page.getByRole("checkbox").all()) await statement.check();
    await page.getByRole("button", { name: "Submit the application" }).click();
    await page.getByText("Application received").waitFor();
    const receipt = await page.locator(".govuk-summary-list").innerText();
    for (const line of [
      "All costs: £5,000.00",
      "Asked for: £3,500.00",
      "Other money: £1,000.00",
      "Help given free: £500.00",
    ])
      expect(receipt).toContain(line);

    const office = await device(journey, DESKTOP);
    await signInAsStaff(office.page, "Olive");
    await office.page.goto(`/office/applications/${id}`);
    await office.page.getByText("at the award, £1,500.00 counts").waitFor();
    const desk = await office.page.getByRole("main").innerText();
    for (const figure of ["£5,000.00", "£3,500.00", "£1,000.00", "£500.00", "£1,250.00"])
      expect(desk).toContain(figure);
    await look(office.page, "match-desk");
    await office.page.goto(`/office/rounds/${id.split("-").slice(0, 2).join("-")}/applications`);
    const [file] = await Promise.all([
      office.page.waitForEvent("download"),
      office.page.getByRole("button", { name: "Export as CSV" }).click(),
    ]);
    const csv = await readFile(await file.path(), "utf8");
    const [heading = "", row = ""] = csv.slice(1).split("\r\n");
    const cell = (name: string) => row.split(",")[heading.split(",").indexOf(name)];
    expect(
      [
        "Asked (£)",
        "Whole cost (£)",
        "Other money (£)",
        "Help given free (£)",
        "Named by nobody (£)",
        "Short of match (£)",
      ].map(cell),
    ).toEqual(["3500.00", "5000.00", "1000.00", "500.00", "0.00", "0.00"]);
  });
});
