import { type RecordPage, records } from "../../shared/contract/records.ts";
import type { Event } from "../../shared/events.ts";
import { FUND_NAMES } from "../../shared/funds/names.ts";
import { Refused, refuseIf } from "../../shared/problem.ts";
import { hasRole } from "../../shared/rules/access.ts";
import { isHeldBack } from "../../shared/rules/application.ts";
import { formatShortDate, londonDate, toInstant } from "../../shared/rules/london.ts";
import { formatPounds } from "../../shared/rules/money.ts";
import {
  awardFindings,
  correctionFindings,
  type MonitoringReturn,
  OTHER_FUND,
  overdueReturns,
  type PastAward,
  returnFindings,
} from "../../shared/rules/record.ts";
import { cleanText, singleLine } from "../../shared/rules/text.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import { type Caller, sha256 } from "../identity.ts";
import { applicationLine, madeHere } from "../store/records.ts";

type AwardTyped = { fundId: string; on: string; amountPence: number; title: string; reference: string; source: string };
type ReturnTyped = { what: string; reference: string; dueOn: string; receivedOn?: string | undefined; source: string };

const awardIn = ({ fundId, on, amountPence, title, reference, source }: AwardTyped) => ({
  ...{ fundId: FUND_NAMES.some(({ id }) => id === fundId) ? fundId : OTHER_FUND, on, amountPence },
  ...(singleLine(title) === "" ? {} : { title: singleLine(title) }),
  ...(singleLine(reference) === "" ? {} : { reference: singleLine(reference) }),
  source: singleLine(source),
});

const returnIn = ({ what, reference, dueOn, receivedOn, source }: ReturnTyped) => ({
  ...{ what: singleLine(what), dueOn, source: singleLine(source) },
  ...(singleLine(reference) === "" ? {} : { reference: singleLine(reference) }),
  ...(receivedOn === undefined ? {} : { receivedOn }),
});

/** A line as it stood, for whoever asks later what was corrected. */
const awardWas = ({ on, amountPence, title = "", reference = "" }: PastAward): string =>
  [formatPounds(amountPence), formatShortDate(on), title, reference].filter((part) => part !== "").join(", ");
const returnWas = ({ what, dueOn, receivedOn }: MonitoringReturn): string =>
  `${what}, due ${formatShortDate(dueOn)}${receivedOn === undefined ? "" : `, came ${formatShortDate(receivedOn)}`}`;

