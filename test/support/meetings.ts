import type { Deps } from "../../functions/deps.ts";
import { handler } from "../../functions/http/meetings.ts";
import { applicationKey, scoringKey, sheetKey, submissionKey } from "../../functions/store/keys.ts";
import { meetings } from "../../shared/contract/meetings.ts";
import { communityAction } from "../../shared/funds/community-action.ts";
import type { Application } from "../../shared/rules/application.ts";
import type { InterestKind } from "../../shared/rules/interest.ts";
import { toInstant } from "../../shared/rules/london.ts";
import type { MatchLine } from "../../shared/rules/match-line.ts";
import { meetingIdOf } from "../../shared/rules/meeting.ts";
import type { MeetingCommand } from "../../shared/rules/meeting-commands.ts";
import type { Scoring } from "../../shared/rules/panel.ts";
import { type Round, roundIdOf } from "../../shared/rules/round.ts";
import { HOUR, nextWriteId } from "./bid.ts";
import { type Engine, send, signedIn } from "./engine.ts";
import { headOf } from "./relay.ts";

export const MEETING_AT = Date.parse("2027-01-21T10:00:00.000Z");

/** The six trustees of these tests: one is a constable. */
export const TRUSTEES = [
  { name: "Rowan Chair", seat: "chair", constable: false },
  { name: "Hazel Deputy", seat: "deputy", constable: false },
  { name: "Alder Trustee", seat: "trustee", constable: false },
  { name: "Birch Trustee", seat: "trustee", constable: false },
  { name: "Cedar Constable", seat: "trustee", constable: true },
  { name: "Elm Trustee", seat: "trustee", constable: false },
] as const;

export type SceneBid = {
  askedPence: number;
  leastPence?: number;
  match?: readonly MatchLine[];
  /** Who declared what, by place. */
  interests?: Readonly<Record<number, InterestKind>>;
  state?: Application["state"];
  title?: string;
  /** What each trustee gave for every criterion, by place; none without it. */
  scores?: readonly (0 | 1 | 2 | 3 | 4 | 5)[];
};

export type SceneFacts = {
  bids: readonly SceneBid[];
  pot?: { pcc?: number; trust?: number };
  scoring?: Partial<Scoring>;
};

let scenes = 0;

const plain = { schema: 1, was: "absent", events: [] } as const;

/** What a bid sent, as far as a meeting reads it. */
const submissionOf = (id: string, { askedPence, leastPence, match = [] }: SceneBid, at: string) => ({
  applicationId: id,
  number: 1,
  receivedAt: at,
  submittedBy: "p_ash",
  sha256: "ab".repeat(32),
  sections: {},
  content: {
    ...{ reference: id, roundId: id.split("-").slice(0, 2).join("-"), fundId: communityAction.id },
    organisation: {
      mainContactName: "Ash Example",
      mainContactEmail: "ash@example.org",
      mainContactPhone: "01275 000000",
    },
    ...{ band: "M", requestedPence: askedPence, title: "Boxing on Saturdays", summary: "We box on Saturdays." },
    answers: {
      ...(leastPence === undefined ? {} : { "least-useful": leastPence }),
      "what-would-be-dropped": "The second coach.",
    },
    budget: {
      lines: [
        { item: "Hall", basis: "20 evenings", costPence: askedPence - 10_000, askedPence: askedPence - 10_000 },
        { item: "Gloves", basis: "10 pairs", costPence: 10_000, askedPence: 10_000 },
      ],
      totalCostPence: askedPence,
      askedPence,
    },
    match: {
      ...{ lines: match.map((line) => ({ ...line, counts: false })) },
      ...{ cashCountedPence: 0, inKindCountedPence: 0, requiredPence: 0, shortPence: 0 },
      ...{ cashShortPence: 0, gapPence: 0 },
    },
    ...{ documents: [], notYet: {}, declaredBy: "Ash Example" },
  },
});

