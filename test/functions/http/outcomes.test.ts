import { describe, expect, it } from "vitest";
import { handler as applicationsHandler } from "../../../functions/http/applications.ts";
import { handler as fundsHandler } from "../../../functions/http/funds.ts";
import { handler } from "../../../functions/http/outcomes.ts";
import { handler as releaseDue } from "../../../functions/schedule/release-due.ts";
import { organisationKey } from "../../../functions/store/keys.ts";
import { as } from "../../../infra/local/guard.ts";
import { applications } from "../../../shared/contract/applications.ts";
import { funds } from "../../../shared/contract/funds.ts";
import { outcomes } from "../../../shared/contract/outcomes.ts";
import type { Endpoint } from "../../../shared/contract.ts";
import { asTold } from "../../../shared/rules/application.ts";
import type { Closure } from "../../../shared/rules/closure.ts";
import { toInstant } from "../../../shared/rules/london.ts";
import { GROUP, nextWriteId } from "../../support/bid.ts";
import { aClosure, putClosures, untilInstant } from "../../support/closures.ts";
import {
  type Bid,
  CLOSED_AT,
  DAY,
  type Decided,
  decidedAgain,
  decidedMeeting,
  MET_AT,
  relayAll,
} from "../../support/decided.ts";
import { counting, withRole } from "../../support/desk.ts";
import { documentsForFile } from "../../support/documents.ts";
import { engineForFile, NO_CONTEXT, send, signedIn } from "../../support/engine.ts";
import { headOf, writeHead } from "../../support/relay.ts";

const engine = engineForFile();
const objects = documentsForFile(engine);
const LATER = MET_AT + DAY;
/** What a session costs: one batch. */
const SESSION = 1;
const PCC: Bid = { outcome: "full", amountPence: 50_000, source: "pcc" };
const TRUST: Bid = { outcome: "full", amountPence: 50_000, source: "trust", conditions: ["Send the policy first"] };

const calling =
  (cookie: string, at = LATER) =>
  (endpoint: Pick<Endpoint, "route">, sent: { params?: Record<string, string>; body?: unknown } = {}) =>
    send(engine.it, handler, endpoint, { at, cookie, ...sent });

const answer = (applicationId: string | undefined, over: Record<string, unknown> = {}) => ({
  applicationId,
  answer: "confirm",
  reason: "",
  implications: "",
  ...over,
});

const people = async () => {
  const [officer, second, approver] = await Promise.all([
    withRole(engine.it, "officer", LATER),
    withRole(engine.it, "officer", LATER),
    withRole(engine.it, "approver", LATER),
  ]);
  return {
    officer: calling(officer.cookie),
    second: calling(second.cookie),
    approver: calling(approver.cookie),
    approverId: approver.id,
  };
};

const scene = async (bids: readonly Bid[]): Promise<Decided> => {
  const decided = await decidedMeeting(engine.it, bids);
  await relayAll(engine.it);
  return decided;
};

const chosenOf = ({ ids, meetingId }: Decided) => ids.map((applicationId) => ({ applicationId, meetingId }));

/** Keeps every draft of a round and has a second officer read it. */
const readAll = async (decided: Decided, { officer, second }: Awaited<ReturnType<typeof people>>) => {
  const params = { id: decided.round.id };
  const chosen = chosenOf(decided);
  await officer(outcomes.keep, { params, body: { chosen, writeId: nextWriteId() } });
  return second(outcomes.read, { params, body: { chosen, writeId: nextWriteId() } });
};

const releaseAll = async (decided: Decided, staff: Awaited<ReturnType<typeof people>>) => {
  const params = { id: decided.round.id };
  const { body } = await staff.officer(outcomes.ofRound, { params });
  await staff.officer(outcomes.askRelease, { params, body: { version: body.release.version, writeId: nextWriteId() } });
  const reply = await staff.approver(outcomes.confirmRelease, {
    params,
    body: { version: body.release.version + 1, writeId: nextWriteId() },
  });
  await relayAll(engine.it);
  return reply;
};

