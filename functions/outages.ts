import type { ProposedExtension } from "../shared/contract/availability.ts";
import { datesAfter, type Outage, waitsForExtension } from "../shared/rules/availability.ts";
import type { Closure } from "../shared/rules/closure.ts";
import { extensionRefusal } from "../shared/rules/extension.ts";
import { formatDateTime } from "../shared/rules/london.ts";
import { type Round, roundStatus } from "../shared/rules/round.ts";
import type { Store } from "./store/store.ts";

/** A reason that everybody reads names no more gaps than these; the office sees all. */
const MOST_NAMED = 3;

const reasonOf = (outages: readonly Outage[]): string => {
  const gaps = outages
    .slice(-MOST_NAMED)
    .map(({ from, to }) => `from ${formatDateTime(from)} to ${formatDateTime(to)}`);
  return `The portal could not be reached ${gaps.join(", and ")}.`;
};

/** One extension for each round whose last day had gaps that nobody has answered yet, while it may be extended at all. */
export const proposedExtensions = async (
  rounds: readonly Round[],
  closures: readonly Closure[],
  at: number,
  store: Pick<Store, "outages" | "scoring">,
): Promise<ProposedExtension[]> => {
  const kept = await store.outages.ofRounds(rounds.map(({ id }) => id));
  const proposals = rounds.map(async (round): Promise<ProposedExtension[]> => {
    const outages = kept.filter((one) => one.roundId === round.id && waitsForExtension(one, round));
    const last = outages.at(-1);
    if (last === undefined) return [];
    const facts = { round, status: roundStatus(round, closures, at), scoring: await store.scoring.round(round.id) };
    if (extensionRefusal(facts, at) !== undefined) return [];
    const { closesAt } = round.timetable;
    return [
      {
        outages,
        rule: "availability/extension",
        closesAt,
        dates: datesAfter(round, last),
        reason: reasonOf(outages),
        version: round.version,
      },
    ];
  });
  return (await Promise.all(proposals)).flat();
};
