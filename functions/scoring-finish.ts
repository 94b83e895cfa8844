import type { Event } from "../shared/events.ts";
import { msOf } from "../shared/rules/london.ts";
import { withFinish } from "../shared/rules/reveal.ts";
import { isScored } from "../shared/rules/scorecard.ts";
import { hasEnded } from "../shared/rules/scoring.ts";
import type { Deps } from "./deps.ts";
import { blankSheet, happenedIn, scoringWork } from "./scoring-work.ts";

const PORTAL = { personId: "system" } as const;

/**
 * After a bid left its round: whoever waited for nothing else has finished, and where they were the last, all cards are
 * revealed. It holds only while no sheet moved since it was read; run again, it finds nothing to change.
 */
export const finishWithout = async (
  { roundId, applicationId, at: leftAt }: { roundId: string; applicationId: string; at: string },
  { store }: Pick<Deps, "store">,
): Promise<void> => {
  const at = msOf(leftAt);
  await scoringWork({ store }).untilWritten(async () => {
    const scoring = await store.scoring.round(roundId);
    if (scoring === undefined || hasEnded(scoring.head, at) || scoring.head.assigned[applicationId] === undefined)
      return;
    const { head, sheets } = scoring;
    const heads = await store.scoring.heads(Object.keys(head.assigned));
    const gone = new Set(heads.filter(({ state }) => !isScored(state)).map(({ id }) => id));
    const people = head.panel.map(({ personId }) => personId);
    const becomes = withFinish(head, sheets, { changed: people, gone }, at);
    if (becomes === head) return;
    const events: Event[] =
      becomes.revealedAt === undefined ? [] : [{ type: "scoring-revealed", ...happenedIn(roundId, PORTAL, at) }];
    const unmoved = people.map(
      (personId) => sheets.find((sheet) => sheet.personId === personId) ?? blankSheet(roundId, personId),
    );
    const { outcome } = await store.scoring.move(
      { head: { was: head, becomes, events }, unmoved },
      { writeId: `finish-${applicationId}-${head.version}`, at },
    );
    return outcome === "refused" ? "moved" : undefined;
  });
};
