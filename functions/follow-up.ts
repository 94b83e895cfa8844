import type { Event } from "../shared/events.ts";
import { roundOfMeeting } from "../shared/rules/meeting.ts";
import { carryOutConfirmations, carryOutMeeting } from "./carry-out.ts";
import type { Deps } from "./deps.ts";
import { releaseOutcomes } from "./release.ts";
import { finishWithout } from "./scoring-finish.ts";

/** What the portal itself does after an event, as often as it is told of it; nothing after most. */
export const followUp = async (event: Event, deps: Deps): Promise<void> => {
  const cause = { by: event.by, at: event.at };
  switch (event.type) {
    // Trustees may have waited for this bid alone.
    case "application-withdrawn":
    case "marked-not-eligible":
      return finishWithout(event, deps);
    case "meeting-closed":
      return carryOutMeeting(event.meetingId, cause, deps);
    case "carry-out-asked":
      await carryOutMeeting(event.meetingId, cause, deps);
      return carryOutConfirmations(event.meetingId, cause, deps);
    case "recommendations-confirmed":
      return carryOutConfirmations(event.meetingId, cause, deps);
    case "outcomes-released":
      return releaseOutcomes(event.roundId, cause, deps);
    // Read after its round was released: it goes out by itself.
    case "outcome-read":
      return releaseOutcomes(roundOfMeeting(event.meetingId), cause, deps);
  }
};
