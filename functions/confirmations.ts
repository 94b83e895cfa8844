import type {
  ConfirmationLine,
  ConfirmationPage,
  NoticeView,
  ProgressView,
  RecommendationView,
} from "../shared/contract/outcome-views.ts";
import type { Event } from "../shared/events.ts";
import { FUND_NAMES, fundName } from "../shared/funds/names.ts";
import { Refused, refuseIf } from "../shared/problem.ts";
import { hasRole } from "../shared/rules/access.ts";
import { progressOf } from "../shared/rules/carried.ts";
import { closureOver } from "../shared/rules/closure.ts";
import {
  confirmRecommendations,
  type Given,
  purseLeftPence,
  purseOfLine,
  type RecommendedLine,
  recommendedOf,
} from "../shared/rules/confirm-recommendations.ts";
import { msOf, toInstant } from "../shared/rules/london.ts";
import type { Meeting, MeetingLine } from "../shared/rules/meeting.ts";
import { roundOf } from "./application-work.ts";
import type { Deps } from "./deps.ts";
import { refuseInElection } from "./elections.ts";
import type { Caller } from "./identity.ts";
import { noticeOf } from "./notice.ts";
import type { ClosedMeeting } from "./store/closed-meetings.ts";

/** How far the carrying out of a meeting is, for a page. */
export const progressView = ({ meeting, carried }: ClosedMeeting): ProgressView => {
  const { of, carriedOut } = progressOf(meeting, carried);
  const putAside = carried.flatMap(({ applicationId, what, again, problem = "unknown" }) =>
    what === "put-aside" && again !== true ? [{ applicationId, problem }] : [],
  );
  return { of, carriedOut, putAside };
};

/** A meeting that is closed, with all beside it. Refuses `not-found`, and `wrong-state` before it is closed. */
export const closedMeeting = async ({ store }: Pick<Deps, "store">, meetingId: string): Promise<ClosedMeeting> => {
  const found = await store.closedMeetings.whole(meetingId);
  if (found === undefined) throw new Refused("not-found");
  if (found.meeting.state !== "closed")
    throw new Refused("wrong-state", { rule: "meeting/state", detail: "This meeting is not closed yet." });
  return found;
};

/** Whether an approver has to say something about a line: by the ledger alone. */
export const asksApprover = ({ pot }: Pick<Meeting, "pot">, { decided, struck }: MeetingLine): boolean => {
  if (decided === undefined || struck === true) return false;
  if (decided.outcome === "pass") return true;
  const decides = pot.find(({ sourceId }) => sourceId === decided.sourceId)?.decides;
  return decides === "panel-recommends" && decided.amountPence > 0;
};

const viewOf = (found: ClosedMeeting, one: RecommendedLine, caller: Caller): RecommendationView => {
  const { meeting, carried, confirmations } = found;
  const mark = carried.find(({ applicationId }) => applicationId === one.applicationId);
  const line = meeting.lines.find(({ id }) => id === one.applicationId);
  const answer = confirmations.get(one.applicationId);
  const sourceId = line === undefined ? "" : purseOfLine(meeting, line);
  const { reasons, purpose, conditions, dropped } = one.decision;
  return {
    applicationId: one.applicationId,
    title: mark?.title ?? "",
    organisationName: mark?.organisationName ?? "",
    askedPence: line?.askedPence ?? 0,
    recommendedPence: one.amountPence,
    sourceName: meeting.pot.find((source) => source.sourceId === sourceId)?.name ?? "",
    passed: one.passed,
    ...{ reasons, conditions },
    ...(purpose === undefined ? {} : { purpose }),
    dropped: dropped.map(({ item }) => item),
    enteredByYou: one.enteredBy === caller.personId,
    ...(answer === undefined
      ? {}
      : {
          answer: {
            answer: answer.answer,
            amountPence: answer.amountPence,
            reason: answer.reason,
            byName: answer.byName,
            at: answer.at,
          },
        }),
    carriedOut: mark?.what === "awarded" || mark?.what === "refused",
  };
};

