import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { PORTAL_READERS } from "../rules/access.ts";
import { Gap, MOST_FAILED_IN_MINUTE, Outage } from "../rules/availability.ts";
import { Instant } from "../rules/london.ts";
import { LaterDates } from "../rules/round.ts";
import { RoundId } from "./funds.ts";

/** Gaps that lay in the last day of a round, with the extension that they propose. */
export const ProposedExtension = z.strictObject({
  /** The earliest first. */
  outages: z.array(Outage),
  rule: z.literal("availability/extension"),
  closesAt: Instant,
  dates: LaterDates,
  /** The reason as everybody would read it. */
  reason: z.string(),
  /** The version of the round that it was reckoned from: an extension is made over it. */
  version: z.int(),
});
export type ProposedExtension = z.infer<typeof ProposedExtension>;

/** What is known of the last four weeks. */
export const Availability = z.strictObject({
  at: Instant,
  /** The first minute that is known; absent where the portal has not asked itself yet. */
  since: z.optional(Instant),
  /** The last minute with an answer: a gap that ends after it has not ended. */
  answeredAt: z.optional(Instant),
  /** The latest first. */
  gaps: z.array(Gap),
  /** Hours in which pages had saves or submissions thrown away, the latest first. */
  failed: z.array(z.strictObject({ hour: Instant, count: z.int() })),
  proposals: z.array(ProposedExtension),
});
export type Availability = z.infer<typeof Availability>;

/** When the portal could not be reached (ARCHITECTURE 1.4): its own measure, and what pages tell afterwards. */
export const availability = {
  read: endpoint("GET /api/office/availability", { who: PORTAL_READERS, returns: Availability }),
  ofRound: endpoint("GET /api/office/rounds/{id}/outages", {
    who: PORTAL_READERS,
    params: z.strictObject({ id: RoundId }),
    returns: z.strictObject({ proposals: z.array(ProposedExtension) }),
  }),
  /** Counts alone: no text, no name, nothing of the application. */
  report: endpoint("POST /api/availability/failed-attempts", {
    who: ["anyone"],
    body: z.strictObject({
      failed: z
        .array(
          z.strictObject({
            /** When it was first tried, by the portal's clock as the page knows it. */
            at: Instant,
            attempts: z.int().check(z.minimum(1), z.maximum(MOST_FAILED_IN_MINUTE)),
          }),
        )
        .check(z.minLength(1), z.maxLength(20)),
    }),
    returns: z.strictObject({ counted: z.int() }),
  }),
} as const;
