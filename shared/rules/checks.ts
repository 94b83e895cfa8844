import * as z from "zod/mini";
import type { Submission } from "./frozen.ts";
import { formatPounds } from "./money.ts";

/** One thing the office looks at in a submission, by the id of its rule: what was found at its instant, in words. */
export const Check = z.strictObject({ rule: z.string(), passed: z.boolean(), detail: z.string() });
export type Check = z.infer<typeof Check>;

const check = (rule: string, wrong: string | undefined, right: string): Check => ({
  rule,
  passed: wrong === undefined,
  detail: wrong ?? right,
});

const moneyProblem = ({ match, budget }: Submission): string | undefined => {
  if (match.shortPence > 0) return `Other money and help is ${formatPounds(match.shortPence)} short.`;
  if (match.cashShortPence > 0)
    return `Of the other money, ${formatPounds(match.cashShortPence)} more must be in money.`;
  if (match.gapPence > 0)
    return `${formatPounds(match.gapPence)} of the costs of ${formatPounds(budget.totalCostPence)} has no money named for it.`;
  return match.gapPence < 0
    ? `Money and help come to ${formatPounds(-match.gapPence)} more than the costs.`
    : undefined;
};

type Line = Submission["match"]["lines"][number];

const sumOf = (lines: readonly Line[], which: (line: Line) => boolean): number =>
  lines.reduce((sum, line) => sum + (which(line) ? line.amountPence : 0), 0);

const promisesProblem = ({ match: { lines } }: Submission): string | undefined => {
  const ofStatus = ({ counts, notCounting = "status" }: Line): boolean => !counts && notCounting === "status";
  const waiting = sumOf(lines, ofStatus);
  const never = sumOf(lines, (line) => !line.counts && !ofStatus(line));
  const proof = lines.filter(({ evidenceNotYet }) => evidenceNotYet !== undefined).length;
  const said = [
    ...(waiting > 0 ? [`${formatPounds(waiting)} of other money or help is not promised in writing yet.`] : []),
    ...(never > 0
      ? [`${formatPounds(never)} is no match: it is public money, or spent before the award or after the work.`]
      : []),
    ...(proof > 0
      ? [proof === 1 ? "Proof of one source is still to come." : `Proof of ${proof} sources is still to come.`]
      : []),
  ];
  return said.length === 0 ? undefined : said.join(" ");
};

const documentsProblem = ({ notYet }: Submission): string | undefined => {
  const missing = Object.keys(notYet).length;
  if (missing === 0) return undefined;
  return missing === 1 ? "One document is still to come." : `${missing} documents are still to come.`;
};

/**
 * What the office is told about a submission that was accepted: nothing here kept it from being sent. `check/money` (costs,
 * request and other money agree to the penny), `check/promises` (other money is in hand or promised in writing) and
 * `check/documents` (all are there). Sources: DOMAIN 7, 9.
 */
export const checksOf = (submission: Submission): Check[] => [
  check("check/money", moneyProblem(submission), "Costs, request and other money agree."),
  check("check/promises", promisesProblem(submission), "All other money is in hand or promised in writing."),
  check("check/documents", documentsProblem(submission), "All documents that the form asks for are here."),
];

/** How many checks a submission goes through. */
export const CHECK_RULES = ["check/money", "check/promises", "check/documents"] as const;

/** The ids of the checks that a submission did not pass. */
export const failedChecks = (submission: Submission): string[] =>
  checksOf(submission).flatMap(({ rule, passed }) => (passed ? [] : [rule]));
