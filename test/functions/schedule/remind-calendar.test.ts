import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../../functions/schedule/remind.ts";
import { applicationKey } from "../../../functions/store/keys.ts";
import { as } from "../../../infra/local/guard.ts";
import { OFFICE } from "../../../shared/office.ts";
import { msOf, toInstant } from "../../../shared/rules/london.ts";
import { aClosure, keepClosures, untilInstant } from "../../support/closures.ts";
import { engineForFile, NO_CONTEXT } from "../../support/engine.ts";
import { groupOf, headOf, writeHead } from "../../support/relay.ts";
import { aRound, putPublished } from "../../support/rounds.ts";
import { tellingOf, tos } from "../../support/telling.ts";

const engine = engineForFile();
/** Open from 2 November to noon on 1 December 2026. */
const round = aRound();
const id = (number: string) => `${round.id}-${number}`;
const started = msOf("2026-11-03T09:00:00.000Z");
const END = msOf("2026-11-16T09:00:00.000Z");
const run = (at: number) =>
  as("schedule/remind", () => handler.withDeps(engine.it.deps)({ at: toInstant(at) }, NO_CONTEXT));
const taken = tellingOf(engine, msOf("2028-12-31T00:00:00.000Z"));
const latest = { number: 1, writeId: "w", receivedAt: toInstant(started), sha256: "ab", askedPence: 100 };
const about = (messages: readonly { to: string }[], template: string) =>
  tos(messages).filter((to) => to.startsWith(template));

beforeAll(async () => {
  await putPublished(engine.it, round);
  for (const [organisation, people] of [
    ["o_1", ["p_ash", "p_bo"]],
    ["o_2", ["p_cy"]],
    ["o_3", ["p_di"]],
    ["o_4", ["p_ed"]],
    ["o_5", ["p_fay"]],
  ] as const)
    await groupOf(engine.it, organisation, [...people], started);
  await writeHead(engine.it, headOf(id("0001-A"), "o_1", { startedAt: toInstant(started) }), [], started);
  await writeHead(engine.it, headOf(id("0002-B"), "o_1", { startedAt: toInstant(started) }), [], started);
  await writeHead(engine.it, headOf(id("0003-C"), "o_2", { state: "submitted", latest }), [], started);
  await writeHead(engine.it, headOf(id("0004-D"), "o_3", { startedAt: toInstant(started) }), [], started);
  await writeHead(engine.it, headOf(id("0005-E"), "o_4", { startedAt: toInstant(END + 60_000) }), [], END + 60_000);
  await writeHead(engine.it, headOf(id("0006-F"), "o_5", { state: "withdrawn" }), [], started);
  await keepClosures(engine.it, [aClosure({ until: untilInstant(END), wording: "Back on Monday." })], started);
});

describe("closure/reopened", () => {
  it("says nothing while it holds", async () => {
    await run(END - 1);
    expect(about(await taken(), "fund-reopened")).toEqual([]);
  });

  it("tells each owner of a draft once, late or twice, and nobody who has sent, withdrawn or begun since", async () => {
    await run(END + 3_600_000);
    // Sent between the run and the telling.
    const sent = headOf(id("0004-D"), "o_3", { state: "submitted", latest });
    await engine.it.table.write(
      [
        {
          ...{ key: applicationKey(sent.id), kind: "application", schema: 1, was: 1, events: [] },
          data: { ...sent, inRound: round.id, hasDraft: "no" },
        },
      ],
      { writeId: "sent-since", at: END + 3_600_000 },
    );
    const messages = await taken();
    expect(about(messages, "fund-reopened")).toEqual(
      ["p_ash", "p_bo"].map((person) => `fund-reopened to ${person}@example.org`),
    );
    const [first] = messages.filter(({ to }) => to.startsWith("fund-reopened"));
    expect(first?.subject).toBe(`${id("0001-A")}: the fund is open`);
    expect(first?.text).toContain("ended at 9am on Monday 16 November 2026.");
    expect(first?.text).toContain("The round closes at 12 noon on Tuesday 1 December 2026.");
    expect(first?.text).toContain(`/apply/${id("0001-A")}`);
    for (const hours of [1, 2, 100, 500]) await run(END + hours * 3_600_000);
    expect(about(await taken(), "fund-reopened")).toEqual([]);
  });
});

describe("reminder/office", () => {
  const office = async (when: string) => {
    for (const late of [0, 1]) await run(msOf(when) + late * 3_600_000);
    return (await taken()).filter(({ to }) => /office-(?:election|closure)-date/.test(to));
  };

  it("asks the office a working week ahead to announce a closure for the election that the portal comes with", async () => {
    const messages = await office("2028-03-06T09:00:00.000Z");
    expect(tos(messages)).toEqual([`office-election-date to ${OFFICE.email}`]);
    expect(messages[0]?.subject).toBe("Announce a closure by Monday 13 March 2028");
    expect(messages[0]?.text).toContain("/office/elections/commissioner-2028/close");
  });

  it("tells it once of the period and the notice, on the working day before", async () => {
    const messages = await office("2028-03-24T09:00:00.000Z");
    expect(messages.map(({ subject }) => subject)).toEqual(["The sensitive period begins on Monday 27 March 2028"]);
    expect(messages[0]?.text).toContain("It is the last day for the notice of election too.");
    expect(await office("2028-03-24T09:00:00.000Z")).toEqual([]);
  });

  it("asks for the declaration, and says that a closure waits", async () => {
    const until = { of: "declaration", pollId: "commissioner-2028" } as const;
    const from = "2028-03-26T23:00:00.000Z";
    const waiting = aClosure({ id: "c_2", reason: "election", announcedAt: "2028-03-06T12:00:00.000Z", from, until });
    await keepClosures(engine.it, [waiting], msOf("2028-03-06T12:00:00.000Z"));
    const messages = await office("2028-05-12T09:00:00.000Z");
    expect(messages.map(({ subject }) => subject)).toEqual(["No declaration of acceptance is recorded"]);
    expect(messages[0]?.text).toContain("A closure waits for it");
  });

  it("tells it of a closure the working day before it begins, and before it ends by itself", async () => {
    const from = "2027-06-14T08:00:00.000Z";
    const closure = aClosure({ id: "c_3", from, until: untilInstant(msOf("2027-06-25T11:00:00.000Z")) });
    await keepClosures(engine.it, [closure], msOf("2027-05-20T09:00:00.000Z"));
    const begins = await office("2027-06-11T08:00:00.000Z");
    expect(begins.map(({ subject }) => subject)).toEqual(["A closure begins at 9am on Monday 14 June 2027"]);
    expect(begins[0]?.text).toContain("/office/closures/c_3");
    const ends = await office("2027-06-24T08:00:00.000Z");
    expect(ends.map(({ subject }) => subject)).toEqual(["A closure ends at 12 noon on Friday 25 June 2027"]);
  });
});
