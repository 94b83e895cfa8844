import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { Refused } from "../../shared/problem.ts";
import { Award } from "../../shared/rules/award.ts";
import type { Closure } from "../../shared/rules/closure.ts";
import { Fund } from "../../shared/rules/fund.ts";
import { Instant } from "../../shared/rules/london.ts";
import { codeTaken, Round } from "../../shared/rules/round.ts";
import { upgradedForm } from "./form-upgrade.ts";
import { awardsKey, closuresKey, formKey, roundKey, roundPointerKey } from "./keys.ts";
import { closuresFrom } from "./portal.ts";
import { type Change, type Raw, refuseStale, type Table, type Write } from "./table.ts";

const SCHEMA = 1;
const FORM_SCHEMA = 3;

const RoundItem = z.object({ ...Round.shape, writeId: z.string() });
const FormItem = z.object({ fund: Fund });
const AwardsItem = z.object({ awards: z.array(Award) });
const Versioned = z.object({ version: z.int() });
const Pointer = z.object({ roundId: z.string(), at: Instant });

/** A round with the id of the write that brought it to this version: a repeated write is known by it. */
type KeptRound = { round: Round; writeId: string };

const keptFrom = (raw: Raw): KeptRound => {
  const { writeId, ...round } = RoundItem.parse(raw);
  return { round, writeId };
};

/** The round of an item as read, for those who read it in a hop of their own. */
export const roundFrom = (raw: Raw | undefined): Round | undefined =>
  raw === undefined ? undefined : keptFrom(raw).round;

/** The frozen fund of an item as read; undefined until the round is published. */
export const formFrom = (raw: Raw | undefined): Fund | undefined =>
  raw === undefined ? undefined : FormItem.parse(upgradedForm(raw)).fund;

/** A round as a write states it, for those who write it with something of their own. */
export const roundChange = (round: Round, was: Change["was"], events: readonly Event[]): Change => {
  const { version: _, ...data } = round;
  return { key: roundKey(round.id), kind: "round", schema: SCHEMA, was, events, data };
};

/** A whole copy of the fund: what is asked and how it is judged no longer follows the data the portal ships with. */
const formChange = (roundId: string, fund: Fund): Change => ({
  key: formKey(roundId),
  kind: "form",
  schema: FORM_SCHEMA,
  was: "absent",
  events: [],
  data: { roundId, fund },
});

const awardsChange = (roundId: string, awards: readonly Award[], was: Change["was"]): Change => ({
  key: awardsKey(roundId),
  kind: "awards",
  schema: SCHEMA,
  was,
  events: [],
  data: { roundId, awards },
});

const present = (raw: Raw | undefined): raw is Raw => raw !== undefined;

/** Rounds, their frozen forms and what was decided (DOMAIN 5). Status is never stored: `rules/round.ts` derives it. */
export const roundsStore = (table: Table) => {
  /** The rounds of some funds, by their ids, the newest first: one hop. */
  const idsOf = async (fundIds: readonly string[]): Promise<string[]> => {
    const pointers = await Promise.all(fundIds.map((id) => table.query(roundPointerKey(id, "").pk, "round/")));
    return pointers
      .flat()
      .map((pointer) => Pointer.parse(pointer))
      .sort((a, b) => b.at.localeCompare(a.at))
      .map(({ roundId }) => roundId);
  };

  /** Rounds in the order of their ids, and the closures in force: one hop. */
  const byIds = async (ids: readonly string[]): Promise<{ rounds: Round[]; closures: Closure[] }> => {
    const [closures, ...raws] = await table.getMany([closuresKey(), ...ids.map(roundKey)]);
    return { rounds: raws.filter(present).map((raw) => keptFrom(raw).round), closures: closuresFrom(closures) };
  };

  return {
    idsOf,
    byIds,

    /** The rounds of some funds and the closures in force: pointers, then the rounds; two hops. */
    roundsOf: async (fundIds: readonly string[]): Promise<{ rounds: Round[]; closures: Closure[] }> =>
      byIds(await idsOf(fundIds)),

    /** A round, its frozen fund (undefined until it is published) and the closures, in one hop. Refuses `not-found`. */
    withForm: async (roundId: string): Promise<KeptRound & { form: Fund | undefined; closures: Closure[] }> => {
      const [round, form, closures] = await table.getMany([roundKey(roundId), formKey(roundId), closuresKey()]);
      if (round === undefined) throw new Refused("not-found");
      return { ...keptFrom(round), form: formFrom(form), closures: closuresFrom(closures) };
    },

    /** The frozen funds of some rounds, in their order; undefined for one that is not published. */
    forms: async (roundIds: readonly string[]): Promise<(Fund | undefined)[]> =>
      (await table.getMany(roundIds.map(formKey))).map(formFrom),

    /** What decided rounds pay for, in the order of the rounds. */
    awards: async (roundIds: readonly string[]): Promise<Award[][]> =>
      (await table.getMany(roundIds.map(awardsKey))).map((raw) =>
        raw === undefined ? [] : AwardsItem.parse(raw).awards,
      ),

    /** A new round with its fund's pointer. Refuses `round/code` when the code is used; a repeated write is success. */
    create: async (round: Round, write: Write, events: readonly Event[]): Promise<void> => {
      const pointer: Change = {
        key: roundPointerKey(round.fundId, round.id),
        kind: "pointer",
        schema: SCHEMA,
        was: "absent",
        events: [],
        data: { roundId: round.id },
      };
      const { outcome } = await table.write([roundChange(round, "absent", events), pointer], write);
      if (outcome === "refused") throw new Refused("invalid-request", { errors: [codeTaken(round.code)] });
    },

    /** The round under the version it carries. Refuses `stale`. */
    change: async (round: Round, write: Write, events: readonly Event[]): Promise<void> =>
      refuseStale(await table.write([roundChange(round, round.version, events)], write)),

    /** The round with its close moved, and what must not have moved meanwhile, in one transaction. Refuses `stale`. */
    extend: async (
      round: Round,
      { changes, others }: { changes: readonly Change[]; others: Parameters<Table["write"]>[2] },
      write: Write,
      events: readonly Event[],
    ): Promise<void> =>
      refuseStale(await table.write([roundChange(round, round.version, events), ...changes], write, others)),

    /** Publishes a round and freezes its fund, in one transaction. Refuses `stale`. */
    publish: async (round: Round, fund: Fund, write: Write, events: readonly Event[]): Promise<void> =>
      refuseStale(await table.write([roundChange(round, round.version, events), formChange(round.id, fund)], write)),

    /**
     * What a round came to and its awards as they are published, in one transaction under the round's version; again, where an
     * outcome was told later. Refuses `stale`.
     */
    publishResult: async (
      round: Round,
      awards: readonly Award[],
      write: Write,
      events: readonly Event[],
    ): Promise<void> => {
      const before = await table.get(awardsKey(round.id));
      const was = before === undefined ? "absent" : Versioned.parse(before).version;
      refuseStale(
        await table.write([roundChange(round, round.version, events), awardsChange(round.id, awards, was)], write),
      );
    },

    /** The result and what is published of a decided round, in one transaction. Refuses `stale`. */
    decide: async (round: Round, awards: readonly Award[], write: Write, events: readonly Event[]): Promise<void> =>
      refuseStale(
        await table.write([roundChange(round, round.version, events), awardsChange(round.id, awards, "absent")], write),
      ),
  };
};
