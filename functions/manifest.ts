import { applications } from "../shared/contract/applications.ts";
import { approvals } from "../shared/contract/approvals.ts";
import { availability } from "../shared/contract/availability.ts";
import { bodies } from "../shared/contract/bodies.ts";
import { closures } from "../shared/contract/closures.ts";
import { comparisons } from "../shared/contract/comparisons.ts";
import { desk } from "../shared/contract/desk.ts";
import { documents } from "../shared/contract/documents.ts";
import { dueDiligence } from "../shared/contract/due-diligence.ts";
import { entries } from "../shared/contract/entries.ts";
import { exceptions } from "../shared/contract/exceptions.ts";
import { funds } from "../shared/contract/funds.ts";
import { health } from "../shared/contract/health.ts";
import { letters } from "../shared/contract/letters.ts";
import { mail } from "../shared/contract/mail.ts";
import { meetings } from "../shared/contract/meetings.ts";
import { messages } from "../shared/contract/messages.ts";
import { openapi } from "../shared/contract/openapi.ts";
import { organisations } from "../shared/contract/organisations.ts";
import { outcomes } from "../shared/contract/outcomes.ts";
import { packs } from "../shared/contract/packs.ts";
import { people } from "../shared/contract/people.ts";
import { polls } from "../shared/contract/polls.ts";
import { ranking } from "../shared/contract/ranking.ts";
import { records } from "../shared/contract/records.ts";
import { retention } from "../shared/contract/retention.ts";
import { rounds } from "../shared/contract/rounds.ts";
import { scoring } from "../shared/contract/scoring.ts";
import { session } from "../shared/contract/session.ts";
import type { Contract, Route } from "../shared/contract.ts";

/**
 * Everything that runs. The CDK app and the local runtime are two readers of this one record; its keys are file paths:
 * `"http/session"` is `functions/http/session.ts`, the Lambda, the log group and the alarm.
 */

/** What a function may do to which kinds of items (`dynamodb:LeadingKeys` on AWS), to documents and to mail. */
export type Grants = {
  readonly reads?: readonly Kind[];
  readonly writes?: readonly Kind[];
  /** Takes items away for good: what is due, and pointers that end with what they point at. `writes` puts and updates. */
  readonly deletes?: readonly Kind[];
  readonly indexes?: readonly ("byRound" | "byDue" | "byRetention")[];
  readonly documents?: readonly ("read" | "write" | "delete")[];
  /** `rate`: may ask how many e-mails SES takes in a second. */
  readonly mail?: readonly ("send" | "rate")[];
};

/** The kinds a partition key can begin with (`store/keys.ts`). */
export const KINDS = [
  "application",
  "approval",
  "audit",
  "certificate",
  "claim",
  "closure",
  "code",
  "failure",
  "fingerprint",
  "fund",
  "hold",
  "invitation",
  "limit",
  "login",
  "meeting",
  "message",
  "numbers",
  "organisation",
  "person",
  "portal",
  "probe",
  "round",
  "score",
  "scoring",
  "staff",
  "totals",
  "view",
] as const;
export type Kind = (typeof KINDS)[number];

export type Trigger =
  /** `kept`: those pages that are the same for everybody and may lie at the edge for as long as they say. */
  | { readonly http: Contract; readonly pages?: readonly Route[]; readonly kept?: readonly Route[] }
  | { readonly stream: "relay"; readonly kind?: Kind }
  | { readonly event: "object-created" | "object-scanned" | "mail-returned" | "mail-sent" }
  | { readonly every: "minute" | "hour" | "day" };

export type FunctionSpec = {
  readonly trigger: Trigger;
  readonly grants: Grants;
  /** Seconds; 10 unless told. */
  readonly timeoutSeconds?: number;
  /** MiB; 512 unless told. */
  readonly memoryMiB?: number;
  /** Asks the public registers, and is told the office's keys of them; nobody else is. */
  readonly registers?: true;
};

