import * as z from "zod/mini";
import { template } from "./layout.ts";

/** The code stands alone on its line, so that it can be copied or typed from another screen. */
export const signInCode = template(z.object({ code: z.string().check(z.regex(/^\d{6}$/)) }), ({ code }) => ({
  subject: `${code} is your code to sign in`,
  paragraphs: [
    "Your code is:",
    code,
    "It works for 10 minutes, in the browser that asked for it.",
    "If you did not ask for it, ignore this email. Nobody can sign in without it. We never ask for it by telephone.",
  ],
  link: { words: "Go back to sign in", path: "/sign-in" },
}));
