import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../functions/identity.ts";
import { documentKey } from "../../functions/store/keys.ts";
import { handler as events } from "../../functions/stream/events.ts";
import { communityAction } from "../../shared/funds/community-action.ts";
import type { Application } from "../../shared/rules/application.ts";
import type { Fund } from "../../shared/rules/fund.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { MINUTE, nextWriteId } from "../support/bid.ts";
import { bidUsing, relayAll, typeUses, type Uses } from "../support/comparisons.ts";
import { deskScene } from "../support/desk.ts";
import { engineForFile, SETTINGS } from "../support/engine.ts";
import { deliverAll, type Fault, relayedRecords, withFault } from "../support/relay.ts";
import { runDeletion } from "../support/retention.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const fund: Fund = {
  ...communityAction,
  documents: [{ id: "quotes", label: "Quotes", bands: ["S", "M", "L"], optional: true }],
};
const quote = { slot: "quotes", name: "quote.pdf", letter: "a" };

/** Whatever order the engine answers keys in. */
const sorted = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** Everything that is kept to compare by, without who wrote it, of which version, and how often. */
const kept = async (): Promise<string[]> => {
  const { Items = [] } = await engine.it.clients.dynamo.send(
    new ScanCommand({ TableName: SETTINGS.tableName, ConsistentRead: true }),
  );
  return Items.filter(({ pk }) => String(pk).startsWith("fingerprint/"))
    .map(({ version: _, writeId: __, at: ___, ofVersion: ____, ...rest }) => JSON.stringify(rest, sorted))
    .toSorted();
};
const keys = async (): Promise<string[]> =>
  (await kept()).map((item) => {
    const { pk, sk } = JSON.parse(item);
    return `${pk} ${sk}`;
  });

const scene = async () => ({ ...(await deskScene(engine.it, fund, at)), engine: engine.it, fund });
type Scene = Awaited<ReturnType<typeof scene>>;
const recordsOf = async (...ids: string[]): Promise<DynamoDBRecord[]> =>
  (await relayedRecords(engine.it)).filter(({ dynamodb }) =>
    ids.some((id) => dynamodb?.Keys?.pk?.S === `application/${id}`),
  );
const shared: Uses = {
  files: [quote],
  costs: [{ item: "Coach hire", basis: "one trip", pence: 100_000 }],
  match: [{ source: "Example Trust", pence: 5_000 }],
};

/** The head as a meeting, or the office, leaves it. */
const moved = async (id: string, over: Partial<Application>) => {
  const { store } = engine.it.deps;
  const head = await store.applications.head(id);
  if (head === undefined) throw new Error(`${id} is there.`);
  const ids = { applicationId: id, roundId: head.roundId, organisationId: head.organisationId };
  const event = { type: "marked-eligible" as const, at: toInstant(at), by: "p_olive", ...ids, askedPence: 1 };
  await store.applications.change({ ...head, ...over }, { writeId: nextWriteId(), at }, [event]);
};

