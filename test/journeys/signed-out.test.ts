import { describe, expect, it } from "vitest";
import { device, journeyForFile, look, signInByCode } from "../support/journey.ts";
import { WHOLE_GROUP } from "../support/organisations.ts";
import { until } from "../support/portal.ts";

const journey = journeyForFile();

describe("a session that ends while somebody types", () => {
  it("costs nothing: they sign in on the same page, and what they typed is saved", async () => {
    const { context, page } = await device(journey);
    await signInByCode(journey, page, "ash@lantern.example");
    const applicationId = await page.evaluate(async (fields) => {
      const post = async (path: string, body: object) => {
        const reply = await fetch(path, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ ...body, writeId: crypto.randomUUID() }),
        });
        if (!reply.ok) throw new Error(await reply.text());
        return reply.json();
      };
      const { organisation } = await post("/api/organisations", { organisation: fields });
      const { funds } = await (await fetch("/api/funds")).json();
      const open = funds.find(({ round }: { round?: { status: string } }) => round?.status === "open").round;
      return String((await post("/api/applications", { roundId: open.id, organisationId: organisation.id })).id);
    }, WHOLE_GROUP);
    await page.goto(`/apply/${applicationId}`);
    await page.locator(".task-list a, .govuk-task-list a").first().click();
    await page.waitForURL(`**/apply/${applicationId}/*`);
    const field = page.locator("main input[type=text], main textarea").first();
    await field.waitFor();

    await context.clearCookies({ name: "__Host-session" });
    await field.fill("1200");
    await page.getByRole("heading", { name: "You have been signed out" }).waitFor();
    await look(page, "signed-out-while-typing");
    expect(await field.inputValue()).toBe("1200");

    const before = (await journey.it.portal.mailTo("ash@lantern.example")).length;
    expect(await page.getByLabel("Email address").inputValue()).toBe("ash@lantern.example");
    await page.getByRole("button", { name: "Send me a code" }).click();
    const code = await until("The code", async () => {
      const mails = await journey.it.portal.mailTo("ash@lantern.example");
      return mails.length > before ? /\b\d{6}\b/.exec(mails[0]?.body.text ?? "")?.[0] : undefined;
    });
    await page.getByLabel("Code", { exact: true }).fill(code);
    await page.keyboard.press("Enter");
    await page.getByText(/Saved \d\d:\d\d/).waitFor();
    expect(await page.getByRole("heading", { name: "You have been signed out" }).count()).toBe(0);
    await page.reload();
    await field.waitFor();
    expect(await field.inputValue()).toBe("1200");
    await context.close();
  });
});
