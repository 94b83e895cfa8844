import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { READERS } from "../rules/access.ts";
import { EXCEPTION_STATES } from "../rules/exception.ts";
import { Instant } from "../rules/london.ts";
import { ROUND_STATUSES } from "../rules/round.ts";
import { RoundId } from "./funds.ts";

const ById = z.strictObject({ id: RoundId });

/** Leave for one group to send after the close, as the office reads it. */
export const ExceptionLine = z.strictObject({
  organisationId: z.string(),
  organisationName: z.string(),
  until: Instant,
  reason: z.string(),
  askedByName: z.string(),
  agreedByName: z.string(),
  agreedAt: Instant,
  state: z.enum(EXCEPTION_STATES),
  used: z.optional(z.strictObject({ applicationId: z.string(), submission: z.int(), at: Instant })),
});
export type ExceptionLine = z.infer<typeof ExceptionLine>;

/** The exceptions of a round, the newest first, and whether and for whom another may be asked. */
export const ExceptionsOfRound = z.strictObject({
  at: Instant,
  roundId: z.string(),
  title: z.string(),
  status: z.enum(ROUND_STATUSES),
  closesAt: Instant,
  exceptions: z.array(ExceptionLine),
  /** Why none may be given now; absent: one may be asked for. */
  refusal: z.optional(z.string()),
  /** Groups with a draft or an application in the round. */
  groups: z.array(z.strictObject({ organisationId: z.string(), organisationName: z.string() })),
});
export type ExceptionsOfRound = z.infer<typeof ExceptionsOfRound>;

/** Reading alone: an exception is asked for and agreed as everything that takes two people (`approvals.ts`). */
export const exceptions = {
  ofRound: endpoint("GET /api/office/rounds/{id}/exceptions", {
    // Which groups have a draft is not an administrator's to read.
    who: READERS,
    params: ById,
    returns: ExceptionsOfRound,
  }),
} as const;
