import type { FunctionSpec } from "./spec.ts";

/** What runs without anybody asking: after a write, when a file or an e-mail moved, and by the clock. */
export const UNASKED = {
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
    grants: { reads: ["closure", "fund", "portal", "round", "scoring", "totals"], writes: ["round"] },
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