/** What approvers confirm: recommendations of a panel on the Commissioner's money (DOMAIN, decision 2). */
export const confirming = (deps: Pick<Deps, "store">) => {
  const { store } = deps;

  const pageOf = async (found: ClosedMeeting, caller: Caller, at: number): Promise<ConfirmationPage> => {
    const { meeting, decisions, carried } = found;
    const { round, closures } = await store.rounds.withForm(meeting.roundId);
    const closure = closureOver(round, closures, "confirmations", at);
    return {
      at: toInstant(at),
      meetingId: meeting.id,
      roundId: meeting.roundId,
      roundTitle: round.title,
      fundName: fundName(meeting.fundId),
      panelName: meeting.panel.name,
      closedAt: meeting.closedAt ?? toInstant(at),
      progress: progressView(found),
      items: recommendedOf(meeting, decisions, carried).map((one) => viewOf(found, one, caller)),
      may: hasRole(caller, "approver") && closure === undefined,
      ...(closure === undefined ? {} : { pausedBecause: closure.wording }),
    };
  };

  return {
    /** Closed meetings with recommendations, those that wait first: two hops. */
    waiting: async (): Promise<ConfirmationLine[]> => {
      const funds = FUND_NAMES.map(({ id }) => id);
      const [meetings, { rounds }] = await Promise.all([store.meetings.ofFunds(funds), store.rounds.roundsOf(funds)]);
      return meetings
        .flatMap((meeting): ConfirmationLine[] => {
          const asked = meeting.lines.filter((line) => asksApprover(meeting, line));
          if (meeting.closedAt === undefined || asked.length === 0) return [];
          const waits = asked.filter(({ approval }) => approval === undefined);
          return [
            {
              meetingId: meeting.id,
              roundTitle: rounds.find(({ id }) => id === meeting.roundId)?.title ?? meeting.roundId,
              fundName: fundName(meeting.fundId),
              closedAt: meeting.closedAt,
              waiting: waits.length,
              answered: asked.length - waits.length,
              waitingPence: waits.reduce((sum, { decided }) => sum + (decided?.amountPence ?? 0), 0),
            },
          ];
        })
        .toSorted((a, b) => Number(b.waiting > 0) - Number(a.waiting > 0) || msOf(b.closedAt) - msOf(a.closedAt));
    },

    recommendations: async (meetingId: string, caller: Caller, at: number): Promise<ConfirmationPage> =>
      pageOf(await closedMeeting(deps, meetingId), caller, at),

    /** One write on the ledger, with the words beside it; awards follow from its event. The same write again is success. */
    confirm: async (
      meetingId: string,
      given: readonly Given[],
      caller: Caller,
      write: { writeId: string; at: number },
    ): Promise<ConfirmationPage> => {
      const found = await closedMeeting(deps, meetingId);
      const at = toInstant(write.at);
      const isRepeated = await store.closedMeetings.wasAnsweredBy(
        meetingId,
        given[0]?.applicationId ?? "",
        write.writeId,
      );
      if (isRepeated) return pageOf(found, caller, write.at);
      const { round, closures } = await store.rounds.withForm(found.meeting.roundId);
      const closure = closureOver(round, closures, "confirmations", write.at);
      if (closure !== undefined) throw new Refused("paused", { rule: "round/paused", detail: closure.wording });
      await refuseInElection(deps, "confirmation", round, write.at);
      const made = confirmRecommendations(found, given, caller, at);
      if (!("meeting" in made)) {
        refuseIf(made);
        throw new TypeError("no findings and nothing made");
      }
      const event: Event = {
        type: "recommendations-confirmed",
        at,
        by: caller.personId,
        meetingId,
        roundId: found.meeting.roundId,
        applicationIds: given.map(({ applicationId }) => applicationId),
      };
      await store.closedMeetings.confirm(made.meeting, made.confirmations, write, [event]);
      return pageOf(await closedMeeting(deps, meetingId), caller, write.at);
    },

    /** The decision notice of an award of a meeting. Refuses `not-found` where there is none. */
    notice: async (found: ClosedMeeting, applicationId: string, at: number): Promise<NoticeView> => {
      const line = found.meeting.lines.find(({ id }) => id === applicationId);
      const decision = found.decisions.find(({ id }) => id === line?.decided?.id);
      const [{ award }, { round, form }, [lead], interests] = await Promise.all([
        store.outcomes.ofApplication(applicationId),
        store.rounds.withForm(found.meeting.roundId),
        store.addressees.people(decision === undefined ? [] : [decision.enteredBy]),
        store.scoring.round(roundOf(applicationId)),
      ]);
      if (award?.meetingId !== found.meeting.id || line === undefined || form === undefined)
        throw new Refused("not-found");
      return noticeOf(
        {
          found,
          award,
          line,
          sheets: interests?.sheets ?? [],
          round,
          fund: form,
          leadOfficer: lead?.name ?? "The grants team",
          leftPence: purseLeftPence(found.meeting, award.sourceId),
        },
        at,
      );
    },
  };
};
