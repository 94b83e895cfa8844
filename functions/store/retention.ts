import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { ApplicationState } from "../../shared/rules/application.ts";
import { type CivilDate, toInstant } from "../../shared/rules/london.ts";
import type { Organisation } from "../../shared/rules/organisation.ts";
import { certificatesStore, type Gone } from "./certificates.ts";
import { claimsOf } from "./claims.ts";
import {
  allowanceKey,
  applicationKey,
  claimKey,
  type Key,
  organisationApplicationKey,
  personKey,
  roundKey,
} from "./keys.ts";
import { Member, personLeaves } from "./members.ts";
import { Person } from "./people.ts";
import { retentionAttributes } from "./retained.ts";
import { SHARDS } from "./shape.ts";
import type { Change, Raw, Table, Write } from "./table.ts";

/** An item that may be due, as the index knows it: seconds late at most. Whoever deletes reads the item first. */
export const Due = z.object({
  pk: z.string(),
  sk: z.string(),
  kind: z.string(),
  id: z.optional(z.string()),
  deleteOn: z.iso.date(),
});
export type Due = z.infer<typeof Due>;

/** An application of a round, as far as the day's job decides from it. */
const Line = z.object({
  id: z.string(),
  kind: z.string(),
  state: ApplicationState,
  organisationId: z.string(),
  deleteOn: z.optional(z.iso.date()),
  deletedOn: z.optional(z.iso.date()),
  warnedOn: z.optional(z.iso.date()),
});
export type RetentionLine = z.infer<typeof Line>;

/** What goes in one go: items that vanish, items that become tombstones, and what else must move with them. */
export type Going = {
  deleted: readonly { key: Key; gone: Gone }[];
  tombstones: readonly { change: Change; gone: Gone }[];
  others?: NonNullable<Parameters<Table["write"]>[2]>;
};

/** A transaction takes 100 actions; one is the certificate's, and some are tombstones and what moves with them. */
const MOST_AT_ONCE = 80;