describe("fingerprinting", () => {
  let own: Scene;
  let other: Scene;
  let records: DynamoDBRecord[];
  let expected: string[];
  let ids: string[];
  beforeAll(async () => {
    [own, other] = [await scene(), await scene()];
    const first = await bidUsing(own, shared, at);
    const second = await bidUsing(own, { ...shared, match: [] }, at);
    const third = await bidUsing(other, { files: [quote] }, at);
    const gone = await bidUsing(other, { ...shared, files: [] }, at);
    await own.as.openChange(second, at);
    await typeUses(own, second, { costs: [{ item: "Tables", pence: 100_000 }], files: [quote] }, at);
    const { draft } = (await own.as.read(second, at)).body;
    await own.as.submit(second, draft.id, at + MINUTE);
    await other.as.withdraw(gone, at + MINUTE);
    ids = [first, second, third, gone];
    await relayAll(engine.it);
    records = await recordsOf(...ids);
    expected = await kept();
  });

  it("keeps what each bid uses, and the pairs that an officer has still to decide on, and nothing of a withdrawn one", () => {
    const [first = "", second = "", third = "", gone = ""] = ids;
    const places = expected.map((item) => JSON.parse(item));
    const pairs = places.filter(({ kind }) => kind === "found").map(({ sk }) => sk.replace(/\/[0-9a-f]{64}\//, " "));
    expect(pairs.toSorted()).toEqual(
      [
        `${first} ${second}`,
        `${first} ${third}`,
        `${second} ${first}`,
        `${second} ${third}`,
        `${third} ${first}`,
        `${third} ${second}`,
      ].toSorted(),
    );
    expect(expected.join("\n")).not.toContain(gone);
    const labels = places.filter(({ sk, kind }) => sk === second && kind === "prints")[0].prints;
    expect(labels.map(({ label }: { label: string }) => label)).toContain("Tables");
    expect(labels.map(({ label }: { label: string }) => label)).not.toContain("Coach hire");
  });

  it("comes to the same however often and in whatever order it is told", async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(records, { minLength: 4 }), async (again) => {
        await deliverAll(events, again, engine.it.deps);
        expect(await kept()).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  });

  it("comes to the same where it is told late, once, of all of it", async () => {
    const scan = await engine.it.clients.dynamo.send(new ScanCommand({ TableName: SETTINGS.tableName }));
    const { store } = engine.it.deps;
    const lying = (scan.Items ?? []).filter(({ pk }) => String(pk).startsWith("fingerprint/"));
    for (const { pk, sk } of lying)
      await engine.it.table.write([], { writeId: nextWriteId(), at }, [
        { Delete: { TableName: SETTINGS.tableName, Key: { pk, sk } } },
      ]);
    expect([await kept(), (await store.fingerprints.undecided(own.round.id)).size]).toEqual([[], 0]);
    await deliverAll(events, records.toReversed(), engine.it.deps);
    expect(await kept()).toEqual(expected);
  });

  it.each<Fault["how"]>(["not-done", "done-but-timed-out"])(
    "misses nothing when any one call to the table is %s",
    async (how) => {
      const [record] = (await recordsOf(ids[2] ?? "")).slice(-1);
      if (record === undefined) throw new Error("The bid was sent.");
      let isReached = true;
      let calls = 0;
      for (let call = 1; isReached; call += 1) {
        const eligible = call % 2 === 0;
        await moved(ids[2] ?? "", { state: eligible ? "eligible" : "submitted" });
        const { deps, reached } = withFault(engine.it, { call, how });
        await deliverAll(events, [record], deps);
        isReached = reached();
        calls = call;
        const state = `"state":"${eligible ? "eligible" : "submitted"}"`;
        const mine = (await kept()).filter((item) => item.includes(`"sk":"${ids[2]}"`));
        expect(mine.filter((item) => !item.includes(state))).toEqual([]);
      }
      expect(calls).toBeGreaterThan(8);
      await moved(ids[2] ?? "", { state: "submitted" });
      await deliverAll(events, [record], engine.it.deps);
      expect(await kept()).toEqual(expected);
      await relayAll(engine.it);
    },
  );

  it("follows a bid that was found not eligible out of sight, and back when it was put right", async () => {
    const [first = ""] = ids;
    await moved(first, { state: "not-eligible" });
    await relayAll(engine.it);
    expect((await keys()).filter((key) => key.includes(first))).toEqual([]);
    await moved(first, { state: "submitted" });
    await relayAll(engine.it);
    expect(await kept()).toEqual(expected);
  });

  it("keeps a bid of more things than one transaction takes, and takes all of it away again", async () => {
    const large = await scene();
    const before = await kept();
    const id = await bidUsing(
      large,
      {
        costs: Array.from({ length: 39 }, (_, n) => ({ item: `Thing ${n}`, pence: 10_000 + n })),
        match: Array.from({ length: 30 }, (_, n) => ({ source: `Trust number ${n}`, pence: 1_000 + n })),
        partners: Array.from({ length: 20 }, (_, n) => `Group Number ${n}`).join("\n"),
      },
      at,
    );
    await relayAll(engine.it);
    const pointers = (await keys()).filter((key) => key.endsWith(` ${id}`) && !key.includes("organisation"));
    expect(pointers.length).toBeGreaterThan(85);
    await large.as.withdraw(id, at + MINUTE);
    await relayAll(engine.it);
    expect(await kept()).toEqual(before);
  });

  it("knows what a group may know of a decision, and tells it no more", async () => {
    const [first = "", second = ""] = ids;
    const told = async (): Promise<string> => JSON.stringify((await own.as.read(second, at)).body.findings);
    await moved(first, { state: "awarded", decidedIn: "CAF-1" });
    await relayAll(engine.it);
    expect(await told()).toContain(first);
    expect(await told()).not.toContain("A grant was made");
    await moved(first, { toldOf: "CAF-1", toldFrom: toInstant(at - MINUTE) });
    await relayAll(engine.it);
    expect(await told()).toContain("A grant was made for it.");
    await moved(first, { state: "declined" });
    await relayAll(engine.it);
    expect(await told()).toBe("[]");
  });

  it("goes with its application on the day that is deleted", async () => {
    const last = await scene();
    const costs = [{ item: "Tents", pence: 100_000 }];
    const [first, second] = [await bidUsing(last, { costs }, at), await bidUsing(last, { costs }, at)];
    await relayAll(engine.it);
    expect((await keys()).filter((key) => key.includes(first) && key.includes(second))).toHaveLength(2);
    const { table, deps } = engine.it;
    await table.update(
      {
        Key: { pk: `application/${first}`, sk: "application" },
        UpdateExpression: "SET retentionShard = :shard, deleteOn = :day",
        ExpressionAttributeValues: { ":shard": "0", ":day": "2029-06-01" },
      },
      nextWriteId(),
    );
    await runDeletion(deps, "2029-06-01");
    expect((await deps.store.applications.head(first))?.deletedOn).toBe("2029-06-01");
    expect((await keys()).filter((key) => key.includes(first))).toEqual([]);
    expect((await keys()).filter((key) => key.includes(second))).not.toEqual([]);
  });

  it("takes in a file that came in place of one that nobody could open", async () => {
    const [own, before] = [await scene(), await kept()];
    const id = await bidUsing(own, { files: [{ ...quote, letter: "b" }] }, at);
    await relayAll(engine.it);
    const hashes = ["a", "b"].map((letter) => sha256(`file ${letter.repeat(64)}`));
    const ofFiles = async () =>
      (await engine.it.deps.store.fingerprints.using(hashes)).map(({ bid, print }) => [bid.applicationId, print.label]);
    const { table } = engine.it;
    const [first] = await engine.it.deps.store.documents.ofApplication(id);
    if (first === undefined) throw new Error("The bid has a file.");
    const next = { ...first, id: "doc_instead", sha256: "a".repeat(64), name: "instead.pdf", replaces: first.id };
    const ids = { applicationId: id, roundId: own.round.id, organisationId: own.organisationId };
    const { version: _, ...data } = next;
    await table.write(
      [
        {
          ...{ key: documentKey(id, next.id), kind: "document", schema: 1, was: "absent", data },
          events: [
            {
              type: "document-replaced",
              at: toInstant(at),
              by: "p_ash",
              ...ids,
              documentId: next.id,
              replacedId: first.id,
            },
          ],
        },
      ],
      { writeId: nextWriteId(), at },
      [
        {
          Update: {
            TableName: SETTINGS.tableName,
            Key: { pk: `application/${id}`, sk: "application" },
            UpdateExpression: "SET #v = #v + :one REMOVE relay",
            ExpressionAttributeNames: { "#v": "version" },
            ExpressionAttributeValues: { ":one": 1 },
          },
        },
      ],
    );
    await relayAll(engine.it);
    expect((await ofFiles()).filter(([bid]) => bid === id).toSorted()).toEqual([
      [id, "instead.pdf"],
      [id, "quote.pdf"],
    ]);
    await own.as.withdraw(id, at + MINUTE);
    await relayAll(engine.it);
    expect(await kept()).toEqual(before);
  });
});
