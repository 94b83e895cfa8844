import { answeredAs, type Carried, carriedAs, carriedLines } from "../shared/rules/carried.ts";
import { purseOfLine } from "../shared/rules/confirm-recommendations.ts";
import { msOf } from "../shared/rules/london.ts";
import type { MeetingLine } from "../shared/rules/meeting.ts";
import { notificationAt } from "../shared/rules/outcome.ts";
import type { Deps } from "./deps.ts";
import { isOfRecord } from "./edge/stream.ts";
import { type Cause, carriedOf, following, type Step } from "./following.ts";
import { log } from "./log.ts";
import type { ClosedMeeting } from "./store/closed-meetings.ts";

/*
 * What follows a closed meeting, bid by bid: told again at any moment, it goes on where it stopped. Each bid is one
 * transaction under keys that its meeting and its reference make, so nothing is there twice and nothing half; a bid that
 * cannot be carried out is marked, an alarm reads the log, and the others go on.
 */

const putAside = async (found: ClosedMeeting, step: Step, cause: Cause, problem: string, { store }: Deps) => {
  const [{ id: meetingId }, { id: applicationId }] = [found.meeting, step.line];
  log.error("bid put aside", { meetingId, applicationId, problem });
  const before = found.carried.find((mark) => mark.applicationId === applicationId);
  const mark = { ...carriedOf(step, cause, before), what: "put-aside", problem } as const;
  await store.closedMeetings.putAside(meetingId, mark, step.was, msOf(cause.at));
};

const carryOut = async (found: ClosedMeeting, steps: readonly Step[], cause: Cause, deps: Deps): Promise<void> => {
  const follow = following(found.meeting, deps);
  for (const step of steps) {
    try {
      const result = await follow(step, cause);
      if (result !== "followed") await putAside(found, step, cause, result.problem, deps);
    } catch (error) {
      if (!isOfRecord(error)) throw error;
      // The name alone: a message may quote what an item says.
      await putAside(found, step, cause, error instanceof Error ? error.name : "unknown", deps);
    }
  }
};

type Next = Omit<Step, "decision" | "line">;
const stepsOf = (found: ClosedMeeting, next: (line: MeetingLine) => Next | undefined): Step[] =>
  carriedLines(found.meeting).flatMap((line) => {
    const decision = found.decisions.find((one) => one.applicationId === line.id && one.id === line.decided?.id);
    const step = next(line);
    return step === undefined || decision === undefined ? [] : [{ line, decision, ...step }];
  });

/** What holds back the outcomes of the meeting's round, with the bids of this meeting in it; once. */
const holdBack = async ({ meeting }: ClosedMeeting, cause: Cause, { store }: Deps): Promise<void> => {
  const { id, roundId } = meeting;
  const [{ round }, before] = await Promise.all([store.rounds.withForm(roundId), store.outcomes.release(roundId)]);
  if (before?.meetings[id] !== undefined) return;
  const bids = carriedLines(meeting).map((line) => line.id);
  await store.outcomes.hold(
    {
      roundId,
      state: "held",
      dueFrom: notificationAt(round.timetable.notifiedBy),
      meetings: { ...before?.meetings, [id]: bids },
      version: before?.version ?? 0,
    },
    { writeId: `hold-${id}`, at: msOf(cause.at) },
    [],
  );
};

/** Carries out a closed meeting: awards of the trustees' own money, recommendations to confirm, outcomes to be told. */
export const carryOutMeeting = async (meetingId: string, cause: Cause, deps: Deps): Promise<void> => {
  const found = await deps.store.closedMeetings.whole(meetingId);
  if (found?.meeting.state !== "closed") return;
  await holdBack(found, cause, deps);
  const steps = stepsOf(found, ({ id, decided, approval }) => {
    const mark = found.carried.find(({ applicationId }) => applicationId === id);
    if (decided === undefined || approval !== undefined || (mark !== undefined && mark.again !== true))
      return undefined;
    const { amountPence, sourceId } = decided;
    const what = carriedAs(found.meeting, decided);
    return { what, amountPence, sourceId, confirmation: undefined, was: mark?.version ?? "absent" };
  });
  await carryOut(found, steps, cause, deps);
};

/** Whether an answer is still to be carried out: nothing has followed it, or an officer asked for another try. */
const waitsForAnswer = ({ what, again }: Carried): boolean =>
  what === "recommended" || what === "passed" || again === true;

/** Carries out what approvers have answered: an award for each that was confirmed or lowered, a no for each that was refused. */
export const carryOutConfirmations = async (meetingId: string, cause: Cause, deps: Deps): Promise<void> => {
  const found = await deps.store.closedMeetings.whole(meetingId);
  if (found === undefined) return;
  const steps = stepsOf(found, (line) => {
    const { id, approval } = line;
    const mark = found.carried.find(({ applicationId }) => applicationId === id);
    if (approval === undefined || mark === undefined || !waitsForAnswer(mark)) return undefined;
    return {
      what: answeredAs(approval),
      amountPence: approval.amountPence,
      sourceId: purseOfLine(found.meeting, line),
      confirmation: found.confirmations.get(id),
      was: mark.version,
    };
  });
  await carryOut(found, steps, cause, deps);
};
