import * as z from "zod/mini";
import { type Finding, finding } from "./finding.ts";
import { Instant } from "./london.ts";
import { formatPounds, Pence } from "./money.ts";

/** What an approver says to a recommendation of a panel: as recommended, less, or not at all (DOMAIN, decision 2). */
const CONFIRMATION_ANSWERS = ["confirm", "lower", "refuse"] as const;
export const ConfirmationAnswer = z.enum(CONFIRMATION_ANSWERS);
export type ConfirmationAnswer = (typeof CONFIRMATION_ANSWERS)[number];

/** One recommendation as it was answered. It is written once; there is no second answer. */
export const Confirmation = z.strictObject({
  answer: ConfirmationAnswer,
  /** What is awarded; nothing when refused. */
  amountPence: Pence,
  /** Why it was lowered or refused; what the approver adds to the panel's reasons where it was confirmed. */
  reason: z.string(),
  /** What the decision means for money, equality, safety and the like, for the notice. */
  implications: z.string(),
  by: z.string(),
  byName: z.string(),
  at: Instant,
});
export type Confirmation = z.infer<typeof Confirmation>;

/** What waits for an approver: the line of the ledger, and the words beside it. */
export type Recommended = {
  readonly applicationId: string;
  readonly amountPence: number;
  /** Who entered it at the meeting. */
  readonly enteredBy: string;
};

export type Answered = {
  readonly applicationId: string;
  readonly answer: ConfirmationAnswer;
  readonly amountPence: number;
  readonly reason: string;
};

/**
 * Whether an approver may answer a recommendation so: never one they entered themselves as clerk (`confirmation/own`), once
 * (`confirmation/once`), never above what was recommended (`confirmation/amount`), and lowered or refused only with a reason
 * (`confirmation/reason`). Integer pence.
 * @param pointer where the answer stands in the request
 */
export const confirmationFindings = (
  recommended: Recommended | undefined,
  given: Answered,
  by: string,
  before: Confirmation | undefined,
  pointer: string,
): Finding[] => {
  const { applicationId, answer, amountPence } = given;
  if (recommended === undefined)
    return [finding("confirmation/recommended", pointer, `${applicationId} was not recommended at this meeting.`)];
  if (before !== undefined)
    return [finding("confirmation/once", pointer, `${applicationId} has been answered by ${before.byName} already.`)];
  if (recommended.enteredBy === by)
    return [
      finding(
        "confirmation/own",
        pointer,
        `You entered the recommendation for ${applicationId}. Another approver must confirm it.`,
      ),
    ];
  const most = formatPounds(recommended.amountPence);
  return [
    ...(amountPence > recommended.amountPence
      ? [finding("confirmation/amount", `${pointer}/amountPence`, `The panel recommended ${most}. Enter no more.`)]
      : []),
    ...(answer === "lower" && amountPence === recommended.amountPence
      ? [finding("confirmation/amount", `${pointer}/amountPence`, `Enter less than ${most}, or confirm it.`)]
      : []),
    ...(answer === "lower" && amountPence <= 0
      ? [finding("confirmation/amount", `${pointer}/amountPence`, "Enter an amount above £0, or refuse it.")]
      : []),
    ...(answer !== "confirm" && given.reason.trim() === ""
      ? [finding("confirmation/reason", `${pointer}/reason`, "Give the reason. It stands in the decision notice.")]
      : []),
  ];
};
