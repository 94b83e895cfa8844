import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { KNOWN } from "../../../shared/rules/form.ts";
import { MINUTE } from "../../support/bid.ts";
import { atDesk, deskScene, withRole } from "../../support/desk.ts";
import { documentsForFile } from "../../support/documents.ts";
import { engineForFile } from "../../support/engine.ts";

const engine = engineForFile();
const files = documentsForFile(engine);
const at = Date.parse("2026-11-22T12:00:00.000Z");
const [fund] = FUNDS;
if (fund === undefined) throw new Error("The portal ships with a fund.");

const as = async (role: "officer" | "observer" | "trustee") =>
  atDesk(engine.it, (await withRole(engine.it, role, at)).cookie, files.deps());

/** Reads CSV as RFC 4180 says, by itself: rows of cells. */
const parsed = (csv: string): string[][] => {
  const rows: string[][] = [[]];
  const pattern = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/gy;
  for (let found = pattern.exec(csv); found !== null && found[0] !== ""; found = pattern.exec(csv)) {
    const [, cell = "", end] = found;
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === "\r\n") rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
};

const fetched = async (url: string) => {
  const response = await fetch(url);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return { response, text, rows: parsed(text.slice(1)) };
};

/** The text of one question changed in an open draft. */
const typeInto = async (scene: Awaited<ReturnType<typeof deskScene>>, id: string, question: string, text: string) => {
  const { draft, form } = (await scene.as.read(id, at)).body;
  const section = form.sections.find(({ questions }: { questions: { id: string }[] }) =>
    questions.some((one) => one.id === question),
  ).id;
  const { version, answers } = draft.sections[section];
  await scene.as.save(id, section, { draftId: draft.id, was: version, answers: { ...answers, [question]: text } }, at);
};

describe("GET /api/desk/rounds/{id}/export", () => {
  it("gives a CSV file whose asked column adds up to the screen's total to the penny", async () => {
    const scene = await deskScene(engine.it, fund, at);
    await scene.sent(50_001);
    await scene.sent(123_457);
    const withdrawn = await scene.sent(99_999);
    await scene.as.withdraw(withdrawn, at);
    await scene.draft(10_000);
    const officer = await as("officer");
    const reply = await officer.exportRound(scene.round.id, at + MINUTE);
    expect(reply.status, reply.text).toBe(200);
    const { response, text, rows } = await fetched(reply.body.url);
    expect(response.headers.get("content-disposition")).toContain(`${scene.round.id} 2026-11-22.csv`);
    expect(text.charCodeAt(0)).toBe(0xfeff);
    const [head = [], ...lines] = rows;
    const asked = head.indexOf("Asked of the pot (£)");
    const pence = lines.map((line) => Number((line[asked] ?? "").replace(".", "")));
    const screen = (await officer.round(scene.round.id, at + MINUTE)).body.totals.askedPence;
    expect(pence.reduce((sum, each) => sum + each, 0)).toBe(screen);
    expect([reply.body.askedPence, screen, reply.body.applications, lines.length]).toEqual([173_458, 173_458, 4, 4]);
    expect(lines.every((line) => line.length === head.length)).toBe(true);
    expect(text).not.toContain("100.00");
  });

  it.each([
    ['=HYPERLINK("http://evil.example";"x")'],
    ["+44 1275 000000"],
    ["-1+1|cmd"],
    ["@SUM(A1)"],
    ["  =1+1"],
    ["＝1+1"],
  ])("writes %s so that no spreadsheet runs it", async (typed) => {
    const scene = await deskScene(engine.it, fund, at);
    const { id, draftId } = await scene.draft();
    await typeInto(scene, id, KNOWN.title, typed);
    expect((await scene.as.submit(id, draftId, at)).status).toBe(200);
    const { body } = await (await as("officer")).exportRound(scene.round.id, at);
    const { rows } = await fetched(body.url);
    const [head = [], line = []] = rows;
    expect(line[head.indexOf("Project")]).toBe(`'${typed.trim()}`);
    expect(rows.flat().filter((cell) => /^\s*[=+\-@＝]/.test(cell))).toEqual([]);
  });

  it("keeps drafts from observers, and the export in the history of each bid", async () => {
    const scene = await deskScene(engine.it, fund, at);
    const id = await scene.sent();
    await scene.draft();
    const observer = await as("observer");
    const { body } = await observer.exportRound(scene.round.id, at + MINUTE);
    expect(body.applications).toBe(1);
    const { history } = (await observer.application(id, at + MINUTE)).body;
    expect(history.map(({ type, about }: { type: string; about: string }) => [type, about])).toContainEqual([
      "round-exported",
      "observer",
    ]);
  });

  it("is refused to a trustee, and for a round that does not exist", async () => {
    const scene = await deskScene(engine.it, fund, at);
    expect((await (await as("trustee")).exportRound(scene.round.id, at)).status).toBe(403);
    expect((await (await as("officer")).exportRound("CAF-99Z9", at)).status).toBe(404);
  });
});