export const retentionStore = (table: Table) => {
  const certificates = certificatesStore(table);

  /** Sets the day of deletion, and says what is to be said with it. False when the item moved: tomorrow's run looks again. */
  const date = async (
    key: Key,
    day: CivilDate,
    write: Write,
    condition: { expression: string; names?: Record<string, string>; values?: Raw },
    said: { warnedOn: CivilDate; event: Event } | undefined = undefined,
  ): Promise<boolean> => {
    const { retentionShard } = retentionAttributes(key, day);
    const outcome = await table.update(
      {
        Key: key,
        UpdateExpression: `SET retentionShard = :shard, deleteOn = :day, version = version + :one, writeId = :writeId, events = :events${said === undefined ? " REMOVE relay" : ", warnedOn = :warnedOn, relay = :yes"}`,
        ConditionExpression: `attribute_exists(pk) AND attribute_not_exists(deletedOn) AND ${condition.expression}`,
        ...(condition.names === undefined ? {} : { ExpressionAttributeNames: condition.names }),
        ExpressionAttributeValues: {
          ":shard": retentionShard,
          ":day": day,
          ":one": 1,
          ":writeId": write.writeId,
          ":events": said === undefined ? [] : [said.event],
          ...(said === undefined ? {} : { ":warnedOn": said.warnedOn, ":yes": "yes" }),
          ...condition.values,
        },
      },
      write.writeId,
    );
    return outcome.outcome !== "refused";
  };

  return {
    /** What the index says is due by a day (London), the oldest first: eight queries. */
    due: async (day: CivilDate): Promise<Due[]> => {
      const found = await Promise.all(
        SHARDS.map((shard) =>
          table.pages({
            IndexName: "byRetention",
            KeyConditionExpression: "retentionShard = :shard AND deleteOn <= :day",
            ExpressionAttributeValues: { ":shard": shard, ":day": day },
          }),
        ),
      );
      return found
        .flat()
        .map((raw) => Due.parse(raw))
        .toSorted((a, b) => a.deleteOn.localeCompare(b.deleteOn));
    },

    /** Items as they are now, in one hop. */
    items: (keys: readonly Key[]): Promise<(Raw | undefined)[]> => table.getMany(keys),

    /** A whole partition, consistently. */
    partition: (pk: string): Promise<Raw[]> => table.query(pk),

    /** The applications of a round, with the day that each has now. */
    ofRound: async (roundId: string): Promise<RetentionLine[]> => {
      const raws = await table.pages({
        IndexName: "byRound",
        KeyConditionExpression: "inRound = :round",
        ExpressionAttributeValues: { ":round": roundId },
      });
      return raws.filter(({ kind }) => kind === "application").map((raw) => Line.parse(raw));
    },

    /** What groups asked about the rules of a round: organisation and the day that each has now. */
    asksOfRound: async (roundId: string) => {
      const Asked = z.object({
        organisationId: z.string(),
        deleteOn: z.optional(z.iso.date()),
        deletedOn: z.optional(z.iso.date()),
      });
      return (await table.query(roundKey(roundId).pk, allowanceKey("", "").sk)).map((raw) => Asked.parse(raw));
    },

    /** The day of an application, while it is in the state that the day was found for; with the warning, where it is due. */
    dateApplication: (
      line: Pick<RetentionLine, "id" | "state">,
      day: CivilDate,
      write: Write,
      said?: { warnedOn: CivilDate; event: Event },
    ): Promise<boolean> =>
      date(
        applicationKey(line.id),
        day,
        write,
        { expression: "#state = :state", names: { "#state": "state" }, values: { ":state": line.state } },
        said,
      ),

    dateAsk: (roundId: string, organisationId: string, day: CivilDate, write: Write): Promise<boolean> =>
      date(allowanceKey(roundId, organisationId), day, write, { expression: "attribute_exists(pk)" }),

    /** Another day for an item that was read at a version. */
    postpone: (item: { pk: string; sk: string; version: number }, day: CivilDate, write: Write): Promise<boolean> =>
      date({ pk: item.pk, sk: item.sk }, day, write, {
        expression: "version = :was",
        values: { ":was": item.version },
      }),

    /** The pointer by which a group finds an application. */
    pointerOf: (organisationId: string, applicationId: string): Key =>
      organisationApplicationKey(organisationId, applicationId),

    /** What a group lets go of with itself: its claims, and its place in the lists of its members. */
    releases: async (organisation: Organisation, parts: readonly Raw[], write: Write) => {
      const members = parts.filter(({ kind }) => kind === "member").map((raw) => Member.parse(raw));
      const people = (await table.getMany(members.map(({ personId }) => personKey(personId)))).flatMap((raw) =>
        raw === undefined ? [] : Person.parse(raw),
      );
      const claims = (await table.getMany(claimsOf(organisation).map(({ id }) => claimKey(id)))).flatMap((raw) =>
        raw?.organisationId === organisation.id ? [raw] : [],
      );
      return {
        claims,
        leavings: people
          .filter(({ organisations }) => organisations.includes(organisation.id))
          .map(({ id, organisations }) => personLeaves(table, id, organisation.id, organisations, write)),
      };
    },

    /**
     * Deletes what goes together and counts it on the day's certificate, in transactions: a part that is over a hundred
     * actions goes first, what stands for the whole (the tombstone) goes last, so a run that is cut off is taken up by
     * the next. False when something moved meanwhile: nothing of that transaction is done.
     */
    remove: async (certificate: CivilDate, going: Going, write: Write): Promise<boolean> => {
      const { deleted, tombstones, others = [] } = going;
      const most = Math.max(1, MOST_AT_ONCE - tombstones.length - others.length);
      const last = Math.max(0, Math.ceil(deleted.length / most) - 1);
      for (let n = 0; n <= last; n += 1) {
        const vanishing = deleted.slice(n * most, (n + 1) * most);
        const standing = n === last ? tombstones : [];
        const gone = [...vanishing, ...standing].map((one) => one.gone);
        if (gone.length === 0) return true;
        const { outcome } = await table.write(
          standing.map(({ change }) => change),
          write,
          [
            ...vanishing.map(({ key }) => ({
              Delete: { TableName: table.name, Key: key, ConditionExpression: "attribute_exists(pk)" },
            })),
            ...(n === last ? others : []),
            certificates.counting(certificate, gone),
          ],
        );
        if (outcome === "refused") return false;
      }
      return true;
    },

    openCertificate: (day: CivilDate, at: number): Promise<void> => certificates.open(day, at),
    finishCertificates: (at: number): Promise<void> =>
      certificates.finish({ writeId: `certificate-finished-${toInstant(at)}`, at }),
    certificates: () => certificates.newest(),
  };
};
