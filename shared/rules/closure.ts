import * as z from "zod/mini";
import { Instant, msOf } from "./london.ts";
import type { Round } from "./round.ts";

/** What a closure can hold. Payments, returns, safeguarding and the lists the law asks for always carry on (DOMAIN 5.3). */
export const FREEZES = ["new-rounds", "new-drafts", "submissions", "meetings", "confirmations", "publicity"] as const;
export const Freeze = z.enum(FREEZES);
export type Freeze = z.infer<typeof Freeze>;

/** `publicity`: everywhere, and it freezes publicity alone. */
export const ClosureScope = z.discriminatedUnion("of", [
  z.strictObject({ of: z.literal("portal") }),
  z.strictObject({ of: z.literal("fund"), fundId: z.string() }),
  z.strictObject({ of: z.literal("round"), roundId: z.string() }),
  z.strictObject({ of: z.literal("publicity") }),
]);
export type ClosureScope = z.infer<typeof ClosureScope>;

/** An instant ends a closure by itself; the others end when somebody says so: a recorded declaration, or two people. */
const ClosureUntil = z.discriminatedUnion("of", [
  z.strictObject({ of: z.literal("instant"), at: Instant }),
  z.strictObject({ of: z.literal("declaration"), pollId: z.string() }),
  z.strictObject({ of: z.literal("further-notice") }),
]);

export const CLOSURE_REASONS = ["election", "by-election", "vacancy", "succession", "incident"] as const;
export const ClosureReason = z.enum(CLOSURE_REASONS);
export type ClosureReason = z.infer<typeof ClosureReason>;

/** The public wording of a closure: whole on the pages and in e-mails. */
export const LONGEST_WORDING = 400;

/** What becomes of the deadline of an open round. */
const DEADLINES = ["kept", "moved", "cancelled"] as const;
export const Deadlines = z.enum(DEADLINES);
export type Deadlines = z.infer<typeof Deadlines>;

/** What members may do meanwhile with a draft that they have begun. */
export const DRAFTS = ["editable", "readable"] as const;
export const Drafts = z.enum(DRAFTS);
export type Drafts = z.infer<typeof Drafts>;

/** A closure as the clock needs it: small, because it is read with every write. Its whole record is `ClosureRecord`. */
export const Closure = z.strictObject({
  id: z.string(),
  scope: ClosureScope,
  from: Instant,
  until: ClosureUntil,
  reason: ClosureReason,
  /** Said in public, word for word. */
  wording: z.string(),
  freezes: z.array(Freeze),
  deadlines: Deadlines,
  drafts: Drafts,
  announcedAt: Instant,
  /** Somebody ended it, from this instant on. */
  endedAt: z.optional(Instant),
});
export type Closure = z.infer<typeof Closure>;

type OfRound = Pick<Round, "id" | "fundId">;

/** When a closure ends, as far as that is known; undefined: when somebody says so. */
export const endOf = ({ until, endedAt }: Pick<Closure, "until" | "endedAt">): Instant | undefined =>
  endedAt ?? (until.of === "instant" ? until.at : undefined);

/** `announced`, `in-force` or `ended` at an instant (milliseconds). One that ended before it began never was in force. */
export const closureStateAt = (
  closure: Pick<Closure, "from" | "until" | "endedAt">,
  at: number,
): "announced" | "in-force" | "ended" => {
  const end = endOf(closure);
  if (end !== undefined && msOf(end) <= at) return "ended";
  return msOf(closure.from) <= at ? "in-force" : "announced";
};

/** Whether a round is within the scope of a closure, whatever it freezes and whenever. */
export const isWithin = ({ scope }: Pick<Closure, "scope">, { id, fundId }: OfRound): boolean => {
  if (scope.of === "fund") return scope.fundId === fundId;
  return scope.of === "round" ? scope.roundId === id : true;
};

/** The closures that freeze something of a round at an instant (milliseconds). */
export const closuresOver = (round: OfRound, closures: readonly Closure[], freezes: Freeze, at: number): Closure[] =>
  closures.filter(
    (closure) =>
      closure.freezes.includes(freezes) && isWithin(closure, round) && closureStateAt(closure, at) === "in-force",
  );

/** The closure that freezes something of a round at an instant (milliseconds), if one does. */
export const closureOver = (
  round: OfRound,
  closures: readonly Closure[],
  freezes: Freeze,
  at: number,
): Closure | undefined => closuresOver(round, closures, freezes, at)[0];

/** The closure under which drafts of a round can be read at an instant (milliseconds) and not written (`closure/drafts`), if one is. */
export const readableUnder = (round: OfRound, closures: readonly Closure[], at: number): Closure | undefined =>
  closuresOver(round, closures, "submissions", at).find(({ drafts }) => drafts === "readable");

/**
 * Whether a closure keeps a round from closing whose close passes meanwhile: its deadline moves when the closure ends, so it is
 * paused until then and not closed (`closure/deadline`).
 */
export const keepsOpen = (closure: Closure, { timetable }: Pick<Round, "timetable">): boolean =>
  closure.deadlines !== "kept" && msOf(closure.from) < msOf(timetable.closesAt);

/**
 * Whether what a decided round funded is public at an instant (`round/publicity`): not while a closure freezes publicity that
 * began before it was decided. It appears when the closure ends; what was public before stays.
 */
export const isMadePublic = (
  round: OfRound & Pick<Round, "decidedAt">,
  closures: readonly Closure[],
  at: number,
): boolean =>
  closuresOver(round, closures, "publicity", at).every(
    ({ from }) => round.decidedAt !== undefined && round.decidedAt < from,
  );
