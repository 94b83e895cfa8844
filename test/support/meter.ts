import * as z from "zod/mini";
import { runningNow } from "../../infra/local/guard.ts";
import type { Engine } from "./engine.ts";

const Units = z.object({ CapacityUnits: z.number() });
const Answer = z.object({ ConsumedCapacity: z.optional(z.union([Units, z.array(Units)])) });

const READS = ["GetItemCommand", "BatchGetItemCommand", "QueryCommand"];

const unitsIn = (output: unknown): number => {
  const { ConsumedCapacity: said = [] } = Answer.parse(output);
  return [said].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
};

/** Counts what functions take of an engine, as AWS would charge for it; what a test does itself is not counted. */
export const meterOn = ({ clients }: Engine) => {
  let taken = { runs: new Set<number>(), readUnits: 0, writeUnits: 0 };
  clients.dynamo.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const running = runningNow();
        if (running === undefined) return next(args);
        taken.runs.add(running.run);
        const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } });
        const units = unitsIn(answer.output);
        if (READS.includes(String(commandName))) taken.readUnits += units;
        else taken.writeUnits += units;
        return answer;
      },
    { step: "initialize", name: "meter", override: true },
  );
  return {
    /** What some work takes. */
    during: async (work: () => Promise<unknown>): Promise<{ runs: number; readUnits: number; writeUnits: number }> => {
      taken = { runs: new Set(), readUnits: 0, writeUnits: 0 };
      await work();
      return { runs: taken.runs.size, readUnits: taken.readUnits, writeUnits: taken.writeUnits };
    },
  };
};
