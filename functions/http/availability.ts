import { availability } from "../../shared/contract/availability.ts";
import { FUNDS } from "../../shared/funds/funds.ts";
import { Refused } from "../../shared/problem.ts";
import {
  gapsIn,
  MINUTE_MS,
  type Minute,
  minuteOf,
  REPORT_DAY_MS,
  REPORT_LIMIT,
} from "../../shared/rules/availability.ts";
import { addDays, msOf, toInstant } from "../../shared/rules/london.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import { sha256 } from "../identity.ts";
import { proposedExtensions } from "../outages.ts";

/** Four weeks: what an officer may still be asked about. */
const SHOWN_DAYS = 28;
/** The last minute may not have been asked about yet. */
const SETTLES_MS = 2 * MINUTE_MS;

const failedByHour = (minutes: readonly Minute[]): { hour: string; count: number }[] => {
  const hours = new Map<string, number>();
  for (const { at, failed } of minutes) {
    const hour = toInstant(Math.floor(at / (60 * MINUTE_MS)) * 60 * MINUTE_MS);
    if (failed > 0) hours.set(hour, (hours.get(hour) ?? 0) + failed);
  }
  return [...hours].map(([hour, count]) => ({ hour, count })).toSorted((a, b) => b.hour.localeCompare(a.hour));
};

const answers = ({ store }: Deps): Answers<typeof availability> => ({
  read: async ({ at }) => {
    const today = toInstant(at).slice(0, 10);
    const from = addDays(today, 1 - SHOWN_DAYS);
    const [known, minutes, { rounds, closures }] = await Promise.all([
      store.probes.known(),
      store.probes.ofDays(from, today),
      store.rounds.roundsOf(FUNDS.map(({ id }) => id)),
    ]);
    // What came after the last answer and is settled, and everything before it.
    const until = Math.max(at - SETTLES_MS, known === undefined ? 0 : msOf(known.answeredAt) + MINUTE_MS);
    const since = known === undefined ? at : Math.max(msOf(known.since), Date.parse(`${from}T00:00:00.000Z`));
    return {
      at: toInstant(at),
      ...known,
      gaps: gapsIn(minutes, since, until).toReversed(),
      failed: failedByHour(minutes),
      proposals: await proposedExtensions(rounds, closures, at, store),
    };
  },

  ofRound: async ({ params, at }) => {
    const { round, closures } = await store.rounds.withForm(params.id);
    return { proposals: await proposedExtensions([round], closures, at, store) };
  },

  report: async ({ body, sourceIp, at }) => {
    if (!(await store.probes.mayReport(REPORT_LIMIT, sha256(sourceIp), at)))
      throw new Refused("too-many", { rule: "availability/reports", detail: "Enough was told from here for now." });
    // What is older than a day, or still to come by our clock, says nothing that could be believed.
    const told = body.failed.filter(({ at: tried }) => msOf(tried) <= at && msOf(tried) > at - REPORT_DAY_MS);
    for (const { at: tried, attempts } of told) await store.probes.countFailed(minuteOf(msOf(tried)), attempts);
    return { counted: told.reduce((sum, { attempts }) => sum + attempts, 0) };
  },
});

export const handler = http(availability, answers);
