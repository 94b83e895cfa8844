import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { ROOT } from "../../infra/local/command.ts";
import { launchBrowser } from "./browser.ts";
import { type PortalProcess, startPortalProcess, until } from "./portal.ts";

export const PHONE = { width: 320, height: 640 };
export const DESKTOP = { width: 1280, height: 900 };
const SCREENS = process.env.PORTAL_SCREENS;

const NOBODY = { told: 0, delivered: 0, waiting: 0, undelivered: 0 };

/** The whole portal and a real browser for the journeys of one file. Read `.it` inside tests only. */
export const journeyForFile = (options: { now?: string; empty?: boolean } = {}) => {
  let portal: PortalProcess | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    [portal, browser] = await Promise.all([startPortalProcess(options), launchBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    try {
      const { told, delivered, waiting, undelivered } = (await portal?.accounted()) ?? NOBODY;
      expect(told).toBe(delivered + waiting + undelivered);
    } finally {
      await portal?.stop();
    }
  }, 60_000);
  return {
    get it() {
      if (portal === undefined || browser === undefined)
        throw new Error("The portal is started before the first test.");
      return { portal, browser };
    },
  };
};
export type Journey = ReturnType<typeof journeyForFile>;

/** A browser of its own for one person: nothing is shared with anybody else's. */
export const device = async (journey: Journey, viewport = PHONE): Promise<{ context: BrowserContext; page: Page }> => {
  const { browser, portal } = journey.it;
  const context = await browser.newContext({
    viewport,
    baseURL: portal.address,
    locale: "en-GB",
    timezoneId: "Europe/London",
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  return { context, page };
};

/**
 * Looks at the page as it is: no violation of WCAG 2.2 AA, no sideways scroll. Under `npm run screens` it is kept as a
 * picture at 320 and at 1280 px.
 */
export const look = async (page: Page, name: string): Promise<void> => {
  const axe = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    // Without a second page for the frames of other sites, of which there are none: half the time.
    .setLegacyMode(true)
    .analyze();
  expect(
    axe.violations.map(
      ({ id, nodes }) => `${name}: ${id} at ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
    ),
  ).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
  // Set and empty means no more than not set: pictures never land among the sources.
  if (SCREENS === undefined || SCREENS === "") return;
  const folder = join(ROOT, SCREENS);
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize() ?? PHONE;
  for (const viewport of [PHONE, DESKTOP]) {
    await page.setViewportSize(viewport);
    await page.screenshot({ path: join(folder, `${name}-${viewport.width}.png`), fullPage: true });
  }
  await page.setViewportSize(before);
};

const NAME_ASKED = "What is your name?";

/** Signs in by the one-time code, read from the local outbox as a person reads it from their mail; who is new gives a name. */
export const signInByCode = async (journey: Journey, page: Page, email: string): Promise<void> => {
  const { portal } = journey.it;
  const before = (await portal.mailTo(email)).length;
  await page.goto("/sign-in");
  await page.getByLabel(/email/i).fill(email);
  await page.getByRole("button", { name: /code/i }).click();
  const code = await until("The code", async () => {
    const mails = await portal.mailTo(email);
    // Other letters may arrive meanwhile, and the office's telephone number has six digits too.
    const newest = mails
      .slice(0, mails.length - before)
      .map(({ subject }) => /^(\d{6}) is your code/.exec(subject)?.[1]);
    return newest.find((found) => found !== undefined);
  });
  await page.getByLabel(/code/i).fill(code);
  await page.getByRole("button", { name: /sign in/i }).click();
  await page.waitForFunction(
    (asked) => !location.pathname.startsWith("/sign-in") || document.querySelector("h1")?.textContent === asked,
    NAME_ASKED,
  );
  if (await page.getByRole("heading", { name: NAME_ASKED }).isVisible()) {
    await page.getByLabel(/name/i).fill(`${email.slice(0, email.indexOf("@"))} Example`);
    await page.getByRole("button", { name: "Continue" }).click();
  }
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
};

/** Signs in through the office's own directory, which the local portal plays: one button a person. */
export const signInAsStaff = async (page: Page, name: string): Promise<void> => {
  await page.goto("/sign-in/staff");
  await page.getByRole("button", { name: new RegExp(name) }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/local"));
};
