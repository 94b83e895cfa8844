import { BANDS, type Band } from "../rules/form.ts";

/** The sizes of application that questions and documents are asked of. What is asked grows with the amount (DOMAIN 7). */

export const everyBand: Band[] = [...BANDS];
export const fromM: Band[] = ["M", "L"];
export const largest: Band[] = ["L"];
