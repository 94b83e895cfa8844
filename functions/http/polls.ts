import { polls } from "../../shared/contract/polls.ts";
import type { Event } from "../../shared/events.ts";
import { Refused, refuseIf } from "../../shared/problem.ts";
import { formatDate, toInstant } from "../../shared/rules/london.ts";
import { declarationFindings, pollFindings } from "../../shared/rules/poll.ts";
import { secondFindings } from "../../shared/rules/poll-change.ts";
import { cleanText } from "../../shared/rules/text.ts";
import { endedByDeclaration } from "../closures.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import { electionsOfRound } from "../elections.ts";
import { sha256 } from "../identity.ts";
import { againstChange, changedPoll, enteredPoll, refuseRemoval } from "../poll-changes.ts";
import { stakesOf } from "../poll-stakes.ts";
import { pollTouches } from "../poll-touches.ts";
import { knownPoll, pollsPage, pollView, recordersOf } from "../polls.ts";
import type { KeptPolls } from "../store/polls.ts";

const MOST_POLLS = 60;

const answers = (deps: Deps): Answers<typeof polls> => {
  const { store } = deps;
  const touches = pollTouches({ store });

  /** The rows as an officer saw them: somebody else's change in between is looked at first. */
  const seen = async (version: number): Promise<KeptPolls> => {
    const kept = await store.polls.read();
    if (kept.version !== version) throw new Refused("stale");
    return kept;
  };

  return {
    list: async ({ caller, at }) => pollsPage(store.polls.read(), caller, at, deps),

    add: async ({ body: { version, writeId, ...entered }, caller, at }) => {
      // Sent again, the same row: its id comes from the write.
      const id = `poll-${sha256(`${caller.personId} ${writeId}`).slice(0, 16)}`;
      const now = await store.polls.read();
      if (now.polls.some((poll) => poll.id === id)) return pollsPage(now, caller, at, deps);
      const kept = await seen(version);
      const poll = enteredPoll(id, entered);
      refuseIf(pollFindings(poll));
      if (kept.polls.length >= MOST_POLLS)
        throw new Refused("wrong-state", { detail: `The portal keeps ${MOST_POLLS} elections at most.` });
      const event: Event = { type: "poll-added", at: toInstant(at), by: caller.personId, pollId: id };
      await store.polls.write({ ...kept, polls: [...kept.polls, poll] }, { writeId, at }, [event]);
      return pollsPage(store.polls.read(), caller, at, deps);
    },

    change: async ({ params, body: { version, writeId, ...entered }, caller, at }) => {
      const now = await store.polls.read();
      if (now.writeId === writeId) return pollsPage(now, caller, at, deps);
      const was = knownPoll(now, params.id);
      const kept = await seen(version);
      const changed = changedPoll(was, entered, at);
      refuseIf(await againstChange(was, changed, at, deps));
      refuseIf(secondFindings(was, changed, await stakesOf(kept, deps), at));
      const event: Event = { type: "poll-changed", at: toInstant(at), by: caller.personId, pollId: params.id };
      const polls = kept.polls.map((one) => (one.id === params.id ? changed : one));
      await store.polls.write({ ...kept, polls }, { writeId, at }, [event]);
      return pollsPage(store.polls.read(), caller, at, deps);
    },

    remove: async ({ params, body, caller, at }) => {
      const now = await store.polls.read();
      if (now.writeId === body.writeId) return pollsPage(now, caller, at, deps);
      const poll = knownPoll(now, params.id);
      await refuseRemoval(poll, at, deps);
      const kept = await seen(body.version);
      refuseIf(secondFindings(poll, undefined, await stakesOf(kept, deps), at));
      const event: Event = {
        ...{ type: "poll-removed", at: toInstant(at), by: caller.personId },
        ...{ pollId: params.id, reason: cleanText(body.reason) },
      };
      const polls = kept.polls.filter(({ id }) => id !== params.id);
      await store.polls.write({ ...kept, polls }, { writeId: body.writeId, at }, [event]);
      return pollsPage(store.polls.read(), caller, at, deps);
    },

    declare: async ({ params, body: { madeOn, writeId }, caller, at }) => {
      const kept = await store.polls.read();
      if (kept.writeId === writeId) return pollsPage(kept, caller, at, deps);
      const poll = knownPoll(kept, params.id);
      refuseIf(declarationFindings(poll, madeOn, at));
      const declaration = { madeOn, recordedAt: toInstant(at), by: caller.personId };
      const declared = { ...poll, status: "held" as const, declaration };
      const event: Event = {
        ...{ type: "declaration-recorded", at: toInstant(at), by: caller.personId, pollId: params.id, madeOn },
      };
      const polls = kept.polls.map((one) => (one.id === params.id ? declared : one));
      // Closures that wait for it end with it, or neither is written.
      const reason = `The declaration of acceptance after the poll on ${formatDate(poll.pollOn)} is recorded.`;
      const ends = await endedByDeclaration({ store })(poll.id, { by: caller.personId, reason, at: toInstant(at) });
      await store.polls.write({ ...kept, polls }, { writeId, at }, [event], ends);
      return pollsPage(store.polls.read(), caller, at, deps);
    },

    ofRound: ({ params, at }) => electionsOfRound(params.id, at, deps),

    touched: async ({ params, caller, at }) => {
      const kept = await store.polls.read();
      const poll = knownPoll(kept, params.id);
      const [names, facts] = await Promise.all([recordersOf([poll], deps), touches(poll, kept, at)]);
      return { at: toInstant(at), view: pollView(poll, names, caller, at), ...facts };
    },
  };
};

export const handler = http(polls, answers);
