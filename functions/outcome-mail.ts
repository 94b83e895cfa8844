import { formatPounds } from "../shared/rules/money.ts";
import type { Outcome } from "../shared/rules/outcome.ts";

/** What the e-mail of an outcome says: that there is news, and the amount of an award. The text itself is on the page. */
export const outcomeFacts = (
  outcome: Pick<Outcome, "applicationId" | "title" | "kind" | "amountPence" | "quiet">,
): Record<string, string> => ({
  reference: outcome.applicationId,
  title: outcome.title,
  ...(outcome.kind === "awarded" || outcome.kind === "part" ? { amount: formatPounds(outcome.amountPence) } : {}),
  quiet: outcome.quiet === undefined ? "" : "yes",
});
