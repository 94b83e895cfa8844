import {
  decisionKey,
  meetingPointerKey,
  organisationApplicationKey,
  scoringKey,
  sheetKey,
} from "../../functions/store/keys.ts";
import { meetingChange } from "../../functions/store/meeting-items.ts";
import { handler } from "../../functions/stream/events.ts";
import { communityAction } from "../../shared/funds/community-action.ts";
import type { Decision } from "../../shared/rules/decision.ts";
import type { Fund } from "../../shared/rules/fund.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { type Meeting, type MeetingLine, type MeetingOutcome, meetingIdOf } from "../../shared/rules/meeting.ts";
import type { Round } from "../../shared/rules/round.ts";
import { nextWriteId, openRound } from "./bid.ts";
import type { Engine } from "./engine.ts";
import { deliverAll, groupOf, headOf, relayedRecords, writeHead } from "./relay.ts";

export const DAY = 86_400_000;
/** The morning on which a round of these tests closed. */
export const CLOSED_AT = Date.parse("2026-12-01T12:00:00.000Z");
/** When its meeting closed: thirty days later. */
export const MET_AT = CLOSED_AT + 30 * DAY;

/** A bid as a meeting decided on it. */
export type Bid = {
  outcome: MeetingOutcome;
  askedPence?: number;
  amountPence?: number;
  source?: "pcc" | "trust";
  /** The criteria's scores of the only card; 3 each unless told. */
  scores?: Record<string, number>;
  conditions?: string[];
  enteredBy?: string;
};

let scenes = 0;

const MEMBERS = [
  { personId: "p_rowan", name: "Rowan Chair", seat: "chair" },
  { personId: "p_hazel", name: "Hazel Deputy", seat: "deputy" },
  { personId: "p_alder", name: "Alder Trustee", seat: "trustee" },
  { personId: "p_willow", name: "Willow Trustee", seat: "trustee" },
] as const;

const lineOf = (id: string, bid: Bid): MeetingLine => {
  const { outcome, askedPence = 50_000, amountPence = 0, source } = bid;
  const decided = { id: `decision-${id}`, outcome, amountPence, here: [0, 1, 2] };
  return {
    id,
    askedPence,
    recused: [3],
    decided: { ...decided, ...(source === undefined ? {} : { sourceId: source }) },
  };
};

const decisionOf = (meetingId: string, applicationId: string, bid: Bid, at: string): Omit<Decision, "version"> => ({
  id: `decision-${applicationId}`,
  meetingId,
  applicationId,
  outcome: bid.outcome,
  amountPence: bid.amountPence ?? 0,
  ...(bid.source === undefined ? {} : { sourceId: bid.source }),
  conditions: bid.conditions ?? [],
  reasons: "It keeps young people away from trouble.",
  votes: { kind: "votes", for: ["p_rowan", "p_hazel"], against: ["p_alder"], abstained: [] },
  dropped: bid.outcome === "part" ? [{ item: "A banner", amountPence: 5_000 }] : [],
  here: ["p_rowan", "p_hazel", "p_alder"],
  recused: ["p_willow"],
  left: [],
  enteredBy: bid.enteredBy ?? "p_clerk",
  enteredAt: at,
  confirmedBy: "p_rowan",
  confirmedAt: at,
});

export type Decided = Awaited<ReturnType<typeof decidedMeeting>>;

