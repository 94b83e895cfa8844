import { describe, expect, it } from "vitest";
import {
  type Approval,
  type ApprovalWhat,
  answerFindings,
  approvalState,
  askFindings,
  lapsesAt,
} from "../../../shared/rules/approval.ts";
import { msOf } from "../../../shared/rules/london.ts";

const what: ApprovalWhat = { type: "override", roundId: "ABC-26Q4", of: "meeting", pollId: "poll-2028" };
const asked = (over: Partial<Approval> = {}): Approval => ({
  id: "v_1",
  what,
  reason: "The meeting was called before the poll was.",
  askedBy: "p_olive",
  askedAt: "2026-11-22T10:00:00.000Z",
  ...over,
});
const at = msOf("2026-11-23T09:00:00.000Z");
const answer = { agreed: true, reason: "", by: "p_april", at: "2026-11-22T12:00:00.000Z" };
const rulesOf = (findings: readonly { rule: string }[]) => findings.map(({ rule }) => rule);

describe("approvalState", () => {
  it.each([
    [asked(), at, "open"],
    [asked({ answer }), at, "agreed"],
    [asked({ answer: { ...answer, agreed: false } }), at, "refused"],
    // An answer stands for good: only what nobody answered lapses.
    [asked({ answer }), msOf("2027-11-23T09:00:00.000Z"), "agreed"],
  ])("of %o at %d is %s", (approval, then, state) => {
    expect(approvalState(approval, then)).toBe(state);
  });
});

describe("approval/lapsed", () => {
  it("comes with the midnight in London that ends the fourteenth day, also over a change of the clocks", () => {
    expect(lapsesAt(asked())).toBe("2026-12-07T00:00:00.000Z");
    expect(lapsesAt({ askedAt: "2027-03-20T23:59:59.999Z" })).toBe("2027-04-03T23:00:00.000Z");
  });

  it("holds to the millisecond", () => {
    const end = msOf(lapsesAt(asked()));
    const given = { agreed: true, reason: "", by: "p_april" };
    expect(answerFindings(asked(), given, end - 1)).toEqual([]);
    expect(rulesOf(answerFindings(asked(), given, end))).toEqual(["approval/lapsed"]);
    expect(askFindings(what, "Once more", [asked()], end)).toEqual([]);
  });
});

describe("approval/once", () => {
  it("refuses what waits already, whatever the order of its fields, and takes anything else", () => {
    const same: ApprovalWhat = { pollId: "poll-2028", of: "meeting", roundId: "ABC-26Q4", type: "override" };
    expect(rulesOf(askFindings(same, "Again", [asked()], at))).toEqual(["approval/once"]);
    expect(askFindings({ ...what, of: "publish" }, "Another act", [asked()], at)).toEqual([]);
  });

  it("lets what was answered be asked for again", () => {
    expect(askFindings(what, "Again", [asked({ answer: { ...answer, agreed: false } })], at)).toEqual([]);
  });

  it("takes one answer", () => {
    const again = answerFindings(asked({ answer }), { agreed: false, reason: "No", by: "p_ada" }, at);
    expect(rulesOf(again)).toEqual(["approval/once"]);
  });
});

describe("approval/own", () => {
  it.each([true, false])("lets nobody answer what they asked for themselves (agreed: %s)", (agreed) => {
    expect(rulesOf(answerFindings(asked(), { agreed, reason: "Mine", by: "p_olive" }, at))).toEqual(["approval/own"]);
  });
});

describe("approval/reason", () => {
  it("is wanted of whoever asks and of whoever refuses, not of whoever agrees", () => {
    expect(rulesOf(askFindings(what, " \n", [], at))).toEqual(["approval/reason"]);
    expect(rulesOf(answerFindings(asked(), { agreed: false, reason: " ", by: "p_april" }, at))).toEqual([
      "approval/reason",
    ]);
    expect(answerFindings(asked(), { agreed: true, reason: "", by: "p_april" }, at)).toEqual([]);
  });
});
