import { describe, expect, it } from "vitest";
import { asPage, JOURNEY_NOW, OPEN_ROUND } from "../support/applicant.ts";
import { DESKTOP, device, journeyForFile, look, signInAsStaff } from "../support/journey.ts";
import { declare, panelAt, sendBids, sendCard } from "../support/panel.ts";
import { someFund } from "../support/rounds.ts";

const journey = journeyForFile({ now: JOURNEY_NOW });
const BIDS = Array.from({ length: 12 }, (_, n) => ({ title: `Lane ${n + 1} lit and looked after`, pence: 4_500_00 }));
const CRITERIA = someFund().criteria.map(({ id }) => id);
/** The day after the round closes, and the evening on which scoring ends. */
const SCORING = "2026-12-02T10:00:00.000Z";
const ENDED = "2026-12-02T18:01:00.000Z";

describe("six trustees and twelve bids of two sources", () => {
  it("score: interests first, offline too, one never finishes, and all is revealed at once", async () => {
    const { portal } = journey.it;
    const { ids } = await sendBids(journey, "lanes@twelve.example", BIDS);
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
});
