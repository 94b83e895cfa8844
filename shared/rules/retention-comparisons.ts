import type { RetentionRule } from "./retention-periods.ts";

/** What is held against other bids, and what an officer decided about it: how long each kind of item is kept. DOMAIN 13. */
export const COMPARISON_RETENTION = {
  prints: {
    rule: "retention/application-part",
    holds: "what one submitted bid uses: names of files, sources of match and costs, with hashes to compare them by",
    personal: true,
    why: "to find the same paper, money or cost in two bids",
    basis: "public-task",
    where: "fingerprint/",
    ends: { how: "with", kind: "application" },
    unless: "Goes as soon as the bid is withdrawn or found not eligible.",
  },
  fingerprint: {
    rule: "retention/application-part",
    holds: "that one bid uses a thing, by the hash of that thing",
    personal: true,
    why: "to find the same paper, money or cost in two bids",
    basis: "public-task",
    where: "fingerprint/",
    ends: { how: "with", kind: "application" },
    unless: "Goes as soon as the bid is withdrawn or found not eligible.",
  },
  found: {
    rule: "retention/application-part",
    holds: "that a thing of one bid was found in another, and whether that is decided: ids and hashes alone",
    personal: false,
    why: "to show officers what they still have to decide",
    basis: "none",
    where: "fingerprint/",
    ends: { how: "with", kind: "application" },
  },
  template: {
    rule: "retention/template",
    holds: "the hash of a file that is a blank form; who said so and why stands in the decision and the audit",
    personal: false,
    why: "to keep blank forms from being taken for evidence",
    basis: "none",
    where: "fingerprint/",
    ends: { how: "never" },
  },
  comparison: {
    rule: "retention/application-part",
    holds: "what an officer decided about a thing that is in two bids, and why",
    personal: true,
    why: "to run the process, and to answer for it",
    basis: "public-task",
    where: "application/",
    ends: { how: "with", kind: "application" },
  },
} as const satisfies Record<string, RetentionRule>;
