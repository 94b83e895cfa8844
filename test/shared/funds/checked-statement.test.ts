import { describe, expect, it } from "vitest";
import { withCheckedStatement } from "../../../shared/funds/checked-statement.ts";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { rehabilitation } from "../../../shared/funds/rehabilitation.ts";
import { isDeclaration } from "../../../shared/rules/form.ts";
import type { Fund } from "../../../shared/rules/fund.ts";

const said = ({ sections }: Pick<Fund, "sections">): string[] =>
  sections
    .filter(isDeclaration)
    .flatMap(({ questions }) => questions.flatMap(({ id, label }) => (id === "declare-checked" ? [label] : [])));

describe("withCheckedStatement", () => {
  it.each(FUNDS.map((fund) => [fund.id, fund] as const))("asks %s once more what only its check asks", (_id, fund) => {
    expect(said(fund)).toHaveLength(1);
    expect(said(fund)[0]).toContain("Your group has agreed its rules in writing.");
  });

  it("holds a group of the rehabilitation fund to whom the work is for and to how people come", () => {
    expect(said(rehabilitation)[0]).toBe(
      "This is so for our group, or the office has allowed it to be otherwise. The work is for adults who have offended. People are referred to you already. Your group has agreed its rules in writing. Everything we would pay for is bought or done after you hear from us.",
    );
  });

  it("leaves a fund as it is whose rules are all found later", () => {
    const eligibility = rehabilitation.eligibility.filter(({ kind }) => kind === "years-of-delivery");
    expect(withCheckedStatement({ ...rehabilitation, eligibility, sections: [] }).sections).toEqual([]);
  });
});
