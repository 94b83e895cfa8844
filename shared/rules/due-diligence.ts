import * as z from "zod/mini";
import { type Finding, finding } from "./finding.ts";
import { CivilDate, Instant } from "./london.ts";
import { MatchStanding } from "./match-standing.ts";
import { Pence } from "./money.ts";
import { LookUp } from "./register.ts";
import { SubsidySteps, SubsidySum } from "./subsidy.ts";

/** What is checked of every bid, in the order of the sheet; a register only where the group gave a number of it. DOMAIN 7. */
export const CHECKS = [
  "identifiers",
  "charity-register",
  "company-register",
  "documents",
  "income",
  "subsidy",
  "conflicts",
  "record",
  "comparisons",
  "sanctions",
  "bank-account",
] as const;
export const CheckId = z.enum(CHECKS);
export type CheckId = (typeof CHECKS)[number];

export const CHECK_LABELS = {
  identifiers: "Numbers",
  "charity-register": "Register of charities",
  "company-register": "Companies House",
  documents: "Documents",
  income: "Grant against income",
  subsidy: "Subsidy control",
  conflicts: "Conflicts of interest",
  record: "Earlier grants and returns",
  comparisons: "Other bids",
  sanctions: "Sanctions list",
  "bank-account": "Bank account",
} as const satisfies Record<CheckId, string>;

/** What an officer found. `look`: it needs somebody to look before money is paid. */
export const RESULTS = ["pass", "look", "fail"] as const;
export const Result = z.enum(RESULTS);
export type Result = (typeof RESULTS)[number];

/** What an officer entered for one check, about the submission that stood then. */
export const Entry = z.strictObject({
  check: CheckId,
  result: Result,
  note: z.string(),
  /** Where it was seen: a register's page, a letter, a list; the portal itself, where it found all by itself. */
  source: z.string(),
  by: z.string(),
  at: Instant,
  submission: z.int(),
});
export type Entry = z.infer<typeof Entry>;

/** What an officer reads in the papers and the portal reckons with. */
export const SheetFacts = z.strictObject({
  /** The year's income, from the accounts, and the day that year ended. */
  incomePence: z.optional(Pence),
  accountsOn: z.optional(CivilDate),
  bankStatementOn: z.optional(CivilDate),
  /** Whether the grant pays for trading in a market; only then is subsidy control asked about. */
  trading: z.optional(z.enum(["yes", "no"])),
  subsidies: z.array(SubsidySum),
  steps: SubsidySteps,
});
export type SheetFacts = z.infer<typeof SheetFacts>;

export const OVERALLS = ["pass", "pass-with-condition", "refer", "fail"] as const;
export const Overall = z.enum(OVERALLS);
export type Overall = (typeof OVERALLS)[number];

export const OVERALL_LABELS = {
  pass: "Pass",
  "pass-with-condition": "Pass with a condition",
  refer: "Refer",
  fail: "Fail",
} as const satisfies Record<Overall, string>;

/** How the sheet ended: who, when and why. `condition` travels to whoever decides. */
export const Ending = z.strictObject({
  overall: Overall,
  condition: z.string(),
  reason: z.string(),
  by: z.string(),
  at: Instant,
  submission: z.int(),
});
export type Ending = z.infer<typeof Ending>;

/** The due-diligence sheet of one bid. */
export const DueDiligence = z.strictObject({
  applicationId: z.string(),
  entries: z.array(Entry),
  facts: SheetFacts,
  lookUps: z.array(LookUp),
  /** How lines of the match stand since the bid was sent, the oldest record first; absent until there is one. */
  standings: z.optional(z.array(MatchStanding)),
  ending: z.optional(Ending),
  /** What was finished before and opened again, with the reason. */
  earlier: z.array(z.strictObject({ ending: Ending, reason: z.string(), by: z.string(), at: Instant })),
  version: z.int(),
});
export type DueDiligence = z.infer<typeof DueDiligence>;

/** A sheet that nobody has begun. */
export const emptySheet = (applicationId: string): DueDiligence => ({
  applicationId,
  entries: [],
  facts: { subsidies: [], steps: {} },
  lookUps: [],
  earlier: [],
  version: 0,
});

/** The entries about the submission that stands: what was found of an earlier one is not done again by itself. */
export const entriesOf = ({ entries }: Pick<DueDiligence, "entries">, submission: number): Entry[] =>
  entries.filter((entry) => entry.submission === submission);

/** What an entry rests on: where that changes, the check is done again. */
const RESTS_ON: Partial<Record<CheckId, (facts: SheetFacts) => unknown>> = {
  documents: ({ accountsOn, bankStatementOn }) => [accountsOn, bankStatementOn],
  income: ({ incomePence }) => incomePence,
  subsidy: ({ trading, subsidies }) => [trading, subsidies.map(({ from, on, amountPence }) => [from, on, amountPence])],
};

