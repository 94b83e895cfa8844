import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { READERS } from "../rules/access.ts";
import { HeldKind, Hold } from "../rules/hold.ts";
import { CivilDate, Instant } from "../rules/london.ts";
import { ReasonOrNone } from "./words.ts";
import { WriteId } from "./write-id.ts";

/** A hold as the office reads it: with names for ids. */
export const HoldLine = z.strictObject({
  hold: z.strictObject(Hold.shape),
  subjectName: z.string(),
  placedByName: z.string(),
  liftedByName: z.optional(z.string()),
});
export type HoldLine = z.infer<typeof HoldLine>;

/** What is due, by kind: how many items, and the first day. */
const DueLine = z.strictObject({ kind: z.string(), count: z.int(), firstOn: CivilDate });
const DueApplication = z.strictObject({ id: z.string(), deleteOn: CivilDate, held: z.boolean() });

export const CertificateView = z.strictObject({
  day: z.string(),
  startedAt: Instant,
  finishedAt: z.optional(Instant),
  lines: z.array(z.strictObject({ kind: z.string(), rule: z.string(), count: z.int() })),
});
export type CertificateView = z.infer<typeof CertificateView>;

/** What is held, what goes within the next thirty days, and what has gone. */
export const RetentionPage = z.strictObject({
  at: Instant,
  holds: z.array(HoldLine),
  dueBy: CivilDate,
  due: z.array(DueLine),
  applications: z.array(DueApplication),
  certificates: z.array(CertificateView),
  mayPlace: z.boolean(),
  mayLift: z.boolean(),
});
export type RetentionPage = z.infer<typeof RetentionPage>;

/** What is kept and what goes (DOMAIN 13): an officer places a legal hold, an approver lifts it. */
export const retention = {
  list: endpoint("GET /api/office/retention", {
    who: READERS,
    returns: RetentionPage,
  }),
  place: endpoint("POST /api/office/retention/holds", {
    who: ["officer"],
    body: z.strictObject({
      about: HeldKind,
      /** A reference, a round's code, an id, or the e-mail address of a person. */
      subject: z.string().check(z.trim(), z.maxLength(200)),
      reason: ReasonOrNone,
      writeId: WriteId,
    }),
    returns: RetentionPage,
  }),
  lift: endpoint("POST /api/office/retention/holds/{id}/lifting", {
    who: ["approver"],
    params: z.strictObject({ id: z.string().check(z.regex(/^[\w-]{1,80}$/, "There is no such hold.")) }),
    body: z.strictObject({ reason: ReasonOrNone, writeId: WriteId }),
    returns: RetentionPage,
  }),
} as const;
