import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { Refused } from "../../shared/problem.ts";
import { type Closure, endOf } from "../../shared/rules/closure.ts";
import { ClosureRecord, closureOf } from "../../shared/rules/closure-record.ts";
import { msOf } from "../../shared/rules/london.ts";
import { closureKey, closurePointerKey, closuresKey } from "./keys.ts";
import { closuresFrom } from "./portal.ts";
import { type Change, type Raw, refuseStale, type Table, type Write } from "./table.ts";

const SCHEMA = 1;
/** One transaction takes a hundred items: the closure's own three, and rounds. */
const MOST_ROUNDS = 90;
/** What is over stays this long in the item that the clock reads: a request received before the end may be answered after it. */
const KEPT_AFTER_MS = 3_600_000;

const KeptRecord = z.object({ ...ClosureRecord.shape, writeId: z.string() });
const Pointer = z.object({ closureId: z.string() });
const Versioned = z.object({ version: z.int() });

/** A record with the id of the write that brought it to this version: a repeated write is known by it. */
export type KeptClosure = { record: ClosureRecord; writeId: string };

const keptFrom = (raw: Raw): KeptClosure => {
  const { writeId, ...record } = KeptRecord.parse(raw);
  return { record, writeId };
};
const present = (raw: Raw | undefined): raw is Raw => raw !== undefined;

/** A record as it is to be, over the version that was read. */
export type WrittenClosure = { record: ClosureRecord; was: Change["was"]; events: readonly Event[] };

/** The item that the clock reads, with its version. */
export type HotClosures = { closures: Closure[]; was: Change["was"] };

const hotFrom = (raw: Raw | undefined): HotClosures => ({
  closures: closuresFrom(raw),
  was: raw === undefined ? "absent" : Versioned.parse(raw).version,
});

const recordChange = ({ version, ...data }: ClosureRecord, was: Change["was"], events: readonly Event[]): Change => ({
  key: closureKey(data.id),
  kind: "closure",
  schema: SCHEMA,
  was,
  events,
  data,
});

const pointerChange = (closureId: string): Change => ({
  key: closurePointerKey(closureId),
  kind: "pointer",
  schema: SCHEMA,
  was: "absent",
  events: [],
  data: { closureId },
});

const isNeeded = (closure: Closure, at: number): boolean => {
  const end = endOf(closure);
  return end === undefined || at < msOf(end) + KEPT_AFTER_MS;
};

/** Closures: their whole records, and the small item that is read with every write (ARCHITECTURE 1.4). */
export const closuresStore = (table: Table) => ({
  /** Every closure that there ever was, the newest announced first: pointers, then the records. */
  all: async (): Promise<ClosureRecord[]> => {
    const pointers = await table.query(closurePointerKey("").pk);
    const raws = await table.getMany(pointers.map((raw) => closureKey(Pointer.parse(raw).closureId)));
    return raws
      .filter(present)
      .map((raw) => keptFrom(raw).record)
      .toSorted((a, b) => b.announcedAt.localeCompare(a.announcedAt));
  },

  /** One closure and the item that the clock reads, in one hop; `kept` undefined where there is no such closure. */
  one: async (id: string): Promise<{ kept: KeptClosure | undefined; hot: HotClosures }> => {
    const [raw, hot] = await table.getMany([closureKey(id), closuresKey()]);
    return { kept: raw === undefined ? undefined : keptFrom(raw), hot: hotFrom(hot) };
  },

  /** Some closures as they are kept, in the order of their ids; one that is not there is left out. */
  some: async (ids: readonly string[]): Promise<KeptClosure[]> =>
    (await table.getMany(ids.map(closureKey))).filter(present).map(keptFrom),

  /** The item that the clock reads, as it is now. */
  hot: async (): Promise<HotClosures> => hotFrom(await table.get(closuresKey())),

  /**
   * What has to be written for closures to be as given: their records, the item that the clock reads, and the rounds that they
   * change, for one transaction. Refuses `too-large` where they change more rounds than one transaction takes.
   */
  changes: (
    written: readonly WrittenClosure[],
    { hot, rounds }: { hot: HotClosures; rounds: readonly Change[] },
    at: number,
  ): Change[] => {
    if (rounds.length > MOST_ROUNDS) throw new Refused("too-large");
    const ids = new Set(written.map(({ record }) => record.id));
    const others = hot.closures.filter((one) => !ids.has(one.id) && isNeeded(one, at));
    return [
      ...written.map(({ record, was, events }) => recordChange(record, was, events)),
      ...written.flatMap(({ record, was }) => (was === "absent" ? [pointerChange(record.id)] : [])),
      {
        key: closuresKey(),
        kind: "closures",
        schema: SCHEMA,
        was: hot.was,
        events: [],
        data: { closures: [...others, ...written.map(({ record }) => closureOf(record))] },
      },
      ...rounds,
    ];
  },

  /** Writes them. Refuses `stale` where any of it has moved since it was read. */
  write: async (changes: readonly Change[], write: Write): Promise<void> =>
    refuseStale(await table.write(changes, write)),
});
