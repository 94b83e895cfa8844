import type { Deps } from "../../functions/deps.ts";
import { FUNDS } from "../../shared/funds/funds.ts";
import type { Fund } from "../../shared/rules/fund.ts";
import {
  addDays,
  addMonths,
  type CivilDate,
  endOfDay,
  financialYear,
  instantOf,
  londonDate,
  msOf,
  toInstant,
} from "../../shared/rules/london.ts";
import {
  closingInstant,
  openingInstant,
  type PotPart,
  type Round,
  type RoundDates,
  type RoundResult,
  roundIdOf,
  type Timetable,
} from "../../shared/rules/round.ts";
import { datesFrom } from "../../shared/rules/round-proposal.ts";
import { addWorkingDays, nextWorkingDay } from "../../shared/rules/working-days.ts";
import { DECIDED_BIDS } from "./demonstration-bids.ts";

/** What the demonstration stands on: the first fund's rounds, and one open round of each other fund. */
export type DemonstrationRounds = { open: Round; waiting: Round; decided: Round; others: Round[] };

const SYSTEM = "system";

const timetableOf = ({ opens, closes, ...days }: RoundDates): Timetable => {
  const [opensAt, closesAt] = [openingInstant(opens), closingInstant(closes)];
  // Nine and noon exist on every day of the year.
  if (typeof opensAt !== "string" || typeof closesAt !== "string")
    throw new Error("A demonstration date has no instant.");
  return { opensAt, closesAt, ...days };
};

/** Three quarters from the first source and the rest from the second, where a fund has two. */
const potOf = ({ sources: [first, second], potPence }: Fund): PotPart[] => {
  if (first === undefined) return [];
  const quarter = second === undefined ? 0 : Math.floor(potPence / 4);
  return [
    { sourceId: first.id, amountPence: potPence - quarter },
    ...(second === undefined ? [] : [{ sourceId: second.id, amountPence: quarter }]),
  ];
};

const roundOf = (fund: Fund, code: string, title: string, timetable: Timetable): Round => ({
  id: roundIdOf(fund.code, code),
  fundId: fund.id,
  code,
  title,
  timetable,
  pot: potOf(fund),
  // Published a week before it opens.
  publishedAt: toInstant(msOf(timetable.opensAt) - 7 * 86_400_000),
  notices: [],
  version: 1,
});

/** The code and title of the quarter that many quarters before the one a day is in. */
const quarterly = (fund: Fund, day: CivilDate, before: number): [string, string] => {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  const count = year * 4 + Math.ceil(month / 3) - 1 - before;
  const [of, quarter] = [Math.floor(count / 4), (count % 4) + 1];
  const title = `${financialYear(`${of}-04-01`)}, round ${quarter} of ${Math.max(4, fund.calendar.deadlines.length)}`;
  return [`${String(of).slice(2)}Q${quarter}`, title];
};

const openUntil = (fund: Fund, today: CivilDate, days: number): Timetable => {
  const opens = { on: nextWorkingDay(addDays(today, -21)), time: "09:00" };
  return timetableOf(datesFrom(fund.calendar, opens, nextWorkingDay(addDays(today, days))));
};

/** A timetable whose close and meeting are that many days from today, and whose other dates follow. */
const around = (fund: Fund, today: CivilDate, closes: number, meets: number): Timetable => {
  const closesOn = nextWorkingDay(addDays(today, closes));
  const dates = datesFrom(fund.calendar, { on: nextWorkingDay(addDays(closesOn, -56)), time: "09:00" }, closesOn);
  const meetingOn = nextWorkingDay(addDays(today, meets));
  const confirmedBy = addWorkingDays(meetingOn, 3);
  const notifiedBy = addWorkingDays(confirmedBy, 2);
  const paidBy = addWorkingDays(notifiedBy, fund.calendar.workingDaysToPay);
  return timetableOf({ ...dates, meetingOn, confirmedBy, notifiedBy, paidBy });
};

const resultOf = (bids: typeof DECIDED_BIDS): RoundResult => ({
  bids: bids.length,
  awarded: bids.filter(({ awardedPence }) => awardedPence > 0).length,
  askedPence: bids.reduce((sum, { askedPence }) => sum + askedPence, 0),
  awardedPence: bids.reduce((sum, { awardedPence }) => sum + awardedPence, 0),
});

/** The demonstration's rounds relative to an instant (milliseconds): one open now, one closed and waiting for its meeting, one decided. */
export const demonstrationRounds = (at: number): DemonstrationRounds => {
  const [first, ...rest] = FUNDS;
  if (first === undefined) throw new Error("The portal has no fund.");
  const today = londonDate(toInstant(at));
  const open = openUntil(first, today, 9);
  const named = londonDate(open.closesAt);
  const decided = around(first, today, -126, -77);
  return {
    open: roundOf(first, ...quarterly(first, named, 0), open),
    waiting: roundOf(first, ...quarterly(first, named, 1), around(first, today, -35, 11)),
    decided: {
      ...roundOf(first, ...quarterly(first, named, 2), decided),
      decidedAt: instantOf(decided.confirmedBy, "10:00") ?? endOfDay(decided.confirmedBy),
      result: resultOf(DECIDED_BIDS),
    },
    others: rest.map((fund, n) =>
      roundOf(fund, `${today.slice(2, 4)}A1`, `Round A of ${today.slice(0, 4)}`, openUntil(fund, today, 20 + 14 * n)),
    ),
  };
};

const fundOf = (round: Round): Fund => {
  const fund = FUNDS.find(({ id }) => id === round.fundId);
  if (fund === undefined) throw new Error(`There is no fund ${round.fundId}.`);
  return fund;
};

/** Creates and publishes one round at the instants it carries. Safe to repeat: its write ids are its own. */
export const putRound = async ({ store }: Pick<Deps, "store">, round: Round): Promise<void> => {
  const { publishedAt = round.timetable.opensAt, decidedAt, result, ...fresh } = round;
  const happened = (type: "round-created" | "round-published" | "round-decided", at: string) => [
    { type, at, by: SYSTEM, roundId: round.id },
  ];
  const write = (what: string, at: string) => ({ writeId: `demonstration-${what}-${round.id}`, at: msOf(at) });
  await store.rounds.create(fresh, write("create", publishedAt), happened("round-created", publishedAt));
  const published: Round = { ...fresh, publishedAt, version: 1 };
  await store.rounds.publish(
    published,
    fundOf(round),
    write("publish", publishedAt),
    happened("round-published", publishedAt),
  );
  if (decidedAt === undefined || result === undefined) return;
  const awards = DECIDED_BIDS.filter(({ awardedPence }) => awardedPence > 0).map((bid) => ({
    title: bid.title,
    organisation: bid.organisation,
    amountPence: bid.awardedPence,
    why: bid.why,
    endsOn: addMonths(londonDate(decidedAt), 12),
  }));
  const decided: Round = { ...published, decidedAt, result, version: 2 };
  await store.rounds.decide(decided, awards, write("decide", decidedAt), happened("round-decided", decidedAt));
};

/** Puts the demonstration's rounds into an empty portal. */
export const fillRounds = async (deps: Pick<Deps, "store">, at: number): Promise<void> => {
  const { open, waiting, decided, others } = demonstrationRounds(at);
  for (const round of [decided, waiting, open, ...others]) await putRound(deps, round);
};