/** What the group of a bid sees in the portal and was sent. */
const seenBy = async (decided: Decided, n: number, at = LATER) => {
  const { person } = decided.groups[n] ?? { person: "" };
  const [id = ""] = [decided.ids[n]];
  const cookie = (await asMember(decided, n, at)).cookie;
  const view = await send(engine.it, handler, outcomes.mine, { at, cookie, params: { id } });
  const mine = await send(engine.it, applicationsHandler, applications.mine, { at, cookie });
  const messages = await engine.it.deps.store.messages.ofPerson(person);
  return { view: view.body, line: mine.body.applications[0], mail: messages.map(({ template }) => template), cookie };
};

const sessions = new Map<string, { cookie: string }>();
const asMember = async (decided: Decided, n: number, at: number) => {
  const { person, organisationId } = decided.groups[n] ?? { person: "", organisationId: "" };
  const found =
    sessions.get(person) ?? (await signedIn(engine.it, { id: person, organisations: [organisationId] }, at));
  sessions.set(person, found);
  return found;
};

/** A closure of ninety days that is in force; it takes the place of the one before. */
const closing = (closure: Pick<Closure, "scope" | "wording" | "freezes">): Promise<void> => {
  const whole = aClosure({ from: toInstant(CLOSED_AT), until: untilInstant(LATER + 90 * DAY), ...closure });
  return putClosures(engine.it, [whole], LATER);
};

