import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freePort } from "../../infra/local/engine.ts";
import { OFFICE } from "../../shared/office.ts";
import { asPage, draftOf, OPEN_ROUND, wholeAnswers } from "../support/applicant.ts";
import { launchBrowser } from "../support/browser.ts";
import { DESKTOP, device, type Journey, look, signInAsStaff, signInByCode } from "../support/journey.ts";
import { type PortalProcess, startPortalProcess, temporaryFolder, until } from "../support/portal.ts";

/** The demonstration's round closes at noon on 1 December 2026: the evening before, and the morning after. */
const EVENING = "2026-11-30T23:40:00.000Z";
const MORNING = "2026-12-01T08:30:00.000Z";
const AFTER_THE_OLD_CLOSE = "2026-12-01T12:30:00.000Z";
const GROUP = "kit@towpath.example";

const folder = temporaryFolder();
let port = 0;
let portal: PortalProcess | undefined;
let browser: Browser | undefined;
const journey: Journey = {
  get it() {
    if (portal === undefined || browser === undefined) throw new Error("The portal is started before the test.");
    return { portal, browser };
  },
};

beforeAll(async () => {
  port = await freePort();
  [portal, browser] = await Promise.all([startPortalProcess({ folder, port, now: EVENING }), launchBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await portal?.accounted();
  await portal?.stop();
}, 60_000);

const subjectsTo = async (email: string): Promise<string[]> =>
  (await journey.it.portal.mailTo(email)).map(({ subject }) => subject);
const arrived = (email: string, subject: RegExp) =>
  until(`“${subject.source}” to ${email}`, async () => (await subjectsTo(email)).find((one) => subject.test(one)));

it("the morning after an outage at midnight: the office sees it, extends the round, and a group sends after the old close", async () => {
  const { context, page } = await device(journey);
  await signInByCode(journey, page, GROUP);
  const draft = await draftOf(journey, page, "Towpath Lanterns", wholeAnswers("Lanterns on the towpath", 900_00));

  // The portal is gone over midnight: nothing runs that could even ask.
  await journey.it.portal.stop();
  portal = await startPortalProcess({ folder, port, now: MORNING });
  await arrived(OFFICE.email, new RegExp(`^${OPEN_ROUND}: the portal could not be reached before the close`));

  const office = await device(journey, DESKTOP);
  await signInAsStaff(office.page, "Olive");
  await office.page.goto("/office/availability");
  await office.page
    .getByRole("cell", { name: "8 hours" })
    .or(office.page.getByText(/^8 hours \d+ minutes$/))
    .first()
    .waitFor();
  await look(office.page, "availability");
  await office.page.getByRole("link", { name: "Read the proposed extension" }).click();
  await office.page.getByRole("heading", { name: "The portal could not be reached before the close" }).waitFor();
  expect(await office.page.getByLabel("Reason", { exact: true }).inputValue()).toMatch(
    /^The portal could not be reached from 11:4\dpm on Monday 30 November 2026 to 8:3\dam on Tuesday 1 December 2026\.$/,
  );
  await look(office.page, "outage-proposal");
  await office.page.getByRole("button", { name: "Extend this round" }).click();
  await office.page.getByRole("button", { name: "Yes, extend it" }).click();
  await office.page.getByText("The round now closes at 12 noon on Wednesday 2 December 2026.").waitFor();
  await office.page.getByRole("heading", { name: /could not be reached/ }).waitFor({ state: "detached" });
  await arrived(GROUP, /you have more time to apply$/);
  await office.context.close();

  // What was not received before the old close is received now.
  await journey.it.portal.setClock(AFTER_THE_OLD_CLOSE);
  const submission = { draftId: draft.draftId, declaredBy: "Kit Example" };
  const receipt = await asPage(journey, page, "POST", `/api/applications/${draft.id}/submission`, submission);
  expect(receipt.receivedAt > "2026-12-01T12:30").toBe(true);
  await page.goto(`/apply/${draft.id}`);
  await page.getByText("Submitted", { exact: true }).first().waitFor();
  await arrived(GROUP, new RegExp(`^${draft.id}`));
  await context.close();
}, 120_000);
