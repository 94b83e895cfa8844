import * as z from "zod/mini";

/** Chosen by the browser and kept over its retries, so that a lost reply is not "somebody else changed this" (ARCHITECTURE 1.5). */
export const WriteId = z.string().check(z.regex(/^[\w-]{8,64}$/, "Send 8 to 64 letters, digits and hyphens."));

/** The version of an item that was read: far below where adding one is no longer exact. */
export const Version = z.int().check(z.nonnegative(), z.lte(1_000_000_000));

/** What a change of an item carries: over which version it is made, and its own id. */
export const hand = { version: Version, writeId: WriteId };

/** For what is asked with nothing more said. */
export const WriteOnly = z.strictObject({ writeId: WriteId });
