import { render } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { demonstration as form } from "../../../../shared/funds/demonstration.ts";
import { KNOWN } from "../../../../shared/rules/form.ts";
import { AddsUp } from "../../../../web/pages/apply/adds-up.tsx";
import { NOTIFIED_BY } from "../../../support/application.ts";
import { aRound } from "../../../support/rounds.ts";

const panel = (match: readonly [kind: string, amount: string, status: string][]): string => {
  const rows = match.map(([kind, amount, status]) => ({
    source: "Council",
    kind,
    amount,
    status,
    "public-money": "no",
  }));
  const budget = [{ item: "Court", how: "pay", basis: "", cost: "5,000.00", asked: "3,500.00" }];
  const answers = { [KNOWN.budget]: budget, [KNOWN.match]: rows };
  const round = aRound();
  const view = { form, round: { ...round, timetable: { ...round.timetable, notifiedBy: NOTIFIED_BY } } };
  const drawn = render(
    <AddsUp view={view} reckoned={{ answers, band: "M", requestedPence: 3_500_00 }} findings={[]} />,
  );
  return drawn.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
};

describe("AddsUp", () => {
  it("tells what is missing from the costs", () => {
    const said = panel([["cash", "1,000.00", "secured"]]);
    for (const words of ["asked £3,500.00", "other money and help £1,000.00", "missing £500.00", "All costs £5,000.00"])
      expect(said).toContain(words);
  });

  it("tells every pound that is named, also where it is more than the costs", () => {
    const said = panel([
      ["cash", "1,000.00", "secured"],
      ["cash", "877.25", "planned"],
    ]);
    for (const words of [
      "other money and help £1,000.00",
      "named, does not count £877.25",
      "All money and help, more than the costs £5,377.25",
    ])
      expect(said).toContain(words);
  });

  it.each<[string, Parameters<typeof panel>[0], string]>([
    [
      "only money fills what is missing",
      [
        ["cash", "500.00", "secured"],
        ["in-kind", "1,000.00", "secured"],
      ],
      "You need £250.00 more, all of it in cash. At least £750.00 must be money, and £500.00 is. Find it in money that you have",
    ],
    [
      "a part must be money",
      [],
      "£750.00 in cash. At least £750.00 must be money, and £0.00 is. Find it in money or help",
    ],
    [
      "there is money enough",
      [["cash", "1,000.00", "secured"]],
      "You need £250.00 more. Find it in money or help that",
    ],
  ])("says where to find it where %s", (_what, match, words) => {
    expect(panel(match)).toContain(words);
  });
});
