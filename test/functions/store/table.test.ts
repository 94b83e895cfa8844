import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { personKey, pulseKey } from "../../../functions/store/keys.ts";
import { isTooLarge } from "../../../functions/store/table.ts";
import { engineForFile } from "../../support/engine.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");

describe("getMany", () => {
  it("answers a key that is asked for twice two times", async () => {
    await engine.it.deps.store.portal.touch(at);
    const found = await engine.it.table.getMany([pulseKey(), personKey("p_nobody"), pulseKey()]);
    expect(found.map((raw) => raw?.kind)).toEqual(["pulse", undefined, "pulse"]);
  });

  it("keeps the order of 250 keys", async () => {
    const keys = Array.from({ length: 250 }, (_, n) => (n === 249 ? pulseKey() : personKey(`p_${n}`)));
    const found = await engine.it.table.getMany(keys);
    expect(found.map((raw) => raw !== undefined)).toEqual(keys.map((_, n) => n === 249));
  });
});

describe("isTooLarge", () => {
  const big = (size: number) => ({
    key: personKey("p_big"),
    kind: "person" as const,
    schema: 1,
    was: "absent" as const,
    events: [],
    data: { text: "x".repeat(size) },
  });

  it("knows the engine's word for an item of more than 400 KB", async () => {
    const error = await engine.it.table.write([big(410_000)], { writeId: "write-big", at }).catch((thrown) => thrown);
    expect(isTooLarge(error)).toBe(true);
  });

  it.each([
    ["Item size to update has exceeded the maximum allowed size", true],
    ["Item size has exceeded the maximum allowed size", true],
    ["The provided expression refers to an attribute that does not exist in the item", false],
  ])("reads the reasons of a cancelled transaction: %s", (Message, expected) => {
    const error = new TransactionCanceledException({
      $metadata: {},
      message: "Transaction cancelled, please refer cancellation reasons for specific reasons",
      CancellationReasons: [{ Code: "None" }, { Code: "ValidationError", Message }],
    });
    expect(isTooLarge(error)).toBe(expected);
  });
});
