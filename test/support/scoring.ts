import type { Deps } from "../../functions/deps.ts";
import { handler } from "../../functions/http/scoring.ts";
import { headChange } from "../../functions/store/application-items.ts";
import { submissionKey } from "../../functions/store/keys.ts";
import type { Change } from "../../functions/store/table.ts";
import { submissionOf } from "../../functions/submission.ts";
import { scoring } from "../../shared/contract/scoring.ts";
import type { Endpoint } from "../../shared/contract.ts";
import { openDraft } from "../../shared/rules/draft.ts";
import type { Fund } from "../../shared/rules/fund.ts";
import { londonDate, londonTime, toInstant } from "../../shared/rules/london.ts";
import { applicationReference } from "../../shared/rules/reference.ts";
import type { Round } from "../../shared/rules/round.ts";
import type { Entry, Score } from "../../shared/rules/scoring.ts";
import { completeAnswers } from "./application.ts";
import { GROUP, HOUR, MINUTE, nextWriteId, openRound } from "./bid.ts";
import { withRole } from "./desk.ts";
import { type Engine, send } from "./engine.ts";
import { headOf } from "./relay.ts";

let scenes = 0;

/** A bid of a group of its own as it was sent: its reference, its head and its submission. */
const bidOf = (fund: Fund, round: Round, number: number, at: number): { id: string; changes: Change[] } => {
  const id = applicationReference({ fundCode: fund.code, roundCode: round.code, number });
  const organisationId = `o_${round.code}x${number}`;
  const answers = completeAnswers(fund, 100_000 + number * 100, round.timetable.notifiedBy);
  const sections = Object.fromEntries(
    Object.entries(answers).map(([section, typed]) => [section, { version: 1, answers: typed, done: true }]),
  );
  const draft = openDraft(fund, `d_${number}`, 0, sections);
  const organisation = {
    ...GROUP,
    id: organisationId,
    name: `Group ${number}`,
    createdAt: toInstant(at),
    changedAt: toInstant(at),
    version: 1,
  };
  const head = headOf(id, organisationId, { roundId: round.id, fundId: fund.id, organisationName: organisation.name });
  const whole = { head, lastWriteId: "", submissions: [], inquiries: [], documents: [] };
  const submission = submissionOf(
    { whole, draft, round, form: fund, organisation, allowed: [] },
    { declaredBy: "Ash Example", by: "p_seed", writeId: nextWriteId(), at },
  );
  const { sha256, content, receivedAt } = submission;
  const latest = { number: 1, writeId: "w", receivedAt, sha256, askedPence: content.requestedPence };
  const sent = {
    ...head,
    state: "eligible" as const,
    title: `Project ${number}`,
    askedPence: content.requestedPence,
    band: content.band,
    latest,
    version: 0,
  };
  return {
    id,
    changes: [
      headChange(sent, [], "absent"),
      {
        key: submissionKey(id, 1),
        kind: "submission",
        schema: 1,
        was: "absent",
        events: [],
        data: { ...submission, id: `${id}/1` },
      },
    ],
  };
};

/** DynamoDB takes 100 actions in one transaction. */
const AT_ONCE = 100;

/** Bids of a round as they were sent, written whole; their references. */
const writeBids = async ({ table }: Engine, fund: Fund, round: Round, count: number, at: number): Promise<string[]> => {
  const bids = Array.from({ length: count }, (_, n) => bidOf(fund, round, n + 1, at));
  const changes = bids.flatMap((bid) => bid.changes);
  for (let from = 0; from < changes.length; from += AT_ONCE)
    await table.write(changes.slice(from, from + AT_ONCE), { writeId: nextWriteId(), at });
  return bids.map(({ id }) => id);
};

