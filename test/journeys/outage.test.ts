import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freePort } from "../../infra/local/engine.ts";
import { OFFICE } from "../../shared/office.ts";
import { msOf } from "../../shared/rules/london.ts";
import { asking, filledDraft, groupWith } from "../support/bid.ts";
import { launchBrowser } from "../support/browser.ts";
import { withRole } from "../support/desk.ts";
import { startEngine } from "../support/engine.ts";
import { DESKTOP, look, PHONE } from "../support/journey.ts";
import { type PortalProcess, startPortalProcess, temporaryFolder, until } from "../support/portal.ts";
import { aRound, putPublished, someFund } from "../support/rounds.ts";

/** A round that closes at the end of 30 November 2026: the evening before, and the morning after. */
const EVENING = "2026-11-30T23:30:00.000Z";
const MORNING = "2026-12-01T08:30:00.000Z";
const fund = someFund();
const folder = temporaryFolder();
let portal: PortalProcess;
let browser: Browser;
let draft = "";
const cookies = { kit: "", officer: "" };

/** Starts the portal, which asks itself at once, and every minute. */
const started = async (now: string, port: number) => startPortalProcess({ folder, port, now, empty: true });
let port = 0;

beforeAll(async () => {
  const engine = await startEngine(join(folder, "table.db"));
  const { timetable } = aRound();
  const round = await putPublished(
    engine,
    aRound({ timetable: { ...timetable, closesAt: "2026-12-01T00:00:00.000Z" } }),
  );
  const cookieOf = await groupWith(engine, "o_towpath", ["p_kit"], msOf(EVENING));
  cookies.kit = cookieOf("p_kit");
  cookies.officer = (await withRole(engine, "officer", msOf(MORNING))).cookie;
  draft = (await filledDraft(asking(engine, cookies.kit), fund, round, "o_towpath", 900_00, msOf(EVENING))).id;
  engine.stop();
  port = await freePort();
  [portal, browser] = await Promise.all([started(EVENING, port), launchBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await portal.accounted();
  await portal.stop();
}, 60_000);

/** A browser of one person, in the session that was opened for them. */
const opened = async (cookie: string, viewport = DESKTOP): Promise<{ context: BrowserContext; page: Page }> => {
  const context = await browser.newContext({ viewport, baseURL: portal.address, locale: "en-GB" });
  const [name = "", value = ""] = cookie.split(/=(.*)/s);
  const url = portal.address.replace("http:", "https:");
  await context.addCookies([{ name, value, url, secure: true, httpOnly: true, sameSite: "Lax" }]);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return { context, page };
};
const arrived = (email: string, subject: RegExp) =>
  until(`“${subject.source}” to ${email}`, async () => {
    // What is not urgent goes with the minute.
    await portal.runSchedule("schedule/send-due");
    return (await portal.mailTo(email)).find((mail) => subject.test(mail.subject));
  });

it("the morning after an outage at midnight: the office sees it and extends the round, and a group sends", async () => {
  // The portal is gone over midnight, when the round closes: nothing runs that could even ask.
  await portal.runSchedule("schedule/probe");
  await portal.stop();
  portal = await started(MORNING, port);
  await arrived(OFFICE.email, /: the portal could not be reached before the close$/);
  const kit = await opened(cookies.kit, PHONE);
  await kit.page.goto(`/apply/${draft}`);
  await kit.page.getByRole("heading", { name: /^This round closed at 11:59pm on Monday 30 November 2026/ }).waitFor();

  const { context, page } = await opened(cookies.officer);
  await page.goto("/office/availability");
  await page
    .getByText(/^(8 hours 5\d minutes|9 hours)$/)
    .first()
    .waitFor();
  await look(page, "availability");
  await page.getByRole("link", { name: "Read the proposed extension" }).click();
  await page.getByRole("heading", { name: "The portal could not be reached before the close" }).waitFor();
  expect(await page.getByLabel("Reason", { exact: true }).inputValue()).toMatch(
    /^The portal could not be reached from 11:3\dpm on Monday 30 November 2026 to 8:3\dam on Tuesday 1 December 2026\.$/,
  );
  await look(page, "outage-proposal");
  await page.getByRole("button", { name: "Extend this round" }).click();
  await page.getByRole("button", { name: "Yes, extend it" }).click();
  await page.getByText("The round now closes at 11:59pm on Wednesday 2 December 2026.").waitFor();
  await page.getByRole("heading", { name: /could not be reached/ }).waitFor({ state: "detached" });

  await arrived("p_kit@example.org", /: you have more time to apply$/);
  await kit.page.goto(`/apply/${draft}/send`);
  for (const box of await kit.page.getByRole("checkbox").all()) await box.check();
  await kit.page.getByLabel("Your name").fill("Kit Example");
  // Our side throws the first try away: the page tries again with the same write, and tells afterwards that it had to.
  await kit.page.route("**/submission", (route) => route.fulfill({ status: 503, body: "" }), { times: 1 });
  await kit.page.getByRole("button", { name: "Submit the application" }).click();
  await kit.page.waitForURL(/\/sent$/);
  await until("What the page tells of", async () => {
    const { failed } = await (await page.request.get("/api/office/availability")).json();
    return failed.length > 0 ? failed : undefined;
  });
  await context.close();
  await arrived("p_kit@example.org", new RegExp(`^${draft}: we have your application`));
  await kit.context.close();
}, 120_000);
