import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { Refused } from "../../shared/problem.ts";
import { GrantMade } from "../../shared/rules/award.ts";
import type { Carried } from "../../shared/rules/carried.ts";
import type { Closure } from "../../shared/rules/closure.ts";
import type { Fund } from "../../shared/rules/fund.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { Outcome, Release } from "../../shared/rules/outcome.ts";
import type { Round } from "../../shared/rules/round.ts";
import { type Head, headChange, headOf } from "./application-items.ts";
import { carriedChange } from "./closed-meetings.ts";
import {
  applicationKey,
  awardKey,
  carriedKey,
  closuresKey,
  formKey,
  outcomeKey,
  releaseKey,
  roundKey,
} from "./keys.ts";
import { closuresFrom } from "./portal.ts";
import { formFrom, roundFrom } from "./rounds.ts";
import { SHARDS, shardOf } from "./shape.ts";
import { type Change, type Raw, refuseStale, type Table, type Write } from "./table.ts";

const SCHEMA = 1;

/** An item with the id of the write that brought it to this version: a repeated write is known by it. */
const OutcomeItem = z.object({ ...Outcome.shape, writeId: z.string() });
export type KeptOutcome = z.infer<typeof OutcomeItem>;
const AwardItem = z.object(GrantMade.shape);
const ReleaseItem = z.object({ ...Release.shape, writeId: z.string() });
type KeptRelease = z.infer<typeof ReleaseItem>;

const Pointer = z.object({ id: z.string() });

const outcomeFrom = (raw: Raw | undefined): KeptOutcome | undefined =>
  raw === undefined ? undefined : OutcomeItem.parse(raw);
const releaseFrom = (raw: Raw | undefined): KeptRelease | undefined =>
  raw === undefined ? undefined : ReleaseItem.parse(raw);

const outcomeChange = (kept: Outcome & { writeId?: string }, was: Change["was"], events: readonly Event[]): Change => {
  const { version: _, writeId: __, ...data } = kept;
  const key = outcomeKey(data.applicationId, data.meetingId);
  return { key, kind: "outcome", schema: SCHEMA, was, events, data };
};

const awardChange = (award: GrantMade): Change => ({
  key: awardKey(award.applicationId),
  kind: "award",
  schema: SCHEMA,
  was: "absent",
  events: [],
  data: award,
});

/** A release that waits for its time lies in the index of what is due. */
const releaseChange = (kept: Release & { writeId?: string }, was: Change["was"], events: readonly Event[]): Change => {
  const { version: _, writeId: __, ...data } = kept;
  const due = data.state === "released" ? {} : { dueShard: shardOf(data.roundId), dueAt: data.dueFrom };
  return {
    key: releaseKey(data.roundId),
    kind: "release",
    schema: SCHEMA,
    was,
    events,
    data: { ...data, id: data.roundId, ...due },
  };
};

/** What follows for one bid, in one transaction. `head` as it is to be, under the version that was read. */
type Following = {
  meetingId: string;
  head: Head;
  events: readonly Event[];
  carried: Carried;
  was: Change["was"];
  award?: GrantMade | undefined;
  outcome?: { is: Outcome; events: readonly Event[] } | undefined;
};

export type OutcomesOfRound = {
  round: Round;
  form: Fund | undefined;
  closures: Closure[];
  release: KeptRelease | undefined;
  outcomes: KeptOutcome[];
  /** The bids of meetings that nothing is told of yet: an approver has to answer, or they are still being carried out. */
  waiting: string[];
  awards: GrantMade[];
};