/** The entries that still hold once the facts were read anew: those whose own facts stayed as they were. */
export const entriesAfter = (entries: readonly Entry[], was: SheetFacts, is: SheetFacts): Entry[] =>
  entries.filter(({ check }) => {
    const facts = RESTS_ON[check];
    return facts === undefined || JSON.stringify(facts(was)) === JSON.stringify(facts(is));
  });

/** Checks whose answer nobody but an officer can find: each says where it was looked for. */
const OWN_CHECKS: readonly CheckId[] = ["sanctions", "bank-account"];

/** What an entry is held against. `overPence`: what a trading bid is above the subsidy limit. */
export type EntryFacts = {
  readonly checks: readonly CheckId[];
  readonly trading: SheetFacts["trading"];
  readonly overPence: number;
};

type Entered = Pick<Entry, "check" | "result" | "note" | "source">;

const OVER = "This is money for trading in a market, and the total is above the limit. It cannot pass.";

const entryFinding = ({ check, result, note, source }: Entered, at: string, facts: EntryFacts): Finding[] => {
  if (!facts.checks.includes(check))
    return [finding("due-diligence/check", `${at}/check`, "This bid has no such check.")];
  if (check === "subsidy" && facts.trading === undefined)
    return [
      finding("due-diligence/trading", `${at}/result`, "Say first whether the money is for trading in a market."),
    ];
  if (check === "subsidy" && result === "pass" && facts.overPence > 0)
    return [finding("due-diligence/subsidy", `${at}/result`, OVER)];
  return [
    ...(result !== "pass" && note.trim() === ""
      ? [finding("due-diligence/note", `${at}/note`, "Say what you found.")]
      : []),
    ...(OWN_CHECKS.includes(check) && source.trim() === ""
      ? [finding("due-diligence/source", `${at}/source`, "Say where you looked.")]
      : []),
  ];
};

/**
 * What stands against entries, by their place: `due-diligence/check` (the bid has no such check, or it is entered twice), `due-diligence/trading`
 * (subsidy control before the question is answered), `due-diligence/subsidy` (a pass above the limit), `due-diligence/note`
 * (a finding without words) and `due-diligence/source` (an officer's own check without its source). DOMAIN 7.
 */
export const entryFindings = (entered: readonly Entered[], facts: EntryFacts): Finding[] =>
  entered.flatMap((entry, n) =>
    entered.findIndex(({ check }) => check === entry.check) < n
      ? [finding("due-diligence/check", `/entries/${n}/check`, "Enter each check once.")]
      : entryFinding(entry, `/entries/${n}`, facts),
  );

type Ended = Pick<Ending, "overall" | "condition" | "reason">;

/**
 * What stands against finishing a sheet: `due-diligence/unfinished` (a check not done about the submission that stands),
 * `due-diligence/subsidy` (a trading bid above the limit passes), `due-diligence/failed-check` (a pass over a failed check
 * without a reason), `due-diligence/condition` and `due-diligence/reason` (words that are missing). DOMAIN 7.
 */
export const endingFindings = (ended: Ended, entries: readonly Entry[], facts: EntryFacts): Finding[] => {
  const { overall, condition, reason } = ended;
  const undone = facts.checks.filter((check) => entries.every((entry) => entry.check !== check));
  const passes = overall === "pass" || overall === "pass-with-condition";
  const failed = entries.filter(({ check, result }) => result === "fail" && facts.checks.includes(check));
  const unsaid = reason.trim() === "";
  return [
    ...undone.map((check) =>
      finding("due-diligence/unfinished", `/checks/${check}`, `Finish “${CHECK_LABELS[check]}” first.`),
    ),
    ...(passes && facts.trading === "yes" && facts.overPence > 0
      ? [finding("due-diligence/subsidy", "/overall", OVER)]
      : []),
    ...(passes && unsaid && failed.length > 0
      ? [
          finding(
            "due-diligence/failed-check",
            "/reason",
            `Say why the bid passes although ${failed.map(({ check }) => `“${CHECK_LABELS[check]}”`).join(", ")} failed.`,
          ),
        ]
      : []),
    ...(overall === "pass-with-condition" && condition.trim() === ""
      ? [finding("due-diligence/condition", "/condition", "Write the condition, as the group would read it.")]
      : []),
    ...(!passes && unsaid
      ? [finding("due-diligence/reason", "/reason", "Say why, in a sentence for whoever decides.")]
      : []),
  ];
};
