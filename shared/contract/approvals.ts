import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { READERS } from "../rules/access.ts";
import { Approval, ApprovalState, ApprovalWhat } from "../rules/approval.ts";
import { Instant } from "../rules/london.ts";
import { ReasonOrNone } from "./words.ts";
import { WriteId } from "./write-id.ts";

/** A request as the office reads it: with names for ids, and what happens when it is agreed. */
export const ApprovalLine = z.strictObject({
  approval: z.strictObject(Approval.shape),
  state: ApprovalState,
  lapsesAt: Instant,
  askedByName: z.string(),
  answeredByName: z.optional(z.string()),
  /** What is asked, what follows, and the page of the portal that shows it. */
  asks: z.string(),
  follows: z.string(),
  path: z.string(),
  /** Whether whoever reads it may answer it. */
  mayAnswer: z.boolean(),
});
export type ApprovalLine = z.infer<typeof ApprovalLine>;

/** What waits for an approver, the oldest first, and what was answered or lapsed, the newest first. */
export const ApprovalsPage = z.strictObject({
  at: Instant,
  open: z.array(ApprovalLine),
  recent: z.array(ApprovalLine),
});
export type ApprovalsPage = z.infer<typeof ApprovalsPage>;

/** What takes two people: one asks with a reason, another who is an approver agrees or refuses (DOMAIN 5). */
export const approvals = {
  list: endpoint("GET /api/office/approvals", { who: READERS, returns: ApprovalsPage }),
  ask: endpoint("POST /api/office/approvals", {
    who: ["officer", "approver"],
    body: z.strictObject({
      what: ApprovalWhat,
      reason: ReasonOrNone,
      writeId: WriteId,
    }),
    returns: ApprovalsPage,
  }),
  answer: endpoint("POST /api/office/approvals/{id}/answer", {
    who: ["approver"],
    params: z.strictObject({ id: z.string().check(z.regex(/^[\w-]{1,80}$/, "There is no such request.")) }),
    body: z.strictObject({
      agreed: z.boolean("Agree or refuse."),
      reason: ReasonOrNone,
      writeId: WriteId,
    }),
    returns: ApprovalsPage,
  }),
} as const;
