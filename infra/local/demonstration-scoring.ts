import type { Deps } from "../../functions/deps.ts";
import { assignAll } from "../../shared/rules/assignment.ts";
import { addDays, endOfDay, instantOf, londonDate, toInstant } from "../../shared/rules/london.ts";
import { isScored } from "../../shared/rules/scorecard.ts";
import type { ScoringHead, Seat } from "../../shared/rules/scoring.ts";
import { DEMONSTRATION_PEOPLE, type DemonstrationPerson } from "./demonstration-people.ts";
import { demonstrationRounds } from "./demonstration-rounds.ts";

const DEPUTY = "p_demo-hazel";
const OFFICER = "p_demo-olive";
const WRITE_ID = "demonstration-scoring";

const people: readonly DemonstrationPerson[] = DEMONSTRATION_PEOPLE;

const seatOf = ({ id, name, roles }: DemonstrationPerson): Seat => {
  const other = id === DEPUTY ? "deputy" : "trustee";
  return { personId: id, name, seat: roles.includes("chair") ? "chair" : other, constable: false };
};

/** The six trustees of the demonstration; the one who chairs, and her deputy. */
export const DEMONSTRATION_PANEL: readonly Seat[] = people.filter(({ roles }) => roles.includes("trustee")).map(seatOf);

/**
 * Prepares the round that waits for its meeting: every trustee scores every bid, and nobody has declared anything yet. One
 * bid pays a trustee as its speaker: whoever signs in as her has a direct interest to find. Safe to repeat.
 */
export const fillScoring = async ({ store }: Pick<Deps, "store">, at: number): Promise<void> => {
  const { waiting } = demonstrationRounds(at);
  const { listed } = await store.desk.round(waiting.id);
  const bids = await store.scoring.heads(listed.map(({ id }) => id).toSorted());
  const scored = bids.filter(({ state, latest }) => isScored(state) && latest !== undefined);
  if (scored.length === 0) return;
  const ends = addDays(londonDate(toInstant(at)), 6);
  const head: ScoringHead = {
    roundId: waiting.id,
    panel: [...DEMONSTRATION_PANEL],
    assigned: assignAll({
      bids: scored.map(({ id }) => id),
      people: DEMONSTRATION_PANEL.map(({ personId }) => personId),
    }),
    submissions: Object.fromEntries(scored.map(({ id, latest }) => [id, latest?.number ?? 1])),
    // Five in the afternoon exists on every day of the year.
    endsAt: instantOf(ends, "17:00") ?? endOfDay(ends),
    finished: {},
    version: 0,
  };
  const happened = { at: toInstant(at), by: OFFICER, roundId: waiting.id };
  // Refused: it was prepared by an earlier start, and people may have gone on with it.
  await store.scoring.move(
    {
      head: {
        was: undefined,
        becomes: head,
        events: [
          { type: "scoring-prepared", ...happened },
          ...DEMONSTRATION_PANEL.map(({ personId }) => ({ type: "trustee-assigned" as const, ...happened, personId })),
        ],
      },
    },
    { writeId: WRITE_ID, at },
  );
};