describe("confirmations", () => {
  it("lets an approver confirm all at once; each award comes into being, with name and time", async () => {
    const decided = await scene([PCC, { ...PCC, amountPence: 40_000, outcome: "part" }, TRUST]);
    const { approver, officer } = await people();
    const params = { id: decided.meetingId };
    const before = await officer(outcomes.recommendations, { params });
    expect(before.body.items.map((item: { applicationId: string }) => item.applicationId)).toEqual(
      decided.ids.slice(0, 2),
    );
    expect([before.body.may, before.body.progress]).toEqual([false, { of: 3, carriedOut: 3, putAside: [] }]);
    const body = {
      answers: before.body.items.map((item: { applicationId: string }) => answer(item.applicationId)),
      writeId: nextWriteId(),
    };
    const reply = await approver(outcomes.confirm, { params, body });
    expect(reply.status).toBe(200);
    expect((await approver(outcomes.confirm, { params, body })).status).toBe(200);
    await relayAll(engine.it);
    const { award, outcomes: told } = await engine.it.deps.store.outcomes.ofApplication(decided.ids[1] ?? "");
    expect(award).toMatchObject({ amountPence: 40_000, sourceId: "pcc", confirmedAt: toInstant(LATER) });
    expect(told.map(({ kind }) => kind)).toEqual(["part"]);
    const list = await officer(outcomes.waiting);
    const line = list.body.meetings.find(({ meetingId }: { meetingId: string }) => meetingId === decided.meetingId);
    expect(line).toMatchObject({ waiting: 0, answered: 2, waitingPence: 0 });
  });

  it("lets an approver lower or refuse with a reason, and what is refused is declined", async () => {
    const decided = await scene([PCC, PCC]);
    const { approver } = await people();
    const [first, second] = decided.ids;
    const answers = [
      answer(first, { answer: "lower", amountPence: 30_000, reason: "The hall costs less." }),
      answer(second, { answer: "refuse", reason: "It is paid for already." }),
    ];
    const reply = await approver(outcomes.confirm, {
      params: { id: decided.meetingId },
      body: { answers, writeId: nextWriteId() },
    });
    expect(reply.status).toBe(200);
    await relayAll(engine.it);
    const { store } = engine.it.deps;
    expect((await store.outcomes.ofApplication(first ?? "")).award?.amountPence).toBe(30_000);
    const refused = await store.outcomes.ofApplication(second ?? "");
    expect([refused.head?.state, refused.award, refused.outcomes[0]?.kind]).toEqual([
      "declined",
      undefined,
      "declined",
    ]);
  });

  it("lets an approver decide on what was passed on without a recommendation, up to what was asked and is left", async () => {
    const decided = await scene([{ outcome: "pass", askedPence: 60_000 }]);
    const { approver } = await people();
    const params = { id: decided.meetingId };
    const [id] = decided.ids;
    const sent = (over: Record<string, unknown>) =>
      approver(outcomes.confirm, { params, body: { answers: [answer(id, over)], writeId: nextWriteId() } });
    expect((await sent({ amountPence: 60_001, reason: "Needed." })).body.errors[0].rule).toBe("confirmation/amount");
    expect((await sent({ amountPence: 55_000 })).body.errors[0].rule).toBe("confirmation/reason");
    expect((await sent({ amountPence: 55_000, reason: "It prevents burglary." })).status).toBe(200);
    await relayAll(engine.it);
    expect((await engine.it.deps.store.outcomes.ofApplication(id ?? "")).award).toMatchObject({
      amountPence: 55_000,
      sourceId: "pcc",
    });
  });

  it("refuses one's own entry, more than was recommended, a second answer, no reason, and another's role", async () => {
    const { approver, approverId, officer } = await people();
    const decided = await scene([PCC, { ...PCC, enteredBy: approverId }, TRUST]);
    const [first, own, trust] = decided.ids;
    const refused = async (over: Parameters<typeof answer>, by = approver) => {
      const { status, body } = await by(outcomes.confirm, {
        params: { id: decided.meetingId },
        body: { answers: [answer(...over)], writeId: nextWriteId() },
      });
      return [status, body.errors?.[0]?.rule ?? body.type];
    };
    expect(await refused([own])).toEqual([422, "confirmation/own"]);
    expect(await refused([first, { amountPence: 50_001 }])).toEqual([422, "confirmation/amount"]);
    expect(await refused([first, { answer: "refuse" }])).toEqual([422, "confirmation/reason"]);
    expect(await refused([first, { answer: "lower", amountPence: 40_000 }])).toEqual([422, "confirmation/reason"]);
    expect(await refused([trust])).toEqual([422, "confirmation/recommended"]);
    expect(await refused([first], officer)).toEqual([403, "/problems/forbidden"]);
    expect(await refused([first])).toEqual([200, undefined]);
    expect(await refused([first])).toEqual([422, "confirmation/once"]);
  });

  it("is paused while a closure freezes confirmations, in the closure's words", async () => {
    const decided = await scene([PCC]);
    const { approver } = await people();
    const wording = "Nothing is confirmed before the election on Thursday 6 May 2027.";
    await closing({ scope: { of: "round", roundId: decided.round.id }, wording, freezes: ["confirmations"] });
    const params = { id: decided.meetingId };
    const page = await approver(outcomes.recommendations, { params });
    expect([page.body.may, page.body.pausedBecause]).toEqual([false, wording]);
    const body = { answers: [answer(decided.ids[0])], writeId: nextWriteId() };
    const { body: no } = await approver(outcomes.confirm, { params, body });
    expect(no).toMatchObject({ status: 409, type: "/problems/paused", detail: wording });
  });

  it("prints a decision notice for an award, and has none without one", async () => {
    const decided = await scene([TRUST, { outcome: "decline" }]);
    const { officer } = await people();
    const [award, none] = decided.ids;
    const read = (application = "") => officer(outcomes.notice, { params: { id: decided.meetingId, application } });
    expect((await read(award)).body).toMatchObject({
      reference: award,
      title: "Project 1",
      amountPence: 50_000,
      sourceName: "Avon and Somerset Police Community Trust",
      interests: ["Willow Trustee: a direct interest. Took no part."],
      signedBy: "Rowan Chair",
      signedAt: toInstant(MET_AT),
    });
    expect((await read(none)).status).toBe(404);
  });
});

