import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Deps, makeDeps } from "../../functions/deps.ts";
import { handler } from "../../functions/http/ranking.ts";
import { scoringKey, sheetKey } from "../../functions/store/keys.ts";
import type { Change } from "../../functions/store/table.ts";
import { ranking } from "../../shared/contract/ranking.ts";
import { communityAction } from "../../shared/funds/community-action.ts";
import type { Application } from "../../shared/rules/application.ts";
import type { Declaration } from "../../shared/rules/interest.ts";
import { toInstant } from "../../shared/rules/london.ts";
import type { Round } from "../../shared/rules/round.ts";
import type { Score, Seat } from "../../shared/rules/scoring.ts";
import { HOUR, nextWriteId } from "./bid.ts";
import { type Engine, SETTINGS, send, signedIn } from "./engine.ts";
import { headOf, writeHead } from "./relay.ts";

/** Noon of the Monday before the meeting; scoring ended at the weekend unless told. */
export const RANKED_AT = Date.parse("2027-01-18T12:00:00.000Z");

export type SceneBid = {
  title?: string;
  askedPence?: number;
  leastPence?: number;
  state?: Application["state"];
  /** By place on the panel: what each gives for every criterion, or for the six in their order; nothing: no card. */
  scores: readonly (Score | readonly Score[] | undefined)[];
  /** By place: an interest, or none. */
  interests?: Readonly<Record<number, Partial<Declaration>>>;
};

type SceneFacts = {
  bids: readonly SceneBid[];
  potPence?: number;
  endsAt?: number;
  revealedAt?: number;
  /** Places on the panel that have declared nothing. */
  undeclared?: readonly number[];
};

const PANEL = [
  { name: "Rowan Example", seat: "chair" },
  { name: "Hazel Example", seat: "deputy" },
  { name: "Holly Example", seat: "trustee" },
] as const;

let scenes = 0;
const fresh = { schema: 1, was: "absent", events: [] } as const;

