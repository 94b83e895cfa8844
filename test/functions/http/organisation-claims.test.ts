import { describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/organisations.ts";
import { claimKey, disputeKey } from "../../../functions/store/keys.ts";
import { organisations } from "../../../shared/contract/organisations.ts";
import type { OrganisationFields } from "../../../shared/rules/organisation-fields.ts";
import { engineForFile, send } from "../../support/engine.ts";
import { applicant, groupOf, nextWriteId, officer, WHOLE_CHARITY, WHOLE_GROUP } from "../../support/organisations.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");

const holderOf = async (claim: string) => (await engine.it.table.get(claimKey(claim)))?.organisationId;
const readAs = (cookie: string, id: string) =>
  send(engine.it, handler, organisations.read, { at, cookie, params: { id } });
const settle = (cookie: string, id: string, claim: string, settlement: string, more: object = {}) =>
  send(engine.it, handler, organisations.settleClaim, {
    at,
    cookie,
    params: { id, claim },
    body: { settlement, reason: "Checked with the register", writeId: nextWriteId(), ...more },
  });
const change = async (cookie: string, id: string, fields: Partial<OrganisationFields>) => {
  const { organisation } = (await readAs(cookie, id)).body;
  const { id: _, createdAt: _c, changedAt: _a, version, ...kept } = organisation;
  return send(engine.it, handler, organisations.change, {
    at,
    cookie,
    params: { id },
    body: { organisation: { ...kept, ...fields }, version, writeId: nextWriteId() },
  });
};

/** Two groups that say the same charity number: the first holds it, the second disputes it. */
const scene = async (name: string, number: string) => {
  const first = await applicant(engine.it, `${name}-first`, at);
  const second = await applicant(engine.it, `${name}-second`, at);
  const staff = await officer(engine.it, `${name}-officer`, at);
  const with_ = (which: string) => ({ ...WHOLE_CHARITY, name: `${name} ${which}`, charityNumber: number });
  const firstId = await groupOf(engine.it, first.cookie, at, with_("one"));
  const secondId = await groupOf(engine.it, second.cookie, at, with_("two"));
  return { first, second, staff, firstId, secondId, claim: `GB-CHC-${number}` };
};
const waiting = async (cookie: string) =>
  (await send(engine.it, handler, organisations.waiting, { at, cookie })).body.disputes;

