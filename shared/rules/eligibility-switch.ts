import { ruleIdOf } from "./eligibility-kinds.ts";
import { knownWords, ruleWords } from "./eligibility-words.ts";
import { type Finding, finding } from "./finding.ts";
import type { Fund } from "./fund.ts";
import type { Round } from "./round.ts";

type Switches = NonNullable<Round["switches"]>;

/** The rules that a fund leaves to an officer, in words and with where they are known from, as they stand for a round. */
export const switchable = (
  fund: Fund,
  switches: Switches = {},
): { rule: string; words: string; known: string; switch: "on" | "off" }[] =>
  fund.eligibility.flatMap((rule) => {
    const id = ruleIdOf(rule);
    return rule.switch === undefined
      ? []
      : [{ rule: id, words: ruleWords(fund, rule), known: knownWords(rule), switch: switches[id] ?? rule.switch }];
  });

/**
 * `eligibility/switch`: an officer switches a rule that the fund leaves to them, and only until the round is published: then
 * the rules are fixed, because groups have read them (DOMAIN, decision 5).
 */
export const switchFindings = (
  fund: Fund,
  { switches: before, publishedAt }: Pick<Round, "switches" | "publishedAt">,
  wanted: Switches,
): Finding[] => {
  const now = switchable(fund, before);
  return Object.entries(wanted).flatMap(([rule, position]) => {
    const standing = now.find((each) => each.rule === rule);
    if (standing === undefined)
      return [finding("eligibility/switch", "/switches", "Choose among the rules that the fund leaves to you.")];
    return publishedAt === undefined || standing.switch === position
      ? []
      : [finding("eligibility/switch", "/switches", "The round is published: its rules are fixed.")];
  });
};
