import { describe, expect, it } from "vitest";
import { device, journeyForFile, look } from "../support/journey.ts";

const journey = journeyForFile();

describe("a visitor", () => {
  it("skips from the first key past the links to the heading of the page", async () => {
    const { context, page } = await device(journey);
    await page.goto("/help");
    const heading = page.getByRole("heading", { level: 1 });
    await heading.waitFor();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the page");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.tagName === "H1");
    // From there the next key goes on in the page, and its address still opens it.
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("main, footer") !== null)).toBe(true);
    await page.reload();
    await heading.waitFor();
    await context.close();
  });

  it("reads every public page without an account, on a phone", async () => {
    const { context, page } = await device(journey);
    for (const [path, name] of [
      ["/", "home"],
      ["/funded", "funded"],
      ["/help", "help"],
      ["/privacy", "privacy"],
      ["/cookies", "cookies"],
      ["/accessibility", "accessibility"],
      ["/complaints", "complaints"],
      ["/sign-in", "sign-in"],
      ["/problems/round-closed", "problem"],
      ["/no-such-page", "not-found"],
    ] as const) {
      await page.goto(path);
      await page.locator("h1").waitFor();
      await look(page, `public-${name}`);
    }
    expect(await context.cookies()).toEqual([]);
    await context.close();
  }, 120_000);
});
