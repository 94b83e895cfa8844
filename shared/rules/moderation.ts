import * as z from "zod/mini";
import { Instant } from "./london.ts";
import type { Seat } from "./scoring.ts";
import type { Agreed } from "./total.ts";

/** A whole point of the scale, as trustees give it; a panel that moderates agrees on one of them. */
const Points = z.literal([0, 1, 2, 3, 4, 5]);

/** What the panel agreed for a criterion, in place of the mean of its cards. */
const AgreedScore = z.strictObject({ score: Points, reason: z.string(), by: z.string(), at: Instant });

/** One step of the record: a score agreed, or back to what the cards say. */
export const ModerationStep = z.strictObject({
  criterionId: z.string(),
  score: z.union([Points, z.literal("as-scored")]),
  reason: z.string(),
  by: z.string(),
  at: Instant,
});
export type ModerationStep = z.infer<typeof ModerationStep>;

/** The moderation of one bid. The cards stay as they are; every step is kept, and the last on a criterion counts. */
export const Moderation = z.strictObject({
  applicationId: z.string(),
  roundId: z.string(),
  /** By criterion: what counts now. */
  scores: z.record(z.string(), AgreedScore),
  steps: z.array(ModerationStep),
  version: z.int(),
});
export type Moderation = z.infer<typeof Moderation>;

/** The moderation of a bid on which nothing was agreed yet. */
export const unmoderated = (roundId: string, applicationId: string): Moderation => ({
  applicationId,
  roundId,
  scores: {},
  steps: [],
  version: 0,
});

/** The moderation after one more step. */
export const afterStep = (moderation: Moderation, step: ModerationStep): Moderation => {
  const { criterionId, score, ...words } = step;
  const others = Object.entries(moderation.scores).filter(([id]) => id !== criterionId);
  const scores = Object.fromEntries([
    ...others,
    ...(score === "as-scored" ? [] : [[criterionId, { score, ...words }] as const]),
  ]);
  return { ...moderation, scores, steps: [...moderation.steps, step] };
};

/** What counts in place of means, by criterion. */
export const agreedBy = (moderation: Pick<Moderation, "scores"> | undefined): Agreed =>
  Object.fromEntries(Object.entries(moderation?.scores ?? {}).map(([id, { score }]) => [id, score]));

/**
 * `moderation/chair`: who records what the panel agreed on a bid. The chair; where the chair takes no part in the bid, the
 * deputy; where neither does, nobody.
 */
export const moderatorOf = (panel: readonly Seat[], takesPart: (personId: string) => boolean): Seat | undefined =>
  [panel.find(({ seat }) => seat === "chair"), panel.find(({ seat }) => seat === "deputy")].find(
    (seat) => seat !== undefined && takesPart(seat.personId),
  );
