import * as z from "zod/mini";

/** The short name of a fund in references: two to five capitals ("ABC"). */
export const FundCode = z.string().check(z.regex(/^[A-Z]{2,5}$/, "Enter two to five capital letters"));
export type FundCode = z.infer<typeof FundCode>;

/** The short name of a round in references: year, letter, number ("26Q4"). */
export const RoundCode = z.string().check(z.regex(/^\d{2}[A-Z]\d$/, "Enter a year, a letter and a number, like 26Q4"));
export type RoundCode = z.infer<typeof RoundCode>;

/** What a reference is made of; `number` counts the applications of the round from 1. */
type ReferenceParts = { fundCode: FundCode; roundCode: RoundCode; number: number };

// 29 characters, one for each remainder: without 0 O Q, 1 I, S (read as 5) and U (heard as Q, read as V). It needs at
// least 26, or two letters of a fund would share a check character and a slip between them would pass.
const checkCharacters = "23456789ABCDEFGHJKLMNPRTVWXYZ";
const modulus = checkCharacters.length;

// Letters count 0 to 25, digits 0 to 9. The form of a reference fixes which places are letters and which are digits.
const characterValue = (character: string): number =>
  /\d/.test(character) ? Number(character) : character.charCodeAt(0) - "A".charCodeAt(0);

/**
 * The check character, a pure system after ISO 7064 with modulus 29 and radix 2: the character at distance d from it
 * weighs 2^d and the sum is 1 (mod 29). 29 is prime and greater than any difference of two values, so one wrong
 * character always shows; neighbouring weights differ by a power of 2, so two swapped ones do too.
 */
const checkCharacter = (characters: string): string => {
  let sum = 0;
  for (const character of characters) sum = ((sum + characterValue(character)) * 2) % modulus;
  return checkCharacters.charAt((modulus + 1 - sum) % modulus);
};

/** The reference people quote: "ABC-26Q4-0017-Y". The number has at least four digits; the last is the check character. */
export const applicationReference = ({ fundCode, roundCode, number }: ReferenceParts): string => {
  const digits = String(number).padStart(4, "0");
  return `${fundCode}-${roundCode}-${digits}-${checkCharacter(fundCode + roundCode + digits)}`;
};

/**
 * Reads a reference as people type it: any case, spaces and dashes anywhere or nowhere. Undefined when it is no
 * reference, or one wrong character or two swapped neighbours away from one.
 */
export const parseReference = (typed: string): ReferenceParts | undefined => {
  const bare = typed.toUpperCase().replace(/[\s\p{Cf}\p{Pd}]/gu, "");
  const [, fundCode, roundCode, digits, check] = /^([A-Z]{2,5})(\d{2}[A-Z]\d)(\d{4,6})([2-9A-Z])$/.exec(bare) ?? [];
  if (fundCode === undefined || roundCode === undefined || digits === undefined) return undefined;
  // A fifth digit is only written when it counts, so a doubled nought is a slip.
  if (digits.length > 4 && digits.startsWith("0")) return undefined;
  const right = check === checkCharacter(fundCode + roundCode + digits);
  return right ? { fundCode, roundCode, number: Number(digits) } : undefined;
};
