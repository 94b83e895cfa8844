import * as z from "zod/mini";
import { type Finding, finding } from "./finding.ts";
import { type CivilDate, formatDate, Instant } from "./london.ts";
import { inPeriod, isDayInPeriod, isOver, type Poll } from "./poll.ts";
import type { Round } from "./round.ts";

/** What an election stands in the way of: publishing a round, holding its meeting, confirming what it decided. */
export const ELECTION_ACTS = ["publish", "meeting", "confirmation"] as const;
export type ElectionAct = (typeof ELECTION_ACTS)[number];

/** Leave for one act on one round in the period of one poll: asked by one person, agreed by another, published when it ends. */
export const Override = z.strictObject({
  id: z.string(),
  roundId: z.string(),
  of: z.enum(ELECTION_ACTS),
  pollId: z.string(),
  reason: z.string(),
  askedBy: z.string(),
  askedAt: Instant,
  agreedBy: z.string(),
  agreedAt: Instant,
});
export type Override = z.infer<typeof Override>;

/** What an election says of an act: `blocks` until an override is agreed, or `warns` and needs nothing but to be seen. */
export type ElectionFinding = Finding & { readonly effect: "blocks" | "warns"; readonly pollId: string };

type Planned = { readonly timetable: Pick<Round["timetable"], "meetingOn" | "confirmedBy"> };

const said = (poll: Poll, pointer: string, effect: ElectionFinding["effect"], detail: string): ElectionFinding => ({
  ...finding("election/viable", pointer, detail),
  effect,
  pollId: poll.id,
});

/**
 * Which days of a round lie in the sensitive period of a poll (`election/viable`): it is viable when its meeting and its
 * confirmation are both outside. The day groups hear says nothing about it. DOMAIN 5.3, decision 7.
 */
export const dayFindings = ({ timetable }: Planned, poll: Poll, at: number): ElectionFinding[] => {
  const days: [CivilDate, string, string][] = [
    [timetable.meetingOn, "meetingOn", "meeting"],
    [timetable.confirmedBy, "confirmedBy", "confirmation"],
  ];
  const effect = poll.kind === "own" ? "blocks" : "warns";
  return days
    .filter(([day]) => isDayInPeriod(poll, day, at))
    .map(([day, field, what]) =>
      said(
        poll,
        `/timetable/${field}`,
        effect,
        `The ${what} on ${formatDate(day)} falls in the period before and after the poll of ${formatDate(poll.pollOn)} (${poll.name}).`,
      ),
    );
};

/** Whether a round can be decided outside the periods of all polls of the office's own. */
export const isViable = (round: Planned, polls: readonly Poll[], at: number): boolean =>
  polls.every((poll) => poll.kind === "other" || dayFindings(round, poll, at).length === 0);

const NOW: Record<ElectionAct, string> = {
  publish: "A round is not opened",
  meeting: "A meeting is not held",
  confirmation: "Decisions are not confirmed",
};

/**
 * What elections say of an act on a round at an instant (milliseconds): `election/viable`. Own elections block, others warn;
 * opening a round during another election needs an approver's agreement (DOMAIN 5.3). What an agreed override names is gone.
 */
export const electionFindings = (
  act: ElectionAct,
  round: Planned & Pick<Round, "id">,
  polls: readonly Poll[],
  overrides: readonly Override[],
  at: number,
): ElectionFinding[] =>
  polls.flatMap((poll) => {
    if (overrides.some((leave) => leave.of === act && leave.pollId === poll.id && leave.roundId === round.id))
      return [];
    const running = inPeriod(poll, at)
      ? [
          said(
            poll,
            "/timetable",
            poll.kind === "own" || act === "publish" ? "blocks" : "warns",
            poll.kind === "own"
              ? `${NOW[act]} in the period before and after ${poll.name}, from ${formatDate(poll.sensitiveFrom)}. It ends when the declaration of acceptance is recorded.`
              : `${poll.name} is near: the period runs from ${formatDate(poll.sensitiveFrom)} to the end of ${formatDate(poll.pollOn)}.${act === "publish" ? " Opening a round needs an approver." : ""}`,
          ),
        ]
      : [];
    return act === "publish" ? [...running, ...dayFindings(round, poll, at)] : running;
  });

/** Whether an override may be read by the public: when the period of its poll has ended, never before (decision 7). */
export const isOverridePublic = ({ pollId }: Pick<Override, "pollId">, polls: readonly Poll[], at: number): boolean => {
  const poll = polls.find(({ id }) => id === pollId);
  return poll === undefined || isOver(poll, at);
};
