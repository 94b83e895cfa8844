import { describe, expect, it } from "vitest";
import { asPage, draftOf, JOURNEY_NOW, wholeAnswers } from "../support/applicant.ts";
import { DESKTOP, device, journeyForFile, look, signInAsStaff, signInByCode } from "../support/journey.ts";
import { until } from "../support/portal.ts";

const journey = journeyForFile({ now: JOURNEY_NOW });
const EMAIL = "quinn+grants@towpath.example";

describe("mail", () => {
  it("reaches the outbox and the person's page; what comes back is told to both sides, and confirmed", async () => {
    const { portal } = journey.it;
    const { context, page } = await device(journey);
    await signInByCode(journey, page, EMAIL);
    const { id, draftId } = await draftOf(journey, page, "Towpath Menders", wholeAnswers("Steps by the lock", 800_00));
    await asPage(journey, page, "POST", `/api/applications/${id}/submission`, { draftId, declaredBy: "Quinn Example" });
    const receipt = await until("The receipt", async () =>
      (await portal.mailTo(EMAIL)).find(({ subject }) => subject === `${id}: we have your application`),
    );

    await page.goto("/applications");
    await page.getByRole("link", { name: "Your account (1 unread)" }).click();
    await page.getByText("1 not read yet").waitFor();
    await page.getByRole("link", { name: "Your messages" }).click();
    await page.getByText("Not read yet", { exact: true }).waitFor();
    await page.getByText(receipt.subject).click();
    await page.getByText("Keep this email: it is your receipt.").waitFor();
    await page.getByRole("link", { name: "Your account", exact: true }).waitFor();
    await look(page, "messages-read");

    const play = (how: string) =>
      fetch(`${portal.address}/local/mail-returned`, {
        method: "POST",
        body: new URLSearchParams({ id: receipt.messageId, how }),
      });
    expect((await play("out-of-office")).ok).toBe(true);
    expect((await play("bounced")).ok).toBe(true);
    await page.goto("/applications");
    await page.getByRole("heading", { name: "Our email did not reach you" }).waitFor();
    await look(page, "mail-returned");

    const officer = await device(journey, DESKTOP);
    await signInAsStaff(officer.page, "Olive");
    await officer.page.goto(`/office/applications/${id}`);
    await officer.page.getByRole("heading", { name: `Email to ${EMAIL} comes back` }).waitFor();
    await officer.page.getByText("The other contact is").waitFor();
    await look(officer.page, "application-mail");
    await officer.page.getByRole("link", { name: "Email", exact: true }).click();
    const row = officer.page.getByRole("row", { name: new RegExp(id) });
    await row.getByText("It came back").waitFor();
    await look(officer.page, "mail-undelivered");

    await page.getByRole("button", { name: "My address works: write to it again" }).click();
    await page.getByRole("heading", { name: "Our email did not reach you" }).waitFor({ state: "detached" });
    await officer.page.reload();
    await row.getByRole("button", { name: /Send again/ }).click();
    await officer.page.getByText(`The message to ${EMAIL} is on its way again.`).waitFor();
    await look(officer.page, "mail-sent-again");
    await until("The receipt once more", async () => {
      await portal.runSchedule("schedule/send-due");
      return (
        (await portal.mailTo(EMAIL)).filter(({ subject }) => subject === receipt.subject).length === 2 || undefined
      );
    });
    await officer.context.close();
    await context.close();
  }, 120_000);
});
