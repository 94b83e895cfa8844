import { describe, expect, it } from "vitest";
import type { Votes } from "../../../shared/rules/decision.ts";
import type { Meeting } from "../../../shared/rules/meeting.ts";
import { BID, entering, facts, ledger, lineOf, MEMBERS, OTHER, refusedBy, source } from "../../support/ledger.ts";

type Entry = Parameters<typeof entering>[0];
const decided = (amountPence: number, sourceId = "trust") =>
  lineOf(OTHER, {
    askedPence: 400_000,
    decided: { id: "before", outcome: "full", amountPence, sourceId, here: [0, 1, 2] },
  });
const small = lineOf(BID, { leastPence: 200_000 });
const part = (amountPence: number, dropped = 300_000 - amountPence): Entry => ({
  outcome: "part",
  amountPence,
  dropped: [{ item: "Hall", amountPence: dropped }],
});
const PCC: Entry = { sourceId: "pcc" };
const absent = (...names: string[]): Pick<Meeting, "members"> => ({
  members: MEMBERS.map((member) => (names.includes(member.name) ? { ...member, here: "absent" } : member)),
});

describe("what stands against an entry", () => {
  it.each<[string, Entry, Partial<Meeting>]>([
    ["a full award of Trust money", {}, {}],
    ["a full award whose amount was typed", { amountPence: 300_000 }, {}],
    ["a part award that names what is left out", part(250_000), { lines: [small] }],
    ["the smallest useful amount itself", part(200_000), { lines: [small] }],
    ["what its source has left, to the penny", {}, { lines: [lineOf(BID), decided(200_000)] }],
    ["a deferral without a quorum", { outcome: "defer" }, absent("rowan", "hazel", "alder", "elm")],
    ["PCC money passed on without a quorum", { ...PCC, outcome: "pass" }, absent("rowan", "hazel")],
    ["a decline", { outcome: "decline" }, {}],
    ["a reserve", { outcome: "reserve" }, {}],
  ])("is nothing, of %s", (_what, entry, over) => {
    const { sourceId: _, purpose: __, ...bare } = entering(entry);
    const plain = entering(entry).outcome === "full" || entering(entry).outcome === "part" || entry?.sourceId === "pcc";
    expect(refusedBy(ledger(over), plain ? entering(entry) : { ...bare })).toEqual([]);
  });

  it.each<[string, string, Entry, Partial<Meeting>, string]>([
    [
      "meeting/source",
      "more than its source has left",
      {},
      { lines: [lineOf(BID), decided(250_000)] },
      "The Trust has £2,500.00 left. Enter £2,500.00 or less.",
    ],
    [
      "meeting/source",
      "what somebody else has entered",
      {},
      {
        lines: [
          lineOf(BID),
          lineOf(OTHER, { entered: { id: "x", outcome: "full", amountPence: 300_000, sourceId: "trust", here: [0] } }),
        ],
      },
      "The Trust has £2,000.00 left. Enter £2,000.00 or less.",
    ],
    [
      "meeting/pot",
      "more than the whole pot",
      {},
      { pot: [source("pcc", 50_000), source("trust", 100_000)] },
      "The pot has £1,500.00 left. Enter £1,000.00 or less.",
    ],
    [
      "meeting/pot",
      "anything of an empty purse",
      {},
      { pot: [source("pcc", 50_000), source("trust", 0)] },
      "The pot has £500.00 left. Nothing is left. Put it in reserve, defer it or decline it.",
    ],
    [
      "meeting/source",
      "money from nowhere",
      { sourceId: "lottery" },
      {},
      "Choose whose money it is: a source of this meeting’s pot.",
    ],
    [
      "meeting/request",
      "more than was asked for",
      { amountPence: 300_001 },
      {},
      "The bid asks for £3,000.00. Enter that or less.",
    ],
    [
      "meeting/minimum",
      "less than the fund gives",
      part(9_999),
      {},
      "The fund gives £100.00 or more. Enter that much or decline.",
    ],
    [
      "meeting/least-useful",
      "less than the applicant can use",
      part(199_999),
      { lines: [small] },
      "The applicant can use £2,000.00 or more. Enter that much, put it in reserve or decline.",
    ],
    [
      "meeting/amount",
      "a full award of less",
      { amountPence: 200_000 },
      {},
      "The bid asks for £3,000.00. For less, choose a part award.",
    ],
    [
      "meeting/amount",
      "a part award of all",
      part(300_000),
      {},
      "This is all that was asked for. Choose a full award.",
    ],
    [
      "meeting/amount",
      "a decline with an amount",
      { outcome: "decline", amountPence: 1 },
      {},
      "Only an award has an amount. Leave it empty.",
    ],
    [
      "meeting/dropped",
      "a part award that does not name what is left out",
      part(250_000, 40_000),
      {},
      "Name what is left out. It comes to £500.00; you have named £400.00.",
    ],
    [
      "meeting/once",
      "a bid that is decided, without a reason",
      { applicationId: OTHER, outcome: "decline" },
      { lines: [decided(100_000)] },
      "This bid is decided. Say why the decision changes.",
    ],
    [
      "meeting/quorum",
      "two who take part",
      {},
      absent("rowan", "alder", "birch", "cedar"),
      "There is no quorum for this bid. 3 have to take part in this bid, and 2 do. Defer it.",
    ],
    [
      "meeting/quorum",
      "three without chair and deputy",
      {},
      absent("rowan", "hazel"),
      "There is no quorum for this bid. The chair or the deputy has to take part in this bid. Defer it.",
    ],
    [
      "meeting/quorum",
      "recused people counted",
      {},
      { lines: [lineOf(BID, { recused: [2, 3], declared: [4], left: [5] })] },
      "There is no quorum for this bid. 3 have to take part in this bid, and 2 do. Defer it.",
    ],
    [
      "meeting/pass",
      "PCC money passed on with a quorum",
      { ...PCC, outcome: "pass" },
      {},
      "There is a quorum for this bid. Recommend or decline it.",
    ],
    [
      "meeting/pass",
      "Trust money passed on",
      { outcome: "pass" },
      absent("rowan", "hazel"),
      "Only money that the PCC decides on can go to the PCC. Defer the bid.",
    ],
    ["meeting/reasons", "no reasons", { reasons: "  " }, {}, "Write the reasons."],
    [
      "meeting/reasons",
      "PCC money without its reasons",
      { ...PCC, reasons: "" },
      {},
      "Say how it will secure or contribute to crime and disorder reduction.",
    ],
    [
      "meeting/purpose",
      "Trust money for no purpose of the Trust",
      { purpose: "Anything" },
      {},
      "Choose which of the source’s purposes the award serves.",
    ],
  ])("%s refuses %s", (rule, _what, entry, over, sentence) => {
    expect(refusedBy(ledger(over), entering(entry))).toContainEqual([rule, sentence]);
  });

  it("meeting/gone refuses a bid that was withdrawn", () => {
    const gone = facts("p_clerk", { bids: { [BID]: { gone: true } } });
    expect(refusedBy(ledger(), entering(), gone).map(([rule]) => rule)).toEqual(["meeting/gone"]);
  });

  it("takes the register of interests as it is when the entry comes", () => {
    const now = facts("p_clerk", { bids: { [BID]: { gone: false, recused: ["p_rowan", "p_hazel"] } } });
    expect(refusedBy(ledger(), entering(), now).map(([rule]) => rule)).toEqual(["meeting/quorum"]);
  });
});

