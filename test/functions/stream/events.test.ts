import type { DynamoDBRecord } from "aws-lambda";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { subjectOf } from "../../../functions/store/keys.ts";
import { handler } from "../../../functions/stream/events.ts";
import type { Event } from "../../../shared/events.ts";
import type { Application } from "../../../shared/rules/application.ts";
import { NO_TOTALS } from "../../../shared/rules/totals.ts";
import { engineForFile, NO_CONTEXT } from "../../support/engine.ts";
import { deliverAll, type Fault, groupOf, headOf, relayedRecords, withFault, writeHead } from "../../support/relay.ts";

const engine = engineForFile();
const at = "2026-12-01T11:59:59.000Z";
const ms = Date.parse(at);
let group = 0;

/** A group of two people with one application that is started, submitted, changed and withdrawn; its records. */
const history = async (
  roundId: string,
  number = 1,
): Promise<{ id: string; people: string[]; records: DynamoDBRecord[] }> => {
  group += 1;
  const [organisationId, people] = [`o_${group}`, [`p_${group}a`, `p_${group}b`]];
  await groupOf(engine.it, organisationId, people, ms);
  const id = `${roundId}-${String(number).padStart(4, "0")}-K`;
  const ids = { at, by: people[0] ?? "", applicationId: id, roundId, organisationId };
  const latest = (number: number, askedPence: number): Application["latest"] => ({
    ...{ number, askedPence, receivedAt: at, sha256: "ab".repeat(32), writeId: "write-id" },
  });
  const steps: [Partial<Application>, Event][] = [
    [{ state: "draft" }, { type: "application-started", ...ids }],
    [
      { state: "submitted", latest: latest(1, 140_000) },
      { type: "application-submitted", ...ids, submission: 1, askedPence: 140_000, previousPence: 0 },
    ],
    [
      { state: "submitted", latest: latest(2, 90_000) },
      { type: "application-submitted", ...ids, submission: 2, askedPence: 90_000, previousPence: 140_000 },
    ],
    [
      { state: "withdrawn", latest: latest(2, 90_000) },
      { type: "application-withdrawn", ...ids, askedPence: 90_000 },
    ],
  ];
  for (const [version, [over, event]] of steps.entries())
    await writeHead(engine.it, headOf(id, organisationId, { ...over, version }), [event], ms);
  const records = (await relayedRecords(engine.it)).filter(
    ({ dynamodb }) => dynamodb?.Keys?.pk?.S === `application/${id}`,
  );
  return { id, people, records };
};

const told = async (people: readonly string[]): Promise<string[]> => {
  const messages = await Promise.all(people.map((person) => engine.it.deps.store.messages.ofPerson(person)));
  return messages
    .flat()
    .map(({ to, template, facts }) => `${to} ${template} ${facts.submission ?? ""}`.trim())
    .sort();
};
/** The first sends the change and gets its receipt; the others hear that a colleague did. */
const toldAll = (people: readonly string[]): string[] =>
  people
    .flatMap((id, n) =>
      ["receipt 1", n === 0 ? "receipt 2" : "changed-by-colleague 2", "withdrawn"].map(
        (what) => `${id}@example.org ${what}`,
      ),
    )
    .sort();

