import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { asPage, JOURNEY_NOW, OPEN_ROUND } from "../support/applicant.ts";
import { device, journeyForFile, look, signInAsStaff, signInByCode } from "../support/journey.ts";
import { declare, panelAt, sendBids, sendCard } from "../support/panel.ts";
import { readPdf } from "../support/pdf.ts";
import { until } from "../support/portal.ts";
import { someFund } from "../support/rounds.ts";

const journey = journeyForFile({ now: JOURNEY_NOW });
const BIDS = Array.from({ length: 12 }, (_, n) => ({ title: `Lane ${n + 1} lit and looked after`, pence: 4_500_00 }));
const CRITERIA = someFund().criteria.map(({ id }) => id);
const GROUP_EMAIL = "lanes@twelve.example";
/** The day after the round closes, and the evening on which scoring ends. */
const SCORING = "2026-12-02T10:00:00.000Z";
const ENDED = "2026-12-02T18:01:00.000Z";
const MEETING = `${OPEN_ROUND}-M1`;

type Panel = Awaited<ReturnType<typeof panelAt>>;
/** What the first part leaves to the second: the same people, bids and devices. */
let sent: { applicant: Page; ids: string[]; panel: Panel } | undefined;

const ROUND_TITLE = "2026/27, round 4 of 4";
const plainEntry = {
  conditions: [],
  reasons: "The panel agrees with the scores.",
  votes: { kind: "consensus" },
  dropped: [],
};
/** One takes part from elsewhere, and one does not come. */
const presenceOf = (name: string): string =>
  name.startsWith("Maple") ? "absent" : name.startsWith("Hazel") ? "remote" : "present";

