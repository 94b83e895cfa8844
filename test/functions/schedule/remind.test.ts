import { beforeAll, describe, expect, it } from "vitest";
import { MANIFEST } from "../../../functions/manifest.ts";
import { handler } from "../../../functions/schedule/remind.ts";
import { applicationKey } from "../../../functions/store/keys.ts";
import { as } from "../../../infra/local/guard.ts";
import { OFFICE } from "../../../shared/office.ts";
import { toInstant } from "../../../shared/rules/london.ts";
import { SETTLES_MS } from "../../../shared/rules/scoring.ts";
import { engineForFile, NO_CONTEXT } from "../../support/engine.ts";
import { runs } from "../../support/length.ts";
import { groupOf, headOf, writeHead } from "../../support/relay.ts";
import { aRound, putPublished, someFund } from "../../support/rounds.ts";
import { scoringScene } from "../../support/scoring.ts";
import { tellingOf, tos } from "../../support/telling.ts";

const engine = engineForFile();
const round = aRound();
const id = (number: string) => `${round.id}-${number}`;
const started = Date.parse("2026-11-03T09:00:00.000Z");
/** A week, two days and three hours before the close. */
const [week, two, three] = ["2026-11-24T09:00", "2026-11-29T09:00", "2026-12-01T09:00"].map((at) =>
  Date.parse(`${at}:00.000Z`),
);
const run = (at = 0) =>
  as("schedule/remind", () => handler.withDeps(engine.it.deps)({ at: toInstant(at) }, NO_CONTEXT));
const taken = tellingOf(engine, Date.parse("2027-12-31T00:00:00.000Z"));
const latest = { number: 1, writeId: "w", receivedAt: toInstant(started), sha256: "ab", askedPence: 100 };

beforeAll(async () => {
  await putPublished(engine.it, round);
  await groupOf(engine.it, "o_1", ["p_ash", "p_bo"], started);
  await groupOf(engine.it, "o_2", ["p_cy"], started);
  await groupOf(engine.it, "o_3", ["p_di"], started);
  await writeHead(engine.it, headOf(id("0001-A"), "o_1"), [], started);
  await writeHead(engine.it, headOf(id("0002-B"), "o_1", { title: "A second one" }), [], started);
  await writeHead(engine.it, headOf(id("0003-C"), "o_2", { state: "submitted", latest }), [], started);
  await writeHead(engine.it, headOf(id("0004-D"), "o_3", { state: "withdrawn" }), [], started);
});

