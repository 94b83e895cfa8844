import * as z from "zod/mini";

/** An amount in whole pence: a safe integer, nought or more. All money is this from the moment it parses. */
export const Pence = z.int().check(z.nonnegative());
export type Pence = z.infer<typeof Pence>;

/** The largest amount that can be typed: seven digits of pounds (DOMAIN 6.5). */
export const largestPence = 999_999_999;

const amount = /^(\d{1,7})(?:\.(\d{2}))?$/;

/** What was typed without spaces, invisible characters, commas and one pound sign in front or behind. */
const bare = (typed: string): string => typed.replace(/[\s,\u200b\u2060\u00ad]/g, "").replace(/^([-−–(]?)£|£$/, "$1");

/**
 * Reads an amount as people type it ("1400", "1,400.00", "£1 400.50") into integer pence.
 * Commas are dropped wherever they stand. Undefined for anything `moneyProblem` has a sentence for (DOMAIN 6.5).
 */
export const parsePounds = (typed: string): number | undefined => {
  const found = amount.exec(bare(typed));
  // Digits are joined, not multiplied: no floating point is ever involved.
  return found ? Number(`${found[1]}${found[2] ?? "00"}`) : undefined;
};

/** Why an amount does not parse, as a sentence that says what to do; undefined exactly when `parsePounds` reads it. */
export const moneyProblem = (typed: string): string | undefined => {
  const text = bare(typed);
  if (amount.test(text)) return undefined;
  if (text === "") return "Enter an amount in pounds, like 1,400.00";
  if (/^(?:[-−–]|\().*\d|\d-$/.test(text)) return "Enter an amount of £0 or more, without a minus sign";
  if (/^\d{8,}(?:\.\d*)?$/.test(text)) return `Enter an amount of ${formatPounds(largestPence)} or less`;
  if (/^\d+\.\d{3,}$/.test(text)) return "Enter no more than two figures after the point, like 1,400.00";
  if (/^\d*\.\d{0,2}$/.test(text)) return "Enter pounds, and pence as two figures, like 1,400.50";
  return "Enter the amount in figures, like 1,400.00";
};

const grouped = (pounds: number): string => String(pounds).replace(/\B(?=(?:\d{3})+$)/g, ",");

/** "£1,400.00" from pence; "-£1,400.00" for a difference below nought. */
export const formatPounds = (pence: number): string => {
  const size = Math.abs(pence);
  const pounds = grouped(Math.floor(size / 100));
  return `${pence < 0 ? "-" : ""}£${pounds}.${String(size % 100).padStart(2, "0")}`;
};

/** "£5,000" from pence: the pence are shown only where there are some ("£5,000.50"). */
export const formatWholePounds = (pence: number): string => formatPounds(pence).replace(/\.00$/, "");

/**
 * Splits total × basis points / 10,000 into whole pence and the ten-thousandths left over. The total is divided
 * first, so that no product leaves the safe integers: a total of 90 million million pounds is still exact.
 */
const share = (totalPence: number, basisPoints: number): { whole: number; rest: number } => {
  const small = (totalPence % 10_000) * basisPoints;
  return { whole: Math.floor(totalPence / 10_000) * basisPoints + Math.floor(small / 10_000), rest: small % 10_000 };
};

/** The least pence that are at least this share of the total (rounded up). 2,500 basis points are 25 %. DOMAIN 9. */
export const requiredSharePence = (totalPence: number, basisPoints: number): number => {
  const { whole, rest } = share(totalPence, basisPoints);
  return rest > 0 ? whole + 1 : whole;
};

/** The most pence that are within this share of the total (rounded down). 2,500 basis points are 25 %. DOMAIN 9. */
export const capSharePence = (totalPence: number, basisPoints: number): number => share(totalPence, basisPoints).whole;
