import { describe, expect, it } from "vitest";
import { device, journeyForFile, look } from "../support/journey.ts";

const journey = journeyForFile();

describe("a visitor", () => {
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
