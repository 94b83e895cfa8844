import { describe, expect, it } from "vitest";
import type { Carried } from "../../../shared/rules/carried.ts";
import { confirmRecommendations, type Given, purseLeftPence } from "../../../shared/rules/confirm-recommendations.ts";
import type { Decision } from "../../../shared/rules/decision.ts";
import type { MeetingLine, MeetingOutcome } from "../../../shared/rules/meeting.ts";
import { ledger } from "../../support/ledger.ts";

const at = "2027-01-08T09:00:00.000Z";
const by = { personId: "p_approver", name: "Alder" };

const line = (id: string, outcome: MeetingOutcome, amountPence: number, source = "pcc"): MeetingLine => ({
  id,
  askedPence: 500_00,
  recused: [],
  decided: { id: `d-${id}`, outcome, amountPence, here: [], ...(amountPence === 0 ? {} : { sourceId: source }) },
});

const found = (lines: MeetingLine[], enteredBy = "p_clerk") => {
  const meeting = ledger({
    state: "closed",
    on: "2027-01-07",
    startsAt: "14:00",
    members: [],
    movements: [],
    pot: [
      { sourceId: "pcc", name: "The Commissioner", decides: "panel-recommends", purposes: [], amountPence: 1_000_00 },
      { sourceId: "trust", name: "The Trust", decides: "trustees-decide", purposes: [], amountPence: 1_000_00 },
    ],
    lines,
    sittings: [],
    version: 7,
  });
  const decisions = lines.map(
    ({ id, decided }): Decision => ({
      id: decided?.id ?? "",
      meetingId: meeting.id,
      applicationId: id,
      outcome: decided?.outcome ?? "decline",
      amountPence: decided?.amountPence ?? 0,
      conditions: [],
      reasons: "It prevents crime.",
      votes: { kind: "consensus" },
      dropped: [],
      here: [],
      recused: [],
      left: [],
      enteredBy,
      enteredAt: at,
      version: 1,
    }),
  );
  const carried = lines.map(
    ({ id, decided }): Carried => ({
      applicationId: id,
      organisationName: "A group",
      title: id,
      what: decided?.outcome === "pass" ? "passed" : decided?.sourceId === "pcc" ? "recommended" : "declined",
      outcome: decided?.outcome ?? "decline",
      amountPence: decided?.amountPence ?? 0,
      carriedAt: at,
      version: 1,
    }),
  );
  return { meeting, decisions, carried, confirmations: new Map() };
};

const given = (applicationId: string, over: Partial<Given> = {}): Given => ({
  applicationId,
  answer: "confirm",
  reason: "",
  implications: "",
  ...over,
});

const judged = (facts: ReturnType<typeof found>, ...answers: Given[]) => {
  const made = confirmRecommendations(facts, answers, by, at);
  return "meeting" in made
    ? made.meeting.lines.map(({ approval }) => approval && `${approval.result} ${approval.amountPence}`)
    : made.map(({ rule }) => rule);
};

describe("confirmRecommendations", () => {
  const one = () => found([line("A", "full", 400_00), line("B", "decline", 0)]);

  it.each([
    ["confirmation/recommended", "B", {}],
    ["confirmation/amount", "A", { answer: "confirm", amountPence: 400_01 }],
    ["confirmation/amount", "A", { answer: "lower", amountPence: 400_00, reason: "Less." }],
    ["confirmation/amount", "A", { answer: "lower", amountPence: 0, reason: "Less." }],
    ["confirmation/reason", "A", { answer: "lower", amountPence: 300_00 }],
    ["confirmation/reason", "A", { answer: "refuse", reason: "  " }],
  ] as const)("refuses by %s: %s %j", (rule, id, over) => {
    expect(judged(one(), given(id, over))).toEqual([rule]);
  });

  it("refuses one's own entry (confirmation/own) and a second answer (confirmation/once)", () => {
    expect(judged(found([line("A", "full", 400_00)], by.personId), given("A"))).toEqual(["confirmation/own"]);
    const answered = one();
    const confirmation = {
      answer: "confirm",
      amountPence: 400_00,
      reason: "",
      implications: "",
      by: "p",
      byName: "P",
      at,
    };
    answered.confirmations.set("A", confirmation);
    expect(judged(answered, given("A"))).toEqual(["confirmation/once"]);
    expect(judged(one(), given("A"), given("A", { answer: "refuse", reason: "Less." }))).toEqual(["confirmation/once"]);
  });

  it("writes each answer onto its line of the ledger and nothing else", () => {
    const facts = found([line("A", "full", 400_00), line("B", "full", 300_00), line("C", "full", 200_00)]);
    const answers = [
      given("A"),
      given("B", { answer: "lower", amountPence: 250_00, reason: "The hall costs less." }),
      given("C", { answer: "refuse", reason: "It is paid for." }),
    ];
    expect(judged(facts, ...answers)).toEqual(["confirmed 40000", "lowered 25000", "refused 0"]);
    const made = confirmRecommendations(facts, answers, by, at);
    expect("meeting" in made && purseLeftPence(made.meeting, "pcc")).toBe(350_00);
  });

  it("gives what was passed on no more than was asked and is left, all answers together (confirmation/pot)", () => {
    const facts = found([line("A", "full", 400_00), line("B", "pass", 0), line("C", "pass", 0)]);
    const award = (id: string, amountPence: number) => given(id, { amountPence, reason: "It prevents burglary." });
    expect(judged(facts, award("B", 500_01))).toEqual(["confirmation/amount"]);
    expect(judged(facts, given("B", { amountPence: 500_00 }))).toEqual(["confirmation/reason"]);
    expect(judged(facts, award("B", 500_00), award("C", 100_00))).toEqual([
      undefined,
      "confirmed 50000",
      "confirmed 10000",
    ]);
    expect(judged(facts, award("B", 500_00), award("C", 100_01))).toEqual(["confirmation/pot"]);
  });
});
