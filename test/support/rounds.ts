import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { roundPointerKey } from "../../functions/store/keys.ts";
import { FUNDS } from "../../shared/funds/funds.ts";
import type { Fund } from "../../shared/rules/fund.ts";
import { msOf, toInstant } from "../../shared/rules/london.ts";
import { type Round, roundIdOf } from "../../shared/rules/round.ts";
import { type Engine, SETTINGS } from "./engine.ts";

/** A fund that exists, for tests that need one. */
export const someFund = (): Fund => {
  const [fund] = FUNDS;
  if (fund === undefined) throw new Error("The portal has no fund.");
  return fund;
};

const DAYS = {
  checkedBy: "2026-12-15",
  meetingOn: "2027-01-21",
  confirmedBy: "2027-01-26",
  notifiedBy: "2027-01-29",
  paidBy: "2027-02-12",
};

/** The dates of `aRound`, as an officer enters them by London's clock. */
export const ENTERED_DATES = {
  opens: { on: "2026-11-02", time: "09:00" },
  closes: { on: "2026-12-01", time: "12:00" },
  ...DAYS,
};

/** A round of the first fund that opens on 2 November 2026 and closes on 1 December 2026 at 12 noon; not published. */
export const aRound = (changed: Partial<Round> = {}): Round => {
  const fund = someFund();
  const code = changed.code ?? "26Q4";
  return {
    id: roundIdOf(fund.code, code),
    fundId: fund.id,
    code,
    title: "2026/27, round 4 of 4",
    timetable: {
      opensAt: "2026-11-02T09:00:00.000Z",
      closesAt: "2026-12-01T12:00:00.000Z",
      ...DAYS,
    },
    pot: fund.sources.slice(0, 1).map(({ id }) => ({ sourceId: id, amountPence: 40_000_00 })),
    notices: [],
    version: 1,
    ...changed,
  };
};

/** Stores a round, published thirty days before it opens with the fund frozen as given; the round as it then is. */
export const putPublished = async ({ deps: { store } }: Engine, round: Round, fund = someFund()): Promise<Round> => {
  const publishedAt = toInstant(msOf(round.timetable.opensAt) - 30 * 86_400_000);
  const write = (what: string) => ({ writeId: `${what}-${round.id}`, at: msOf(publishedAt) });
  await store.rounds.create(round, write("create"), []);
  await store.rounds.publish({ ...round, publishedAt, version: 1 }, fund, write("publish"), []);
  return { ...round, publishedAt, version: 2 };
};

/** Takes the rounds of a fund out of its list, for tests that each publish the same dates: two would overlap. */
export const forgetRounds = async ({ clients, deps: { store } }: Engine, fundId: string): Promise<void> => {
  for (const id of await store.rounds.idsOf([fundId]))
    await clients.dynamo.send(
      new DeleteCommand({ TableName: SETTINGS.tableName, Key: { ...roundPointerKey(fundId, id) } }),
    );
};
