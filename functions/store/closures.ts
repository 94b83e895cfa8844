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

  /**
   * What has to be written for a closure to be as given: its record, the item that the clock reads, and the rounds that it moves,
   * for one transaction. Refuses `too-large` where it would move more rounds than one transaction takes.
   * @param was the version of its record, or `absent`
   */
  changes: (
    record: ClosureRecord,
    was: Change["was"],
    { hot, rounds, events }: { hot: HotClosures; rounds: readonly Change[]; events: readonly Event[] },
    at: number,
  ): Change[] => {
    if (rounds.length > MOST_ROUNDS) throw new Refused("too-large");
    const others = hot.closures.filter((one) => one.id !== record.id && isNeeded(one, at));
    return [
      recordChange(record, was, events),
      ...(was === "absent" ? [pointerChange(record.id)] : []),
      {
        key: closuresKey(),
        kind: "closures",
        schema: SCHEMA,
        was: hot.was,
        events: [],
        data: { closures: [...others, closureOf(record)] },
      },
      ...rounds,
    ];
  },

  /** Writes them. Refuses `stale` where any of it has moved since it was read. */
  write: async (changes: readonly Change[], write: Write): Promise<void> =>
    refuseStale(await table.write(changes, write)),
});
