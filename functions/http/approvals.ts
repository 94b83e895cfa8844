import { type ApprovalLine, type ApprovalsPage, approvals } from "../../shared/contract/approvals.ts";
import type { Event } from "../../shared/events.ts";
import { Refused, refuseIf } from "../../shared/problem.ts";
import { hasRole } from "../../shared/rules/access.ts";
import {
  type Approval,
  type ApprovalAnswer,
  answerFindings,
  approvalState,
  askFindings,
  lapsesAt,
} from "../../shared/rules/approval.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { cleanText } from "../../shared/rules/text.ts";
import { approving } from "../approvals.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import type { Caller } from "../identity.ts";
import { approvalOf } from "../store/approvals.ts";

/** Answered and lapsed ones on the page; the audit has every one. */
const MOST_RECENT = 30;

const NOTHING_FOLLOWS = { changes: [], events: [] } as const;

const answers = (deps: Deps): Answers<typeof approvals> => {
  const { store } = deps;
  const { mayAsk, story, carryOutOf } = approving(deps);

  const pageFor = async (caller: Caller, at: number): Promise<ApprovalsPage> => {
    const all = (await store.approvals.all()).map(approvalOf);
    const open = all.filter((one) => approvalState(one, at) === "open");
    const recent = all
      .filter((one) => !open.includes(one))
      .toSorted((a, b) => (b.answer?.at ?? lapsesAt(b)).localeCompare(a.answer?.at ?? lapsesAt(a)))
      .slice(0, MOST_RECENT);
    const shown = [...open, ...recent];
    const ids = shown.flatMap(({ askedBy, answer }) => (answer === undefined ? [askedBy] : [askedBy, answer.by]));
    const names = new Map((await store.people.people([...new Set(ids)])).map(({ id, name }) => [id, name]));
    const lineOf = async (approval: Approval): Promise<ApprovalLine> => ({
      approval,
      state: approvalState(approval, at),
      lapsesAt: lapsesAt(approval),
      askedByName: names.get(approval.askedBy) ?? "",
      ...(approval.answer === undefined ? {} : { answeredByName: names.get(approval.answer.by) ?? "" }),
      ...(await story(approval.what, at)),
      mayAnswer:
        hasRole(caller, "approver") &&
        answerFindings(approval, { agreed: true, reason: "", by: caller.personId }, at).length === 0,
    });
    return {
      at: toInstant(at),
      open: await Promise.all(open.toSorted((a, b) => a.askedAt.localeCompare(b.askedAt)).map(lineOf)),
      recent: await Promise.all(recent.map(lineOf)),
    };
  };

  return {
    list: ({ caller, at }) => pageFor(caller, at),

    ask: async ({ body: { what, writeId, ...given }, caller, at }) => {
      const approval: Approval = {
        id: `v_${writeId}`,
        what,
        reason: cleanText(given.reason),
        askedBy: caller.personId,
        askedAt: toInstant(at),
      };
      const all = (await store.approvals.all()).map(approvalOf);
      // Its reply was lost: it was asked for, and nothing is looked at again.
      if (all.some(({ id, askedBy }) => id === approval.id && askedBy === caller.personId)) return pageFor(caller, at);
      refuseIf(askFindings(what, approval.reason, all, at));
      refuseIf(await mayAsk(what, { by: caller.personId, at }));
      const event: Event = {
        ...{ type: "approval-asked", at: approval.askedAt, by: caller.personId },
        ...{ approvalId: approval.id, what: what.type, reason: approval.reason },
      };
      await store.approvals.ask(approval, { writeId, at }, event);
      return pageFor(caller, at);
    },

    answer: async ({ params, body: { agreed, writeId, ...given }, caller, at }) => {
      const kept = await store.approvals.one(params.id);
      if (kept === undefined) throw new Refused("not-found");
      if (kept.answer?.by === caller.personId && kept.writeId === writeId) return pageFor(caller, at);
      const approval = approvalOf(kept);
      const answer: ApprovalAnswer = {
        agreed,
        reason: cleanText(given.reason),
        by: caller.personId,
        at: toInstant(at),
      };
      const [against] = answerFindings(approval, answer, at);
      if (against !== undefined && approvalState(approval, at) !== "open")
        throw new Refused("wrong-state", { rule: against.rule, detail: against.detail });
      if (against !== undefined) refuseIf([against]);
      const { askedBy, reason, what } = approval;
      const follows = agreed
        ? await carryOutOf(what, { by: answer.by, askedBy, reason, at: answer.at, approvalId: approval.id })
        : NOTHING_FOLLOWS;
      const event: Event = {
        ...{ type: "approval-answered", at: answer.at, by: answer.by, approvalId: approval.id, what: what.type },
        ...{ agreed, reason: answer.reason },
      };
      const { changes, events } = follows;
      await store.approvals.answer(kept, answer, { changes, events: [event, ...events] }, { writeId, at });
      return pageFor(caller, at);
    },
  };
};

export const handler = http(approvals, answers);
