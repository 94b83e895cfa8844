import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { Template } from "../rules/messages.ts";
import { LetterTo, MOST_HEADING_CHARACTERS, MOST_LETTER_CHARACTERS, RoundLetter } from "../rules/round-letter.ts";
import { WHOMS } from "../rules/told.ts";
import { RoundId } from "./funds.ts";
import { MailBody } from "./mail-body.ts";
import { words } from "./words.ts";
import { WriteId } from "./write-id.ts";

/** When a template is sent: which events cause it, and whom they tell. None: something else sends it. */
const Cause = z.strictObject({ event: z.string(), whom: z.enum(WHOMS), urgent: z.boolean() });

export const TemplateLine = z.strictObject({ template: Template, subject: z.string(), causes: z.array(Cause) });
export type TemplateLine = z.infer<typeof TemplateLine>;

/** An e-mail as it would be sent: its subject and both forms. */
const Shown = { subject: z.string(), text: z.string(), body: MailBody };

export const TemplateSample = z.strictObject({ ...TemplateLine.shape, ...Shown });
export type TemplateSample = z.infer<typeof TemplateSample>;

const ByRound = z.strictObject({ id: RoundId });
const Typed = {
  to: LetterTo,
  heading: words(
    MOST_HEADING_CHARACTERS,
    "Enter a subject.",
    `Shorten the subject to ${MOST_HEADING_CHARACTERS} characters.`,
  ),
  text: words(MOST_LETTER_CHARACTERS, "Write the message.", "Shorten the message to 2,000 characters."),
};

/** How many a letter would reach now. */
const Reach = z.strictObject({ groups: z.int(), people: z.int() });

export const LetterPreview = z.strictObject({ to: LetterTo, ...Reach.shape, ...Shown });
export type LetterPreview = z.infer<typeof LetterPreview>;

export const LettersOfRound = z.strictObject({
  roundId: z.string(),
  title: z.string(),
  /** Groups that each of them would go to now. */
  groups: z.strictObject({ "draft-owners": z.int(), applicants: z.int() }),
  /** The newest first. */
  letters: z.array(z.omit(RoundLetter, { writtenBy: true })),
});
export type LettersOfRound = z.infer<typeof LettersOfRound>;

/** Every template with sample facts, and what an officer writes to everyone of a round, each of them alone. */
export const letters = {
  templates: endpoint("GET /api/mail/templates", {
    who: ["officer", "approver", "administrator"],
    returns: z.strictObject({ templates: z.array(TemplateLine) }),
  }),
  template: endpoint("GET /api/mail/templates/{template}", {
    who: ["officer", "approver", "administrator"],
    params: z.strictObject({ template: z.string().check(z.maxLength(60, "There is no such email.")) }),
    returns: TemplateSample,
  }),
  ofRound: endpoint("GET /api/office/rounds/{id}/letters", {
    who: ["officer", "approver"],
    params: ByRound,
    returns: LettersOfRound,
  }),
  preview: endpoint("POST /api/office/rounds/{id}/letters/preview", {
    who: ["officer"],
    params: ByRound,
    body: z.strictObject(Typed),
    returns: LetterPreview,
  }),
  write: endpoint("POST /api/office/rounds/{id}/letters", {
    who: ["officer"],
    params: ByRound,
    body: z.strictObject({
      ...Typed,
      /** Groups that the officer saw it would go to. */
      groups: z.int().check(z.nonnegative(), z.lte(100_000)),
      writeId: WriteId,
    }),
    returns: LettersOfRound,
  }),
} as const;
