import { describe, expect, it } from "vitest";
import { meetingKey, organisationKey, roundKey, sheetKey, staffKey } from "../../functions/store/keys.ts";
import { addressRecipient } from "../../functions/store/messages.ts";
import type { Change } from "../../functions/store/table.ts";
import type { Event } from "../../shared/events.ts";
import { decidedMeeting } from "../support/decided.ts";
import { engineForFile, signedIn } from "../support/engine.ts";
import { groupOf, headOf, writeHead } from "../support/relay.ts";
import { someFund } from "../support/rounds.ts";
import { scoringScene } from "../support/scoring.ts";
import { tellingOf, tos } from "../support/telling.ts";

const engine = engineForFile();
const at = "2026-12-01T12:00:00.000Z";
const ms = Date.parse(at);
const taken = tellingOf(engine, Date.parse("2027-12-31T00:00:00.000Z"));
let written = 0;
const write = async (key: Change["key"], kind: Change["kind"], data: Change["data"], events: readonly Event[] = []) => {
  written += 1;
  const before = await engine.it.table.get(key);
  const was = typeof before?.version === "number" ? before.version : "absent";
  await engine.it.table.write([{ key, kind, schema: 1, was, events, data }], { writeId: `panel-${written}`, at: ms });
};

describe("messages/told to the panel", () => {
  it("tells each trustee how many bids they have and until when, and names no group", async () => {
    const scene = await scoringScene(engine.it, someFund(), ms);
    await taken();
    await scene.prepared([]);
    const messages = await taken();
    expect(messages.map(({ recipient }) => recipient).toSorted()).toEqual(scene.people.map(({ id }) => id).toSorted());
    expect(messages[0]?.subject).toBe(`${scene.round.id}: bids for you to score`);
    expect(messages[0]?.text).toMatch(/Bids: 2\n/);
    expect(messages[0]?.text).not.toMatch(/Group \d/);
  });

  it("asks the chair to rule, and tells of an interest that came late, without who declared what", async () => {
    const scene = await scoringScene(engine.it, someFund(), ms);
    await scene.prepared([0, 2]);
    await taken();
    const [first = ""] = scene.ids;
    const asked: Event = {
      ...{ type: "interest-asked", at, by: scene.person(2).id, roundId: scene.round.id, personId: scene.person(2).id },
      ...{ applicationId: first, ruler: scene.person(0).id },
    };
    await write(sheetKey(scene.round.id, "p_x"), "sheet", {}, [asked]);
    const [ask, ...others] = await taken();
    expect([ask?.recipient, others]).toEqual([scene.person(0).id, []]);
    expect(ask?.text).toContain(`/trustee/rounds/${scene.round.id}/rulings\n`);
    const late: Event = { ...asked, type: "interest-declared-late", wantsRuling: false };
    await write(sheetKey(scene.round.id, "p_x"), "sheet", {}, [late]);
    const [told] = await taken();
    expect(told?.to).toMatch(/^interest-late to /);
    expect(told?.text).toContain("You have nothing to do.");
    expect(`${ask?.text}${told?.text}`).not.toContain(scene.person(2).id);
  });

  it("tells the whole panel once that all scores are in", async () => {
    const scene = await scoringScene(engine.it, someFund(), ms, { bids: 1 });
    await scene.prepared();
    await taken();
    for (const n of [0, 1, 2]) await scene.scored(n, scene.bid(0));
    const messages = await taken();
    expect(messages.map(({ to }) => to.split(" ")[0])).toEqual(Array(3).fill("scoring-revealed"));
  });

  const approver = async (id: string) =>
    (await signedIn(engine.it, { id, roles: ["approver"], door: "staff" }, ms)).personId;

  it("asks every approver to confirm what a meeting recommended, and nobody where there is nothing", async () => {
    const holders = { [await approver("p_one")]: ["approver"], [await approver("p_two")]: ["officer", "approver"] };
    await write(staffKey(), "staff", { holders: { ...holders, p_officer: ["officer"] }, invitations: [] });
    await decidedMeeting(engine.it, [{ outcome: "full", amountPence: 500_00, source: "pcc" }, { outcome: "decline" }]);
    const messages = (await taken()).filter(({ to }) => to.startsWith("confirmation-wanted"));
    expect(tos(messages)).toEqual(["p_one", "p_two"].map((id) => `confirmation-wanted to ${id}@example.org`));
    expect(messages[0]?.text).toContain("Recommendations: 1");
    await decidedMeeting(engine.it, [{ outcome: "decline" }]);
    expect((await taken()).filter(({ to }) => to.startsWith("confirmation-wanted"))).toEqual([]);
  });

  it("asks every approver but whoever asks for an early release", async () => {
    const release: Event = { type: "release-asked", at, by: "p_one", roundId: "CAF-26Q4" };
    await write(roundKey("CAF-26Q4"), "round", { id: "CAF-26Q4", title: "Winter round", fundId: "f" }, [release]);
    const messages = await taken();
    expect(tos(messages)).toEqual(["confirmation-wanted to p_two@example.org"]);
    expect(messages[0]?.text).toContain("tell the groups in Winter round before the day we promised");
  });

  it("sends the papers of a meeting once for its day, hour and place, and again when one of them moves", async () => {
    const { meetingId } = await decidedMeeting(engine.it, [{ outcome: "decline" }]);
    await taken();
    for (const id of ["p_rowan", "p_hazel", "p_alder", "p_willow"]) await signedIn(engine.it, { id }, ms);
    const key = meetingKey(meetingId);
    const {
      pk,
      sk,
      kind,
      schema,
      version,
      writeId,
      at: _,
      events,
      relay,
      ...meeting
    } = (await engine.it.table.get(key)) ?? {};
    expect([pk, sk, kind, schema, version, writeId, events, relay].length).toBe(8);
    const prepared: Event = { type: "meeting-prepared", at, by: "p_clerk", meetingId, roundId: meetingId.slice(0, -3) };
    const prepare = async (over: Record<string, unknown>) => {
      await write(key, "meeting", { ...meeting, ...over }, [prepared]);
      return taken();
    };
    expect(await prepare({ place: "" })).toEqual([]);
    const papers = await prepare({ place: "The hall" });
    expect(papers).toHaveLength(4);
    expect(papers[0]?.subject).toBe(`${meetingId}: papers for the meeting on Thursday 31 December 2026`);
    expect(await prepare({ place: "The hall" })).toEqual([]);
    expect(await prepare({ place: "The library" })).toHaveLength(4);
  });
});

