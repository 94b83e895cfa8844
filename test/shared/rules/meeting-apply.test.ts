import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, it } from "vitest";
import {
  MEETING_STATES,
  type Meeting,
  type MeetingLine,
  type MeetingState,
  meetingAfter,
} from "../../../shared/rules/meeting.ts";
import { apply } from "../../../shared/rules/meeting-apply.ts";
import { type MeetingCommand, MOVE_OF } from "../../../shared/rules/meeting-commands.ts";
import { closed } from "../../../shared/rules/meeting-confirm.ts";
import { isApplied } from "../../../shared/rules/meeting-facts.ts";
import { BID, entering, facts, ledger, lineOf, MEMBERS, OTHER, playedOn, refusedBy } from "../../support/ledger.ts";

const on = { applicationId: BID } as const;
const PREPARE: MeetingCommand = {
  type: "prepare",
  on: "2027-01-22",
  startsAt: "14:00",
  place: "The other hall",
  agenda: [OTHER, BID],
  pot: [
    { sourceId: "pcc", amountPence: 900_000 },
    { sourceId: "trust", amountPence: 500_000 },
  ],
  papers: [],
};
const COMMANDS: MeetingCommand[] = [
  PREPARE,
  { type: "start" },
  { type: "attend", personId: "p_elm", here: "remote" },
  { type: "leave", ...on, personId: "p_elm" },
  { type: "return", ...on, personId: "p_elm" },
  { type: "declare-interest", ...on, personId: "p_elm" },
  { type: "take", ...on },
  entering(),
  { type: "adjourn" },
  { type: "resume" },
];

const verdict = (id: string, over: Partial<NonNullable<MeetingLine["entered"]>> = {}) => ({
  ...{ id, outcome: "full" as const, amountPence: 300_000, sourceId: "trust", here: [0, 1, 2] },
  ...over,
});
const confirming = (decisionId = "write-0001", applicationId = BID): MeetingCommand => ({
  type: "confirm",
  entries: [{ applicationId, decisionId }],
});
const withEntry = (over: Partial<MeetingLine> = {}): Meeting =>
  ledger({ lines: [lineOf(BID, { entered: verdict("write-0001"), ...over }), lineOf(OTHER)] });

describe("meeting/state", () => {
  it.each(MEETING_STATES.flatMap((state) => COMMANDS.map((command) => [command.type, state, command] as const)))(
    "takes %s of a meeting that is %s as the table says",
    (_type, state: MeetingState, command) => {
      const rules = refusedBy(ledger({ state }), command).map(([rule]) => rule);
      if (meetingAfter(state, MOVE_OF[command.type]) === undefined) expect(rules).toEqual(["meeting/state"]);
      else expect(rules).toEqual([]);
    },
  );
});

describe("meeting/clerk", () => {
  it("lets an officer record, and chair and deputy start, adjourn and resume", () => {
    for (const command of COMMANDS) {
      const state =
        command.type === "resume"
          ? "adjourned"
          : meetingAfter("planned", MOVE_OF[command.type])
            ? "planned"
            : "in-session";
      const led = ["start", "adjourn", "resume"].includes(command.type);
      expect(refusedBy(ledger({ state }), command, facts("p_elm")).map(([rule]) => rule)).toEqual(["meeting/clerk"]);
      expect(refusedBy(ledger({ state }), command, facts("p_hazel")).map(([rule]) => rule)).toEqual(
        led ? [] : ["meeting/clerk"],
      );
    }
  });

  it("lets no officer confirm, and so none confirm what they entered", () => {
    expect(refusedBy(withEntry(), confirming()).map(([rule]) => rule)).toEqual(["meeting/clerk"]);
  });
});

describe("meeting/agenda", () => {
  const planned = ledger({ state: "planned" });
  it("puts bids in the order that was prepared, bids that came since at the end, and drops what may not be decided on", () => {
    const judged = apply(
      planned,
      PREPARE,
      facts("p_clerk", {
        arriving: [lineOf("CAF-26Q4-0003-K", { from: "CAF-26Q3-M1" })],
        bids: { [BID]: { gone: false, recused: ["p_birch"] } },
      }),
    );
    if (!isApplied(judged)) throw new Error("It is taken.");
    expect(judged.meeting.lines.map(({ id, recused }) => [id, recused])).toEqual([
      [OTHER, []],
      [BID, [3]],
      ["CAF-26Q4-0003-K", []],
    ]);
    expect(judged.meeting.pot[0]?.amountPence).toBe(900_000);
  });

  it.each<[string, MeetingCommand, string]>([
    ["a bid twice", { ...PREPARE, agenda: [BID, BID] }, "meeting/agenda"],
    ["a bid that is not there", { ...PREPARE, agenda: [BID, OTHER, "CAF-26Q4-0009-K"] }, "meeting/agenda"],
    ["more than the round has", { ...PREPARE, pot: [{ sourceId: "pcc", amountPence: 1_000_001 }] }, "meeting/pot-part"],
    [
      "a source that the round has not",
      { ...PREPARE, pot: [{ sourceId: "lottery", amountPence: 1 }] },
      "meeting/pot-part",
    ],
  ])("refuses %s", (_what, command, rule) => {
    expect(refusedBy(planned, command).map(([found]) => found)).toContain(rule);
  });

  it("refuses to work on a bid that is not on it, or was taken off it", () => {
    expect(refusedBy(ledger(), { type: "take", applicationId: "CAF-26Q4-0009-K" })[0]?.[0]).toBe("meeting/agenda");
    const struck = ledger({ lines: [lineOf(BID, { struck: true })] });
    expect(refusedBy(struck, entering())[0]?.[0]).toBe("meeting/agenda");
    expect(refusedBy(ledger(), { type: "strike", ...on })[0]?.[0]).toBe("meeting/agenda");
  });
});

