import * as z from "zod/mini";

/** Chosen by the browser and kept over its retries, so that a lost reply is not "somebody else changed this" (ARCHITECTURE 1.5). */
export const WriteId = z.string().check(z.minLength(8), z.maxLength(64));