describe("schedule/remind", () => {
  it("reminds everyone of a group with a draft, once each, and nobody who has submitted or withdrawn", async () => {
    await run(week);
    const messages = await taken();
    expect(tos(messages)).toEqual(["p_ash", "p_bo"].map((person) => `draft-reminder to ${person}@example.org`));
    expect(messages[0]?.subject).toBe(`${id("0001-A")}: your application is not submitted yet`);
    expect(messages[0]?.text).toContain("The round closes at 12 noon on Tuesday 1 December 2026.");
    expect(messages[0]?.text).toContain(`Your other drafts: ${id("0002-B")}`);
  });

  it("reminds once, however often and however late it runs within its time", async () => {
    for (const late of [0, 1, 20]) await run((week ?? 0) + late * 3_600_000);
    expect(await taken()).toEqual([]);
    await run((week ?? 0) + 26 * 3_600_000);
    expect(await taken()).toEqual([]);
  });

  it("does not remind of what was submitted between the hour and the telling", async () => {
    await run(two);
    await engine.it.table.write(
      [
        {
          key: applicationKey(id("0001-A")),
          kind: "application",
          schema: 1,
          was: 1,
          events: [],
          data: { ...headOf(id("0001-A"), "o_1", { state: "submitted", latest }), inRound: round.id, hasDraft: "no" },
        },
      ],
      { writeId: "submitted-since", at: two ?? 0 },
    );
    const messages = await taken();
    expect(messages.map(({ subject }) => subject.split(":")[0])).toEqual([id("0002-B"), id("0002-B")]);
    expect(messages[0]?.text).not.toContain(id("0001-A"));
  });

  it("says of the last hours when it closes, and leads to where one submits", async () => {
    await run(three);
    const messages = await taken();
    expect(tos(messages)).toEqual(["p_ash", "p_bo"].map((person) => `closing-soon to ${person}@example.org`));
    expect(messages[0]?.text).toContain(`/apply/${id("0002-B")}/check\n`);
  });

  it("tells the office on the last working day before a date, at its own address", async () => {
    await run(Date.parse("2026-12-14T09:00:00.000Z"));
    const messages = await taken();
    expect(tos(messages)).toEqual([`office-date-ahead to ${OFFICE.email}`]);
    expect(messages[0]?.text).toContain("Checks done by: Tuesday 15 December 2026");
  });

  it("tells the office on the working day after a date that was not kept", async () => {
    await run(Date.parse("2027-01-27T09:00:00.000Z"));
    const messages = (await taken()).filter(({ to }) => to.startsWith("office-date-missed"));
    expect(tos(messages)).toEqual([`office-date-missed to ${OFFICE.email}`]);
    expect(messages[0]?.text).toContain("Decisions confirmed by: Tuesday 26 January 2027");
  });

  it("reminds the trustees who have bids left, with how many, and nobody who has finished", async () => {
    const scene = await scoringScene(engine.it, someFund(), Date.parse("2026-12-01T00:00:00.000Z"));
    const endsAt = { on: "2026-12-20", time: "23:59" };
    await scene.asOfficer.prepare(scene.round.id, { ...scene.plan, endsAt }, scene.now);
    for (const n of [0, 1]) await scene.as(n).declare(scene.round.id, 0, scene.none(), scene.now);
    await scene.scored(0, scene.bid(0));
    await scene.scored(0, scene.bid(1));
    await scene.scored(1, scene.bid(0));
    await taken();
    await run(Date.parse("2026-12-13T09:00:00.000Z"));
    const messages = (await taken()).filter(({ to }) => to.startsWith("trustee"));
    expect(messages.map(({ recipient }) => recipient).toSorted()).toEqual(
      [scene.person(1).id, scene.person(2).id].toSorted(),
    );
    const left = new Map(messages.map(({ recipient, text }) => [recipient, /Bids left: (\d)/.exec(text)?.[1]]));
    expect([left.get(scene.person(1).id), left.get(scene.person(2).id)]).toEqual(["1", "2"]);
    expect(messages[0]?.text).toContain("Send your scores by 11:59pm on Sunday 20 December 2026");
  });

  it("tells the panel, once, that the date has revealed all cards, where the last card has not", async () => {
    const scene = await scoringScene(engine.it, someFund(), Date.parse("2026-12-28T00:00:00.000Z"));
    await scene.prepared();
    await taken();
    const revealed = async (at: number) => {
      await run(at);
      return tos(await taken()).filter((to) => to.startsWith("scoring-revealed"));
    };
    expect(await revealed(scene.endsAt)).toEqual([]);
    expect(await revealed(scene.endsAt + SETTLES_MS)).toHaveLength(scene.people.length);
    expect(await revealed(scene.endsAt + 2 * SETTLES_MS)).toEqual([]);
  });

  it("reminds each of 500 owners once on a deadline day, within a tenth of what the stream's function may take", async () => {
    const many = aRound({ code: "27Q1", id: "CAF-27Q1" });
    await putPublished(engine.it, many);
    const owners = Array.from({ length: runs(500) }, (_, n) => `p_own${n}`);
    for (const [n, owner] of owners.entries()) {
      await groupOf(engine.it, `o_own${n}`, [owner], started);
      await writeHead(engine.it, headOf(`${many.id}-${String(n).padStart(4, "0")}-K`, `o_own${n}`), [], started);
    }
    await run(three);
    const startedAt = performance.now();
    const messages = (await taken()).filter(({ to }) => to.includes("p_own"));
    const { timeoutSeconds } = MANIFEST["stream/events"];
    expect(performance.now() - startedAt).toBeLessThan(timeoutSeconds * 100);
    expect(tos(messages)).toEqual(owners.map((owner) => `closing-soon to ${owner}@example.org`).toSorted());
  });
});