describe("attendance", () => {
  it("keeps arrivals and leavings with the bid that was in hand", () => {
    const meeting = playedOn(
      ledger(),
      ["p_clerk", { type: "take", ...on }],
      ["p_clerk", { type: "attend", personId: "p_elm", here: "absent" }],
      ["p_clerk", { type: "attend", personId: "p_elm", here: "absent" }],
      ["p_clerk", { type: "attend", personId: "p_elm", here: "remote" }],
    );
    expect(meeting.movements).toEqual([
      { member: 5, here: "absent", at: facts().at, applicationId: BID },
      { member: 5, here: "remote", at: facts().at, applicationId: BID },
    ]);
  });

  it("meeting/member refuses somebody who does not sit on the panel", () => {
    const rules = refusedBy(ledger(), { type: "attend", personId: "p_stranger", here: "present" });
    expect(rules).toEqual([["meeting/member", "This person does not sit on the panel."]]);
  });

  it("records the words with who took part, who was recused and who had left", () => {
    const meeting = playedOn(ledger({ lines: [lineOf(BID, { recused: [3] })] }), [
      "p_clerk",
      { type: "leave", ...on, personId: "p_elm" },
    ]);
    const judged = apply(meeting, entering(), facts());
    if (!isApplied(judged)) throw new Error("It is taken.");
    expect(judged.entered).toMatchObject({
      here: ["p_rowan", "p_hazel", "p_alder", "p_cedar"],
      recused: ["p_birch"],
      left: ["p_elm"],
      enteredBy: "p_clerk",
      amountPence: 300_000,
    });
  });
});

describe("meeting/presides", () => {
  const noLead = MEMBERS.map((member) => (member.seat === "trustee" ? member : { ...member, here: "absent" as const }));
  const free = { ...ledger().panel, mustInclude: "nobody" as const };

  it.each([
    ["the chair", {}, "p_rowan"],
    ["the deputy where the chair is recused", { recused: [0] }, "p_hazel"],
    ["the deputy where the chair has left for the bid", { left: [0] }, "p_hazel"],
  ] as const)("lets %s confirm, and nobody else", (_who, line, presides) => {
    const meeting = withEntry({
      recused: [],
      ...line,
      entered: verdict("write-0001", { here: [1, 2, 3] }),
    } as Partial<MeetingLine>);
    for (const { personId } of MEMBERS)
      expect(refusedBy(meeting, confirming(), facts(personId)).map(([rule]) => rule)).toEqual(
        personId === presides ? [] : ["meeting/presides"],
      );
  });

  it("lets whoever was elected for the bid confirm, where neither chair nor deputy can", () => {
    const meeting = { ...withEntry(), members: noLead, panel: free };
    expect(refusedBy(meeting, confirming(), facts("p_elm"))[0]?.[1]).toContain("Elect somebody");
    const elected = playedOn(meeting, ["p_clerk", { type: "elect", ...on, personId: "p_elm" }]);
    expect(refusedBy(elected, confirming(), facts("p_elm"))).toEqual([]);
    expect(refusedBy(ledger(), { type: "elect", ...on, personId: "p_elm" })[0]?.[0]).toBe("meeting/presides");
  });
});

