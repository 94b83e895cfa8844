import * as z from "zod/mini";

/** A person's own id, as it is asked with: the same everywhere, whoever they sign in with. */
export const PersonId = z.string().check(z.regex(/^p_[\w-]{1,60}$/, "There is no such person."));
