import type { Event } from "../shared/events.ts";
import { stateAfter } from "../shared/rules/application.ts";
import type { GrantMade } from "../shared/rules/award.ts";
import { type Carried, type CarriedAs, MOVE_FOR, toldAs } from "../shared/rules/carried.ts";
import type { Confirmation } from "../shared/rules/confirmation.ts";
import type { Decision } from "../shared/rules/decision.ts";
import { KNOWN } from "../shared/rules/form.ts";
import { isCivilDate, msOf } from "../shared/rules/london.ts";
import type { Meeting, MeetingLine } from "../shared/rules/meeting.ts";
import type { Outcome } from "../shared/rules/outcome.ts";
import type { Deps } from "./deps.ts";
import { drafting } from "./outcome-draft.ts";
import type { Head } from "./store/application-items.ts";
import type { Change } from "./store/table.ts";

/** Who did it and when: the closing, or the confirmation. Everything that follows bears that instant. */
export type Cause = { by: string; at: string };

/** One bid to carry out: what follows for it, and the words of its decision. */
export type Step = {
  line: MeetingLine;
  what: CarriedAs;
  amountPence: number;
  sourceId: string | undefined;
  decision: Decision;
  confirmation: Confirmation | undefined;
  /** The mark of the bid that this follows. */
  was: Change["was"];
};

const eventOf = (step: Step, head: Head, meetingId: string, { by, at }: Cause): Event => {
  const { id: applicationId, roundId, organisationId } = head;
  const ids = { by, at, applicationId, roundId, organisationId, meetingId };
  const { amountPence } = step;
  switch (step.what) {
    case "awarded":
      return { type: step.confirmation === undefined ? "award-made" : "award-confirmed", ...ids, amountPence };
    case "recommended":
    case "passed":
      return { type: "recommendation-made", ...ids, amountPence };
    case "refused":
      return { type: "recommendation-refused", ...ids };
    case "reserved":
      return { type: "bid-reserved", ...ids };
    case "deferred":
      return { type: "bid-deferred", ...ids };
    case "declined":
    case "put-aside":
      return { type: "bid-declined", ...ids };
  }
};

/**
 * The head after a decision, or what stands against it: a name, never what an item says. When it last changed stays as it
 * is, because its group sees that and has not been told.
 */
const decidedHead = (head: Head | undefined, { what }: Step, meetingId: string): Head | string => {
  if (head === undefined) return "application-missing";
  if (head.deletedOn !== undefined) return "application-deleted";
  const move = MOVE_FOR[what];
  const state = move === undefined ? head.state : stateAfter(head.state, move);
  // What waits for an approver moves nothing yet, and is still to be decided on.
  if (state === undefined || (move === undefined && state !== "eligible")) return `application-${head.state}`;
  return { ...head, state, decidedIn: meetingId, ...(what === "deferred" ? { deferredFrom: meetingId } : {}) };
};

/** The mark that a bid was carried out. */
export const carriedOf = (step: Step, { at }: Cause, head?: Pick<Head, "organisationName" | "title">): Carried => ({
  applicationId: step.line.id,
  organisationName: head?.organisationName ?? "",
  title: head?.title ?? step.line.id,
  what: step.what,
  outcome: step.decision.outcome,
  amountPence: step.amountPence,
  carriedAt: at,
  version: 0,
});

const awardOf = (meeting: Meeting, step: Step, head: Head, endsOn: string | undefined, cause: Cause): GrantMade => {
  const { amountPence, decision, confirmation } = step;
  const { id: applicationId, organisationId, organisationName, title } = head;
  return {
    ...{ applicationId, organisationId, organisationName, title, amountPence },
    roundId: meeting.roundId,
    meetingId: meeting.id,
    askedPence: step.line.askedPence,
    sourceId: step.sourceId ?? "",
    sourceName: purseOf(meeting, step.sourceId),
    conditions: decision.conditions,
    reasons: [decision.purpose ?? "", decision.reasons].filter((words) => words !== "").join(". "),
    dropped: decision.dropped.map(({ item }) => item),
    ...(endsOn === undefined ? {} : { endsOn }),
    decidedAt: meeting.closedAt ?? cause.at,
    ...(confirmation === undefined ? {} : { confirmedBy: confirmation.byName, confirmedAt: confirmation.at }),
  };
};

const purseOf = ({ pot }: Pick<Meeting, "pot">, sourceId: string | undefined): string =>
  pot.find((source) => source.sourceId === sourceId)?.name ?? "";

const MOST_TRIES = 5;

/**
 * What follows for one bid, in one transaction: its application, its award, its outcome as drafted, and the mark. Answers
 * `followed`, also where another try of ours did it before, or what stands against it. Throws where the bid keeps moving.
 */
export const following = (meeting: Meeting, deps: Deps) => {
  const { store } = deps;
  const draft = drafting(deps);

  const outcomeOf = async (step: Step, head: Head): Promise<Outcome | undefined> => {
    const { line, what, decision } = step;
    const kind = toldAs(what, step.amountPence, line.askedPence);
    if (kind === undefined) return undefined;
    const { organisationId, organisationName, title } = head;
    const isAward = what === "awarded";
    const outcome: Omit<Outcome, "text"> = {
      ...{ kind, organisationId, organisationName, title },
      askedPence: line.askedPence,
      applicationId: head.id,
      meetingId: meeting.id,
      roundId: meeting.roundId,
      amountPence: isAward ? step.amountPence : 0,
      sourceName: isAward ? purseOf(meeting, step.sourceId) : "",
      conditions: isAward ? decision.conditions : [],
      dropped: isAward ? decision.dropped.map(({ item }) => item) : [],
      state: "drafted",
      version: 0,
    };
    return { ...outcome, text: await draft(outcome) };
  };

  /** The last day of the work that the standing submission plans: how long a grant binds the office. */
  const endOf = async (applicationId: string): Promise<string | undefined> => {
    const [found] = await store.desk.standing([applicationId]);
    const planned = found?.submission?.content.answers[KNOWN.endsOn];
    return typeof planned === "string" && isCivilDate(planned) ? planned : undefined;
  };

  return async (step: Step, cause: Cause): Promise<"followed" | { problem: string }> => {
    const { id } = step.line;
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const head = await store.applications.head(id);
      const next = decidedHead(head, step, meeting.id);
      if (typeof next === "string") return { problem: next };
      const outcome = await outcomeOf(step, next);
      const ids = { applicationId: id, roundId: next.roundId, organisationId: next.organisationId };
      const drafted: Event = { type: "outcome-drafted", by: cause.by, at: cause.at, ...ids, meetingId: meeting.id };
      const result = await store.outcomes.follow(
        {
          meetingId: meeting.id,
          head: next,
          events: [eventOf(step, next, meeting.id, cause)],
          carried: carriedOf(step, cause, next),
          was: step.was,
          ...(step.what === "awarded" ? { award: awardOf(meeting, step, next, await endOf(id), cause) } : {}),
          ...(outcome === undefined ? {} : { outcome: { is: outcome, events: [drafted] } }),
        },
        { writeId: `carry-${meeting.id}-${id}-${step.was}`, at: msOf(cause.at) },
      );
      if (result !== "moved") return "followed";
    }
    // Somebody writes to it all the while: the stream tells us again.
    throw new Error(`${id} keeps moving`);
  };
};
