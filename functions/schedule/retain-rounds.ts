import type { Event } from "../../shared/events.ts";
import { type CivilDate, londonDate, msOf, toInstant } from "../../shared/rules/london.ts";
import { deleteOn, type RoundFacts, warnsOn } from "../../shared/rules/retention.ts";
import { schedule } from "../edge/schedule.ts";
import { roundFacts } from "../retention.ts";
import type { RetentionLine } from "../store/retention.ts";

type Dated = { day: CivilDate; said?: { warnedOn: CivilDate; event: Event } };

/** The day of one application, and the warning, where it is due and was not given. Undefined: it has no day, or stands. */
const dated = (line: RetentionLine, roundId: string, round: RoundFacts, at: number): Dated | undefined => {
  const { id, state, organisationId, warnedOn } = line;
  // Found not eligible or withdrawn: the day is written with the state itself.
  if (line.deletedOn !== undefined || state === "not-eligible" || state === "withdrawn") return undefined;
  const today = londonDate(toInstant(at));
  const dayFor = (warned: CivilDate | undefined) =>
    deleteOn("application", { writtenAt: toInstant(at), state, round, warnedOn: warned });
  const day = dayFor(warnedOn);
  if (day === undefined) return undefined;
  if (state !== "draft" || warnedOn !== undefined || !warnsOn(day, today))
    return day === line.deleteOn ? undefined : { day };
  const endsOn = dayFor(today) ?? day;
  const event: Event = {
    type: "draft-expiring",
    at: toInstant(at),
    by: "system",
    applicationId: id,
    roundId,
    organisationId,
    endsOn,
  };
  return { day: endsOn, said: { warnedOn: today, event } };
};

/**
 * Says of every closed round when its applications and what groups asked are to be deleted: it is the round that knows
 * when it closed and was decided. Warns groups of drafts that will go. Safe to repeat: what stands is not written again.
 */
export const handler = schedule(async (at, deps) => {
  const { retention } = deps.store;
  for (const [roundId, round] of await roundFacts(deps, at)) {
    if (at < msOf(round.closesAt)) continue;
    const write = (what: string) => ({ writeId: `retain-${what}-${toInstant(at)}`, at });
    for (const line of await retention.ofRound(roundId)) {
      const found = dated(line, roundId, round, at);
      if (found !== undefined) await retention.dateApplication(line, found.day, write(line.id), found.said);
    }
    const day = deleteOn("allowance", { writtenAt: toInstant(at), round });
    for (const ask of await retention.asksOfRound(roundId))
      if (day !== undefined && ask.deletedOn === undefined && ask.deleteOn !== day)
        await retention.dateAsk(roundId, ask.organisationId, day, write(`${roundId}-${ask.organisationId}`));
  }
});