/** A closed round with groups and bids, all of them decided on, and the ledger as the chair has just closed it. */
export const decidedMeeting = async (engine: Engine, bids: readonly Bid[], fund: Fund = communityAction) => {
  scenes += 1;
  const round: Round = await openRound(engine, fund, `26M${scenes}`, CLOSED_AT - 10 * DAY, CLOSED_AT);
  const meetingId = meetingIdOf(round.id, 1);
  const at = toInstant(MET_AT);
  const ids = bids.map((_, n) => `${round.id}-${String(n + 1).padStart(4, "0")}-K`);
  const groups = bids.map((_, n) => ({ organisationId: `o_m${scenes}x${n}`, person: `p_m${scenes}x${n}` }));
  const plain = { schema: 1, was: "absent", events: [] } as const;
  const write = async (n: number, bid: Bid): Promise<void> => {
    const [id = "", group = { organisationId: "", person: "" }] = [ids[n], groups[n]];
    await groupOf(engine, group.organisationId, [group.person], CLOSED_AT);
    const latest = {
      ...{ number: 1, writeId: "w", receivedAt: toInstant(CLOSED_AT - DAY), sha256: "ab".repeat(32) },
      askedPence: bid.askedPence ?? 50_000,
    };
    const over = { state: "eligible", number: n + 1, title: `Project ${n + 1}`, latest, fundId: fund.id } as const;
    await writeHead(engine, headOf(id, group.organisationId, over), [], CLOSED_AT);
    const pointer = organisationApplicationKey(group.organisationId, id);
    await engine.table.write([{ ...plain, key: pointer, kind: "pointer", data: { applicationId: id } }], {
      writeId: nextWriteId(),
      at: CLOSED_AT,
    });
    const words = decisionOf(meetingId, id, bid, at);
    const key = decisionKey(meetingId, id, words.id);
    await engine.table.write([{ ...plain, key, kind: "decision", data: words }], {
      writeId: nextWriteId(),
      at: MET_AT,
    });
  };
  await Promise.all(bids.map((bid, n) => write(n, bid)));
  const cards = Object.fromEntries(
    ids.map((id, n) => [
      id,
      {
        scores: {
          ...Object.fromEntries(fund.criteria.map((criterion) => [criterion.id, 3])),
          ...bids[n]?.scores,
        },
        at,
      },
    ]),
  );
  const meeting: Meeting = {
    id: meetingId,
    roundId: round.id,
    fundId: fund.id,
    state: "closed",
    on: "2026-12-31",
    startsAt: "14:00",
    place: "The hall",
    panel: fund.panel,
    members: MEMBERS.map((member) => ({ ...member, constable: false, here: "present" as const })),
    movements: [],
    pot: fund.sources.map(({ id, name, decides, purposes }) => ({
      sourceId: id,
      name,
      decides,
      purposes,
      amountPence: 20_000_00,
    })),
    minimumPence: fund.minimumPence,
    lines: ids.map((id, n) => lineOf(id, bids[n] ?? { outcome: "decline" })),
    sittings: [{ from: toInstant(MET_AT - 3_600_000), until: at }],
    closedAt: at,
    closedBy: "p_rowan",
    version: 0,
  };
  await engine.table.write(
    [
      {
        ...plain,
        key: scoringKey(round.id),
        kind: "scoring",
        data: {
          roundId: round.id,
          panel: MEMBERS.map((member) => ({ ...member, constable: false })),
          assigned: Object.fromEntries(ids.map((id) => [id, ["p_rowan"]])),
          submissions: Object.fromEntries(ids.map((id) => [id, 1])),
          endsAt: toInstant(CLOSED_AT + 20 * DAY),
          finished: {},
        },
      },
      {
        ...plain,
        key: sheetKey(round.id, "p_rowan"),
        kind: "sheet",
        data: {
          roundId: round.id,
          personId: "p_rowan",
          declarations: Object.fromEntries(ids.map((id) => [id, { kind: "none", at }])),
          cards,
        },
      },
      {
        ...plain,
        key: sheetKey(round.id, "p_willow"),
        kind: "sheet",
        data: {
          roundId: round.id,
          personId: "p_willow",
          declarations: Object.fromEntries(ids.map((id) => [id, { kind: "direct", at }])),
          cards: {},
        },
      },
      {
        ...plain,
        key: meetingPointerKey(fund.id, meetingId),
        kind: "pointer",
        data: { meetingId },
      },
    ],
    { writeId: nextWriteId(), at: MET_AT },
  );
  await engine.table.write(
    [meetingChange(meeting, "absent", [{ type: "meeting-closed", at, by: "p_rowan", meetingId, roundId: round.id }])],
    { writeId: nextWriteId(), at: MET_AT },
  );
  return { round, meetingId, ids, groups, fund };
};

/** The next meeting of the same round, which has just decided on one bid that was put off. */
export const decidedAgain = async (engine: Engine, { round, meetingId, fund }: Decided, id: string, bid: Bid) => {
  const { store } = engine.deps;
  const before = await store.meetings.ledger(meetingId);
  if (before === undefined) throw new Error("There was no meeting before.");
  const next = meetingIdOf(round.id, 2);
  const at = toInstant(MET_AT + 60 * DAY);
  const words = decisionOf(next, id, bid, at);
  const plain = { schema: 1, was: "absent", events: [] } as const;
  const line = { ...lineOf(id, bid), from: meetingId };
  const meeting: Meeting = { ...before, id: next, on: "2027-03-01", lines: [line], closedAt: at, version: 0 };
  const closed = { type: "meeting-closed", at, by: "p_rowan", meetingId: next, roundId: round.id } as const;
  await engine.table.write(
    [
      { ...plain, key: meetingPointerKey(fund.id, next), kind: "pointer", data: { meetingId: next } },
      { ...plain, key: decisionKey(next, id, words.id), kind: "decision", data: words },
      meetingChange(meeting, "absent", [closed]),
    ],
    { writeId: nextWriteId(), at: MET_AT + 60 * DAY },
  );
  return { ...{ round, fund }, meetingId: next, at: MET_AT + 60 * DAY };
};

/** Lets the stream do everything that has not been delivered to it yet, until nothing new comes of it. */
export const relayAll = async (engine: Engine, deps = engine.deps): Promise<void> => {
  for (;;) {
    const records = await relayedRecords(engine);
    const from = delivered.get(engine) ?? 0;
    if (records.length === from) return;
    await deliverAll(handler, records.slice(from), deps);
    delivered.set(engine, records.length);
  }
};
const delivered = new WeakMap<Engine, number>();
