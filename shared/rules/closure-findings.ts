import { type Closure, type ClosureReason, closureStateAt, endOf, FREEZES, isWithin } from "./closure.ts";
import { type Finding, finding } from "./finding.ts";
import { type CivilDate, formatDate, formatDateTime, type Instant, londonDate, msOf, toInstant } from "./london.ts";
import type { Round } from "./round.ts";
import { addWorkingDays } from "./working-days.ts";

/**
 * A closure, and its end, take effect this many milliseconds after they are confirmed: whoever is received at or after that
 * instant reads after the write, so what counts is the instant of receipt and nothing else (ARCHITECTURE 1.4).
 */
export const TAKES_EFFECT_AFTER_MS = 5_000;

/** What can be seen coming is announced this many working days ahead. DOMAIN 5.3. */
const ANNOUNCED_WORKING_DAYS = 10;
const FORESEEABLE: readonly ClosureReason[] = ["election", "by-election"];

/** The first day on which a foreseeable closure that is announced at an instant (milliseconds) can begin. */
export const firstAnnouncedDay = (at: number): string =>
  addWorkingDays(londonDate(toInstant(at)), ANNOUNCED_WORKING_DAYS);

/** The last working day on which a foreseeable closure can be announced that begins with a day. */
export const lastAnnouncedDay = (day: CivilDate): CivilDate => {
  const last = addWorkingDays(day, -ANNOUNCED_WORKING_DAYS);
  // Counted back from a day that is none of work, it would begin on the next one.
  return addWorkingDays(last, ANNOUNCED_WORKING_DAYS) > day ? addWorkingDays(last, -1) : last;
};

/** Whether a closure has to be announced ahead: not where it takes nothing from anybody who applies. */
const isForeseeable = ({ reason, freezes }: Pick<Closure, "reason" | "freezes">): boolean =>
  FORESEEABLE.includes(reason) && freezes.some((freeze) => freeze !== "publicity");

const orderFindings = ({ from, until }: Closure): Finding[] =>
  until.of === "instant" && msOf(until.at) <= msOf(from)
    ? [finding("closure/order", "/until", "The closure must end after it begins.")]
    : [];

const fromFindings = (closure: Closure, at: number): Finding[] => {
  const from = msOf(closure.from);
  if (from < at) return [finding("closure/past", "/from", "Choose a beginning that is still to come.")];
  if (from < at + TAKES_EFFECT_AFTER_MS)
    return [
      finding(
        "closure/effect",
        "/from",
        "A closure begins five seconds after it is confirmed, or later. Confirm it again.",
      ),
    ];
  const first = firstAnnouncedDay(at);
  return isForeseeable(closure) && londonDate(closure.from) < first
    ? [
        finding(
          "closure/announced",
          "/from",
          `This could be seen coming: announce it ten working days ahead. The first day is ${formatDate(first)}.`,
        ),
      ]
    : [];
};

const scopeFindings = ({ scope, freezes }: Closure): Finding[] => {
  if (freezes.length === 0) return [finding("closure/scope", "/freezes", "Choose what is closed.")];
  return scope.of === "publicity" && freezes.some((freeze) => freeze !== "publicity")
    ? [finding("closure/scope", "/freezes", "A closure of publicity holds publicity and nothing else.")]
    : [];
};

/** A cancelled round takes nothing any more: only a closure that stops submissions can cancel it. */
const deadlineFindings = ({ deadlines, freezes }: Closure): Finding[] =>
  deadlines === "cancelled" && !freezes.includes("submissions")
    ? [finding("closure/deadline", "/deadlines", "Rounds are cancelled where submissions are closed. Close them too.")]
    : [];

/**
 * What stands against putting a closure in force at an instant (milliseconds): it ends after it begins (`closure/order`), begins
 * in the time to come (`closure/past`), five seconds from now at the earliest (`closure/effect`), and ten working days from now
 * where it could be seen coming (`closure/announced`); it closes something (`closure/scope`). DOMAIN 5.3.
 */
export const closureFindings = (closure: Closure, at: number): Finding[] => [
  ...scopeFindings(closure),
  ...fromFindings(closure, at),
  ...orderFindings(closure),
  ...deadlineFindings(closure),
];

/** "Until further notice" and a declaration stay what they are: another declaration may be recorded already tomorrow. */
const endsNoEarlier = (was: Closure, becomes: Closure): boolean => {
  const [before, after] = [endOf(was), endOf(becomes)];
  const waited = was.until.of === "declaration" ? was.until.pollId : undefined;
  if (becomes.until.of === "declaration" && becomes.until.pollId !== waited) return false;
  if (after === undefined) return true;
  return before !== undefined && msOf(after) >= msOf(before);
};

