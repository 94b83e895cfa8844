import { Refused, refuseIf } from "../shared/problem.ts";
import { withinFindings } from "../shared/rules/closure-findings.ts";
import { extended, extensionFindings, extensionRefusal } from "../shared/rules/extension.ts";
import { toInstant } from "../shared/rules/london.ts";
import { reachFindings } from "../shared/rules/overlap.ts";
import { closingInstant, roundStatus } from "../shared/rules/round.ts";
import { cleanText } from "../shared/rules/text.ts";
import type { Deps } from "./deps.ts";
import { knownFund, type RoundAct, roundToMove } from "./rounds.ts";

/**
 * Moves a round's close later for everybody, also after it has closed. It takes effect with the write: whoever saves or submits
 * reads the round, and no score comes between.
 */
export const roundExtension =
  ({ store }: Pick<Deps, "store">): RoundAct<"extend"> =>
  async (roundId, { dates, reason, version, writeId }, { personId: by }, at) => {
    const { round, closures, scoring, shown, ...last } = await roundToMove({ store }, roundId, at);
    if (last.writeId === writeId) return shown(round);
    const facts = { round, status: roundStatus(round, closures, at), scoring };
    const refusal = extensionRefusal(facts, at);
    if (refusal !== undefined) throw new Refused("wrong-state", refusal);
    const { closes, ...days } = dates;
    const closesAt = closingInstant(closes);
    if (typeof closesAt !== "string") throw new Refused("invalid-request", { errors: [closesAt] });
    const timetable = { opensAt: round.timetable.opensAt, closesAt, ...days };
    const { rounds: ofFund } = await store.rounds.roundsOf([round.fundId]);
    refuseIf([
      ...extensionFindings(facts, timetable, at),
      ...withinFindings({ ...round, timetable }, closures, at),
      ...reachFindings(round, timetable, ofFund, knownFund(round.fundId)),
    ]);
    const said = { reason: cleanText(reason), at: toInstant(at), by };
    const becomes = { ...extended(round, timetable, said), version };
    await store.rounds.extend(becomes, store.scoring.untouched(roundId, scoring), { writeId, at }, [
      { type: "round-extended", ...said, roundId, was: round.timetable.closesAt, until: closesAt },
    ]);
    return shown({ ...becomes, version: version + 1 });
  };
