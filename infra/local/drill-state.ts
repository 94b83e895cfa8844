import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Deps } from "../../functions/deps.ts";
import { NO_FIELDS } from "../../shared/rules/organisation-fields.ts";
import { DEMONSTRATIONS } from "./demonstration.ts";
import { addBid, addGroup } from "./demonstration-applications.ts";
import { DEMONSTRATION_GROUPS, type DemonstrationGroup } from "./demonstration-groups.ts";
import { demonstrationRounds } from "./demonstration-rounds.ts";
import { rawItems } from "./export.ts";
import type { invoke } from "./functions.ts";
import { type Examined, examined } from "./restored.ts";
import { startStreams } from "./streams.ts";

/** Groups that are nothing but many: each the like of a demonstration group, under a name of its own. */
const groupsOf = (count: number): DemonstrationGroup[] =>
  Array.from({ length: count }, (_, n) => {
    const like = DEMONSTRATION_GROUPS[n % DEMONSTRATION_GROUPS.length];
    if (like === undefined) throw new Error("The demonstration has no groups.");
    const person = { id: `p_drill-${n}`, name: `Person ${n}`, email: `person-${n}@drill.example` };
    const fields = { ...NO_FIELDS, ...like.fields, name: `Group ${n} (invented)` };
    return { ...like, id: `o_drill-${n}`, person, fields, bids: like.bids.slice(0, 1) };
  });

/** How many write at the same time. */
const AT_ONCE = 8;

const manyBids = async (deps: Deps, at: number, count: number): Promise<void> => {
  const { waiting } = demonstrationRounds(at);
  const { form } = await deps.store.rounds.withForm(waiting.id);
  if (form === undefined) throw new Error(`${waiting.id} has no form.`);
  const groups = groupsOf(count);
  const madeAt = Date.parse(waiting.timetable.opensAt);
  const work = async (): Promise<void> => {
    for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
      await addGroup(deps, group, madeAt);
      for (const [n, bid] of group.bids.entries())
        await addBid(
          deps,
          group,
          { ...bid, where: groups.length % 2 === 0 ? "submitted" : "eligible" },
          n,
          waiting,
          form,
        );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
};

/** So long without a batch, in milliseconds, and it is worth looking whether all is done. */
const QUIET = 300;
const LONGEST = 300_000;

/** Runs the stream's consumers until every history is whole: what a portal at rest looks like. */
const relayed = async (of: {
  client: DynamoDBClient;
  url: string;
  tableName: string;
  run: typeof invoke;
}): Promise<Examined> => {
  const folder = mkdtempSync(join(tmpdir(), "drill-"));
  let busyAt = Date.now();
  const streams = await startStreams({
    endpoint: of.url,
    tableName: of.tableName,
    folder,
    run: async (name, batch) => {
      const answer = await of.run(name, batch);
      busyAt = Date.now();
      return answer;
    },
    putAside: async (name, _record, problem) => {
      throw new Error(`${name} put a record aside.`, { cause: problem });
    },
  });
  const until = Date.now() + LONGEST;
  const look = () => examined(rawItems(of.client, of.tableName));
  while (Date.now() - busyAt < QUIET || (await look()).gaps.length > 0) {
    if (Date.now() > until) throw new Error("The stream was not read to its end within five minutes.");
    await new Promise((resolve) => setTimeout(resolve, QUIET));
  }
  // A message is written after the line of history: looked at again when the last of it is done.
  await streams.stop();
  rmSync(folder, { recursive: true, force: true });
  return look();
};

/** A portal as after a busy round: the demonstration, many more bids, every history written, every message waiting; what is in it. */
export const fillState = async (
  deps: Deps,
  of: { client: DynamoDBClient; url: string; tableName: string; run: typeof invoke; bids: number },
  at: number,
): Promise<Examined> => {
  for (const fill of DEMONSTRATIONS) await fill(deps, at);
  await manyBids(deps, at, of.bids);
  return relayed(of);
};
