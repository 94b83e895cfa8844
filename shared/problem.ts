import * as z from "zod/mini";
import { Finding } from "./rules/finding.ts";
import { Instant } from "./rules/london.ts";

/** Every way the portal can say no: slug → HTTP status and the sentence a person reads when nothing more exact is known. */
export const PROBLEMS = {
  malformed: { status: 400, title: "The request could not be read" },
  unauthenticated: { status: 401, title: "Sign in to go on" },
  forbidden: { status: 403, title: "Your role does not allow this" },
  "not-found": { status: 404, title: "There is nothing here, or it is not yours to see" },
  "wrong-state": { status: 409, title: "This cannot be done in its present state" },
  "round-closed": { status: 409, title: "The round is not open" },
  paused: { status: 409, title: "The fund is paused" },
  stale: { status: 412, title: "Somebody else has changed this since you opened it" },
  "too-large": { status: 413, title: "This is larger than the portal takes" },
  "invalid-request": { status: 422, title: "Some answers need another look" },
  "too-many": { status: 429, title: "Too many tries. Wait a little and try again" },
  unexpected: { status: 500, title: "Something went wrong on our side" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemSlug = keyof typeof PROBLEMS;
export const ProblemSlug = z.enum(
  // Object.keys loses the literal types; this is the one place that gives them back.
  Object.keys(PROBLEMS) as [ProblemSlug, ...ProblemSlug[]],
);

/** RFC 9457 problem details, `application/problem+json`; `type` is the path of a page that explains it. */
export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.optional(z.string()),
  rule: z.optional(z.string()),
  errors: z.optional(z.array(Finding)),
  /** When the portal received it, where that is why it was refused: what an officer can decide on. */
  receivedAt: z.optional(Instant),
  requestId: z.optional(z.string()),
});
export type Problem = z.infer<typeof Problem>;

/** The path of the page that explains a slug, used as the problem's `type`. */
export const problemPath = (slug: ProblemSlug): string => `/problems/${slug}`;

export type RefusalDetail = {
  detail?: string | undefined;
  rule?: string | undefined;
  errors?: readonly Finding[];
  receivedAt?: Instant;
};

/** The one way to say no on our side. Anything else that is thrown is our fault and answered as `unexpected`. */
export class Refused extends Error {
  readonly slug: ProblemSlug;
  readonly refusal: RefusalDetail;
  constructor(slug: ProblemSlug, refusal: RefusalDetail = {}) {
    super(slug);
    this.slug = slug;
    this.refusal = refusal;
  }
}

/** Turns findings into a 422 when there are any. */
export const refuseIf = (findings: readonly Finding[]): void => {
  if (findings.length > 0) throw new Refused("invalid-request", { errors: findings });
};

/** The problem that a refusal is sent as. */
export const problemOf = (slug: ProblemSlug, refusal: RefusalDetail, requestId: string): Problem => ({
  type: problemPath(slug),
  title: PROBLEMS[slug].title,
  status: PROBLEMS[slug].status,
  ...(refusal.detail === undefined ? {} : { detail: refusal.detail }),
  ...(refusal.rule === undefined ? {} : { rule: refusal.rule }),
  ...(refusal.receivedAt === undefined ? {} : { receivedAt: refusal.receivedAt }),
  ...(refusal.errors === undefined ? {} : { errors: [...refusal.errors] }),
  requestId,
});
