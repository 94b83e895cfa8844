import { type ExceptionLine, exceptions } from "../../shared/contract/exceptions.ts";
import { exceptionRefusal, exceptionState } from "../../shared/rules/exception.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { roundStatus } from "../../shared/rules/round.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";

const answers = ({ store }: Deps): Answers<typeof exceptions> => ({
  ofRound: async ({ params, at }) => {
    const [{ round, closures }, scoring, given, lines] = await Promise.all([
      store.rounds.withForm(params.id),
      store.scoring.round(params.id),
      store.exceptions.inRound(params.id),
      store.addressees.linesOf(params.id),
    ]);
    const groupIds = new Set([...lines, ...given].map(({ organisationId }) => organisationId));
    const groups = await store.organisations.many([...groupIds]);
    const names = new Map(groups.map(({ id, name }) => [id, name]));
    const people = await store.people.people([
      ...new Set(given.flatMap(({ askedBy, agreedBy }) => [askedBy, agreedBy])),
    ]);
    const nameOf = (id: string): string => people.find((person) => person.id === id)?.name ?? "";
    const shown = given.map((one): ExceptionLine => {
      const { organisationId, until, reason, agreedAt, used } = one;
      return {
        ...{ organisationId, until, reason, agreedAt },
        organisationName: names.get(organisationId) ?? organisationId,
        askedByName: nameOf(one.askedBy),
        agreedByName: nameOf(one.agreedBy),
        state: exceptionState(one, at),
        ...(used === undefined ? {} : { used }),
      };
    });
    const status = roundStatus(round, closures, at);
    const refusal = exceptionRefusal({ round, status, scoring }, at);
    return {
      at: toInstant(at),
      roundId: round.id,
      title: round.title,
      status,
      closesAt: round.timetable.closesAt,
      exceptions: shown,
      ...(refusal === undefined ? {} : { refusal: refusal.detail }),
      groups: [...names]
        .map(([organisationId, organisationName]) => ({ organisationId, organisationName }))
        .toSorted((a, b) => a.organisationName.localeCompare(b.organisationName)),
    };
  },
});

export const handler = http(exceptions, answers);