/** Awards, outcomes and what holds them back. */
export const outcomesStore = (table: Table) => {
  const ofKeys = async (keys: readonly { applicationId: string; meetingId: string }[]) => {
    const raws = await table.getMany([
      ...keys.map((one) => outcomeKey(one.applicationId, one.meetingId)),
      ...keys.map((one) => awardKey(one.applicationId)),
    ]);
    const outcomes = raws.slice(0, keys.length).map(outcomeFrom);
    const awards = raws.slice(keys.length).flatMap((raw) => (raw === undefined ? [] : [AwardItem.parse(raw)]));
    return { outcomes, awards };
  };

  return {
    /** The head of an application, all it was told and will be, and its award; one hop. */
    ofApplication: async (applicationId: string) => {
      const [[head, award], outcomes] = await Promise.all([
        table.getMany([applicationKey(applicationId), awardKey(applicationId)]),
        table.query(applicationKey(applicationId).pk, "outcome/"),
      ]);
      return {
        head: headOf(head),
        award: award === undefined ? undefined : AwardItem.parse(award),
        outcomes: outcomes.map((raw) => OutcomeItem.parse(raw)),
      };
    },

    /** One outcome with the head of its application, in one hop. Refuses `not-found`. */
    one: async (applicationId: string, meetingId: string): Promise<{ outcome: KeptOutcome; head: Head }> => {
      const [outcome, head] = await table.getMany([
        outcomeKey(applicationId, meetingId),
        applicationKey(applicationId),
      ]);
      const [kept, found] = [outcomeFrom(outcome), headOf(head)];
      if (kept === undefined || found === undefined) throw new Refused("not-found");
      return { outcome: kept, head: found };
    },

    release: async (roundId: string): Promise<KeptRelease | undefined> =>
      releaseFrom(await table.get(releaseKey(roundId))),

    /** All outcomes of a round in the order of its meetings' agendas, and what holds them: two hops. Refuses `not-found`. */
    ofRound: async (roundId: string): Promise<OutcomesOfRound> => {
      const [rawRound, form, closures, rawRelease] = await table.getMany([
        roundKey(roundId),
        formKey(roundId),
        closuresKey(),
        releaseKey(roundId),
      ]);
      const round = roundFrom(rawRound);
      if (round === undefined) throw new Refused("not-found");
      const release = releaseFrom(rawRelease);
      const keys = Object.entries(release?.meetings ?? {}).flatMap(([meetingId, ids]) =>
        ids.map((applicationId) => ({ applicationId, meetingId })),
      );
      const { outcomes, awards } = await ofKeys(keys);
      return {
        round,
        form: formFrom(form),
        closures: closuresFrom(closures),
        release,
        outcomes: outcomes.flatMap((outcome) => outcome ?? []),
        waiting: keys.flatMap(({ applicationId }, n) => (outcomes[n] === undefined ? [applicationId] : [])),
        awards,
      };
    },

    /**
     * Everything that follows for one bid: its head, what is told of it, its award and the mark that it is carried out, in one
     * transaction. `before`: another try of ours has done it. `moved`: the head moved since it was read; read it again.
     */
    follow: async (following: Following, write: Write): Promise<"done" | "before" | "moved"> => {
      const { meetingId, head, events, carried, was, award, outcome } = following;
      const { outcome: result } = await table.write(
        [
          carriedChange(meetingId, carried, was),
          headChange(head, events),
          ...(award === undefined ? [] : [awardChange(award)]),
          ...(outcome === undefined ? [] : [outcomeChange(outcome.is, "absent", outcome.events)]),
        ],
        write,
      );
      if (result !== "refused") return "done";
      const mark = await table.get(carriedKey(meetingId, head.id));
      return mark !== undefined && mark.version !== (was === "absent" ? undefined : was) ? "before" : "moved";
    },

    /** What is held and due at an instant (milliseconds): eight index queries and a read. The index may be seconds late. */
    dueReleases: async (at: number): Promise<KeptRelease[]> => {
      const found = await Promise.all(
        SHARDS.map((shard) =>
          table.pages({
            IndexName: "byDue",
            KeyConditionExpression: "dueShard = :shard AND dueAt <= :at",
            FilterExpression: "kind = :kind",
            ExpressionAttributeValues: { ":shard": shard, ":at": toInstant(at), ":kind": "release" },
          }),
        ),
      );
      const keys = found.flat().map((raw) => releaseKey(Pointer.parse(raw).id));
      return (await table.getMany(keys))
        .flatMap((raw) => releaseFrom(raw) ?? [])
        .filter(({ state, dueFrom }) => state !== "released" && dueFrom <= toInstant(at));
    },

    /** Text, hands and state of an outcome, under the version that it carries. Refuses `stale`. */
    change: async (outcome: Outcome, write: Write, events: readonly Event[]): Promise<void> =>
      refuseStale(await table.write([outcomeChange(outcome, outcome.version, events)], write)),

    /** The outcome is told: with the head, in one transaction. False when one of them moved since it was read. */
    tell: async (outcome: Outcome, head: Head, write: Write, events: readonly Event[]): Promise<boolean> =>
      (await table.write([outcomeChange(outcome, outcome.version, events), headChange(head, [])], write)).outcome !==
      "refused",

    /** What holds the outcomes of a round: new, or under the version that it carries. Refuses `stale`. */
    hold: async (release: Release, write: Write, events: readonly Event[]): Promise<void> =>
      refuseStale(
        await table.write([releaseChange(release, release.version === 0 ? "absent" : release.version, events)], write),
      ),
  };
};
