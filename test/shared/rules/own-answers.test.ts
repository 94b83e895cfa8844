import { describe, expect, it } from "vitest";
import { communityAction } from "../../../shared/funds/community-action.ts";
import { KNOWN } from "../../../shared/rules/form.ts";
import type { Submission } from "../../../shared/rules/frozen.ts";
import { ownAnswers } from "../../../shared/rules/own-answers.ts";

const grant = { from: "The police", for: "Lights", year: 2024, amount: 50_000 };

describe("ownAnswers", () => {
  type Row = [string, "S" | "M", Submission["answers"], ReturnType<typeof ownAnswers>];
  it.each<Row>([
    ["money it had", "M", { [KNOWN.otherPublicMoney]: [grant] }, { hadPublicMoney: true }],
    ["no money, left empty", "M", {}, { hadPublicMoney: false }],
    ["no money, an empty list", "M", { [KNOWN.otherPublicMoney]: [] }, { hadPublicMoney: false }],
    ["nothing, where a small bid is not asked", "S", {}, {}],
    ["the smallest amount of use", "S", { [KNOWN.leastUseful]: 80_000 }, { leastUsefulPence: 80_000 }],
  ])("takes from a submission %s", (_what, band, answers, own) => {
    expect(ownAnswers(communityAction, { band, answers })).toEqual(own);
  });
});
