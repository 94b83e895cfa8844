import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { asPage } from "../support/applicant.ts";
import { completeAnswers } from "../support/application.ts";
import { DESKTOP, device, journeyForFile, look, signInAsStaff, signInByCode } from "../support/journey.ts";
import { WHOLE_GROUP } from "../support/organisations.ts";
import { until } from "../support/portal.ts";
import { someFund } from "../support/rounds.ts";

const journey = journeyForFile({ now: "2015-09-21T09:00:00.000Z" });
const fund = someFund();
const wording =
  "The fund is closed until further notice, pending the Police and Crime Commissioner election in May 2016.";
const ROUND = `${fund.code}-16Q1`;

const atClock = (now: string) => journey.it.portal.setClock(now);
const api = (page: Page, method: "GET" | "POST" | "PUT", path: string, data?: object) =>
  asPage(journey, page, method, path, data);
/** The e-mail with such a subject; what is not urgent goes out with the minute. */
const mailed = (email: string, subject: RegExp) =>
  until(`An e-mail to ${email}`, async () => {
    await journey.it.portal.runSchedule("schedule/send-due");
    return (await journey.it.portal.mailTo(email)).find((mail) => subject.test(mail.subject));
  });
/** Signs in on a device of its own: sessions end over months. */
const staff = async (name: string): Promise<Page> => {
  const { page } = await device(journey, DESKTOP);
  await signInAsStaff(page, name);
  return page;
};
const applicant = async (email: string): Promise<Page> => {
  const { page } = await device(journey);
  await signInByCode(journey, page, email);
  return page;
};

/** The last round before the election of 5 May 2016, as the fund's rule has it. */
const publishLastRound = async (officer: Page): Promise<void> => {
  const { code, title, dates, pot } = await api(officer, "GET", `/api/office/funds/${fund.id}/round-proposal`);
  await api(officer, "POST", "/api/office/rounds", { fundId: fund.id, code, title, dates, pot });
  await api(officer, "POST", `/api/office/rounds/${fund.code}-${code}/publication`, { version: 1 });
};

/** A round that could be decided before the election’s period, which begins on 30 March. */
const publishNextRound = async (officer: Page): Promise<void> => {
  const dates = {
    opens: { on: "2016-02-05", time: "09:00" },
    closes: { on: "2016-03-01", time: "12:00" },
    ...{ checkedBy: "2016-03-08", meetingOn: "2016-03-15", confirmedBy: "2016-03-17" },
    ...{ notifiedBy: "2016-03-24", paidBy: "2016-04-07" },
  };
  const pot = [{ sourceId: fund.sources[0]?.id ?? "", amountPence: 40_000_00 }];
  const entered = { fundId: fund.id, code: "16Q1", title: "2016/17, round 1 of 4", dates, pot };
  await api(officer, "POST", "/api/office/rounds", entered);
  await api(officer, "POST", `/api/office/rounds/${ROUND}/publication`, { version: 1 });
};

const beginDraft = async (ash: Page, bo: Page): Promise<{ id: string; draftId: string }> => {
  const group = { ...WHOLE_GROUP, name: "Harbour Boxing Club" };
  const { organisation } = await api(ash, "POST", "/api/organisations", { organisation: group });
  const search = { by: "name-and-postcode", name: group.name, postcode: group.postcode };
  await api(bo, "POST", "/api/organisations/joins", { search });
  const { joins } = await api(ash, "GET", `/api/organisations/${organisation.id}/people`);
  const answer = { answer: "accepted" };
  await api(ash, "POST", `/api/organisations/${organisation.id}/joins/${joins[0].personId}`, answer);
  const { id } = await api(ash, "POST", "/api/applications", { roundId: ROUND, organisationId: organisation.id });
  const { draft } = await api(ash, "GET", `/api/applications/${id}`);
  const notYet = Object.fromEntries(fund.documents.map((slot) => [slot.id, "We meet in May and will have it then."]));
  // Work that begins in the autumn: later than anybody can be kept waiting.
  for (const [section, answers] of Object.entries({
    ...completeAnswers(fund, 500_00, "2016-10-01"),
    documents: notYet,
  }))
    await api(ash, "PUT", `/api/applications/${id}/draft/${section}`, {
      draftId: draft.id,
      was: 0,
      answers,
      done: true,
    });
  return { id, draftId: draft.id };
};

