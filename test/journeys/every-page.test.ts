import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { OFFICE, phoneLink } from "../../shared/office.ts";
import { ROUTES } from "../../web/routes.tsx";
import { asPage, CLOSES_AT, draftOf, JOURNEY_NOW, OPEN_ROUND, wholeAnswers } from "../support/applicant.ts";
import { passingAnswers } from "../support/eligibility.ts";
import { device, journeyForFile, look, signInAsStaff, signInByCode } from "../support/journey.ts";
import { someFund } from "../support/rounds.ts";

const journey = journeyForFile({ now: JOURNEY_NOW });
const fund = someFund();
let applicant: Page;
let officer: Page;
/** A draft of the applicant's, and an application of theirs that was sent and about which the office asks. */
let draft = "";
let sent = "";
let group = "";
let closure = "";
/** What the public reads on many of its pages, and what keeps nobody here from anything. */
const CLOSED = {
  ...{ scope: { of: "fund", fundId: fund.id }, from: { of: "at-once" }, until: { of: "further-notice" } },
  ...{ reason: "incident", wording: "No new round opens for now.", freezes: ["new-rounds"] },
  ...{ deadlines: "kept", drafts: "editable" },
};

beforeAll(async () => {
  [applicant, officer] = [(await device(journey)).page, (await device(journey)).page];
  await signInByCode(journey, applicant, "everywhere@harbour.example");
  await signInAsStaff(officer, "Olive");
  const answers = wholeAnswers("Lights on the path", 500_00);
  draft = (await draftOf(journey, applicant, "Harbour Walkers", answers)).id;
  const bid = await draftOf(journey, applicant, "Harbour Runners", answers);
  sent = bid.id;
  const submission = { draftId: bid.draftId, declaredBy: "Ash Example" };
  await asPage(journey, applicant, "POST", `/api/applications/${sent}/submission`, submission);
  group = (await asPage(journey, applicant, "GET", `/api/applications/${sent}`)).organisationId;
  closure = (await asPage(journey, officer, "POST", "/api/office/closures", CLOSED)).closure.id;
  const asked = { question: "How many come?", answerBy: CLOSES_AT.slice(0, 10) };
  await asPage(journey, officer, "POST", `/api/desk/applications/${sent}/inquiries`, asked);
}, 120_000);

/** The address of a page, with something that exists for each of its parameters. */
const addressOf = (path: string): string =>
  path
    .replace("/funds/:id", `/funds/${fund.id}`)
    .replace(":fundId", fund.id)
    .replace(":round", OPEN_ROUND)
    .replace("/rounds/:id", `/rounds/${OPEN_ROUND}`)
    .replace("/closures/:id", `/closures/${closure}`)
    .replace("/elections/:id", "/elections/commissioner-2028")
    .replace("/organisations/:id", `/organisations/${group}`)
    .replace("/groups/:id", `/groups/${group}`)
    .replace("/apply/:id/:section", `/apply/${draft}/amount`)
    .replace(/\/apply\/:id(?=$|\/(?:submissions|sent))/, `/apply/${sent}`)
    .replace("/apply/:id", `/apply/${draft}`)
    .replace("/applications/:id", `/applications/${sent}`)
    .replace("/entries/:id", `/entries/${draft}`)
    .replace("/notices/:application", `/notices/${sent}`)
    .replace("/meetings/:id", `/meetings/${OPEN_ROUND}-M1`)
    .replace("/confirmations/:id", `/confirmations/${OPEN_ROUND}-M1`)
    .replace(":template", "receipt")
    .replace(":number", "1")
    .replace(":slug", "round-closed");

const arrive = async (path: string): Promise<Page> => {
  const page = path.startsWith("/office") ? officer : applicant;
  await page.goto(path);
  await page.locator("h1").waitFor();
  // The page itself, not what stands for it while it is fetched.
  await page.locator("main [aria-busy=true]").first().waitFor({ state: "detached" });
  return page;
};

describe("every page", () => {
  it.each(ROUTES.map(({ path }) => path))(
    "has help by telephone and e-mail in the same place, and can be read: %s",
    async (path) => {
      const page = await arrive(addressOf(path));
      // Beneath whatever the page is, the first words of the page's own end.
      const help = page.locator("#main").locator("xpath=following::footer").locator("div > p:first-child");
      const links = await help.locator("a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
      expect(links).toEqual([phoneLink(OFFICE.phone), `mailto:${OFFICE.email}`]);
      await look(page, `every-page${path.replaceAll(/[/:]+/g, "-")}`);
    },
  );
});

describe("where personal data is asked", () => {
  const notes = (page: Page) => page.locator("main a[href='/privacy']");

  it.each([
    ["a group's people", "/organisations/new"],
    ["asking to join a group", "/organisations/join"],
    ["starting an application", "/start/:round"],
    ["the declaration", "/apply/:id/send"],
    ["documents", "/apply/:id/documents"],
    ["a question of the office", "/apply/:id"],
    ["who agrees to an entry", "/office/enter/:round"],
  ])("the privacy notice stands in short: %s", async (_what, path) => {
    const page = await arrive(addressOf(path));
    if (path === "/organisations/new") await page.getByLabel("Registered charity", { exact: true }).check();
    if (path === "/office/enter/:round") {
      await page.getByLabel("Name of the group").fill("Harbour Runners");
      await page.getByLabel("Postcode").fill("BS20 8QJ");
      await page.getByRole("button", { name: "Find the group" }).click();
    }
    await notes(page).first().waitFor();
    // A way to the whole notice alone says nothing of why it is asked.
    const words = await notes(page).first().locator("xpath=..").textContent();
    expect(words?.length).toBeGreaterThan(60);
  });

  it("the privacy notice stands in short where somebody signs in, and where they ask about a rule", async () => {
    const { page } = await device(journey);
    await page.goto("/sign-in");
    await page.getByText("We use this address to sign you in").waitFor();
    expect(await notes(page).count()).toBe(1);
    const query = new URLSearchParams({ ...passingAnswers(fund), committee: "2" });
    await applicant.goto(`/funds/${fund.id}/eligibility?${query}`);
    await applicant.getByLabel("Harbour Runners").check();
    await notes(applicant).first().waitFor();
    expect(await notes(applicant).count()).toBe(1);
  });
});
