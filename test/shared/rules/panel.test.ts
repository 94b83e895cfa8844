import { describe, expect, it } from "vitest";
import { leastScorersFor, type Quorum, requiredQuorum } from "../../../shared/rules/panel.ts";

describe("requiredQuorum", () => {
  const half: Quorum = { kind: "fraction", of: 1, over: 2, least: 3 };
  it.each<[Quorum, number, number]>([
    [half, 3, 3],
    [half, 6, 3],
    [half, 7, 4],
    [half, 8, 4],
    [{ kind: "fraction", of: 2, over: 3, least: 2 }, 7, 5],
    [{ kind: "number", number: 4 }, 7, 4],
    [{ kind: "number", number: 4 }, 3, 4],
  ])("of %j among %d seats is %d", (quorum, seats, expected) => {
    expect(requiredQuorum(quorum, seats)).toBe(expected);
  });
});

describe("leastScorersFor", () => {
  const leastScorers = [
    { abovePence: 0, scorers: 2 },
    { abovePence: 5_000_00, scorers: 3 },
  ];
  it.each([
    [100_00, 2],
    [5_000_00, 2],
    [5_000_01, 3],
  ])("of %d pence is %d", (askedPence, expected) => {
    expect(leastScorersFor({ leastScorers }, askedPence)).toBe(expected);
  });
});
