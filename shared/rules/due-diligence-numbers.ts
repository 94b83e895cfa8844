import type { CheckId } from "./due-diligence.ts";
import { charityNumber, companyNumber } from "./identifiers.ts";
import { asksOf, CHARITY_REGISTER_LABELS } from "./organisation-types.ts";
import type { Found, Says } from "./register.ts";

/** The group's numbers as they stood in the submission. */
export type Numbers = {
  readonly type: string;
  readonly charityRegister: string;
  readonly charityNumber: string;
  readonly companyNumber: string;
};

/** One finding of the portal, in sentences. */
export const says = (found: Found, ...sentences: string[]): Says => ({ found, says: sentences });

/** The checks of a bid: a register is asked only where the group gave a number of it. */
export const checksFor = ({ type, charityNumber: charity, companyNumber: company }: Numbers): CheckId[] => [
  "identifiers",
  ...(asksOf(type).charity === "no" || charity === "" ? [] : (["charity-register"] as const)),
  ...(asksOf(type).company === "no" || company === "" ? [] : (["company-register"] as const)),
  ...(["documents", "income", "subsidy", "conflicts", "record", "comparisons", "sanctions", "bank-account"] as const),
];

export const registerOf = (typed: string) =>
  typed === "england-and-wales" || typed === "scotland" || typed === "northern-ireland" ? typed : undefined;

const charityWords = ({ charityRegister, charityNumber: typed }: Numbers): Says => {
  const register = registerOf(charityRegister);
  // A number of Northern Ireland may have the digits of one of England: the register is what the group chose (DOMAIN 6.1).
  if (register === undefined) return says("wrong", `Charity number ${typed}: no register was chosen.`);
  const read = charityNumber(register, typed);
  const chosen = `Register chosen by the group: ${CHARITY_REGISTER_LABELS[register]}.`;
  return read.ok
    ? says("clear", `Charity number ${read.number} has the right form. ${chosen}`)
    : says("wrong", `${read.problem}. ${chosen}`);
};

const companyWords = ({ companyNumber: typed }: Numbers): Says => {
  const read = companyNumber(typed);
  if (!read.ok) return says("wrong", `${read.problem}.`);
  return read.warning === undefined
    ? says("clear", `Company number ${read.number} has the right form.`)
    : says("look", `Company number ${read.number}: ${read.warning}.`);
};

const GRAVEST: readonly Found[] = ["wrong", "unknown", "look", "clear"];
/** Several findings as one: as grave as the gravest. */
export const together = (parts: readonly Says[]): Says => ({
  found: GRAVEST.find((found) => parts.some((part) => part.found === found)) ?? "clear",
  says: parts.flatMap((part) => part.says),
});

/** Whether the numbers have the form of the register that the group chose; which one is never guessed. DOMAIN 6.1, 6.2. */
export const numberWords = (numbers: Numbers): Says => {
  const checks = checksFor(numbers);
  const parts = [
    ...(checks.includes("charity-register") ? [charityWords(numbers)] : []),
    ...(checks.includes("company-register") ? [companyWords(numbers)] : []),
  ];
  const { charity, company } = asksOf(numbers.type);
  if (parts.length > 0) return together(parts);
  return charity === "required" || company === "required"
    ? says("wrong", "A group of this kind has a register number, and gave none.")
    : says("clear", "The group gave no register number. A group of this kind need not have one.");
};
