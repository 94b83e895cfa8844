import { describe, expect, it } from "vitest";
import { handler as approvalsHandler } from "../../../functions/http/approvals.ts";
import { handler as deskHandler } from "../../../functions/http/desk.ts";
import { handler as entriesHandler } from "../../../functions/http/entries.ts";
import { handler } from "../../../functions/http/exceptions.ts";
import { exceptionKey } from "../../../functions/store/keys.ts";
import { approvals } from "../../../shared/contract/approvals.ts";
import { desk } from "../../../shared/contract/desk.ts";
import { entries } from "../../../shared/contract/entries.ts";
import { exceptions } from "../../../shared/contract/exceptions.ts";
import { msOf, toInstant } from "../../../shared/rules/london.ts";
import { asking, filledDraft, groupWith, HOUR, MINUTE, nextWriteId, openRound } from "../../support/bid.ts";
import { aClosure, putClosures } from "../../support/closures.ts";
import { withRole } from "../../support/desk.ts";
import { engineForFile, send } from "../../support/engine.ts";
import { someFund } from "../../support/rounds.ts";
import { tellingOf } from "../../support/telling.ts";

const engine = engineForFile();
const fund = someFund();
const noon = msOf("2026-12-01T12:00:00.000Z");
// Sessions end without work: everybody comes in shortly before the close.
const base = noon - 20 * MINUTE;
const ENDS = 30 * MINUTE;
const until = toInstant(noon + ENDS);
const taken = tellingOf(engine, noon + 40 * 24 * HOUR);

let scenes = 0;
/** A round about to close, a group with a draft, an officer and an approver. */
const scene = async () => {
  scenes += 1;
  const [code, group, person] = [`26X${scenes}`, `o_exceptiongroup${scenes}`, `p_x${scenes}`];
  const round = await openRound(engine.it, fund, code, base, noon);
  const cookieOf = await groupWith(engine.it, group, [person], base);
  const as = asking(engine.it, cookieOf(person));
  const [officer, approver] = [await withRole(engine.it, "officer", base), await withRole(engine.it, "approver", base)];
  const ask = (at: number, what: object = {}, reason = "Their building had no power.", writeId = nextWriteId()) =>
    send(engine.it, approvalsHandler, approvals.ask, {
      ...{ at, cookie: officer.cookie },
      body: { what: { type: "exception", roundId: round.id, organisationId: group, until, ...what }, reason, writeId },
    });
  const agree = (at: number, writeId: string) =>
    send(engine.it, approvalsHandler, approvals.answer, {
      ...{ at, cookie: approver.cookie, params: { id: `v_${writeId}` } },
      body: { agreed: true, reason: "", writeId: nextWriteId() },
    });
  const given = async (at: number) => {
    const writeId = nextWriteId();
    await ask(at, {}, undefined, writeId);
    return agree(at, writeId);
  };
  const read = (at: number) =>
    send(engine.it, handler, exceptions.ofRound, { at, cookie: officer.cookie, params: { id: round.id } });
  const drafted = () => filledDraft(as, fund, round, group, 500_00, base);
  return { round, group, person, as, officer, ask, agree, given, read, drafted };
};