describe("confirmation", () => {
  it("counts what was entered, singly or for all that was read back", () => {
    const both = ledger({
      lines: [
        lineOf(BID, { entered: verdict("one") }),
        lineOf(OTHER, { entered: verdict("two", { amountPence: 200_000 }) }),
      ],
    });
    const entries = [
      { applicationId: BID, decisionId: "one" },
      { applicationId: OTHER, decisionId: "two" },
    ];
    const meeting = playedOn(both, ["p_rowan", { type: "confirm", entries }]);
    expect(meeting.lines.map(({ decided, entered }) => [decided?.id, entered])).toEqual([
      ["one", undefined],
      ["two", undefined],
    ]);
  });

  it.each<[string, string, Meeting, MeetingCommand]>([
    ["meeting/entry", "what was entered again since", withEntry(), confirming("another-entry")],
    [
      "meeting/once",
      "what is confirmed already",
      ledger({ lines: [lineOf(BID, { decided: verdict("write-0001") })] }),
      confirming(),
    ],
    [
      "meeting/once",
      "what is named twice",
      withEntry(),
      {
        type: "confirm",
        entries: [1, 2].map(() => ({ applicationId: BID, decisionId: "write-0001" })),
      } satisfies MeetingCommand,
    ],
    ["meeting/recused", "what somebody who declared since took part in", withEntry({ declared: [2] }), confirming()],
    [
      "meeting/source",
      "what its purse no longer has",
      ledger({ lines: [lineOf(BID, { entered: verdict("write-0001") }), lineOf(OTHER, { decided: verdict("x") })] }),
      confirming(),
    ],
  ])("%s refuses %s", (rule, _what, meeting, command) => {
    expect(refusedBy(meeting, command, facts("p_rowan")).map(([found]) => found)).toEqual([rule]);
  });

  it("lets a new decision with a reason take the place of an old one, which stands until it is confirmed", () => {
    const before = ledger({ lines: [lineOf(BID, { decided: verdict("first") })] });
    const entered = playedOn(before, [
      "p_clerk",
      entering({ outcome: "decline", why: "The hall has closed." }),
      "second",
    ]);
    expect(entered.lines[0]).toMatchObject({ decided: { id: "first" }, entered: { id: "second" } });
    expect(playedOn(entered, ["p_rowan", confirming("second")]).lines[0]?.decided?.id).toBe("second");
  });
});

describe("closing", () => {
  const decidedLine = (id: string, over: Partial<MeetingLine> = {}) => lineOf(id, { decided: verdict("d"), ...over });
  const done = ledger({ lines: [decidedLine(BID), lineOf(OTHER, { struck: true })] });
  const close = (meeting: Meeting, personId = "p_rowan") => closed(meeting, facts(personId));
  const rules = (meeting: Meeting, personId?: string): string[] => {
    const judged = close(meeting, personId);
    return isApplied(judged) ? [] : judged.map(({ rule }) => rule);
  };

  it("is the chair’s, and takes nothing in hand along", () => {
    const judged = close({ ...done, inHand: BID });
    if (!isApplied(judged)) throw new Error("It is taken.");
    expect(judged.meeting).toMatchObject({ state: "closed", closedBy: "p_rowan", sittings: [{ until: facts().at }] });
    expect(judged.meeting.inHand).toBeUndefined();
  });

  it("is the deputy’s where the chair is not here", () => {
    const members = MEMBERS.map((member) =>
      member.seat === "chair" ? { ...member, here: "absent" as const } : member,
    );
    expect(rules({ ...done, members }, "p_hazel")).toEqual([]);
  });

  it.each<[string, string, Meeting, string?]>([
    ["meeting/chair-closes", "a deputy beside the chair", done, "p_hazel"],
    ["meeting/chair-closes", "an officer", done, "p_clerk"],
    ["meeting/undecided", "bids neither decided nor deferred", ledger({ lines: [decidedLine(BID), lineOf(OTHER)] })],
    [
      "meeting/confirmed",
      "entries that are not confirmed",
      ledger({ lines: [decidedLine(BID, { entered: verdict("e") })] }),
    ],
    [
      "meeting/recused",
      "a decision of somebody who declared since",
      ledger({ lines: [decidedLine(BID, { declared: [1] })] }),
    ],
    ["meeting/state", "an adjourned meeting", { ...done, state: "adjourned" }],
    ["meeting/state", "a closed one", { ...done, state: "closed" }],
  ])("%s refuses %s", (rule, _what, meeting, personId) => {
    expect(rules(meeting, personId)).toEqual([rule]);
  });

  it("meeting/recused asks the register of interests once more", () => {
    const late = facts("p_rowan", { bids: { [BID]: { gone: false, recused: ["p_alder"] } } });
    const judged = closed(done, late);
    expect(isApplied(judged) ? [] : judged.map(({ rule }) => rule)).toEqual(["meeting/recused"]);
  });

  it("leaves lines under 200 bytes each, with six members and an id as browsers make them", () => {
    const id = "3f0b9c3e-8a52-4f5e-9d53-0d9f1b6f6f11";
    const line = decidedLine(BID, {
      leastPence: 200_000,
      recused: [3],
      decided: verdict(id, { here: [0, 1, 2, 4, 5] }),
    });
    // DynamoDB's own measure: names and texts in bytes, numbers in half their digits and one, lists and maps three and one a member.
    expect(bytesOf(marshall(line))).toBeLessThan(200);
  });
});

type Value = { S?: string; N?: string; BOOL?: boolean; L?: Value[]; M?: Record<string, Value> };
const bytesOf = (item: Record<string, Value>): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + name.length + sizeOf(value), 0);
const sizeOf = ({ S, N, L, M }: Value): number => {
  if (S !== undefined) return S.length;
  if (N !== undefined) return Math.ceil(N.replace(/0+$/, "").length / 2) + 1;
  if (L !== undefined) return 3 + L.reduce((sum, each) => sum + 1 + sizeOf(each), 0);
  if (M !== undefined) return 3 + Object.keys(M).length + bytesOf(M);
  return 1;
};
