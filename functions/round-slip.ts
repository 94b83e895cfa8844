import type { rounds as contract, OfficeRound } from "../shared/contract/rounds.ts";
import type { Asked } from "../shared/contract.ts";
import { Refused, refuseIf } from "../shared/problem.ts";
import { toInstant } from "../shared/rules/london.ts";
import { roundStatus } from "../shared/rules/round.ts";
import { slipFindings, slipped, slipRefusal, slipsBetween } from "../shared/rules/slip.ts";
import { cleanText } from "../shared/rules/text.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";
import { extendable } from "./round-extension.ts";
import { officeRound } from "./rounds.ts";

/** Moves days that a round has promised, with the reason: everyone concerned is told, and the old promise stays readable. */
export const roundSlip =
  ({ store }: Pick<Deps, "store">) =>
  async (
    roundId: string,
    { days, reason, version, writeId }: Asked<(typeof contract)["slip"]>["body"],
    { personId: by }: Pick<Caller, "personId">,
    at: number,
  ): Promise<OfficeRound> => {
    const [{ round, writeId: lastWriteId, closures }, scoring] = await Promise.all([
      store.rounds.withForm(roundId),
      store.scoring.round(roundId),
    ]);
    if (lastWriteId === writeId) return extendable(officeRound(round, closures, at), scoring, at);
    const refusal = slipRefusal(round, roundStatus(round, closures, at));
    if (refusal !== undefined) throw new Refused("wrong-state", refusal);
    refuseIf(slipFindings(round, days, at));
    const said = { reason: cleanText(reason), at: toInstant(at), by };
    const becomes = { ...slipped(round, days, said), version };
    await store.rounds.change(becomes, { writeId, at }, [
      { type: "date-slipped", ...said, roundId, slips: slipsBetween(round.timetable, days) },
    ]);
    return extendable(officeRound({ ...becomes, version: version + 1 }, closures, at), scoring, at);
  };