describe("round/exception", () => {
  it("lets one group send one draft after the close, and no second time", async () => {
    const it = await scene();
    const { id, draftId } = await it.drafted();
    expect((await it.as.submit(id, draftId, noon + 1000)).body).toMatchObject({ status: 409, rule: "round/closed" });
    await taken();
    expect((await it.given(noon + 2000)).status).toBe(200);
    const all = (await taken()).filter(({ to }) => to.startsWith("exception-given"));
    const told = all.find(({ to }) => to === `exception-given to ${it.person}@example.org`);
    expect(told?.text).toContain("Example Youth Club may send an application to");
    expect(told?.text).toContain("until 12:30pm on Tuesday 1 December 2026");
    expect(told?.text).not.toContain("no power");
    expect((await it.as.read(id, noon + 3000)).body).toMatchObject({
      ...{ roundStatus: "open", sendUntil: until },
      may: { submit: true },
    });
    expect((await it.as.mine(noon + 3000)).body.applications).toMatchObject([{ closesAt: until, roundStatus: "open" }]);
    const writeId = nextWriteId();
    const sent = await it.as.submit(id, draftId, noon + 4000, writeId);
    expect([sent.status, sent.body.receivedAt]).toEqual([200, toInstant(noon + 4000)]);
    // Its answer was lost: the same press has the same receipt.
    expect((await it.as.submit(id, draftId, noon + 5000, writeId)).body).toEqual(sent.body);
    expect((await it.as.openChange(id, noon + 5000)).body).toMatchObject({
      ...{ status: 409, type: "/problems/round-closed", rule: "round/exception" },
      detail: "This round has closed, and your group has sent what it was allowed to send after the close.",
    });
    expect((await it.as.read(id, noon + 5000)).body.sendUntil).toBeUndefined();
    expect(await engine.it.table.get(exceptionKey(it.group, it.round.id))).toMatchObject({
      used: { applicationId: id, submission: 1, at: toInstant(noon + 4000) },
      events: [{ type: "exception-used", applicationId: id, submission: 1 }],
    });
  });

  it("is one of two, where two are sent at the same moment", async () => {
    const it = await scene();
    const [first, second] = [await it.drafted(), await it.drafted()];
    await it.given(noon + 1000);
    const sent = await Promise.all([first, second].map(({ id, draftId }) => it.as.submit(id, draftId, noon + 2000)));
    expect(sent.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it("lets a group start after the close, and change what it has sent, until its end", async () => {
    const it = await scene();
    const { id, draftId } = await it.drafted();
    await it.as.submit(id, draftId, base);
    expect((await it.as.start(it.round.id, it.group, noon + 1000)).status).toBe(409);
    await it.given(noon + 2000);
    expect((await it.as.start(it.round.id, it.group, noon + 3000)).status).toBe(200);
    const change = await it.as.openChange(id, noon + 3000);
    expect((await it.as.submit(id, change.body.draft.id, noon + ENDS)).body).toMatchObject({ rule: "round/closed" });
    expect((await it.as.submit(id, change.body.draft.id, noon + ENDS - 1)).body).toMatchObject({ number: 2 });
  });

  it("keeps the office from judging a bid that its group can still change", async () => {
    const it = await scene();
    const { id, draftId } = await it.drafted();
    await it.as.submit(id, draftId, base);
    await it.given(noon + 1000);
    const judge = (at: number) =>
      send(engine.it, deskHandler, desk.decide, {
        ...{ at, cookie: it.officer.cookie, params: { id } },
        body: { decision: "eligible", writeId: nextWriteId() },
      });
    expect((await judge(noon + 2000)).body).toMatchObject({
      ...{ status: 409, rule: "eligibility/still-changing" },
      detail: "The group can change this application until 12:30pm on Tuesday 1 December 2026. Record it after that.",
    });
    const seen = await send(engine.it, deskHandler, desk.application, {
      ...{ at: noon + 3000, cookie: it.officer.cookie, params: { id }, query: {} },
    });
    expect(seen.body).toMatchObject({ exception: { until, state: "standing" }, may: { eligible: false } });
    expect((await judge(noon + ENDS)).status).toBe(200);
  });

  it("is not used up by what is sent before the close", async () => {
    const it = await scene();
    const { id, draftId } = await it.drafted();
    await it.given(base);
    expect((await it.as.submit(id, draftId, noon - 1)).status).toBe(200);
    const change = await it.as.openChange(id, noon);
    expect((await it.as.submit(id, change.body.draft.id, noon + 1)).status).toBe(200);
  });

  it("opens nothing for another group, and nothing while a closure covers the instant", async () => {
    const [it, other] = [await scene(), await scene()];
    const { id, draftId } = await it.drafted();
    await it.given(noon + 1000);
    const theirs = await groupWith(engine.it, `${other.group}b`, [`${other.person}b`], noon - MINUTE);
    const start = await asking(engine.it, theirs(`${other.person}b`)).start(
      it.round.id,
      `${other.group}b`,
      noon + 2000,
    );
    expect(start.body).toMatchObject({ rule: "round/closed" });
    const closure = aClosure({ scope: { of: "round", roundId: it.round.id }, wording: "Held until Friday." });
    await putClosures(engine.it, [closure], noon + 1000);
    const held = await it.as.submit(id, draftId, noon + 2000);
    expect(held.body).toMatchObject({ type: "/problems/paused", detail: "Held until Friday." });
    await putClosures(engine.it, [], noon + 3000);
    expect((await it.as.submit(id, draftId, noon + 4000)).status).toBe(200);
  });

  it("lets an officer enter and send for the group", async () => {
    const it = await scene();
    const { officer } = it;
    const startEntry = (at: number) =>
      send(engine.it, entriesHandler, entries.start, {
        ...{ at, cookie: officer.cookie },
        body: {
          ...{ roundId: it.round.id, organisationId: it.group, how: "telephone", agreedBy: "Ash Example" },
          ...{ agreedOn: "2026-12-01", writeId: nextWriteId() },
        },
      });
    expect((await startEntry(noon + 1000)).body).toMatchObject({ rule: "round/closed" });
    await it.given(noon + 2000);
    const { id } = (await startEntry(noon + 3000)).body;
    const entry = await send(engine.it, entriesHandler, entries.read, {
      ...{ at: noon + 4000, cookie: officer.cookie, params: { id } },
    });
    expect(entry.body).toMatchObject({ roundStatus: "open", sendUntil: until, may: { submit: true } });
  });

  it("takes two people, a reason, a group, and a time that can be kept", async () => {
    const it = await scene();
    expect((await it.ask(noon + 1000, {}, " ")).body.errors).toMatchObject([{ rule: "approval/reason" }]);
    const late = await it.ask(noon + 1000, { until: toInstant(noon) });
    expect(late.body.errors.map(({ rule }: { rule: string }) => rule)).toContain("round/exception");
    expect((await it.ask(noon + 1000, { organisationId: "o_none" })).status).toBe(404);
    expect((await it.ask(noon + 1000, { roundId: "CAF-NONE" })).status).toBe(404);
    const coming = await openRound(engine.it, fund, "26XZ", noon + 48 * HOUR, noon + 72 * HOUR);
    expect((await it.ask(noon, { roundId: coming.id })).body).toMatchObject({ status: 409, rule: "round/exception" });
  });

  it("is looked at again when it is agreed, and refused where it has become impossible", async () => {
    const it = await scene();
    const writeId = nextWriteId();
    await it.ask(noon + 1000, {}, undefined, writeId);
    expect((await it.agree(noon + ENDS, writeId)).body).toMatchObject({
      ...{ status: 409, rule: "round/exception" },
      detail: "Choose a time that is still to come. Refuse this and ask anew.",
    });
  });

  it("shows the office who has one, why, who agreed, and whom it can be asked for", async () => {
    const it = await scene();
    await it.drafted();
    expect((await it.read(noon + 1000)).body).toMatchObject({
      ...{ exceptions: [], groups: [{ organisationId: it.group, organisationName: "Example Youth Club" }] },
    });
    await it.given(noon + 1000);
    const [line] = (await it.read(noon + 2000)).body.exceptions;
    expect(line).toMatchObject({ organisationId: it.group, until, state: "standing" });
    expect(line.askedByName).not.toBe(line.agreedByName);
    const writeId = nextWriteId();
    expect(
      (await it.ask(noon + 3000, { until: toInstant(noon + 2 * HOUR) }, undefined, writeId)).body.errors,
    ).toMatchObject([{ rule: "round/exception", pointer: "/what/organisationId" }]);
    // Once it has ended, another can be given in its place.
    const again = { until: toInstant(noon + 2 * HOUR) };
    await it.ask(noon + ENDS, again, undefined, writeId);
    expect((await it.agree(noon + ENDS + MINUTE, writeId)).status).toBe(200);
    expect((await it.read(noon + ENDS + 2 * MINUTE)).body.exceptions).toMatchObject([{ ...again, state: "standing" }]);
  });
});
