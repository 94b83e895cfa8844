import * as z from "zod/mini";

/**
 * One thing that is wrong, as a rule found it: the id of the rule (`noun/rule`), a JSON pointer to the place in the
 * request body or the application (`/sections/money/budget/0/amount`), and a sentence that says what to do.
 */
export const Finding = z.object({ rule: z.string(), pointer: z.string(), detail: z.string() });
export type Finding = z.infer<typeof Finding>;

/** Makes one finding; refuses nothing. */
export const finding = (rule: string, pointer: string, detail: string): Finding => ({ rule, pointer, detail });
