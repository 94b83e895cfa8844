import { PERIODS, type RetentionRule } from "./retention-periods.ts";

/** What trustees declare, score and decide: how long each kind of item is kept. Scores and minutes six years (DOMAIN 13). */
export const PANEL_RETENTION = {
  scoring: {
    rule: "retention/scores",
    holds: "who sat on a round's panel, who scored which application, and until when",
    personal: true,
    why: "to decide who is funded, and to answer for it",
    basis: "public-task",
    where: "scoring/",
    ends: { how: "deleted", period: PERIODS.scores, from: "written" },
  },
  sheet: {
    rule: "retention/scores",
    holds: "the interests one trustee declared in a round, what the chair decided on them, and the numbers they gave",
    personal: true,
    why: "to decide who is funded, and to answer for it",
    basis: "public-task",
    where: "scoring/",
    ends: { how: "deleted", period: PERIODS.scores, from: "written" },
  },
  scorecard: {
    rule: "retention/scores",
    holds: "one trustee's scores and comments on one application",
    personal: true,
    why: "to decide who is funded, and to answer for it",
    basis: "public-task",
    where: "score/",
    ends: { how: "deleted", period: PERIODS.scores, from: "written" },
  },
  moderation: {
    rule: "retention/scores",
    holds: "what the panel agreed in place of scores of one application, with the reason and who recorded it",
    personal: true,
    why: "to decide who is funded, and to answer for it",
    basis: "public-task",
    where: "scoring/",
    ends: { how: "deleted", period: PERIODS.scores, from: "written" },
  },
  interests: {
    rule: "retention/interests",
    holds: "the interests a trustee declared last, by group, to be asked about again",
    personal: true,
    why: "to keep whoever has an interest out of the decision",
    basis: "public-task",
    where: "person/",
    ends: { how: "deleted", period: PERIODS.person, from: "written" },
  },
} as const satisfies Record<string, RetentionRule>;
