import * as z from "zod/mini";
import type { MailBody } from "../../shared/contract/mail-body.ts";
import type { Office } from "../../shared/office.ts";
import { singleLine } from "../../shared/rules/text.ts";
import { bodyOf, htmlOf } from "./body.ts";

/** What a template says: short paragraphs, facts to look up, and the one place to go. Nothing of it is trusted as HTML. */
export type Letter = {
  subject: string;
  paragraphs: readonly string[];
  /** Label and value, one a line. */
  facts?: readonly (readonly [string, string])[];
  /** Questions and answers under headings, each in as many lines as it has. */
  parts?: readonly { title: string; entries: readonly { question: string; answer: string }[] }[];
  link: { words: string; path: string };
};

/** A message as it is sent. */
export type Rendered = { subject: string; text: string; html: string; body: MailBody };

const LONGEST = 120;

/** No address of another site that a mail program would turn into a link of ours. */
const unlinked = (line: string): string => line.replaceAll("://", ": //").replace(/\bwww\./gi, "www ");

/**
 * What somebody typed, as an e-mail shows it: one line (no header can begin inside), of bounded length, and no address of
 * another site that a mail program would turn into a link of ours.
 */
export const Typed = z.pipe(
  z.string(),
  z.transform((typed: string) => {
    const line = unlinked(singleLine(typed));
    return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
  }),
);

/** The same of a text in lines, whole: what its own writer has asked for. */
export const TypedLines = z.pipe(
  z.string(),
  z.transform((typed: string) =>
    typed
      .split("\n")
      .map((line) => unlinked(singleLine(line)))
      .join("\n"),
  ),
);

/** A template: the facts it needs, and the letter it makes of them. */
export type MailTemplate<F extends z.ZodMiniType> = { facts: F; letter: (facts: z.infer<F>) => Letter };
export const template = <F extends z.ZodMiniType>(
  facts: F,
  letter: (facts: z.infer<F>) => Letter,
): MailTemplate<F> => ({ facts, letter });

/**
 * A letter in both forms, plain text first: the office's name above, one link, a human contact below. No picture, no
 * script, nothing that tells us who opened it.
 * @param siteAddress where the link leads, without a slash at the end
 */
export const layout = (letter: Letter, office: Office, siteAddress: string): Rendered => {
  const { paragraphs, facts = [], parts = [], link } = letter;
  const address = `${siteAddress}${link.path}`;
  const contact = `If you need help, call ${office.phone} (${office.phoneHours}), email ${office.email} or reply to this message.`;
  const text = [
    ...paragraphs,
    ...(facts.length > 0 ? [facts.map(([label, value]) => `${label}: ${value}`).join("\n")] : []),
    ...parts.flatMap(({ title, entries }) => [
      `${title}\n${"-".repeat(title.length)}`,
      ...entries.map(({ question, answer }) => `${question}\n${answer}`),
    ]),
    `${link.words}:\n${address}`,
    contact,
    `${office.name}\n${office.area}`,
  ].join("\n\n");
  const body = bodyOf(letter, office, address, contact);
  const subject = singleLine(letter.subject);
  return { subject, text, html: htmlOf(subject, body), body };
};