describe("a register number claimed by two groups", () => {
  it("is held by exactly one of two who are first at the same moment; the other's is a dispute", async () => {
    const people = await Promise.all([applicant(engine.it, "race-1", at), applicant(engine.it, "race-2", at)]);
    const ids = await Promise.all(
      people.map(({ cookie }, n) =>
        groupOf(engine.it, cookie, at, { ...WHOLE_CHARITY, name: `Race ${n}`, charityNumber: "1300001" }),
      ),
    );
    const holder = await holderOf("GB-CHC-1300001");
    expect(ids).toContain(holder);
    const other = ids.find((id) => id !== holder) ?? "";
    expect(await engine.it.table.get(disputeKey("GB-CHC-1300001", other))).toMatchObject({
      state: "open",
      against: holder,
      organisationId: other,
    });
    expect(await engine.it.table.get(disputeKey("GB-CHC-1300001", String(holder)))).toBeUndefined();
  });

  it("shows neither group that the other is here, and lets the second write on", async () => {
    const { second, secondId } = await scene("quiet", "1300002");
    const reply = await readAs(second.cookie, secondId);
    expect(reply.body).toMatchObject({ organisation: { charityNumber: "1300002" }, blockers: [] });
    expect(reply.text).not.toContain("quiet one");
    expect((await change(second.cookie, secondId, { town: "Elsewhere" })).status).toBe(200);
  });

  it("is shown to the office with both groups", async () => {
    const { staff, firstId, secondId, claim } = await scene("listed", "1300003");
    const dispute = (await waiting(staff.cookie)).find((one: { claim: string }) => one.claim === claim);
    expect(dispute).toMatchObject({
      kind: "charity-number",
      first: { id: firstId, name: "listed one" },
      second: { id: secondId, name: "listed two" },
      settlements: ["first-keeps-it", "second-has-it", "both-keep-it"],
    });
  });

  it("leaves the second's details when the first keeps it, and says so once", async () => {
    const { first, second, staff, firstId, secondId, claim } = await scene("kept", "1300004");
    const writeId = nextWriteId();
    const replies = [
      await settle(staff.cookie, secondId, claim, "first-keeps-it", { writeId }),
      await settle(staff.cookie, secondId, claim, "first-keeps-it", { writeId }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect((await readAs(second.cookie, secondId)).body.organisation).toMatchObject({ charityNumber: "", version: 2 });
    expect((await readAs(first.cookie, firstId)).body.organisation.charityNumber).toBe("1300004");
    expect(await holderOf(claim)).toBe(firstId);
    expect((await waiting(staff.cookie)).some((one: { claim: string }) => one.claim === claim)).toBe(false);
    const again = await settle(staff.cookie, secondId, claim, "both-keep-it");
    expect([again.status, again.body.rule]).toEqual([409, "membership/claim-settled"]);
  });

  it("passes to the second, and out of the first's details, when the office says so", async () => {
    const { first, second, staff, firstId, secondId, claim } = await scene("passed", "1300005");
    expect((await settle(staff.cookie, secondId, claim, "second-has-it")).status).toBe(200);
    expect(await holderOf(claim)).toBe(secondId);
    expect((await readAs(first.cookie, firstId)).body.organisation.charityNumber).toBe("");
    expect((await readAs(second.cookie, secondId)).body.organisation.charityNumber).toBe("1300005");
  });

  it("stays with both when they are one charity's two branches, and is not disputed again", async () => {
    const { second, staff, firstId, secondId, claim } = await scene("branches", "1300006");
    expect((await settle(staff.cookie, secondId, claim, "both-keep-it")).status).toBe(200);
    await change(second.cookie, secondId, { town: "Otherton" });
    expect(await holderOf(claim)).toBe(firstId);
    expect((await waiting(staff.cookie)).some((one: { claim: string }) => one.claim === claim)).toBe(false);
  });

  it("is dropped when the second takes the number out, and raised again when it is put back", async () => {
    const { second, staff, secondId, claim } = await scene("dropped", "1300007");
    await change(second.cookie, secondId, { charityNumber: "1300008" });
    const refused = await settle(staff.cookie, secondId, claim, "second-has-it");
    expect([refused.status, refused.body.rule]).toEqual([409, "membership/claim-settled"]);
    expect(await holderOf("GB-CHC-1300008")).toBe(secondId);
    await change(second.cookie, secondId, { charityNumber: "1300007" });
    expect((await waiting(staff.cookie)).some((one: { claim: string }) => one.claim === claim)).toBe(true);
    expect(await holderOf("GB-CHC-1300008")).toBeUndefined();
  });

  it("can only go to the second once the first has given it up", async () => {
    const { first, second, staff, firstId, secondId, claim } = await scene("given-up", "1300010");
    await change(first.cookie, firstId, { charityNumber: "1300011" });
    const dispute = (await waiting(staff.cookie)).find((one: { claim: string }) => one.claim === claim);
    expect(dispute).toMatchObject({ settlements: ["second-has-it"] });
    expect((await settle(staff.cookie, secondId, claim, "first-keeps-it")).status).toBe(409);
    expect((await settle(staff.cookie, secondId, claim, "second-has-it")).status).toBe(200);
    expect(await holderOf(claim)).toBe(secondId);
    expect((await readAs(second.cookie, secondId)).body.organisation.charityNumber).toBe("1300010");
  });

  it("is taken by the second's next save once the first has given it up, and the dispute is over", async () => {
    const { first, second, staff, firstId, secondId, claim } = await scene("taken", "1300012");
    await change(first.cookie, firstId, { charityNumber: "1300013" });
    await change(second.cookie, secondId, { town: "Newtown" });
    expect(await holderOf(claim)).toBe(secondId);
    expect((await waiting(staff.cookie)).some((one: { claim: string }) => one.claim === claim)).toBe(false);
  });
});

describe("a name and postcode of two groups", () => {
  it("goes to the office where no number tells them apart, and takes nothing away", async () => {
    const one = await applicant(engine.it, "name-1", at);
    const two = await applicant(engine.it, "name-2", at);
    const staff = await officer(engine.it, "name-officer", at);
    await groupOf(engine.it, one.cookie, at, { name: "Green Street Players" });
    const id = await groupOf(engine.it, two.cookie, at, { name: "the green street players!" });
    const dispute = (await waiting(staff.cookie)).find((each: { second: { id: string } }) => each.second.id === id);
    expect(dispute).toMatchObject({ kind: "name-and-place", settlements: ["first-keeps-it", "both-keep-it"] });
    expect((await settle(staff.cookie, id, dispute.claim, "second-has-it")).status).toBe(409);
    expect((await settle(staff.cookie, id, dispute.claim, "first-keeps-it")).status).toBe(200);
    expect((await readAs(two.cookie, id)).body.organisation).toMatchObject({ name: "the green street players!" });
  });
});

describe("the office's endpoints for groups", () => {
  it("refuse applicants, and find no claim that was not made", async () => {
    const { cookie } = await applicant(engine.it, "outsider", at);
    const staff = await officer(engine.it, "plain-officer", at);
    const id = await groupOf(engine.it, cookie, at, { ...WHOLE_GROUP, name: "Outsiders" });
    const replies = [
      await send(engine.it, handler, organisations.waiting, { at, cookie }),
      await settle(cookie, id, "GB-CHC-1300001", "both-keep-it"),
      await settle(staff.cookie, id, "GB-CHC-1399999", "both-keep-it"),
      await settle(staff.cookie, id, "GB-CHC-1399999", "nobody-has-it"),
    ];
    expect(replies.map(({ status }) => status)).toEqual([403, 403, 404, 422]);
  });
});
