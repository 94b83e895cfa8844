import { describe, expect, it } from "vitest";
import { handler as events } from "../../../functions/stream/events.ts";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { toInstant } from "../../../shared/rules/london.ts";
import { applicationReference } from "../../../shared/rules/reference.ts";
import { MINUTE } from "../../support/bid.ts";
import { atDesk, counting, deskScene, withRole } from "../../support/desk.ts";
import { engineForFile, signedIn } from "../../support/engine.ts";
import { deliverAll, headOf, relayedRecords, writeHead } from "../../support/relay.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const [fund] = FUNDS;
if (fund === undefined) throw new Error("The portal ships with a fund.");

const as = async (role: "officer" | "approver" | "observer" | "trustee" | "administrator" | "applicant", when = at) =>
  atDesk(engine.it, (await withRole(engine.it, role, when)).cookie);
/** The stream's function takes what has happened so far. */
const relay = async () => deliverAll(events, await relayedRecords(engine.it), engine.it.deps);

describe("an observer who also sits with the trustees", () => {
  it("opens neither the list, nor a bid, nor the export: it would get round a recusal", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent();
    const { cookie } = await signedIn(engine.it, { id: "p_both", roles: ["observer", "trustee"] }, at);
    const desk = atDesk(engine.it, cookie);
    const replies = [
      await desk.round(scene.round.id, at),
      await desk.application(id, at),
      await desk.exportRound(scene.round.id, at),
    ];
    expect(replies.map(({ status }) => status)).toEqual([403, 403, 403]);
  });
});

describe("GET /api/desk/rounds/{id}", () => {
  it("lists what was sent with title, amount and checks, and adds it up", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const first = await scene.sent(50_000);
    const second = await scene.sent(120_034);
    const { body } = await (await as("officer")).round(scene.round.id, at + MINUTE);
    expect(body.totals).toMatchObject({ submitted: 2, askedPence: 170_034, drafts: 0 });
    expect(body.lines.map(({ id, askedPence }: { id: string; askedPence: number }) => [id, askedPence])).toEqual([
      [first, 50_000],
      [second, 120_034],
    ]);
    expect(body.lines[0]).toMatchObject({
      state: "submitted",
      title: "We meet every week in the hall.",
      findings: ["check/documents"],
      matchShortPence: 0,
    });
  });

  it("shows of a draft its group and when it changed, never its title, amount or text", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const { id } = await scene.draft(77_700);
    const reply = await (await as("officer")).round(scene.round.id, at);
    expect(reply.body.lines).toEqual([
      {
        id,
        organisationId: scene.organisationId,
        organisationName: "Example Youth Club",
        state: "draft",
        draftOpen: true,
        changedAt: toInstant(at),
        openQuestions: 0,
        enteredByOffice: false,
        findings: [],
      },
    ]);
    expect(reply.body.totals.drafts).toBe(1);
    expect(reply.text).not.toMatch(/777|We meet every week/);
  });

  it("shows an observer no draft, but counts it", async () => {
    const scene = await deskScene(engine.it, fund, at);
    await scene.draft();
    const sent = await scene.sent();
    const { body } = await (await as("observer")).round(scene.round.id, at);
    expect(body.lines.map(({ id }: { id: string }) => id)).toEqual([sent]);
    expect(body.totals).toMatchObject({ drafts: 1, submitted: 1 });
  });

  it("says that list and count do not agree until the stream was read, and then no longer", async () => {
    const scene = await deskScene(engine.it, fund, at);
    await scene.sent();
    const officer = await as("officer");
    expect((await officer.round(scene.round.id, at)).body.catchingUp).toBe(true);
    await relay();
    expect((await officer.round(scene.round.id, at)).body.catchingUp).toBe(false);
  });

  it("reads the table twice for 500 applications, after the session's one", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const ids = Array.from({ length: 500 }, (_, n) =>
      applicationReference({ fundCode: fund.code, roundCode: scene.round.code, number: n + 1 }),
    );
    const sent = { number: 1, receivedAt: toInstant(at), sha256: "0".repeat(64), writeId: "w", askedPence: 100_000 };
    await Promise.all(
      ids.map((id, n) =>
        writeHead(
          engine.it,
          headOf(id, `o_many${n}`, { roundId: scene.round.id, state: "submitted", askedPence: 100_000, latest: sent }),
          [],
          at,
        ),
      ),
    );
    const { deps, commands } = counting(engine.it);
    const { cookie } = await withRole(engine.it, "officer", at);
    const { body } = await atDesk(engine.it, cookie, deps).round(scene.round.id, at);
    expect(body.lines).toHaveLength(500);
    expect(body.totals.askedPence).toBe(500 * 100_000);
    // The session; the round beside its list, what officers have still to decide on, and the blank forms.
    expect(commands).toEqual(["BatchGetCommand", "BatchGetCommand", "QueryCommand", "QueryCommand", "QueryCommand"]);
  });

  it.each(["applicant", "trustee", "administrator"] as const)("is refused to the role %s", async (role) => {
    const scene = await deskScene(engine.it, fund, at);
    const reply = await (await as(role)).round(scene.round.id, at);
    expect([reply.status, reply.body.type]).toEqual([403, "/problems/forbidden"]);
  });

  it("is refused without a session, and for a round that does not exist", async () => {
    expect((await atDesk(engine.it, "").round("CAF-99Z9", at)).status).toBe(401);
    expect((await (await as("officer")).round("CAF-99Z9", at)).status).toBe(404);
  });
});

