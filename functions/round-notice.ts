import { Refused } from "../shared/problem.ts";
import { toInstant } from "../shared/rules/london.ts";
import { MOST_NOTICES, type Round } from "../shared/rules/round.ts";
import { cleanText } from "../shared/rules/text.ts";
import type { Deps } from "./deps.ts";
import { sha256 } from "./identity.ts";
import { type RoundAct, refuseUnless, roundToMove } from "./rounds.ts";

/** Publishes a notice on a round: a fact put right, or what groups should know. Whatever else is changed meanwhile stays. */
export const roundNotice =
  ({ store }: Pick<Deps, "store">): RoundAct<"notify"> =>
  async (roundId, { text, writeId }, { personId: by }, at) => {
    const { round, closures, shown } = await roundToMove({ store }, roundId, at);
    // The same notice sent again has the same id, also when another has been published meanwhile.
    const id = `n_${sha256(`${by} ${round.id} ${writeId}`).slice(0, 24)}`;
    if (round.notices.some((before) => before.id === id)) return shown(round);
    refuseUnless(round, "notify", closures, at);
    if (round.notices.length >= MOST_NOTICES)
      throw new Refused("wrong-state", {
        rule: "round/notices",
        detail: `A round has ${MOST_NOTICES} notices at most.`,
      });
    const notice = { id, at: toInstant(at), text: cleanText(text) };
    const notified: Round = { ...round, notices: [...round.notices, notice] };
    await store.rounds.change(notified, { writeId, at }, [
      { type: "notice-published", at: toInstant(at), by, roundId: round.id, noticeId: id },
    ]);
    return shown({ ...notified, version: round.version + 1 });
  };
