import { outcomes } from "../../shared/contract/outcomes.ts";
import { Refused } from "../../shared/problem.ts";
import { isReader } from "../../shared/rules/access.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { placeOf, recusedFrom } from "../../shared/rules/meeting.ts";
import { closedMeeting, confirming, progressView } from "../confirmations.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import type { Caller } from "../identity.ts";
import { keepingMinutes } from "../meeting-minutes.ts";
import { previewing } from "../release-preview.ts";
import { workingOnOutcomes } from "../round-outcomes.ts";
import { toldOutcome } from "../told-outcome.ts";

const answers = (deps: Deps): Answers<typeof outcomes> => {
  const confirmations = confirming(deps);
  const minutes = keepingMinutes(deps);
  const work = workingOnOutcomes(deps);
  const preview = previewing(deps);
  const told = toldOutcome(deps);

  /** A closed meeting for the office and its own trustees: what was decided is open to each of them, recused or not. */
  const closed = async (meetingId: string, caller: Caller) => {
    const found = await closedMeeting(deps, meetingId);
    if (!isReader(caller) && placeOf(found.meeting, caller.personId) === undefined) throw new Refused("not-found");
    return found;
  };

  return {
    progress: async ({ params, caller }) => progressView(await closed(params.id, caller)),

    again: async ({ params, body, caller, at }) => {
      const found = await closedMeeting(deps, params.id);
      const mark = found.carried.find(({ applicationId }) => applicationId === body.applicationId);
      if (mark === undefined) throw new Refused("not-found");
      // Pressed twice, or its reply was lost: it is on its way.
      if (mark.what === "put-aside" && mark.again !== true) {
        const ids = { meetingId: params.id, roundId: found.meeting.roundId, applicationId: mark.applicationId };
        const event = { type: "carry-out-asked", at: toInstant(at), by: caller.personId, ...ids } as const;
        await deps.store.closedMeetings.again(params.id, mark, { writeId: body.writeId, at }, [event]);
      }
      return progressView(await closedMeeting(deps, params.id));
    },

    waiting: async ({ at }) => ({ at: toInstant(at), meetings: await confirmations.waiting() }),
    recommendations: ({ params, caller, at }) => confirmations.recommendations(params.id, caller, at),
    confirm: ({ params, body: { answers: given, writeId }, caller, at }) =>
      confirmations.confirm(params.id, given, caller, { writeId, at }),
    notice: async ({ params, caller, at }) => {
      const found = await closed(params.id, caller);
      const line = found.meeting.lines.find(({ id }) => id === params.application);
      const place = placeOf(found.meeting, caller.personId);
      // Its reasons are as good as minutes: for whoever took no part they are there once those are agreed.
      const tookNoPart = line !== undefined && place !== undefined && recusedFrom(line).includes(place);
      if (tookNoPart && found.minutes?.agreedAt === undefined) throw new Refused("not-found");
      return confirmations.notice(found, params.application, at);
    },

    minutes: ({ params, caller, at }) => minutes.read(params.id, caller, at),
    agreeMinutes: ({ params, body: { writeId }, caller, at }) => minutes.agree(params.id, caller, { writeId, at }),
    addToMinutes: ({ params, body: { text, writeId }, caller, at }) =>
      minutes.add(params.id, text, caller, { writeId, at }),
    minutesFile: ({ params, caller, at }) => minutes.file(params.id, caller, at),

    ofRound: ({ params, caller, at }) => work.page(params.id, caller, at),
    edit: ({ params, body: { writeId, ...given }, caller, at }) =>
      work.edit({ applicationId: params.id, ...given }, caller, { writeId, at }),
    keep: ({ params, body: { chosen, writeId }, caller, at }) => work.keep(params.id, chosen, caller, { writeId, at }),
    read: ({ params, body: { chosen, writeId }, caller, at }) => work.read(params.id, chosen, caller, { writeId, at }),

    preview: ({ params, at }) => preview(params.id, at),
    askRelease: ({ params, body: { version, writeId }, caller, at }) =>
      work.release(params.id, "ask", version, caller, { writeId, at }),
    confirmRelease: ({ params, body: { version, writeId }, caller, at }) =>
      work.release(params.id, "confirm", version, caller, { writeId, at }),

    mine: ({ params, caller, at }) => told(params.id, caller, at),
  };
};

export const handler = http(outcomes, answers);
