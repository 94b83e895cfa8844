import * as z from "zod/mini";
import { MOST_NOTE_CHARACTERS } from "../rules/text.ts";

/** Anything that is seen: not white space alone, nor marks and control characters that cleaning takes away. */
const SEEN = /[^\s\p{C}\p{Z}]/u;

/** A text that somebody has to give, without white space at its ends; one that nobody could see is none. */
export const words = (most: number, whenEmpty: string, whenLong: string) =>
  z.string().check(
    z.trim(),
    z.minLength(1, whenEmpty),
    z.maxLength(most, whenLong),
    z.refine((typed) => typed === "" || SEEN.test(typed), whenEmpty),
  );

/** A reason, where a rule says whether there has to be one. */
export const ReasonOrNone = z
  .string()
  .check(z.trim(), z.maxLength(MOST_NOTE_CHARACTERS, "Keep the reason to 1,000 characters."));