describe("GET /api/desk/applications/{id}", () => {
  it("shows what was sent under the frozen form, with money that reconciles, checks, contacts and documents to come", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent(450_000);
    const { body } = await (await as("officer")).application(id, at + MINUTE);
    const { content, checks, stands } = body.submission;
    expect(content.requestedPence).toBe(450_000);
    expect(content.budget.askedPence).toBe(450_000);
    expect(stands).toBe(true);
    expect(checks.map(({ rule, passed }: { rule: string; passed: boolean }) => [rule, passed])).toEqual([
      ["check/money", true],
      ["check/promises", true],
      ["check/documents", false],
    ]);
    expect(body.form.id).toBe(fund.id);
    expect(body.organisation.mainContactEmail).toBe("ash@example.org");
    expect(body.may).toEqual({ ask: true, eligible: false, notEligible: false, putRight: false, enter: false });
  });

  it("is read in two round trips after the session: what the bid's id names, then people and group", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent();
    const { deps, commands } = counting(engine.it);
    const { cookie } = await withRole(engine.it, "officer", at);
    await atDesk(engine.it, cookie, deps).application(id, at);
    const [session, ...asked] = commands;
    expect(session).toBe("BatchGetCommand");
    // The bid, its history and that of its sheet, and who looked at it or at its round.
    expect(asked.slice(0, 6).toSorted()).toEqual([
      "BatchGetCommand",
      "QueryCommand",
      "QueryCommand",
      "QueryCommand",
      "QueryCommand",
      "QueryCommand",
    ]);
    expect(asked.slice(6).toSorted()).toEqual(["BatchGetCommand", "GetCommand", "GetCommand", "PutCommand"]);
  });

  it("tells of a draft its existence and last change, and no text", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const { id } = await scene.draft(77_700);
    const reply = await (await as("officer")).application(id, at);
    expect(reply.body.draft).toEqual({ changedAt: toInstant(at), isChange: false });
    expect(reply.body.submission).toBeUndefined();
    expect(reply.text).not.toMatch(/777\.00|We meet every week/);
  });

  it("shows the text of a draft while its owner lets the office see it", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const { id } = await scene.draft(77_700);
    const officer = await as("officer");
    await scene.as.share(id, true, at);
    expect((await officer.application(id, at)).text).toContain("777.00");
    await scene.as.share(id, false, at);
    expect((await officer.application(id, at)).text).not.toContain("777.00");
  });

  it("keeps an unfinished change from the office as it keeps a draft", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent();
    await scene.as.openChange(id, at);
    const { draft } = (await scene.as.read(id, at)).body;
    const [section = ""] = Object.keys(draft.sections);
    const { version } = draft.sections[section];
    await scene.as.save(id, section, { draftId: draft.id, was: version, answers: { a: "Not for your eyes" } }, at);
    const reply = await (await as("officer")).application(id, at);
    expect(reply.body.draft).toEqual({ changedAt: toInstant(at), isChange: true });
    expect(reply.text).not.toContain("Not for your eyes");
  });

  it("answers an observer about a draft exactly as about nothing", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const { id } = await scene.draft();
    await scene.as.share(id, true, at);
    const observer = await as("observer");
    const hidden = await observer.application(id, at);
    const missing = await observer.application(`${scene.round.id}-9999-X`, at);
    expect(hidden.status).toBe(404);
    expect(hidden.body).toEqual(missing.body);
  });

  it("shows an observer what was sent, without the group's present details or any draft", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent();
    await scene.as.openChange(id, at);
    const { body } = await (await as("observer")).application(id, at);
    expect(body.submission.content.title).not.toBe("");
    expect([body.organisation, body.draft]).toEqual([undefined, undefined]);
    expect(body.submission.content.organisation.mainContactName).toBe("Ash Example");
    expect(JSON.stringify(body)).not.toContain("ash@example.org");
    expect(body.may).toMatchObject({ ask: false, eligible: false });
  });

  it("shows an earlier submission when asked for it, and says that it does not stand", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent(50_000);
    const { draft } = (await scene.as.openChange(id, at)).body;
    await scene.as.submit(id, draft.id, at + MINUTE);
    const officer = await as("officer");
    const first = (await officer.application(id, at + 20 * MINUTE, "1")).body;
    expect([first.submission.receipt.number, first.submission.stands, first.submissions.length]).toEqual([1, false, 2]);
    expect((await officer.application(id, at + 20 * MINUTE, "7")).status).toBe(404);
  });

  it("keeps one reading for each person, application and day, and tells it in the history", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent();
    const [officer, observer] = [await as("officer"), await as("observer")];
    await officer.application(id, at);
    await officer.application(id, at + 20 * MINUTE);
    await observer.application(id, at + 20 * MINUTE);
    await relay();
    const { body } = await officer.application(id, at + 40 * MINUTE);
    const read = body.history.filter(({ type }: { type: string }) => type === "application-read");
    expect(read.map(({ about }: { about: string }) => about)).toEqual(["officer", "observer"]);
    const told = body.history.map(({ type }: { type: string }) => type);
    expect(told).toEqual(
      expect.arrayContaining(["application-started", "application-submitted", "application-read", "application-read"]),
    );
    expect(body.historyIntact).toBe(true);
    const submitted = body.history.find(({ type }: { type: string }) => type === "application-submitted");
    expect([submitted.rules, submitted.at, submitted.about]).toEqual([
      ["check/documents"],
      toInstant(at),
      "submission 1",
    ]);
  });

  it.each(["applicant", "trustee", "administrator"] as const)("is refused to the role %s", async (role) => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent();
    expect((await (await as(role)).application(id, at)).status).toBe(403);
  });

  it("is refused to the group's own member, whose page is another", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent();
    expect((await atDesk(engine.it, scene.cookie).application(id, at)).status).toBe(403);
  });
});