/** A closed round with eligible bids, a pot of two sources, six trustees who have declared, and everybody signed in. */
export const meetingScene = async (engine: Engine, facts: SceneFacts, at = MEETING_AT) => {
  scenes += 1;
  const code = `${20 + Math.floor(scenes / 10)}R${scenes % 10}`;
  const fund = communityAction;
  const roundId = roundIdOf(fund.code, code);
  const { pot = {} } = facts;
  const round: Round = {
    ...{ id: roundId, fundId: fund.id, title: `Round ${code}`, code, notices: [], version: 1 },
    timetable: {
      ...{ opensAt: "2026-11-01T09:00:00.000Z", closesAt: "2026-12-01T12:00:00.000Z", checkedBy: "2026-12-15" },
      ...{ meetingOn: "2027-01-21", confirmedBy: "2027-01-26", notifiedBy: "2027-01-29", paidBy: "2027-02-12" },
    },
    pot: [
      { sourceId: "pcc", amountPence: pot.pcc ?? 30_000_00 },
      { sourceId: "trust", amountPence: pot.trust ?? 10_000_00 },
    ],
  };
  await engine.deps.store.rounds.create(round, { writeId: nextWriteId(), at }, []);
  await engine.deps.store.rounds.publish(
    { ...round, publishedAt: "2026-10-20T09:00:00.000Z" },
    { ...fund, scoring: { ...fund.scoring, ...facts.scoring } },
    { writeId: nextWriteId(), at },
    [],
  );
  const ids = facts.bids.map((_, n) => `${roundId}-${String(n + 1).padStart(4, "0")}-K`);
  const instant = toInstant(at - 30 * 24 * HOUR);
  await Promise.all(
    facts.bids.map(async (bid, n) => {
      const id = ids[n] ?? "";
      const latest = {
        number: 1,
        writeId: "w",
        receivedAt: instant,
        sha256: "ab".repeat(32),
        askedPence: bid.askedPence,
      };
      const head = headOf(id, `o_s${scenes}x${n}`, {
        ...{
          number: n + 1,
          title: bid.title ?? `Project ${n + 1}`,
          state: bid.state ?? "eligible",
          fundId: fund.id,
          latest,
        },
        askedPence: bid.askedPence,
      });
      const { version: _, ...kept } = head;
      await engine.table.write(
        [
          {
            ...plain,
            key: applicationKey(id),
            kind: "application",
            data: { ...kept, inRound: roundId, hasDraft: "no" },
          },
          { ...plain, key: submissionKey(id, 1), kind: "submission", data: submissionOf(id, bid, instant) },
        ],
        { writeId: nextWriteId(), at },
      );
    }),
  );
  const people = TRUSTEES.map((trustee, n) => ({ ...trustee, personId: `p_t${scenes}x${n}` }));
  const declared = (n: number) =>
    Object.fromEntries(ids.map((id, bid) => [id, { kind: facts.bids[bid]?.interests?.[n] ?? "none", at: instant }]));
  const cards = (n: number) =>
    Object.fromEntries(
      ids.flatMap((id, bid) => {
        const score = facts.bids[bid]?.scores?.[n];
        const scores = Object.fromEntries(fund.criteria.map((criterion) => [criterion.id, score]));
        return score === undefined ? [] : [[id, { scores, at: instant }]];
      }),
    );
  await engine.table.write(
    [
      {
        ...plain,
        key: scoringKey(roundId),
        kind: "scoring",
        data: {
          roundId,
          panel: people,
          assigned: Object.fromEntries(ids.map((id) => [id, people.map(({ personId }) => personId)])),
          submissions: Object.fromEntries(ids.map((id) => [id, 1])),
          endsAt: toInstant(at - 24 * HOUR),
          finished: {},
        },
      },
      ...people.map(({ personId }, n) => ({
        ...plain,
        key: sheetKey(roundId, personId),
        kind: "sheet" as const,
        data: { roundId, personId, declarations: declared(n), cards: cards(n) },
      })),
    ],
    { writeId: nextWriteId(), at },
  );
  const cookies = await Promise.all(
    people.map(({ personId, name, seat }) =>
      signedIn(engine, { id: personId, name, roles: [seat === "chair" ? "chair" : "trustee"] }, at),
    ),
  );
  const clerkOf = (n: number) =>
    signedIn(engine, { id: `p_clerk${scenes}x${n}`, name: `Clerk ${n}`, roles: ["officer"], door: "staff" }, at);
  const [clerk, other] = await Promise.all([clerkOf(1), clerkOf(2)]);
  const id = meetingIdOf(roundId, 1);
  const cookieOf = (place: number): string => cookies[place]?.cookie ?? "";
  return {
    ...{ round, id, ids, people, clerk, other, cookieOf, fund },
    create: (writeId = nextWriteId()) =>
      send(engine, handler, meetings.create, { at, cookie: clerk.cookie, body: { roundId, writeId } }),
  };
};
export type MeetingScene = Awaited<ReturnType<typeof meetingScene>>;

/** One person's way to a meeting. */
export const inMeeting = (engine: Engine, id: string, cookie: string, at = MEETING_AT, deps?: Deps) => {
  const rest = { at, cookie, params: { id }, ...(deps === undefined ? {} : { deps }) };
  return {
    does: (command: MeetingCommand, writeId = nextWriteId()) =>
      send(engine, handler, meetings.command, { ...rest, body: { command, writeId } }),
    page: () => send(engine, handler, meetings.one, rest),
    version: () => send(engine, handler, meetings.version, rest),
    close: (code: string, cookies: string, writeId = nextWriteId()) =>
      send(engine, handler, meetings.close, { ...rest, cookie: `${cookie}; ${cookies}`, body: { code, writeId } }),
  };
};

type Enter = Extract<MeetingCommand, { type: "enter" }>;

/** An entry by consensus of Trust money that nothing stands against, but for what is said otherwise. */
export const entry = (applicationId: string, over: Partial<Enter> = {}): Enter => {
  const award = over.outcome === undefined || over.outcome === "full" || over.outcome === "part";
  return {
    type: "enter",
    applicationId,
    outcome: "full",
    conditions: [],
    reasons: "It keeps young people away from trouble.",
    votes: { kind: "consensus" },
    dropped: [],
    ...(award ? { sourceId: "trust", purpose: communityAction.sources[1]?.purposes[0] ?? "" } : {}),
    ...over,
  };
};
