import { KNOWN } from "./form.ts";
import type { Submission } from "./frozen.ts";

const CONTACTS = ["mainContactEmail", "mainContactPhone", "secondContactEmail", "secondContactPhone"] as const;
const WHEREABOUTS = ["addressLine1", "addressLine2", "postcode"] as const;

/**
 * A bid as trustees and observers read it, alone and in a pack: without telephone numbers and e-mail addresses, and without a
 * place that must stay secret.
 */
export const withoutContacts = (content: Submission): Submission => {
  const isSecret = content.answers[KNOWN.unsafeToPublish] === "yes";
  const left: readonly string[] = isSecret ? [...CONTACTS, ...WHEREABOUTS] : CONTACTS;
  return {
    ...content,
    organisation: Object.fromEntries(Object.entries(content.organisation).filter(([field]) => !left.includes(field))),
  };
};