describe("stream/events", () => {
  it("writes one chained audit row for each event, the round's totals and the messages", async () => {
    const { id, people, records } = await history("AAA-26Q4");
    expect(await deliverAll(handler, records, engine.it.deps)).toBe(1);
    const { rows, intact } = await engine.it.deps.store.audit.history(`application/${id}`);
    expect(rows.map((row) => row.id)).toEqual([1, 2, 3, 4].map((version) => `application/${id}@${version}.0`));
    expect(rows.map(({ event }) => event.type)).toEqual([
      "application-started",
      "application-submitted",
      "application-submitted",
      "application-withdrawn",
    ]);
    expect(intact).toBe(true);
    expect(await engine.it.deps.store.totals.ofRounds(["AAA-26Q4", "none-yet"])).toEqual([
      { ...NO_TOTALS, withdrawn: 1 },
      NO_TOTALS,
    ]);
    expect(await told(people)).toEqual(toldAll(people));
    const [receipt] = (await engine.it.deps.store.messages.ofPerson(people[0] ?? "")).filter(
      ({ facts }) => facts.submission === "2",
    );
    expect(receipt).toMatchObject({
      applicationId: id,
      urgent: true,
      state: "waiting",
      facts: { reference: id, asked: "£900.00", received: "11:59:59 on Tuesday 1 December 2026" },
    });
  });

  it("counts once and tells once, however often records come again", async () => {
    const { id, people, records } = await history("BBB-26Q4");
    const [first, second] = records;
    if (first === undefined || second === undefined) throw new Error("no records");
    await deliverAll(handler, [first, first, second, first, second, ...records, ...records], engine.it.deps);
    expect((await engine.it.deps.store.audit.history(`application/${id}`)).rows).toHaveLength(4);
    expect(await engine.it.deps.store.totals.ofRounds(["BBB-26Q4"])).toEqual([{ ...NO_TOTALS, withdrawn: 1 }]);
    expect(await told(people)).toEqual(toldAll(people));
  });

  it.each<Fault["how"]>(["not-done", "done-but-timed-out"])(
    "misses nothing and doubles nothing when any one call to the table is %s",
    async (how) => {
      let isReached = true;
      let call = 1;
      for (; isReached; call += 1) {
        const round = `F${how === "not-done" ? "N" : "T"}${call}-26Q4`;
        const { id, people, records } = await history(round);
        const { deps, reached } = withFault(engine.it, { call, how });
        await deliverAll(handler, records, deps);
        isReached = reached();
        const { rows, intact } = await engine.it.deps.store.audit.history(`application/${id}`);
        expect([rows.length, intact]).toEqual([4, true]);
        expect(await engine.it.deps.store.totals.ofRounds([round])).toEqual([{ ...NO_TOTALS, withdrawn: 1 }]);
        expect(await told(people)).toEqual(toldAll(people));
      }
      expect(call).toBeGreaterThan(20);
      expect(await engine.it.deps.store.failures.of("stream/events")).toEqual([]);
    },
  );

  it("depends on no order between items, and takes any tail of the stream twice", async () => {
    const lives = [await history("SHU-26Q4", 1), await history("SHU-26Q4", 2), await history("SHU-26Q4", 3)];
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), fc.nat(11), async (picks, again) => {
        // The same records under another round's name: a fresh world for each run.
        run += 1;
        const round = `R${run}-26Q4`;
        const queues = lives.map(({ records }) =>
          records.map((record): DynamoDBRecord => JSON.parse(JSON.stringify(record).replaceAll("SHU-26Q4", round))),
        );
        const order: DynamoDBRecord[] = [];
        for (const pick of picks) {
          const waiting = queues.filter((queue) => queue.length > 0);
          const next = waiting[pick % waiting.length]?.shift();
          if (next !== undefined) order.push(next);
        }
        await deliverAll(handler, [...order, ...order.slice(again)], engine.it.deps);
        expect(await engine.it.deps.store.totals.ofRounds([round])).toEqual([{ ...NO_TOTALS, withdrawn: 3 }]);
        for (const { id } of lives) {
          const { rows, intact } = await engine.it.deps.store.audit.history(
            `application/${id.replace("SHU-26Q4", round)}`,
          );
          expect([rows.length, intact]).toEqual([4, true]);
        }
      }),
      { numRuns: 12 },
    );
  });

  it("puts a record aside whole that is wrong in itself, and takes the next", async () => {
    const { id, records } = await history("BAD-26Q4");
    const [first, ...rest] = records;
    const broken: DynamoDBRecord = JSON.parse(
      JSON.stringify(first).replaceAll("application-started", "application-imagined"),
    );
    await deliverAll(handler, [broken, ...rest], engine.it.deps);
    const [failure] = await engine.it.deps.store.failures.of("stream/events");
    expect(failure).toMatchObject({ id: broken.eventID, item: `application/${id}`, problem: "$ZodError" });
    expect(JSON.parse(failure?.record ?? "")).toEqual(broken);
    const { rows, intact } = await engine.it.deps.store.audit.history(`application/${id}`);
    expect([rows.length, intact]).toEqual([3, true]);
  });

  it("takes up what was put aside, later and beside the chain", async () => {
    const { id, records } = await history("LAT-26Q4");
    const [first, second, third, fourth] = records;
    if (!(first && second && third && fourth)) throw new Error("no records");
    await deliverAll(handler, [first, third, second, fourth, second], engine.it.deps);
    const { rows, intact } = await engine.it.deps.store.audit.history(`application/${id}`);
    expect(intact).toBe(true);
    expect(rows.map(({ ofVersion, late }) => [ofVersion, late])).toEqual([
      [1, false],
      [2, true],
      [3, false],
      [4, false],
    ]);
  });

  it("stops at the first record while nothing can be written, and puts nothing aside", async () => {
    const { id, records } = await history("OUT-26Q4");
    const { deps } = withFault(engine.it, { call: 1, how: "not-done" });
    const answer = await handler.withDeps(deps)({ Records: records }, NO_CONTEXT);
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: records[0]?.dynamodb?.SequenceNumber }]);
    expect((await engine.it.deps.store.audit.history(`application/${id}`)).rows).toEqual([]);
  });
});

describe("subjectOf", () => {
  it.each([
    ["application/CAF-26Q4-0017-K", "application", "application/CAF-26Q4-0017-K"],
    ["application/CAF-26Q4-0017-K", "document/d_1", "application/CAF-26Q4-0017-K/document/d_1"],
    ["organisation/o_1", "member/p_1", "organisation/o_1/member/p_1"],
    ["round/CAF-26Q4", "round", "round/CAF-26Q4"],
  ])("names %s, %s as %s", (pk, sk, subject) => {
    expect(subjectOf({ pk, sk })).toBe(subject);
  });
});
