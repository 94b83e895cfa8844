import { dueDiligence } from "../../shared/contract/due-diligence.ts";
import type { Event } from "../../shared/events.ts";
import { Refused, refuseIf } from "../../shared/problem.ts";
import { READERS } from "../../shared/rules/access.ts";
import {
  type CheckId,
  type DueDiligence,
  endingFindings,
  entriesAfter,
  entriesOf,
  entryFindings,
} from "../../shared/rules/due-diligence.ts";
import { factsFindings } from "../../shared/rules/due-diligence-facts.ts";
import { londonDate, toInstant } from "../../shared/rules/london.ts";
import { standingFindings, standingsOf, standsBefore } from "../../shared/rules/match-standing.ts";
import type { Register } from "../../shared/rules/register.ts";
import { stepFindings } from "../../shared/rules/subsidy.ts";
import { cleanText, singleLine } from "../../shared/rules/text.ts";
import { happenedTo } from "../application-work.ts";
import type { Deps } from "../deps.ts";
import { isInterested, isStanding, numberFor, workingOnSheets } from "../due-diligence.ts";
import { type Answers, http } from "../edge/http.ts";
import type { Caller } from "../identity.ts";

/** Answers of registers that stay on a sheet; the audit names every time one was asked. */
const MOST_LOOK_UPS = 12;

const REGISTER_CHECKS = {
  "charity-commission": "charity-register",
  "companies-house": "company-register",
} as const satisfies Record<Register, CheckId>;

const FINISHED = {
  rule: "due-diligence/finished",
  detail: "This sheet is finished. Open it again with a reason to change it.",
};
const INTERESTED = {
  rule: "match-standing/interest",
  detail: "You have an interest in this bid. Another officer records how its money stands.",
};
const NO_BID = { rule: "due-diligence/no-bid", detail: "This bid does not stand any more. Nothing is checked." };

