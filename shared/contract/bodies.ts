import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { PORTAL_READERS } from "../rules/access.ts";
import { Bodies, Body, BodyRole, BodyStatus, Term } from "../rules/bodies.ts";
import { CivilDate, Instant } from "../rules/london.ts";
import { hand } from "./write-id.ts";

const Named = z.strictObject({ id: z.string(), name: z.string(), short: z.string() });

/** Whose money it is today and who answers for personal data: facts alone, nothing that is expected. */
export const BodiesNow = z.strictObject({ on: CivilDate, funder: z.optional(Named), controllers: z.array(Named) });
export type BodiesNow = z.infer<typeof BodiesNow>;

/** The office's record, what is expected too. `version` is 0 while it is the one that the portal brings. */
export const BodiesPage = z.strictObject({
  at: Instant,
  on: CivilDate,
  ...Bodies.shape,
  version: z.int(),
  mayChange: z.boolean(),
});
export type BodiesPage = z.infer<typeof BodiesPage>;

const text = (most: number) => z.string().check(z.trim(), z.maxLength(most, `Keep it to ${most} characters.`));

/** The legal funder, its successor, terms of office and controllers, by their days. */
export const bodies = {
  now: endpoint("GET /api/bodies", { who: ["anyone"], returns: BodiesNow, fresh: 60 }),
  record: endpoint("GET /api/office/bodies", {
    who: PORTAL_READERS,
    returns: BodiesPage,
  }),
  change: endpoint("PUT /api/office/bodies", {
    who: ["officer", "administrator"],
    body: z.strictObject({
      bodies: z
        .array(
          z.strictObject({
            ...Body.shape,
            id: z.string().check(z.regex(/^[\w-]{1,40}$/, "Use letters, digits and hyphens.")),
            name: text(200),
            short: text(60),
            roles: z.array(BodyRole).check(z.maxLength(2)),
            status: BodyStatus,
            note: text(1_000),
          }),
        )
        .check(
          z.maxLength(20, "Keep 20 bodies at most."),
          z.refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "Give each body an id of its own."),
        ),
      terms: z.array(Term).check(z.maxLength(20, "Keep 20 terms at most.")),
      ...hand,
    }),
    returns: BodiesPage,
  }),
} as const;
