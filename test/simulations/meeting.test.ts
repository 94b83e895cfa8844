import { describe, expect, it } from "vitest";
import { takenKey } from "../../functions/store/keys.ts";
import { meetingChange } from "../../functions/store/meeting-items.ts";
import { makeStore, type Store } from "../../functions/store/store.ts";
import { itemOf } from "../../functions/store/table.ts";
import type { Decision } from "../../shared/rules/decision.ts";
import { type Meeting, recusedFrom } from "../../shared/rules/meeting.ts";
import { requiredNumber } from "../../shared/rules/meeting-quorum.ts";
import { nextWriteId } from "../support/bid.ts";
import { engineForFile } from "../support/engine.ts";
import { runs, seeded } from "../support/length.ts";
import { nothingTold, person, playing, type Told } from "../support/meeting-play.ts";
import { MEETING_AT as at, meetingScene } from "../support/meetings.ts";
import { clientOver, versionedStore } from "../support/versioned-store.ts";

const engine = engineForFile();

/** Three bids of £8,500 for a pot of £6,000: whoever is quick takes it. */
const FACTS = {
  bids: [
    { askedPence: 400_000, leastPence: 100_000 },
    { askedPence: 300_000, interests: { 3: "direct" } },
    { askedPence: 150_000, leastPence: 60_000, interests: { 0: "direct" } },
  ],
  pot: { pcc: 350_000, trust: 250_000 },
} as const;

const spent = ({ lines }: Meeting, sourceId: string): number =>
  lines.reduce((sum, { decided }) => sum + (decided?.sourceId === sourceId ? decided.amountPence : 0), 0);

/** What must hold of a ledger at each of its versions, whatever came before. */
const sound = (meeting: Meeting, run: string): void => {
  for (const { sourceId, amountPence } of meeting.pot)
    expect(spent(meeting, sourceId), `${run}: ${sourceId} gives no more than it has`).toBeLessThanOrEqual(amountPence);
  expect(new Set(meeting.lines.map(({ id }) => id)).size, run).toBe(meeting.lines.length);
  if (meeting.state !== "closed") return;
  for (const line of meeting.lines) {
    expect(line.entered, `${run}: nothing is left unconfirmed`).toBeUndefined();
    expect(line.decided, `${run}: everything is decided`).toBeDefined();
    const [here, recused] = [line.decided?.here ?? [], recusedFrom(line)];
    expect(
      here.filter((place) => recused.includes(place)),
      `${run}: nobody recused decided`,
    ).toEqual([]);
  }
};

/** The words beside a ledger against the ledger, and both against what people were told. */
const agrees = (meeting: Meeting, words: readonly Decision[], told: Told, run: string): void => {
  const wordsOf = (id: string): Decision | undefined => words.find((each) => each.id === id);
  const stillStanding = new Set<string>();
  for (const line of meeting.lines) {
    const { decided } = line;
    if (decided === undefined) continue;
    const beside = wordsOf(decided.id);
    expect(beside, `${run}: ${line.id} has its words`).toMatchObject({
      applicationId: line.id,
      outcome: decided.outcome,
      amountPence: decided.amountPence,
      confirmedBy: expect.any(String),
    });
    expect(beside?.here, run).toEqual(decided.here.map((place) => meeting.members[place]?.personId));
    if (decided.outcome !== "defer" && decided.outcome !== "pass")
      expect(decided.here.length, `${run}: by a quorum`).toBeGreaterThanOrEqual(requiredNumber(meeting));
    stillStanding.add(decided.id);
  }
  // Each bid is decided once: what was confirmed and does not stand was replaced, with a reason, by what stands now.
  for (const each of words.filter(({ confirmedBy }) => confirmedBy !== undefined)) {
    if (stillStanding.has(each.id)) continue;
    const successors = words.filter(({ replaces, confirmedBy }) => replaces === each.id && confirmedBy !== undefined);
    expect(
      successors.map(({ why }) => why),
      `${run}: ${each.id} was replaced once`,
    ).toEqual(["We looked again."]);
  }
  const first = words.filter(({ confirmedBy, replaces }) => confirmedBy !== undefined && replaces === undefined);
  expect(new Set(first.map(({ applicationId }) => applicationId)).size, run).toBe(first.length);
  // Nothing that was told is lost.
  for (const { id } of told.entered) expect(wordsOf(id), `${run}: ${id} was told`).toBeDefined();
  for (const { decisionId } of told.confirmed)
    expect(wordsOf(decisionId)?.confirmedBy, `${run}: ${decisionId} was told`).toBeDefined();
  if (told.closed) expect(meeting.state, run).toBe("closed");
};

/** The ledger of a run as its meeting begins: everybody is here. */
const beginning = async (store: Store, meetingId: string, id: string): Promise<Meeting> => {
  const planned = await store.meetings.ledger(meetingId);
  if (planned === undefined) throw new Error("The meeting was planned.");
  return {
    ...planned,
    id,
    state: "in-session",
    members: planned.members.map((member) => ({ ...member, here: "present" })),
    version: 0,
  };
};