const answers = (deps: Deps): Answers<typeof dueDiligence> => {
  const { store, registers, newWriteId } = deps;
  const { read, page } = workingOnSheets(deps);
  type Found = Awaited<ReturnType<typeof read>>;
  type Asked = {
    params: { id: string };
    body: { version: number; writeId: string };
    caller: Caller;
    at: number;
  };
  type Changed = { sheet: DueDiligence; events: Event[] };

  /**
   * Reads, changes and writes the sheet under the version that was read, and answers with it as it is then. The same write
   * again changes nothing. Refuses `wrong-state` where the bid does not stand, `stale` where somebody else was there.
   */
  const changing = async (
    { params, body, caller, at }: Asked,
    change: (found: Found, did: ReturnType<typeof happenedTo>) => Changed | Promise<Changed>,
  ) => {
    const found = await read(params.id, at);
    const { kept, sheet, head } = found;
    if (kept?.writeId !== body.writeId) {
      if (!isStanding(found)) throw new Refused("wrong-state", NO_BID);
      if (sheet.version !== body.version) throw new Refused("stale");
      const { sheet: next, events } = await change(found, happenedTo(head, caller, at));
      await store.dueDiligence.write({ ...next, version: sheet.version }, { writeId: body.writeId, at }, events);
    }
    return page(params.id, caller, at);
  };

  const refuseIfFinished = ({ sheet }: Found): void => {
    if (sheet.ending !== undefined) throw new Refused("wrong-state", FINISHED);
  };

  return {
    read: async ({ params, caller, at }) => {
      const as = READERS.find((role) => caller.roles.includes(role)) ?? "observer";
      const [sheet] = await Promise.all([
        page(params.id, caller, at),
        store.desk.saw(
          { subject: params.id, personId: caller.personId, as, how: "read" },
          { writeId: newWriteId(), at },
        ),
      ]);
      return sheet;
    },

    enter: (asked) =>
      changing(asked, (found, did) => {
        refuseIfFinished(found);
        refuseIf(entryFindings(asked.body.entries, found.facts));
        const entered = asked.body.entries.map(({ check, result, note, source }) => ({
          ...{ check, result, note: cleanText(note), source: singleLine(source) },
          ...{ by: did.by, at: did.at, submission: found.head.latest?.number ?? 0 },
        }));
        const others = found.sheet.entries.filter(({ check }) => entered.every((entry) => entry.check !== check));
        return {
          sheet: { ...found.sheet, entries: [...others, ...entered] },
          events: entered.map(({ check, result }) => ({ type: "check-entered", ...did, check, result })),
        };
      }),

    facts: (asked) =>
      changing(asked, (found, did) => {
        refuseIfFinished(found);
        refuseIf(factsFindings(asked.body.facts, found.today));
        const { subsidies, ...rest } = asked.body.facts;
        const { steps } = found.sheet.facts;
        const facts = { ...rest, steps, subsidies: subsidies.map((sum) => ({ ...sum, from: singleLine(sum.from) })) };
        const entries = entriesAfter(found.sheet.entries, found.sheet.facts, facts);
        return { sheet: { ...found.sheet, facts, entries }, events: [{ type: "sheet-facts-entered", ...did }] };
      }),

    steps: (asked) =>
      changing(asked, ({ sheet, today }, did) => {
        refuseIf(stepFindings(asked.body.steps, today));
        const facts = { ...sheet.facts, steps: asked.body.steps };
        return { sheet: { ...sheet, facts }, events: [{ type: "subsidy-step-taken", ...did }] };
      }),

    standing: (asked) =>
      changing(asked, (found, did) => {
        if (isInterested(found, asked.caller)) throw new Refused("forbidden", INTERESTED);
        const { submission, line, status, knownOn } = asked.body;
        // The group sent another version meanwhile: its lines are others.
        if (submission !== found.number) throw new Refused("stale");
        const { lines } = found.content.match;
        const standings = standingsOf(found.sheet.standings, submission);
        const sentOn = londonDate(found.receivedAt);
        refuseIf(standingFindings(asked.body, { lines, standings, today: found.today, sentOn }));
        const amountPence = asked.body.amountPence ?? standsBefore({ lines, standings }, line)?.amountPence ?? 0;
        const standing = {
          ...{ line, status, amountPence, knownOn, submission },
          ...{ note: cleanText(asked.body.note), by: did.by, at: did.at },
        };
        return {
          sheet: { ...found.sheet, standings: [...(found.sheet.standings ?? []), standing] },
          events: [{ type: "match-standing-recorded", ...did, submission, line, status }],
        };
      }),

    lookUp: (asked) =>
      changing(asked, async (found, did) => {
        refuseIfFinished(found);
        const { register } = asked.body;
        const wanted = numberFor(register, found.numbers);
        const answer =
          wanted === undefined ? undefined : await registers.lookUp(register, wanted.number, wanted.linked);
        // Without a number of that register, or without a key, there is nothing to ask.
        if (wanted === undefined || answer === undefined) throw new Refused("not-found");
        const number = wanted.linked === 0 ? wanted.number : `${wanted.number}-${wanted.linked}`;
        // What was entered before the register spoke is entered again.
        const entries = found.sheet.entries.filter(({ check }) => check !== REGISTER_CHECKS[register]);
        const lookUps = [...found.sheet.lookUps, { register, number, answer, at: did.at, by: did.by }];
        return {
          sheet: { ...found.sheet, entries, lookUps: lookUps.slice(-MOST_LOOK_UPS) },
          events: [{ type: "register-asked", ...did, register, answer: answer.is }],
        };
      }),

    finish: (asked) =>
      changing(asked, (found, did) => {
        refuseIfFinished(found);
        const { overall, condition, reason } = asked.body;
        const submission = found.head.latest?.number ?? 0;
        refuseIf(endingFindings(asked.body, entriesOf(found.sheet, submission), found.facts));
        const ending = {
          ...{ overall, reason: cleanText(reason), by: did.by, at: did.at, submission },
          condition: overall === "pass-with-condition" ? cleanText(condition) : "",
        };
        return {
          sheet: { ...found.sheet, ending },
          events: [{ type: "due-diligence-finished", ...did, overall }],
        };
      }),

    reopen: (asked) =>
      changing(asked, ({ sheet: { ending, ...sheet } }, did) => {
        if (ending === undefined)
          throw new Refused("wrong-state", { rule: "due-diligence/finished", detail: "This sheet is not finished." });
        const reason = cleanText(asked.body.reason);
        const earlier = [...sheet.earlier, { ending, reason, by: did.by, at: toInstant(asked.at) }];
        return { sheet: { ...sheet, earlier }, events: [{ type: "due-diligence-reopened", ...did, reason }] };
      }),
  };
};

export const handler = http(dueDiligence, answers);
