import { describe, expect, it } from "vitest";
import { Event } from "../../../shared/events.ts";
import { TEMPLATES } from "../../../shared/rules/messages.ts";
import { OUTCOME_KINDS } from "../../../shared/rules/outcome.ts";
import { causesOf, TOLD, toldOf } from "../../../shared/rules/told.ts";

const types = Event.def.options.map(({ shape }) => String([...shape.type.def.values][0]));

describe("messages/told", () => {
  const rows: [string, string | undefined][] = [
    ["application-submitted", "receipt to members, at once"],
    ["invited", "invitation to address, at once"],
    ["join-asked", "join-asked to members"],
    ["join-accepted", "join-accepted to person"],
    ["join-refused", "join-refused to person"],
    ["claim-settled", "claim-settled to members"],
    ["member-replaced", "member-replaced to person"],
    ["application-withdrawn", "withdrawn to members"],
    ["information-asked", "information-asked to members"],
    ["marked-not-eligible", "not-eligible to members"],
    ["notice-published", "notice-published to draft-owners"],
    ["round-extended", "round-extended to round"],
    ["round-held", "fund-closed to round"],
    ["round-freed", "fund-reopened to round"],
    ["date-slipped", "date-slipped to round"],
    ["exception-given", "exception-given to members"],
    ["date-missed", "office-date-missed to office"],
    ["election-date-ahead", "office-election-date to office"],
    ["closure-date-ahead", "office-closure-date to office"],
    ["round-reopened", "fund-reopened to unsubmitted"],
    ["outage-found", "office-outage to office, at once"],
    ["draft-carried", "draft-carried to members"],
    ["draft-expiring", "draft-expiring to members"],
    ["eligibility-allowed", "eligibility-allowed to asker"],
    ["eligibility-refused", "eligibility-refused to asker"],
    ["eligibility-asked", "office-eligibility-asked to office"],
    ["information-given", "office-information-given to office"],
    ["claim-disputed", "office-claim-disputed to office"],
    ["drafts-reminded", "draft-reminder to unsubmitted"],
    ["trustees-reminded", "trustee-reminder to behind"],
    ["date-ahead", "office-date-ahead to office"],
    ["round-letter-written", "round-letter to chosen"],
    ["trustee-assigned", "trustee-assigned to trustee"],
    ["interest-asked", "interest-asked to ruler"],
    ["interest-declared-late", "interest-late to ruler"],
    ["scoring-revealed", "scoring-revealed to panel"],
    ["meeting-prepared", "meeting-papers to meeting"],
    ["meeting-closed", "confirmation-wanted to approvers"],
    ["release-asked", "confirmation-wanted to approvers"],
    ["approval-asked", "approval-wanted to approvers, at once"],
    ["approval-answered", "approval-answered to asker"],
    ["application-started", undefined],
    ["code-asked", undefined],
    ["marked-eligible", undefined],
  ];
  it.each(rows)("tells of %s: %s", (type, expected) => {
    const told = toldOf({ type });
    expect(told && `${told.template} to ${told.whom}${told.urgent ? ", at once" : ""}`).toBe(expected);
  });

  it.each([
    ["refused", true],
    ["unsupported", true],
    ["clean", false],
    ["waiting", false],
  ])("tells of a document that was scanned as %s: %s", (result, isTold) => {
    expect(toldOf({ type: "document-scanned", result }) !== undefined).toBe(isTold);
  });

  const outcomesTold = OUTCOME_KINDS.flatMap((outcome) => toldOf({ type: "outcome-released", outcome }) ?? []);
  it("tells of each kind of outcome in words of its own", () => {
    expect(outcomesTold.map(({ template, whom }) => `${template} to ${whom}`)).toEqual(
      OUTCOME_KINDS.map((kind) => `outcome-${kind} to members`),
    );
  });

  it("knows only events that there are", () => {
    expect(Object.keys(TOLD).filter((type) => !types.includes(type))).toEqual([]);
  });

  it("says the last reminder in words of its own", () => {
    expect(toldOf({ type: "drafts-reminded", before: "3-hours" })?.template).toBe("closing-soon");
    expect(toldOf({ type: "drafts-reminded", before: "2-days" })?.template).toBe("draft-reminder");
  });

  it("has an event for every template but the code and the answers, whose cause writes them, and what is not built", () => {
    expect(TEMPLATES.filter((template) => causesOf(template).length === 0)).toEqual([
      "sign-in-code",
      "answers",
      "review-received",
    ]);
  });

  it("names as a cause of a template every event that is told by it", () => {
    expect(causesOf("confirmation-wanted").map(({ event }) => event)).toEqual(["meeting-closed", "release-asked"]);
    expect(causesOf("changed-by-colleague")).toEqual([
      { event: "application-submitted", whom: "members", urgent: true },
    ]);
    for (const { template } of outcomesTold)
      expect(causesOf(template).map(({ event }) => event)).toEqual(["outcome-released"]);
  });
});
