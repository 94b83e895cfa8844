import type { Answers } from "./application.ts";
import { DISTRICT_COLUMN, ELIGIBILITY_QUESTIONS } from "./eligibility-form.ts";
import type { EligibilityRule, RuleOf } from "./eligibility-rule.ts";
import {
  type Band,
  BUDGET_COLUMNS,
  documentsFor,
  isAsked,
  KNOWN,
  MATCH_COLUMNS,
  type Question,
  questionsFor,
} from "./form.ts";
import type { Fund } from "./fund.ts";
import { formatPounds, formatWholePounds, requiredSharePence } from "./money.ts";

/*
 * The form's side of `unpassable.ts`: the easiest bid of a band, and what stands against it.
 */

export const ofKind = <Kind extends EligibilityRule["kind"]>(
  rules: readonly EligibilityRule[],
  kind: Kind,
): RuleOf<Kind>[] => rules.filter((rule): rule is RuleOf<Kind> => rule.kind === kind);

/** What stands against a rule, in words; the rule is where it is put right, undefined for what is no rule's. */
export type Conflict = { rule: EligibilityRule | undefined; detail: string };
export type Found<T> = { conflicts: Conflict[]; value: T };
export const none = <T>(value: T): Found<T> => ({ conflicts: [], value });

/** Pence as somebody types them. */
export const pounds = (pence: number): string => formatPounds(pence).replace(/[£,]/g, "");

/** A band of a fund with the amounts that lie in it. */
type InBand = { fund: Fund; rules: readonly EligibilityRule[]; band: Band; fromPence: number; toPence: number };

const questionOf = ({ fund, band }: InBand, id: string): Question | undefined =>
  questionsFor(fund, band).find((question) => question.id === id && isAsked(question, band, {}));

const requestedOf = ({ rules, fromPence, toPence }: InBand): Found<number> => {
  const ranges = ofKind(rules, "amount-range");
  const least = Math.max(fromPence, ...ranges.map(({ minimumPence }) => minimumPence));
  const most = Math.min(toPence, ...ranges.map(({ maximumPence }) => maximumPence));
  if (least <= most) return none(least);
  const detail = `The least that can be asked for, ${formatWholePounds(least)}, is more than the most, ${formatWholePounds(most)}.`;
  return { conflicts: [{ rule: ranges.at(-1), detail }], value: least };
};

/** The least that a project can cost for so much grant, with the match that the fund demands; undefined where none is enough. */
const leastCostPence = ({ fund: { match } }: InBand, requestedPence: number): number | undefined => {
  const share = Math.max(match.requiredBasisPoints, match.cashMinimumBasisPoints);
  if (share === 0) return requestedPence;
  if (match.countsAtSubmission.length === 0) return undefined;
  if (match.of === "grant") return requestedPence + requiredSharePence(requestedPence, share);
  if (share >= 10_000) return undefined;
  let cost = Math.floor((requestedPence * 10_000) / (10_000 - share));
  while (cost - requestedPence < requiredSharePence(cost, share)) cost += 1;
  return cost;
};

const costOf = (at: InBand, requestedPence: number): Found<number> => {
  if (questionOf(at, KNOWN.budget) === undefined) return none(requestedPence);
  const cost = questionOf(at, KNOWN.match) === undefined ? requestedPence : leastCostPence(at, requestedPence);
  const caps = ofKind(at.rules, "total-cost-cap");
  if (cost === undefined) {
    const rule = ofKind(at.rules, "match-ability")[0];
    return { conflicts: [{ rule, detail: "No other money could be enough for what the fund demands." }], value: 0 };
  }
  const broken = caps.filter(({ capPence }) => cost > capPence);
  return {
    conflicts: broken.map((rule) => ({
      rule,
      detail: `A project costs at least ${formatWholePounds(cost)} with the least grant and the match it needs, and may cost ${formatWholePounds(rule.capPence)} at most.`,
    })),
    value: cost,
  };
};

