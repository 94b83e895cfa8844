import type { Event } from "../shared/events.ts";
import type { Meeting } from "../shared/rules/meeting.ts";
import type { MeetingCommand } from "../shared/rules/meeting-commands.ts";
import type { MeetingFacts } from "../shared/rules/meeting-facts.ts";

/** What a command that was taken caused, as the ledger carries it. */
export const eventsOf = (
  { id, roundId }: Meeting,
  command: MeetingCommand,
  { by, at, writeId }: Pick<MeetingFacts, "by" | "at" | "writeId">,
): Event[] => {
  const happened = { at, by: by.personId, meetingId: id, roundId };
  switch (command.type) {
    case "prepare":
      return [{ type: "meeting-prepared", ...happened }];
    case "start":
      return [{ type: "meeting-started", ...happened }];
    case "adjourn":
      return [{ type: "meeting-adjourned", ...happened }];
    case "resume":
      return [{ type: "meeting-resumed", ...happened }];
    case "attend":
      return [{ type: "meeting-attended", ...happened, personId: command.personId, here: command.here }];
    case "leave":
      return [{ type: "member-left-for-bid", ...happened, ...onBid(command) }];
    case "return":
      return [{ type: "member-returned-for-bid", ...happened, ...onBid(command) }];
    case "declare-interest":
      return [{ type: "interest-declared-in-meeting", ...happened, ...onBid(command) }];
    case "elect":
      return [{ type: "member-elected-for-bid", ...happened, ...onBid(command) }];
    case "take":
      return [{ type: "bid-taken", ...happened, applicationId: command.applicationId }];
    case "strike":
      return [{ type: "bid-struck", ...happened, applicationId: command.applicationId }];
    case "enter":
      return [{ type: "decision-entered", ...happened, applicationId: command.applicationId, decisionId: writeId }];
    case "confirm":
      return command.entries.map((entry) => ({ type: "decision-confirmed", ...happened, ...entry }));
  }
};

const onBid = ({ applicationId, personId }: { applicationId: string; personId: string }) => ({
  applicationId,
  personId,
});
