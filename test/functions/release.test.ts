import { describe, expect, it } from "vitest";
import { carryOutMeeting } from "../../functions/carry-out.ts";
import { releaseOutcomes } from "../../functions/release.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { nextWriteId } from "../support/bid.ts";
import { type Bid, DAY, type Decided, decidedMeeting, MET_AT, relayAll } from "../support/decided.ts";
import { engineForFile } from "../support/engine.ts";
import { type Fault, withFault } from "../support/relay.ts";

const engine = engineForFile();
const AT = MET_AT + DAY;
const cause = { by: "p_approver", at: toInstant(AT) };
const BIDS: Bid[] = [{ outcome: "full", amountPence: 50_000, source: "trust" }, { outcome: "decline" }];

/** A round whose outcomes are all read and whose release is in force, before anybody was told. */
const ready = async (): Promise<Decided> => {
  const decided = await decidedMeeting(engine.it, BIDS);
  await carryOutMeeting(decided.meetingId, cause, engine.it.deps);
  const { store } = engine.it.deps;
  const write = () => ({ writeId: nextWriteId(), at: AT });
  const { outcomes, release } = await store.outcomes.ofRound(decided.round.id);
  const hand = { by: "p_officer", byName: "Olive", at: toInstant(AT) };
  for (const { writeId: _, ...outcome } of outcomes)
    await store.outcomes.change({ ...outcome, state: "read", edited: hand, read: hand }, write(), []);
  if (release === undefined) throw new Error("Nothing is held.");
  const { writeId: _, ...held } = release;
  await store.outcomes.hold(
    { ...held, state: "released", releasedBy: "p_approver", releasedAt: cause.at },
    write(),
    [],
  );
  return decided;
};

const told = async ({ round, ids }: Decided) => {
  const { store } = engine.it.deps;
  const { outcomes, round: now } = await store.outcomes.ofRound(round.id);
  const heads = await Promise.all(ids.map((id) => store.applications.head(id)));
  return {
    outcomes: outcomes.map(({ state, toldFrom, version }) => [state, toldFrom, version]),
    heads: heads.map((head) => [head?.toldFrom, head?.version]),
    result: now.result,
    decidedAt: now.decidedAt,
    published: (await store.rounds.awards([round.id]))[0]?.map(({ amountPence }) => amountPence),
  };
};

const ALL = {
  outcomes: BIDS.map(() => ["released", cause.at, 3]),
  heads: BIDS.map(() => [cause.at, 3]),
  result: { bids: 2, awarded: 1, askedPence: 100_000, awardedPence: 50_000 },
  decidedAt: cause.at,
  published: [50_000],
};

describe("releaseOutcomes", () => {
  it("tells everybody once, wherever it was stopped between two store calls and run again", async () => {
    const scenes: Decided[] = [];
    for (const how of ["not-done", "done-but-timed-out"] as const)
      for (let call = 1; ; call += 1) {
        const decided = await ready();
        const fault: Fault = { call, how };
        const { deps, reached } = withFault(engine.it, fault);
        await releaseOutcomes(decided.round.id, cause, deps).catch(() => undefined);
        if (!reached()) break;
        await releaseOutcomes(decided.round.id, cause, engine.it.deps);
        await releaseOutcomes(decided.round.id, cause, engine.it.deps);
        expect(await told(decided), `${how} at call ${call}`).toEqual(ALL);
        scenes.push(decided);
      }
    expect(scenes.length).toBeGreaterThan(15);
    await relayAll(engine.it);
    const { messages } = engine.it.deps.store;
    const mails = await Promise.all(
      scenes.flatMap(({ groups }) => groups.map(({ person }) => messages.ofPerson(person))),
    );
    expect(mails.map((one) => one.map(({ template }) => template))).toEqual(
      scenes.flatMap(() => [["outcome-awarded"], ["outcome-declined"]]),
    );
  });

  it("tells nobody while the round is held", async () => {
    const decided = await decidedMeeting(engine.it, BIDS);
    await carryOutMeeting(decided.meetingId, cause, engine.it.deps);
    await releaseOutcomes(decided.round.id, cause, engine.it.deps);
    expect((await told(decided)).outcomes.map(([state]) => state)).toEqual(["drafted", "drafted"]);
  });
});
