import type { Event } from "../shared/events.ts";
import { Refused } from "../shared/problem.ts";
import { exceptionFindings, exceptionRefusal, exceptionState } from "../shared/rules/exception.ts";
import { finding } from "../shared/rules/finding.ts";
import { formatDeadline, msOf } from "../shared/rules/london.ts";
import { roundStatus } from "../shared/rules/round.ts";
import type { Arm } from "./approvals.ts";
import type { Deps } from "./deps.ts";

/** Leave for one group to send after the close, as what takes two people: one asks, an approver agrees (`round/exception`). */
export const excepting = ({ store }: Pick<Deps, "store">): Arm<"exception"> => {
  /** What stands against it at an instant; refuses `not-found` where there is no such round or group. */
  const findingsOf: Arm<"exception">["mayAsk"] = async ({ roundId, organisationId, until }, { at }) => {
    const [{ round, closures }, scoring, organisation, before] = await Promise.all([
      store.rounds.withForm(roundId),
      store.scoring.round(roundId),
      store.organisations.read(organisationId),
      store.exceptions.of(roundId, organisationId),
    ]);
    if (organisation === undefined) throw new Refused("not-found");
    const refusal = exceptionRefusal({ round, status: roundStatus(round, closures, at), scoring }, at);
    if (refusal !== undefined) throw new Refused("wrong-state", refusal);
    const standing = before !== undefined && exceptionState(before, at) === "standing" ? before : undefined;
    return [
      ...exceptionFindings(round, scoring, until, at),
      ...(standing === undefined
        ? []
        : [
            finding(
              "round/exception",
              "/what/organisationId",
              `This group may send until ${formatDeadline(standing.until)} already.`,
            ),
          ]),
    ];
  };

  return {
    mayAsk: findingsOf,

    story: async ({ roundId, organisationId, until }) => {
      const [name, round] = await Promise.all([
        store.addressees.organisationName(organisationId),
        store.addressees.round(roundId),
      ]);
      return {
        asks: `Let ${name || "a group"} send its application to ${round?.title ?? roundId} until ${formatDeadline(until)}.`,
        follows:
          "This group alone can send, once. A closure in force still holds it. Nothing changes for anybody else.",
        path: `/office/rounds/${encodeURIComponent(roundId)}/exceptions`,
      };
    },

    carryOut: async (what, { by, askedBy, reason, at, approvalId }) => {
      const [against] = await findingsOf(what, { by, at: msOf(at) });
      if (against !== undefined)
        throw new Refused("wrong-state", { rule: against.rule, detail: `${against.detail} Refuse this and ask anew.` });
      const { roundId, organisationId, until } = what;
      const event: Event = { type: "exception-given", at, by, roundId, organisationId, until, approvalId, reason };
      const given = { roundId, organisationId, until, reason, askedBy, agreedBy: by, agreedAt: at };
      return { changes: await store.exceptions.giving(given, [event]), events: [] };
    },
  };
};
