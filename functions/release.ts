import type { Event } from "../shared/events.ts";
import type { Award } from "../shared/rules/award.ts";
import { closureOver } from "../shared/rules/closure.ts";
import { msOf, toInstant } from "../shared/rules/london.ts";
import { type Outcome, outcomeAfter } from "../shared/rules/outcome.ts";
import type { RoundResult } from "../shared/rules/round.ts";
import type { Deps } from "./deps.ts";
import type { Cause } from "./following.ts";
import type { OutcomesOfRound } from "./store/outcomes.ts";

/*
 * Telling the groups of a round. Each outcome is told in one transaction with its application, so a release that is cut off
 * goes on with those that are not told; what the round came to is reckoned from the items, as often as one likes.
 */

type Store = Pick<Deps, "store">;

/** Tells one outcome that was read, from the instant of its cause; one that is told, or not read, stays as it is. */
const tell = async (outcome: Outcome, quiet: string | undefined, cause: Cause, { store }: Store): Promise<void> => {
  const { applicationId, meetingId } = outcome;
  const { outcome: kept, head } = await store.outcomes.one(applicationId, meetingId);
  const state = outcomeAfter(kept.state, "release");
  if (state === undefined) return;
  const { by, at } = cause;
  const told: Outcome = { ...kept, state, toldFrom: at, ...(quiet === undefined ? {} : { quiet }) };
  const ids = { applicationId, roundId: head.roundId, organisationId: head.organisationId, meetingId };
  const event: Event = { type: "outcome-released", by, at, ...ids, outcome: kept.kind };
  const write = { writeId: `tell-${applicationId}-${meetingId}`, at: msOf(at) };
  const next = { ...head, toldOf: meetingId, toldFrom: at, changedAt: at };
  // Somebody wrote to it meanwhile: the stream tells us again, and it is read again.
  if (!(await store.outcomes.tell(told, next, write, [event]))) throw new Error(`${applicationId} moved`);
};

/** What a round came to, of what was told; a bid that was put off is counted with the round of its decision. */
const resultOf = ({ outcomes }: Pick<OutcomesOfRound, "outcomes">): RoundResult => {
  const told = outcomes.filter(({ state, kind }) => state === "released" && kind !== "deferred");
  const paid = told.filter(({ kind }) => kind === "awarded" || kind === "part");
  return {
    bids: told.length,
    awarded: paid.length,
    askedPence: told.reduce((sum, { askedPence }) => sum + askedPence, 0),
    awardedPence: paid.reduce((sum, { amountPence }) => sum + amountPence, 0),
  };
};

/** What is published of the awards that were told (DOMAIN 10): no person, no place. */
const publishedOf = ({ outcomes, awards }: OutcomesOfRound): Award[] => {
  const told = new Set(outcomes.flatMap((one) => (one.state === "released" ? [one.applicationId] : [])));
  return awards
    .filter(({ applicationId }) => told.has(applicationId))
    .map(({ title, organisationName, amountPence, reasons, endsOn }) => ({
      title,
      organisation: organisationName,
      amountPence,
      why: reasons,
      ...(endsOn === undefined ? {} : { endsOn }),
    }));
};

/** The round is decided once its outcomes are told: result and awards, again where one was told later. */
const publish = async (roundId: string, cause: Cause, { store }: Store): Promise<void> => {
  const found = await store.outcomes.ofRound(roundId);
  const result = resultOf(found);
  if (result.bids === 0) return;
  const { round } = found;
  const first = round.decidedAt === undefined;
  if (JSON.stringify(round.result) === JSON.stringify(result)) return;
  const event: Event = { type: "round-decided", by: cause.by, at: cause.at, roundId };
  await store.rounds.publishResult(
    { ...round, decidedAt: round.decidedAt ?? cause.at, result },
    publishedOf(found),
    { writeId: `decided-${roundId}-${round.version}`, at: msOf(cause.at) },
    first ? [event] : [],
  );
};

const quietAt = ({ round, closures }: OutcomesOfRound, at: number): string | undefined =>
  closureOver(round, closures, "publicity", at)?.wording;

/** Tells everything that was read in a round that was released, and says what the round came to; nothing while it is held. */
export const releaseOutcomes = async (roundId: string, cause: Cause, deps: Store): Promise<void> => {
  if ((await deps.store.outcomes.release(roundId))?.state !== "released") return;
  const found = await deps.store.outcomes.ofRound(roundId);
  const quiet = quietAt(found, msOf(cause.at));
  for (const outcome of found.outcomes) if (outcome.state === "read") await tell(outcome, quiet, cause, deps);
  await publish(roundId, cause, deps);
};

/** Rounds whose notification time has come are released by the time itself; their stream does the telling. */
export const releaseDue = async (at: number, { store }: Store): Promise<number> => {
  const due = await store.outcomes.dueReleases(at);
  for (const release of due) {
    const event: Event = { type: "outcomes-released", by: "system", at: toInstant(at), roundId: release.roundId };
    await store.outcomes.hold(
      { ...release, state: "released", releasedBy: "system", releasedAt: toInstant(at) },
      { writeId: `release-${release.roundId}-${release.version}`, at },
      [event],
    );
  }
  return due.length;
};
