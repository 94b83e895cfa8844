import { describe, expect, it } from "vitest";
import { asPage, draftOf, JOURNEY_NOW, OPEN_ROUND, wholeAnswers } from "../support/applicant.ts";
import { DESKTOP, device, journeyForFile, look, signInAsStaff, signInByCode } from "../support/journey.ts";
import { until } from "../support/portal.ts";

const journey = journeyForFile({ now: JOURNEY_NOW });

describe("an officer and a whole round", () => {
  it("writes to everyone with a draft, sees and counts it before it goes, and each reads it alone", async () => {
    const { portal } = journey.it;
    const applicant = (await device(journey)).page;
    await signInByCode(journey, applicant, "wren@weir.example");
    const { id } = await draftOf(journey, applicant, "Weir Walkers", wholeAnswers("Lamps by the weir", 300_00));
    const { page } = await device(journey, DESKTOP);
    await signInAsStaff(page, "Olive");
    await page.goto(`/office/rounds/${OPEN_ROUND}`);
    await page.getByRole("link", { name: "Write to everyone" }).click();
    await page.getByRole("button", { name: "See it before it goes" }).click();
    await page.getByRole("alert").getByText("Choose whom you write to.").waitFor();
    await page.getByLabel(/^Everyone with a draft that is open/).check();
    await page.getByLabel("Subject").fill("the help line is closed on Thursday");
    await page.getByLabel("Message").fill("Nobody answers on Thursday.\n\nWrite to us <b>instead</b>.");
    await page.getByRole("button", { name: "See it before it goes" }).click();
    const count = await page.getByText(/^It goes to \d+ groups?: \d+ addresses/).textContent();
    const sheet = page.frameLocator("iframe[title$='on a phone']");
    await sheet.getByText("Write to us <b>instead</b>.").waitFor();
    expect(await sheet.locator("a").evaluate((link) => getComputedStyle(link).backgroundColor)).toBe("rgb(11, 97, 88)");
    expect(await page.locator("body").textContent()).not.toContain("Lamps by the weir");
    await look(page, "round-letter-preview");
    await page.getByRole("button", { name: "Send this message" }).click();
    await page.getByRole("button", { name: /^Yes, send it to/ }).click();
    const groups = /to (\d+ groups?)/.exec(count ?? "")?.[1];
    await page.getByText(`The message is on its way to ${groups}.`).waitFor();
    await look(page, "round-letter-sent");

    const subject = `${id}: the help line is closed on Thursday`;
    const mail = await until("The letter", async () => {
      await portal.runSchedule("schedule/send-due");
      return (await portal.mailTo("wren@weir.example")).find((one) => one.subject === subject);
    });
    expect(mail.destination.to).toEqual(["wren@weir.example"]);
    const { messages } = await asPage(journey, applicant, "GET", "/api/messages");
    expect(messages.map((one: { subject: string }) => one.subject)).toContain(subject);
  });

  it("sees every email of the portal on a phone and on a desk", async () => {
    const { page } = await device(journey, DESKTOP);
    await signInAsStaff(page, "Olive");
    await page.goto("/office/mail");
    await page.getByRole("link", { name: "Every email we send" }).click();
    await page.getByLabel("Find in this list").fill("receipt");
    await look(page, "mail-templates");
    await page.getByRole("link", { name: "Receipt", exact: true }).click();
    for (const width of ["phone", "desk"])
      await page.frameLocator(`iframe[title$='on a ${width}']`).getByText("Keep this email").waitFor();
    await page.getByText("Sent at once when an application").waitFor();
    await look(page, "mail-template");
  });
});
