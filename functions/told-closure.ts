import * as z from "zod/mini";
import type { Event } from "../shared/events.ts";
import type { Closure } from "../shared/rules/closure.ts";
import { closureOf, type RoundEffect } from "../shared/rules/closure-record.ts";
import { closedFacts, type Has, hasOf, isToldOf, reopenedFacts } from "../shared/rules/closure-words.ts";
import { singleLine } from "../shared/rules/text.ts";
import type { Changed } from "./edge/stream.ts";
import type { RoundLine } from "./store/addressees.ts";
import { byReference, toGroups } from "./told-round.ts";
import type { Facts, Store, To } from "./told-to.ts";

/* What becomes of people's work under a closure, and after it: who has nothing in a round is not told. */

const HAS: readonly Has[] = ["draft", "bid", "bid-and-change"];

/** The applications of a round that a closure is told about at an instant (milliseconds), by what their groups have in it. */
export const heldLines = (
  lines: readonly RoundLine[],
  effect: RoundEffect,
  at: number,
): { has: Has; lines: RoundLine[] }[] =>
  HAS.filter((has) => isToldOf(effect, has, at)).flatMap((has) => {
    const some = byReference(lines).filter((line) => hasOf(line) === has);
    return some.length === 0 ? [] : [{ has, lines: some }];
  });

/** What somebody reads of a closure that holds a round up, or of its end. */
export const heldFacts = (
  type: "round-held" | "round-freed",
  closure: Closure,
  effect: RoundEffect,
  about: { reference: string; round: string; has: Has },
): Facts => {
  const told = { ...about, round: singleLine(about.round) };
  return type === "round-held" ? closedFacts(closure, effect, told) : reopenedFacts(closure, effect, told);
};

const Held = z.object({ id: z.string(), title: z.string(), version: z.int() });

/**
 * To everyone with a draft or a bid in a round that a closure holds up, once for each: what happens to it, in the words of the
 * closure. The facts are those of the record, the close those of the event.
 */
export const toHeldUp = async (
  event: Extract<Event, { type: "round-held" | "round-freed" }>,
  change: Changed,
  store: Store,
): Promise<To[]> => {
  const { id: roundId, title: round, version } = Held.parse(change);
  const { kept } = await store.closures.one(event.closureId);
  const found = kept?.record.rounds.find((one) => one.roundId === roundId);
  if (kept === undefined || found === undefined) return [];
  const { until: becomes } = event;
  const effect = { roundId, effect: found.effect, closesAt: event.was, ...(becomes === undefined ? {} : { becomes }) };
  const tos: To[] = [];
  for (const { has, lines } of heldLines(await store.addressees.linesOf(roundId), effect, Date.parse(event.at))) {
    const facts = async ({ id }: RoundLine): Promise<Facts> =>
      heldFacts(event.type, closureOf(kept.record), effect, { reference: id, round, has });
    const once = { of: `${event.closureId}/${roundId}@${version}/${has}`, at: Date.parse(event.at) };
    tos.push(...(await toGroups(lines, { facts }, store)).map((to) => ({ ...to, once })));
  }
  return tos;
};
