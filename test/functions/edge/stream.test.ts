import {
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
  TransactionConflictException,
} from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { isOfRecord } from "../../../functions/edge/stream.ts";

const $metadata = {};
const named = (name: string, message = "") => Object.assign(new Error(message), { name });
const parsing = () => z.object({ id: z.string() }).safeParse({}).error;

describe("isOfRecord", () => {
  it.each<[string, unknown, boolean]>([
    ["an item that does not parse", parsing(), true],
    ["a slip in our own code", new TypeError("x is undefined"), true],
    ["an item the table will never take", named("ValidationException", "Item size has exceeded the limit"), true],
    [
      "a transaction over such an item",
      new TransactionCanceledException({ $metadata, message: "Transaction cancelled [ValidationError, None]" }),
      true,
    ],
    ["a conflict", new TransactionConflictException({ $metadata, message: "" }), false],
    [
      "a transaction that met another",
      new TransactionCanceledException({ $metadata, message: "Transaction cancelled [None, TransactionConflict]" }),
      false,
    ],
    ["a throttle", new ProvisionedThroughputExceededException({ $metadata, message: "" }), false],
    ["a missing grant", named("AccessDeniedException"), false],
    ["an expired key", named("ExpiredTokenException"), false],
    ["a lost connection", named("TimeoutError", "socket hang up"), false],
  ])("knows %s: %#", (_, error, expected) => {
    expect(isOfRecord(error)).toBe(expected);
  });
});
