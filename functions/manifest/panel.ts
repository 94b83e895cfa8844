import { meetings } from "../../shared/contract/meetings.ts";
import { outcomes } from "../../shared/contract/outcomes.ts";
import { packs } from "../../shared/contract/packs.ts";
import { ranking } from "../../shared/contract/ranking.ts";
import { scoring } from "../../shared/contract/scoring.ts";
import type { FunctionSpec } from "./spec.ts";

/** What a panel asks, and the office for it: scores, papers, meetings and what comes of them. */
export const PANEL = {
  "http/scoring": {
    trigger: { http: scoring },
    grants: {
      reads: ["application", "fund", "person", "portal", "round", "score", "scoring", "staff", "totals"],
      writes: ["person", "score", "scoring", "view"],
      indexes: ["byRound"],
      documents: ["read", "write"],
    },
  },
  "http/ranking": {
    trigger: { http: ranking },
    grants: {
      reads: ["application", "fund", "meeting", "person", "round", "scoring"],
      writes: ["person", "scoring"],
    },
    // The ranking of 200 bids and every change of one point in it.
    memoryMiB: 1024,
  },
  "http/packs": {
    trigger: { http: packs },
    grants: {
      reads: ["application", "meeting", "person", "round", "score", "scoring"],
      writes: ["person", "view"],
    },
    memoryMiB: 1024,
  },
  "http/meetings": {
    trigger: { http: meetings },
    grants: {
      reads: ["application", "code", "fund", "meeting", "person", "portal", "round", "scoring", "totals"],
      writes: ["code", "fund", "meeting", "person"],
      indexes: ["byRound"],
    },
    // An agenda of 200 bids is read whole.
    memoryMiB: 1024,
  },
  "http/outcomes": {
    trigger: { http: outcomes },
    grants: {
      reads: ["application", "fund", "meeting", "message", "organisation", "person", "portal", "round", "scoring"],
      writes: ["application", "meeting", "person", "round"],
      documents: ["read", "write"],
    },
    // A whole round's texts are kept or read at once, one by one.
    timeoutSeconds: 25,
  },
} as const satisfies Record<string, FunctionSpec>;