/** Calls scoring as one person. */
export const atScoring = (engine: Engine, cookie: string, deps?: Deps) => {
  const to = (
    endpoint: Pick<Endpoint, "route">,
    at: number,
    sent: { params?: Record<string, string>; body?: unknown } = {},
  ) => send(engine, handler, endpoint, { at, cookie, ...sent, ...(deps === undefined ? {} : { deps }) });
  const own = (writeId: string | undefined) => writeId ?? nextWriteId();
  return {
    office: (round: string, at: number) => to(scoring.office, at, { params: { round } }),
    prepare: (round: string, body: Record<string, unknown>, at: number, writeId?: string) =>
      to(scoring.prepare, at, { params: { round }, body: { ...body, writeId: own(writeId) } }),
    enterPaper: (round: string, body: Record<string, unknown>, at: number, writeId?: string) =>
      to(scoring.enterPaper, at, { params: { round }, body: { ...body, writeId: own(writeId) } }),
    register: (round: string, at: number) => to(scoring.register, at, { params: { round } }),
    rounds: (at: number) => to(scoring.rounds, at),
    pack: (round: string, at: number) => to(scoring.pack, at, { params: { round } }),
    interests: (round: string, at: number) => to(scoring.interests, at, { params: { round } }),
    declare: (round: string, version: number, declarations: unknown, at: number, writeId?: string) =>
      to(scoring.declare, at, { params: { round }, body: { version, declarations, writeId: own(writeId) } }),
    rulings: (round: string, at: number) => to(scoring.rulings, at, { params: { round } }),
    rule: (round: string, body: Record<string, unknown>, at: number, writeId?: string) =>
      to(scoring.rule, at, {
        params: { round },
        body: { decision: "may-score", reason: "Too far away.", ...body, writeId: own(writeId) },
      }),
    bid: (id: string, at: number) => to(scoring.bid, at, { params: { id } }),
    save: (id: string, version: number, entries: unknown, at: number, writeId?: string) =>
      to(scoring.saveCard, at, { params: { id }, body: { version, entries, writeId: own(writeId) } }),
    submit: (id: string, version: number, at: number, writeId?: string) =>
      to(scoring.submitCard, at, { params: { id }, body: { version, writeId: own(writeId) } }),
    reopen: (id: string, version: number, at: number, writeId?: string) =>
      to(scoring.reopenCard, at, { params: { id }, body: { version, writeId: own(writeId) } }),
    confirm: (id: string, version: number, at: number, writeId?: string) =>
      to(scoring.confirmCard, at, { params: { id }, body: { version, writeId: own(writeId) } }),
  };
};
export type AtScoring = ReturnType<typeof atScoring>;

/** A card with the same score for every criterion of a fund. */
export const cardOf = ({ criteria }: Fund, score: Score = 3, comment = ""): Record<string, Entry> =>
  Object.fromEntries(criteria.map(({ id }) => [id, { score, comment }]));

type Seat = { personId: string; seat: "chair" | "deputy" | "trustee"; constable: boolean; asked?: string };

/**
 * A round that closed an hour before `now` with bids, an officer, and trustees of whom the first is chair and the second
 * deputy, all signed in at `now`. Nothing is prepared yet; `plan` ends scoring half an hour after `now`.
 */
export const scoringScene = async (
  engine: Engine,
  fund: Fund,
  at: number,
  { bids = 2, trustees = 3 }: { bids?: number; trustees?: number } = {},
) => {
  scenes += 1;
  const closesAt = at + 6 * HOUR;
  const now = closesAt + HOUR;
  const endsAt = now + 30 * MINUTE;
  const code = `${20 + Math.floor(scenes / 10)}S${scenes % 10}`;
  const round = await openRound(engine, fund, code, at, closesAt);
  const ids = await writeBids(engine, fund, round, bids, at + HOUR);
  const people = await Promise.all(
    Array.from({ length: trustees }, (_, n) => withRole(engine, n === 0 ? "chair" : "trustee", now)),
  );
  const officer = await withRole(engine, "officer", now);
  const panel = people.map(
    ({ id }, n): Seat => ({ personId: id, seat: (["chair", "deputy"] as const)[n] ?? "trustee", constable: false }),
  );
  const asOfficer = atScoring(engine, officer.cookie);
  const person = (n: number) => {
    const found = people[n];
    if (found === undefined) throw new Error(`There is no trustee ${n}.`);
    return found;
  };
  const as = (n: number, deps?: Deps) => atScoring(engine, person(n).cookie, deps);
  const none = (kind = "none") => ids.map((applicationId) => ({ applicationId, kind }));
  const plan = {
    version: 0,
    panel,
    endsAt: { on: londonDate(toInstant(endsAt)), time: londonTime(toInstant(endsAt)) },
    assignment: { how: "all" },
  };
  return {
    ...{ fund, round, ids, now, closesAt, plan, panel, officer, asOfficer, person, as, none, endsAt },
    people,
    bid: (n: number): string => ids[n] ?? "",
    /** Prepares with everybody on everything, and lets the trustees named declare no interest at all. */
    prepared: async (declaring: readonly number[] = people.map((_, n) => n)) => {
      const reply = await asOfficer.prepare(round.id, plan, now);
      if (reply.status !== 200) throw new Error(`Nothing was prepared: ${reply.text}`);
      for (const n of declaring) {
        const said = await as(n).declare(round.id, 0, none(), now);
        if (said.status !== 200) throw new Error(`Nothing was declared: ${said.text}`);
      }
    },
    /** Saves and submits a whole card. */
    scored: async (n: number, id: string, score: Score = 3, when = now) => {
      const who = as(n);
      const saved = await who.save(id, 0, cardOf(fund, score, "Because of the figures."), when);
      return who.submit(id, saved.body.version, when);
    },
  };
};
export type ScoringScene = Awaited<ReturnType<typeof scoringScene>>;
