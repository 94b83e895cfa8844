import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { completeAnswers } from "../../support/application.ts";
import { GROUP, MINUTE, nextWriteId } from "../../support/bid.ts";
import { atDesk, deskScene, withRole } from "../../support/desk.ts";
import { engineForFile } from "../../support/engine.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const [fund] = FUNDS;
if (fund === undefined) throw new Error("The portal ships with a fund.");

const officerAt = async (when: number) => {
  const { cookie, id } = await withRole(engine.it, "officer", when);
  return { ...atDesk(engine.it, cookie), id };
};
const ruleOf = ({ status, body }: { status: number; body: { errors: { rule: string }[] } }) => [
  status,
  body.errors[0]?.rule,
];

/** A round, a group with a member, and an application that an officer has entered for it in full. */
const entered = async () => {
  const scene = await deskScene(engine.it, fund, at);
  const officer = await officerAt(at);
  const { id } = (await officer.start({ roundId: scene.round.id, organisationId: scene.organisationId }, at)).body;
  const { draft } = (await officer.entry(id, at)).body;
  const answers = completeAnswers(fund, 60_000, scene.round.timetable.notifiedBy);
  const notYet = Object.fromEntries(fund.documents.map((slot) => [slot.id, "On paper in the office."]));
  for (const [section, typed] of Object.entries({ ...answers, documents: notYet }))
    await officer.save(id, section, { draftId: draft.id, was: 0, answers: typed }, at);
  return { scene, officer, id: String(id), draftId: String(draft.id) };
};

describe("POST /api/desk/applications", () => {
  it("starts a marked application for a group, with who agreed and when, that its members see too", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const officer = await officerAt(at);
    const writeId = nextWriteId();
    const wanted = { roundId: scene.round.id, organisationId: scene.organisationId };
    const reply = await officer.start(wanted, at, writeId);
    expect(reply.body.id).toMatch(new RegExp(`^${scene.round.id}-`));
    expect((await officer.start(wanted, at + MINUTE, writeId)).body).toEqual(reply.body);
    expect((await scene.as.read(reply.body.id, at)).body).toMatchObject({
      enteredByOffice: { how: "telephone", agreedBy: "Bo Example", agreedOn: "2026-11-22" },
      sharedWithOffice: true,
    });
    expect((await officer.round(scene.round.id, at)).body.lines[0].enteredByOffice).toBe(true);
  });

  it.each([
    ["nobody's agreement", { agreedBy: "  " }, "entry/agreed-by"],
    ["a day to come", { agreedOn: "2026-11-23" }, "entry/agreed-on"],
    ["no real day", { agreedOn: "2026-02-30" }, "entry/agreed-on"],
  ])("is refused with %s", async (_what, changed, rule) => {
    const scene = await deskScene(engine.it, fund, at);
    const reply = await (await officerAt(at)).start(
      { roundId: scene.round.id, organisationId: scene.organisationId, ...changed },
      at,
    );
    expect(ruleOf(reply)).toEqual([422, rule]);
  });

  it("is refused when the round is closed, and for a group or a round that does not exist", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const late = await officerAt(scene.closesAt);
    const wanted = { roundId: scene.round.id, organisationId: scene.organisationId };
    const closed = await late.start(wanted, scene.closesAt);
    expect([closed.status, closed.body.rule]).toEqual([409, "round/closed"]);
    const officer = await officerAt(at);
    expect((await officer.start({ ...wanted, organisationId: "o_nobody" }, at)).status).toBe(404);
    expect((await officer.start({ ...wanted, roundId: "CAF-99Z9" }, at)).status).toBe(404);
  });

  it.each(["approver", "observer", "applicant"] as const)("is refused to the role %s", async (role) => {
    const scene = await deskScene(engine.it, fund, at);
    const { cookie } = await withRole(engine.it, role, at);
    const wanted = { roundId: scene.round.id, organisationId: scene.organisationId };
    expect((await atDesk(engine.it, cookie).start(wanted, at)).status).toBe(403);
  });
});

