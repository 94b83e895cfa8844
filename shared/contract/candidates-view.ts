import * as z from "zod/mini";
import { Overridden } from "../rules/approval.ts";
import { CivilDate, Instant } from "../rules/london.ts";
import { Pence } from "../rules/money.ts";
import { POLL_STATUSES } from "../rules/poll.ts";
import { ROUND_STATUSES } from "../rules/round.ts";

const Fund = z.strictObject({
  id: z.string(),
  name: z.string(),
  invented: z.boolean(),
  minimumPence: Pence,
  maximumPence: Pence,
  /** How long a grant may last, and the day by which all have ended, where the fund has one. */
  termMonths: z.int(),
  grantsEndBy: z.optional(CivilDate),
});

/** A round that is published and not decided. No count of anything: nobody else is told one either. */
const LiveRound = z.strictObject({
  id: z.string(),
  fundName: z.string(),
  title: z.string(),
  status: z.enum(ROUND_STATUSES),
  potPence: Pence,
  opensAt: Instant,
  closesAt: Instant,
  meetingOn: CivilDate,
  notifiedBy: CivilDate,
});

/** Grants that are public and end after the term: what a successor is bound by. */
const Commitment = z.strictObject({
  fundName: z.string(),
  awards: z.int(),
  awardedPence: Pence,
  beyond: z.int(),
  beyondPence: Pence,
  /** Grants whose last day was not kept. */
  unknown: z.int(),
});

const InForce = z.strictObject({
  scope: z.string(),
  from: Instant,
  /** When it ends, in words: "until further notice". */
  until: z.string(),
  announced: z.boolean(),
  wording: z.string(),
});

/** What was allowed in the period of an election, told when that has ended. No names. */
const ToldOverride = z.strictObject({
  roundTitle: z.string(),
  fundName: z.string(),
  of: Overridden,
  pollName: z.string(),
  pollOn: z.optional(CivilDate),
  reason: z.string(),
  agreedAt: Instant,
});

/** The same figures for every candidate, for whoever is elected and for everybody else. */
export const CandidatesPage = z.strictObject({
  at: Instant,
  /** The next poll of the office's own. `expected` is no more than that. */
  poll: z.optional(
    z.strictObject({
      name: z.string(),
      status: z.enum(POLL_STATUSES),
      pollOn: CivilDate,
      sensitiveFrom: CivilDate,
      running: z.boolean(),
    }),
  ),
  /** The last day of the present term, as far as it is expected. */
  termEndsOn: z.optional(CivilDate),
  funds: z.array(Fund),
  rounds: z.array(LiveRound),
  commitments: z.array(Commitment),
  closures: z.array(InForce),
  overrides: z.array(ToldOverride),
});
export type CandidatesPage = z.infer<typeof CandidatesPage>;
