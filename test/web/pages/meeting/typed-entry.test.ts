import { describe, expect, it } from "vitest";
import type { AgendaItem, MeetingPage } from "../../../../shared/contract/meetings.ts";
import { communityAction } from "../../../../shared/funds/community-action.ts";
import { entryCommand, type TypedEntry, typedEntry } from "../../../../web/pages/meeting/typed-entry.ts";
import { BID, ledger, lineOf } from "../../../support/ledger.ts";

const item: AgendaItem = {
  ...lineOf(BID),
  ...{ title: "Boxing", organisationName: "A club", gone: false },
  quorum: { counted: 6, required: 3, quorate: true },
};
const { lines: _, ...head } = ledger();
const page: MeetingPage = {
  ...head,
  ...{ at: "2027-01-21T10:00:00.000Z", roundTitle: "Round", fundName: "Fund", may: ["record"], items: [item] },
  ...{ decisions: [], papers: [], conditions: communityAction.scoring.conditions },
  pot: head.pot.map((source) => ({ ...source, decidedPence: 0, enteredPence: 0, leftPence: source.amountPence })),
  bid: {
    ...{ id: BID, summary: "", leavesOut: "", match: [] },
    budget: [
      { item: "Hall", basis: "", costPence: 290_000, askedPence: 290_000 },
      { item: "Gloves", basis: "", costPence: 10_000, askedPence: 10_000 },
    ],
  },
};
const VOTERS = ["p_rowan", "p_hazel"];
const typed = (over: Partial<TypedEntry>): TypedEntry => ({ ...typedEntry(page, page.bid, undefined), ...over });
const made = (over: Partial<TypedEntry>, of = item) => entryCommand(typed(over), of, page, VOTERS);

describe("typedEntry", () => {
  const opens = (condition: string, words?: Parameters<typeof typedEntry>[2]) => {
    const bid = { ...page.bid, dueDiligence: { overall: "pass-with-condition" as const, condition } };
    return typedEntry(page, page.bid === undefined ? undefined : { ...page.bid, ...bid }, words).written;
  };
  it("begins with the condition of the due diligence, in one line", () => {
    expect(opens("Send an invoice\nbefore we pay.")).toBe("Send an invoice before we pay.");
    expect(opens("")).toBe("");
    expect(typedEntry(page, page.bid, undefined).written).toBe("");
  });
});

describe("entryCommand", () => {
  it("reads a part award with what it leaves out, conditions from the list and written, and votes", () => {
    const [first] = page.conditions;
    const reply = made({
      ...{ outcome: "part", sourceId: "trust", purpose: "Keep the young safe", amount: "2,900", reasons: "It helps." },
      ...{ dropped: { 0: "", 1: "100.00" }, standard: [first?.id ?? ""], written: "Tell us.\n\n Come by. " },
      ...{ how: "votes", votes: { p_rowan: "for", p_hazel: "abstained", p_gone: "for" } },
    });
    expect(reply).toEqual({
      command: {
        ...{ type: "enter", applicationId: BID, outcome: "part", amountPence: 290_000, sourceId: "trust" },
        ...{ purpose: "Keep the young safe", reasons: "It helps.", dropped: [{ item: "Gloves", amountPence: 10_000 }] },
        conditions: [first?.text, "Tell us.", "Come by."],
        votes: { kind: "votes", for: ["p_rowan"], against: [], abstained: ["p_hazel"] },
      },
    });
  });

  it("leaves out of a decline what only an award has", () => {
    const reply = made({
      outcome: "decline",
      amount: "2,900",
      dropped: { 1: "100" },
      written: "Tell us.",
      reasons: "No.",
    });
    expect(reply).toMatchObject({ command: { outcome: "decline", conditions: [], dropped: [] } });
    expect("command" in reply && "amountPence" in reply.command).toBe(false);
  });

  it("sends no votes where there is no quorum", () => {
    const without = { ...item, quorum: { counted: 2, required: 3, quorate: false } };
    const reply = made({ outcome: "defer", how: "votes", votes: { p_rowan: "for" }, reasons: "We wait." }, without);
    expect(reply).toMatchObject({ command: { votes: { kind: "consensus" } } });
  });

  it.each([
    ["nothing chosen", {}, "command-outcome"],
    ["no amount of a part award", { outcome: "part" }, "command-amountPence"],
    ["an amount that cannot be read", { outcome: "part", amount: "lots" }, "command-amountPence"],
    ["a cost that cannot be read", { outcome: "part", amount: "2,900", dropped: { 1: "some" } }, "command-dropped-1"],
  ] as const)("says at its field what cannot be read: %s", (_what, over, id) => {
    const reply = made(over);
    expect("errors" in reply && reply.errors.map((error) => error.id)).toEqual([id]);
  });

  it("opens with what was entered before, the panel's own conditions apart from the list's", () => {
    const [first] = page.conditions;
    const words = {
      ...{ id: "write-0001", meetingId: page.id, applicationId: BID, outcome: "part" as const, amountPence: 290_000 },
      ...{ sourceId: "trust", conditions: [first?.text ?? "", "Tell us."], reasons: "It helps.", why: "Again." },
      ...{ votes: { kind: "consensus" as const }, dropped: [{ item: "Gloves", amountPence: 10_000 }] },
      ...{ here: [], recused: [], left: [], enteredBy: "p_clerk", enteredAt: page.at, version: 1 },
    };
    expect(typedEntry(page, page.bid, words)).toMatchObject({
      ...{ outcome: "part", amount: "2,900.00", written: "Tell us.", standard: [first?.id], why: "Again." },
      dropped: { 0: "", 1: "100.00" },
    });
  });
});
