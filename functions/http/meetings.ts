import { meetings } from "../../shared/contract/meetings.ts";
import { FUNDS } from "../../shared/funds/funds.ts";
import { Refused } from "../../shared/problem.ts";
import { lowerEmail } from "../../shared/rules/identifiers.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { otherBrowser } from "../../shared/rules/sign-in.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import { meetingViews } from "../meeting-view.ts";
import { meetingWork, refuseOutsiders } from "../meeting-work.ts";
import { spend, typedCode } from "../one-time-code.ts";

const answers = (deps: Deps): Answers<typeof meetings> => {
  const { store } = deps;
  const { commanded, close, create } = meetingWork(deps);
  const { page, list } = meetingViews(deps);
  const stands = (at: number, version: number) => ({ at: toInstant(at), version });

  return {
    list: ({ caller, at }) =>
      list(
        FUNDS.map(({ id }) => id),
        caller,
        at,
      ),

    create: ({ body, caller, at }) => create(body.roundId, body.writeId, caller, at),

    one: ({ params, caller, at }) => page(params.id, caller, at),

    version: async ({ params, caller, at }) => {
      const { version } = refuseOutsiders(await store.meetings.ledger(params.id), caller);
      return stands(at, version);
    },

    command: async ({ params, body, caller, at }) =>
      stands(at, await commanded({ id: params.id, command: body.command, writeId: body.writeId, caller, at })),

    close: async ({ params, body, caller, at, cookies }) => {
      const { writeId } = body;
      let spent: string | undefined;
      // Only a close that nothing else stands against spends a try; judged again, it is spent no second time.
      const usedUp = async () => {
        if (spent === undefined) {
          const typed = await typedCode(store, body.code, cookies);
          if (lowerEmail(typed.challenge.address) !== lowerEmail(caller.email))
            throw new Refused("invalid-request", { errors: otherBrowser() });
          await spend(store, typed, at);
          spent = typed.challenge.id;
        }
        return [store.codes.usedUp(spent, caller.personId, { writeId, at })];
      };
      return stands(at, await close({ id: params.id, writeId, caller, at }, usedUp));
    },
  };
};

export const handler = http(meetings, answers);