/** A closed round of the community fund with scored bids and a panel of three, straight in the table. */
export const rankedRound = async (engine: Engine, facts: SceneFacts, at = RANKED_AT) => {
  scenes += 1;
  const scene = scenes;
  const code = `${20 + Math.floor(scene / 10)}T${scene % 10}`;
  const fund = communityAction;
  const roundId = `${fund.code}-${code}`;
  const { endsAt = at - 48 * HOUR, bids } = facts;
  const round: Round = {
    ...{ id: roundId, fundId: fund.id, title: `Round ${code}`, code, notices: [], version: 1 },
    timetable: {
      ...{ opensAt: "2026-11-01T09:00:00.000Z", closesAt: "2026-12-01T12:00:00.000Z", checkedBy: "2026-12-15" },
      ...{ meetingOn: "2027-01-21", confirmedBy: "2027-01-26", notifiedBy: "2027-01-29", paidBy: "2027-02-12" },
    },
    pot: [{ sourceId: fund.sources[0]?.id ?? "", amountPence: facts.potPence ?? 12_000_00 }],
  };
  const put = (changes: readonly Change[]) => engine.table.write(changes, { writeId: nextWriteId(), at });
  await engine.deps.store.rounds.create(round, { writeId: nextWriteId(), at }, []);
  await engine.deps.store.rounds.publish(
    { ...round, publishedAt: "2026-10-20T09:00:00.000Z" },
    fund,
    { writeId: nextWriteId(), at },
    [],
  );
  const ids = bids.map((_, n) => `${roundId}-${String(n + 1).padStart(4, "0")}-K`);
  const instant = toInstant(at - 96 * HOUR);
  const panel = PANEL.map(
    ({ name, seat }, n): Seat => ({ personId: `p_rank${scene}x${n}`, name, seat, constable: false }),
  );
  const scoresOf = (given: Score | readonly Score[]): Record<string, Score> =>
    Object.fromEntries(
      fund.criteria.map(({ id }, n) => [id, typeof given === "object" ? (given[n] ?? "cannot-judge") : given]),
    );
  await Promise.all(
    bids.map(async ({ title, askedPence = 1_000_00, leastPence, state = "eligible" }, n) => {
      const id = ids[n] ?? "";
      const latest = { number: 1, writeId: "w", receivedAt: instant, sha256: "ab".repeat(32), askedPence };
      const named = { number: n + 1, title: title ?? `Project ${n + 1}`, organisationName: `Group ${n + 1}` };
      const head = headOf(id, `o_rank${scene}x${n}`, {
        ...named,
        state,
        fundId: fund.id,
        roundId,
        latest,
        askedPence,
        hadPublicMoney: false,
        ...(leastPence === undefined ? {} : { leastUsefulPence: leastPence }),
      });
      await writeHead(engine, head, [], at);
    }),
  );
  const sheetOf = (personId: string, place: number): Change => ({
    ...fresh,
    key: sheetKey(roundId, personId),
    kind: "sheet",
    data: {
      roundId,
      personId,
      declarations: facts.undeclared?.includes(place)
        ? {}
        : Object.fromEntries(ids.map((id, n) => [id, { kind: "none", at: instant, ...bids[n]?.interests?.[place] }])),
      cards: Object.fromEntries(
        ids.flatMap((id, n) => {
          const given = bids[n]?.scores[place];
          return given === undefined ? [] : [[id, { scores: scoresOf(given), at: instant }]];
        }),
      ),
    },
  });
  const people = panel.map(({ personId }) => personId);
  await put([
    {
      ...fresh,
      key: scoringKey(roundId),
      kind: "scoring",
      data: {
        roundId,
        panel,
        assigned: Object.fromEntries(ids.map((id) => [id, people])),
        submissions: Object.fromEntries(ids.map((id) => [id, 1])),
        endsAt: toInstant(endsAt),
        finished: {},
        ...(facts.revealedAt === undefined ? {} : { revealedAt: toInstant(facts.revealedAt) }),
      },
    },
    ...people.map(sheetOf),
  ]);
  const seats = await Promise.all(
    panel.map(({ personId, name, seat }) =>
      signedIn(engine, { id: personId, name, roles: [seat === "chair" ? "chair" : "trustee"] }, at),
    ),
  );
  return { round, roundId, ids, people, fund, cookieOf: (place: number): string => seats[place]?.cookie ?? "" };
};
export type RankedRound = Awaited<ReturnType<typeof rankedRound>>;

/** Asks for a ranking, and moderates, as one person. */
export const atRanking = (engine: Engine, cookie: string, deps?: Deps) => {
  const rest = { cookie, ...(deps === undefined ? {} : { deps }) };
  return {
    read: (round: string, at = RANKED_AT) => send(engine, handler, ranking.read, { at, params: { round }, ...rest }),
    moderate: (round: string, body: Record<string, unknown>, at = RANKED_AT) =>
      send(engine, handler, ranking.moderate, {
        at,
        params: { round },
        body: { criterionId: "fit", score: 3, reason: "We read it together.", writeId: nextWriteId(), ...body },
        ...rest,
      }),
  };
};

/** Dependencies that count round trips to the table: what is asked while another answer is awaited is the same trip. */
export const countingTrips = (engine: Engine): { deps: Deps; trips: () => number } => {
  let [trips, waiting] = [0, 0];
  const sending = async (command: unknown): Promise<unknown> => {
    if (waiting === 0) trips += 1;
    waiting += 1;
    try {
      return await Reflect.apply(engine.clients.dynamo.send, engine.clients.dynamo, [command]);
    } finally {
      waiting -= 1;
    }
  };
  const dynamo = new Proxy(engine.clients.dynamo, {
    get: (client: DynamoDBDocumentClient, name) => (name === "send" ? sending : Reflect.get(client, name)),
  });
  return { deps: makeDeps({ clients: { ...engine.clients, dynamo }, settings: SETTINGS }), trips: () => trips };
};
