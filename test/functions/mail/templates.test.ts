import { SESClient, type SendEmailCommand } from "@aws-sdk/client-ses";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeMailer } from "../../../functions/mail/mailer.ts";
import { SAMPLES } from "../../../functions/mail/samples.ts";
import { render } from "../../../functions/mail/templates.ts";
import { OFFICE } from "../../../shared/office.ts";
import { TEMPLATES, type Template } from "../../../shared/rules/messages.ts";
import { ROUTES } from "../../../web/routes.tsx";

const site = "https://grants.example.org";
const rendered = (template: Template, typed = (text: string) => text) =>
  render(template, SAMPLES[template](typed), OFFICE, site);

/** What a sample may be about; and the letters about a round as a whole. */
const NOTHING: { reference?: string; roundId?: string; meetingId?: string } = {};
const OF_ROUND: ReadonlySet<Template> = new Set<Template>([
  "trustee-assigned",
  "trustee-reminder",
  "scoring-revealed",
  "confirmation-wanted",
  "office-date-ahead",
]);

/** What somebody asked for in full is as long as they wrote it, and a closure says its public words whole. */
const longest = (template: Template): number => {
  if (template === "answers" || template === "round-letter") return 8_000;
  return template === "fund-closed" ? 1_600 : 1_200;
};

