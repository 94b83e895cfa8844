import type { _Record } from "@aws-sdk/client-dynamodb-streams";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { deliver, failedFrom, lambdaRecord, MAPPING, passes } from "../../../infra/local/stream-batches.ts";

const record = (n: number, pk = `application/${n}`, relay = "yes"): _Record => ({
  eventID: `event-${n}`,
  eventName: "MODIFY",
  dynamodb: {
    SequenceNumber: String(n),
    ApproximateCreationDateTime: new Date(1_000_900),
    NewImage: { pk: { S: pk }, relay: { S: relay } },
  },
});
const batch = (size: number) => Array.from({ length: size }, (_, n) => lambdaRecord(record(n + 1), "arn"));
const numbersIn = (event: unknown): number[] =>
  typeof event === "object" && event !== null && "Records" in event && Array.isArray(event.Records)
    ? event.Records.map(({ dynamodb }) => Number(dynamodb.SequenceNumber))
    : [];

/** A function that takes records in order until a bad one, by partial answer or by throwing, and what was put aside. */
const lambda = (bad: ReadonlySet<number>, how: "reports" | "throws", recoversAfter = Number.POSITIVE_INFINITY) => {
  const [took, aside, waits]: [number[], number[], number[]] = [[], [], []];
  let failures = 0;
  const run = async (_: string, event: unknown): Promise<unknown> => {
    for (const n of numbersIn(event)) {
      if (bad.has(n) && failures < recoversAfter) {
        failures += 1;
        if (how === "throws") throw new Error("Task timed out after 10.00 seconds");
        return { batchItemFailures: [{ itemIdentifier: String(n) }] };
      }
      took.push(n);
    }
    return { batchItemFailures: [] };
  };
  const delivery = {
    run,
    putAside: async (_: string, failed: { dynamodb: { SequenceNumber?: string | undefined } }) => {
      aside.push(Number(failed.dynamodb.SequenceNumber));
    },
    wait: async (milliseconds: number) => {
      waits.push(milliseconds);
    },
    stopped: () => false,
  };
  return { took, aside, waits, delivery };
};

describe("deliver", () => {
  // Every record that is put aside is said aloud: hundreds of times below.
  beforeAll(() => {
    vi.spyOn(console, "error").mockReturnValue();
  });
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it("hands a whole batch over once", async () => {
    const { took, aside, delivery } = lambda(new Set(), "reports");
    expect(await deliver("stream/events", batch(100), delivery)).toBe(true);
    expect([took, aside]).toEqual([batch(100).map(({ dynamodb }) => Number(dynamodb.SequenceNumber)), []]);
  });

  it("finds the bad records, puts those aside and no other, and delivers the rest in order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 4 }),
        fc.constantFrom<"reports" | "throws">("reports", "throws"),
        async (size, bad, how) => {
          const { took, aside, delivery } = lambda(new Set(bad), how);
          expect(await deliver("stream/events", batch(size), delivery)).toBe(true);
          const isIn = (n: number) => n <= size;
          expect(aside).toEqual(bad.filter(isIn).sort((a, b) => a - b));
          const firsts = [...new Set(took)];
          expect(firsts).toEqual(
            batch(size)
              .map((_, n) => n + 1)
              .filter((n) => !bad.includes(n)),
          );
        },
      ),
    );
  });

  it("waits longer before each try, and puts nothing aside that recovers", async () => {
    const { took, aside, waits, delivery } = lambda(new Set([1]), "throws", MAPPING.tries - 1);
    await deliver("stream/events", batch(1), delivery);
    expect([took, aside]).toEqual([[1], []]);
    expect(waits).toEqual([200, 400, 800, 1600, 3200, 5000, 5000]);
  });

  it("says so when it was stopped before all was delivered", async () => {
    const { took, delivery } = lambda(new Set(), "reports");
    expect(await deliver("stream/events", batch(3), { ...delivery, stopped: () => true })).toBe(false);
    expect(took).toEqual([]);
  });
});

describe("failedFrom", () => {
  it.each<[string, unknown, number]>([
    ["nothing", undefined, -1],
    ["no failures", { batchItemFailures: [] }, -1],
    ["the third record", { batchItemFailures: [{ itemIdentifier: "3" }] }, 2],
    ["two records: the earlier counts", { batchItemFailures: [{ itemIdentifier: "4" }, { itemIdentifier: "2" }] }, 1],
    ["a record that is not in the batch: all of it", { batchItemFailures: [{ itemIdentifier: "99" }] }, 0],
    ["an empty name: all of it", { batchItemFailures: [{ itemIdentifier: "" }] }, 0],
  ])("reads %s", (_, answer, from) => {
    expect(failedFrom(answer, batch(5))).toBe(from);
  });
});

describe("passes", () => {
  it.each<[string, _Record, boolean]>([
    ["an item with something to relay", record(1), true],
    ["an item with nothing to relay", record(1, "application/1", "no"), false],
    ["a removed item", { eventName: "REMOVE", dynamodb: { OldImage: { relay: { S: "yes" } } } }, false],
  ])("tells stream/events of %s: %s", (_, given, passed) => {
    expect(passes(given, "stream/events")).toBe(passed);
  });

  it("tells stream/mail of messages alone", () => {
    expect([passes(record(1, "message/p_1"), "stream/mail"), passes(record(1), "stream/mail")]).toEqual([true, false]);
  });
});
