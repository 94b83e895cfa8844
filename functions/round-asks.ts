import type { AskLine, rounds as contract } from "../shared/contract/rounds.ts";
import type { Asked } from "../shared/contract.ts";
import { Refused } from "../shared/problem.ts";
import type { Allowance } from "../shared/rules/allowance.ts";
import { toInstant } from "../shared/rules/london.ts";
import { cleanText } from "../shared/rules/text.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";

/** What groups ask about the rules of a round, the earliest first, and what an officer answers: once. */
export const roundAsks = ({ store }: Pick<Deps, "store">) => {
  const asksIn = async (roundId: string): Promise<{ asks: AskLine[] }> => {
    const found = await store.allowances.inRound(roundId);
    return {
      asks: found
        .flatMap(({ allowance: { organisationId, asks }, organisationName }) =>
          asks.map((ask) => ({ organisationId, organisationName, ask })),
        )
        .sort((a, b) => a.ask.askedAt.localeCompare(b.ask.askedAt)),
    };
  };

  return {
    asks: async (roundId: string): Promise<{ asks: AskLine[] }> => {
      await store.rounds.withForm(roundId);
      return asksIn(roundId);
    },

    answerAsk: async (
      roundId: string,
      body: Asked<(typeof contract)["answerAsk"]>["body"],
      caller: Pick<Caller, "personId">,
      at: number,
    ): Promise<{ asks: AskLine[] }> => {
      const { organisationId, rule, allowed, writeId } = body;
      const kept = await store.allowances.of(roundId, organisationId);
      const reason = cleanText(body.reason);
      const ask = kept?.allowance.asks.find((one) => one.rule === rule);
      if (kept === undefined || ask === undefined) throw new Refused("not-found");
      // The same answer sent again, also when the group has asked about another rule meanwhile.
      const given = ask.answer;
      if (given?.by === caller.personId && given.allowed === allowed && given.reason === reason) return asksIn(roundId);
      if (ask.answer !== undefined)
        throw new Refused("wrong-state", {
          rule: "eligibility/answered-once",
          detail: "This question has its answer, and the group may have read it.",
        });
      const answer = { allowed, reason, at: toInstant(at), by: caller.personId };
      const answered: Allowance = {
        ...kept.allowance,
        asks: kept.allowance.asks.map((one) => (one === ask ? { ...ask, answer } : one)),
      };
      await store.allowances.write(answered, { writeId, at }, [
        {
          type: allowed ? "eligibility-allowed" : "eligibility-refused",
          ...{ at: toInstant(at), by: caller.personId, roundId, organisationId, rule, reason },
        },
      ]);
      return asksIn(roundId);
    },
  };
};
