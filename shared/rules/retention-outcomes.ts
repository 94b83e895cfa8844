import { PERIODS, type RetentionRule } from "./retention-periods.ts";

/** What follows a meeting: how long each kind of item is kept. What a group is told goes with its application (DOMAIN 13). */
export const OUTCOME_RETENTION = {
  carried: {
    rule: "retention/minutes",
    holds: "what followed a closed meeting for one application: its title and group, what was decided, how much",
    personal: true,
    why: "to follow up each decision once",
    basis: "public-task",
    where: "meeting/",
    ends: { how: "deleted", period: PERIODS.scores, from: "written" },
  },
  confirmation: {
    rule: "retention/minutes",
    holds: "what an approver said to a recommendation: who, when, how much and why",
    personal: true,
    why: "to decide who is funded, and to answer for it",
    basis: "public-task",
    where: "meeting/",
    ends: { how: "deleted", period: PERIODS.scores, from: "written" },
  },
  minutes: {
    rule: "retention/minutes",
    holds: "who agreed the minutes of a meeting, and what was added to them since",
    personal: true,
    why: "to decide who is funded, and to answer for it",
    basis: "public-task",
    where: "meeting/",
    ends: { how: "deleted", period: PERIODS.scores, from: "written" },
  },
  award: {
    rule: "retention/application-part",
    holds: "a grant: to which group, how much, from which purse, on which conditions and why",
    personal: true,
    why: "to decide who is funded, and to answer for it",
    basis: "public-task",
    where: "application/",
    ends: { how: "with", kind: "application" },
  },
  outcome: {
    rule: "retention/application-part",
    holds: "what a group is told of the decision on its application, who wrote it and who read it",
    personal: true,
    why: "to tell groups what was decided and why",
    basis: "public-task",
    where: "application/",
    ends: { how: "with", kind: "application" },
  },
  release: {
    rule: "retention/round",
    holds: "which outcomes of a round are held until when, and who released them: ids alone",
    personal: false,
    why: "to tell all groups of a round together",
    basis: "none",
    where: "round/",
    ends: { how: "never" },
  },
} as const satisfies Record<string, RetentionRule>;
