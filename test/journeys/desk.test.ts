import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { KNOWN } from "../../shared/rules/form.ts";
import { completeAnswers } from "../support/application.ts";
import { DESKTOP, device, journeyForFile, look, signInAsStaff, signInByCode } from "../support/journey.ts";
import { WHOLE_GROUP } from "../support/organisations.ts";
import { until } from "../support/portal.ts";
import { someFund } from "../support/rounds.ts";

const NOW = "2026-11-22T10:00:00.000Z";
const journey = journeyForFile({ now: NOW });
const fund = someFund();

type Round = { id: string; status: string; fundId: string; closesAt: string };

/** Calls the portal as a page of it does, and gives what it answered. */
const api = async (page: Page, method: "GET" | "POST" | "PUT", path: string, data?: unknown) => {
  const headers = { origin: journey.it.portal.address, "sec-fetch-site": "same-origin" };
  const reply = await page.request.fetch(path, { method, headers, ...(data === undefined ? {} : { data }) });
  if (!reply.ok()) throw new Error(`${path}: ${await reply.text()}`);
  return reply.json();
};

const openRound = async (page: Page): Promise<Round> => {
  const { rounds }: { rounds: Round[] } = await api(page, "GET", "/api/office/rounds");
  const found = rounds.find(({ status, fundId }) => status === "open" && fundId === fund.id);
  if (found === undefined) throw new Error("No round of the fund is open.");
  return found;
};

/** A group's complete draft with a title, made without its pages; its id and draft. */
const draftOf = async (page: Page, round: Round, name: string, title: string, pence: number) => {
  const write = () => ({ writeId: crypto.randomUUID() });
  const made = await api(page, "POST", "/api/organisations", { organisation: { ...WHOLE_GROUP, name }, ...write() });
  const { id } = await api(page, "POST", "/api/applications", {
    roundId: round.id,
    organisationId: made.organisation.id,
    ...write(),
  });
  const { draft, round: whole } = await api(page, "GET", `/api/applications/${id}`);
  const answers = completeAnswers(fund, pence, whole.timetable.notifiedBy);
  const notYet = Object.fromEntries(fund.documents.map((slot) => [slot.id, "We meet in May and will have it then."]));
  for (const [section, typed] of Object.entries({ ...answers, documents: notYet }))
    await api(page, "PUT", `/api/applications/${id}/draft/${section}`, {
      draftId: draft.id,
      was: 0,
      answers: KNOWN.title in typed ? { ...typed, [KNOWN.title]: title } : typed,
      done: true,
      ...write(),
    });
  return { id: String(id), draftId: String(draft.id) };
};

const sendBid = (page: Page, { id, draftId }: { id: string; draftId: string }) =>
  api(page, "POST", `/api/applications/${id}/submission`, {
    draftId,
    declaredBy: "Robin Example",
    writeId: crypto.randomUUID(),
  });

describe("the officer's desk", () => {
  it("shows a round and a bid, asks, finds it not eligible after the close, and has it put right", async () => {
    const office = await device(journey, DESKTOP);
    await signInAsStaff(office.page, "Olive");
    const round = await openRound(office.page);

    const group = await device(journey);
    await signInByCode(journey, group.page, "robin@desk.example");
    const bid = await draftOf(group.page, round, "Harbour Youth Boxing", "Youth nights at the hall", 4_200_00);
    await sendBid(group.page, bid);
    await draftOf(group.page, round, "Quay Lane Choir", "Nobody may read this yet", 900_00);

    const { page } = office;
    await page.goto("/office");
    await page.getByRole("heading", { name: "All rounds" }).waitFor();
    await look(page, "desk");
    await page.getByRole("link", { name: "Everything about one person" }).click();
    await page.getByLabel("Email address").fill("robin@desk.example");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByText("Harbour Youth Boxing, active").waitFor();
    await look(page, "desk-person");
    await page.goto(`/office/rounds/${round.id}/applications`);
    await page.getByText("Youth nights at the hall").waitFor();
    expect(await page.content()).not.toContain("Nobody may read this yet");
    await page.getByText("Quay Lane Choir").waitFor();
    await look(page, "desk-round");
    await page.getByLabel("Find in this list").fill("harbour youth boxing");
    await page.getByText(/^1 of \d+$/).waitFor();

    await page.getByRole("link", { name: bid.id }).click();
    await page.getByRole("heading", { name: "Youth nights at the hall" }).waitFor();
    await look(page, "desk-bid");
    await page.getByText("Ask for more information").click();
    await page.getByRole("button", { name: "Send the question" }).click();
    await page.getByRole("link", { name: "Write the question." }).waitFor();
    await look(page, "desk-ask-refused");
    await page.getByLabel("Your question").fill("Who opens the hall?");
    await page.getByLabel("Day").fill("27");
    await page.getByLabel("Month").fill("11");
    await page.getByLabel("Year").fill("2026");
    await page.getByRole("button", { name: "Send the question" }).click();
    await page.getByText("The question is sent.").waitFor();
    await page.getByText("No answer yet.").waitFor();
    await group.page.goto(`/apply/${bid.id}`);
    await group.page.getByText("Who opens the hall?").waitFor();

    await journey.it.portal.setClock(new Date(Date.parse(round.closesAt) + 60_000).toISOString());
    await office.context.close();
    await decideAfterTheClose(round, bid.id);
    await group.context.close();
  }, 180_000);
});

