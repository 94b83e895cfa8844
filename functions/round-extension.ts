import type { rounds as contract, OfficeRound } from "../shared/contract/rounds.ts";
import type { Asked } from "../shared/contract.ts";
import { Refused, refuseIf } from "../shared/problem.ts";
import { withinFindings } from "../shared/rules/closure-findings.ts";
import { extended, extensionFindings, extensionRefusal, type ScoringFacts } from "../shared/rules/extension.ts";
import { toInstant } from "../shared/rules/london.ts";
import { closingInstant, roundStatus } from "../shared/rules/round.ts";
import { cleanText } from "../shared/rules/text.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";
import { officeRound } from "./rounds.ts";

/** The round as the office works on it, without the button for what its scoring rules out (`round/extension`). */
export const extendable = (office: OfficeRound, scoring: ScoringFacts, at: number): OfficeRound =>
  extensionRefusal({ round: office.round, status: office.status, scoring }, at) === undefined
    ? office
    : { ...office, may: office.may.filter((move) => move !== "extend") };

/**
 * Moves a round's close later for everybody, also after it has closed. It takes effect with the write: whoever saves or submits
 * reads the round, and no score comes between.
 */
export const roundExtension =
  ({ store }: Pick<Deps, "store">) =>
  async (
    roundId: string,
    { dates, reason, version, writeId }: Asked<(typeof contract)["extend"]>["body"],
    { personId: by }: Pick<Caller, "personId">,
    at: number,
  ): Promise<OfficeRound> => {
    const [{ round, writeId: lastWriteId, closures }, scoring] = await Promise.all([
      store.rounds.withForm(roundId),
      store.scoring.round(roundId),
    ]);
    if (lastWriteId === writeId) return officeRound(round, closures, at);
    const facts = { round, status: roundStatus(round, closures, at), scoring };
    const refusal = extensionRefusal(facts, at);
    if (refusal !== undefined) throw new Refused("wrong-state", refusal);
    const { closes, ...days } = dates;
    const closesAt = closingInstant(closes);
    if (typeof closesAt !== "string") throw new Refused("invalid-request", { errors: [closesAt] });
    const timetable = { opensAt: round.timetable.opensAt, closesAt, ...days };
    refuseIf([...extensionFindings(facts, timetable, at), ...withinFindings({ ...round, timetable }, closures, at)]);
    const said = { reason: cleanText(reason), at: toInstant(at), by };
    const becomes = { ...extended(round, timetable, said), version };
    await store.rounds.extend(becomes, store.scoring.untouched(roundId, scoring), { writeId, at }, [
      { type: "round-extended", ...said, roundId, was: round.timetable.closesAt, until: closesAt },
    ]);
    return officeRound({ ...becomes, version: version + 1 }, closures, at);
  };