export const MANIFEST = {
  "http/health": { trigger: { http: health }, grants: { reads: ["person", "portal"], writes: ["person", "portal"] } },
  "http/openapi": { trigger: { http: openapi }, grants: { reads: ["person"], writes: ["person"] } },
  "http/session": {
    trigger: { http: session, pages: ["GET /sign-in/staff", "GET /sign-in/staff/return"] },
    grants: {
      reads: ["code", "invitation", "login", "message", "organisation", "person", "staff"],
      writes: ["code", "invitation", "limit", "login", "message", "person", "staff"],
    },
  },
  "http/people": {
    trigger: { http: people },
    grants: { reads: ["invitation", "person", "staff"], writes: ["invitation", "person", "staff"] },
  },
  "http/organisations": {
    trigger: { http: organisations },
    grants: {
      reads: ["claim", "organisation", "person"],
      writes: ["claim", "organisation", "person"],
      deletes: ["claim", "organisation"],
    },
  },
  "http/funds": {
    trigger: {
      http: funds,
      pages: ["GET /api/funds/{id}/calendar.ics"],
      kept: ["GET /api/funds/{id}/calendar.ics"],
    },
    grants: { reads: ["fund", "round", "portal", "person"], writes: ["round", "person"] },
  },
  "http/rounds": {
    trigger: { http: rounds },
    grants: {
      reads: ["fund", "round", "totals", "organisation", "portal", "person", "scoring"],
      writes: ["fund", "round", "person", "scoring"],
    },
  },
  "http/applications": {
    trigger: { http: applications },
    grants: {
      reads: ["application", "fingerprint", "fund", "message", "organisation", "person", "portal", "round"],
      writes: ["application", "limit", "message", "numbers", "organisation", "person"],
    },
  },
  "http/desk": {
    trigger: { http: desk },
    grants: {
      reads: [
        "application",
        "audit",
        "fingerprint",
        "fund",
        "invitation",
        "login",
        "message",
        "organisation",
        "person",
        "portal",
        "round",
        "scoring",
        "staff",
        "totals",
        "view",
      ],
      writes: ["application", "person", "view"],
      indexes: ["byRound"],
      documents: ["read", "write"],
    },
    // A round's export reads every bid whole.
    timeoutSeconds: 25,
    memoryMiB: 1024,
  },
  "http/scoring": {
    trigger: { http: scoring },
    grants: {
      reads: ["application", "fund", "person", "portal", "round", "score", "scoring", "staff", "totals"],
      writes: ["person", "score", "scoring", "view"],
      indexes: ["byRound"],
      documents: ["read", "write"],
    },
  },
  "http/due-diligence": {
    trigger: { http: dueDiligence },
    grants: {
      reads: ["application", "fingerprint", "organisation", "person", "portal", "round", "scoring"],
      writes: ["application", "person", "view"],
    },
    registers: true,
  },
  "http/records": {
    trigger: { http: records },
    grants: {
      reads: ["application", "organisation", "person"],
      writes: ["organisation", "person"],
    },
  },
  "http/entries": {
    trigger: { http: entries },
    grants: {
      reads: ["application", "claim", "organisation", "person", "portal", "round"],
      writes: ["application", "claim", "numbers", "organisation", "person"],
    },
  },
  "http/comparisons": {
    trigger: { http: comparisons },
    grants: {
      reads: ["application", "fingerprint", "person", "portal", "round"],
      writes: ["application", "fingerprint", "person", "view"],
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
  "event/document-received": {
    trigger: { event: "object-created" },
    grants: { reads: ["application"], writes: ["application"], documents: ["read"] },
  },
  "event/document-scanned": {
    trigger: { event: "object-scanned" },
    grants: { reads: ["application"], writes: ["application"], documents: ["read"] },
  },
  "event/mail-bounced": {
    trigger: { event: "mail-returned" },
    grants: { reads: ["message"], writes: ["message"] },
  },
  "event/mail-sent": {
    trigger: { event: "mail-sent" },
    grants: { reads: ["message"], writes: ["message"] },
  },
  "http/letters": {
    trigger: { http: letters },
    grants: {
      reads: ["organisation", "person", "round"],
      writes: ["person", "round"],
      indexes: ["byRound"],
    },
    // Whom a letter would reach is counted person by person.
    timeoutSeconds: 25,
  },
  "http/mail": {
    trigger: { http: mail },
    grants: { reads: ["message", "person"], writes: ["message", "person"], indexes: ["byDue"] },
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
  "http/approvals": {
    trigger: { http: approvals },
    // What follows an answer is written with it: the kinds of its owners (`functions/approvals.ts`).
    grants: {
      reads: ["approval", "closure", "fund", "organisation", "person", "portal", "round", "scoring"],
      writes: ["approval", "closure", "organisation", "person", "portal", "round"],
    },
  },
  "http/availability": {
    trigger: { http: availability },
    grants: {
      reads: ["fund", "person", "portal", "probe", "round", "scoring"],
      writes: ["limit", "person", "probe"],
    },
  },
  "http/exceptions": {
    trigger: { http: exceptions },
    grants: {
      reads: ["organisation", "person", "portal", "round", "scoring"],
      writes: ["person"],
      indexes: ["byRound"],
    },
  },
  "http/closures": {
    trigger: { http: closures },
    grants: {
      reads: ["closure", "fund", "person", "portal", "round"],
      writes: ["closure", "person", "portal", "round"],
      indexes: ["byRound"],
    },
    // A preview lists everybody with work in the rounds that it touches.
    timeoutSeconds: 25,
  },
  "http/bodies": { trigger: { http: bodies }, grants: { reads: ["person", "portal"], writes: ["person", "portal"] } },
  "http/packs": {
    trigger: { http: packs },
    grants: {
      reads: ["application", "meeting", "person", "round", "score", "scoring"],
      writes: ["person", "view"],
    },
    memoryMiB: 1024,
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
  "http/polls": {
    trigger: { http: polls },
    grants: {
      reads: ["application", "closure", "fund", "meeting", "person", "portal", "round"],
      writes: ["closure", "person", "portal", "round"],
      indexes: ["byRound"],
    },
    // What an election touches is read round by round.
    timeoutSeconds: 25,
  },
  "http/messages": {
    trigger: { http: messages },
    grants: { reads: ["message", "person"], writes: ["message", "person"] },
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
  "stream/events": {
    trigger: { stream: "relay" },
    grants: {
      reads: [
        "application",
        "audit",
        "closure",
        "fingerprint",
        "meeting",
        "organisation",
        "person",
        "portal",
        "round",
        "scoring",
        "staff",
      ],
      writes: ["application", "audit", "failure", "fingerprint", "meeting", "message", "round", "scoring", "totals"],
      deletes: ["fingerprint"],
      indexes: ["byRound"],
    },
    timeoutSeconds: 60,
  },
  "stream/mail": {
    trigger: { stream: "relay", kind: "message" },
    grants: { reads: ["message"], writes: ["failure", "message"], mail: ["send"] },
  },
  "http/retention": {
    trigger: { http: retention },
    grants: {
      reads: [
        "application",
        "certificate",
        "fund",
        "hold",
        "login",
        "organisation",
        "person",
        "portal",
        "round",
        "staff",
      ],
      writes: ["hold", "person"],
      indexes: ["byRetention"],
    },
  },
  "schedule/retain-rounds": {
    trigger: { every: "day" },
    grants: { reads: ["fund", "portal", "round"], writes: ["application", "round"], indexes: ["byRound"] },
    timeoutSeconds: 300,
  },
  "schedule/delete-expired": {
    trigger: { every: "day" },
    grants: {
      reads: [
        "application",
        "approval",
        "audit",
        "certificate",
        "claim",
        "failure",
        "fingerprint",
        "fund",
        "hold",
        "login",
        "meeting",
        "message",
        "organisation",
        "person",
        "portal",
        "round",
        "score",
        "scoring",
        "view",
      ],
      writes: ["application", "certificate", "login", "organisation", "person", "round"],
      deletes: [
        "application",
        "approval",
        "audit",
        "claim",
        "failure",
        "fingerprint",
        "hold",
        "login",
        "meeting",
        "message",
        "organisation",
        "person",
        "score",
        "scoring",
        "view",
      ],
      indexes: ["byRetention"],
      documents: ["delete"],
    },
    timeoutSeconds: 300,
  },
  "schedule/release-due": {
    trigger: { every: "minute" },
    grants: { reads: ["round"], writes: ["round"], indexes: ["byDue"] },
  },
  "schedule/remind": {
    trigger: { every: "hour" },
    grants: { reads: ["fund", "portal", "round", "scoring", "totals"], writes: ["round"] },
    timeoutSeconds: 60,
  },
  "schedule/probe": {
    trigger: { every: "minute" },
    // It asks the portal through its public address, and nothing else outside.
    grants: { reads: ["fund", "portal", "probe", "round"], writes: ["probe", "round"] },
    timeoutSeconds: 30,
  },
  "schedule/send-due": {
    trigger: { every: "minute" },
    grants: { reads: ["message"], writes: ["message"], indexes: ["byDue"], mail: ["send", "rate"] },
    timeoutSeconds: 60,
  },
} as const satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof MANIFEST;
