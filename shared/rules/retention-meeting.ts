import { PERIODS, type RetentionRule } from "./retention-periods.ts";

/** What a decision meeting leaves: how long each kind of item is kept. Decisions and minutes six years (DOMAIN 13). */
export const MEETING_RETENTION = {
  meeting: {
    rule: "retention/scores",
    holds: "the ledger of a decision meeting: who sat and was there, the pot, what was decided of each application",
    personal: true,
    why: "to decide who is funded, and to answer for it",
    basis: "public-task",
    where: "meeting/",
    ends: { how: "deleted", period: PERIODS.scores, from: "written" },
  },
  decision: {
    rule: "retention/scores",
    holds: "the words of a decision on one application: reasons, conditions, votes, who entered and who confirmed it",
    personal: true,
    why: "to decide who is funded, and to answer for it",
    basis: "public-task",
    where: "meeting/",
    ends: { how: "deleted", period: PERIODS.scores, from: "written" },
  },
  "meeting-papers": {
    rule: "retention/scores",
    holds: "the papers of a decision meeting: links and texts",
    personal: false,
    why: "to decide who is funded, and to answer for it",
    basis: "public-task",
    where: "meeting/",
    ends: { how: "deleted", period: PERIODS.scores, from: "written" },
  },
  "meeting-write": {
    rule: "retention/meeting-write",
    holds: "that a command to a meeting was taken, by its write id",
    personal: false,
    why: "to take a command that is sent again once",
    basis: "none",
    where: "meeting/",
    ends: { how: "time-to-live", words: "2 days after the command" },
  },
} as const satisfies Record<string, RetentionRule>;
