import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { addDays, addMonths, londonDate } from "../../shared/rules/london.ts";
import { DESKTOP, device, journeyForFile, look, signInAsStaff, signInByCode } from "../support/journey.ts";
import { WHOLE_GROUP } from "../support/organisations.ts";
import { until } from "../support/portal.ts";

const journey = journeyForFile({ now: "2026-11-22T10:00:00.000Z", empty: false });

const api = async (page: Page, method: "GET" | "POST", path: string, data?: unknown) => {
  const headers = { origin: journey.it.portal.address, "sec-fetch-site": "same-origin" };
  const reply = await page.request.fetch(path, { method, headers, ...(data === undefined ? {} : { data }) });
  if (!reply.ok()) throw new Error(`${path}: ${await reply.text()}`);
  return reply.json();
};

type Round = { id: string; status: string; timetable: { closesAt: string } };

/** Two drafts of one group, begun and left; their references and the day their round closes. */
const twoDrafts = async () => {
  const { context, page } = await device(journey);
  await signInByCode(journey, page, "robin@kept.example");
  const { funds }: { funds: { round?: Round }[] } = await api(page, "GET", "/api/funds");
  const round = funds.flatMap(({ round }) => round ?? []).find(({ status }) => status === "open");
  if (round === undefined) throw new Error("No round is open.");
  const write = () => ({ writeId: crypto.randomUUID() });
  const drafts: string[] = [];
  for (const name of ["Left Behind Boxing", "Held Back Choir"]) {
    const { organisation } = await api(page, "POST", "/api/organisations", {
      organisation: { ...WHOLE_GROUP, name },
      ...write(),
    });
    const { id } = await api(page, "POST", "/api/applications", {
      roundId: round.id,
      organisationId: organisation.id,
      ...write(),
    });
    drafts.push(String(id));
  }
  await context.close();
  const [left = "", held = ""] = drafts;
  return { left, held, closesOn: londonDate(round.timetable.closesAt) };
};

/** The portal's night of a day: its clock is set, and both jobs have run. */
const night = async (day: string): Promise<void> => {
  await journey.it.portal.setClock(`${day}T03:00:00.000Z`);
  await journey.it.portal.runSchedule("schedule/retain-rounds");
  await journey.it.portal.runSchedule("schedule/delete-expired");
};

describe("what is kept and deleted", () => {
  it("warns a group, lets the office hold one draft, deletes the other, and lets the first go when the hold is lifted", async () => {
    const { left, held, closesOn } = await twoDrafts();
    const endsOn = addMonths(closesOn, 6);
    await night(addDays(endsOn, -30));
    const told = await until("The warning", async () => {
      await journey.it.portal.runSchedule("schedule/send-due");
      const mails = await journey.it.portal.mailTo("robin@kept.example");
      const found = mails.filter(({ subject }) => subject.endsWith("we will delete your unfinished draft"));
      return found.length === 2 ? found : undefined;
    });
    expect(told.map(({ subject }) => subject.slice(0, subject.indexOf(":"))).toSorted()).toEqual(
      [left, held].toSorted(),
    );

    const officer = await device(journey, DESKTOP);
    await signInAsStaff(officer.page, "Olive");
    await officer.page.getByRole("link", { name: "Data kept" }).click();
    await officer.page.getByRole("heading", { name: "What we keep and delete" }).waitFor();
    await officer.page.getByText(left).waitFor();
    await look(officer.page, "retention");
    await officer.page.getByRole("button", { name: "Place the hold" }).click();
    await officer.page.getByRole("link", { name: "Give the reason." }).waitFor();
    await look(officer.page, "retention-refused");
    await officer.page.getByLabel("Which one?").fill(held);
    await officer.page.getByLabel("Why").fill("A complaint is open.");
    await officer.page.getByRole("button", { name: "Place the hold" }).click();
    await officer.page.getByText("The hold is in force.").waitFor();
    await officer.page.getByText("Held: it stays").waitFor();
    await look(officer.page, "retention-held");
    await officer.context.close();

    await night(endsOn);
    const approver = await device(journey, DESKTOP);
    await signInAsStaff(approver.page, "Alder");
    await approver.page.goto("/office/retention");
    await approver.page.getByText(/^Applications \(unfinished drafts\): \d+$/).waitFor();
    await look(approver.page, "retention-certificate");
    await approver.page.getByLabel("Why it can be lifted").fill("The complaint was settled.");
    await approver.page.getByRole("button", { name: `Lift the hold on ${held}` }).click();
    await approver.page.getByText(`The hold on ${held} is lifted.`).waitFor();
    await approver.context.close();

    await night(addDays(endsOn, 1));
    const group = await device(journey);
    await signInByCode(journey, group.page, "robin@kept.example");
    const { applications } = await api(group.page, "GET", "/api/applications");
    expect(applications).toEqual([]);
    await group.context.close();
  }, 180_000);
});
