import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { Refused } from "../../shared/problem.ts";
import type { Fund } from "../../shared/rules/fund.ts";
import { type Meeting, MeetingLine, MeetingState, Member } from "../../shared/rules/meeting.ts";
import { Moderation } from "../../shared/rules/moderation.ts";
import type { Round } from "../../shared/rules/round.ts";
import { type Head, headOf } from "./application-items.ts";
import { applicationKey, formKey, meetingKey, meetingPointerKey, moderationKey, roundKey, scoringKey } from "./keys.ts";
import { formFrom, roundFrom } from "./rounds.ts";
import { type RoundScoring, roundScoringOf } from "./scoring.ts";
import { type Change, type Raw, refuseStale, type Table, type Write } from "./table.ts";

const SCHEMA = 1;

const ModerationItem = z.object({ ...Moderation.shape, writeId: z.string() });
/** A moderation with the id of the write that brought it to this version: a repeated write is known by it. */
export type KeptModeration = z.infer<typeof ModerationItem>;
/** Of a meeting's ledger what a ranking asks: who declared what there, and whether a bid is decided. */
const MeetingFacts = z.object({
  id: z.string(),
  state: MeetingState,
  members: z.array(Member),
  lines: z.array(z.object({ ...MeetingLine.shape })),
});
export type MeetingFacts = Pick<Meeting, "id" | "state" | "members" | "lines">;

/** The moderation of an item as read. */
export const moderationFrom = (raw: Raw): KeptModeration => ModerationItem.parse(raw);

/** All that a ranking is made of. */
export type RankingRecord = {
  round: Round;
  form: Fund;
  scoring: RoundScoring | undefined;
  /** Of the bids that are scored. */
  heads: Head[];
  /** All meetings of the fund: a bid that was put off is decided at another round's. */
  meetings: MeetingFacts[];
};

const Pointer = z.object({ meetingId: z.string() });

/** The ranking of a round (DOMAIN 8.2). */
export const rankingStore = (table: Table) => ({
  /**
   * Everything a ranking is made of, consistently, in two hops whatever the number of bids: the numbers, the round and the
   * fund's meetings side by side; then the bids that the head of the scoring names, and the ledgers. Refuses `not-found`.
   */
  record: async (roundId: string, fundId: string): Promise<RankingRecord> => {
    const [numbers, [rawRound, rawForm], pointers] = await Promise.all([
      table.query(scoringKey(roundId).pk),
      table.getMany([roundKey(roundId), formKey(roundId)]),
      table.query(meetingPointerKey(fundId, "").pk, "meeting/"),
    ]);
    const [round, form, scoring] = [roundFrom(rawRound), formFrom(rawForm), roundScoringOf(numbers)];
    if (round === undefined || form === undefined) throw new Refused("not-found");
    const ids = Object.keys(scoring?.head.assigned ?? {});
    const meetingIds = pointers.map((raw) => Pointer.parse(raw).meetingId);
    const raws = await table.getMany([...ids.map(applicationKey), ...meetingIds.map(meetingKey)]);
    return {
      ...{ round, form, scoring },
      heads: raws.slice(0, ids.length).flatMap((raw) => headOf(raw) ?? []),
      meetings: raws.slice(ids.length).flatMap((raw) => (raw === undefined ? [] : [MeetingFacts.parse(raw)])),
    };
  },

  /**
   * One more step of a bid's moderation, in a transaction that holds only while none of the meetings with the bid on their
   * agenda is closed. Refuses `stale`; a repeated write is success.
   */
  moderate: async (
    moderation: Moderation,
    onAgendaOf: readonly string[],
    write: Write,
    events: readonly Event[],
  ): Promise<void> => {
    const { version, ...data } = moderation;
    const change: Change = {
      key: moderationKey(moderation.roundId, moderation.applicationId),
      kind: "moderation",
      schema: SCHEMA,
      was: version === 0 ? "absent" : version,
      events,
      data,
    };
    const open = onAgendaOf.map((meetingId) => ({
      ConditionCheck: {
        TableName: table.name,
        Key: { ...meetingKey(meetingId) },
        ConditionExpression: "#state <> :closed",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: { ":closed": "closed" },
      },
    }));
    refuseStale(await table.write([change], write, open));
  },
});
