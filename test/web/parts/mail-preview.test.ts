import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { SAMPLES } from "../../../functions/mail/samples.ts";
import { render } from "../../../functions/mail/templates.ts";
import { OFFICE } from "../../../shared/office.ts";
import { TEMPLATES } from "../../../shared/rules/messages.ts";
import { MailSheet } from "../../../web/parts/mail-preview.tsx";

const worst = `<script>x</script>"'><b>&amp; O’Hara`;
/** Two spellings of the same elements: how quotes are escaped, where attributes and lines stand. */
const plain = (html: string): string =>
  html
    .replaceAll("&#39;", "'")
    .replaceAll("&gt;", ">")
    .replaceAll("<br/>", "<br>")
    .replace(/<a style="([^"]*)" href="([^"]*)">/g, '<a href="$2" style="$1">')
    .replace(/<th style="([^"]*)" scope="row">/g, '<th scope="row" style="$1">')
    .replaceAll(/;"/g, '"')
    .replaceAll("\n", "");

describe("MailSheet", () => {
  it.each(TEMPLATES)("draws the very elements that are sent: %s", (template) => {
    for (const typed of [(text: string) => text, () => worst]) {
      const { html, body } = render(template, SAMPLES[template](typed), OFFICE, "https://grants.example.org");
      const sent = html.slice(html.indexOf("<div style"), html.indexOf("</body>"));
      expect(plain(renderToString(h(MailSheet, { body })))).toBe(plain(sent));
    }
  });
});
