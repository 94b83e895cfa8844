import type { MinutesPage } from "../shared/contract/outcome-views.ts";
import { OFFICE } from "../shared/office.ts";
import { formatDateTime } from "../shared/rules/london.ts";
import type { MinutesPart } from "../shared/rules/minutes.ts";
import { escaped } from "./mail/body.ts";

const STYLE =
  "body{font:12pt/1.5 Georgia,serif;color:#0b1f33;max-width:46rem;margin:2rem auto;padding:0 1rem}h1,h2,h3{font-family:sans-serif;line-height:1.25}th{text-align:left;vertical-align:top;padding:2pt 12pt 2pt 0;width:13rem}td{padding:2pt 0}section{break-inside:avoid}@page{margin:20mm}";

const partHtml = (level: 2 | 3, { title, facts, paragraphs }: MinutesPart): string =>
  [
    `<section><h${level}>${escaped(title)}</h${level}>`,
    ...(facts.length === 0
      ? []
      : [
          `<table>${facts.map(({ label, value }) => `<tr><th scope="row">${escaped(label)}</th><td>${escaped(value)}</td></tr>`).join("")}</table>`,
        ]),
    ...paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`),
    "</section>",
  ].join("\n");

/** Minutes as one file of HTML, without script and without anything from elsewhere. */
export const minutesHtml = ({ minutes, agreed, additions, meetingId }: MinutesPage): string =>
  [
    `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>${escaped(minutes.title)}</title><style>${STYLE}</style></head><body>`,
    `<p>${escaped(OFFICE.name)}</p><h1>${escaped(minutes.title)}</h1><p>Meeting ${escaped(meetingId)}</p>`,
    agreed === undefined
      ? "<p><strong>Draft. The chair has not agreed these minutes yet.</strong></p>"
      : `<p>Agreed by ${escaped(agreed.byName)} at ${escaped(formatDateTime(agreed.at))}.</p>`,
    partHtml(2, minutes.opening),
    partHtml(2, minutes.interests),
    "<h2>Items</h2>",
    ...minutes.items.map((item) => partHtml(3, item)),
    partHtml(2, minutes.money),
    ...(additions.length === 0
      ? []
      : [
          "<h2>Added later</h2>",
          ...additions.map(
            ({ text, byName, at }) =>
              `<p>${escaped(text)}<br><small>${escaped(byName)}, ${escaped(formatDateTime(at))}</small></p>`,
          ),
        ]),
    "</body></html>",
  ].join("\n");
