import { beforeAll, describe, expect, it } from "vitest";
import { demonstration } from "../../../shared/funds/demonstration.ts";
import { MOST_FILE_BYTES } from "../../../shared/rules/document.ts";
import type { Round } from "../../../shared/rules/round.ts";
import { asking, filledDraft, groupWith, HOUR, MINUTE, nextWriteId, openRound } from "../../support/bid.ts";
import { documentsForFile, sendFile } from "../../support/documents.ts";
import { engineForFile, signedIn } from "../../support/engine.ts";
import { EICAR, FILES, PROGRAM } from "../../support/files.ts";

const engine = engineForFile();
const store = documentsForFile(engine);
// The Wednesday before the close.
const at = Date.parse("2026-11-25T12:00:00.000Z");
const closesAt = at + 2 * HOUR;
const fund = { ...demonstration, code: "DOC" };
const slot = fund.documents[0]?.id ?? "";
let round: Round;
let cookieOf: (personId: string) => string;
let stranger: string;
let observer: string;
let officer: string;

beforeAll(async () => {
  round = await openRound(engine.it, fund, "26Q4", at, closesAt);
  cookieOf = await groupWith(engine.it, "o_1", ["p_1", "p_2"], at);
  stranger = (await groupWith(engine.it, "o_2", ["p_3"], at))("p_3");
  observer = (await signedIn(engine.it, { id: "p_obs", roles: ["observer"] }, at)).cookie;
  officer = (await signedIn(engine.it, { id: "p_off", roles: ["officer"], door: "staff" }, at)).cookie;
});

const ours = () => store.asking(cookieOf("p_1"));
const start = async (): Promise<string> =>
  (await asking(engine.it, cookieOf("p_1")).start(round.id, "o_1", at)).body.id;
const rules = (reply: { body: { errors?: { rule: string }[]; rule?: string } }) =>
  reply.body.errors?.map(({ rule }) => rule) ?? [reply.body.rule];

/** A file sent from beginning to end; the document's id. */
const sent = async (id: string, name: string, bytes: Buffer<ArrayBuffer>, when = at): Promise<string> => {
  const { body: upload } = await ours().begin(id, slot, name, bytes.length, when);
  expect(await sendFile(upload, bytes)).toBe(204);
  return upload.document.id;
};
const received = async (id: string, name: string = "accounts.pdf", bytes: Buffer<ArrayBuffer> = FILES.pdf) => {
  const document = await sent(id, name, bytes);
  expect((await ours().received(id, document, at)).status).toBe(200);
  return document;
};
const submitted = async (files: readonly [string, Buffer<ArrayBuffer>][]) => {
  const as = asking(engine.it, cookieOf("p_1"));
  const { id, draftId } = await filledDraft(as, fund, round, "o_1", 2_000_00, at);
  const documents: string[] = [];
  for (const [name, bytes] of files) documents.push(await received(id, name, bytes));
  const reply = await as.submit(id, draftId, at);
  expect([reply.status, reply.body]).toEqual([200, expect.anything()]);
  return { id, documents, receipt: reply.body };
};
const only = async (id: string) => {
  const { body } = await ours().list(id, at);
  expect(body.documents).toHaveLength(1);
  return body.documents[0];
};