describe("a bid that was put aside", () => {
  it("is tried once more when an officer says so, and carried out once what stood against it is gone", async () => {
    const decided = await decidedMeeting(engine.it, [TRUST, PCC]);
    const [id = ""] = decided.ids;
    const { store } = engine.it.deps;
    const set = async (state: "withdrawn" | "eligible") => {
      const head = await store.applications.head(id);
      await writeHead(
        engine.it,
        headOf(id, head?.organisationId ?? "", { state, version: head?.version ?? 0 }),
        [],
        LATER,
      );
    };
    await set("withdrawn");
    await relayAll(engine.it);
    const { officer, approver } = await people();
    const params = { id: decided.meetingId };
    const aside = { of: 2, carriedOut: 1, putAside: [{ applicationId: id, problem: "application-withdrawn" }] };
    expect((await officer(outcomes.progress, { params })).body).toEqual(aside);
    const again = (by = officer) => by(outcomes.again, { params, body: { applicationId: id, writeId: nextWriteId() } });
    expect((await again(approver)).status).toBe(403);
    expect((await again()).body).toEqual({ ...aside, putAside: [] });
    await relayAll(engine.it);
    expect((await officer(outcomes.progress, { params })).body).toEqual(aside);
    await set("eligible");
    await again();
    await again();
    await relayAll(engine.it);
    expect((await officer(outcomes.progress, { params })).body).toEqual({ of: 2, carriedOut: 2, putAside: [] });
    expect((await store.outcomes.ofApplication(id)).award?.amountPence).toBe(50_000);
  });
});

