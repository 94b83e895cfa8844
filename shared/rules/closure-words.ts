import type { ApplicationState } from "./application.ts";
import { type Closure, endOf, type Freeze } from "./closure.ts";
import type { RoundEffect } from "./closure-record.ts";
import { formatDateTime, formatDeadline, formatShortDate, type Instant, londonDate, msOf } from "./london.ts";

/** What somebody has in a round that a closure touches. */
export type Has = "draft" | "bid" | "bid-and-change";

/** What an application is in the words of a closure; undefined: it was withdrawn, and nobody waits for anything. */
export const hasOf = ({
  state,
  hasDraft,
}: {
  state: ApplicationState;
  hasDraft?: string | undefined;
}): Has | undefined => {
  if (state === "withdrawn") return undefined;
  if (state === "draft") return "draft";
  return hasDraft === "yes" ? "bid-and-change" : "bid";
};

/**
 * Whether somebody is told at an instant (milliseconds) of what a closure does to a round: of a decision that waits, who has
 * submitted and who still can (`closure/told`).
 */
export const isToldOf = ({ effect, closesAt }: RoundEffect, has: Has, at: number): boolean =>
  effect !== "waits" || has !== "draft" || at < msOf(closesAt);

/** When a closure ends, as it is told. */
export const untilWords = ({ until, endedAt }: Pick<Closure, "until" | "endedAt">): string => {
  const end = endOf({ until, endedAt });
  if (end !== undefined) return `until ${formatDateTime(end)}`;
  return until.of === "declaration"
    ? "until the new Commissioner has made the declaration of acceptance of office"
    : "until further notice";
};

const afterwards = (closure: Closure): string => {
  const end = endOf(closure);
  return end === undefined
    ? `It stays so ${untilWords(closure)}. We write to you when it opens again.`
    : `It opens again at ${formatDateTime(end)}.`;
};

const decidedAfterwards = (closure: Closure): string => {
  const end = endOf(closure);
  return end === undefined
    ? `It stays so ${untilWords(closure)}. We write to you when decisions are made again.`
    : `Decisions are made again from ${formatDateTime(end)}.`;
};

const CLOSED_SUBJECTS: Readonly<Record<RoundEffect["effect"], string>> = {
  keeps: "the fund is closed for a time",
  moves: "the fund is closed for a time",
  cancelled: "the round is cancelled",
  waits: "decisions wait for a time",
};

const draftWords = (has: Has, drafts: Closure["drafts"]): string => {
  if (has === "bid") return "What you have submitted stands.";
  const mine =
    has === "draft"
      ? "Your draft is kept"
      : "What you have submitted stands, and the change that you have begun is kept";
  return drafts === "editable"
    ? `${mine}. You can go on writing.`
    : `${mine}. You can read it now, and write again when the fund opens.`;
};

/** A group whose work begins soon after it was to hear has to look at its dates again: the form refuses what begins too early. */
const movedWords = (becomes: Instant, closesAt: Instant): string =>
  `The round now closes at ${formatDeadline(becomes)}. Before, it was to close at ${formatDeadline(closesAt)}. The days after it move too: look whether your project still begins late enough.`;

const deadlineWords = ({ effect, closesAt, becomes }: RoundEffect): string => {
  if (effect === "keeps") return `The round still closes at ${formatDeadline(closesAt)}.`;
  return becomes === undefined
    ? "The round does not close meanwhile. When it opens again you get back the working days that you lost, and five at least. We write to you with the new date."
    : movedWords(becomes, closesAt);
};

const sendUntil = ({ closesAt }: RoundEffect): string =>
  `You can go on writing, and send until ${formatDeadline(closesAt)}.`;

const workWords = (closure: Closure, effect: RoundEffect, has: Has): string[] => {
  if (effect.effect === "waits")
    return [
      has === "draft"
        ? `${sendUntil(effect)} What you send is kept, and decided when the closure is over.`
        : "Your application stands. You need do nothing meanwhile.",
    ];
  if (effect.effect === "cancelled")
    return [
      has === "draft"
        ? "The round is cancelled. Your draft is kept: when the next round of the fund opens, you can carry it on, and nothing has to be typed again."
        : "The round is cancelled, so your application is not decided. It is kept: when the next round of the fund opens, you can carry it on, and nothing has to be typed again.",
    ];
  return [draftWords(has, closure.drafts), deadlineWords(effect)];
};

/** What the e-mail about a closure says to somebody with something in a round that it touches (`closure/told`). */
export const closedFacts = (
  closure: Closure,
  effect: RoundEffect,
  { reference, round, has }: { reference: string; round: string; has: Has },
): Record<string, string> => {
  const from = formatDateTime(closure.from);
  const happens =
    effect.effect === "waits"
      ? `From ${from} nothing is decided in this round. ${decidedAfterwards(closure)}`
      : `From ${from} nothing can be submitted in this round. ${afterwards(closure)}`;
  return {
    reference,
    round,
    subject: CLOSED_SUBJECTS[effect.effect],
    wording: closure.wording,
    happens: effect.effect === "cancelled" ? "" : happens,
    work: workWords(closure, effect, has).join("\n"),
  };
};

/** A round that nothing was to be decided in: it is decided again, or the closure does not come at all. */
const decidedWork = (effect: RoundEffect, has: Has, isLifted: boolean): string[] => {
  if (has === "draft") return [sendUntil(effect)];
  return [
    isLifted
      ? "Your application stands. We write to you when it is decided."
      : "Applications are decided again. We write to you when yours is.",
  ];
};

