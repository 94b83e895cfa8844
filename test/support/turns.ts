import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Deps, makeDeps } from "../../functions/deps.ts";
import { type Engine, SETTINGS } from "./engine.ts";
import type { Seeded } from "./length.ts";

type Waiting = { go: () => void };

/** The table did what was asked and the answer never came: what a client sees of a timed-out write. */
class LostReply extends Error {}

/**
 * Lets several people's store calls happen one at a time, in an order that the seed chooses: every interleaving at the
 * only places where one person's work can come between another's. With `loss`, a reply is lost after the call was carried out.
 */
export const takingTurns = (engine: Engine, random: Seeded, loss: number) => {
  const waiting: Waiting[] = [];
  let step = 0;
  let working = 0;

  const gate = (): Promise<void> =>
    new Promise((resolve) => {
      waiting.push({ go: resolve });
    });
  const pause = () => new Promise((resolve) => setImmediate(resolve));

  /** Dependencies whose every store call waits for its turn. */
  const gatedDeps = (): Deps => {
    const { dynamo } = engine.clients;
    const plain: DynamoDBClient = dynamo as unknown as DynamoDBClient;
    const gated = DynamoDBDocumentClient.from(plain, {});
    gated.send = async (command: Parameters<typeof dynamo.send>[0]) => {
      await gate();
      step += 1;
      try {
        const reply = await dynamo.send(command);
        if (random.chance(loss)) throw new LostReply("The reply was lost.");
        return reply;
      } finally {
        working -= 1;
      }
    };
    return makeDeps({ clients: { ...engine.clients, dynamo: gated }, settings: SETTINGS });
  };

  /** Runs everybody to the end. */
  const play = async (people: readonly Promise<void>[]): Promise<void> => {
    let finished = false;
    const all = Promise.all(people).finally(() => {
      finished = true;
    });
    while (!finished) {
      // Two rounds of the event loop: whoever was answered has asked for the next call by then.
      await pause();
      await pause();
      if (working > 0 || waiting.length === 0) continue;
      const [next] = waiting.splice(random.below(waiting.length), 1);
      working += 1;
      next?.go();
    }
    await all;
  };

  return { deps: gatedDeps(), play, now: () => step };
};