/** What begins or ends so soon that whoever is received then may be read before a change of it is written. */
const isUpon = (instant: Instant | undefined, at: number): boolean =>
  instant !== undefined && msOf(instant) < at + TAKES_EFFECT_AFTER_MS;

const AGAIN = "Close again instead: a second closure can stand beside it.";

/** What a closure would hold from its beginning on, also for whoever was received before it held that (ARCHITECTURE 1.4). */
const backwards = (was: Closure, becomes: Closure, at: number): [boolean, string, string][] => {
  const begun = isUpon(was.from, at);
  const more = becomes.freezes.some((freeze) => !was.freezes.includes(freeze));
  const closes = becomes.drafts === "readable" && was.drafts === "editable";
  const longer = endOf(becomes) !== endOf(was);
  return [
    [begun && more, "/freezes", `This closure has begun, and does not hold more. ${AGAIN}`],
    [begun && closes, "/drafts", `This closure has begun, and drafts stay editable. ${AGAIN}`],
    [longer && isUpon(endOf(was), at), "/until", `This closure is about to end. ${AGAIN}`],
  ];
};

const STAYS_CLOSED = "What is closed stays closed. Ask an approver to open again.";

/**
 * What stands against changing a closure at an instant (milliseconds): one person changes it in the safe direction alone, so it
 * begins no later, ends no earlier, holds no less; and once it has begun it holds no more either, because that would hold from its
 * beginning on (`closure/change`). One that is over is not changed.
 */
export const changeFindings = (was: Closure, becomes: Closure, at: number): Finding[] => {
  const state = closureStateAt(was, at);
  const wrong = (pointer: string, detail: string): Finding => finding("closure/change", pointer, detail);
  if (state === "ended") return [wrong("", "This closure is over. Close again instead.")];
  const moved = becomes.from !== was.from;
  const kept = FREEZES.filter((freeze) => was.freezes.includes(freeze) && !becomes.freezes.includes(freeze));
  return [
    ...(moved && state === "in-force" ? [wrong("/from", "This closure has begun.")] : []),
    ...(msOf(becomes.from) > msOf(was.from) ? [wrong("/from", "A closure is not put off by one person.")] : []),
    ...(endsNoEarlier(was, becomes)
      ? []
      : [wrong("/until", "A closure is not ended earlier by one person. Ask an approver to open again.")]),
    ...(kept.length === 0 ? [] : [wrong("/freezes", STAYS_CLOSED)]),
    ...(was.drafts === "readable" && becomes.drafts === "editable" ? [wrong("/drafts", STAYS_CLOSED)] : []),
    ...backwards(was, becomes, at).flatMap(([stands, pointer, detail]) => (stands ? [wrong(pointer, detail)] : [])),
    ...scopeFindings(becomes),
    ...(moved && state === "announced" ? fromFindings(becomes, at) : []),
    ...(becomes.until.of === "instant" && msOf(becomes.until.at) <= at
      ? [finding("closure/order", "/until", "Choose an end that is still to come.")]
      : orderFindings(becomes)),
  ];
};

/**
 * Whether a closure can be ended at an instant (milliseconds) by two people (`closure/reopen`): while it is announced or in force.
 * One that waits for a recorded declaration can be too: an approver agrees to it.
 */
export const reopeningFindings = (closure: Pick<Closure, "from" | "until" | "endedAt">, at: number): Finding[] =>
  closureStateAt(closure, at) === "ended" || closure.endedAt !== undefined
    ? [finding("closure/reopen", "/what/closureId", "This closure is over already.")]
    : [];

/**
 * What stands against a round that would close while it is closed for submissions until a known instant (`closure/within`):
 * nobody could send anything on its last day. One without a known end moves the close when it ends.
 */
export const withinFindings = (
  round: Pick<Round, "id" | "fundId" | "timetable">,
  closures: readonly Closure[],
  at: number,
): Finding[] => {
  const closesAt = msOf(round.timetable.closesAt);
  return closures.flatMap((closure) => {
    const end = endOf(closure);
    if (end === undefined || closureStateAt(closure, at) === "ended" || !isWithin(closure, round)) return [];
    if (!closure.freezes.includes("submissions") || closesAt <= msOf(closure.from) || msOf(end) < closesAt) return [];
    return [
      finding(
        "closure/within",
        "/timetable/closesAt",
        `Nothing can be submitted from ${formatDateTime(closure.from)} until ${formatDateTime(end)}. Choose another close.`,
      ),
    ];
  });
};
