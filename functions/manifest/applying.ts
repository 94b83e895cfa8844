import { applications } from "../../shared/contract/applications.ts";
import { documents } from "../../shared/contract/documents.ts";
import { entries } from "../../shared/contract/entries.ts";
import { organisations } from "../../shared/contract/organisations.ts";
import type { FunctionSpec } from "./spec.ts";

/** What applicants ask: their group, their application and its documents. */
export const APPLYING = {
  "http/organisations": {
    trigger: { http: organisations },
    grants: {
      reads: ["claim", "organisation", "person"],
      writes: ["claim", "organisation", "person"],
      deletes: ["claim", "organisation"],
    },
  },
  "http/applications": {
    trigger: { http: applications },
    grants: {
      reads: ["application", "fingerprint", "fund", "message", "organisation", "person", "portal", "round"],
      writes: ["application", "limit", "message", "numbers", "organisation", "person"],
    },
  },
  "http/entries": {
    trigger: { http: entries },
    grants: {
      reads: ["application", "claim", "organisation", "person", "portal", "round"],
      writes: ["application", "claim", "numbers", "organisation", "person"],
    },
  },
  "http/documents": {
    trigger: { http: documents },
    grants: {
      reads: ["person", "application", "organisation", "round", "portal", "scoring"],
      writes: ["person", "application", "view"],
      documents: ["read", "write"],
    },
  },
} as const satisfies Record<string, FunctionSpec>;
