import * as z from "zod/mini";
import { APPLICATION_STATES, type ApplicationState } from "./application.ts";
import { type Finding, finding } from "./finding.ts";
import { type Print, type PrintKind, PrintKind as PrintKinds } from "./fingerprint.ts";
import { Instant } from "./london.ts";

/** The rule by which each kind of thing is found again in another bid. */
const COMPARISON_RULES = {
  file: "comparison/file",
  "match-source": "comparison/match-source",
  "cost-line": "comparison/cost-line",
  address: "comparison/address",
  partner: "comparison/partner",
} as const satisfies Record<PrintKind, string>;

/** Whose the other bid is: the group's own, that of an organisation that one of the two names as partner, or another's. */
const RELATIONS = ["own", "partner", "other"] as const;
type Relation = (typeof RELATIONS)[number];

/** A warning waits for an officer's decision; information does not. */
const SEVERITIES = ["warn", "information"] as const;
type Severity = (typeof SEVERITIES)[number];

/** What an officer decides about something that was found again. */
export const COMPARISON_RESULTS = ["explained", "refer", "blank-template"] as const;
type ComparisonResult = (typeof COMPARISON_RESULTS)[number];

export const RESULT_WORDS = {
  explained: "Explained",
  refer: "To refer",
  "blank-template": "A blank form",
} as const satisfies Record<ComparisonResult, string>;

/** An officer's decision about one thing of a bid, and with which bids it had been found by then. */
export const ComparisonDecision = z.strictObject({
  hash: z.string(),
  result: z.enum(COMPARISON_RESULTS),
  reason: z.string(),
  by: z.string(),
  byName: z.string(),
  at: Instant,
  covers: z.array(z.string()),
});
export type ComparisonDecision = z.infer<typeof ComparisonDecision>;

/** The bid in which something was found again. */
export const OtherBid = z.strictObject({
  applicationId: z.string(),
  roundId: z.string(),
  organisationId: z.string(),
  organisationName: z.string(),
  title: z.string(),
  state: z.enum(APPLICATION_STATES),
});
export type OtherBid = z.infer<typeof OtherBid>;

/** One thing of a bid that is in another bid too. */
export const Comparison = z.strictObject({
  rule: z.string(),
  kind: PrintKinds,
  hash: z.string(),
  severity: z.enum(SEVERITIES),
  relation: z.enum(RELATIONS),
  /** What it is called here, and there. */
  label: z.string(),
  otherLabel: z.string(),
  other: OtherBid,
  /** A grant was made for the other bid. */
  funded: z.boolean(),
  detail: z.string(),
  decision: z.optional(ComparisonDecision),
});
export type Comparison = z.infer<typeof Comparison>;

/** One of the bids that are held against each other, with what it uses. */
export type Bid = OtherBid & { readonly prints: readonly Print[] };
/** One thing that was found in another bid. */
export type Hit = { readonly bid: OtherBid; readonly print: Print };

/** Drafts are nobody's bid yet; what was withdrawn, not eligible or deleted is none any more. */
const COUNTING: readonly ApplicationState[] = ["submitted", "eligible", "awarded", "reserved", "declined"];
export const isCompared = (state: ApplicationState): boolean => COUNTING.includes(state);

const sharesAmount = (mine: Print, theirs: Print): boolean =>
  mine.amountsPence?.some((pence) => theirs.amountsPence?.includes(pence)) ?? false;

type Pair = { mine: Print; theirs: Print; relation: Relation; state: ApplicationState };

/** Whether it is nothing to find: a group has one address and one name, and sends its own papers with each bid. */
const isNothing = ({ mine, theirs, relation }: Pair): boolean => {
  if (mine.kind === "partner") return relation === "own" || (mine.named === true) === (theirs.named === true);
  if (relation !== "own") return false;
  return mine.kind === "address" || (mine.ofGroup === true && theirs.ofGroup === true);
};

const severityOf = ({ mine, theirs, relation, state }: Pair): Severity => {
  // What the group asked for in vain it may ask for again.
  const inVain = relation === "own" && state === "declined";
  switch (mine.kind) {
    case "file":
      return inVain ? "information" : "warn";
    case "match-source": {
      // A council supports many groups, and one group with two projects by two amounts.
      const isSame = sharesAmount(mine, theirs) || state === "awarded";
      return relation !== "other" && isSame && !inVain ? "warn" : "information";
    }
    case "cost-line":
      // Two groups may well hire two halls on the same terms.
      return relation === "other" || inVain ? "information" : "warn";
    case "address":
    case "partner":
      return "information";
  }
};

const foundOf = ({ mine, theirs }: Pair): string => {
  const named = mine.label === theirs.label ? "" : ` There it is called “${theirs.label}”.`;
  switch (mine.kind) {
    case "file":
      return `The file “${mine.label}” was sent with this bid too.${named} One paper proves one cost.`;
    case "match-source":
      return sharesAmount(mine, theirs)
        ? `“${mine.label}” is named with this bid too, with the same amount.${named} The same money or help counts once.`
        : `“${mine.label}” is named with this bid too, with another amount.${named}`;
    case "cost-line":
      return `The cost “${mine.label}” is in this bid too, for the same amount.${named} A cost is paid once.`;
    case "address":
      return "Both groups have the same address. There are good reasons for it: a host, a refuge, a community centre.";
    case "partner":
      return mine.named === true
        ? "This bid names that organisation, which has a bid of its own. Look whether both ask for the same."
        : "That bid names this organisation. Look whether both ask for the same.";
  }
};

