import type { CheckId, SheetFacts } from "./due-diligence.ts";
import { checksFor, type Numbers, numberWords, registerOf, says, together } from "./due-diligence-numbers.ts";
import type { Band } from "./form.ts";
import type { InterestKind } from "./interest.ts";
import { addMonths, type CivilDate, formatShortDate } from "./london.ts";
import { INTEREST_WORDS } from "./meeting-words.ts";
import { formatPounds } from "./money.ts";
import { CHARITY_REGISTER_LABELS } from "./organisation-types.ts";
import { type GroupRecord, lastAward, overdueReturns } from "./record.ts";
import {
  type Found,
  type LookUp,
  lookUpWords,
  REGISTER_NAMES,
  REGISTER_PLACES,
  type Register,
  type Says,
} from "./register.ts";
import { type SubsidyTotal, subsidyWords } from "./subsidy.ts";

/** All that the portal prepares a sheet from. Days are London days. */
export type Preparing = {
  readonly today: CivilDate;
  readonly groupName: string;
  readonly numbers: Numbers;
  readonly band: Band;
  readonly requestedPence: number;
  readonly termMonths: number;
  readonly slots: readonly {
    readonly id: string;
    readonly label: string;
    readonly files: number;
    readonly notYet?: string | undefined;
  }[];
  readonly governingDocumentOn: string;
  readonly facts: SheetFacts;
  readonly subsidy: SubsidyTotal;
  readonly lookUps: readonly LookUp[];
  /** The registers that the office holds a key of. */
  readonly keys: readonly Register[];
  /** What each seat of the panel declared about this bid; nothing while it has not. Named for officers alone. */
  readonly panel: readonly { readonly name?: string | undefined; readonly kind?: InterestKind | undefined }[];
  /** The group ticked that it has no tie to those who decide or the police, or has told the office of it. */
  readonly declared: boolean;
  readonly record: GroupRecord;
  readonly comparisons: {
    readonly warnings: number;
    readonly undecided: number;
    readonly details: readonly string[];
    /** Only bids of the group itself were looked at: what stands in others is for the office. */
    readonly ownOnly?: boolean;
  };
};

const byHand = (name: string, place: string): string =>
  `No key is set for ${name}. Look it up at ${place} and record what you found.`;

const inRegister = (register: Register, { lookUps, keys, groupName }: Preparing): Says => {
  const last = lookUps.findLast((lookUp) => lookUp.register === register);
  if (last !== undefined) return lookUpWords(last, groupName);
  return keys.includes(register)
    ? says("unknown", `Nobody has asked ${REGISTER_NAMES[register]} yet.`)
    : says("unknown", byHand(REGISTER_NAMES[register], REGISTER_PLACES[register]));
};

const charityRegister = (from: Preparing): Says => {
  const register = registerOf(from.numbers.charityRegister);
  if (register === "scotland" || register === "northern-ireland")
    return says(
      "unknown",
      `The portal does not ask the register of ${CHARITY_REGISTER_LABELS[register]}. Look it up at ${REGISTER_PLACES[register]} and record what you found.`,
    );
  return inRegister("charity-commission", from);
};

/** How old a paper may be: accounts by the end of their year, a bank statement by its own day. DOMAIN 7. */
const OLDEST_MONTHS = { accounts: 18, bankStatement: 3 } as const;

const datedWords = (what: string, on: CivilDate, months: number, today: CivilDate): Says =>
  addMonths(on, months) < today
    ? says("look", `${what}: ${formatShortDate(on)}, more than ${months} months old.`)
    : says("clear", `${what}: ${formatShortDate(on)}.`);

const documents = ({ slots, facts, governingDocumentOn, today }: Preparing): Says => {
  const asksAccounts = slots.some(({ id, files }) => id === "accounts" && files > 0);
  const parts = [
    ...slots.map(({ label, files, notYet }) =>
      files > 0
        ? says("clear", `${label}: ${files === 1 ? "1 file" : `${files} files`}.`)
        : says("look", `${label}: ${notYet === undefined ? "none" : `not yet. ${notYet}`}`),
    ),
    ...(governingDocumentOn === ""
      ? []
      : [says("clear", `Governing document dated ${formatShortDate(governingDocumentOn)}, the group says.`)]),
    ...(facts.accountsOn !== undefined
      ? [datedWords("The accounts’ year ended on", facts.accountsOn, OLDEST_MONTHS.accounts, today)]
      : asksAccounts
        ? [says("unknown", "Enter the day on which the accounts’ year ended.")]
        : []),
    ...(facts.bankStatementOn === undefined
      ? []
      : [datedWords("Bank statement of", facts.bankStatementOn, OLDEST_MONTHS.bankStatement, today)]),
  ];
  return parts.length === 0 ? says("clear", "The form asks for no documents.") : together(parts);
};

/** What a grant comes to in twelve months, in pence rounded up. */
export const annualGrantPence = (requestedPence: number, termMonths: number): number =>
  termMonths > 12 ? Math.ceil((requestedPence * 12) / termMonths) : requestedPence;

