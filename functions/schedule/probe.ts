import { health } from "../../shared/contract/health.ts";
import { FUNDS } from "../../shared/funds/funds.ts";
import {
  deservesExtension,
  type Gap,
  gapsIn,
  MINUTE_MS,
  minuteOf,
  REPORT_DAY_MS,
} from "../../shared/rules/availability.ts";
import { msOf, toInstant } from "../../shared/rules/london.ts";
import { roundStatus } from "../../shared/rules/round.ts";
import type { Deps } from "../deps.ts";
import { schedule } from "../edge/schedule.ts";

/** Longer than the health check's own limit: after it no answer will come. */
const PATIENCE_MS = 12_000;
/** A run that was put off says nothing about its minute: its answer is another minute's. */
const LATEST_MS = 2 * MINUTE_MS;

/** Where nothing ran for longer, as on a laptop that was put away, only the end of it is looked at. */
const LONGEST_MS = 28 * 1440 * MINUTE_MS;

/** How long the portal took to answer through its public address, in milliseconds; undefined: it gave no answer of its own in time. */
const askedAt = async (siteAddress: string, at: number): Promise<number | undefined> => {
  const startedAt = performance.now();
  const answer: unknown = await fetch(`${siteAddress}/healthz`, {
    signal: AbortSignal.timeout(PATIENCE_MS),
    redirect: "error",
  })
    .then((response) => (response.ok ? response.json() : undefined))
    .catch(() => undefined);
  const read = health.check.returns.safeParse(answer);
  if (!read.success || msOf(read.data.at) - at >= LATEST_MS) return undefined;
  return Math.round(performance.now() - startedAt);
};

const HOUR_MINUTES = 60;
/** Pages tell of the last day; a gap may have begun in the minute before. */
const TOLD_MS = REPORT_DAY_MS + MINUTE_MS;

/**
 * Single minutes count where a page was turned away in them, and a page tells only afterwards: once an hour those of the last day
 * are looked at again (`availability/extension`). A gap is kept once.
 */
const toldSince = async (at: number, since: string, { store }: Pick<Deps, "store">): Promise<readonly Gap[]> => {
  const to = minuteOf(at);
  if ((to / MINUTE_MS) % HOUR_MINUTES !== 0) return [];
  const from = Math.max(to - TOLD_MS, msOf(since));
  const minutes = await store.probes.ofDays(toInstant(from).slice(0, 10), toInstant(to).slice(0, 10));
  // What begins where we begin to look may be the end of a longer one.
  return gapsIn(minutes, from, to).filter((gap) => gap.minutes === 1 && gap.failed > 0 && msOf(gap.from) > from);
};

/** Keeps a gap with every round in whose last day it lay, which tells the office. */
const noted = async (gap: Gap, at: number, { store }: Pick<Deps, "store">): Promise<void> => {
  const { rounds, closures } = await store.rounds.roundsOf(FUNDS.map(({ id }) => id));
  for (const round of rounds) {
    const status = roundStatus(round, closures, at);
    if (!["open", "paused", "closed"].includes(status) || !deservesExtension(gap, round.timetable)) continue;
    const event = {
      ...{ type: "outage-found" as const, at: toInstant(at), by: "system" },
      ...{ roundId: round.id, from: gap.from, until: gap.to },
    };
    await store.outages.note({ ...gap, roundId: round.id, title: round.title }, event, at);
  }
};

/**
 * Asks the portal through its public address whether it would take a save, and keeps the answer. With the first answer after a
 * gap it looks whose last day the gap lay in. Safe to run twice: a minute keeps its answer, a gap is kept once.
 */
export const handler = schedule(async (at, { store, settings }) => {
  const tookMs = await askedAt(settings.siteAddress, at);
  await store.probes.keep(at, tookMs);
  if (tookMs === undefined) return;
  const known = await store.probes.known();
  const before = known === undefined ? minuteOf(at) : msOf(known.answeredAt);
  const to = minuteOf(at);
  const from = Math.max(before + MINUTE_MS, to - LONGEST_MS);
  if (from < to) {
    const minutes = await store.probes.ofDays(toInstant(from).slice(0, 10), toInstant(to).slice(0, 10));
    for (const gap of gapsIn(minutes, from, to)) await noted(gap, at, { store });
  }
  if (known !== undefined)
    for (const gap of await toldSince(at, known.since, { store })) await noted(gap, at, { store });
  await store.probes.answered(at);
});
