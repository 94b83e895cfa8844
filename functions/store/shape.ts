/** The table as both readers create it: CDK and the local runtime. */
export const TABLE = {
  key: { partition: "pk", sort: "sk" },
  timeToLive: "expiresAt",
  indexes: {
    byRound: {
      partition: "inRound",
      sort: "id",
      /** Only what the list of a round's applications shows. */
      projects: [
        "kind",
        "version",
        "state",
        "organisationId",
        "organisationName",
        "title",
        "askedPence",
        "number",
        "startedAt",
        "changedAt",
        "submittedAt",
        "findings",
        "hasDraft",
        "matchCountedPence",
        "matchShortPence",
        "openQuestions",
        "enteredByOffice",
        "band",
        "deleteOn",
        "deletedOn",
        "warnedOn",
      ],
    },
    byDue: { partition: "dueShard", sort: "dueAt", projects: ["kind", "id"] },
    byRetention: { partition: "retentionShard", sort: "deleteOn", projects: ["kind", "id"] },
  },
} as const;

export const SHARDS = ["0", "1", "2", "3", "4", "5", "6", "7"] as const;
/** What somebody waits for is due apart from the rest, so that it never stands behind a thousand notices. */
export const URGENT_SHARD = "urgent";
/** Where undelivered messages are listed, the newest first. */
export const UNDELIVERED_SHARD = "undelivered";
/** Spreads items over the eight keys of `byDue` and `byRetention`, by a small stable hash of their id. */
export const shardOf = (id: string): string =>
  String([...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 8_191, 7) % SHARDS.length);
