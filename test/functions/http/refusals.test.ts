import { beforeAll, describe, expect, it } from "vitest";
import { handler as applicationsHandler } from "../../../functions/http/applications.ts";
import { handler as deskHandler } from "../../../functions/http/desk.ts";
import { handler as organisationsHandler } from "../../../functions/http/organisations.ts";
import { applications } from "../../../shared/contract/applications.ts";
import { desk } from "../../../shared/contract/desk.ts";
import { organisations } from "../../../shared/contract/organisations.ts";
import { KNOWN } from "../../../shared/rules/form.ts";
import { toInstant } from "../../../shared/rules/london.ts";
import type { Round } from "../../../shared/rules/round.ts";
import { asking, filledDraft, groupWith, HOUR, nextWriteId, openRound } from "../../support/bid.ts";
import { documentsForFile, sendFile } from "../../support/documents.ts";
import { engineForFile, type Sent, send } from "../../support/engine.ts";
import { EICAR, FILES, PROGRAM } from "../../support/files.ts";
import { WHOLE_CHARITY } from "../../support/organisations.ts";
import { type Reply, said } from "../../support/refusals.ts";
import { someFund } from "../../support/rounds.ts";
import { signedInByCode } from "../../support/sign-in.ts";

/** What the portal says no to, row by row: status, slug, rule and the words a person reads. Answers have a table of their own. */
const engine = engineForFile();
const store = documentsForFile(engine);
const at = Date.parse("2026-11-22T12:00:00.000Z");
const closesAt = at + 6 * HOUR;
const fund = someFund();
const slot = fund.documents[0]?.id ?? "";
const PENCE = 2_000_00;

let round: Round;
let cookie: string;
let stranger: string;
let draft: { id: string; draftId: string };
let sent: { id: string; draftId: string };

beforeAll(async () => {
  round = await openRound(engine.it, fund, "26R1", at, closesAt);
  cookie = (await groupWith(engine.it, "o_1", ["p_ash"], at))("p_ash");
  stranger = (await groupWith(engine.it, "o_2", ["p_eve"], at))("p_eve");
  draft = await filledDraft(ours(), fund, round, "o_1", PENCE, at);
  sent = await filledDraft(ours(), fund, round, "o_1", PENCE, at);
  await ours().submit(sent.id, sent.draftId, at);
});

const ours = () => asking(engine.it, cookie);
const save = (more: Partial<Sent>, body: object = {}) =>
  send(engine.it, applicationsHandler, applications.save, {
    at,
    cookie,
    params: { id: draft.id, section: "amount" },
    body: { draftId: draft.draftId, was: 1, answers: {}, done: false, writeId: nextWriteId(), ...body },
    ...more,
  });

