import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { asPage } from "../support/applicant.ts";
import { DESKTOP, device, journeyForFile, look, signInAsStaff } from "../support/journey.ts";

/** Six weeks before the poll of 4 May 2028 that the portal expects: its period begins on Monday 27 March. */
const journey = journeyForFile({ now: "2028-03-09T10:00:00.000Z" });
let officer: Page;
let visitor: Page;

beforeAll(async () => {
  [officer, visitor] = [(await device(journey, DESKTOP)).page, (await device(journey)).page];
  await signInAsStaff(officer, "Olive");
}, 120_000);

describe("closing ahead of an election", () => {
  it("begins with the elections and what follows from their dates", async () => {
    await officer.goto("/office/elections");
    const paper = officer.locator("section", { hasText: "Thursday 4 May 2028" }).first();
    await paper.getByText("Expected", { exact: true }).waitFor();
    await paper.getByText("Change its dates").click();
    // The council begins its own period a week earlier.
    const begins = paper.getByRole("group", { name: "First day of the sensitive period" });
    await begins.getByLabel("Day").fill("24");
    await paper.getByRole("button", { name: "Save the changes" }).click();
    await officer.getByText("The changes are saved.").waitFor();
    await officer.getByText("The calendar says Monday 27 March 2028.").first().waitFor();
    await look(officer, "elections");
    expect(await paper.getByText("Friday 24 March 2028").count()).toBeGreaterThan(0);
  });

  it("reckons what follows a vacancy", async () => {
    await officer.getByText("The office of Commissioner is vacant").click();
    await officer.getByText("No by-election: an acting Commissioner").waitFor();
    await look(officer, "elections-vacancy");
    expect(await officer.getByText("Thursday 4 May 2028 is within six months").count()).toBe(1);
  });

  it("shows what the election touches, what everybody reads, and puts it in force", async () => {
    await officer.getByRole("link", { name: "Close ahead of this election" }).click();
    await officer.getByRole("heading", { name: "2. What it touches" }).waitFor();
    await officer.getByRole("heading", { name: "Rounds that are not decided" }).waitFor();
    await officer.getByLabel("What everybody reads").fill("The fund rests before the election.");
    await officer.getByRole("button", { name: "Show exactly what this does" }).click();
    await officer.getByRole("heading", { name: "On public pages" }).waitFor();
    await look(officer, "election-close");
    await officer.getByRole("button", { name: "Put this closure in force" }).click();
    await officer.getByRole("button", { name: "Yes, close" }).click();
    await officer.getByRole("heading", { name: "The closure is confirmed" }).waitFor();
    await look(officer, "election-closed");
    const { closures } = await asPage(journey, officer, "GET", "/api/office/closures");
    expect(closures).toMatchObject([
      { state: "announced", closure: { reason: "election", until: { of: "declaration" } } },
    ]);
  });

  it("tells everybody the same figures, and that it is announced", async () => {
    await visitor.goto("/candidates");
    await visitor.getByText("The fund rests before the election.").waitFor();
    await look(visitor, "candidates");
    expect(await visitor.getByRole("heading", { name: "Commitments beyond the term" }).count()).toBe(1);
  });

  it("says on the page of a round what is in the way, and asks a second person", async () => {
    const { rounds } = await asPage(journey, officer, "GET", "/api/office/rounds");
    const round = rounds.find((one: { status: string; meetingOn: string }) => one.meetingOn.startsWith("2028-04"));
    await officer.goto(`/office/rounds/${round.id}`);
    await officer.getByRole("heading", { name: "An election is in the way" }).waitFor();
    await officer.getByText("Ask an approver to allow it all the same").click();
    await officer.getByLabel("Hold the meeting").check();
    await officer.getByLabel("Reason").first().fill("The money is lost after March.");
    await look(officer, "round-election");
    await officer.getByRole("button", { name: "Ask an approver" }).click();
    await officer.getByText("An approver is asked.").waitFor();
    const { open } = await asPage(journey, officer, "GET", "/api/office/approvals");
    expect(open).toMatchObject([{ approval: { what: { type: "override", roundId: round.id, of: "meeting" } } }]);
  });

  it("takes a second person for what frees that round, and says so before it is pressed", async () => {
    await officer.goto("/office/elections");
    const paper = officer.locator("section", { hasText: "Thursday 4 May 2028" }).first();
    await paper.getByText("Change its dates").click();
    const begins = paper.getByRole("group", { name: "First day of the sensitive period" });
    await begins.getByLabel("Day").fill("2");
    await begins.getByLabel("Month").fill("5");
    const title = paper.getByRole("heading", { name: "This takes a second person" }).first();
    await title.waitFor();
    await paper
      .getByText(/an election would no longer stand against its meeting on/)
      .first()
      .waitFor();
    await paper
      .getByText(/A closure rests on this period/)
      .first()
      .waitFor();
    expect(await paper.getByRole("button", { name: "Save the changes" }).count()).toBe(0);
    await look(officer, "election-second");
    await paper.getByRole("button", { name: "Ask an approver" }).first().click();
    await paper.getByText("Give the reason. Whoever agrees reads it, and it is kept.").waitFor();
    await paper.getByLabel("Why it has to change").fill("The notice is published later than we thought.");
    await paper.getByRole("button", { name: "Ask an approver" }).first().click();
    await officer.getByText("An approver is asked. Nothing changes until somebody else agrees.").waitFor();
    await officer.reload();
    const waits = officer.locator("section, div", { hasText: "This waits for an approver" }).last();
    await waits.getByText(/instead of Friday 24 March 2028.*Olive.* asked at/).waitFor();
    await look(officer, "election-second-waits");

    const approver = (await device(journey, DESKTOP)).page;
    await signInAsStaff(approver, "Alder");
    await approver.goto("/office/approvals");
    const request = approver.locator("section", { hasText: "Change an election" });
    await request
      .getByText(/the beginning of the period on Tuesday 2 May 2028 instead of Friday 24 March 2028/)
      .waitFor();
    await look(approver, "election-second-asked");
    await request.getByRole("button", { name: "Agree" }).click();
    await approver.getByText("Agreed. It is done.").waitFor();
    await officer.goto("/office/elections");
    await officer.getByText("Tuesday 2 May 2028").first().waitFor();
    expect(await officer.getByText("This waits for an approver").count()).toBe(0);
  });

  it("takes back a declaration that was recorded by mistake, and leads to closing again", async () => {
    await journey.it.portal.setClock("2028-05-11T10:00:00.000Z");
    const [asks, agrees] = [(await device(journey, DESKTOP)).page, (await device(journey, DESKTOP)).page];
    await signInAsStaff(asks, "Olive");
    await signInAsStaff(agrees, "Alder");
    const poll = "/api/office/polls/commissioner-2028";
    await asPage(journey, agrees, "POST", `${poll}/declaration`, { madeOn: "2028-05-11" });
    await asks.goto("/office/elections");
    await asks.getByText("The declaration after the poll on Thursday 4 May 2028 was recorded by mistake").click();
    await asks.getByText("Closures that ended with it do not come back by themselves.").waitFor();
    await asks.getByLabel("What was wrong").fill("It was made in another area.");
    await look(asks, "election-take-back");
    await asks.getByRole("button", { name: "Ask an approver" }).click();
    await asks.getByText("An approver is asked. Nothing changes until somebody else agrees.").waitFor();
    const { open } = await asPage(journey, agrees, "GET", "/api/office/approvals");
    const { approval } = open.find(
      (one: { approval: { what: { type: string } } }) => one.approval.what.type === "declaration",
    );
    await asPage(journey, agrees, "POST", `/api/office/approvals/${approval.id}/answer`, { agreed: true, reason: "" });
    await asks.reload();
    await asks.getByText("Nothing is closed for it, and its period runs.").waitFor();
    await look(asks, "election-taken-back");
    await asks.getByRole("link", { name: "Close ahead of this election" }).click();
    await asks.getByRole("heading", { name: "3. What is closed" }).waitFor();
  });
});
