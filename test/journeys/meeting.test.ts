import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { startEngine } from "../support/engine.ts";
import { DESKTOP, look } from "../support/journey.ts";
import { MEETING_AT, type MeetingScene, meetingScene } from "../support/meetings.ts";
import { type PortalProcess, startPortalProcess, temporaryFolder, until } from "../support/portal.ts";

const folder = temporaryFolder();
let scene: MeetingScene;
let portal: PortalProcess;
let browser: Browser;

beforeAll(async () => {
  const engine = await startEngine(join(folder, "table.db"));
  scene = await meetingScene(engine, {
    bids: [
      { title: "Safer cycling", askedPence: 200_000, scores: [4, 4, 3, 4, 4, 4] },
      { title: "Market watch", askedPence: 500_000, leastPence: 300_000, scores: [4, 3, 4, 3, 4, 4] },
      { title: "Youth nights", askedPence: 420_000, scores: [3, 4, 3, 3, 3, 4], interests: { 3: "direct" } },
      { title: "Allotment gates", askedPence: 180_000, scores: [3, 3, 2, 4, 3, 3] },
    ],
    pot: { pcc: 500_000, trust: 420_000 },
  });
  engine.stop();
  [portal, browser] = await Promise.all([
    startPortalProcess({ folder, now: new Date(MEETING_AT + 60_000).toISOString(), empty: true }),
    launchBrowser(),
  ]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await portal.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A browser of one person, in the session the scene opened for them. */
const opened = async (cookie: string): Promise<Page> => {
  const context = await browser.newContext({ viewport: DESKTOP, baseURL: portal.address, locale: "en-GB" });
  const [name = "", value = ""] = cookie.split(/=(.*)/s);
  const url = portal.address.replace("http:", "https:");
  await context.addCookies([{ name, value, url, secure: true, httpOnly: true, sameSite: "Lax" }]);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on("pageerror", (error) => {
    throw error;
  });
  return page;
};

const tookUp = async (clerk: Page, title: string): Promise<void> => {
  await clerk.getByRole("button", { name: `Take ${title}` }).click();
  await clerk.getByRole("heading", { name: new RegExp(`^Bid \\d: ${title}`) }).waitFor();
};

const award = async (clerk: Page, source: RegExp): Promise<void> => {
  await clerk.getByRole("radio", { name: source }).check();
  if (/Trust/.test(source.source)) await clerk.getByLabel("Which purpose it serves").selectOption({ index: 1 });
};

describe("a decision meeting", () => {
  it("is prepared, started, clerked and confirmed, runs out of money, is adjourned, resumed and closed", async () => {
    const clerk = await opened(scene.clerk.cookie);
    await clerk.goto("/meetings");
    await clerk.getByRole("button", { name: /^Prepare a meeting/ }).click();
    await clerk.getByLabel("Place").fill("The hall");
    await clerk.getByRole("button", { name: "Put it in the order of the ranking" }).click();
    await clerk.getByText("The agenda is in the order of the ranking.").waitFor();
    await look(clerk, "meeting-prepare");
    await clerk.getByRole("button", { name: "Save" }).click();
    await clerk.getByRole("button", { name: "Start the meeting" }).click();
    for (const { name } of scene.people.slice(0, 5)) {
      await clerk.getByLabel(new RegExp(`^${name}`)).selectOption("present");
      await clerk.getByText(/^[1-5] of 6 here/).waitFor();
    }
    await clerk.getByText("5 of 6 here").waitFor();

    const chair = await opened(scene.cookieOf(0));
    const birch = await opened(scene.cookieOf(3));
    await Promise.all([chair.goto(`/meetings/${scene.id}`), birch.goto(`/meetings/${scene.id}`)]);

    // In full, from the Trust; the chair's page shows it by itself.
    await tookUp(clerk, "Safer cycling");
    await clerk.getByLabel("Full", { exact: true }).check();
    await award(clerk, /Police Community Trust/);
    await clerk.getByLabel("Reasons").fill("It keeps young people away from trouble.");
    await clerk.getByRole("button", { name: "Enter it" }).click();
    await clerk.getByText("entered, not confirmed yet").waitFor();
    await chair.getByRole("button", { name: "Confirm this decision" }).click();
    await chair.locator(".verdict", { hasText: /confirmed$/ }).waitFor();
    await look(chair, "meeting-chair");

    // In part, with a vote; above the pot is refused with the figure that would fit.
    await tookUp(clerk, "Market watch");
    await clerk.getByLabel("Full", { exact: true }).check();
    await award(clerk, /Police Community Trust/);
    await clerk.getByLabel("Reasons").fill("It makes the market safer.");
    await clerk.getByRole("button", { name: "Enter it" }).click();
    const summary = clerk.getByRole("alert");
    await summary.getByText("has £2,200.00 left. Enter £2,200.00 or less.").waitFor();
    await clerk.getByLabel("Part", { exact: true }).check();
    await award(clerk, /Commissioner/);
    await clerk.getByLabel("Amount").fill("4,900.00");
    await clerk.getByLabel(/^Gloves/).fill("100.00");
    await clerk.getByText("it adds up").waitFor();
    await clerk.getByLabel("How it helps to reduce crime and disorder").fill("Fewer thefts at the market.");
    await clerk.getByLabel("By votes").check();
    for (const name of ["Rowan Chair", "Hazel Deputy", "Alder Trustee"])
      await clerk.locator(".entry-votes").getByLabel(name).selectOption("for");
    await clerk.locator(".entry-votes").getByLabel("Birch Trustee").selectOption("against");
    // A constable has no vote on the PCC's money.
    expect(await clerk.locator(".entry-votes").getByLabel("Cedar Constable").count()).toBe(0);
    await look(clerk, "meeting-clerk");
    await clerk.getByRole("button", { name: "Enter it" }).click();
    await clerk.getByText("entered, not confirmed yet").waitFor();

    // Whoever is recused sees only that it is taken without them.
    await tookUp(clerk, "Youth nights");
    await birch.getByRole("heading", { name: "This bid is taken without you" }).waitFor();
    expect(await birch.getByText("Youth nights").count()).toBe(0);
    await look(birch, "meeting-recused");
    await clerk.getByLabel("Defer", { exact: true }).check();
    await clerk.getByLabel("Reasons").fill("The pot has run out.");
    await clerk.getByRole("button", { name: "Enter it" }).click();
    await clerk.getByText("entered, not confirmed yet").waitFor();
    await chair.getByRole("button", { name: "Confirm all 2" }).click();
    await chair.getByText("1 bid is neither decided nor deferred").waitFor();

    await clerk.getByRole("button", { name: "Adjourn the meeting" }).click();
    await clerk.getByRole("button", { name: "Yes, adjourn it" }).click();
    await chair.getByRole("button", { name: "Resume the meeting" }).click();
    await clerk.getByRole("button", { name: /^Take Allotment/ }).waitFor();
    await tookUp(clerk, "Allotment gates");
    await clerk.getByLabel("Decline", { exact: true }).check();
    await clerk.getByLabel("Reasons").fill("It does not say who was asked.");
    await clerk.getByRole("button", { name: "Enter it" }).click();
    await chair.getByRole("button", { name: "Confirm this decision" }).click();

    const wall = await opened(scene.clerk.cookie);
    await wall.goto(`/meetings/${scene.id}?view=room`);
    await wall.getByText("£2,300.00 left").waitFor();
    await look(wall, "meeting-wall");

    const address = `${scene.people[0]?.personId}@example.org`;
    await chair.getByRole("button", { name: "Send me a code to close it" }).click();
    const code = await until("The code", async () => {
      const mails = await portal.mailTo(address);
      return mails
        .map(({ subject }) => /^(\d{6}) is your code/.exec(subject)?.[1])
        .find((found) => found !== undefined);
    });
    await chair.getByLabel("Code").fill(code);
    await chair.getByRole("button", { name: "Close the meeting" }).click();
    await chair.getByText("The meeting is closed.").waitFor();
    // What follows from the close is carried out, and everybody who is to hear of it is accounted for.
    expect((await portal.accounted()).wrong).toEqual([]);
  }, 60_000);
});