describe("refused to whoever asks for what is not theirs, or not now", () => {
  const signedOut = async () => {
    const theirs = await signedInByCode(engine.it, "gone@example.org", at);
    const before = theirs.cookie();
    await theirs.signOut(at);
    return send(engine.it, applicationsHandler, applications.mine, { at, cookie: before });
  };
  const rows: [string, () => Promise<Reply>, string][] = [
    [
      "the wrong role",
      () => send(engine.it, deskHandler, desk.round, { at, cookie, params: { id: round.id } }),
      "403 forbidden “Your role does not allow this”",
    ],
    [
      "somebody else's application",
      () => asking(engine.it, stranger).read(draft.id, at),
      "404 not-found “There is nothing here, or it is not yours to see”",
    ],
    [
      "an application that does not exist",
      () => asking(engine.it, stranger).read(`${round.id}-9999-K`, at),
      "404 not-found “There is nothing here, or it is not yours to see”",
    ],
    ["a session that was signed out", signedOut, "401 unauthenticated “Sign in to go on”"],
    [
      "another site's page",
      () => save({ headers: { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" } }),
      "403 forbidden “This request came from another site.”",
    ],
    [
      "a round that is not open yet",
      () => ours().start(round.id, "o_1", at - 25 * HOUR),
      "409 round-closed round/not-open-yet “This round has not opened yet.”",
    ],
    [
      "a round that closed one second ago",
      () => ours().submit(draft.id, draft.draftId, closesAt + 1_000),
      "409 round-closed round/closed “This round has closed.”",
    ],
    [
      "a second, different submission",
      () => ours().submit(sent.id, sent.draftId, at),
      "409 wrong-state draft/closed “This draft was submitted already. Open a change to send another.”",
    ],
    [
      "an older version",
      () => save({}, { was: 0 }),
      "412 stale draft/section “Somebody else has changed this section since you opened it.”",
    ],
    [
      "an unknown field",
      () => save({}, { colour: "red" }),
      "422 invalid-request request/unknown-field “There is no field called colour.”",
    ],
    [
      "an answer longer than the portal can keep",
      () => save({}, { answers: { [KNOWN.summary]: "x".repeat(20_001) } }),
      "422 invalid-request request/shape “This is longer than the portal can keep. Shorten it.”",
    ],
    ["a body that is not JSON", () => save({ rawBody: "{" }), "400 malformed “The body is not JSON.”"],
    [
      "a body of 1 MB",
      () => save({ rawBody: JSON.stringify({ answers: "x".repeat(1024 * 1024) }) }),
      "413 too-large “This is larger than the portal takes”",
    ],
    [
      "a charity number of another register",
      () =>
        send(engine.it, organisationsHandler, organisations.create, {
          at,
          cookie,
          body: { organisation: { ...WHOLE_CHARITY, charityRegister: "scotland" }, writeId: nextWriteId() },
        }),
      "422 invalid-request identifier/charity-number “1164883 is a number of the register of England and Wales. Choose “England and Wales””",
    ],
  ];

  it.each(rows)("%s", async (_what, ask, says) => {
    expect(said(await ask())).toEqual([says]);
  });

  it("keeps what was typed while the round closed, and refuses to submit it with the instant of receipt", async () => {
    const { id, draftId } = await filledDraft(ours(), fund, round, "o_1", PENCE, at);
    const late = await ours().save(id, "amount", { draftId, was: 1, answers: { [KNOWN.requested]: "900" } }, closesAt);
    expect([late.status, late.body.savedAt]).toEqual([200, toInstant(closesAt)]);
    const reply = await ours().submit(id, draftId, closesAt);
    expect(said(reply)).toEqual(["409 round-closed round/closed “This round has closed.”"]);
    expect(reply.body.receivedAt).toBe(toInstant(closesAt));
  });

  it("hides somebody else's application so that nothing tells it from one that does not exist", async () => {
    const eve = asking(engine.it, stranger);
    const missing = `${round.id}-9999-K`;
    for (const ask of [
      (id: string) => eve.read(id, at),
      (id: string) => eve.save(id, "amount", { draftId: draft.draftId, was: 1, answers: {} }, at),
      (id: string) => eve.submit(id, draft.draftId, at),
      (id: string) => eve.openChange(id, at),
      (id: string) => eve.dropChange(id, "d_none", at),
      (id: string) => eve.withdraw(id, at),
      (id: string) => eve.share(id, true, at),
      (id: string) => eve.carry(id, round.id, at),
      (id: string) => eve.answerInquiry(id, "q_1", "Forty", at),
    ]) {
      const [theirs, nothing] = [await ask(draft.id), await ask(missing)];
      expect([theirs.status, theirs.text, theirs.headers]).toEqual([404, nothing.text, nothing.headers]);
    }
    expect((await eve.mine(at)).body).toEqual({ applications: [] });
  });

  it("gives the same receipt to a double click, to a lost reply and after the close", async () => {
    const { id, draftId } = await filledDraft(ours(), fund, round, "o_1", PENCE, at);
    const writeId = nextWriteId();
    const replies = await Promise.all([1, 2, 3].map((n) => ours().submit(id, draftId, at + n, writeId)));
    replies.push(await ours().submit(id, draftId, closesAt + HOUR, writeId));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
  });
});

describe("refused of a file", () => {
  const files = () => store.asking(cookie);
  const begun = (name: string, bytes: number) => files().begin(draft.id, slot, name, bytes, at);
  const arrived = async (name: string, bytes: Buffer<ArrayBuffer>) => {
    const { body } = await begun(name, bytes.length);
    await sendFile(body, bytes);
    return { id: String(body.document.id), reply: await files().received(draft.id, body.document.id, at) };
  };
  const infected = async () => {
    const { id } = await arrived("list.csv", Buffer.from(EICAR));
    await store.scan(id, at);
    return files().file(draft.id, id, at);
  };
  const rows: [string, () => Promise<Reply>, string][] = [
    [
      "0 bytes",
      () => begun("a.pdf", 0),
      "422 invalid-request document/empty “This file is empty. Choose one with something in it.”",
    ],
    [
      "11 MB",
      () => begun("a.pdf", 11 * 1024 * 1024),
      "422 invalid-request document/size “This file is 11 MB. Choose one of 10 MB or less.”",
    ],
    [
      "a program",
      () => begun("a.exe", 10),
      "422 invalid-request document/type “Choose a file that is PDF, Word, OpenDocument, Excel, CSV, JPG, PNG or HEIC.”",
    ],
    [
      "a program named .pdf",
      async () => (await arrived("invoice.pdf", PROGRAM)).reply,
      "422 invalid-request document/content “The portal cannot read this file: it is not what its name says, has a password, or holds macros. Save it again as a PDF and choose that.”",
    ],
    [
      "the EICAR test file",
      infected,
      "409 wrong-state document/scan “This file holds something harmful. Nobody can open it.”",
    ],
    [
      "a name of which nothing is left",
      () => begun("../", 10),
      "422 invalid-request document/name “Give the file a name and choose it again.”",
    ],
  ];

  it.each(rows)("%s", async (_what, ask, says) => {
    expect(said(await ask())).toEqual([says]);
  });

  it("a name with ../ leads nowhere: its last part is the name", async () => {
    const { reply } = await arrived("../../etc/accounts.pdf", FILES.pdf);
    expect([reply.status, reply.body.document.name]).toEqual([200, "accounts.pdf"]);
  });
});