describe.each(TEMPLATES)("%s", (template) => {
  it("is short in plain text and names a person to call", () => {
    const { text, subject } = rendered(template);
    expect(text.length).toBeLessThanOrEqual(1_200);
    expect(subject.length).toBeLessThanOrEqual(78);
    expect(text).toContain(OFFICE.phone);
    expect(text).toContain(OFFICE.name);
  });

  it("has one link, the same in both forms, into the portal", () => {
    const { text, html } = rendered(template);
    const inText = text.match(/https?:\/\/\S+/g) ?? [];
    const inHtml = [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
    expect(inText).toHaveLength(1);
    expect(inHtml).toEqual(inText);
    expect(inText[0]).toMatch(/^https:\/\/grants\.example\.org\//);
  });

  it("leads to a page that there is", () => {
    const [, path = ""] = rendered(template).text.match(/https:\/\/grants\.example\.org(\S+)/) ?? [];
    const fits = (pattern: string) => new RegExp(`^${pattern.replace(/:\w+/g, "[^/]+")}$`).test(path);
    expect(ROUTES.filter((route) => fits(route.path))).not.toEqual([]);
  });

  it("loads nothing and says please to nobody", () => {
    const { text, html } = rendered(template);
    expect(html).not.toMatch(/<(img|script|link|iframe)|url\(/i);
    expect(text).not.toMatch(/please|!/i);
  });

  it("lets nothing in that somebody typed: no markup, no second link, no header, no flood", () => {
    const worst = (text: string) =>
      `${text}<script>alert(1)</script>"'><b>\r\nBcc: everyone@example.org\u202e https://evil.example www.evil.example ${"x".repeat(3_000)}`;
    const { subject, text, html } = rendered(template, worst);
    expect(html).not.toMatch(/<script|<b>/i);
    expect(text.match(/https?:\/\/|www\./g)).toHaveLength(1);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text.replace(/^What will you do\?[\s\S]*?^Read your/m, "")).not.toMatch(/^Bcc/m);
    expect(text.length).toBeLessThanOrEqual(longest(template));
  });
});

/** Pieces that somebody could type to break out of a text, a line, an attribute or the direction of reading. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 40 }),
      fc.constantFrom(
        ...[
          "<script>",
          "</td>",
          "<b onmouseover=x>",
          '"',
          "'",
          "&lt;",
          "&",
          "<!--",
          "]]>",
          "{{",
          "#{x}",
          "javascript:",
        ],
        ...["\r\n", "\n\n", "\u2028", "\u0085", "\v", "\u202e", "\u2066", "\u200f", "\u0000", "\ufeff", "\ud800"],
        ...["Bcc: a@b.org", "http://evil.example", "HTTPS://evil.example", "www.evil.example", "//evil.example"],
      ),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(""));
const tagsOf = (html: string): string => (html.match(/<[^>]*>/g) ?? []).join("").replace(/(?:<br>)+/g, "");
const DIRECTION = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]/;

describe("whatever is typed", () => {
  it.each(TEMPLATES)(
    "stays text in %s: the same markup, one link, one line of subject, no mark of direction",
    (template) => {
      // What is typed as one word gives the markup of the letter itself. Paragraphs are as many as were typed in one of them.
      const plain = tagsOf(rendered(template, () => "word").html).replace(/<title>|<p [^>]*>|<\/p>/g, "");
      fc.assert(
        fc.property(hostile, (typed) => {
          const { subject, text, html } = rendered(template, () => typed);
          const shown = [subject, text, html].join("\n");
          expect(tagsOf(html).replace(/<title>|<p [^>]*>|<\/p>/g, "")).toBe(plain);
          expect(text.match(/https?:\/\//gi)).toHaveLength(1);
          expect([...html.matchAll(/href="/g)]).toHaveLength(1);
          expect([...subject].filter((letter) => letter < " " || /[\u0085\u2028\u2029]/.test(letter))).toEqual([]);
          expect(shown).not.toMatch(DIRECTION);
          expect(text.length).toBeLessThanOrEqual(longest(template));
        }),
        { numRuns: 60 },
      );
    },
  );

  it.each(TEMPLATES)("goes through SES as one subject and one address, and nothing else: %s", async (template) => {
    const asked: SendEmailCommand["input"][] = [];
    const client = new SESClient({ region: "eu-west-2" });
    client.middlewareStack.add(
      () => async (args) => {
        if ("Message" in args.input) asked.push(args.input);
        return { response: {}, output: { MessageId: "1", $metadata: {} } };
      },
      { step: "initialize" },
    );
    const mailer = makeMailer(client, {
      sender: "grants@example.org",
      replyTo: OFFICE.email,
      configurationSet: "portal",
    });
    const typed = "x\r\nBcc: everyone@example.org\r\n\r\n<b>";
    const to = "o'hara+grants@example.org";
    await mailer.send({ to, ...rendered(template, () => typed), message: { recipient: "p_1", id: "m_1" } });
    const [input] = asked;
    expect(input?.Message?.Subject?.Data).not.toMatch(/[\r\n]/);
    expect(input?.Destination).toEqual({ ToAddresses: [to] });
    expect([input?.Source, input?.ReplyToAddresses]).toEqual(["grants@example.org", [OFFICE.email]]);
  });
});

describe("every letter", () => {
  it.each(TEMPLATES)(
    "names the application, round or meeting it is about, in its subject and its text: %s",
    (template) => {
      const { reference, roundId, meetingId } = { ...NOTHING, ...SAMPLES[template]((text) => text) };
      const about =
        (template === "meeting-papers" ? meetingId : reference) ?? (OF_ROUND.has(template) ? roundId : undefined);
      const { subject, text } = rendered(template);
      expect([subject, text].filter((part) => !part.includes(about ?? ""))).toEqual([]);
    },
  );

  it.each(TEMPLATES)("is from the office, and from no person or holder of an office: %s", (template) => {
    const { text, subject } = rendered(template);
    expect(text.endsWith(`${OFFICE.name}\n${OFFICE.area}`)).toBe(true);
    const own = `${subject}\n${text}`.replaceAll(OFFICE.name, "");
    expect(own).not.toMatch(/Commissioner|yours (?:sincerely|faithfully)|kind regards/i);
  });

  it("says to a contact without an account why they get it, and how to read more", () => {
    const facts = { ...SAMPLES.receipt((text) => text), named: "contact" };
    expect(render("receipt", facts, OFFICE, site).text).toContain("your group named you as a contact");
    expect(rendered("receipt").text).not.toContain("contact. To read");
  });
});

describe("render", () => {
  it("throws when a fact is missing, so that nobody gets half a letter", () => {
    expect(() => render("receipt", { reference: "ABC-26Q4-0017-K" }, OFFICE, site)).toThrow();
  });

  it("writes answers under their questions, line by line, and says what is left out", () => {
    const { text, html } = rendered("answers");
    expect(text).toContain("Answers left out: 2.");
    expect(text).toContain("Your project\n------------\n\nWhat will you do?\nBoxing.\n\nEvery week.\n\nRead your");
    expect(html).toContain("<strong>What will you do?</strong><br>Boxing.<br><br>Every week.</p>");
  });

  it("leaves the part about what is left out away where nothing is, and stands without the answers themselves", () => {
    const facts = { ...SAMPLES.answers((text) => text), leftOut: "0", answers: "[]" };
    expect(render("answers", facts, OFFICE, site).text).not.toContain("left out");
  });

  it("writes a receipt that can be read aloud", () => {
    expect(
      rendered("receipt").text,
    ).toBe(`We have received your changed application. It replaces the one you sent before. Keep this email: it is your receipt.

Reference: ABC-26Q4-0017-K
Title: Saturday boxing for young people in Longwell Green
Amount asked for: £1,400.00
How it adds up: All costs: £1,900.00; Asked for: £1,400.00; Other money: £500.00
Received: 11:59:59 on Tuesday 1 December 2026, London time
Submission: 2
Check code (SHA-256): ${"a".repeat(64)}

Read your application:
https://grants.example.org/apply/ABC-26Q4-0017-K/submissions/2

If you need help, call 01275 000000 (weekdays 9 to 5), email grants@example.org or reply to this message.

Police and Crime Commissioner grants
Avon and Somerset (demonstration)`);
  });
});
