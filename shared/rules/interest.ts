import * as z from "zod/mini";
import { type Finding, finding } from "./finding.ts";
import { Instant } from "./london.ts";

/**
 * Interests (DOMAIN 8.3). `direct`: they or family sit on the committee, work there, helped prepare the bid or would supply
 * it. `indirect`: somebody near them would gain. `loyalty`: they belong to, or serve, a body with a stake. `gift`: they had
 * something from the group.
 */
export const INTEREST_KINDS = ["none", "direct", "indirect", "loyalty", "gift"] as const;
export const InterestKind = z.enum(INTEREST_KINDS);
export type InterestKind = (typeof INTEREST_KINDS)[number];

export const MOST_ABOUT_CHARACTERS = 500;

/** What the chair (for the chair, the deputy) decided about an interest, before scoring, with the reason. */
export const Ruling = z.strictObject({
  decision: z.enum(["recused", "may-score"]),
  reason: z.string(),
  by: z.string(),
  at: Instant,
});
export type Ruling = z.infer<typeof Ruling>;

const said = {
  kind: InterestKind,
  about: z.optional(z.string()),
  /** Only of seats that are asked (`Seat.asked`): whether they or their staff backed the bid. */
  backed: z.optional(z.boolean()),
  at: Instant,
};

/** What was declared before, kept with its ruling when something else was declared. */
export const EarlierDeclaration = z.strictObject({ ...said, ruling: z.optional(Ruling) });
export type EarlierDeclaration = z.infer<typeof EarlierDeclaration>;

/** One trustee's declaration about one bid. */
export const Declaration = z.strictObject({
  ...said,
  ruling: z.optional(Ruling),
  /** Declared after the bid could be opened. */
  late: z.optional(z.boolean()),
  /** An interest that was declared and then taken back: the chair decides on that too. */
  takenBack: z.optional(z.boolean()),
  earlier: z.optional(z.array(EarlierDeclaration)),
});
export type Declaration = z.infer<typeof Declaration>;

/** An interest that stands from round to round, proposed again where the organisation applies again. */
export const StandingInterest = z.strictObject({
  organisationId: z.string(),
  organisationName: z.string(),
  kind: InterestKind,
  about: z.optional(z.string()),
  at: Instant,
});
export type StandingInterest = z.infer<typeof StandingInterest>;

/** Undeclared: nothing of the bid is opened. `waits`: hidden until ruled. `recused`: nothing until it is decided. */
export const STANDINGS = ["undeclared", "clear", "waits", "recused"] as const;
export type Standing = (typeof STANDINGS)[number];

/** Where a trustee stands with a bid. EXACT: build on this. */
export const standingOf = (declaration: Declaration | undefined): Standing => {
  if (declaration === undefined) return "undeclared";
  if (declaration.kind === "direct") return "recused";
  if (declaration.ruling !== undefined) return declaration.ruling.decision === "recused" ? "recused" : "clear";
  return wantsRuling(declaration) ? "waits" : "clear";
};

/** Whether the chair has to decide: any interest that is not direct, backing of the bid, or an interest taken back. */
export const wantsRuling = (declaration: Declaration): boolean =>
  declaration.ruling === undefined &&
  declaration.kind !== "direct" &&
  (declaration.kind !== "none" || declaration.backed === true || declaration.takenBack === true);

/** What a trustee says about one bid. */
export type Said = {
  readonly kind: InterestKind;
  readonly about?: string | undefined;
  readonly backed?: boolean | undefined;
};

/**
 * What stands against declarations, pointers into `/declarations/n`: `interest/bid` for a bid that is not in the list,
 * `interest/about` for an interest without words, `interest/backed` where the seat is asked and does not say, or is not asked.
 */
