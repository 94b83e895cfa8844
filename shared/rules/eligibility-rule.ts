import * as z from "zod/mini";
import { Band, Option, Question } from "./form.ts";
import { Pence } from "./money.ts";

/*
 * The rules of a fund as data (DOMAIN 7): each is of one kind, has its parameters, and says in its own words what a no is and
 * what to do instead. `eligibility-kinds.ts` says where a kind is known from, `eligibility.ts` judges it.
 */

const asked = { id: z.string(), label: z.string(), hint: z.optional(z.string()) };

/** A question of the check before the form that is answered by choosing; `passes` are the answers that pass. */
export const ChoiceAsk = z.strictObject({
  type: z.literal("choice"),
  ...asked,
  options: z.array(Option),
  passes: z.array(z.string()),
});
export type ChoiceAsk = z.infer<typeof ChoiceAsk>;

/** One that is answered with a whole number or with pounds, and compared with the rule's parameter. */
const NumberAsk = z.strictObject({ type: z.literal("number"), ...asked });
const AmountAsk = z.strictObject({ type: z.literal("amount"), ...asked });
export type EligibilityAsked = ChoiceAsk | z.infer<typeof NumberAsk> | z.infer<typeof AmountAsk>;

const askNumber = z.optional(z.discriminatedUnion("type", [ChoiceAsk, NumberAsk]));
const askAmount = z.optional(z.discriminatedUnion("type", [ChoiceAsk, AmountAsk]));

const said = {
  refusal: z.string(),
  instead: z.string(),
  /** Present on a rule that an officer may switch for a round before it is published; `off` does not count. */
  switch: z.optional(z.enum(["on", "off"])),
};

// Spread, not called: what is called here would keep every schema in the browser.
const answered = { ...said, ask: ChoiceAsk };

export const EligibilityRule = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("organisation-type"),
    ...said,
    /** Kinds of group, as the group's own page names them. */
    types: z.array(z.string()),
    ask: z.optional(ChoiceAsk),
  }),
  z.strictObject({
    kind: z.literal("area"),
    ...said,
    /** Codes of the councils or regions that count: somebody in one of them takes part or is helped. */
    districts: z.array(z.string()),
    ask: z.optional(ChoiceAsk),
  }),
  z.strictObject({
    kind: z.literal("amount-range"),
    ...said,
    minimumPence: Pence,
    maximumPence: Pence,
    ask: askAmount,
  }),
  z.strictObject({ kind: z.literal("total-cost-cap"), ...said, capPence: Pence, ask: askAmount }),
  z.strictObject({
    kind: z.literal("reserves-cap"),
    ...said,
    capPence: Pence,
    /** What the form asks, of type `amount`, at the end of a section; it is not asked while the rule is off. */
    question: Question,
    section: z.string(),
    ask: askAmount,
  }),
  z.strictObject({
    kind: z.literal("years-of-delivery"),
    ...said,
    leastYears: z.int().check(z.minimum(0)),
    ask: askNumber,
  }),
  z.strictObject({
    kind: z.literal("committee-size"),
    ...said,
    leastPeople: z.int().check(z.minimum(0)),
    ask: askNumber,
  }),
  z.strictObject({
    kind: z.literal("documents"),
    ...said,
    /** Slots by band that a reason cannot stand in for. */
    slots: z.partialRecord(Band, z.array(z.string())),
  }),
  z.strictObject({
    kind: z.literal("excluded-purposes"),
    ...said,
    /** What is not paid for; one that is also a priority of the form is refused there too. */
    excluded: z.array(Option),
    ask: z.optional(ChoiceAsk),
  }),
  z.strictObject({ kind: z.literal("not-already-funded"), ...answered }),
  z.strictObject({ kind: z.literal("one-application"), ...said, per: z.enum(["round", "year"]) }),
  z.strictObject({ kind: z.literal("repeat-bar"), ...said, months: z.int().check(z.minimum(1)) }),
  z.strictObject({ kind: z.literal("return-overdue"), ...said }),
  z.strictObject({ kind: z.literal("governing-document"), ...answered }),
  z.strictObject({ kind: z.literal("bank-account"), ...answered }),
  z.strictObject({ kind: z.literal("not-retrospective"), ...answered }),
  z.strictObject({ kind: z.literal("match-ability"), ...answered }),
  z.strictObject({ kind: z.literal("pathway"), ...answered }),
  z.strictObject({
    kind: z.literal("cohort"),
    ...said,
    /** Whom the work is for. */ people: z.string(),
    ask: ChoiceAsk,
  }),
]);
export type EligibilityRule = z.infer<typeof EligibilityRule>;
/** A rule of one kind, with that kind's parameters. */
export type RuleOf<Kind extends EligibilityRule["kind"]> = Extract<EligibilityRule, { kind: Kind }>;