const detailOf = (pair: Pair): string =>
  `${foundOf(pair)}${pair.state === "awarded" && pair.mine.kind !== "address" ? " A grant was made for it already." : ""}${pair.state === "declined" ? " That bid was not funded." : ""}`;

const isPartner = (mine: Print, theirs: Print): boolean =>
  mine.kind === "partner" && (mine.named === true) !== (theirs.named === true);

const order = (one: Comparison): string =>
  [one.severity === "warn" ? 0 : 1, one.funded ? 0 : 1, one.other.applicationId, one.kind, one.hash].join(" ");

/**
 * What of a bid is in other bids too, the gravest first: `comparison/file`, `comparison/match-source`,
 * `comparison/cost-line`, `comparison/address`, `comparison/partner`. If A finds B in this way, B finds A. An address and a
 * partner alone are never a warning; with a bid of the group itself or of a partner the same match or cost is, and the
 * same file always; a grant that was made already makes it graver. Blank forms (`templates`, by hash) say nothing. DOMAIN 7, 9.
 */
export const comparisonsOf = (
  mine: Bid,
  hits: readonly Hit[],
  templates: ReadonlySet<string> = new Set(),
  decisions: readonly ComparisonDecision[] = [],
): Comparison[] => {
  if (!isCompared(mine.state)) return [];
  const decided = new Map(decisions.map((decision) => [decision.hash, decision]));
  const pairs = hits
    .filter(({ bid }) => bid.applicationId !== mine.applicationId && isCompared(bid.state))
    .flatMap(({ bid, print }) =>
      mine.prints
        .filter(({ kind, hash }) => kind === print.kind && hash === print.hash)
        .map((own) => ({ bid, mine: own, theirs: print })),
    );
  const partners = new Set(
    pairs.flatMap(({ bid, mine: own, theirs }) => (isPartner(own, theirs) ? [bid.applicationId] : [])),
  );
  const relationOf = (bid: OtherBid): Relation => {
    if (bid.organisationId === mine.organisationId) return "own";
    return partners.has(bid.applicationId) ? "partner" : "other";
  };
  return pairs
    .flatMap(({ bid, mine: own, theirs }): Comparison[] => {
      const pair: Pair = { mine: own, theirs, relation: relationOf(bid), state: bid.state };
      const decision = decided.get(own.hash);
      // A blank form stays in sight where it was decided that it is one.
      const isTemplate = templates.has(own.hash) && own.kind === "file";
      if (isNothing(pair) || (isTemplate && decision === undefined)) return [];
      const covers = decision?.covers.includes(bid.applicationId) === true || isTemplate;
      return [
        {
          rule: COMPARISON_RULES[own.kind],
          kind: own.kind,
          hash: own.hash,
          severity: isTemplate ? "information" : severityOf(pair),
          relation: pair.relation,
          label: own.label,
          otherLabel: theirs.label,
          other: bid,
          funded: bid.state === "awarded",
          detail: detailOf(pair),
          ...(decision === undefined || !covers ? {} : { decision }),
        },
      ];
    })
    .toSorted((a, b) => (order(a) < order(b) ? -1 : Number(order(a) > order(b))));
};

/** Whether a comparison waits for an officer. */
export const isUndecided = ({ severity, decision }: Pick<Comparison, "severity" | "decision">): boolean =>
  severity === "warn" && decision === undefined;

const WHAT_TO_DO: Readonly<Record<PrintKind, string>> = {
  file: "Say why in your answers, or use another.",
  "match-source": "Say in your answers how much of it is for this project, or name another.",
  "cost-line": "Say in your answers why it comes up again, or take it out.",
  address: "",
  partner: "",
};

const calledBy = ({ kind, label }: Comparison): string => {
  if (kind === "file") return `You named the same file, “${label}”, in`;
  return kind === "match-source"
    ? `You named the same money or help, “${label}”, in`
    : `You named the same cost, “${label}”, in`;
};

/**
 * What an applicant is told: warnings about bids of their own organisation and of nobody else. They never stop a
 * submission. `pointers`: where each thing stands in the form, by hash.
 */
export const ownFindings = (comparisons: readonly Comparison[], pointers: ReadonlyMap<string, string>): Finding[] =>
  comparisons
    .filter(({ relation, severity }) => relation === "own" && severity === "warn")
    .map((one) => {
      const grant = one.funded ? " A grant was made for it." : "";
      const detail = `${calledBy(one)} ${one.other.applicationId}.${grant} ${WHAT_TO_DO[one.kind]}`;
      return finding(one.rule, pointers.get(one.hash) ?? "", detail);
    });

/** `comparison/template`: only a file can be a blank form. */
export const decisionFindings = (kind: PrintKind, result: ComparisonResult): Finding[] =>
  result === "blank-template" && kind !== "file"
    ? [finding("comparison/template", "/result", "Only a file can be a blank form. Choose another decision.")]
    : [];
