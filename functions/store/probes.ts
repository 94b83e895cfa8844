import * as z from "zod/mini";
import { type Minute, minuteOf } from "../../shared/rules/availability.ts";
import { addDays, type CivilDate, Instant, toInstant } from "../../shared/rules/london.ts";
import { probedKey, probeKey } from "./keys.ts";
import { countOne, type Limit } from "./limits.ts";
import type { Raw, Table } from "./table.ts";

/** Longer than anybody asks back about a round of last year; then the table forgets it. */
const KEPT_MS = 400 * 86_400_000;
const NO_ANSWER = -1;

const Hour = z.object({ pk: z.string(), sk: z.string() });
const Known = z.object({ since: Instant, answeredAt: Instant });
const Count = z.catch(z.optional(z.int()), undefined);

/** Days and hours here are UTC: an hour of a night on which the clocks change is one hour. */
const placeOf = (at: number): { day: string; hour: string; minute: string } => {
  const instant = toInstant(at);
  return { day: instant.slice(0, 10), hour: instant.slice(11, 13), minute: instant.slice(14, 16) };
};

const expiresAt = (at: number): number => Math.floor((at + KEPT_MS) / 1000);

/** The minutes of one hour: two short attributes for each, so that four weeks are read at once. */
const minutesOf = (raw: Raw): Minute[] => {
  const { pk, sk } = Hour.parse(raw);
  const start = Date.parse(`${pk.slice("probe/".length)}T${sk}:00:00.000Z`);
  return Array.from({ length: 60 }, (_, n) => {
    const name = String(n).padStart(2, "0");
    const [took, failed] = [Count.parse(raw[`a${name}`]), Count.parse(raw[`f${name}`])];
    const tookMs = took === NO_ANSWER ? undefined : took;
    return took === undefined && failed === undefined ? [] : [{ at: start + n * 60_000, tookMs, failed: failed ?? 0 }];
  }).flat();
};

/** Whether the portal answered, minute by minute, and what pages told of beside it (ARCHITECTURE 1.4). */
export const probesStore = (table: Table) => ({
  /** Keeps what came of asking in a minute; an answer that was had stands, also when the minute is asked about again. */
  keep: async (at: number, tookMs: number | undefined): Promise<void> => {
    const { day, hour, minute } = placeOf(at);
    await table.update(
      {
        Key: probeKey(day, hour),
        UpdateExpression: "SET #a = :took, kind = :kind, expiresAt = :expiresAt",
        ConditionExpression: "attribute_not_exists(#a) OR #a = :none",
        ExpressionAttributeNames: { "#a": `a${minute}` },
        ExpressionAttributeValues: {
          ":took": tookMs ?? NO_ANSWER,
          ":none": NO_ANSWER,
          ":kind": "probe",
          ":expiresAt": expiresAt(at),
        },
      },
      "probe",
    );
  },

  /** The first minute that was asked about, and the last with an answer; undefined before the first. */
  known: async (): Promise<{ since: Instant; answeredAt: Instant } | undefined> => {
    const raw = await table.get(probedKey());
    return raw === undefined ? undefined : Known.parse(raw);
  },

  /** Remembers the last minute with an answer; an earlier one changes nothing. */
  answered: async (at: number): Promise<void> => {
    await table.update(
      {
        Key: probedKey(),
        UpdateExpression:
          "SET answeredAt = :at, since = if_not_exists(since, :at), kind = :kind, expiresAt = :expiresAt",
        ConditionExpression: "attribute_not_exists(answeredAt) OR answeredAt < :at",
        ExpressionAttributeValues: {
          ":at": toInstant(minuteOf(at)),
          ":kind": "probe",
          ":expiresAt": expiresAt(at),
        },
      },
      "probe",
    );
  },

  /** What is known of the minutes of some days (UTC), both ends included: a query for each, all at once. */
  ofDays: async (from: CivilDate, to: CivilDate): Promise<Minute[]> => {
    const days: CivilDate[] = [];
    for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
    return (await Promise.all(days.map((day) => table.query(probeKey(day, "").pk)))).flat().flatMap(minutesOf);
  },

  /** Counts attempts that a page told of, beside the minute in which it first tried. */
  countFailed: async (at: number, attempts: number): Promise<void> => {
    const { day, hour, minute } = placeOf(at);
    await table.update(
      {
        Key: probeKey(day, hour),
        UpdateExpression: "SET kind = :kind, expiresAt = :expiresAt ADD #f :attempts",
        ExpressionAttributeNames: { "#f": `f${minute}` },
        ExpressionAttributeValues: { ":attempts": attempts, ":kind": "probe", ":expiresAt": expiresAt(at) },
      },
      "probe",
    );
  },

  /** Counts one report of a place; false when it has sent its share. */
  mayReport: (limit: Limit, sourceHash: string, at: number): Promise<boolean> => countOne(table, limit, sourceHash, at),
});
