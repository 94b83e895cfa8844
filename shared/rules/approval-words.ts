import type { ApprovalState, ApprovalType } from "./approval.ts";

/** What is asked of an approver, in a few words. */
export const APPROVAL_LABELS = {
  reopening: "Open again",
  override: "Go ahead in the period of an election",
  exception: "Let one group send after the close",
  election: "Change an election",
  declaration: "Take back a declaration of acceptance",
} as const satisfies Record<ApprovalType, string>;

export const APPROVAL_STATE_LABELS = {
  open: "Waits for an approver",
  agreed: "Agreed",
  refused: "Refused",
  lapsed: "Lapsed",
} as const satisfies Record<ApprovalState, string>;