/** A day of the office after the close: not eligible, its history, and the round as a file. */
const decideAfterTheClose = async (round: Round, id: string): Promise<void> => {
  const { context, page } = await device(journey, DESKTOP);
  await signInAsStaff(page, "Olive");
  await page.goto(`/office/applications/${id}`);
  await page.getByText("Record: not eligible").click();
  await page.getByLabel("Which rule does it not meet?").selectOption("eligibility/documents");
  await page.getByLabel("Why").fill("The rules of the group are not there.");
  await page.getByLabel("Yes").check();
  await page.getByRole("button", { name: "Record that it is not eligible" }).click();
  await page.getByText("The group can put this right until").waitFor();
  await look(page, "desk-not-eligible");
  await page.getByText("Record: put right").waitFor();

  const rows = await until("The history", async () => {
    await page.reload();
    await page.getByText(/^History, /).click();
    const found = await page.getByRole("row").allInnerTexts();
    return found.some((row) => row.includes("found it not eligible")) ? found.join("\n") : undefined;
  });
  expect(rows).toMatch(/asked a question/);
  expect(rows).toMatch(/read it, officer/);
  expect(rows).toMatch(/eligibility\/documents/);
  await look(page, "desk-history");

  await page.goto(`/office/rounds/${round.id}/applications`);
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export as CSV" }).click();
  expect((await saved).suggestedFilename()).toContain(round.id);
  await context.close();
};

describe("an observer", () => {
  it("reads what was sent, and is shown neither a draft nor anything to do", async () => {
    const { context, page } = await device(journey);
    await signInByCode(journey, page, "willow@audit.example");
    await page.goto("/office");
    const { rounds }: { rounds: Round[] } = await api(page, "GET", "/api/office/rounds");
    const closed = rounds.find(({ status, fundId }) => status === "closed" && fundId === fund.id);
    await page.goto(`/office/rounds/${closed?.id}/applications`);
    await page.getByRole("heading", { name: "Applications" }).waitFor();
    await look(page, "desk-observer-round");
    expect(await page.getByText("not sent yet").count()).toBe(0);
    await page
      .getByRole("link", { name: new RegExp(`^${closed?.id}-`) })
      .first()
      .click();
    await page.getByRole("heading", { name: "Checks" }).waitFor();
    expect(await page.getByText("Your work on it").count()).toBe(0);
    await look(page, "desk-observer-bid");
    await context.close();
  }, 60_000);
});

describe("an officer who enters an application for a group", () => {
  it("enters the group, who agreed, the answers, and sends it under the same rules", async () => {
    await journey.it.portal.setClock(NOW);
    const { context, page } = await device(journey);
    await signInAsStaff(page, "Olive");
    const round = await openRound(page);
    await page.goto(`/office/enter/${round.id}`);
    await page.getByLabel("Name of the group").fill("Paper and Pencil Club");
    await page.getByLabel("Postcode").first().fill("BS20 8QJ");
    await page.getByRole("button", { name: "Find the group" }).click();
    await page.getByText("No group of this name is here").waitFor();
    await look(page, "enter-group");
    await api(page, "POST", "/api/desk/organisations", {
      organisation: { ...WHOLE_GROUP, name: "Paper and Pencil Club" },
      writeId: crypto.randomUUID(),
    });
    await page.getByRole("button", { name: "Find the group" }).click();
    await page.getByLabel("On paper").check();
    await page.getByLabel("Who of the group agrees").fill("Sam Example");
    await page.getByRole("button", { name: "Begin the application" }).click();
    await page.getByRole("link", { name: /Enter the day on which they agreed/ }).waitFor();
    await look(page, "enter-agreed-refused");
    await page.getByLabel("Day").fill("20");
    await page.getByLabel("Month").fill("11");
    await page.getByLabel("Year").fill("2026");
    await page.getByRole("button", { name: "Begin the application" }).click();
    await page.getByRole("heading", { name: "Application of Paper and Pencil Club" }).waitFor();
    await look(page, "enter-form");
    await page.getByRole("button", { name: "Send the application" }).click();
    await page.getByRole("heading", { name: "There is a problem" }).waitFor();
    const [field] = await page.locator(".govuk-error-summary a").all();
    await field?.click();
    await page.waitForFunction(() => /^sections-|^documents-/.test(document.activeElement?.id ?? ""));

    await page.getByLabel("How much do you ask for?").fill("900.00");
    await page.getByLabel("What is your project called?").fill("Letters to neighbours");
    await page.getByText(/^Saved \d\d:\d\d:\d\d$/).waitFor();
    const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    // Both sections: what is still on its way would come over what is sent below.
    const saved = await until("Amount and title are with the portal", async () => {
      const view = await api(page, "GET", `/api/desk/applications/${id}/entry`);
      const text = JSON.stringify(view.draft);
      return text.includes("900.00") && text.includes("Letters to neighbours") ? view : undefined;
    });
    const answers = completeAnswers(fund, 900_00, saved.round.timetable.notifiedBy);
    const documents = Object.fromEntries(fund.documents.map((slot) => [slot.id, "On paper in the office."]));
    for (const [section, typed] of Object.entries({ ...answers, documents }))
      await api(page, "PUT", `/api/desk/applications/${id}/draft/${section}`, {
        draftId: saved.draft.id,
        was: saved.draft.sections[section].version,
        answers: KNOWN.title in typed ? { ...typed, [KNOWN.title]: "Letters to neighbours" } : typed,
        done: true,
        writeId: crypto.randomUUID(),
      });
    await page.reload();
    await page.getByRole("button", { name: "Send the application" }).click();
    await page.getByRole("heading", { name: "Letters to neighbours" }).waitFor();
    await page.getByText("Sam Example of the group agreed on Friday 20 November 2026.").waitFor();
    await look(page, "enter-sent");
    await context.close();
  }, 120_000);
});
