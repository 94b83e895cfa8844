import * as z from "zod/mini";
import { Instant } from "./london.ts";

/** What was deleted on a day: how many items of which kind, by which rule ("message retention/message"). No personal data. */
export const Certificate = z.object({
  /** The London day of the run. */
  id: z.string(),
  startedAt: Instant,
  finishedAt: z.optional(Instant),
  counts: z.record(z.string(), z.int()),
});
export type Certificate = z.infer<typeof Certificate>;

export type CertificateLine = { kind: string; rule: string; count: number };

/** The lines of a certificate, sorted by kind and rule. */
export const certificateLines = ({ counts }: Pick<Certificate, "counts">): CertificateLine[] =>
  Object.entries(counts)
    .map(([line, count]) => {
      const [kind = "", rule = ""] = line.split(" ");
      return { kind, rule, count };
    })
    .toSorted((a, b) => a.kind.localeCompare(b.kind) || a.rule.localeCompare(b.rule));