export const declarationFindings = (
  said: readonly (Said & { applicationId: string })[],
  bids: readonly string[],
  isAsked: boolean,
): Finding[] =>
  said.flatMap(({ applicationId, kind, about, backed }, n) => [
    ...(bids.includes(applicationId)
      ? []
      : [finding("interest/bid", `/declarations/${n}/applicationId`, "This bid is not in the list. Open it again.")]),
    ...(kind === "none" || (about ?? "").trim() !== ""
      ? []
      : [finding("interest/about", `/declarations/${n}/about`, "Say what the interest is.")]),
    ...(isAsked === (backed !== undefined)
      ? []
      : [
          finding(
            "interest/backed",
            `/declarations/${n}/backed`,
            isAsked
              ? "Choose whether you or your staff backed this bid."
              : "Leave out who backed this bid: your seat is not asked.",
          ),
        ]),
  ]);

const sameAs = (declaration: Declaration, { kind, about, backed }: Said): boolean =>
  declaration.kind === kind && (declaration.about ?? "") === (about ?? "") && declaration.backed === backed;

/**
 * A declaration after something was said at an instant. The same again changes nothing. What stood before is kept with its
 * ruling. `interest/late`: it could be opened until now. An interest taken back waits for the chair: nobody opens a file by
 * taking back what they said.
 */
export const declared = (before: Declaration | undefined, said: Said, at: Instant): Declaration => {
  const { kind, about = "", backed } = said;
  const fresh: Declaration = {
    kind,
    ...(about === "" ? {} : { about }),
    ...(backed === undefined ? {} : { backed }),
    at,
  };
  if (before === undefined) return fresh;
  if (sameAs(before, said)) return before;
  const { kind: was, about: words, backed: wasBacked, at: since, ruling, earlier = [] } = before;
  const kept: EarlierDeclaration = {
    kind: was,
    ...(words === undefined ? {} : { about: words }),
    ...(wasBacked === undefined ? {} : { backed: wasBacked }),
    at: since,
    ...(ruling === undefined ? {} : { ruling }),
  };
  const takenBack =
    (kind === "none" && (was !== "none" || before.takenBack === true)) || (wasBacked === true && !backed);
  const next: Declaration = { ...fresh, earlier: [...earlier, kept], ...(takenBack ? { takenBack } : {}) };
  return standingOf(before) === "clear" && standingOf(next) !== "clear" ? { ...next, late: true } : next;
};

/** `interest/declared-first`: whether every bid of the list is declared about. Before that no file opens. */
export const hasDeclared = (declarations: Readonly<Record<string, Declaration>>, bids: readonly string[]): boolean =>
  bids.every((id) => declarations[id] !== undefined);

type Sitting = { readonly personId: string; readonly seat: "chair" | "deputy" | "trustee" };

/**
 * `interest/ruling`: who rules on somebody's interest in a bid. The chair; the deputy on the chair's own, and where the chair
 * has an interest in the bid. Where both have one, the one of the two whose interest it is not.
 */
export const rulerOf = (
  panel: readonly Sitting[],
  personId: string,
  hiddenFrom: readonly string[] = [],
): string | undefined => {
  const [chair, deputy] = (["chair", "deputy"] as const).map((wanted) => panel.find(({ seat }) => seat === wanted));
  const others = [chair, deputy].flatMap((seat) => (seat === undefined || seat.personId === personId ? [] : [seat]));
  const able = others.find((seat) => !hiddenFrom.includes(seat.personId)) ?? others[0];
  return able?.personId;
};

/** Most standing interests that are kept of one person: the latest. */
export const MOST_STANDING = 300;

/** What a person is asked about again: the interest declared last in each organisation; none ends it. */
export const standingInterests = (
  before: readonly StandingInterest[],
  said: readonly (Said & { organisationId: string; organisationName: string })[],
  at: Instant,
): StandingInterest[] => {
  const renewed = new Set(said.map(({ organisationId }) => organisationId));
  const fresh = said.flatMap(({ organisationId, organisationName, kind, about }): StandingInterest[] =>
    kind === "none"
      ? []
      : [{ organisationId, organisationName, kind, ...(about === undefined || about === "" ? {} : { about }), at }],
  );
  const one = new Map(fresh.map((interest) => [interest.organisationId, interest]));
  return [...one.values(), ...before.filter(({ organisationId }) => !renewed.has(organisationId))].slice(
    0,
    MOST_STANDING,
  );
};