const votes = (inFavour: string[], against: string[] = [], casting?: "for" | "against"): Votes => ({
  kind: "votes",
  for: inFavour.map((name) => `p_${name}`),
  against: against.map((name) => `p_${name}`),
  abstained: MEMBERS.map(({ name }) => name)
    .filter((name) => ![...inFavour, ...against].includes(name))
    .map((name) => `p_${name}`),
  ...(casting === undefined ? {} : { casting }),
});
const panelOf = (over: Partial<Meeting["panel"]>): Partial<Meeting> => ({ panel: { ...ledger().panel, ...over } });

describe("votes on an entry", () => {
  it.each<[string, Votes, Entry, Partial<Meeting>]>([
    ["a majority of votes cast", votes(["rowan", "hazel"], ["elm"]), {}, {}],
    ["the chair’s casting vote on a tie", votes(["rowan", "hazel"], ["elm", "birch"], "for"), {}, {}],
    ["PCC money without the constable", votes(["rowan", "hazel"], ["elm", "cedar"]), PCC, {}],
    [
      "agreement in writing, where it is allowed",
      { kind: "in-writing", agreed: MEMBERS.map(({ personId }) => personId) },
      {},
      { ...panelOf({ decisionsInWriting: "all-agree" }), ...absent("elm", "birch", "alder", "cedar") },
    ],
    [
      "remote people, where they count",
      { kind: "consensus" },
      {},
      { members: MEMBERS.map((member) => ({ ...member, here: "remote" as const })) },
    ],
  ])("carry by %s", (_what, cast, entry, over) => {
    expect(refusedBy(ledger(over), entering({ ...entry, votes: cast }))).toEqual([]);
  });

  it.each<[string, string, Votes, Entry, Partial<Meeting>]>([
    ["meeting/majority", "more against than for", votes(["rowan"], ["elm", "birch"]), {}, {}],
    ["meeting/majority", "nobody for it", votes([], []), {}, {}],
    ["meeting/majority", "a tie without a casting vote", votes(["rowan"], ["elm"]), {}, {}],
    ["meeting/majority", "a casting vote against", votes(["rowan"], ["elm"], "against"), {}, {}],
    [
      "meeting/majority",
      "a tie where the governing document has no casting vote",
      votes(["rowan"], ["elm"], "for"),
      {},
      panelOf({ castingVote: "none" }),
    ],
    [
      "meeting/majority",
      "fewer than half of those present, where that is asked",
      votes(["rowan", "hazel"], ["elm"]),
      {},
      panelOf({ majority: "of-those-present" }),
    ],
    [
      "meeting/majority",
      "a majority that a constable makes for PCC money",
      votes(["rowan", "cedar"], ["elm", "birch"]),
      PCC,
      {},
    ],
    ["meeting/casting-vote", "a casting vote without a tie", votes(["rowan", "hazel"], ["elm"], "for"), {}, {}],
    [
      "meeting/casting-vote",
      "a casting vote of somebody without one on this money",
      votes(["hazel"], ["elm"], "for"),
      PCC,
      { members: MEMBERS.map((member) => (member.name === "rowan" ? { ...member, constable: true } : member)) },
    ],
    [
      "meeting/recused",
      "the vote of somebody recused",
      votes(["rowan", "hazel", "elm"]),
      {},
      { lines: [lineOf(BID, { recused: [5] })] },
    ],
    ["meeting/votes", "a vote from outside", votes(["rowan", "hazel", "stranger"]), {}, {}],
    [
      "meeting/votes",
      "an officer’s vote, also on a deferral",
      { kind: "votes", for: ["p_rowan", "p_hazel", "p_clerk"], against: [], abstained: [] },
      { outcome: "defer" },
      {},
    ],
    ["meeting/votes", "a vote of somebody absent", votes(["rowan", "hazel", "elm"]), {}, absent("elm")],
    [
      "meeting/votes",
      "somebody who is not counted",
      { kind: "votes", for: ["p_rowan", "p_hazel"], against: [], abstained: [] },
      {},
      {},
    ],
    [
      "meeting/votes",
      "somebody counted twice",
      { ...votes(["rowan", "hazel"]), kind: "votes", for: ["p_rowan", "p_hazel"], against: ["p_rowan"], abstained: [] },
      {},
      {},
    ],
    [
      "meeting/in-writing",
      "a decision in writing where there is none",
      { kind: "in-writing", agreed: ["p_rowan", "p_hazel", "p_elm"] },
      {},
      {},
    ],
    [
      "meeting/in-writing",
      "a decision in writing that not everybody agreed to",
      { kind: "in-writing", agreed: ["p_rowan", "p_hazel", "p_elm"] },
      {},
      panelOf({ decisionsInWriting: "all-agree" }),
    ],
    [
      "meeting/quorum",
      "remote people, where they do not count",
      { kind: "consensus" },
      {},
      {
        ...panelOf({ remoteAttendance: "does-not-count" }),
        members: MEMBERS.map((member) => ({ ...member, here: "remote" })),
      },
    ],
  ])("%s refuses %s", (rule, _what, cast, entry, over) => {
    expect(refusedBy(ledger(over), entering({ ...entry, votes: cast })).map(([found]) => found)).toContain(rule);
  });
});