describe("POST /api/applications/{id}/documents", () => {
  it("signs a form for one random key, the type of the name and exactly the length", async () => {
    const id = await start();
    const { status, body } = await ours().begin(id, slot, "../../Our accounts.pdf", FILES.pdf.length, at);
    expect(status).toBe(200);
    expect(body.document).toMatchObject({ name: "Our accounts.pdf", state: "uploading", scan: "waiting", slot });
    expect(body.fields["Content-Type"]).toBe("application/pdf");
    expect(body.fields.key).toMatch(new RegExp(`^documents/${id}/f_[0-9a-f]{32}/k_[\\w-]{16}$`));
    expect(body.expiresAt).toBe("2026-11-25T12:10:00.000Z");
    expect(JSON.stringify(body.document)).not.toContain("documents/");
  });

  it.each([
    ["document/empty", slot, "a.pdf", 0],
    ["document/size", slot, "a.pdf", 11 * 1024 * 1024],
    ["document/type", slot, "a.exe", 10],
    ["document/name", slot, "../", 10],
    ["document/slot", "no-such-slot", "a.pdf", 10],
  ])("refuses %s", async (rule, place, name, sizeBytes) => {
    const reply = await ours().begin(await start(), place, name, sizeBytes, at);
    expect([reply.status, rules(reply)]).toEqual([422, [rule]]);
  });

  it("refuses document/total, also when the last two are begun at once", async () => {
    const id = await start();
    for (const name of ["a.pdf", "b.pdf"]) await ours().begin(id, slot, name, MOST_FILE_BYTES, at);
    const both = await Promise.all(["c.pdf", "d.pdf"].map((name) => ours().begin(id, slot, name, MOST_FILE_BYTES, at)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect(rules(await ours().begin(id, slot, "e.pdf", 1, at))).toEqual(["document/total"]);
  });

  it("is the same document when it is sent again with its write id", async () => {
    const id = await start();
    const writeId = nextWriteId();
    const replies = await Promise.all([1, 2, 3].map(() => ours().begin(id, slot, "a.pdf", 10, at, writeId)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(replies.map(({ body }) => body.fields.key)).size).toBe(1);
    const document = await only(id);
    await ours().remove(id, document.id, at);
    const over = await ours().begin(id, slot, "a.pdf", 10, at, writeId);
    expect([over.status, rules(over)]).toEqual([409, ["document/sent"]]);
  });

  it("has the store refuse another length, another type and another key", async () => {
    const { body } = await ours().begin(await start(), slot, "a.pdf", FILES.pdf.length, at);
    expect(await sendFile(body, FILES.pdf.subarray(1))).toBe(400);
    expect(await sendFile(body, Buffer.concat([FILES.pdf, FILES.pdf]))).toBe(400);
    expect(await sendFile({ ...body, fields: { ...body.fields, "Content-Type": "text/html" } }, FILES.pdf)).toBe(403);
    expect(await sendFile({ ...body, fields: { ...body.fields, key: "documents/x/y/z" } }, FILES.pdf)).toBe(403);
  });

  it("takes nothing once the round has closed, or when there is no open draft", async () => {
    const id = await start();
    expect((await ours().begin(id, slot, "a.pdf", 10, closesAt - 1)).status).toBe(200);
    const late = await ours().begin(id, slot, "a.pdf", 10, closesAt);
    expect([late.status, rules(late)]).toEqual([409, ["round/closed"]]);
    const { id: done } = await submitted([]);
    const after = await ours().begin(done, slot, "a.pdf", 10, at);
    expect([after.status, rules(after)]).toEqual([409, ["draft/closed"]]);
  });

  it("answers for someone else's application exactly as for one that does not exist", async () => {
    const id = await start();
    const document = await received(id);
    const theirs = store.asking(stranger);
    for (const ask of [
      (at_: string) => theirs.list(at_, at),
      (at_: string) => theirs.begin(at_, slot, "a.pdf", 10, at),
      (at_: string) => theirs.received(at_, document, at),
      (at_: string) => theirs.remove(at_, document, at),
      (at_: string) => theirs.file(at_, document, at),
      (at_: string) => theirs.replace(at_, document, "a.pdf", 10, at),
    ]) {
      const [real, missing] = [await ask(id), await ask("DOC-26Q4-9999-Z")];
      expect([real.status, real.body]).toEqual([404, missing.body]);
    }
  });
});

describe("POST /api/applications/{id}/documents/{document}/received", () => {
  it.each(Object.entries(FILES))("takes a %s for what it holds, with its hash", async (type, bytes) => {
    const id = await start();
    const document = await sent(id, `file.${type}`, bytes);
    const reply = await ours().received(id, document, at);
    expect(reply.body.document).toMatchObject({
      state: "received",
      scan: "waiting",
      name: `file.${type}`,
      sizeBytes: bytes.length,
    });
    expect(reply.body.document.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(reply.text).not.toContain("ersionId");
  });

  it("refuses document/content: a program called .pdf", async () => {
    const id = await start();
    const document = await sent(id, "invoice.pdf", PROGRAM);
    const reply = await ours().received(id, document, at);
    expect([reply.status, rules(reply)]).toEqual([422, ["document/content"]]);
    expect(rules(await ours().received(id, document, at))).toEqual(["document/content"]);
    expect(await only(id)).toMatchObject({ state: "refused", refusal: expect.stringContaining("PDF") });
  });

  it("gives a picture the ending of what it is", async () => {
    const id = await start();
    await received(id, "photo.jpg", FILES.png);
    expect(await only(id)).toMatchObject({ name: "photo.png", contentType: "image/png" });
  });

  it("refuses document/upload while nothing has arrived", async () => {
    const id = await start();
    const { body } = await ours().begin(id, slot, "a.pdf", 10, at);
    const reply = await ours().received(id, body.document.id, at);
    expect([reply.status, rules(reply)]).toEqual([409, ["document/upload"]]);
    expect((await ours().received(id, "f_missing", at)).status).toBe(404);
  });

  it("stays bound to the version that was read when the form is used again", async () => {
    const id = await start();
    const { body } = await ours().begin(id, slot, "a.csv", FILES.csv.length, at);
    await sendFile(body, FILES.csv);
    const first = (await ours().received(id, body.document.id, at)).body.document;
    await sendFile(body, Buffer.alloc(FILES.csv.length, "x"));
    await store.tellCreated(body.document.id, at);
    expect(store.createdOf(body.document.id)).toHaveLength(2);
    expect(await only(id)).toEqual(first);
    await store.tellScanned(body.document.id, "THREATS_FOUND", at);
    expect(await only(id)).toEqual(first);
  });
});

describe("POST /api/applications/{id}/documents/{document}/removal", () => {
  it("takes the file out of the draft, once, and makes room for another", async () => {
    const id = await start();
    const document = await received(id);
    for (const again of [1, 2]) {
      const reply = await ours().remove(id, document, at + again);
      expect([reply.status, reply.body.document.state]).toEqual([200, "removed"]);
    }
    expect((await ours().list(id, at)).body.documents).toEqual([]);
    expect((await ours().file(id, document, at)).status).toBe(404);
  });

  it("leaves what the standing submission names readable", async () => {
    const { id, documents } = await submitted([["a.pdf", FILES.pdf]]);
    const [document = ""] = documents;
    await store.scan(document, at);
    await asking(engine.it, cookieOf("p_1")).openChange(id, at);
    expect((await ours().remove(id, document, at)).status).toBe(200);
    expect((await ours().file(id, document, at)).status).toBe(200);
    expect((await store.asking(officer).file(id, document, at)).status).toBe(200);
  });
});

describe("GET /api/applications/{id}/documents/{document}/file", () => {
  it("refuses document/scan until the file was scanned, also to its owner", async () => {
    const id = await start();
    const document = await received(id);
    const reply = await ours().file(id, document, at);
    expect([reply.status, rules(reply)]).toEqual([409, ["document/scan"]]);
    expect(reply.body.detail).toContain("being checked");
  });

  it("links to the scanned version, saved under its name", async () => {
    const id = await start();
    const document = await received(id, "Jahresabschluß “2025”.pdf");
    await store.scan(document, at);
    const { status, body } = await ours().file(id, document, at);
    expect(status).toBe(200);
    const got = await fetch(body.url);
    expect(Buffer.from(await got.arrayBuffer())).toEqual(FILES.pdf);
    expect(got.headers.get("content-type")).toBe("application/pdf");
    expect(got.headers.get("content-disposition")).toBe(
      `attachment; filename="Jahresabschlu_ _2025_.pdf"; filename*=UTF-8''Jahresabschlu%C3%9F%20%E2%80%9C2025%E2%80%9D.pdf`,
    );
    expect(body.url).toContain("X-Amz-Expires=600");
  });

  it.each([
    ["a.pdf", FILES.pdf, "inline"],
    ["list.csv", Buffer.from("a,b\n1,2\n"), "attachment"],
  ])("shows a picture or a PDF in the page, and nothing else: %s", async (name, bytes, disposition) => {
    const id = await start();
    const document = await received(id, name, bytes);
    await store.scan(document, at);
    const { body } = await ours().file(id, document, at, { show: "page" });
    const got = await fetch(body.url);
    expect(got.headers.get("content-disposition")?.split(";")[0]).toBe(disposition);
  });

  it("never opens the EICAR test file", async () => {
    const id = await start();
    const document = await received(id, "list.csv", Buffer.from(EICAR));
    expect(await store.scan(document, at)).toBe("THREATS_FOUND");
    const reply = await ours().file(id, document, at);
    expect([reply.status, reply.body.detail]).toEqual([409, "This file holds something harmful. Nobody can open it."]);
  });

  it("shows officers and observers what was submitted, and nothing of a draft", async () => {
    const { id, documents } = await submitted([["a.pdf", FILES.pdf]]);
    const draft = await start();
    const unsent = await received(draft);
    for (const document of [...documents, unsent]) await store.scan(document, at);
    for (const cookie of [officer, observer]) {
      expect((await store.asking(cookie).file(id, documents[0] ?? "", at)).status).toBe(200);
      expect((await store.asking(cookie).file(draft, unsent, at)).status).toBe(404);
    }
    expect((await ours().file(id, documents[0] ?? "", at)).status).toBe(200);
    const views = await engine.it.deps.store.desk.viewsOf(id);
    expect(views.map(({ personId, as }) => `${personId} as ${as}`).sort()).toEqual([
      "p_obs as observer",
      "p_off as officer",
    ]);
    expect(await engine.it.deps.store.desk.viewsOf(draft)).toEqual([]);
  });

  it("shows a trustee the files of a bid they may open: not before they declared, nor with an interest, nor without a seat", async () => {
    const { id, documents } = await submitted([["a.pdf", FILES.pdf]]);
    const [document = ""] = documents;
    await store.scan(document, at);
    const people = ["p_chair", "p_deputy", "p_seatless"];
    // The deputy observes too: it opens nothing that their seat keeps from them.
    const [chair, deputy, seatless] = await Promise.all(
      people.map((one) =>
        signedIn(engine.it, { id: one, roles: one === "p_deputy" ? ["trustee", "observer"] : ["trustee"] }, at),
      ),
    );
    const statusFor = async (who: { cookie: string } | undefined) =>
      (await store.asking(who?.cookie ?? "").file(id, document, at)).status;
    const head = {
      roundId: round.id,
      panel: [
        { personId: "p_chair", name: "Chair", seat: "chair" as const, constable: false },
        { personId: "p_deputy", name: "Deputy", seat: "deputy" as const, constable: false },
      ],
      assigned: { [id]: ["p_chair", "p_deputy"] },
      submissions: { [id]: 1 },
      endsAt: new Date(at + HOUR).toISOString(),
      finished: {},
      version: 0,
    };
    const sheetOf = (personId: string, kind: "none" | "direct") => ({
      sheet: {
        roundId: round.id,
        personId,
        declarations: { [id]: { kind, at: new Date(at).toISOString() } },
        cards: {},
        version: 0,
      },
      events: [],
    });
    const { move } = engine.it.deps.store.scoring;
    await move({ head: { was: undefined, becomes: head, events: [] } }, { writeId: nextWriteId(), at });
    expect(await statusFor(chair)).toBe(404);
    const stands = { ...head, version: 1 };
    await move(
      {
        head: { was: stands, becomes: stands, events: [] },
        sheets: [sheetOf("p_chair", "none"), sheetOf("p_deputy", "direct")],
      },
      { writeId: nextWriteId(), at },
    );
    expect([await statusFor(chair), await statusFor(deputy), await statusFor(seatless)]).toEqual([200, 404, 404]);
    const views = await engine.it.deps.store.desk.viewsOf(id);
    expect(views.map(({ personId, as }) => `${personId} as ${as}`)).toEqual(["p_chair as trustee"]);
  });
});

describe("POST /api/applications/{id}/documents/{document}/replacement", () => {
  const infected = async () => {
    const { id, documents, receipt } = await submitted([["list.csv", Buffer.from(EICAR)]]);
    const [document = ""] = documents;
    await store.scan(document, at);
    return { id, document, receipt };
  };
  // Refused on a Wednesday: the third working day after it is Monday 30 November.
  const lastMoment = Date.parse("2026-11-30T23:59:59.999Z");
  const live = async (when: number) =>
    store.asking(
      (await signedIn(engine.it, { id: `p_${when}_${nextWriteId()}`, organisations: ["o_1"] }, when)).cookie,
    );

  it("takes a file for a refused one after the close, beside an untouched submission", async () => {
    const { id, document, receipt } = await infected();
    const as = await live(lastMoment);
    const { status, body } = await as.replace(id, document, "list.csv", FILES.csv.length, lastMoment);
    expect([status, body.document]).toEqual([200, expect.objectContaining({ slot, replaces: document })]);
    await sendFile(body, FILES.csv);
    expect((await as.received(id, body.document.id, lastMoment)).status).toBe(200);
    await store.scan(body.document.id, lastMoment);
    const office = await signedIn(
      engine.it,
      { id: `p_${nextWriteId()}`, roles: ["officer"], door: "staff" },
      lastMoment,
    );
    expect((await store.asking(office.cookie).file(id, body.document.id, lastMoment)).status).toBe(200);
    expect((await asking(engine.it, cookieOf("p_1")).read(id, at)).body.latest.sha256).toBe(receipt.sha256);
    const again = await as.replace(id, document, "list.csv", 10, lastMoment);
    expect([again.status, rules(again)]).toEqual([409, ["document/replace-window"]]);
  });

  it("refuses document/replace-window after three working days, and for a file that is not refused", async () => {
    const { id, document } = await infected();
    const late = await (await live(lastMoment + 1)).replace(id, document, "list.csv", 10, lastMoment + 1);
    expect([late.status, rules(late)]).toEqual([409, ["document/replace-window"]]);
    const { id: fine, documents } = await submitted([["a.pdf", FILES.pdf]]);
    await store.scan(documents[0] ?? "", at);
    expect(rules(await ours().replace(fine, documents[0] ?? "", "b.pdf", 10, at))).toEqual(["document/replace-window"]);
  });

  it("is of that file alone, under the same rules", async () => {
    const { id, document } = await infected();
    expect(rules(await ours().replace(id, document, "a.exe", 10, at + MINUTE))).toEqual(["document/type"]);
    expect((await ours().replace(id, "f_other", "a.pdf", 10, at)).status).toBe(404);
    const draft = await start();
    const unsent = await received(draft, "list.csv", Buffer.from(EICAR));
    await store.scan(unsent, at);
    expect((await ours().replace(draft, unsent, "a.pdf", 10, at)).status).toBe(404);
  });
});
