import * as z from "zod/mini";
import { type Finding, finding } from "./finding.ts";
import { Instant } from "./london.ts";

/** What a legal hold can be about: it covers everything that names it. */
export const HELD = ["application", "organisation", "person", "round"] as const;
export const HeldKind = z.enum(HELD);
export type HeldKind = (typeof HELD)[number];

export const HELD_LABELS: Record<HeldKind, string> = {
  application: "An application",
  organisation: "A group",
  person: "A person",
  round: "A round",
};

/** A legal hold: nothing that names its subject is deleted until it is lifted (DOMAIN 13). */
export const Hold = z.strictObject({
  id: z.string(),
  about: HeldKind,
  /** The id of what is held: an application's reference, a round's code, a group's or person's id. */
  subjectId: z.string(),
  reason: z.string(),
  placedAt: Instant,
  placedBy: z.string(),
  liftedAt: z.optional(Instant),
  liftedBy: z.optional(z.string()),
  liftReason: z.optional(z.string()),
});
export type Hold = z.infer<typeof Hold>;

export const inForce = ({ liftedAt }: Pick<Hold, "liftedAt">): boolean => liftedAt === undefined;

const names = (value: unknown, ids: ReadonlySet<string>): boolean => {
  if (typeof value === "string") return ids.has(value) || value.split("/").some((part) => ids.has(part));
  if (Array.isArray(value)) return value.some((one) => names(one, ids));
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, one]) => ids.has(key) || names(one, ids));
};

/**
 * `retention/hold`: whether a hold in force covers items that would go together: one of them names what is held, in a key
 * or anywhere in it. So a hold on a person covers what they started, wrote, sent or answered.
 */
export const isHeld = (items: readonly unknown[], holds: readonly Hold[]): boolean => {
  const ids = new Set(holds.filter(inForce).map(({ subjectId }) => subjectId));
  return ids.size > 0 && names(items, ids);
};

/** `hold/reason`: a hold is placed and lifted with a reason. */
export const reasonFindings = (reason: string): Finding[] =>
  reason === "" ? [finding("hold/reason", "/reason", "Give the reason.")] : [];

export const unknownSubject = (): Finding =>
  finding("hold/subject", "/subject", "There is nothing with this reference. Check it and enter it again.");
