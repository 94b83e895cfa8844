import type { Event } from "../shared/events.ts";
import { Refused } from "../shared/problem.ts";
import { formatDate, msOf } from "../shared/rules/london.ts";
import { type Poll, takeBackFindings } from "../shared/rules/poll.ts";
import { cleanText } from "../shared/rules/text.ts";
import type { Arm } from "./approvals.ts";
import type { Deps } from "./deps.ts";
import { knownPoll } from "./polls.ts";
import { pollsChange } from "./store/polls.ts";

/**
 * Taking back a declaration of acceptance that was recorded by mistake, which takes two people (`election/taken-back`): the period of
 * its poll stands again from the answer on. Closures that ended with it stay ended: to close again is an act of its own.
 */
export const takingBack = ({ store }: Pick<Deps, "store">): Arm<"declaration"> => ({
  mayAsk: async ({ pollId, recordedAt }, { at }) =>
    takeBackFindings(knownPoll(await store.polls.read(), pollId), recordedAt, at),

  story: async ({ pollId }) => {
    const poll = (await store.polls.read()).polls.find(({ id }) => id === pollId);
    const which = poll === undefined ? "an election" : `${poll.name}, poll on ${formatDate(poll.pollOn)}`;
    return {
      asks: `Take back the declaration of acceptance after ${which}: it was recorded by mistake.`,
      follows:
        "The sensitive period goes on: no round opens, no meeting is held and nothing is confirmed. Closures that ended with the declaration do not come back by themselves. Close again where that is wanted.",
      path: "/office/elections",
    };
  },

  carryOut: async ({ pollId, recordedAt }, { by, reason, at }) => {
    const kept = await store.polls.read();
    const poll = knownPoll(kept, pollId);
    const [against] = takeBackFindings(poll, recordedAt, msOf(at));
    if (against !== undefined)
      throw new Refused("wrong-state", { rule: against.rule, detail: `${against.detail} Refuse this.` });
    const { declaration: _, ...undeclared }: Poll = poll;
    const event: Event = { type: "declaration-taken-back", at, by, pollId, reason: cleanText(reason) };
    const polls = kept.polls.map((one) => (one.id === pollId ? undeclared : one));
    return { changes: [pollsChange({ ...kept, polls }, [event])], events: [] };
  },
});