const documentsOf = (at: InBand): Found<string[]> => {
  const offered = documentsFor(at.fund, at.band).map(({ id }) => id);
  const wanted = ofKind(at.rules, "documents").map((rule) => ({ rule, slots: rule.slots[at.band] ?? [] }));
  const conflicts = wanted.flatMap(({ rule, slots }) =>
    slots.some((slot) => !offered.includes(slot))
      ? [{ rule, detail: "A document is demanded that the form has no place for." }]
      : [],
  );
  return { conflicts, value: [...new Set(wanted.flatMap(({ slots }) => slots))] };
};

const districtsOf = (at: InBand): Found<string[]> => {
  const column = questionOf(at, ELIGIBILITY_QUESTIONS.beneficiaries)?.columns?.find(({ id }) => id === DISTRICT_COLUMN);
  if (column === undefined) return none([]);
  const offered = column.options?.map(({ value }) => value);
  const found = ofKind(at.rules, "area").map((rule) => ({
    rule,
    district: rule.districts.find((each) => offered === undefined || offered.includes(each)),
  }));
  const detail = "No place that counts can be chosen in the form.";
  return {
    conflicts: found.flatMap(({ rule, district }) => (district === undefined ? [{ rule, detail }] : [])),
    value: found.flatMap(({ district }) => district ?? []),
  };
};

const prioritiesOf = (at: InBand): Found<string[]> => {
  const question = questionOf(at, ELIGIBILITY_QUESTIONS.priorities);
  if (question === undefined || question.optional) return none([]);
  const excluding = ofKind(at.rules, "excluded-purposes");
  const excluded = excluding.flatMap((rule) => rule.excluded.map(({ value }) => value));
  const left = (question.options ?? []).find(({ value }) => !excluded.includes(value));
  if (left !== undefined || excluding.length === 0) return none(left === undefined ? [] : [left.value]);
  return { conflicts: [{ rule: excluding.at(-1), detail: "Every priority of the fund is excluded." }], value: [] };
};

/** The bands of a fund with their amounts; the last one takes all that is above. */
export const bandsOf = ({
  bands,
  minimumPence,
  maximumPence,
}: Fund): Pick<InBand, "band" | "fromPence" | "toPence">[] => {
  const limits = bands.length === 0 ? [{ band: "S" as const, upToPence: maximumPence }] : bands;
  return limits.map(({ band, upToPence }, n) => ({
    band,
    fromPence: Math.max(minimumPence, (limits[n - 1]?.upToPence ?? -1) + 1),
    toPence: n === limits.length - 1 ? maximumPence : Math.min(maximumPence, upToPence),
  }));
};

export type EasiestBid = { answers: Answers; documents: string[] };

/** The easiest bid of a band: the least grant, the least cost for it, and of each choice the first that passes. */
export const bidIn = (at: InBand): Found<EasiestBid> => {
  const requested = requestedOf(at);
  const cost = costOf(at, requested.value);
  const [documents, districts, priorities] = [documentsOf(at), districtsOf(at), prioritiesOf(at)];
  const others = cost.value - requested.value;
  const reserves = ofKind(at.rules, "reserves-cap").map(({ question }): [string, string] => [question.id, "0"]);
  const [status = ""] = at.fund.match.countsAtSubmission;
  return {
    conflicts: [requested, cost, documents, districts, priorities].flatMap(({ conflicts }) => conflicts),
    value: {
      documents: documents.value,
      answers: {
        ...Object.fromEntries(reserves),
        [KNOWN.requested]: pounds(requested.value),
        [KNOWN.budget]: [
          {
            [BUDGET_COLUMNS.item]: "Everything",
            [BUDGET_COLUMNS.cost]: pounds(cost.value),
            [BUDGET_COLUMNS.asked]: pounds(requested.value),
          },
        ],
        ...(others === 0
          ? {}
          : {
              [KNOWN.match]: [
                {
                  [MATCH_COLUMNS.source]: "Own funds",
                  [MATCH_COLUMNS.kind]: "cash",
                  [MATCH_COLUMNS.status]: status,
                  [MATCH_COLUMNS.amount]: pounds(others),
                },
              ],
            }),
        [ELIGIBILITY_QUESTIONS.beneficiaries]: districts.value.map((place) => ({ [DISTRICT_COLUMN]: place })),
        [ELIGIBILITY_QUESTIONS.priorities]: priorities.value,
      },
    },
  };
};
