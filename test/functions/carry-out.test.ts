import { describe, expect, it } from "vitest";
import { carryOutMeeting } from "../../functions/carry-out.ts";
import { applicationKey } from "../../functions/store/keys.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { type Bid, CLOSED_AT, decidedMeeting, MET_AT, relayAll } from "../support/decided.ts";
import { engineForFile } from "../support/engine.ts";
import { type Fault, headOf, withFault, writeHead } from "../support/relay.ts";

const engine = engineForFile();
const ALL: Bid[] = [
  { outcome: "full", amountPence: 50_000, source: "trust", conditions: ["Send the policy first"] },
  { outcome: "part", amountPence: 30_000, source: "trust" },
  { outcome: "full", amountPence: 50_000, source: "pcc" },
  { outcome: "pass" },
  { outcome: "reserve" },
  { outcome: "defer" },
  { outcome: "decline", scores: { fit: 1, legacy: 2 } },
];
const cause = { by: "p_rowan", at: toInstant(MET_AT) };

/** Everything that followed a meeting, as it lies in the table, without what differs from scene to scene. */
const followed = async ({ meetingId, ids }: { meetingId: string; ids: string[] }) => {
  const { store } = engine.it.deps;
  const found = await store.closedMeetings.whole(meetingId);
  return Promise.all(
    ids.map(async (id) => {
      const { head, award, outcomes } = await store.outcomes.ofApplication(id);
      const marks = (found?.carried ?? []).filter(({ applicationId }) => applicationId === id);
      return {
        marks: marks.map(({ what }) => what),
        state: head?.state,
        version: head?.version,
        awarded: award?.amountPence,
        outcomes: outcomes.map(({ kind, state, version }) => `${kind} ${state} ${version}`),
      };
    }),
  );
};

const EXPECTED = [
  { marks: ["awarded"], state: "awarded", version: 2, awarded: 50_000, outcomes: ["awarded drafted 1"] },
  { marks: ["awarded"], state: "awarded", version: 2, awarded: 30_000, outcomes: ["part drafted 1"] },
  { marks: ["recommended"], state: "eligible", version: 2, awarded: undefined, outcomes: [] },
  { marks: ["passed"], state: "eligible", version: 2, awarded: undefined, outcomes: [] },
  { marks: ["reserved"], state: "reserved", version: 2, awarded: undefined, outcomes: ["reserved drafted 1"] },
  { marks: ["deferred"], state: "eligible", version: 2, awarded: undefined, outcomes: ["deferred drafted 1"] },
  { marks: ["declined"], state: "declined", version: 2, awarded: undefined, outcomes: ["declined drafted 1"] },
];

describe("carryOutMeeting", () => {
  it("makes of the closing of a meeting what each decision asks for, bid by bid", async () => {
    const scene = await decidedMeeting(engine.it, ALL);
    await relayAll(engine.it);
    expect(await followed(scene)).toEqual(EXPECTED);
    const { store } = engine.it.deps;
    const { award, outcomes } = await store.outcomes.ofApplication(scene.ids[0] ?? "");
    expect(award).toMatchObject({
      sourceName: "Avon and Somerset Police Community Trust",
      conditions: ["Send the policy first"],
      reasons: "It keeps young people away from trouble.",
    });
    expect(award).not.toHaveProperty("confirmedBy");
    expect(outcomes[0]?.text).toContain("The grant is £500");
    const declined = (await store.outcomes.ofApplication(scene.ids[6] ?? "")).outcomes[0];
    expect(declined?.text).toContain(
      "Fit with our priorities: poor. Your application was nearest to: “Names a priority",
    );
    expect(declined?.text).toContain("What lasts, and social value: weak. Your application gave more than:");
    const deferred = await store.applications.head(scene.ids[5] ?? "");
    expect(deferred?.deferredFrom).toBe(scene.meetingId);
    const history = await store.audit.history(`application/${scene.ids[6]}`);
    expect(history.rows.map(({ event }) => event.type)).toEqual(["bid-declined"]);
  });

  it("holds the outcomes until nine in the morning of the day that the round promised", async () => {
    const scene = await decidedMeeting(engine.it, ALL.slice(0, 2));
    await relayAll(engine.it);
    const release = await engine.it.deps.store.outcomes.release(scene.round.id);
    expect(release).toMatchObject({
      state: "held",
      dueFrom: "2027-01-10T09:00:00.000Z",
      meetings: { [scene.meetingId]: scene.ids },
    });
  });

  it("has everything there once, wherever it was stopped between two store calls and run again", async () => {
    const bids: Bid[] = [ALL[0], ALL[2]].flatMap((bid) => bid ?? []);
    const want = [EXPECTED[0], EXPECTED[2]];
    let stops = 0;
    for (const how of ["not-done", "done-but-timed-out"] as const)
      for (let call = 1; ; call += 1) {
        const scene = await decidedMeeting(engine.it, bids);
        const fault: Fault = { call, how };
        const { deps, reached } = withFault(engine.it, fault);
        await carryOutMeeting(scene.meetingId, cause, deps).catch(() => undefined);
        if (!reached()) break;
        stops += 1;
        await carryOutMeeting(scene.meetingId, cause, engine.it.deps);
        await carryOutMeeting(scene.meetingId, cause, engine.it.deps);
        expect(await followed(scene), `${how} at call ${call}`).toEqual(want);
      }
    expect(stops).toBeGreaterThan(20);
  });

  it("puts a bid aside that may not be decided on any more, says so loudly, and carries out the others", async () => {
    const scene = await decidedMeeting(engine.it, ALL.slice(0, 3));
    const [first = "", second = ""] = scene.ids;
    const head = await engine.it.deps.store.applications.head(first);
    await writeHead(
      engine.it,
      headOf(first, head?.organisationId ?? "", { state: "withdrawn", version: 1 }),
      [],
      CLOSED_AT,
    );
    await engine.it.table.update(
      {
        Key: applicationKey(second),
        UpdateExpression: "SET organisationName = :wrong",
        ExpressionAttributeValues: { ":wrong": 7 },
      },
      "wrong",
    );
    await carryOutMeeting(scene.meetingId, cause, engine.it.deps);
    const found = await engine.it.deps.store.closedMeetings.whole(scene.meetingId);
    expect(found?.carried.map(({ what, problem }) => [what, problem])).toEqual([
      ["put-aside", "application-withdrawn"],
      ["put-aside", "$ZodError"],
      ["recommended", undefined],
    ]);
  });
});
