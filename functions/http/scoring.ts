import { scoring } from "../../shared/contract/scoring.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import { scoringCards } from "../scoring-cards.ts";
import { scoringInterests } from "../scoring-interests.ts";
import { scoringOffice } from "../scoring-office.ts";
import { scoringPack } from "../scoring-pack.ts";
import { scoringPaper } from "../scoring-paper.ts";
import { scoringRulings } from "../scoring-rulings.ts";

const answers = (deps: Deps): Answers<typeof scoring> => {
  const office = scoringOffice(deps);
  const enterPaper = scoringPaper(deps);
  const pack = scoringPack(deps);
  const interests = scoringInterests(deps);
  const rulings = scoringRulings(deps);
  const cards = scoringCards(deps);

  return {
    office: ({ params, at }) => office.read(params.round, at),
    prepare: ({ params, body, caller, at }) => office.prepare(params.round, body, caller, at),
    enterPaper: ({ params, body, caller, at }) => enterPaper(params.round, body, caller, at),
    register: ({ params, at }) => office.register(params.round, at),

    rounds: ({ caller, at }) => pack.rounds(caller, at),
    pack: ({ params, caller, at }) => pack.pack(params.round, caller, at),
    bid: ({ params, caller, at }) => pack.bid(params.id, caller, at),

    interests: ({ params, caller, at }) => interests.read(params.round, caller, at),
    declare: ({ params, body, caller, at }) => interests.declare(params.round, body, caller, at),
    rulings: ({ params, caller, at }) => rulings.read(params.round, caller, at),
    rule: ({ params, body, caller, at }) => rulings.rule(params.round, body, caller, at),

    saveCard: ({ params, body, caller, at }) => cards.save(params, body, caller, at),
    submitCard: ({ params, body, caller, at }) => cards.submit({ id: params.id, ...body, caller, at }),
    reopenCard: ({ params, body, caller, at }) => cards.reopen({ id: params.id, ...body, caller, at }),
    confirmCard: ({ params, body, caller, at }) => cards.confirm({ id: params.id, ...body, caller, at }),
  };
};

export const handler = http(scoring, answers);
