import { Console } from "node:console";
import { Writable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { handler as applicationsHandler } from "../../functions/http/applications.ts";
import { handler as sessionHandler } from "../../functions/http/session.ts";
import { log } from "../../functions/log.ts";
import { personKey } from "../../functions/store/keys.ts";
import { handler as eventsHandler } from "../../functions/stream/events.ts";
import { applications } from "../../shared/contract/applications.ts";
import { session } from "../../shared/contract/session.ts";
import { FUNDS } from "../../shared/funds/funds.ts";
import { asking, filledDraft, GROUP, groupWith, HOUR, nextWriteId, openRound } from "../support/bid.ts";
import { engineForFile, NO_CONTEXT, send } from "../support/engine.ts";
import { browser, codesFor } from "../support/sign-in.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const [fund] = FUNDS;
if (fund === undefined) throw new Error("The portal ships with a fund.");

let lines = "";
const sink = new Writable({
  write(chunk, _encoding, done) {
    lines += chunk;
    done();
  },
});
/** The logger's own console, kept while a test reads what is said. */
const own = Reflect.get(log, "console");

beforeEach(() => {
  lines = "";
  log.setLogLevel("DEBUG");
  Reflect.set(log, "console", new Console({ stdout: sink, stderr: sink }));
});
afterEach(() => {
  Reflect.set(log, "console", own);
  log.setLogLevel("SILENT");
});

/** What must be in no line: whichever of these is found. */
const leaked = (secrets: readonly (string | undefined)[]): string[] =>
  secrets.filter((secret) => secret !== undefined && secret !== "" && lines.includes(secret)).map(String);

describe("what is logged", () => {
  it("says of a sign-in neither address nor code nor cookie nor IP", async () => {
    const email = "ash.private@example.org";
    const theirs = browser(engine.it, "192.0.2.77");
    await theirs.ask(email, at);
    const [code = ""] = await codesFor(engine.it, email);
    await theirs.enter("000000", at);
    expect((await theirs.enter(code, at)).status).toBe(200);
    await theirs.to(session.setName, { at, body: { name: "Ash Private", writeId: nextWriteId() } });
    const cookies = [...theirs.jar.values()].flatMap((value) => [value, value.split(".")[1]]);
    await theirs.to(session.signOut, { at, body: { everywhere: true, writeId: nextWriteId() } });
    expect(lines).toContain("PUT /api/session/name");
    expect(leaked([email, "ash.private", code, "Ash Private", "192.0.2.77", ...cookies])).toEqual([]);
  });

  it("says of a bid that is written, refused and sent nothing of what it says", async () => {
    const round = await openRound(engine.it, fund, "26L1", at, at + 6 * HOUR);
    const cookie = (await groupWith(engine.it, "o_logged", ["p_logged"], at))("p_logged");
    const ash = asking(engine.it, cookie);
    const { id, draftId } = await filledDraft(ash, fund, round, "o_logged", 50_000, at);
    const [section = ""] = Object.keys((await ash.read(id, at)).body.draft.sections);
    await ash.save(id, section, { draftId, was: 99, answers: { need: "A private need" } }, at);
    await ash.save(id, section, { draftId, was: 99, answers: { "a private key": 1 } }, at);
    expect((await ash.submit(id, draftId, at)).status).toBe(200);
    await ash.submit(id, "d_other", at);
    expect(lines).toContain("POST /api/applications/{id}/submission");
    const contacts = [
      GROUP.name,
      GROUP.mainContactName,
      GROUP.mainContactEmail,
      GROUP.mainContactPhone,
      GROUP.postcode,
    ];
    const said = ["A private need", "a private key", "We meet every week in the hall.", "Person p_logged"];
    expect(leaked([...contacts, ...said, "secret-of-p_logged", "p_logged@example.org", cookie])).toEqual([]);
  });

  it("says of a fault of ours what failed, and nothing of the item", async () => {
    const cookie = (await groupWith(engine.it, "o_broken", ["p_broken"], at))("p_broken");
    await engine.it.table.update(
      {
        Key: { pk: "organisation/o_broken", sk: "organisation" },
        UpdateExpression: "SET #name = :list, mainContactEmail = :email",
        ExpressionAttributeNames: { "#name": "name" },
        ExpressionAttributeValues: { ":list": ["A private name"], ":email": "broken.private@example.org" },
      },
      "broken",
    );
    const round = await openRound(engine.it, fund, "26L2", at, at + 6 * HOUR);
    const body = { roundId: round.id, organisationId: "o_broken", writeId: nextWriteId() };
    const reply = await send(engine.it, applicationsHandler, applications.start, { at, cookie, body });
    expect([reply.status, Object.keys(reply.body)]).toEqual([500, ["type", "title", "status", "requestId"]]);
    expect(lines).toContain("unexpected");
    expect(leaked(["A private name", "broken.private@example.org", cookie, "secret-of-p_broken"])).toEqual([]);
  });

  it("says of a broken sign-in cookie and a body that is not JSON nothing of them", async () => {
    const cookie = "__Host-session=p_x.private-secret; __Host-sign-in=private-code";
    const sent = { at, cookie, rawBody: '{"code": "123456" private' };
    expect((await send(engine.it, sessionHandler, session.signIn, sent)).status).toBe(400);
    expect(leaked(["private", "123456"])).toEqual([]);
  });

  it("says of a record that is put aside which one, and nothing of what it holds", async () => {
    const NewImage = {
      pk: { S: "person/p_aside" },
      sk: { S: "person" },
      kind: { S: "person" },
      version: { S: "private" },
      name: { S: "A private name" },
      relay: { S: "yes" },
    };
    const { pk, sk } = personKey("p_aside");
    const record = {
      eventID: "record-1",
      eventName: "INSERT" as const,
      dynamodb: {
        Keys: { pk: { S: pk }, sk: { S: sk } },
        NewImage,
        SequenceNumber: "1",
        ApproximateCreationDateTime: at / 1000,
      },
    };
    const reply = await eventsHandler.withDeps(engine.it.deps)({ Records: [record] }, NO_CONTEXT);
    expect(reply).toEqual({ batchItemFailures: [] });
    expect(lines).toContain("record put aside");
    expect(leaked(["A private name", '"private"'])).toEqual([]);
  });
});