describe("PUT /api/desk/applications/{id}/draft/{section}", () => {
  it("saves under the section's version, so that the group and the office never overwrite each other unseen", async () => {
    const { scene, officer, id, draftId } = await entered();
    const theirs = await scene.as.save(id, "documents", { draftId, was: 1, answers: { a: "We have it now" } }, at);
    expect(theirs.status).toBe(200);
    const ours = await officer.save(id, "documents", { draftId, was: 1, answers: {} }, at);
    expect([ours.status, ours.body.rule]).toEqual([412, "draft/section"]);
  });

  it("does not exist for an application that the group has started itself, shared or not", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const { id, draftId } = await scene.draft();
    await scene.as.share(id, true, at);
    const officer = await officerAt(at);
    const reply = await officer.save(id, "documents", { draftId, was: 1, answers: {} }, at);
    const missing = await officer.save(`${scene.round.id}-9999-X`, "documents", { draftId, was: 1, answers: {} }, at);
    expect(reply.status).toBe(404);
    expect(reply.body).toEqual(missing.body);
    expect((await officer.entry(id, at)).body).toEqual(missing.body);
    expect((await officer.submit(id, draftId, at)).body).toEqual(missing.body);
  });

  it("ends when the group closes its draft to the office", async () => {
    const { scene, officer, id, draftId } = await entered();
    await scene.as.share(id, false, at);
    expect((await officer.save(id, "documents", { draftId, was: 1, answers: {} }, at)).status).toBe(404);
    expect((await officer.application(id, at)).body.may.enter).toBe(false);
  });
});

describe("POST /api/desk/applications/{id}/submission", () => {
  it("submits under the same rules, once, and the desk shows who typed and who declared", async () => {
    const { officer, id, draftId } = await entered();
    const writeId = nextWriteId();
    const first = await officer.submit(id, draftId, at + MINUTE, writeId);
    const again = await officer.submit(id, draftId, at + 2 * MINUTE, writeId);
    expect(first.status, first.text).toBe(200);
    expect(again.body).toEqual(first.body);
    const { submission, enteredByOffice } = (await officer.application(id, at + 3 * MINUTE)).body;
    expect([submission.content.declaredBy, enteredByOffice.agreedBy, submission.content.requestedPence]).toEqual([
      "Bo Example",
      "Bo Example",
      60_000,
    ]);
    expect(submission.submittedBy).toMatch(/^officer /);
  });

  it("is refused while something is missing, and at the closing instant", async () => {
    const { scene, officer, id, draftId } = await entered();
    const late = await officerAt(scene.closesAt);
    expect((await late.submit(id, draftId, scene.closesAt)).body.rule).toBe("round/closed");
    await officer.save(id, "documents", { draftId, was: 1, answers: {} }, at);
    expect(ruleOf(await officer.submit(id, draftId, at))).toEqual([422, "application/document"]);
  });
});

describe("POST /api/desk/organisations", () => {
  const fields = { ...GROUP, name: "Paper and Pencil Club", postcode: "BS1 4QA" };
  const search = { by: "name-and-postcode", name: "Paper and Pencil Club", postcode: "BS1 4QA" };

  it("makes a group without members, once, that is then found by its name and postcode", async () => {
    const officer = await officerAt(at);
    expect((await officer.findGroup(search, at)).body).toEqual({});
    const writeId = nextWriteId();
    const made = await officer.createGroup(fields, at, writeId);
    expect(made.status, made.text).toBe(200);
    expect((await officer.createGroup(fields, at, writeId)).body).toEqual(made.body);
    expect((await officer.findGroup(search, at)).body).toEqual(made.body);
    expect((await engine.it.deps.store.membership.people(made.body.group.id)).members).toEqual([]);
  });

  it("says what is wrong with a search, and is the officer's alone", async () => {
    const officer = await officerAt(at);
    expect(ruleOf(await officer.findGroup({ by: "company-number", companyNumber: "none" }, at))).toEqual([
      422,
      "identifier/company-number",
    ]);
    const { cookie } = await withRole(engine.it, "observer", at);
    expect((await atDesk(engine.it, cookie).findGroup(search, at)).status).toBe(403);
    expect((await atDesk(engine.it, cookie).createGroup(fields, at)).status).toBe(403);
  });
});
