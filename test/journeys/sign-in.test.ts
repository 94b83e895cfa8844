import { describe, expect, it } from "vitest";
import { DESKTOP, device, journeyForFile, look, signInAsStaff, signInByCode } from "../support/journey.ts";
import { until } from "../support/portal.ts";

const journey = journeyForFile({ empty: true });

/** The newest code that arrived for an address, once there are that many messages. */
const codeFor = (email: string, messages = 1): Promise<string> =>
  until("The code", async () => {
    const mails = await journey.it.portal.mailTo(email);
    return mails.length >= messages ? /\b\d{6}\b/.exec(mails[0]?.body.text ?? "")?.[0] : undefined;
  });

describe("somebody new", () => {
  it("signs in on a phone with a code, gives a name, and comes back to where they were", async () => {
    const { context, page } = await device(journey);
    await page.goto("/sign-in?next=%2Faccount");
    await look(page, "sign-in");
    await page.getByRole("button", { name: "Send me a code" }).click();
    await page.getByRole("link", { name: "Enter an email address, like name@example.org" }).click();
    await page.waitForFunction(() => document.activeElement?.id === "email");
    await look(page, "sign-in-wrong-address");
    await page.getByLabel("Email address").fill("noor@harbour.example");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Enter the code" }).waitFor();
    await page.waitForFunction(() => document.activeElement?.id === "code");
    expect(await page.getByLabel("Code").getAttribute("autocomplete")).toBe("one-time-code");
    await look(page, "sign-in-code");
    // A phone that went to its mail may load the page anew: the code is still asked for.
    await page.reload();
    await page.getByRole("heading", { name: "Enter the code" }).waitFor();
    const code = await codeFor("noor@harbour.example");
    await page.getByLabel("Code").fill(String((Number(code) + 1) % 1_000_000).padStart(6, "0"));
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "That is not the code. You have 4 tries left." }).waitFor();
    await look(page, "sign-in-wrong-code");
    await page.getByLabel("Code").fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await page.getByLabel("This is a shared computer").check();
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "What is your name?" }).waitFor();
    await look(page, "sign-in-name");
    await page.getByLabel("Your full name").fill("Noor Example");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/account");
    await page.getByRole("heading", { name: "Your account" }).waitFor();
    await look(page, "account");
    const cookies = await context.cookies();
    expect(cookies.find(({ name }) => name === "__Host-session")).toMatchObject({
      httpOnly: true,
      secure: true,
      sameSite: "Lax",
      expires: -1,
    });
    await context.close();
  });

  it("takes the same request sent again after a lost answer as one sign-in", async () => {
    const { context, page } = await device(journey);
    await page.goto("/sign-in?next=%2Faccount");
    await page.getByLabel("Email address").fill("lost@harbour.example");
    let lost = 0;
    await page.route("**/api/sign-in/*", async (route) => {
      lost += 1;
      if (lost % 2 === 0) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.getByRole("button", { name: "Send me a code" }).click();
    await page.getByText("The portal could not be reached. Check your connection and try again.").waitFor();
    await page.getByRole("button", { name: "Send me a code" }).click();
    await page.getByLabel("Code").fill(await codeFor("lost@harbour.example"));
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("The portal could not be reached. Check your connection and try again.").waitFor();
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "What is your name?" }).waitFor();
    expect(await journey.it.portal.mailTo("lost@harbour.example")).toHaveLength(1);
    await context.close();
  });
});

describe("signing out", () => {
  it("leaves nothing of the person in the browser", async () => {
    const { context, page } = await device(journey);
    await signInByCode(journey, page, "leaving@harbour.example");
    await page.goto("/sign-out");
    await look(page, "sign-out");
    await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL((url) => url.pathname === "/");
    expect(await context.cookies()).toEqual([]);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.goto("/account");
    await page.getByRole("link", { name: "Sign in" }).first().waitFor();
    await context.close();
  });

  it("on all devices ends the session of another one", async () => {
    const [here, there] = [await device(journey), await device(journey)];
    await signInByCode(journey, here.page, "twice@harbour.example");
    await signInByCode(journey, there.page, "twice@harbour.example");
    await here.page.goto("/sign-out");
    await here.page.getByLabel("Sign out on all my devices").check();
    await here.page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
    await here.page.waitForURL((url) => url.pathname === "/");
    await there.page.goto("/account");
    await there.page.getByRole("heading", { name: "Sign in to go on" }).waitFor();
    await look(there.page, "account-signed-out");
    await Promise.all([here.context.close(), there.context.close()]);
  });
});

describe("the office", () => {
  it("begins with the configured administrator, who invites; whoever is not invited is told whom to ask", async () => {
    const olive = await device(journey, DESKTOP);
    await olive.page.goto("/sign-in/staff?next=/office");
    await olive.page.getByRole("button", { name: "Olive Example" }).click();
    await olive.page.getByRole("heading", { name: "Nobody has invited this account yet" }).waitFor();
    await look(olive.page, "sign-in-no-invitation");

    const aspen = await device(journey, DESKTOP);
    await signInAsStaff(aspen.page, "Aspen Example");
    await aspen.page.goto("/office/people");
    await aspen.page.getByRole("row", { name: /Aspen Example \(you\)/ }).waitFor();
    await aspen.page.getByLabel("Email address").fill("olive@office.example");
    await aspen.page.getByRole("button", { name: "Send the invitation" }).click();
    await aspen.page.getByRole("link", { name: "Choose a role." }).waitFor();
    await look(aspen.page, "people-wrong");
    await aspen.page.getByLabel("Officer").check();
    await aspen.page.getByRole("button", { name: "Send the invitation" }).click();
    await aspen.page.getByText("olive@office.example is invited. The email is on its way.").waitFor();
    await look(aspen.page, "people");
    await until("The invitation", async () =>
      (await journey.it.portal.mailTo("olive@office.example")).find(({ subject }) => subject.includes("invited")),
    );

    await olive.page.getByRole("link", { name: "Sign in with another office account" }).click();
    await olive.page.getByRole("button", { name: "Olive Example" }).click();
    await olive.page.waitForURL("**/office");

    await aspen.page.reload();
    await aspen.page.getByRole("button", { name: "Change Aspen Example" }).click();
    await aspen.page.getByRole("button", { name: "Remove the role administrator" }).click();
    await look(aspen.page, "people-change");
    await aspen.page.getByRole("button", { name: "Yes, remove it" }).click();
    await aspen.page.getByText("This is the last administrator.").first().waitFor();

    await aspen.page.goto("/sign-out");
    await aspen.page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
    // The provider ends its session too, and leads back.
    await aspen.page.getByRole("heading", { name: "Sign out of the local directory" }).waitFor();
    await aspen.page.getByRole("button", { name: "Sign out" }).click();
    await aspen.page.waitForURL((url) => url.pathname === "/");
    await aspen.page.goto("/sign-in/staff");
    await aspen.page.getByRole("heading", { name: "Who are you today" }).waitFor();
    await Promise.all([olive.context.close(), aspen.context.close()]);
  });
});
