import { describe, expect, it } from "vitest";
import { communityAction } from "../../../shared/funds/community-action.ts";
import { type Carried, carriedAs, progressOf, toldAs } from "../../../shared/rules/carried.ts";
import type { Decision, Votes } from "../../../shared/rules/decision.ts";
import type { MeetingLine, Verdict } from "../../../shared/rules/meeting.ts";
import { additionFindings, agreeFindings, type MinutesFacts, minutesOf } from "../../../shared/rules/minutes.ts";
import { ledger } from "../../support/ledger.ts";

const at = (time: string) => `2027-01-07T${time}:00.000Z`;

const meeting = ledger({
  state: "closed",
  on: "2027-01-07",
  startsAt: "14:00",
  members: [
    { personId: "p_rowan", name: "Rowan", seat: "chair", constable: false, here: "present" },
    { personId: "p_hazel", name: "Hazel", seat: "deputy", constable: false, here: "remote" },
    { personId: "p_oak", name: "Oak", seat: "trustee", constable: false, here: "absent" },
    { personId: "p_ash", name: "Ash", seat: "trustee", constable: true, here: "absent" },
  ],
  movements: [
    { member: 2, here: "present", at: at("14:00") },
    { member: 2, here: "absent", at: at("15:10"), applicationId: "B" },
  ],
  pot: communityAction.sources.map(({ id, name, decides, purposes }) => ({
    ...{ sourceId: id, name, decides, purposes },
    amountPence: 1_000_00,
  })),
  lines: [],
  sittings: [
    { from: at("14:00"), until: at("14:50") },
    { from: at("15:00"), until: at("16:00") },
  ],
  closedAt: at("16:00"),
  closedBy: "p_rowan",
  version: 9,
});

const verdict = (over: Partial<Verdict> = {}): Verdict => ({
  id: "d2",
  outcome: "part",
  amountPence: 300_00,
  sourceId: "trust",
  here: [0, 1],
  ...over,
});

const decision = (over: Partial<Decision> = {}): Decision => ({
  id: "d2",
  meetingId: meeting.id,
  applicationId: "A",
  outcome: "part",
  amountPence: 300_00,
  sourceId: "trust",
  conditions: ["Send the policy first"],
  reasons: "It keeps young people away from trouble.",
  purpose: "Draw young people away from trouble",
  votes: { kind: "consensus" },
  dropped: [{ item: "A banner", amountPence: 50_00 }],
  here: ["p_rowan", "p_hazel"],
  recused: ["p_ash"],
  left: ["p_oak"],
  enteredBy: "p_clerk",
  enteredAt: at("15:00"),
  confirmedBy: "p_rowan",
  confirmedAt: at("15:01"),
  version: 2,
  ...over,
});

const carried: Carried = {
  applicationId: "A",
  organisationName: "Harbour Youth",
  title: "Boxing on Saturdays",
  what: "awarded",
  outcome: "part",
  amountPence: 300_00,
  carriedAt: at("16:00"),
  version: 1,
};

const line: MeetingLine = { id: "A", askedPence: 400_00, recused: [3], decided: verdict() };

const minutes = (over: Partial<MinutesFacts> = {}, lines: MeetingLine[] = [line]) =>
  minutesOf({
    meeting: { ...meeting, lines },
    decisions: [decision()],
    carried: [carried],
    confirmations: new Map(),
    fundName: "Community Action Fund",
    roundTitle: "winter round",
    declared: [{ personId: "p_ash", applicationId: "A", kind: "a direct interest", tookPart: false }],
    ...over,
  });
const factOf = (facts: readonly { label: string; value: string }[] | undefined, label: string) =>
  facts?.find((fact) => fact.label === label)?.value;

