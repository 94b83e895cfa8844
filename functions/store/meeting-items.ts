import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { Decision } from "../../shared/rules/decision.ts";
import { Meeting } from "../../shared/rules/meeting.ts";
import { Paper } from "../../shared/rules/meeting-commands.ts";
import { decisionKey, meetingKey, papersKey, takenKey } from "./keys.ts";
import type { Change, Raw, Write } from "./table.ts";

const SCHEMA = 1;
const TWO_DAYS_SECONDS = 2 * 24 * 3600;

const Ledger = z.object({ ...Meeting.shape });
const DecisionItem = z.object({ ...Decision.shape });
const PapersItem = z.object({ papers: z.array(Paper), version: z.int() });

export type Papers = z.infer<typeof PapersItem>;

/** The ledger of an item as read. */
export const meetingFrom = (raw: Raw | undefined): Meeting | undefined =>
  raw === undefined ? undefined : Ledger.parse(raw);
export const papersFrom = (raw: Raw | undefined): Papers | undefined =>
  raw === undefined ? undefined : PapersItem.parse(raw);
export const decisionFrom = (raw: Raw): Decision => DecisionItem.parse(raw);

/** The ledger as it is written, under the version that was judged. */
export const meetingChange = (meeting: Meeting, was: Change["was"], events: readonly Event[]): Change => {
  const { version: _, ...data } = meeting;
  return { key: meetingKey(meeting.id), kind: "meeting", schema: SCHEMA, was, events, data };
};

export const decisionChange = (decision: Omit<Decision, "version">, was: Change["was"]): Change => ({
  key: decisionKey(decision.meetingId, decision.applicationId, decision.id),
  kind: "decision",
  schema: SCHEMA,
  was,
  events: [],
  data: decision,
});

export const papersChange = (meetingId: string, papers: readonly Paper[], was: Change["was"]): Change => ({
  key: papersKey(meetingId),
  kind: "meeting-papers",
  schema: SCHEMA,
  was,
  events: [],
  data: { papers },
});

export const takenChange = (meetingId: string, { writeId, at }: Write): Change => ({
  key: takenKey(meetingId, writeId),
  kind: "meeting-write",
  schema: SCHEMA,
  was: "absent",
  events: [],
  data: { expiresAt: Math.floor(at / 1000) + TWO_DAYS_SECONDS },
});
