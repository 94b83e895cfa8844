import { describe, expect, it } from "vitest";
import { render } from "../../../functions/mail/templates.ts";
import { OFFICE } from "../../../shared/office.ts";
import { TEMPLATES, type Template } from "../../../shared/rules/messages.ts";
import { ROUTES } from "../../../web/routes.tsx";

const site = "https://grants.example.org";
const reference = "CAF-26Q4-0017-K";
const title = "Saturday boxing for young people in Longwell Green";
const until = "11:59pm on Friday 4 December 2026";
const round = "Community Action Fund, winter";
const organisation = "Longwell Green Juice Community Project";

/** Facts as the portal writes them; what people typed is marked, and replaced by the worst that could be typed. */
const SAMPLES: Record<Template, (typed: (text: string) => string) => Record<string, string>> = {
  "sign-in-code": () => ({ code: "042137" }),
  invitation: () => ({ role: "Trustee", until, door: "code" }),
  "join-asked": (typed) => ({ who: typed("Ash Field"), organisation: typed(organisation), organisationId: "o_1" }),
  "join-accepted": (typed) => ({ organisation: typed(organisation), organisationId: "o_1" }),
  "join-refused": () => ({}),
  "claim-settled": (typed) => ({ organisation: typed(organisation), organisationId: "o_1" }),
  "member-replaced": (typed) => ({ organisation: typed(organisation), on: "Tuesday 1 December 2026" }),
  receipt: (typed) => ({
    reference,
    title: typed(title),
    asked: "£1,400.00",
    received: "11:59:59 on Tuesday 1 December 2026",
    sha256: "a".repeat(64),
    submission: "2",
  }),
  answers: (typed) => ({
    reference,
    title: typed(title),
    asked: "£1,400.00",
    received: "11:59:59 on Tuesday 1 December 2026",
    sha256: "a".repeat(64),
    submission: "2",
    leftOut: "2",
    answers: JSON.stringify([
      { title: "Your project", entries: [{ question: "What will you do?", answer: typed("Boxing.\n\nEvery week.") }] },
    ]),
  }),
  withdrawn: (typed) => ({ reference, title: typed(title), on: "9am on Wednesday 2 December 2026" }),
  "information-asked": (typed) => ({ reference, title: typed(title), by: "Friday 4 December 2026" }),
  "document-refused": (typed) => ({ reference, title: typed(title), until }),
  "not-eligible": (typed) => ({ reference, title: typed(title), until }),
  "notice-published": (typed) => ({ reference, round: typed(round), on: until }),
  "draft-carried": (typed) => ({ reference, from: "CAF-26Q3-0003-M", title: typed(title) }),
  "outcome-awarded": (typed) => ({ reference, title: typed(title), amount: "£1,400.00", quiet: "" }),
  "outcome-part": (typed) => ({ reference, title: typed(title), amount: "£900.00", quiet: "yes" }),
  "outcome-reserved": (typed) => ({ reference, title: typed(title), quiet: "" }),
  "outcome-deferred": (typed) => ({ reference, title: typed(title), quiet: "" }),
  "outcome-declined": (typed) => ({ reference, title: typed(title), quiet: "" }),
  "draft-expiring": (typed) => ({ reference, title: typed(title), on: "Tuesday 1 June 2027" }),
  "eligibility-allowed": (typed) => ({ organisation: typed(organisation), round: typed(round), roundId: "CAF-26Q4" }),
  "eligibility-refused": (typed) => ({ organisation: typed(organisation), round: typed(round), fundId: "a-fund" }),
  "office-eligibility-asked": (typed) => ({
    organisation: typed(organisation),
    round: typed(round),
    roundId: "CAF-26Q4",
  }),
  "office-information-given": (typed) => ({ reference, organisation: typed(organisation) }),
  "office-claim-disputed": (typed) => ({ organisation: typed(organisation) }),
};
const rendered = (template: Template, typed = (text: string) => text) =>
  render(template, SAMPLES[template](typed), OFFICE, site);

/** What somebody asked for in full is as long as they wrote it. */
const longest = (template: Template): number => (template === "answers" ? 8_000 : 1_200);

describe.each(TEMPLATES)("%s", (template) => {
  it("is short in plain text and names a person to call", () => {
    const { text, subject } = rendered(template);
    expect(text.length).toBeLessThanOrEqual(1_200);
    expect(subject.length).toBeLessThanOrEqual(80);
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

describe("render", () => {
  it("throws when a fact is missing, so that nobody gets half a letter", () => {
    expect(() => render("receipt", { reference }, OFFICE, site)).toThrow();
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

Reference: CAF-26Q4-0017-K
Title: Saturday boxing for young people in Longwell Green
Amount asked for: £1,400.00
Received: 11:59:59 on Tuesday 1 December 2026, London time
Submission: 2
Check code (SHA-256): ${"a".repeat(64)}

Read your application:
https://grants.example.org/apply/CAF-26Q4-0017-K/submissions/2

If you need help, call 01275 000000 (weekdays 9 to 5), email grants@example.org or reply to this message.

Police and Crime Commissioner grants
Avon and Somerset (demonstration)`);
  });
});
