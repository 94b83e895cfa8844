import { closures } from "../../shared/contract/closures.ts";
import { FUNDS } from "../../shared/funds/funds.ts";
import { Refused } from "../../shared/problem.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { closurePreview } from "../closure-preview.ts";
import { knownClosure } from "../closure-work.ts";
import { changing, closing, officeClosures } from "../closures.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import { stated } from "../funds.ts";

const answers = (deps: Deps): Answers<typeof closures> => {
  const { store } = deps;
  const preview = closurePreview(deps);
  const close = closing(deps);
  const change = changing(deps);
  const officeOf = officeClosures(deps);

  const pageOf = async (id: string, at: number) => {
    const { kept } = await knownClosure(id, store);
    const [office] = await officeOf([kept.record], at);
    if (office === undefined) throw new Refused("not-found");
    return { at: toInstant(at), ...office };
  };

  return {
    list: async ({ at }) => {
      const [records, { rounds, closures: hot }] = await Promise.all([
        store.closures.all(),
        store.rounds.roundsOf(FUNDS.map(({ id }) => id)),
      ]);
      const closable = stated(rounds, hot, at).filter(
        ({ status }) => status !== "unpublished" && status !== "decided" && status !== "cancelled",
      );
      const names = new Map(FUNDS.map(({ id, name }) => [id, name]));
      return {
        at: toInstant(at),
        funds: FUNDS.map(({ id, name }) => ({ id, name })),
        rounds: closable.map(({ round }) => ({
          id: round.id,
          name: `${names.get(round.fundId) ?? round.fundId}, ${round.title}`,
        })),
        closures: await officeOf(records, at),
      };
    },

    one: ({ params, at }) => pageOf(params.id, at),

    preview: ({ body, caller, at }) => preview.closing(body, caller.personId, at),

    ending: ({ params, caller, at }) => preview.ending(params.id, caller.personId, at),

    close: async ({ body: { writeId, ...entered }, caller, at }) =>
      pageOf(await close(entered, { by: caller.personId, writeId, at }), at),

    change: async ({ params, body, caller, at }) => {
      await change(params.id, body, caller.personId, at);
      return pageOf(params.id, at);
    },
  };
};

export const handler = http(closures, answers);
