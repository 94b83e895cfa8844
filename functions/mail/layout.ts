import * as z from "zod/mini";
import type { Office } from "../../shared/office.ts";
import { singleLine } from "../../shared/rules/text.ts";

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
export type Rendered = { subject: string; text: string; html: string };

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

/** Text as HTML shows it. */
export const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

const inLines = (text: string): string => escaped(text).replaceAll("\n", "<br>");

const PAGE = "margin:0;background:#f6f5f1;color:#0b1f33;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif";
const SHEET = "max-width:34rem;margin:0 auto;padding:24px 20px;background:#ffffff";
const BUTTON =
  "display:inline-block;padding:12px 20px;background:#0b6158;color:#ffffff;text-decoration:none;font-weight:600";
const CELL = "padding:6px 16px 6px 0;vertical-align:top;text-align:left;overflow-wrap:anywhere";
const ANSWER = "margin:0 0 12px;overflow-wrap:anywhere";

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
  const rows = facts.map(
    ([label, value]) =>
      `<tr><th style="${CELL};font-weight:600">${escaped(label)}</th><td style="${CELL}">${escaped(value)}</td></tr>`,
  );
  const html = [
    `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(letter.subject)}</title></head>`,
    `<body style="${PAGE}"><div style="${SHEET}"><p style="margin:0 0 16px;font-weight:600">${escaped(office.name)}</p>`,
    ...paragraphs.map((paragraph) => `<p style="margin:0 0 16px">${escaped(paragraph)}</p>`),
    ...(rows.length > 0 ? [`<table style="border-collapse:collapse;margin:0 0 16px">${rows.join("")}</table>`] : []),
    ...parts.flatMap(({ title, entries }) => [
      `<h2 style="margin:24px 0 12px;font-size:18px">${escaped(title)}</h2>`,
      ...entries.map(
        ({ question, answer }) =>
          `<p style="${ANSWER}"><strong>${inLines(question)}</strong><br>${inLines(answer)}</p>`,
      ),
    ]),
    `<p style="margin:0 0 24px"><a style="${BUTTON}" href="${escaped(address)}">${escaped(link.words)}</a></p>`,
    `<p style="margin:0 0 16px">${escaped(contact)}</p><p style="margin:0">${escaped(office.area)}</p></div></body></html>`,
  ].join("\n");
  return { subject: singleLine(letter.subject), text, html };
};
