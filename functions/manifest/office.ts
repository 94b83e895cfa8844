import { approvals } from "../../shared/contract/approvals.ts";
import { bodies } from "../../shared/contract/bodies.ts";
import { closures } from "../../shared/contract/closures.ts";
import { comparisons } from "../../shared/contract/comparisons.ts";
import { desk } from "../../shared/contract/desk.ts";
import { dueDiligence } from "../../shared/contract/due-diligence.ts";
import { exceptions } from "../../shared/contract/exceptions.ts";
import { letters } from "../../shared/contract/letters.ts";
import { mail } from "../../shared/contract/mail.ts";
import { people } from "../../shared/contract/people.ts";
import { polls } from "../../shared/contract/polls.ts";
import { records } from "../../shared/contract/records.ts";
import { retention } from "../../shared/contract/retention.ts";
import { rounds } from "../../shared/contract/rounds.ts";
import type { FunctionSpec } from "./spec.ts";

/** What officers, approvers and administrators ask at their desk. */
export const OFFICE = {
  "http/people": {
    trigger: { http: people },
    grants: { reads: ["invitation", "person", "staff"], writes: ["invitation", "person", "staff"] },
  },
  "http/rounds": {
    trigger: { http: rounds },
    grants: {
      reads: ["fund", "round", "totals", "organisation", "portal", "person", "scoring"],
      writes: ["fund", "round", "person", "scoring"],
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
  "http/comparisons": {
    trigger: { http: comparisons },
    grants: {
      reads: ["application", "fingerprint", "person", "portal", "round"],
      writes: ["application", "fingerprint", "person", "view"],
    },
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
  "http/approvals": {
    trigger: { http: approvals },
    // What follows an answer is written with it: the kinds of its owners (`functions/approvals.ts`).
    grants: {
      reads: ["approval", "closure", "fund", "organisation", "person", "portal", "round", "scoring"],
      writes: ["approval", "closure", "organisation", "person", "portal", "round"],
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
} as const satisfies Record<string, FunctionSpec>;
