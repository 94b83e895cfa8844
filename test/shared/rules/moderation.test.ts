import { describe, expect, it } from "vitest";
import {
  afterStep,
  agreedBy,
  type ModerationStep,
  moderatorOf,
  unmoderated,
} from "../../../shared/rules/moderation.ts";
import type { Seat } from "../../../shared/rules/scoring.ts";

const step = (criterionId: string, score: ModerationStep["score"], reason = "We talked."): ModerationStep => ({
  ...{ criterionId, score, reason },
  ...{ by: "p_chair", at: "2027-01-18T12:00:00.000Z" },
});
const seat = (personId: string, role: Seat["seat"]): Seat => ({
  personId,
  name: personId,
  seat: role,
  constable: false,
});

describe("afterStep", () => {
  it("counts the last step of each criterion and keeps all of them", () => {
    const steps = [step("fit", 3), step("need", 0), step("fit", 4, "We read it again.")];
    const moderation = steps.reduce(afterStep, unmoderated("CAF-26Q4", "CAF-26Q4-0001-K"));
    expect(agreedBy(moderation)).toEqual({ fit: 4, need: 0 });
    expect(moderation.scores.fit?.reason).toBe("We read it again.");
    expect(moderation.steps).toEqual(steps);
  });

  it("goes back to what the cards say", () => {
    const moderation = [step("fit", 3), step("fit", "as-scored")].reduce(afterStep, unmoderated("R", "A"));
    expect([agreedBy(moderation), moderation.steps.length]).toEqual([{}, 2]);
  });

  it("agrees on nothing at first", () => {
    expect([agreedBy(undefined), agreedBy(unmoderated("R", "A"))]).toEqual([{}, {}]);
  });
});

describe("moderation/chair", () => {
  const panel = [seat("p_holly", "trustee"), seat("p_hazel", "deputy"), seat("p_rowan", "chair")];

  it.each([
    ["the chair", [], "p_rowan"],
    ["the deputy where the chair takes no part", ["p_rowan"], "p_hazel"],
    ["nobody where neither does", ["p_rowan", "p_hazel"], undefined],
  ])("lets record it %s", (_who, away, personId) => {
    expect(moderatorOf(panel, (id) => !away.includes(id))?.personId).toBe(personId);
  });
});