describe("messages/told to contacts", () => {
  const contacts = { mainContactEmail: "P_ASH@example.org", secondContactEmail: "o'hara+grants@example.org" };
  const [first, second] = ["CAF-26Q4-0001-A", "CAF-26Q4-0002-B"];
  const about = (applicationId: string) => ({
    at,
    by: "p_ash",
    applicationId,
    roundId: "CAF-26Q4",
    organisationId: "o_1",
  });
  const latest = { number: 1, writeId: "w", receivedAt: at, sha256: "ab", askedPence: 100_00 };
  const submitted = (applicationId: string, submission: number, over = {}): Event => ({
    ...{ type: "application-submitted", ...about(applicationId), submission, askedPence: 100_00, previousPence: 0 },
    ...over,
  });

  it("gives the receipt to members and to a contact without an account, and to nobody twice", async () => {
    await groupOf(engine.it, "o_1", ["p_ash", "p_bo"], ms);
    await write(organisationKey("o_1"), "organisation", { id: "o_1", name: "Group", ...contacts });
    await writeHead(engine.it, headOf(first, "o_1", { state: "submitted", latest }), [submitted(first, 1)], ms);
    const messages = await taken();
    expect(tos(messages)).toEqual([
      "receipt to o'hara+grants@example.org",
      "receipt to p_ash@example.org",
      "receipt to p_bo@example.org",
    ]);
    expect(messages[0]?.recipient).toBe(addressRecipient("o'hara+grants@example.org"));
    expect(messages[0]?.text).toContain("your group named you as a contact");
    expect(messages[1]?.text).not.toContain("named you as a contact");
  });

  it("gives whoever sent a change the receipt, and tells the others who it was: one e-mail each", async () => {
    const changed = headOf(first, "o_1", { version: 1, state: "submitted", latest: { ...latest, number: 2 } });
    await writeHead(engine.it, changed, [submitted(first, 2)], ms);
    const messages = await taken();
    expect(tos(messages)).toEqual([
      "changed-by-colleague to o'hara+grants@example.org",
      "changed-by-colleague to p_bo@example.org",
      "receipt to p_ash@example.org",
    ]);
    expect(messages[1]?.text).toContain("Person p_ash changed your group’s application");
  });

  it("writes to contacts of nothing that was not submitted", async () => {
    const expiring: Event = { type: "draft-expiring", ...about(second), endsOn: "2027-06-01" };
    await writeHead(engine.it, headOf(second, "o_1"), [expiring], ms);
    expect(tos(await taken())).toEqual(["p_ash", "p_bo"].map((id) => `draft-expiring to ${id}@example.org`));
  });

  it("reaches the contacts of a group whose application came on paper, where nobody has an account", async () => {
    await write(organisationKey("o_paper"), "organisation", { id: "o_paper", name: "Paper", ...contacts });
    const id = "CAF-26Q4-0003-C";
    const event = submitted(id, 1, { by: "p_officer", organisationId: "o_paper" });
    await writeHead(engine.it, headOf(id, "o_paper", { state: "submitted", latest }), [event], ms);
    expect(tos(await taken())).toEqual(["receipt to P_ASH@example.org", "receipt to o'hara+grants@example.org"]);
  });
});
