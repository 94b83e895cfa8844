import { ranking } from "../../shared/contract/ranking.ts";
import type { Event } from "../../shared/events.ts";
import { Refused, refuseIf } from "../../shared/problem.ts";
import { finding } from "../../shared/rules/finding.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { afterStep, moderatorOf, unmoderated } from "../../shared/rules/moderation.ts";
import { cleanText } from "../../shared/rules/text.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import { isDecided, rankingPage, revealedTo, takesPart } from "../round-ranking.ts";

const NOT_THE_CHAIR = {
  rule: "moderation/chair",
  detail: "The chair records what the panel agreed. The deputy does so for a bid that the chair takes no part in.",
};
const DECIDED = {
  rule: "moderation/decided",
  detail: "The meeting that decides this bid is closed, or the bid is no longer in the round. Its scores stand.",
};

const answers = (deps: Deps): Answers<typeof ranking> => {
  const { store } = deps;
  const revealed = revealedTo(store);

  return {
    read: async ({ params, caller, at }) => rankingPage(await revealed(params.round, caller, at), caller.personId, at),

    moderate: async ({ params, body, caller, at }) => {
      const found = await revealed(params.round, caller, at);
      const { applicationId, criterionId, score, writeId } = body;
      const seats = takesPart(found, applicationId);
      if (!found.heads.some(({ id }) => id === applicationId) || !seats(caller.personId))
        throw new Refused("not-found");
      const { panel } = found.scoring.head;
      if (moderatorOf(panel, seats)?.personId !== caller.personId) throw new Refused("forbidden", NOT_THE_CHAIR);
      if (isDecided(found, applicationId)) throw new Refused("wrong-state", DECIDED);
      const kept = found.moderations.find((one) => one.applicationId === applicationId);
      if (kept?.writeId === writeId) return rankingPage(found, caller.personId, at);
      const { writeId: _, ...was } = kept ?? { ...unmoderated(params.round, applicationId), writeId };
      refuseIf([
        ...(found.form.criteria.some(({ id }) => id === criterionId)
          ? []
          : [finding("moderation/criterion", "/criterionId", "Choose a criterion of this fund.")]),
        ...(score === "as-scored" && was.scores[criterionId] === undefined
          ? [finding("moderation/score", "/score", "The cards count already. Choose the score that the panel agreed.")]
          : []),
      ]);
      const reason = cleanText(body.reason);
      const step = { criterionId, score, reason, by: caller.personId, at: toInstant(at) };
      const next = afterStep(was, step);
      const event: Event = {
        type: "score-moderated",
        ...{ at: step.at, by: caller.personId, roundId: params.round, applicationId, criterionId, score, reason },
      };
      const agendas = found.meetings.filter(
        ({ state, lines }) => state !== "closed" && lines.some(({ id, struck }) => id === applicationId && !struck),
      );
      await store.ranking.moderate(
        next,
        agendas.map(({ id }) => id),
        { writeId, at },
        [event],
      );
      const others = found.moderations.filter((one) => one.applicationId !== applicationId);
      const moderations = [...others, { ...next, writeId }];
      return rankingPage({ ...found, moderations }, caller.personId, at);
    },
  };
};

export const handler = http(ranking, answers);
