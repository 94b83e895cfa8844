import { describe, expect, it } from "vitest";
import { device, journeyForFile, look, signInAsStaff, signInByCode } from "../support/journey.ts";

const journey = journeyForFile();

describe("a group", () => {
  it("is told about once, on a phone, in two sittings, and its first save is never lost", async () => {
    const { context, page } = await device(journey);
    await signInByCode(journey, page, "sam@harbour.example");
    await page.goto("/organisations");
    await page.getByText("You have not told us about a group yet.").waitFor();
    await look(page, "groups-none");
    await page.getByRole("link", { name: "Tell us about your group" }).click();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("link", { name: "Choose what kind of group you are" }).waitFor();
    await page.getByLabel("One person").check();
    await page.getByText("We cannot give a grant to one person").waitFor();
    await look(page, "group-type-refused");
    await page.getByLabel("Registered charity", { exact: true }).check();
    await page.getByLabel("Name of your group").fill("Harbour Trust");
    await page.getByLabel("Scotland").check();
    await page.getByLabel("Charity number").fill("1164883");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: "There is a problem" }).waitFor();
    await look(page, "group-wrong-register");
    await page.getByRole("link", { name: /is a number of the register of England and Wales/ }).click();
    await page.waitForFunction(() => document.activeElement?.id === "organisation-charityNumber");
    await page.getByLabel("England and Wales").check();

    // The reply to the first save is lost on the way: nothing typed is, and no second group is made.
    let lost = 0;
    await page.route("**/api/organisations", async (route) => {
      if (route.request().method() !== "POST" || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort();
    });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: "The portal could not be reached" }).waitFor();
    await page.getByLabel("Town or city").fill("Exampleton");
    await page.reload();
    await page.getByRole("heading", { name: "Your text is back" }).waitFor();
    expect(await page.getByLabel("Town or city").inputValue()).toBe("Exampleton");
    await look(page, "group-text-back");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.waitForURL(/\/organisations\/o_[^/]+\/change/);
    expect(await page.getByLabel("Town or city").inputValue()).toBe("Exampleton");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: "Still missing before you can send an application" }).waitFor();
    await look(page, "group-missing");
    await page.getByRole("link", { name: "Enter the postcode" }).click();
    await page.getByLabel("Postcode", { exact: true }).waitFor();
    await page.waitForFunction(() => document.activeElement?.id === "organisation-postcode");
    await page.getByLabel("Postcode", { exact: true }).fill("BS20 8QJ");
    await page.getByLabel("Address line 1").fill("Old Boathouse");
    await page.getByLabel("Council area").selectOption({ label: "North Somerset" });
    await page.getByLabel("What does your group exist to do?").fill("We help young people on the harbour.");
    await page.getByLabel("What kind of governing document do you have?").selectOption({ label: "Trust deed" });
    await page.getByLabel("Day").fill("27");
    await page.getByLabel("Month").fill("3");
    await page.getByLabel("Year", { exact: true }).fill("2019");
    await page.getByLabel("For how many years").fill("4");
    await page.getByLabel("How many committee members").fill("5");
    for (const [who, name, email] of [
      ["Main contact", "Sam Example", "sam@harbour.example"],
      ["Second contact", "Bo Example", "bo@harbour.example"],
    ] as const) {
      const contact = page.getByRole("group", { name: who });
      await contact.getByLabel("Full name").fill(name);
      await contact.getByLabel("Role in the group").fill("Trustee");
      await contact.getByLabel("Email address").fill(email);
      await contact.getByLabel("Telephone number").fill("01275 000001");
    }
    await look(page, "group-form");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Your group’s details are complete.").waitFor();
    await look(page, "group-complete");
    await page.goto("/organisations");
    await page.getByText("Complete").waitFor();
    expect(await page.getByRole("link", { name: "Harbour Trust" }).count()).toBe(1);
    await context.close();
  }, 120_000);

  it("is joined by asking, when a member says yes, and tells nothing before", async () => {
    const asker = await device(journey);
    await signInByCode(journey, asker.page, "kit@harbour.example");
    await asker.page.goto("/organisations/join");
    await asker.page.getByLabel("By its charity number").check();
    await asker.page.getByLabel("Register of charities").selectOption({ label: "England and Wales" });
    await asker.page.getByLabel("Charity number", { exact: true }).fill("1164883");
    await look(asker.page, "group-join");
    await asker.page.getByRole("button", { name: "Ask to join" }).click();
    await asker.page.getByText("If this group is already here").waitFor();
    await look(asker.page, "group-join-asked");
    await asker.page.getByRole("link", { name: "Back to your groups" }).click();
    await asker.page.getByText("No answer yet").waitFor();
    expect(await asker.page.getByText("Harbour Trust").count()).toBe(0);
    await look(asker.page, "groups-asked");

    const member = await device(journey);
    await signInByCode(journey, member.page, "sam@harbour.example");
    await member.page.goto("/organisations");
    await member.page.getByRole("link", { name: "Harbour Trust" }).click();
    await member.page.getByText("asks to join").waitFor();
    await look(member.page, "group-request");
    await member.page.getByRole("button", { name: "Yes, let them in" }).click();
    await member.page.getByText("is now a member").waitFor();

    await asker.page.reload();
    await asker.page.getByRole("link", { name: "Harbour Trust" }).click();
    await asker.page.getByRole("button", { name: "Leave this group" }).click();
    await look(asker.page, "group-leave");
    await asker.page.getByRole("button", { name: "No, stay" }).click();
    await asker.context.close();

    // Two members change the same details: the second sees both and loses nothing.
    const second = await device(journey);
    await signInByCode(journey, second.page, "kit@harbour.example");
    await second.page.goto("/organisations");
    await second.page.getByRole("link", { name: "Harbour Trust" }).click();
    await second.page.getByRole("link", { name: "Change details" }).click();
    await second.page.getByLabel("Town or city").fill("Kit’s Town");
    await member.page.getByRole("link", { name: "Change details" }).click();
    await member.page.getByLabel("Town or city").fill("Sam’s Town");
    await member.page.getByRole("button", { name: "Save", exact: true }).click();
    await member.page.getByText("details are complete").waitFor();
    await second.page.getByRole("button", { name: "Save", exact: true }).click();
    await second.page.getByRole("heading", { name: "Somebody else has changed these details" }).waitFor();
    await second.page.getByText("Theirs: Sam’s Town").waitFor();
    await look(second.page, "group-two-versions");
    await second.page.getByRole("button", { name: "Save mine" }).click();
    await second.page.getByText("Kit’s Town").waitFor();
    await second.context.close();
    await member.context.close();
  }, 120_000);

  it("whose number another gives goes to the office, which settles it and answers who waits", async () => {
    const other = await device(journey);
    await signInByCode(journey, other.page, "lee@branch.example");
    await other.page.goto("/organisations/new");
    await other.page.getByLabel("Registered charity", { exact: true }).check();
    await other.page.getByLabel("Name of your group").fill("Harbour Branch");
    await other.page.getByLabel("England and Wales").check();
    await other.page.getByLabel("Charity number").fill("1164883");
    await other.page.getByRole("button", { name: "Save", exact: true }).click();
    await other.page.getByRole("heading", { name: "Harbour Branch" }).waitFor();
    await other.page.goto("/organisations/join");
    await other.page.getByLabel("By its name and postcode").check();
    await other.page.getByLabel("Name, as it is on its bank account").fill("harbour trust");
    await other.page.getByLabel("Postcode", { exact: true }).fill("bs208qj");
    await other.page.getByRole("button", { name: "Ask to join" }).click();
    await other.page.getByText("If this group is already here").waitFor();

    const office = await device(journey, { width: 1280, height: 900 });
    await signInAsStaff(office.page, "Olive");
    await office.page.goto("/office/organisations");
    await office.page.getByText("the same charity number").waitFor();
    await look(office.page, "office-groups");
    await office.page.getByRole("button", { name: "Settle" }).click();
    await office.page.getByRole("link", { name: "Choose how it is settled" }).waitFor();
    await office.page.getByLabel("The first group keeps it").check();
    await office.page.getByLabel("Reason").first().fill("Asked both; the branch has no number of its own");
    await office.page.getByRole("button", { name: "Settle" }).click();
    await office.page.getByText("It is settled, and both are told.").waitFor();
    await office.page.getByText("No number or name is claimed twice.").waitFor();
    await office.page.getByLabel("Reason").fill("Nobody of that name at the group");
    await office.page.getByRole("button", { name: "Say no" }).click();
    await office.page.getByText("Nobody waits.").waitFor();
    await look(office.page, "office-groups-none");

    await other.page.goto("/organisations");
    await other.page.getByText("They said no").waitFor();
    await other.page.getByRole("link", { name: "Harbour Branch" }).click();
    await other.page.getByRole("link", { name: "Enter the charity number" }).waitFor();
    await other.context.close();
    await office.context.close();
  }, 120_000);
});
