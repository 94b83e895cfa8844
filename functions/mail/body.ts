import type { MailBlock, MailBody, MailRun } from "../../shared/contract/mail-body.ts";
import type { Office } from "../../shared/office.ts";
import type { Letter } from "./layout.ts";

/** Text as HTML shows it. */
export const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

const PAGE = "margin:0;background:#f6f5f1;color:#0b1f33;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif";
const SHEET = "max-width:34rem;margin:0 auto;padding:24px 20px;background:#ffffff;overflow-wrap:anywhere";
const BUTTON =
  "display:inline-block;padding:12px 20px;background:#0b6158;color:#ffffff;text-decoration:none;font-weight:600";
const CELL = "padding:6px 16px 6px 0;vertical-align:top;text-align:left";
const PARAGRAPH = "margin:0 0 16px";

const p = (style: string, ...runs: MailRun[]): MailBlock => ({ tag: "p", style, runs });
const words = (text: string): MailRun => ({ as: "text", text });
/** Text in lines, each in a line of its own. */
const lines = (as: "text" | "strong", text: string): MailRun[] =>
  text.split("\n").flatMap((line, n): MailRun[] => [...(n > 0 ? [BREAK] : []), { as, text: line }]);
const BREAK: MailRun = { as: "break", text: "" };

/** What the HTML form of a letter consists of. */
export const bodyOf = (letter: Letter, office: Office, address: string, contact: string): MailBody => {
  const { paragraphs, facts = [], parts = [], link } = letter;
  return {
    pageStyle: PAGE,
    sheetStyle: SHEET,
    // A label is our own short words, which break between them; what stands beside it may be one long word.
    labelStyle: `${CELL};font-weight:600;overflow-wrap:normal`,
    valueStyle: `${CELL};overflow-wrap:anywhere`,
    blocks: [
      p(`${PARAGRAPH};font-weight:600`, words(office.name)),
      ...paragraphs.map((paragraph) => p(PARAGRAPH, words(paragraph))),
      ...(facts.length > 0
        ? [
            {
              tag: "table" as const,
              style: "border-collapse:collapse;margin:0 0 16px",
              rows: facts.map(([label, value]): [string, string] => [label, value]),
            },
          ]
        : []),
      ...parts.flatMap(({ title, entries }): MailBlock[] => [
        { tag: "h2", style: "margin:24px 0 12px;font-size:18px", runs: [words(title)] },
        ...entries.map(({ question, answer }) =>
          p("margin:0 0 12px", ...lines("strong", question), BREAK, ...lines("text", answer)),
        ),
      ]),
      p("margin:0 0 24px", { as: "link", text: link.words, href: address, style: BUTTON }),
      p(PARAGRAPH, words(contact)),
      p("margin:0", words(office.area)),
    ],
  };
};

const runHtml = ({ as, text, href = "", style = "" }: MailRun): string => {
  switch (as) {
    case "text":
      return escaped(text);
    case "strong":
      return `<strong>${escaped(text)}</strong>`;
    case "break":
      return "<br>";
    case "link":
      return `<a style="${escaped(style)}" href="${escaped(href)}">${escaped(text)}</a>`;
  }
};

const blockHtml = (block: MailBlock, { labelStyle, valueStyle }: MailBody): string => {
  const style = escaped(block.style);
  if (block.tag !== "table") return `<${block.tag} style="${style}">${block.runs.map(runHtml).join("")}</${block.tag}>`;
  const rows = block.rows.map(
    ([label, value]) =>
      `<tr><th scope="row" style="${labelStyle}">${escaped(label)}</th><td style="${valueStyle}">${escaped(value)}</td></tr>`,
  );
  return `<table style="${style}">${rows.join("")}</table>`;
};

/** The document that is sent. */
export const htmlOf = (subject: string, body: MailBody): string =>
  [
    `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>`,
    `<body style="${escaped(body.pageStyle)}"><div style="${escaped(body.sheetStyle)}">`,
    ...body.blocks.map((block) => blockHtml(block, body)),
    "</div></body></html>",
  ].join("\n");
