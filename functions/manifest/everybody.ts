import { availability } from "../../shared/contract/availability.ts";
import { funds } from "../../shared/contract/funds.ts";
import { health } from "../../shared/contract/health.ts";
import { messages } from "../../shared/contract/messages.ts";
import { openapi } from "../../shared/contract/openapi.ts";
import { session } from "../../shared/contract/session.ts";
import type { FunctionSpec } from "./spec.ts";

/** What anybody may ask, most of it before they sign in: who they are, what can be applied for, how the portal is. */
export const EVERYBODY = {
  "http/health": { trigger: { http: health }, grants: { reads: ["person", "portal"], writes: ["person", "portal"] } },
  "http/openapi": { trigger: { http: openapi }, grants: { reads: ["person"], writes: ["person"] } },
  "http/session": {
    trigger: { http: session, pages: ["GET /sign-in/staff", "GET /sign-in/staff/return"] },
    grants: {
      reads: ["code", "invitation", "login", "message", "organisation", "person", "staff"],
      writes: ["code", "invitation", "limit", "login", "message", "person", "staff"],
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
  "http/availability": {
    trigger: { http: availability },
    grants: {
      reads: ["fund", "person", "portal", "probe", "round", "scoring"],
      writes: ["limit", "person", "probe"],
    },
  },
  "http/messages": {
    trigger: { http: messages },
    grants: { reads: ["message", "person"], writes: ["message", "person"] },
  },
} as const satisfies Record<string, FunctionSpec>;
