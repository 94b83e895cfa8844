import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillOnce } from "../../../infra/local/demonstration.ts";
import { demonstrationRounds } from "../../../infra/local/demonstration-rounds.ts";
import { emptyFolder } from "../../../infra/local/reset.ts";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { msOf } from "../../../shared/rules/london.ts";
import { roundStatus, timetableFindings } from "../../../shared/rules/round.ts";
import { documentsForFile } from "../../support/documents.ts";
import { engineForFile } from "../../support/engine.ts";

const engine = engineForFile();
const documents = documentsForFile(engine);
const at = msOf("2026-11-22T12:00:00.000Z");
const folder = () => mkdtempSync(join(tmpdir(), "portal-"));
const ids = FUNDS.map(({ id }) => id);

describe("demonstrationRounds", () => {
  it("has, on any day, one round open, one that waits for a meeting to come, one decided, and one of each other fund open", () => {
    const days = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 5, 1) });
    fc.assert(
      fc.property(days, (now) => {
        const { open, waiting, decided, others } = demonstrationRounds(now);
        const all = [open, waiting, decided, ...others];
        expect(all.map((round) => roundStatus(round, [], now))).toEqual([
          "open",
          "closed",
          "decided",
          ...others.map(() => "open"),
        ]);
        expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
        expect(others.map(({ fundId }) => fundId)).toEqual(ids.slice(1));
        expect(all.flatMap((round) => timetableFindings(round.timetable, msOf(round.timetable.opensAt)))).toEqual([]);
        expect(Date.parse(waiting.timetable.meetingOn)).toBeGreaterThan(now);
        expect(decided.result?.awardedPence).toBeLessThan(decided.pot.reduce((sum, part) => sum + part.amountPence, 0));
      }),
      { numRuns: 300 },
    );
  });
});

describe("fillOnce", () => {
  it("fills a portal once, and takes up a start that was cut short without doing anything twice", async () => {
    const where = folder();
    expect(await fillOnce(where, documents.deps(), at)).toBe("filled");
    expect(await fillOnce(where, documents.deps(), at + 86_400_000)).toBe("left");
    writeFileSync(join(where, "demonstration.json"), JSON.stringify({ at, done: false }));
    expect(await fillOnce(where, documents.deps(), at + 86_400_000)).toBe("filled");
    const { rounds } = await engine.it.deps.store.rounds.roundsOf(ids);
    expect(rounds.map((round) => roundStatus(round, [], at)).sort()).toEqual([
      "closed",
      "decided",
      "open",
      "open",
      "open",
    ]);
  });

  it("prepares the round that waits for its meeting: six trustees, a chair and a deputy, every bid, nothing declared", async () => {
    await fillOnce(folder(), documents.deps(), at);
    const { waiting } = demonstrationRounds(at);
    const scoring = await engine.it.deps.store.scoring.round(waiting.id);
    expect(scoring?.head.panel.map(({ name, seat }) => [name, seat])).toEqual([
      ["Rowan Example", "chair"],
      ["Hazel Example", "deputy"],
      ["Holly Example", "trustee"],
      ["Juniper Example", "trustee"],
      ["Laurel Example", "trustee"],
      ["Maple Example", "trustee"],
    ]);
    const assigned = Object.values(scoring?.head.assigned ?? {});
    expect([assigned.length, new Set(assigned.map(({ length }) => length))]).toEqual([6, new Set([6])]);
    expect(scoring?.sheets).toEqual([]);
    expect(Date.parse(scoring?.head.endsAt ?? "")).toBeGreaterThan(at);
    expect(Date.parse(scoring?.head.endsAt ?? "")).toBeLessThan(Date.parse(waiting.timetable.meetingOn));
  });

  it("has one invented invoice in two bids of two groups", async () => {
    await fillOnce(folder(), documents.deps(), at);
    const { store } = engine.it.deps;
    const { listed } = await store.desk.round(demonstrationRounds(at).waiting.id);
    const papers = await Promise.all(listed.map(({ id }) => store.documents.ofApplication(id)));
    const sent = papers
      .flat()
      .map(({ name, sha256, state, organisationId }) => ({ name, sha256, state, organisationId }));
    expect(sent.map(({ name, state }) => `${name} ${state}`).toSorted()).toEqual([
      "Invoice 0412.pdf received",
      "Lamps invoice.pdf received",
    ]);
    expect([new Set(sent.map((one) => one.sha256)).size, new Set(sent.map((one) => one.organisationId)).size]).toEqual([
      1, 2,
    ]);
  });

  it("leaves a portal empty that was reset to be empty", async () => {
    const where = folder();
    emptyFolder(where, true);
    expect(await fillOnce(where, documents.deps(), at)).toBe("left");
  });
});

describe("emptyFolder", () => {
  it("removes a portal's folder, and no other", () => {
    const [ours, other] = [folder(), folder()];
    writeFileSync(join(ours, "table.db"), "");
    writeFileSync(join(other, "letter.txt"), "");
    emptyFolder(ours, true);
    expect(readdirSync(ours)).toEqual(["empty"]);
    expect(() => emptyFolder(other, true)).toThrow("is not the folder of a portal");
    expect(readdirSync(other)).toEqual(["letter.txt"]);
  });
});