it("the fund closes until further notice before the election of May 2016, and a draft outlasts it", async () => {
  let officer = await staff("Olive");
  await publishLastRound(officer);
  await atClock("2015-11-22T10:00:00.000Z");
  const visitor = (await device(journey)).page;
  await visitor.goto(`/funds/${fund.id}`);
  // The final deadline, and trustees who meet late in January.
  await visitor
    .getByText(/Tuesday 1 December 2015/)
    .first()
    .waitFor();
  await visitor
    .getByText(/21 January/)
    .first()
    .waitFor();

  await atClock("2016-02-05T10:00:00.000Z");
  officer = await staff("Olive");
  await publishNextRound(officer);
  const [ash, bo] = [await applicant("ash@boxing.example"), await applicant("bo@boxing.example")];
  const { id, draftId } = await beginDraft(ash, bo);

  await officer.goto("/office/closures");
  await officer.getByRole("link", { name: "Close something" }).click();
  await officer.getByLabel("What is closed").selectOption({ label: fund.name });
  await officer.getByLabel("Why").selectOption("election");
  await officer.getByLabel("At a day and time").first().check();
  const begins = officer.getByRole("group", { name: "Begins", exact: true });
  await begins.getByLabel("Day").fill("18");
  await begins.getByLabel("Month").fill("2");
  await begins.getByLabel("Year").fill("2016");
  await officer.getByLabel("Meetings: none is held").check();
  await officer.getByLabel("What everybody reads").fill(wording);
  const show = officer.getByRole("button", { name: "Show exactly what this does" });
  await show.click();
  await officer
    .getByRole("link", { name: /announce it ten working days ahead. The first day is Friday 19 February/ })
    .waitFor();
  await look(officer, "closure-refused");
  await begins.getByLabel("Day").fill("22");
  await show.click();
  await officer.getByText("1 group with an unfinished draft").click();
  await look(officer, "closure-preview");
  await officer.getByRole("button", { name: "Put this closure in force" }).click();
  await officer.getByRole("button", { name: "Yes, close" }).click();
  await officer.getByText("Announced", { exact: true }).waitFor();
  await look(officer, "closure-announced");
  const mail = await mailed("bo@boxing.example", /the fund is closed for a time/);
  expect(mail.body.text).toContain(wording);
  expect(mail.body.text).toContain("Your draft is kept. You can go on writing.");
  const announced = visitor.getByRole("heading", { name: "From 22 February 2016 nothing can be submitted" });
  // A page may be kept for five seconds: whoever looks again reads it.
  await until("The announcement", async () => {
    await visitor.goto(`/funds/${fund.id}`);
    await visitor.getByRole("heading", { level: 1 }).waitFor();
    return (await announced.isVisible()) || undefined;
  });
  await look(visitor, "closure-announced-fund");

  await atClock("2016-02-22T10:00:00.000Z");
  await visitor.goto("/");
  await visitor.getByRole("heading", { name: "Nothing can be submitted for now" }).waitFor();
  await look(visitor, "closure-in-force-home");
  const writer = await applicant("ash@boxing.example");
  await writer.goto(`/apply/${id}`);
  await writer.getByText(`${wording} You can go on writing.`).waitFor();
  await look(writer, "closure-in-force-draft");
  await expect(
    api(writer, "POST", `/api/applications/${id}/submission`, { draftId, declaredBy: "Ash" }),
  ).rejects.toThrow(/problems\/paused/);

  // The close passed on 1 March, the election was held, and the new Commissioner is in office: nothing opens by itself.
  await atClock("2016-05-16T09:00:00.000Z");
  const { round } = await api(visitor, "GET", `/api/rounds/${ROUND}`);
  expect(round).toMatchObject({ status: "paused", timetable: { closesAt: "2016-03-01T12:00:00.000Z" } });
  officer = await staff("Olive");
  await officer.goto("/office/closures");
  await officer.getByRole("link", { name: fund.name }).click();
  await officer.getByRole("button", { name: "Open again" }).click();
  await officer.getByRole("heading", { name: "If it is opened again now" }).waitFor();
  // 58 working days were paused, from 22 February to 16 May.
  await officer.getByText(/12 noon on Wednesday 25 May 2016, instead of 12 noon on Tuesday 1 March 2016/).waitFor();
  await officer.getByLabel("Why it can be opened again").fill("The Commissioner made the declaration on 12 May.");
  await look(officer, "closure-open-again");
  await officer.getByRole("button", { name: "Ask an approver" }).click();
  await officer.getByRole("heading", { name: "An approver has been asked" }).waitFor();

  const approver = await staff("Alder");
  const { open } = await api(approver, "GET", "/api/office/approvals");
  await api(approver, "POST", `/api/office/approvals/${open[0].approval.id}/answer`, { agreed: true, reason: "" });
  await atClock("2016-05-16T09:05:00.000Z");
  await approver.goto(open[0].path);
  await approver.getByText("Over", { exact: true }).waitFor();
  await look(approver, "closure-over");

  const colleague = await applicant("bo@boxing.example");
  const again = await mailed("bo@boxing.example", new RegExp(`^${id}: the fund is open$`));
  expect(again.body.text).toContain("The round now closes at 12 noon on Wednesday 25 May 2016.");
  await api(colleague, "POST", `/api/applications/${id}/submission`, { draftId, declaredBy: "Bo" });
  expect((await api(colleague, "GET", `/api/applications/${id}`)).state).toBe("submitted");
}, 180_000);
