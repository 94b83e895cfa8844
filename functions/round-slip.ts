import { Refused, refuseIf } from "../shared/problem.ts";
import { toInstant } from "../shared/rules/london.ts";
import { roundStatus } from "../shared/rules/round.ts";
import { slipFindings, slipped, slipRefusal, slipsBetween } from "../shared/rules/slip.ts";
import { cleanText } from "../shared/rules/text.ts";
import type { Deps } from "./deps.ts";
import { type RoundAct, roundToMove } from "./rounds.ts";

/** Moves days that a round has promised, with the reason: everyone concerned is told, and the old promise stays readable. */
export const roundSlip =
  ({ store }: Pick<Deps, "store">): RoundAct<"slip"> =>
  async (roundId, { days, reason, version, writeId }, { personId: by }, at) => {
    const { round, closures, shown, ...last } = await roundToMove({ store }, roundId, at);
    if (last.writeId === writeId) return shown(round);
    const refusal = slipRefusal(round, roundStatus(round, closures, at));
    if (refusal !== undefined) throw new Refused("wrong-state", refusal);
    refuseIf(slipFindings(round, days, at));
    const said = { reason: cleanText(reason), at: toInstant(at), by };
    const becomes = { ...slipped(round, days, said), version };
    await store.rounds.change(becomes, { writeId, at }, [
      { type: "date-slipped", ...said, roundId, slips: slipsBetween(round.timetable, days) },
    ]);
    return shown({ ...becomes, version: version + 1 });
  };
