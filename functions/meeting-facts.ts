import { Refused } from "../shared/problem.ts";
import { KNOWN } from "../shared/rules/form.ts";
import { standingOf } from "../shared/rules/interest.ts";
import type { Meeting, MeetingLine, Member } from "../shared/rules/meeting.ts";
import type { BidFacts } from "../shared/rules/meeting-facts.ts";
import { purses } from "../shared/rules/meeting-money.ts";
import type { Round } from "../shared/rules/round.ts";
import { roundOf } from "./application-work.ts";
import type { Head, StoredSubmission } from "./store/application-items.ts";
import type { RoundScoring } from "./store/scoring.ts";
import type { Store } from "./store/store.ts";

/** Who takes no part in a bid by the register of interests: undeclared, waiting for a ruling, or recused (DOMAIN 8.3). */
export const recusedBy = (
  { members }: Pick<Meeting, "members">,
  scorings: readonly RoundScoring[],
  applicationId: string,
): string[] | undefined => {
  const scoring = scorings.find(({ head }) => head.roundId === roundOf(applicationId));
  if (scoring === undefined) return undefined;
  const declared = (personId: string) =>
    scoring.sheets.find((sheet) => sheet.personId === personId)?.declarations[applicationId];
  return members.map(({ personId }) => personId).filter((personId) => standingOf(declared(personId)) !== "clear");
};

/** What the ledger is judged with, of bids whose heads were read. */
export const bidFacts = (
  meeting: Pick<Meeting, "members">,
  heads: readonly Head[],
  scorings: readonly RoundScoring[],
): Record<string, BidFacts> =>
  Object.fromEntries(
    heads.map(({ id, state }) => {
      const recused = recusedBy(meeting, scorings, id);
      return [id, { gone: state !== "eligible", ...(recused === undefined ? {} : { recused }) }];
    }),
  );

/** Whoever sits on a round's panel, none of them here yet. Refuses `meeting/panel` where nobody was named. */
export const membersOf = (scoring: RoundScoring | undefined): Member[] => {
  if (scoring === undefined || scoring.head.panel.length === 0)
    throw new Refused("wrong-state", {
      rule: "meeting/panel",
      detail: "Prepare the scoring of this round first. It says who sits on the panel.",
    });
  return scoring.head.panel.map(({ personId, name, seat, constable }) => ({
    ...{ personId, name, seat, constable },
    here: "absent",
  }));
};

const lineFor = ({ head, submission }: { head: Head; submission: StoredSubmission | undefined }): MeetingLine => {
  const least = submission?.content.answers[KNOWN.leastUseful];
  return {
    id: head.id,
    askedPence: head.latest?.askedPence ?? head.askedPence ?? 0,
    ...(typeof least === "number" ? { leastPence: least } : {}),
    recused: [],
  };
};

/** What other meetings of the same round hold of each source: all of it until they are closed, then what they decided. */
const heldByOthers = (others: readonly Meeting[], roundId: string, sourceId: string): number =>
  others
    .filter((other) => other.roundId === roundId)
    .flatMap((other) => purses(other).map((purse) => ({ other, purse })))
    .filter(({ purse }) => purse.sourceId === sourceId)
    .reduce((sum, { other, purse }) => sum + (other.state === "closed" ? purse.decidedPence : purse.amountPence), 0);

/**
 * What came onto a meeting's agenda since it was prepared, and what it may spend: eligible bids of its round that no
 * meeting has, bids that a closed meeting of the fund deferred and none took up, the round's money less what others hold.
 */
export const gatheringOf = async (
  { meetings, desk }: Pick<Store, "meetings" | "desk">,
  { id, lines }: Pick<Meeting, "id" | "lines">,
  round: Round,
) => {
  const [all, { listed }] = await Promise.all([meetings.ofFunds([round.fundId]), desk.round(round.id)]);
  const others = all.filter((other) => other.id !== id);
  const taken = new Set(others.flatMap((other) => other.lines.filter(({ struck }) => !struck).map((line) => line.id)));
  const deferred = others.flatMap((other) =>
    other.state === "closed"
      ? other.lines
          .filter((line) => line.decided?.outcome === "defer" && line.carriedTo === undefined && !line.struck)
          .map((line) => ({ from: other.id, id: line.id }))
      : [],
  );
  const known = lines.map((line) => line.id);
  const fresh = listed
    .filter((bid) => bid.state === "eligible" && !taken.has(bid.id) && !known.includes(bid.id))
    .map((bid) => bid.id);
  const arrivingIds = [...deferred.map((line) => line.id).filter((each) => !known.includes(each)), ...fresh.toSorted()];
  const [standing, scorings] = await Promise.all([
    desk.standing([...known, ...arrivingIds]),
    meetings.scoringsOf([round.id, ...[...known, ...arrivingIds].map(roundOf)]),
  ]);
  const arriving = standing
    .filter(({ head }) => arrivingIds.includes(head.id) && head.state === "eligible")
    .map((bid) => {
      const from = deferred.find((line) => line.id === bid.head.id)?.from;
      return { ...lineFor(bid), ...(from === undefined ? {} : { from }) };
    });
  const goesOn = (from: string, line: MeetingLine): boolean =>
    arriving.some((each) => each.id === line.id && each.from === from);
  const gaveOn = others
    .filter((other) => other.lines.some((line) => goesOn(other.id, line)))
    .map((other) => ({
      ...other,
      lines: other.lines.map((line) => (goesOn(other.id, line) ? { ...line, carriedTo: id } : line)),
    }));
  return {
    ...{ arriving, scorings, gaveOn },
    heads: standing.map(({ head }) => head),
    scoring: scorings.find(({ head }) => head.roundId === round.id),
    most: Object.fromEntries(
      round.pot.map(({ sourceId, amountPence }) => [
        sourceId,
        Math.max(0, amountPence - heldByOthers(others, round.id, sourceId)),
      ]),
    ),
  };
};