const reopenedWork = ({ effect, closesAt, becomes }: RoundEffect, has: Has, at: Instant): string[] => {
  const closes = becomes ?? closesAt;
  if (effect === "cancelled")
    return ["The round stays cancelled. When the next round of the fund opens, you can carry on what you wrote."];
  if (msOf(closes) <= msOf(at))
    return [
      `This round closed at ${formatDeadline(closes)}, while the fund was closed.`,
      has === "draft"
        ? "You can carry your draft on to the next round of the fund."
        : "What you have submitted stands.",
    ];
  return [
    becomes === undefined || becomes === closesAt
      ? `The round closes at ${formatDeadline(closes)}.`
      : movedWords(becomes, closesAt),
    has === "draft"
      ? "What you had written is as you left it. You can go on and submit it."
      : "What you have submitted stands. You can change it until the round closes.",
  ];
};

/**
 * What the e-mail about the end of a closure says to somebody with something in a round. `lifted`: it was announced, and it does
 * not come.
 */
export const reopenedFacts = (
  closure: Pick<Closure, "from" | "endedAt">,
  effect: RoundEffect,
  { reference, round, has }: { reference: string; round: string; has: Has },
): Record<string, string> => {
  const endedAt = closure.endedAt ?? closure.from;
  const lifted = msOf(endedAt) <= msOf(closure.from);
  if (effect.effect === "waits")
    return {
      reference,
      round,
      subject: lifted ? "decisions do not wait after all" : "decisions are made again",
      happens: lifted
        ? `We had told you that nothing would be decided in this round from ${formatDateTime(closure.from)}. It is decided as planned.`
        : `The closure that held this round up ends at ${formatDateTime(endedAt)}.`,
      work: decidedWork(effect, has, lifted).join("\n"),
    };
  return {
    reference,
    round,
    subject: lifted ? "the fund stays open" : "the fund is open",
    happens: lifted
      ? `We had told you that this round would be closed from ${formatDateTime(closure.from)}. It stays open after all.`
      : `The closure that held this round up ends at ${formatDateTime(endedAt)}.`,
    work: reopenedWork(effect, has, endedAt).join("\n"),
  };
};

/** What the e-mail says to somebody with a draft in a round that is open again because a closure has ended by itself. */
export const openAgainFacts = (
  { endedAt, closesAt }: { endedAt: Instant; closesAt: Instant },
  { reference, round }: { reference: string; round: string },
): Record<string, string> => ({
  reference,
  round,
  happens: `The closure that held this round up ended at ${formatDateTime(endedAt)}.`,
  work: `The round closes at ${formatDeadline(closesAt)}.\nWhat you had written is as you left it. You can go on and submit it.`,
});

const GIVEN_BACK = "does not close meanwhile: the working days that are lost are given back, and five at least";

/** What becomes of the close of a round that is paused (`closure/deadline`). */
const pausedClose = ({ deadlines, until }: Closure, closesAt: Instant): string =>
  deadlines !== "kept" && until.of !== "instant"
    ? `The round ${GIVEN_BACK}.`
    : `The round ${deadlines === "kept" ? "still " : ""}closes at ${formatDeadline(closesAt)}.`;

/** What somebody with a draft reads on its pages while nothing can be sent: why, what they may do, and what becomes of the close. */
export const pausedWords = (closure: Closure, closesAt: Instant): string =>
  [
    closure.wording,
    closure.drafts === "editable"
      ? "You can go on writing. What you write is kept."
      : "What you wrote is kept. You can read it, and write again when the fund opens.",
    pausedClose(closure, closesAt),
  ].join(" ");

const HEADINGS: readonly [Freeze, string, string][] = [
  ["submissions", "nothing can be submitted", "Nothing can be submitted for now"],
  ["new-drafts", "no new application can be begun", "No new application can be begun for now"],
  ["new-rounds", "no new round opens", "No new round opens for now"],
  ["meetings", "no grants are decided", "No grants are decided for now"],
  ["confirmations", "no grants are decided", "No grants are decided for now"],
];

/** A closure as the public reads it before it begins and while it is in force; one of publicity alone is not told (`closure/public`). */
export const publicNotice = (
  closure: Closure,
  when: "announced" | "in-force",
): { heading: string; text: string } | undefined => {
  const found = HEADINGS.find(([freeze]) => closure.freezes.includes(freeze));
  if (found === undefined) return undefined;
  const [freeze, later, now] = found;
  const day = formatShortDate(londonDate(closure.from));
  const moves =
    when === "in-force" && freeze === "submissions" && closure.deadlines === "moved" && endOf(closure) === undefined
      ? ` A round that was open ${GIVEN_BACK}.`
      : "";
  return {
    heading: when === "announced" ? `From ${day} ${later}` : now,
    text: `${closure.wording} This holds ${when === "announced" ? `from ${formatDateTime(closure.from)} ` : ""}${untilWords(closure)}.${moves}`,
  };
};

/** What always carries on, and what a closure leaves as it is (DOMAIN 5.3). */
export const carriesOn = ({ freezes, drafts }: Pick<Closure, "freezes" | "drafts">): string[] => [
  "Payments of grants that were made, their returns, questions and complaints carry on.",
  "Safeguarding, and the lists that the law asks us to publish, carry on as figures, without quotes and pictures.",
  freezes.includes("publicity")
    ? "Letters about decisions that are confirmed already go out in the neutral text. New awards are published when it ends."
    : "Letters about decisions go out as always.",
  drafts === "editable"
    ? "Groups can go on writing in drafts that they have begun."
    : "Groups can read drafts that they have begun.",
];
