import * as z from "zod/mini";
import type { Answer, Answers } from "./application.ts";
import { Pence } from "./money.ts";

/** The amount asked for sets the band, and the band sets the form (DOMAIN 8.1). */
export const BANDS = ["S", "M", "L"] as const;
export const Band = z.enum(BANDS);
export type Band = (typeof BANDS)[number];

const QUESTION_TYPES = [
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
const QuestionType = z.enum(QUESTION_TYPES);

export const Option = z.strictObject({ value: z.string(), label: z.string(), hint: z.optional(z.string()) });
export type Option = z.infer<typeof Option>;

/** One column of a question that is answered in rows: outcomes, budget lines, match lines, milestones, risks. */
export const Column = z.strictObject({
  id: z.string(),
  label: z.string(),
  hint: z.optional(z.string()),
  /** `file`: one of the files sent to the document `slot`, by its id, or `not-yet`. */
  type: z.enum(["short-text", "amount", "number", "date", "choice", "file"]),
  optional: z.boolean(),
  options: z.optional(z.array(Option)),
  limitCharacters: z.optional(z.int()),
  /** Asked only in a row that has one of these in another column. */
  onlyIf: z.optional(z.strictObject({ column: z.string(), is: z.array(z.string()) })),
  slot: z.optional(z.string()),
});
export type Column = z.infer<typeof Column>;

/** One question of a fund's form. What a band is not asked is neither shown nor required, and is kept if it was typed. */
export const Question = z.strictObject({
  id: z.string(),
  type: QuestionType,
  label: z.string(),
  hint: z.optional(z.string()),
  hintByBand: z.optional(z.partialRecord(Band, z.string())),
  /** What to do, as a sentence, when it was left empty: the finding of `application/required`. */
  whenEmpty: z.optional(z.string()),
  bands: z.array(Band),
  optional: z.boolean(),
  limitWords: z.optional(z.int()),
  limitCharacters: z.optional(z.int()),
  options: z.optional(z.array(Option)),
  columns: z.optional(z.array(Column)),
  /** What one row is called: "cost" makes "Cost 2" and "Add a cost". */
  rowName: z.optional(z.string()),
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
  /** A document about the group itself: all its bids may carry the same one (`comparison/file`). */
  about: z.optional(z.enum(["group", "project"])),
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
  otherPublicMoney: "other-public-money",
  cashFlow: "cash-flow",
  unsafeToPublish: "unsafe-to-publish",
  worksWithPeopleAtRisk: "works-with-people-at-risk",
} as const;

/** Columns of the budget and match questions, by the ids that the money rules read. */
export const BUDGET_COLUMNS = {
  item: "item",
  how: "how",
  basis: "basis",
  cost: "cost",
  asked: "asked",
  quotes: "quotes",
  fewerQuotes: "fewer-quotes",
} as const;
export const MATCH_COLUMNS = {
  source: "source",
  kind: "kind",
  hours: "hours",
  rate: "rate",
  people: "people",
  days: "days",
  quantity: "quantity",
  price: "price",
  amount: "amount",
  status: "status",
  publicMoney: "public-money",
  evidence: "evidence",
  evidenceNotYet: "evidence-not-yet",
  when: "when",
  from: "from",
  to: "to",
} as const;

/** What a column of files holds where the file is still to come. */
export const FILE_NOT_YET = "not-yet";

/** The columns that are asked in a row: one that hangs on another is, where that is asked and has what it waits for. */
export const columnsAsked = (columns: readonly Column[], row: Readonly<Record<string, string>>): Column[] => {
  const asked: Column[] = [];
  for (const column of columns) {
    const { onlyIf } = column;
    const waits = onlyIf !== undefined && asked.some(({ id }) => id === onlyIf.column);
    if (onlyIf === undefined || (waits && onlyIf.is.includes(row[onlyIf.column] ?? ""))) asked.push(column);
  }
  return asked;
};

export const BandLimit = z.strictObject({ band: Band, upToPence: Pence });

/** The band of an amount; an amount above the last limit is in the last band, and is refused elsewhere. */
export const bandOf = (requestedPence: number, limits: readonly z.infer<typeof BandLimit>[]): Band =>
  limits.find(({ upToPence }) => requestedPence <= upToPence)?.band ?? limits.at(-1)?.band ?? "S";

export const MATCH_KIND_IDS = ["cash", "in-kind"] as const;
type MatchKind = (typeof MATCH_KIND_IDS)[number];
/** How a line comes to its value: as an amount, as hours at the fund's rate, or as a number of things at their price. */
export const MATCH_HELP_IDS = ["volunteer-time", "at-price"] as const;
type MatchHelp = (typeof MATCH_HELP_IDS)[number];
export const MATCH_STATUS_IDS = ["received", "secured", "agreed-in-principle", "applied-for", "planned"] as const;
export type MatchStatus = (typeof MATCH_STATUS_IDS)[number];

/** Kinds and statuses of other money, as a person chooses them (DOMAIN 9). */
export const MATCH_KINDS = [
  { value: "cash", label: "Money" },
  { value: "volunteer-time", label: "Volunteers’ time" },
  { value: "at-price", label: "A room or goods, at their price" },
  { value: "in-kind", label: "Other help given free" },
] satisfies (Option & { value: MatchKind | MatchHelp })[];
export const MATCH_STATUSES = [
  { value: "received", label: "We have it" },
  { value: "secured", label: "Promised in writing" },
  { value: "agreed-in-principle", label: "Agreed, not yet in writing" },
  { value: "applied-for", label: "Applied for, no answer yet" },
  { value: "planned", label: "Planned" },
] satisfies (Option & { value: MatchStatus })[];

/** The part of a fund that is its form. */
export type Form = { readonly sections: readonly Section[]; readonly documents: readonly DocumentSlot[] };

/** The questions of a band in the order of the form, those with a condition too. */
export const questionsFor = (form: Pick<Form, "sections">, band: Band): Question[] =>
  form.sections.flatMap(({ questions }) => questions.filter(({ bands }) => bands.includes(band)));

/** The sections that a band is shown, each with that band's questions only. */
export const sectionsFor = (form: Pick<Form, "sections">, band: Band): Section[] =>
  form.sections
    .map((section) => ({ ...section, questions: section.questions.filter(({ bands }) => bands.includes(band)) }))
    .filter(({ questions }) => questions.length > 0);

/** The documents that a band is asked for. */
export const documentsFor = (form: Pick<Form, "documents">, band: Band): DocumentSlot[] =>
  form.documents.filter(({ bands }) => bands.includes(band));

/** Whether a question is asked: its band is, and the answer it hangs on was given. `answers` are those of the whole form. */
export const isAsked = (question: Question, band: Band, answers: Answers): boolean =>
  question.bands.includes(band) &&
  (question.onlyIf === undefined || answers[question.onlyIf.question] === question.onlyIf.is);

/** A section of statements to agree to: it is asked where the application is sent. */
export const isDeclaration = ({ questions }: Pick<Section, "questions">): boolean =>
  questions.length > 0 && questions.every(({ type }) => type === "declaration");

export type AnswersBySection = Readonly<Record<string, Answers>>;

/** The answers of an open draft by section. */
export const answersBySection = (draft: { sections: Record<string, { answers: Answers }> }): AnswersBySection =>
  Object.fromEntries(Object.entries(draft.sections).map(([id, { answers }]) => [id, answers]));

/**
 * The answers of the whole form by question. Each is taken from the section its question stands in; what was put
 * anywhere else is not an answer.
 */
export const flatAnswers = (form: Pick<Form, "sections">, answers: AnswersBySection): Answers =>
  Object.fromEntries(
    form.sections.flatMap(({ id, questions }) =>
      questions.flatMap((question): [string, Answer][] => {
        const answer = answers[id]?.[question.id];
        return answer === undefined ? [] : [[question.id, answer]];
      }),
    ),
  );
