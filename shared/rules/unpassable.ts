import { type EligibilityFacts, eligibilityFindings } from "./eligibility.ts";
import { askOf, checked } from "./eligibility-check.ts";
import { rulesInForce } from "./eligibility-in-force.ts";
import { ELIGIBILITY_KINDS } from "./eligibility-kinds.ts";
import type { EligibilityRule } from "./eligibility-rule.ts";
import { type Finding, finding } from "./finding.ts";
import type { Fund } from "./fund.ts";
import { MOST_PEOPLE, MOST_YEARS } from "./organisation.ts";
import { isOrganisationType } from "./organisation-types.ts";
import { bandsOf, bidIn, type Conflict, type EasiestBid, type Found, none, ofKind, pounds } from "./unpassable-bid.ts";

/*
 * Whether anybody at all could pass a fund's rules (`eligibility/unpassable`). One group and its bid that pass are put together
 * from the parameters, the easiest choice of each; where there is none, the rules that stand against each other are named.
 * Every choice is made by itself, because no rule reads two of them, but for the amount: it decides the band, and the cost.
 */

const typeOf = (rules: readonly EligibilityRule[]): Found<string> => {
  const asked = ofKind(rules, "organisation-type");
  const [first, ...others] = asked;
  if (first === undefined) return none("registered-charity");
  const known = first.types.filter(isOrganisationType);
  const type = known.find((each) => others.every(({ types }) => types.includes(each)));
  if (type !== undefined) return none(type);
  const detail =
    others.length === 0
      ? "No kind of group that can have a grant is named."
      : "No kind of group is in both lists of kinds.";
  return { conflicts: [{ rule: asked.at(-1), detail }], value: "" };
};

const numberOf = (
  rules: readonly EligibilityRule[],
  most: number,
  least: (rule: EligibilityRule) => number | undefined,
) => {
  const highest = rules.reduce<{ rule?: EligibilityRule; least: number }>(
    (so, rule) => ((least(rule) ?? 0) > so.least ? { rule, least: least(rule) ?? 0 } : so),
    { least: 0 },
  );
  const detail = `No group can say so many: its page takes ${most} at most.`;
  const conflicts: Conflict[] = highest.least > most ? [{ rule: highest.rule, detail }] : [];
  return { conflicts, value: String(highest.least) };
};

/** The least that each rule of a question takes: of numbers, nothing else need be tried. */
const tries = (rule: EligibilityRule): string[] => {
  const ask = askOf(rule);
  if (ask?.type === "choice") return ask.passes;
  const least = "leastYears" in rule ? rule.leastYears : "leastPeople" in rule ? rule.leastPeople : 0;
  const pence = "minimumPence" in rule ? rule.minimumPence : 0;
  return ["0", String(least), pounds(pence), String(Math.ceil(pence / 100))];
};

const answersOf = (rules: readonly EligibilityRule[]): Found<Record<string, string>> => {
  const ids = [...new Set(rules.flatMap((rule) => askOf(rule)?.id ?? []))];
  const found = ids.map((id) => {
    const asking = rules.filter((rule) => askOf(rule)?.id === id);
    const answer = asking
      .flatMap(tries)
      .find((typed) => checked(asking, { [id]: typed }).every(({ verdict }) => verdict === "passes"));
    const label = asking.flatMap((rule) => askOf(rule)?.label ?? [])[0] ?? id;
    return { id, answer, rule: asking.at(-1), detail: `No answer to “${label}” passes.` };
  });
  return {
    conflicts: found.flatMap(({ answer, rule, detail }) => (answer === undefined ? [{ rule, detail }] : [])),
    value: Object.fromEntries(found.flatMap(({ id, answer }) => (answer === undefined ? [] : [[id, answer]]))),
  };
};

const NEW_GROUP = { awards: [], returns: [], applications: [] };
const NO_BID = { band: "S" as const, ...none<EasiestBid>({ answers: {}, documents: [] }) };

const solve = (fund: Fund): { conflicts: Conflict[]; facts: EligibilityFacts } => {
  const rules = rulesInForce(fund);
  const [type, answers] = [typeOf(rules), answersOf(rules)];
  const years = numberOf(rules, MOST_YEARS, (rule) => ("leastYears" in rule ? rule.leastYears : undefined));
  const people = numberOf(rules, MOST_PEOPLE, (rule) => ("leastPeople" in rule ? rule.leastPeople : undefined));
  const tried = bandsOf(fund).map((at) => ({ band: at.band, ...bidIn({ fund, rules, ...at }) }));
  // One band is enough; where there is none, the one that lacks least says most.
  const best = tried.reduce(
    (so, each) => (each.conflicts.length < so.conflicts.length ? each : so),
    tried[0] ?? NO_BID,
  );
  return {
    conflicts: [type, answers, years, people, best].flatMap(({ conflicts }) => conflicts),
    facts: {
      answers: answers.value,
      group: { type: type.value, yearsOfDelivery: years.value, unrelatedCommittee: people.value },
      record: { record: NEW_GROUP, fundId: fund.id, roundId: "", today: "2012-11-22" },
      form: { fund, band: best.band, ...best.value },
    },
  };
};

/** A group and its bid that pass every rule of a fund that is in force; undefined where there is none. */
export const witnessOf = (fund: Fund): EligibilityFacts | undefined => {
  const { conflicts, facts } = solve(fund);
  return conflicts.length === 0 && eligibilityFindings(fund, facts).length === 0 ? facts : undefined;
};

/**
 * `eligibility/unpassable`: the rules of a fund that nobody could pass together, each with what it stands against, at
 * `/eligibility/<n>` or at `/` for what is no rule's. None: somebody can (`witnessOf`).
 */
export const unpassableFindings = (fund: Fund): Finding[] =>
  solve(fund).conflicts.map(({ rule, detail }) => {
    const about = rule === undefined ? "" : ` The rule: ${ELIGIBILITY_KINDS[rule.kind].about.toLowerCase()}.`;
    const pointer = rule === undefined ? "/" : `/eligibility/${fund.eligibility.indexOf(rule)}`;
    return finding("eligibility/unpassable", pointer, `Nobody could pass. ${detail}${about}`);
  });