describe("minutesOf", () => {
  it("says who was there, remote, late and not at all, and when it sat", () => {
    const { opening } = minutes();
    expect(factOf(opening.facts, "Present")).toBe("Rowan (chair), Hazel (deputy chair, remote), Oak (trustee)");
    expect(factOf(opening.facts, "Not present")).toBe("Ash (trustee)");
    expect(factOf(opening.facts, "Sat")).toBe(
      "2pm on Thursday 7 January 2027 until 2:50pm, 3pm on Thursday 7 January 2027 until 4pm",
    );
    expect(opening.paragraphs).toEqual(["2pm: Oak arrived.", "3:10pm: Oak left, during B."]);
  });

  it("says of each item who declared, who left, what was decided, how, on which conditions and why", () => {
    const { items, interests } = minutes();
    expect(interests.paragraphs).toEqual(["Ash: a direct interest, in “Boxing on Saturdays” (A). Took no part."]);
    expect(items[0]?.title).toBe("Boxing on Saturdays: Harbour Youth (A)");
    const facts = items[0]?.facts;
    expect(factOf(facts, "Decision")).toBe(
      "Funded in part: £300.00 awarded, from Avon and Somerset Police Community Trust.",
    );
    expect(factOf(facts, "Recused, and out of the room")).toBe("Ash");
    expect(factOf(facts, "Left for this item")).toBe("Oak");
    expect(factOf(facts, "Conditions")).toBe("Send the policy first");
    expect(factOf(facts, "Not paid for")).toBe("A banner (£50.00)");
    expect(items[0]?.paragraphs).toEqual(["Reasons: It keeps young people away from trouble."]);
  });

  it.each<[Votes, string]>([
    [{ kind: "consensus" }, "By consensus."],
    [{ kind: "in-writing", agreed: ["p_rowan", "p_hazel"] }, "In writing: Rowan, Hazel agreed."],
    [
      { kind: "votes", for: ["p_rowan"], against: ["p_hazel"], abstained: [], casting: "for" },
      "By vote: 1 for (Rowan); 1 against (Hazel). The casting vote was for.",
    ],
  ])("gives the votes in words: %j", (votes, words) => {
    expect(factOf(minutes({ decisions: [decision({ votes })] }).items[0]?.facts, "How")).toBe(words);
  });

  it("keeps a decision that was replaced, with why, and what an approver made of a recommendation", () => {
    const before = decision({ id: "d1", outcome: "decline", amountPence: 0, enteredAt: at("14:30") });
    const now = decision({ sourceId: "pcc", replaces: "d1", why: "A letter came." });
    const approved = {
      ...line,
      decided: verdict({ sourceId: "pcc" }),
      approval: { id: "A", result: "lowered", amountPence: 200_00 },
    } as const;
    const { items, money } = minutes(
      {
        decisions: [before, now],
        confirmations: new Map([
          [
            "A",
            {
              answer: "lower",
              amountPence: 200_00,
              reason: "The hall costs less.",
              implications: "",
              by: "p_alder",
              byName: "Alder",
              at: at("17:00"),
            },
          ],
        ]),
      },
      [approved],
    );
    expect(items[0]?.paragraphs.slice(1)).toEqual([
      "This decision replaced an earlier one of the meeting: A letter came.",
      "Earlier in the meeting: Not funded.",
    ]);
    expect(factOf(items[0]?.facts, "Confirmation")).toBe(
      "Lowered to £200.00, by Alder at 5pm on Thursday 7 January 2027. The hall costs less.",
    );
    expect(money.facts[0]?.value).toBe("£300.00 recommended of £1,000.00; £700.00 left");
  });

  it("has a line for what was taken off the agenda", () => {
    const { decided: _, ...rest } = line;
    expect(minutes({}, [{ ...rest, struck: true }]).items[0]?.paragraphs).toEqual([
      "Taken off the agenda: it may no longer be decided on.",
    ]);
  });
});

describe("minutes/agreed", () => {
  it.each([
    ["the chair", "p_rowan", undefined, true],
    ["the deputy, who did not close it", "p_hazel", undefined, false],
    ["a trustee", "p_oak", undefined, false],
    ["the chair, once more", "p_rowan", { agreedAt: at("17:00") }, false],
  ])("by %s", (_who, by, record, may) => {
    expect(agreeFindings(meeting, record, by).map(({ rule }) => rule)).toEqual(may ? [] : ["minutes/agreed"]);
  });

  it("waits for the close of the meeting", () => {
    expect(agreeFindings({ ...meeting, state: "adjourned" }, undefined, "p_rowan")).toHaveLength(1);
  });
});

describe("minutes/addition", () => {
  it("is possible once the minutes are agreed", () => {
    expect(additionFindings(undefined).map(({ rule }) => rule)).toEqual(["minutes/addition"]);
    expect(additionFindings({ agreedAt: at("17:00"), additions: [] })).toEqual([]);
  });
});

describe("carry-out/by-source", () => {
  it.each([
    ["full", "trust", "awarded"],
    ["part", "trust", "awarded"],
    ["full", "pcc", "recommended"],
    ["pass", undefined, "passed"],
    ["reserve", undefined, "reserved"],
    ["defer", undefined, "deferred"],
    ["decline", undefined, "declined"],
  ] as const)("%s of %s is %s", (outcome, sourceId, what) => {
    const { sourceId: _, ...rest } = verdict({ outcome });
    expect(carriedAs(meeting, sourceId === undefined ? rest : { ...rest, sourceId })).toBe(what);
  });

  it("tells a group of a part where it gets less than it asked, and nothing while an approver has to answer", () => {
    expect(toldAs("awarded", 400_00, 400_00)).toBe("awarded");
    expect(toldAs("awarded", 399_99, 400_00)).toBe("part");
    expect(toldAs("refused", 0, 400_00)).toBe("declined");
    expect(toldAs("recommended", 400_00, 400_00)).toBeUndefined();
    expect(toldAs("put-aside", 0, 400_00)).toBeUndefined();
  });
});

describe("carry-out/progress", () => {
  it("is counted from what is there; what was struck is nothing to carry out", () => {
    const lines = [line, { ...line, id: "B" }, { ...line, id: "C", struck: true as const }];
    expect(progressOf({ lines }, [{ what: "awarded" }, { what: "put-aside" }])).toEqual({
      of: 2,
      carriedOut: 1,
      putAside: 1,
    });
  });
});