describe("outcome texts and their release", () => {
  it("asks for an editor and another person who reads, and never for nothing", async () => {
    const decided = await scene([{ outcome: "decline" }]);
    const { officer, second } = await people();
    const [id = ""] = decided.ids;
    const params = { id: decided.round.id };
    const { body } = await officer(outcomes.ofRound, { params });
    const [line] = body.outcomes;
    expect(line).toMatchObject({ state: "drafted", kind: "declined" });
    const chosen = chosenOf(decided);
    const reading = (by: typeof officer) => by(outcomes.read, { params, body: { chosen, writeId: nextWriteId() } });
    expect((await reading(second)).body.errors[0].rule).toBe("outcome/state");
    const edit = (text: string) =>
      officer(outcomes.edit, {
        params: { id },
        body: { meetingId: decided.meetingId, text, version: line.version, writeId: nextWriteId() },
      });
    expect((await edit("  ")).status).toBe(422);
    const edited = await edit("We are sorry.\n\nAsk us why.");
    expect(edited.body.outcomes[0]).toMatchObject({ state: "edited", text: "We are sorry.\n\nAsk us why." });
    expect((await edit("Written over what I never saw.")).status).toBe(412);
    expect((await reading(officer)).body.errors[0].rule).toBe("outcome/second-person");
    expect((await reading(second)).body.outcomes[0].state).toBe("read");
  });

  it("shows a group nothing until it is released: state, list and message all at once, then everything", async () => {
    const decided = await scene([TRUST, { outcome: "decline" }, { outcome: "reserve" }, { outcome: "defer" }]);
    const staff = await people();
    await readAll(decided, staff);
    await relayAll(engine.it);
    for (const n of [0, 1, 2, 3]) {
      const { view, line, mail } = await seenBy(decided, n);
      expect([view.outcomes, line.state, line.told, mail]).toEqual([[], "eligible", false, []]);
    }
    const { cookie } = await asMember(decided, 1, LATER);
    const { organisationId } = decided.groups[1] ?? { organisationId: "" };
    const whole = { ...GROUP, createdAt: toInstant(LATER), changedAt: toInstant(LATER) };
    const names = Object.keys(whole);
    await engine.it.table.update(
      {
        Key: organisationKey(organisationId),
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(", ")}`,
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.fromEntries(
          Object.entries(whole).map(([name, value]) => [`:${name}`, value]),
        ),
      },
      "whole",
    );
    const withdraw = { params: { id: decided.ids[1] ?? "" }, body: { writeId: nextWriteId() } };
    const refused = await send(engine.it, applicationsHandler, applications.withdraw, {
      at: LATER,
      cookie,
      ...withdraw,
    });
    expect(refused.body).toMatchObject({ status: 409, rule: "application/withdraw" });

    expect((await releaseAll(decided, staff)).status).toBe(200);
    const seen = await Promise.all([0, 1, 2, 3].map((n) => seenBy(decided, n)));
    expect(seen.map(({ line }) => [line.state, line.told, line.isDeferred])).toEqual([
      ["awarded", true, false],
      ["declined", true, false],
      ["reserved", true, false],
      ["eligible", true, true],
    ]);
    expect(seen.map(({ view }) => view.outcomes[0].kind)).toEqual(["awarded", "declined", "reserved", "deferred"]);
    expect(seen[0]?.view.outcomes[0]).toMatchObject({ amountPence: 50_000, conditions: ["Send the policy first"] });
    expect(seen.map(({ mail }) => mail)).toEqual([
      ["outcome-awarded"],
      ["outcome-declined"],
      ["outcome-reserved"],
      ["outcome-deferred"],
    ]);
    const other = await send(engine.it, handler, outcomes.mine, {
      at: LATER,
      cookie: seen[0]?.cookie,
      params: { id: decided.ids[1] ?? "" },
    });
    expect(other.status).toBe(404);
  });

  it("publishes the round's awards and figures with its release", async () => {
    const decided = await scene([TRUST, { outcome: "decline" }, { outcome: "defer" }]);
    const staff = await people();
    await readAll(decided, staff);
    await releaseAll(decided, staff);
    const { body } = await send(engine.it, fundsHandler, funds.funded, { at: LATER });
    expect(body.rounds.find(({ roundId }: { roundId: string }) => roundId === decided.round.id)).toMatchObject({
      result: { bids: 2, awarded: 1, askedPence: 100_000, awardedPence: 50_000 },
      awards: [{ title: "Project 1", amountPence: 50_000 }],
    });
  });

  it("needs two people for an early release", async () => {
    const decided = await scene([TRUST]);
    const { officer, approver } = await people();
    const params = { id: decided.round.id };
    const { release } = (await officer(outcomes.ofRound, { params })).body;
    const confirm = (version: number) =>
      approver(outcomes.confirmRelease, { params, body: { version, writeId: nextWriteId() } });
    expect((await confirm(release.version)).body).toMatchObject({ status: 409, rule: "outcome/release" });
    await officer(outcomes.askRelease, { params, body: { version: release.version, writeId: nextWriteId() } });
    expect(
      (await officer(outcomes.confirmRelease, { params, body: { version: 9, writeId: nextWriteId() } })).status,
    ).toBe(403);
    expect((await confirm(release.version + 1)).body.release.state).toBe("released");
    expect((await confirm(release.version + 2)).body).toMatchObject({ status: 409, rule: "outcome/release" });
  });

  it("goes out by itself at the notification time; what is read later follows at once", async () => {
    const decided = await scene([TRUST, { outcome: "decline" }]);
    const staff = await people();
    const [first, second] = chosenOf(decided);
    const params = { id: decided.round.id };
    const both = [first, second];
    await staff.officer(outcomes.keep, { params, body: { chosen: both, writeId: nextWriteId() } });
    await staff.second(outcomes.read, { params, body: { chosen: [first], writeId: nextWriteId() } });
    const due = Date.parse("2027-01-10T09:00:00.000Z");
    const run = (at: number) =>
      as("schedule/release-due", () => releaseDue.withDeps(engine.it.deps)({ at: toInstant(at) }, NO_CONTEXT));
    await run(due - 60_000);
    await relayAll(engine.it);
    expect((await seenBy(decided, 0, due - 60_000)).line.state).toBe("eligible");
    await run(due);
    await run(due);
    await relayAll(engine.it);
    expect((await seenBy(decided, 0, due)).line.state).toBe("awarded");
    expect((await seenBy(decided, 1, due)).line.state).toBe("eligible");
    await staff.second(outcomes.read, { params, body: { chosen: [second], writeId: nextWriteId() } });
    await relayAll(engine.it);
    expect((await seenBy(decided, 1, due)).mail).toEqual(["outcome-declined"]);
  });

  it("takes a bid that was put off through its next meeting: it reads as put off until that outcome is told", async () => {
    const decided = await scene([{ outcome: "defer" }, { outcome: "decline" }]);
    const staff = await people();
    await readAll(decided, staff);
    await releaseAll(decided, staff);
    const [id = ""] = decided.ids;
    const next = await decidedAgain(engine.it, decided, id, TRUST);
    await relayAll(engine.it);
    const head = () => engine.it.deps.store.applications.head(id);
    expect(asTold((await head()) ?? { state: "draft" }, toInstant(next.at))).toEqual({
      state: "eligible",
      isDeferred: true,
    });
    expect((await head())?.state).toBe("awarded");
    const chosen = [{ applicationId: id, meetingId: next.meetingId }];
    const params = { id: decided.round.id };
    await staff.officer(outcomes.keep, { params, body: { chosen, writeId: nextWriteId() } });
    await staff.second(outcomes.read, { params, body: { chosen, writeId: nextWriteId() } });
    await relayAll(engine.it);
    expect((await engine.it.deps.store.outcomes.one(id, next.meetingId)).outcome.state).toBe("read");
    // The day that the round promised has passed: the minute's job lets go of it.
    await as("schedule/release-due", () => releaseDue.withDeps(engine.it.deps)({ at: toInstant(next.at) }, NO_CONTEXT));
    await relayAll(engine.it);
    expect(asTold((await head()) ?? { state: "draft" }, toInstant(next.at))).toEqual({
      state: "awarded",
      isDeferred: false,
    });
    const told = (await engine.it.deps.store.outcomes.ofApplication(id)).outcomes.map(({ kind, state }) => [
      kind,
      state,
    ]);
    expect(told).toEqual([
      ["deferred", "released"],
      ["awarded", "released"],
    ]);
    const [round] = (await engine.it.deps.store.rounds.byIds([decided.round.id])).rounds;
    expect(round?.result).toEqual({ bids: 2, awarded: 1, askedPence: 100_000, awardedPence: 50_000 });
  });

  it("says whom a release does not reach, and shows one sample of each kind", async () => {
    const decided = await scene([TRUST, { outcome: "decline" }, { outcome: "decline" }]);
    const { officer } = await people();
    const { person } = decided.groups[1] ?? { person: "" };
    await engine.it.deps.store.returns.mark(
      `${person}@example.org`,
      { why: "bounced", at: toInstant(LATER) },
      toInstant(LATER),
    );
    const { body } = await officer(outcomes.preview, { params: { id: decided.round.id } });
    expect(body).toMatchObject({ ready: 0, notReady: 3, told: 0, people: 0 });
    expect(body.unreached).toEqual([
      {
        applicationId: decided.ids[1],
        organisationName: expect.any(String),
        why: "Email to everybody of this group comes back.",
      },
    ]);
    expect(body.samples.map(({ kind }: { kind: string }) => kind)).toEqual(["awarded", "declined"]);
    expect(body.samples[0].text).toContain("Grant: £500");
  });

  it("is told in quiet words while a closure freezes publicity, and published when that ends", async () => {
    const decided = await scene([TRUST]);
    const staff = await people();
    const wording = "There is an election on Thursday 6 May 2027.";
    await closing({ scope: { of: "round", roundId: decided.round.id }, wording, freezes: ["publicity"] });
    await readAll(decided, staff);
    await releaseAll(decided, staff);
    const { view, mail } = await seenBy(decided, 0);
    expect([view.outcomes[0].quiet, mail]).toEqual([wording, ["outcome-awarded"]]);
    const published = async (at: number) =>
      (await send(engine.it, fundsHandler, funds.funded, { at })).body.rounds.some(
        ({ roundId }: { roundId: string }) => roundId === decided.round.id,
      );
    expect([await published(LATER), await published(LATER + 91 * DAY)]).toEqual([false, true]);
  });
});

describe("reads", () => {
  it("costs few commands, however many bids there are", async () => {
    const decided = await scene([TRUST, PCC, ...Array.from({ length: 10 }, (): Bid => ({ outcome: "decline" }))]);
    const { cookie } = await withRole(engine.it, "officer", LATER);
    const { cookie: member } = await asMember(decided, 0, LATER);
    const cost = async (endpoint: Pick<Endpoint, "route">, params: Record<string, string>, by = cookie) => {
      const { deps, commands } = counting(engine.it);
      const { status } = await send(engine.it, handler, endpoint, { at: LATER, cookie: by, params, deps });
      return [status, commands.length];
    };
    const [id = ""] = decided.ids;
    const meeting = { id: decided.meetingId };
    // The session, which every request reads and renews, then the batches and queries of two hops.
    expect(await cost(outcomes.ofRound, { id: decided.round.id })).toEqual([200, SESSION + 2]);
    expect(await cost(outcomes.recommendations, meeting)).toEqual([200, SESSION + 5]);
    expect(await cost(outcomes.minutes, meeting)).toEqual([200, SESSION + 6]);
    expect(await cost(outcomes.notice, { ...meeting, application: id })).toEqual([200, SESSION + 9]);
    expect(await cost(outcomes.mine, { id }, member)).toEqual([200, SESSION + 5]);
  });
});

describe("minutes", () => {
  it("come as one file that holds all of it and nothing of elsewhere", async () => {
    const decided = await scene([TRUST]);
    const { cookie } = await withRole(engine.it, "officer", LATER);
    const params = { id: decided.meetingId };
    const { status, body } = await send(engine.it, handler, outcomes.minutesFile, {
      ...{ at: LATER, cookie, params },
      deps: objects.deps(),
    });
    expect([status, body.name]).toEqual([200, `Minutes ${decided.meetingId}.html`]);
    const response = await fetch(body.url);
    const text = await response.text();
    expect(response.headers.get("content-disposition")).toContain("attachment");
    for (const words of ["Project 1: Group", "Send the policy first", "The chair has not agreed these minutes yet"])
      expect(text).toContain(words);
    expect(text).not.toMatch(/<script|src=|href=/);
  });

  it("are agreed by the chair once, then open to every trustee who sat; a correction is an addition", async () => {
    const decided = await scene([TRUST, { outcome: "decline" }]);
    const { officer } = await people();
    const sign = async (id: string, name: string, role: "chair" | "trustee") =>
      calling((await signedIn(engine.it, { id, name, roles: [role] }, LATER)).cookie);
    const chair = await sign("p_rowan", "Rowan Chair", "chair");
    const recused = await sign("p_willow", "Willow Trustee", "trustee");
    const params = { id: decided.meetingId };
    const other = calling((await withRole(engine.it, "trustee", LATER)).cookie);
    expect((await other(outcomes.minutes, { params })).status).toBe(404);
    expect((await recused(outcomes.minutes, { params })).body.rule).toBe("minutes/agreed");
    const notice = (by: typeof chair) =>
      by(outcomes.notice, { params: { id: decided.meetingId, application: decided.ids[0] ?? "" } });
    expect([(await notice(chair)).status, (await notice(recused)).status]).toEqual([200, 404]);
    const add = (by: typeof chair, writeId = nextWriteId()) =>
      by(outcomes.addToMinutes, { params, body: { text: "Alder left at four.", writeId } });
    expect((await add(officer)).body.rule).toBe("minutes/addition");
    const agree = (by: typeof chair) => by(outcomes.agreeMinutes, { params, body: { writeId: nextWriteId() } });
    expect((await agree(recused)).status).toBe(409);
    expect((await agree(chair)).body.agreed).toEqual({ byName: "Rowan Chair", at: toInstant(LATER) });
    expect((await agree(chair)).body.rule).toBe("minutes/agreed");
    const writeId = nextWriteId();
    await add(officer, writeId);
    expect((await add(officer, writeId)).body.additions).toHaveLength(1);
    expect((await add(recused)).status).toBe(403);
    const { body } = await recused(outcomes.minutes, { params });
    expect(body.minutes.items[0].facts).toContainEqual({
      label: "How",
      value: "By vote: 2 for (Rowan Chair, Hazel Deputy); 1 against (Alder Trustee).",
    });
    expect(body.minutes.interests.paragraphs[0]).toContain("Willow Trustee: a direct interest");
    expect((await notice(recused)).status).toBe(200);
  });
});
