import * as z from "zod/mini";
import { template } from "./layout.ts";

export const invitation = template(
  z.object({ role: z.string(), until: z.string(), door: z.enum(["code", "staff"]) }),
  ({ role, until, door }) => ({
    subject: `You are invited: ${role}`,
    paragraphs: [
      `The grants team invites you to its portal as: ${role}.`,
      door === "staff"
        ? "Sign in with your work account. Use the account that has the address this email was sent to."
        : "Sign in with the address this email was sent to. We send you a code each time; there is no password.",
      `The invitation works once, until ${until}. If you did not expect it, ignore it.`,
    ],
    link: { words: "Sign in", path: "/sign-in" },
  }),
);
