import { Refused, refuseIf } from "../shared/problem.ts";
import type { ApprovalWhat, Overridden } from "../shared/rules/approval.ts";
import { type Finding, finding } from "../shared/rules/finding.ts";
import { formatDate, msOf } from "../shared/rules/london.ts";
import { type ElectionFinding, electionFindings, type Override, outlookOf } from "../shared/rules/viability.ts";
import type { Agreed, CarriedOut } from "./approvals.ts";
import type { Deps } from "./deps.ts";
import { type KeptPolls, pollsChange } from "./store/polls.ts";

type What = Extract<ApprovalWhat, { type: "override" }>;

const ACTS: Record<Overridden, string> = {
  publish: "Publish",
  meeting: "Hold the meeting of",
  confirmation: "Confirm the decisions of",
};

/** What the election that is named says of the act, now or by the round's dates: without any of it there is nothing to override. */
const standing = async (what: What, kept: KeptPolls, at: number, { store }: Pick<Deps, "store">) => {
  const poll = kept.polls.find(({ id }) => id === what.pollId);
  if (poll === undefined) throw new Refused("not-found");
  const { round } = await store.rounds.withForm(what.roundId);
  const all: ElectionFinding[] = [
    ...electionFindings(what.of, round, [poll], kept.overrides, at),
    ...outlookOf(round, [poll], kept.overrides, at),
  ];
  return { poll, round, blocks: all.some((one) => one.act === what.of && one.effect === "blocks") };
};

const nothingToOverride: Finding = finding(
  "election/override",
  "/what",
  "This election does not stand in the way of it. There is nothing to override.",
);

/** Overrides: one person asks with a reason, an approver agrees, the round goes on; published when the period ends (DOMAIN 5.3). */
export const overriding = (deps: Pick<Deps, "store">) => ({
  mayAsk: async (what: What, { at }: { by: string; at: number }): Promise<readonly Finding[]> =>
    (await standing(what, await deps.store.polls.read(), at, deps)).blocks ? [] : [nothingToOverride],

  story: async (what: What) => {
    const [{ polls }, round] = await Promise.all([deps.store.polls.read(), deps.store.addressees.round(what.roundId)]);
    const poll = polls.find(({ id }) => id === what.pollId);
    const which = poll === undefined ? "an election" : `${poll.name}, poll on ${formatDate(poll.pollOn)}`;
    return {
      asks: `${ACTS[what.of]} ${round?.title ?? what.roundId} in the sensitive period of ${which}.`,
      follows: "It is no longer held back. That it was allowed, and the reason, are published when the period ends.",
      path: `/office/rounds/${encodeURIComponent(what.roundId)}`,
    };
  },

  carryOut: async (what: What, { by, askedBy, reason, at, approvalId }: Agreed): Promise<CarriedOut> => {
    const kept = await deps.store.polls.read();
    if (!(await standing(what, kept, msOf(at), deps)).blocks) refuseIf([nothingToOverride]);
    const { roundId, of, pollId } = what;
    const override: Override = {
      ...{ id: approvalId, roundId, of, pollId, reason },
      ...{ askedBy, agreedBy: by, agreedAt: at },
    };
    const event = { type: "election-overridden" as const, at, by, roundId, pollId, of, overrideId: approvalId, reason };
    return { changes: [pollsChange({ ...kept, overrides: [...kept.overrides, override] }, [event])], events: [] };
  },
});