const income = ({ facts: { incomePence }, requestedPence, termMonths, band }: Preparing): Says => {
  if (incomePence === undefined) return says("unknown", "Enter the year’s income from the accounts.");
  const annual = annualGrantPence(requestedPence, termMonths);
  const share =
    incomePence === 0
      ? `The group had no income. The grant is ${formatPounds(annual)} a year.`
      : `The grant is ${formatPounds(annual)} a year, ${Math.floor((annual * 100) / incomePence)}% of an income of ${formatPounds(incomePence)}.`;
  // Larger grants: at least twice the grant (DOMAIN 7, W65). A small group may well ask for more than it ever had.
  if (band === "L" && incomePence < 2 * annual) return says("look", share, "The income is less than twice the grant.");
  return says("clear", share);
};

/** Earlier grants on record within the period: which of them were for trading, an officer knows and the portal does not. */
const grantsSince = ({ record: { awards }, subsidy: { countsFrom, hadPence } }: Preparing): Says => {
  const pence = awards.filter(({ on }) => on >= countsFrom).reduce((sum, { amountPence }) => sum + amountPence, 0);
  if (pence === 0) return says("clear");
  const words = `Grants on record since ${formatShortDate(countsFrom)}: ${formatPounds(pence)} in all. Enter among the sums what of it was for trading.`;
  return says(pence > hadPence ? "look" : "clear", words);
};

const subsidy = (from: Preparing): Says => {
  const {
    facts: { trading },
    subsidy: total,
    requestedPence,
  } = from;
  if (trading === undefined) return says("unknown", "Say whether the money is for trading in a market.");
  if (trading === "no") return says("clear", "The money is not for trading in a market. The limit is not asked about.");
  const words = subsidyWords(total, requestedPence);
  return together([says(total.overPence > 0 ? "wrong" : "clear", ...words), grantsSince(from)]);
};

const waitingWords = (waiting: Preparing["panel"]): string => {
  const names = waiting.flatMap(({ name }) => name ?? []);
  return names.length === 0
    ? `Not declared yet: ${waiting.length} of the panel.`
    : `Not declared yet: ${names.join(", ")}.`;
};

const conflicts = ({ panel, declared }: Preparing): Says => {
  const waiting = panel.filter(({ kind }) => kind === undefined);
  const some = panel.flatMap(({ name, kind }) => (kind === undefined || kind === "none" ? [] : [{ name, kind }]));
  const ofGroup = declared
    ? says(
        "clear",
        "The group declared no tie to those who decide or the police, or that it has told the office of it.",
      )
    : says("look", "The group’s declaration about ties to those who decide is not there.");
  const ofPanel =
    panel.length === 0
      ? says("unknown", "No panel is set up for this round yet: its interests are not declared.")
      : together([
          ...some.map(({ name = "A member of the panel", kind }) =>
            says("look", `${name} declared ${INTEREST_WORDS[kind]}.`),
          ),
          ...(waiting.length === 0 ? [] : [says("unknown", waitingWords(waiting))]),
          ...(some.length === 0 && waiting.length === 0
            ? [says("clear", "Nobody on the panel declared an interest.")]
            : []),
        ]);
  return together([ofPanel, ofGroup]);
};

const record = ({ record: { awards, returns }, today }: Preparing): Says => {
  const late = overdueReturns(returns, today);
  const newest = lastAward(awards);
  const sum = awards.reduce((total, { amountPence }) => total + amountPence, 0);
  return together([
    newest === undefined
      ? says("clear", "No earlier grant is recorded.")
      : says(
          "clear",
          `${awards.length === 1 ? "One earlier grant" : `${awards.length} earlier grants`} of ${formatPounds(sum)} in all, the last on ${formatShortDate(newest.on)}.`,
        ),
    ...late.map(({ what, dueOn }) => says("look", `Overdue: ${what}, due on ${formatShortDate(dueOn)}.`)),
    ...(late.length === 0 && returns.length > 0 ? [says("clear", "No return is overdue.")] : []),
  ]);
};

const comparisons = ({ comparisons: { warnings, undecided, details, ownOnly = false } }: Preparing): Says => {
  if (warnings === 0 && ownOnly)
    return says("clear", "Nothing in this bid is in another bid of this group. Bids of others are for the office.");
  if (warnings === 0) return says("clear", "Nothing in this bid is in another in a way that warns.", ...details);
  const counted = warnings === 1 ? "One thing is in another bid too." : `${warnings} things are in other bids too.`;
  const open = undecided === 0 ? "An officer has decided about all of it." : `To decide: ${undecided}.`;
  return says("look", counted, ...details, open);
};

const OWN = says("unknown", "The portal does not look for this.");

const PREPARED = {
  identifiers: ({ numbers }) => numberWords(numbers),
  "charity-register": charityRegister,
  "company-register": (from) => inRegister("companies-house", from),
  documents,
  income,
  subsidy,
  conflicts,
  record,
  comparisons,
  sanctions: () =>
    together([OWN, says("unknown", "Look for the group and its contacts on the UK sanctions list, and say when.")]),
  "bank-account": () =>
    together([
      says("unknown", "The portal holds no bank details before an award."),
      says("unknown", "Where you hold a statement: is the account in the group’s name, and no other group’s?"),
    ]),
} as const satisfies Record<CheckId, (from: Preparing) => Says>;

/** What the portal finds by itself for each check of a bid, and where an officer must look. DOMAIN 7. */
export const prepared = (from: Preparing): { check: CheckId; found: Found; says: readonly string[] }[] =>
  checksFor(from.numbers).map((check) => ({ check, ...PREPARED[check](from) }));