const scene = async () => {
  const made = await meetingScene(engine.it, FACTS);
  await made.create();
  return made;
};

const peopleOf = ({ people, clerk, other }: Awaited<ReturnType<typeof scene>>) => [
  { personId: clerk.personId, clerk: true },
  { personId: other.personId, clerk: true },
  { personId: people[0]?.personId ?? "", clerk: false },
  { personId: people[1]?.personId ?? "", clerk: false },
];

const FAULTS = { crash: 0.02, loss: 0.04 };
const RUNS = runs(19_850);
const ENGINE_RUNS = runs(150);

describe("two clerks, the chair and the deputy in one meeting", () => {
  it(`overspend nothing, decide nothing twice and lose nothing, in ${RUNS} sequences`, async () => {
    const made = await scene();
    const { store } = engine.it.deps;
    const begun = await beginning(store, made.id, made.id);
    // All that a command reads beside the ledger, as the engine has it.
    const { table } = engine.it;
    const around = (
      await Promise.all([
        table.query(`round/${made.round.id}`),
        table.query(`scoring/${made.round.id}`),
        ...made.ids.map((id) => table.query(`application/${id}`, "application")),
      ])
    ).flat();
    const start = itemOf(meetingChange(begun, "absent", []), { writeId: "begun", at });
    const refusals = new Map<string, number>();
    let [decided, closed] = [0, 0];
    for (let run = 1; run <= RUNS; run += 1) {
      const random = seeded(run);
      const told = nothingTold();
      const model = versionedStore([...around, start]);
      const plain = makeStore(
        clientOver(async (command) => model.send(command)),
        "grants",
      );
      const { store: gated, play } = playing(async (command) => model.send(command), random, FAULTS);
      const common = { store: gated, meetingId: made.id, at, random, told, prefix: "write" };
      await play(peopleOf(made).map((who) => person(who, who.clerk ? 7 : 11, common)));
      const parts = await plain.meetings.parts(made.id);
      if (parts === undefined) throw new Error("The meeting is there.");
      const name = `run ${run}`;
      sound(parts.meeting, name);
      agrees(parts.meeting, parts.decisions, told, name);
      // Each write that was taken raised the version once, however often it was sent.
      const taken = [...model.items.values()].filter(({ kind }) => kind === "meeting-write").length;
      expect(parts.meeting.version, name).toBe(1 + taken);
      for (const writeId of told.taken)
        expect(model.items.has(Object.values(takenKey(made.id, writeId)).join("\n")), name).toBe(true);
      for (const [rule, count] of told.refusedBy) refusals.set(rule, (refusals.get(rule) ?? 0) + count);
      decided += parts.meeting.lines.filter((line) => line.decided !== undefined).length;
      if (parts.meeting.state === "closed") closed += 1;
    }
    expect(decided).toBeGreaterThan(RUNS);
    expect(closed).toBeGreaterThan(RUNS / 100);
    // The sequences reach what they are to prove.
    for (const rule of [
      ...["meeting/source", "meeting/pot", "meeting/once", "meeting/quorum", "meeting/entry", "meeting/presides"],
      ...["meeting/recused", "meeting/state", "meeting/undecided", "meeting/confirmed", "meeting/least-useful"],
    ])
      expect([...refusals.keys()]).toContain(rule);
  }, 3_600_000);

  it(`hold on the real engine too, in ${ENGINE_RUNS} sequences`, async () => {
    const made = await scene();
    const { store } = engine.it.deps;
    for (let run = 1; run <= ENGINE_RUNS; run += 1) {
      const random = seeded(run + 1_000_000);
      const told = nothingTold();
      const meetingId = `${made.round.id}-M${run + 1}`;
      const begun = await beginning(store, made.id, meetingId);
      await engine.it.table.write([meetingChange(begun, "absent", [])], { writeId: nextWriteId(), at });
      const { dynamo } = engine.it.clients;
      const sending = async (command: unknown) => dynamo.send(command as Parameters<typeof dynamo.send>[0]);
      const { store: gated, play } = playing(sending, random, FAULTS);
      const common = { store: gated, meetingId, at, random, told, prefix: `engine-${run}` };
      await play(peopleOf(made).map((who) => person(who, who.clerk ? 7 : 11, common)));
      const parts = await store.meetings.parts(meetingId);
      if (parts === undefined) throw new Error("The meeting is there.");
      const name = `engine run ${run}`;
      sound(parts.meeting, name);
      agrees(parts.meeting, parts.decisions, told, name);
      const taken = await engine.it.table.query(`meeting/${meetingId}`, "taken/");
      expect(parts.meeting.version, name).toBe(1 + taken.length);
    }
  }, 3_600_000);
});