const answers = (deps: Deps): Answers<typeof records> => {
  const { store } = deps;

  const page = async (id: string, caller: Caller, at: number): Promise<RecordPage> => {
    const [organisation, whole] = await Promise.all([store.organisations.read(id), store.records.whole(id)]);
    if (organisation === undefined) throw new Refused("not-found");
    const hands = [...whole.pastAwards, ...whole.returns].map(({ recorded }) => recorded.by);
    const people = await store.people.people([...new Set(hands)]);
    const nameOf = (personId: string) => people.find((person) => person.id === personId)?.name ?? personId;
    const today = londonDate(toInstant(at));
    const shown = <T extends { writeId: string; recorded: { by: string } }>({ writeId: _, ...line }: T) => ({
      ...line,
      byName: nameOf(line.recorded.by),
    });
    return {
      at: toInstant(at),
      organisation: {
        ...{ id, name: organisation.name, type: organisation.type },
        ...{ charityNumber: organisation.charityNumber, companyNumber: organisation.companyNumber },
      },
      awards: whole.applications.flatMap(({ head, award }) =>
        award === undefined ? [] : [{ ...madeHere(award, head.fundId), told: !isHeldBack(head, toInstant(at)) }],
      ),
      pastAwards: whole.pastAwards.map(shown).toSorted((a, b) => a.on.localeCompare(b.on)),
      returns: whole.returns
        .map((line) => ({
          ...shown(line),
          overdue: line.takenBack === undefined && overdueReturns([line], today).length > 0,
        }))
        .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn)),
      applications: whole.applications.map(({ head }) => applicationLine(head, head.state)),
      funds: FUND_NAMES.map(({ id: fundId, name }) => ({ id: fundId, name })),
      may: { write: hasRole(caller, "officer") },
    };
  };

  /** The id of a line that a write id begins: the same press again finds the same line. */
  const lineId = (kind: "a" | "t", caller: Caller, writeId: string): string =>
    `${kind}_${sha256(`${caller.personId} ${writeId}`).slice(0, 24)}`;

  type Asked = {
    params: { id: string; line: string };
    body: { version: number; writeId: string };
    caller: Caller;
    at: number;
  };

  /** Changes a line under the version that was read; the same write again changes nothing. Refuses `not-found`, `stale`. */
  const changing = async <T extends { writeId: string; version: number; takenBack?: unknown }>(
    { params, body, caller, at }: Asked,
    line: T | undefined,
    write: (line: T, write: { writeId: string; at: number }) => Promise<void>,
  ): Promise<RecordPage> => {
    if (line === undefined) throw new Refused("not-found");
    if (line.writeId !== body.writeId) {
      if (line.version !== body.version || line.takenBack !== undefined) throw new Refused("stale");
      await write(line, { writeId: body.writeId, at });
    }
    return page(params.id, caller, at);
  };

  const did = (caller: Caller, at: number, organisationId: string, id: string) => ({
    ...{ at: toInstant(at), by: caller.personId, organisationId, lineId: id },
  });
  const handOf = (caller: Caller, at: number) => ({ by: caller.personId, at: toInstant(at) });
  const todayAt = (at: number) => londonDate(toInstant(at));

  const refuseWithoutGroup = async (organisationId: string): Promise<void> => {
    if ((await store.organisations.read(organisationId)) === undefined) throw new Refused("not-found");
  };

  return {
    read: ({ params, caller, at }) => page(params.id, caller, at),

    addAward: async ({ params, body: { writeId, ...typed }, caller, at }) => {
      await refuseWithoutGroup(params.id);
      refuseIf(awardFindings(typed, todayAt(at)));
      const id = lineId("a", caller, writeId);
      const event: Event = { type: "past-award-recorded", ...did(caller, at, params.id, id) };
      await store.records.writePastAward(
        { id, ...awardIn(typed), organisationId: params.id, recorded: handOf(caller, at), corrections: [], version: 0 },
        { writeId, at },
        [event],
      );
      return page(params.id, caller, at);
    },

    correctAward: async (asked) => {
      const { params, body, caller, at } = asked;
      const { reason: typed, version: _, writeId: __, ...values } = body;
      refuseIf([...awardFindings(values, todayAt(at)), ...correctionFindings(typed)]);
      return changing(asked, await store.records.pastAward(params.id, params.line), (line, write) => {
        const reason = cleanText(typed);
        const { title: ___, reference: ____, ...rest } = line;
        const corrections = [...line.corrections, { ...handOf(caller, at), reason, was: awardWas(line) }];
        const event: Event = { type: "past-award-corrected", ...did(caller, at, params.id, line.id), reason };
        return store.records.writePastAward({ ...rest, ...awardIn(values), corrections }, write, [event]);
      });
    },

    takeBackAward: async (asked) => {
      const { params, body, caller, at } = asked;
      return changing(asked, await store.records.pastAward(params.id, params.line), (line, write) => {
        const takenBack = { ...handOf(caller, at), reason: cleanText(body.reason) };
        const event: Event = {
          type: "past-award-corrected",
          ...did(caller, at, params.id, line.id),
          reason: takenBack.reason,
        };
        return store.records.writePastAward({ ...line, takenBack }, write, [event]);
      });
    },

    addReturn: async ({ params, body: { writeId, ...typed }, caller, at }) => {
      await refuseWithoutGroup(params.id);
      refuseIf(returnFindings(returnIn(typed), todayAt(at)));
      const id = lineId("t", caller, writeId);
      const event: Event = { type: "return-recorded", ...did(caller, at, params.id, id) };
      await store.records.writeReturn(
        {
          id,
          ...returnIn(typed),
          organisationId: params.id,
          recorded: handOf(caller, at),
          corrections: [],
          version: 0,
        },
        { writeId, at },
        [event],
      );
      return page(params.id, caller, at);
    },

    receiveReturn: async (asked) => {
      const { params, body, caller, at } = asked;
      return changing(asked, await store.records.return(params.id, params.line), (line, write) => {
        refuseIf(returnFindings({ dueOn: line.dueOn, receivedOn: body.receivedOn }, todayAt(at)));
        const event: Event = { type: "return-received", ...did(caller, at, params.id, line.id) };
        return store.records.writeReturn({ ...line, receivedOn: body.receivedOn }, write, [event]);
      });
    },

    correctReturn: async (asked) => {
      const { params, body, caller, at } = asked;
      const { reason: typed, version: _, writeId: __, ...values } = body;
      refuseIf([...returnFindings(returnIn(values), todayAt(at)), ...correctionFindings(typed)]);
      return changing(asked, await store.records.return(params.id, params.line), (line, write) => {
        const reason = cleanText(typed);
        const { reference: ___, receivedOn: ____, ...rest } = line;
        const corrections = [...line.corrections, { ...handOf(caller, at), reason, was: returnWas(line) }];
        const event: Event = { type: "return-corrected", ...did(caller, at, params.id, line.id), reason };
        return store.records.writeReturn({ ...rest, ...returnIn(values), corrections }, write, [event]);
      });
    },

    takeBackReturn: async (asked) => {
      const { params, body, caller, at } = asked;
      return changing(asked, await store.records.return(params.id, params.line), (line, write) => {
        const takenBack = { ...handOf(caller, at), reason: cleanText(body.reason) };
        const event: Event = {
          type: "return-corrected",
          ...did(caller, at, params.id, line.id),
          reason: takenBack.reason,
        };
        return store.records.writeReturn({ ...line, takenBack }, write, [event]);
      });
    },
  };
};

export const handler = http(records, answers);