describe("six trustees and twelve bids of two sources", () => {
  it("score: interests first, offline too, one never finishes, and all is revealed at once", async () => {
    const { portal } = journey.it;
    const { page: applicant, ids } = await sendBids(journey, GROUP_EMAIL, BIDS);
    const [first = "", second = "", third = ""] = ids;
    await portal.setClock(SCORING);

    const { page: office } = await device(journey);
    await signInAsStaff(office, "Olive");
    const desk = await asPage(journey, office, "GET", `/api/desk/rounds/${OPEN_ROUND}`);
    for (const { id, submittedAt } of desk.lines) {
      if (submittedAt === undefined) continue;
      // The demonstration's own bid in the round leaves it.
      const no = { decision: "not-eligible", rule: "eligibility/area", reason: "Outside.", canBePutRight: false };
      const decision = ids.includes(id) ? { decision: "eligible" } : no;
      await asPage(journey, office, "POST", `/api/desk/applications/${id}/eligibility`, decision);
    }
    await office.goto(`/office/rounds/${OPEN_ROUND}/scoring`);
    await office.getByText("12 bids can be scored.").waitFor();
    await look(office, "scoring-prepare");
    await office.getByRole("button", { name: "Open scoring" }).click();
    await office.getByRole("link", { name: /Choose one deputy/ }).waitFor();
    await look(office, "scoring-no-deputy");
    await office.getByLabel("Seat of Hazel Example").selectOption("deputy");
    await office.locator("#endsAt").fill("2");
    await office.locator("#endsAt-month").fill("12");
    await office.locator("#endsAt-year").fill("2026");
    await office.locator("#endsAt-time").fill("18:00");
    await office.getByRole("button", { name: "Open scoring" }).click();
    await office.getByText("0 of 72 cards are in").waitFor();
    await look(office, "scoring-open");

    const panel = await panelAt(journey);
    // Nothing of a bid opens before its reader has said whether they have an interest.
    const { holly, rowan, juniper, hazel, laurel, maple } = panel;
    sent = { applicant, ids, panel };
    await holly.goto("/trustee");
    await holly.getByText("12 bids are still to be declared.").waitFor();
    await look(holly, "trustee-rounds");
    expect((await holly.request.get(`/api/trustee/bids/${first}`)).status()).toBe(409);
    await holly.getByRole("link", { name: "Declare your interests" }).click();
    await holly.getByRole("button", { name: /for all that are left/ }).waitFor();
    await look(holly, "interests");
    await holly.getByRole("radio", { name: "Direct" }).first().check();
    await holly.getByRole("button", { name: /for all that are left/ }).click();
    await holly.getByRole("button", { name: "Save 12 declarations" }).click();
    await holly
      .getByRole("link", { name: "Say what your interest is." })
      .or(holly.getByText("There is a problem"))
      .first()
      .waitFor();
    await holly.getByLabel("What is it?").fill("My brother keeps their accounts.");
    await holly.getByRole("button", { name: "Save 12 declarations" }).click();
    await holly.getByText("Your declarations are saved.").waitFor();
    await look(holly, "interests-saved");
    await holly.goto(`/trustee/bids/${first}`);
    await holly.getByRole("heading", { name: /not/i }).first().waitFor();
    await look(holly, "bid-kept");

    // A loyalty waits for the chair, and the bid stays closed meanwhile.
    await declare(journey, juniper, ids, { [second]: { kind: "loyalty", about: "I chair the parish next door." } });
    expect((await juniper.request.get(`/api/trustee/bids/${second}`)).status()).toBe(404);
    await rowan.goto("/trustee");
    await rowan.getByRole("link", { name: "Rule on it" }).click();
    await rowan.getByRole("button", { name: "Rule" }).click();
    await rowan.getByText("Choose a ruling.").first().waitFor();
    await look(rowan, "rulings");
    await rowan.getByLabel("They may score it").check();
    await rowan.getByLabel("Reason").fill("The parish takes no part in it.");
    await rowan.getByRole("button", { name: "Rule" }).click();
    await rowan.getByText("Juniper Example may score", { exact: false }).first().waitFor();
    for (const page of [rowan, hazel, laurel, maple]) await declare(journey, page, ids);

    // By keyboard, through a tunnel.
    await rowan.goto(`/trustee/rounds/${OPEN_ROUND}`);
    await rowan.getByText("12 of 12 bids can be read on this device without a network.").waitFor();
    await look(rowan, "pack");
    await rowan.context().setOffline(true);
    await rowan.getByRole("link", { name: "Start with the first bid" }).click();
    await rowan.getByRole("heading", { name: "Your scorecard" }).waitFor();
    for (const criterion of CRITERIA) {
      await rowan.locator(`#entries-${criterion}-score`).focus();
      await rowan.keyboard.press("Space");
      for (let step = 0; step < 4; step += 1) await rowan.keyboard.press("ArrowRight");
    }
    await rowan.getByText("Kept on this device. Will send when you are back online.").first().waitFor();
    await look(rowan, "card-offline");
    await rowan.reload();
    await rowan.getByText("This is the copy on your device.").waitFor();
    expect(await rowan.locator(`input[name="entries-${CRITERIA[0]}-score"]:checked`).inputValue()).toBe("4");
    await rowan.context().setOffline(false);
    await rowan.getByText(/^Saved \d\d:\d\d/).waitFor();
    await rowan.locator(`input[name="entries-${CRITERIA[0]}-score"][value="5"]`).check({ force: true });
    await rowan.getByRole("button", { name: "Submit and go to the next bid" }).click();
    await rowan.getByText("say why you give 5").first().waitFor();
    await look(rowan, "card-wants-a-comment");
    await rowan.locator(`#entries-${CRITERIA[0]}-comment`).fill("The beat team asked for it.");
    await rowan.getByRole("button", { name: "Submit and go to the next bid" }).click();
    await rowan.getByText("1 of 12 scored").waitFor();
    expect(rowan.url()).not.toContain(first);

    const scored = async (page: typeof rowan, of: readonly string[], best: number) => {
      for (const [n, id] of of.entries()) await sendCard(journey, page, id, Math.max(1, best - (n % 4)));
    };
    await scored(rowan, ids.slice(1), 4);
    await scored(hazel, ids, 5);
    await scored(holly, ids.slice(1), 4);
    await scored(juniper, ids, 4);
    await scored(laurel, ids, 3);
    await scored(maple, [third], 4);
    // Nobody sees anybody else's score, the office not at all.
    expect((await rowan.request.get(`/api/ranking/${OPEN_ROUND}`)).status()).toBe(409);
    await portal.setClock(ENDED);
    await rowan.goto(`/ranking/${OPEN_ROUND}`);
    await rowan.getByRole("heading", { name: "Ranking" }).waitFor();
    await rowan.getByText("Lane 1 lit and looked after").first().waitFor();
    await look(rowan, "ranking");
    await holly.goto(`/ranking/${OPEN_ROUND}`);
    await holly.getByText("One bid is left out for you").waitFor();
    expect(await holly.getByText("Lane 1 lit and looked after").count()).toBe(0);
  }, 180_000);

  it("decide at a meeting: the pot runs out, it is adjourned and resumed, closed, confirmed and told", async () => {
    if (sent === undefined) throw new Error("The bids are scored in the first part.");
    const { applicant, panel } = sent;
    const { rowan, holly } = panel;
    const { page: office } = await device(journey);
    await signInAsStaff(office, "Olive");
    await office.goto("/meetings");
    await office.getByRole("button", { name: `Prepare a meeting for ${ROUND_TITLE}` }).click();
    await office.getByRole("heading", { name: "Prepare the meeting" }).waitFor();
    await office.getByLabel("Place").fill("The town hall, and a video call");
    await office.getByRole("button", { name: "Put it in the order of the ranking" }).click();
    await office.getByText("The agenda is in the order of the ranking.").waitFor();
    await look(office, "meeting-prepare");
    await office.getByRole("button", { name: "Save" }).click();
    await office.getByRole("button", { name: "Start the meeting" }).waitFor();
    await look(office, "meeting-planned");
    await office.goto(`/meetings/${MEETING}/pack`);
    await office.getByText("Contents, in the order of the agenda").waitFor();
    await look(office, "pack-to-print");
    // Twice the bids: what a busy quarter has.
    await office.route("**/api/packs/*", async (route) => {
      const reply = await route.fetch();
      const body = await reply.json();
      const again = body.bids.map((bid: { id: string }) => ({ ...bid, id: `${bid.id}-B` }));
      await route.fulfill({ response: reply, json: { ...body, bids: [...body.bids, ...again] } });
    });
    await office.reload();
    await office.getByRole("link", { name: /^24\. / }).waitFor();
    const contents = await office.locator("#summary tbody tr").evaluateAll((rows) =>
      rows.map((row) => {
        const cells = [...row.querySelectorAll("th, td")].map((cell) => cell.textContent ?? "");
        return { number: Number.parseInt(cells[0] ?? "", 10), page: Number(cells[3]), answers: Number(cells[4]) };
      }),
    );
    const { pages, headings } = readPdf(await office.pdf({ preferCSSPageSize: true, outline: true, tagged: true }));
    const pageOf = (begins: string) => headings.find(({ title }) => title.startsWith(begins))?.page;
    expect(contents).toHaveLength(24);
    expect(pages).toBeGreaterThan(48);
    for (const { number, page, answers } of contents) {
      expect(pageOf(`${number}. `), `bid ${number}`).toBe(page);
      expect(pageOf(`Answers to bid ${number}:`), `answers to bid ${number}`).toBe(answers);
    }
    await office.unroute("**/api/packs/*");
    await office.goto(`/meetings/${MEETING}`);
    await office.getByRole("button", { name: "Start the meeting" }).click();
    await office.getByRole("button", { name: "Adjourn the meeting" }).waitFor();
    const commanding = (command: object) =>
      asPage(journey, office, "POST", `/api/meetings/${MEETING}/commands`, { command });
    const { members, items } = await asPage(journey, office, "GET", `/api/meetings/${MEETING}`);
    for (const { personId, name } of members) await commanding({ type: "attend", personId, here: presenceOf(name) });
    const agenda: string[] = items.map(({ id }: { id: string }) => id);
    const [one = ""] = agenda;

    // The first bid by the pages: the clerk enters, the chair confirms.
    await office.getByText("5 of 6 here (1 remote)").waitFor();
    await office.getByRole("button", { name: /^Take/ }).first().click();
    await office.getByText("What is decided").waitFor();
    await office.getByLabel("Full", { exact: true }).check();
    await office.getByRole("radio", { name: /Commissioner/ }).check();
    await office.getByRole("button", { name: "Enter it" }).click();
    await office.getByText("There is a problem").waitFor();
    await look(office, "meeting-reasons-missing");
    await office.getByLabel("How it helps to reduce crime and disorder").fill("Light and company where calls peak.");
    await office.getByRole("button", { name: "Enter it" }).click();
    await office.getByText("entered, not confirmed yet").waitFor();
    await look(office, "meeting-entered");
    await rowan.goto(`/meetings/${MEETING}`);
    await rowan.getByRole("button", { name: "Confirm this decision" }).click();
    await rowan.getByText("full confirmed").first().waitFor();
    await look(rowan, "meeting-chair");

    const enter = (applicationId: string, entered: object) =>
      commanding({ type: "enter", applicationId, ...plainEntry, ...entered });
    const take = (applicationId: string) => commanding({ type: "take", applicationId });
    const trust = { sourceId: "trust", purpose: someFund().sources.find(({ id }) => id === "trust")?.purposes[0] };
    for (const id of agenda.slice(1, 6)) {
      await take(id);
      await enter(id, { outcome: "full", sourceId: "pcc" });
    }
    for (const id of agenda.slice(7, 9)) {
      await take(id);
      await enter(id, { outcome: "full", ...trust });
    }
    const [seventh = "", tenth = "", eleventh = "", twelfth = ""] = [6, 9, 10, 11].map((n) => agenda[n] ?? "");
    await take(seventh);
    // The pot has run out: what would fit is said, and a part award fits.
    await expect(enter(seventh, { outcome: "full", sourceId: "pcc" })).rejects.toThrow("£3,000.00");
    const { bid } = await asPage(journey, office, "GET", `/api/meetings/${MEETING}`);
    const dropped = bid.budget
      .filter(({ askedPence }: { askedPence: number }) => askedPence > 0)
      .slice(0, 1)
      .map(({ item }: { item: string }) => ({ item, amountPence: 1_500_00 }));
    await enter(seventh, { outcome: "part", sourceId: "pcc", amountPence: 3_000_00, dropped });
    await take(tenth);
    await enter(tenth, { outcome: "defer" });
    await take(eleventh);
    await enter(eleventh, { outcome: "reserve" });
    await take(twelfth);
    await enter(twelfth, { outcome: "decline" });
    await rowan.getByRole("button", { name: "Confirm all 11" }).waitFor();
    await look(rowan, "meeting-read-back");
    await rowan.getByRole("button", { name: "Confirm all 11" }).click();
    await rowan.getByText("Everything is decided.").waitFor();

    await office.goto(`/meetings/${MEETING}`);
    await office.getByRole("button", { name: "Adjourn the meeting" }).click();
    await office.getByRole("button", { name: "Yes, adjourn it" }).click();
    await office.getByRole("button", { name: "Resume the meeting" }).click();
    await office.getByRole("button", { name: "Adjourn the meeting" }).waitFor();
    await office.goto(`/meetings/${MEETING}?view=room`);
    await office.getByText("5 of 6 here").waitFor();
    await look(office, "meeting-room");

    // Only the chair closes, with a code that has just been sent.
    const { portal } = journey.it;
    const before = (await portal.mailTo("rowan@trust.example")).length;
    await rowan.getByRole("button", { name: "Send me a code to close it" }).click();
    const code = await until("The code", async () =>
      (await portal.mailTo("rowan@trust.example"))
        .slice(0, -before)
        .map(({ subject }) => /^(\d{6}) is your code/.exec(subject)?.[1])
        .find((found) => found !== undefined),
    );
    await rowan.getByLabel("Code").fill(code);
    await rowan.getByRole("button", { name: "Close the meeting" }).click();
    await rowan.getByRole("heading", { name: "Close the meeting" }).waitFor({ state: "detached" });
    await look(rowan, "meeting-closed");

    const { page: approver } = await device(journey);
    await signInAsStaff(approver, "Alder");
    await approver.goto(`/office/confirmations/${MEETING}`);
    await approver.getByRole("button", { name: "Confirm all 7 as recommended" }).waitFor();
    await look(approver, "confirmations");
    await approver.getByRole("button", { name: "Confirm all 7 as recommended" }).click();
    await approver.getByRole("button", { name: "Yes, confirm them all" }).click();
    await approver.getByText("7 recommendations are confirmed.").waitFor();

    await rowan.goto(`/meetings/${MEETING}/minutes`);
    await rowan.getByText("The chair has not agreed these minutes yet.").waitFor();
    await look(rowan, "minutes-draft");
    await rowan.getByRole("button", { name: "Agree the minutes" }).click();
    await rowan.getByRole("button", { name: /^Yes/ }).click();
    await rowan.getByText(/^Agreed by Rowan Example/).waitFor();
    const kept = rowan.waitForEvent("download");
    await rowan.getByRole("button", { name: "Download as a file" }).click();
    expect((await kept).suggestedFilename()).toContain(MEETING);
    await holly.goto(`/meetings/${MEETING}/minutes`);
    await holly.getByText(/^Agreed by Rowan Example/).waitFor();
    await look(holly, "minutes-agreed");

    await office.goto(`/office/rounds/${OPEN_ROUND}/outcomes`);
    await office.getByRole("button", { name: "Keep 12 drafts as they stand" }).waitFor();
    await look(office, "outcomes");
    await office.getByRole("button", { name: "Keep 12 drafts as they stand" }).click();
    await office.getByText("12 drafts are kept as they stand.", { exact: false }).waitFor();
    const { page: second } = await device(journey);
    await signInAsStaff(second, "Oakley");
    await second.goto(`/office/rounds/${OPEN_ROUND}/outcomes`);
    await second.getByRole("button", { name: "I have read these 12 texts" }).click();
    await second.getByText("12 texts are read.").waitFor();
    await second.getByRole("button", { name: "See whom it reaches, and the emails" }).click();
    await second.getByText("Release them now").waitFor();
    await look(second, "outcomes-release");
    await second.getByRole("button", { name: "Release them now" }).click();
    await second.getByRole("button", { name: "Yes, ask for it" }).click();
    await second.getByText("You have asked for the release.", { exact: false }).waitFor();
    // Until an approver has confirmed, the group sees nothing.
    await signInByCode(journey, applicant, GROUP_EMAIL);
    await applicant.goto(`/apply/${one}/outcome`);
    await applicant.getByText("There is no decision to read yet").waitFor();
    await approver.goto(`/office/rounds/${OPEN_ROUND}/outcomes`);
    await approver.getByRole("button", { name: "Confirm the release" }).click();
    await approver.getByRole("button", { name: "Yes, release the outcomes" }).click();
    await approver.getByText("The outcomes are released.").waitFor();
    await approver.getByText("12 of 12 told").or(approver.getByText("Told").nth(11)).first().waitFor();
    await applicant.reload();
    await applicant.getByText("£4,500.00").first().waitFor();
    await look(applicant, "outcome-awarded");
    await applicant.goto(`/apply/${twelfth}/outcome`);
    await applicant.getByText("If you disagree").waitFor();
    await look(applicant, "outcome-declined");
    await applicant.goto("/funded");
    await applicant
      .getByText("Lane 1 lit and looked after")
      .or(applicant.getByText(/Lane \d+ lit/))
      .first()
      .waitFor();
  }, 180_000);
});
