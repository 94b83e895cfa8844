import * as z from "zod/mini";
import { Pence } from "./money.ts";

/** The amount asked for sets the band, and the band sets the form (DOMAIN 8.1). */
export const BANDS = ["S", "M", "L"] as const;
export const Band = z.enum(BANDS);
export type Band = (typeof BANDS)[number];

export const QUESTION_TYPES = [
  "short-text",
  "long-text",
  "amount",
  "number",
  "date",
  "yes-no",
  "choice",
  "choices",
  "rows",
  "declaration",
] as const;
export const QuestionType = z.enum(QUESTION_TYPES);
export type QuestionType = (typeof QUESTION_TYPES)[number];

export const Option = z.strictObject({ value: z.string(), label: z.string(), hint: z.optional(z.string()) });
export type Option = z.infer<typeof Option>;

/** One column of a question that is answered in rows: outcomes, budget lines, match lines, milestones, risks. */
export const Column = z.strictObject({
  id: z.string(),
  label: z.string(),
  hint: z.optional(z.string()),
  type: z.enum(["short-text", "amount", "number", "date", "choice"]),
  optional: z.boolean(),
  options: z.optional(z.array(Option)),
  limitCharacters: z.optional(z.int()),
});
export type Column = z.infer<typeof Column>;

/** One question of a fund's form. What a band is not asked is neither shown nor required, and is kept if it was typed. */
export const Question = z.strictObject({
  id: z.string(),
  type: QuestionType,
  label: z.string(),
  hint: z.optional(z.string()),
  hintByBand: z.optional(z.partialRecord(Band, z.string())),
  bands: z.array(Band),
  optional: z.boolean(),
  limitWords: z.optional(z.int()),
  limitCharacters: z.optional(z.int()),
  options: z.optional(z.array(Option)),
  columns: z.optional(z.array(Column)),
  leastRows: z.optional(z.int()),
  mostRows: z.optional(z.int()),
  /** Asked only when another question of the form was answered so. */
  onlyIf: z.optional(z.strictObject({ question: z.string(), is: z.string() })),
  /** Never shown in an e-mail, a publication or to a partner: safeguarding, location, third persons. */
  confidential: z.optional(z.boolean()),
});
export type Question = z.infer<typeof Question>;

export const Section = z.strictObject({
  id: z.string(),
  title: z.string(),
  intro: z.optional(z.string()),
  questions: z.array(Question),
});
export type Section = z.infer<typeof Section>;

/** A document the form asks for, by band; a group that lacks it may say why instead. */
export const DocumentSlot = z.strictObject({
  id: z.string(),
  label: z.string(),
  hint: z.optional(z.string()),
  bands: z.array(Band),
  optional: z.boolean(),
});
export type DocumentSlot = z.infer<typeof DocumentSlot>;

/** Ids of the questions that rules look for by name; a fund that asks one of these facts asks it under this id. */
export const KNOWN = {
  requested: "requested",
  leastUseful: "least-useful",
  whatWouldBeDropped: "what-would-be-dropped",
  title: "project-title",
  summary: "summary",
  startsOn: "starts-on",
  endsOn: "ends-on",
  budget: "budget",
  match: "match",
  unsafeToPublish: "unsafe-to-publish",
  worksWithPeopleAtRisk: "works-with-people-at-risk",
} as const;

/** Columns of the budget and match questions, by the ids that the money rules read. */
export const BUDGET_COLUMNS = { item: "item", basis: "basis", cost: "cost", asked: "asked" } as const;
export const MATCH_COLUMNS = { source: "source", kind: "kind", status: "status", amount: "amount" } as const;

export const BandLimit = z.strictObject({ band: Band, upToPence: Pence });

/** The band of an amount; an amount above the last limit is in the last band, and is refused elsewhere. */
export const bandOf = (requestedPence: number, limits: readonly z.infer<typeof BandLimit>[]): Band =>
  limits.find(({ upToPence }) => requestedPence <= upToPence)?.band ?? limits.at(-1)?.band ?? "S";
