import * as z from "zod/mini";
import { parseDate, rowsOf, textOf } from "./answers.ts";
import { budgetLine } from "./budget.ts";
import {
  type AnswersBySection,
  BUDGET_COLUMNS,
  type DocumentSlot,
  flatAnswers,
  KNOWN,
  MATCH_COLUMNS,
  type Section,
} from "./form.ts";
import type { Submission } from "./frozen.ts";
import type { Fund } from "./fund.ts";
import { matchLine } from "./match-line.ts";
import { Pence } from "./money.ts";
import { plainWords } from "./plain-words.ts";

/** What a bid uses that another may use too: a file, a source of match, a cost, an address, and organisations it names. */
export const PRINT_KINDS = ["file", "match-source", "cost-line", "address", "partner"] as const;
export const PrintKind = z.enum(PRINT_KINDS);
export type PrintKind = (typeof PRINT_KINDS)[number];

/** One thing that a submission uses, as it is kept: the hash of its one spelling, and what it is called there. */
export const Print = z.strictObject({
  kind: PrintKind,
  hash: z.string(),
  label: z.string(),
  /** The amounts it stands there with, each once, the smallest first. */
  amountsPence: z.optional(z.array(Pence)),
  /** A document about the group itself, such as its accounts: its own bids may all carry it. */
  ofGroup: z.optional(z.boolean()),
  /** Of a partner: the bid names this organisation; otherwise it is its own name. */
  named: z.optional(z.boolean()),
});
export type Print = z.infer<typeof Print>;

/** A print before it is hashed, with its place in a draft (a JSON pointer), where it has one. */
export type Trace = Omit<Print, "hash"> & { readonly spelling: string; readonly pointer?: string };

/** What is read of a bid, submitted or not. */
export type Used = {
  readonly organisation: { readonly name: string; readonly addressLine1: string; readonly postcode: string };
  readonly files: readonly { slot: string; name: string; sha256: string }[];
  readonly match: readonly { source: string; kind: string; amountPence: number; pointer?: string }[];
  readonly costs: readonly { item: string; basis: string; costPence: number; pointer?: string }[];
  readonly partners: string;
};

/** The question in which a bid says who else is involved. */
const PARTNERS = "partners";

const MOST_PARTNERS = 20;
const MOST_PARTNER_WORDS = 8;
const LEAST_PARTNER_LETTERS = 4;

/** One spelling whatever the case, accents, spaces, punctuation, "the" in front and the legal form behind. */
const spelled = (text: string): string => plainWords(text).join("");

/** Words that say "we ourselves": a group's own money and its volunteers are no source that two bids could share by name. */
const OWN_WORDS: ReadonlySet<string> = new Set(
  `a account and at balance bank by cash charity charitable committee contribution contributions donated donation donations
  event events fee fees for free from fund funding fundraising funds general group groups help hours in income kind local
  member members membership money of our ours own parents participants people raffle raised raising reserve reserves
  sales savings staff sub subs subscription subscriptions the ticket tickets time to trustees unrestricted us volunteer
  volunteering volunteers we work`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

const isOwn = (source: string, ownName: string): boolean => {
  const own = new Set(plainWords(ownName));
  return plainWords(source).every((word) => OWN_WORDS.has(word) || own.has(word));
};

/** The words of a text that may be the name of an organisation: what stands between marks, and runs of capitals. */
const namesIn = (text: string): string[] => {
  const runs =
    text.match(/\p{Lu}[\p{L}\p{N}’'.-]*(?:[ ]+(?:(?:of|the|and|for|in|on|&)[ ]+)*\p{Lu}[\p{L}\p{N}’'.-]*)*/gu) ?? [];
  const parts = [...runs, text].flatMap((run) => run.split(/[\n,;:.()[\]•·–—|/]|\s-\s|\s(?:and|with)\s|&/i));
  return [...runs, ...parts].map((name) => name.trim());
};

const partnersIn = (text: string, ownName: string): Trace[] => {
  const own = spelled(ownName);
  const found = new Map<string, Trace>();
  for (const name of namesIn(text)) {
    const spelling = spelled(name);
    const words = plainWords(name).length;
    if (spelling.length < LEAST_PARTNER_LETTERS || words > MOST_PARTNER_WORDS || spelling === own) continue;
    if (found.size < MOST_PARTNERS && !found.has(spelling))
      found.set(spelling, { kind: "partner", spelling, label: name, named: true });
  }
  return [...found.values()];
};

/** One trace for each thing, however often and in whatever order it stands in the bid. */
const merged = (traces: readonly Trace[]): Trace[] => {
  const found = new Map<string, Trace>();
  for (const trace of traces) {
    const key = JSON.stringify([trace.kind, trace.spelling, trace.named === true]);
    const before = found.get(key);
    if (before === undefined) {
      found.set(key, trace);
      continue;
    }
    const amounts = [...new Set([...(before.amountsPence ?? []), ...(trace.amountsPence ?? [])])].toSorted(
      (a, b) => a - b,
    );
    found.set(key, {
      ...before,
      label: [before.label, trace.label].toSorted()[0] ?? before.label,
      ...(amounts.length === 0 ? {} : { amountsPence: amounts }),
      ...(before.ofGroup === true && trace.ofGroup !== true ? { ofGroup: false } : {}),
    });
  }
  return [...found.entries()].toSorted(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([, trace]) => trace);
};

const pointed = (pointer: string | undefined) => (pointer === undefined ? {} : { pointer });

type Slots = { readonly documents: readonly DocumentSlot[]; readonly templates?: Fund["templates"] };

/**
 * Everything by which a bid can be recognised in another: its files (not the blank ones and papers of the fund itself), its
 * sources of match (not its own money and volunteers by their name alone), its costs, its address and the organisations that
 * it is and names. The order of lines changes nothing, nor do case, spaces and punctuation. DOMAIN 7, 9.
 */
export const tracesOf = (used: Used, { documents, templates = [] }: Slots): Trace[] => {
  const { organisation, files, match, costs } = used;
  const { name, addressLine1, postcode } = organisation;
  const blank = new Set(templates.map(({ sha256 }) => sha256));
  const ofGroup = new Set(documents.flatMap((slot) => (slot.about === "group" ? [slot.id] : [])));
  const address = spelled(addressLine1);
  const own = spelled(name);
  return merged([
    ...files
      .filter(({ sha256 }) => !blank.has(sha256))
      .map(
        (file): Trace => ({
          kind: "file",
          spelling: file.sha256,
          label: file.name,
          pointer: `/documents/${file.slot}`,
          ...(ofGroup.has(file.slot) ? { ofGroup: true } : {}),
        }),
      ),
    ...match
      .filter(({ source }) => spelled(source) !== "" && !isOwn(source, name))
      .map(
        ({ source, kind, amountPence, pointer }): Trace => ({
          kind: "match-source",
          spelling: `${kind} ${spelled(source)}`,
          label: source,
          amountsPence: [amountPence],
          ...pointed(pointer),
        }),
      ),
    ...costs
      .filter(({ item }) => spelled(item) !== "")
      .map(
        ({ item, basis, costPence, pointer }): Trace => ({
          kind: "cost-line",
          spelling: `${spelled(item)} ${spelled(basis)} ${costPence}`,
          label: item,
          amountsPence: [costPence],
          ...pointed(pointer),
        }),
      ),
    ...(address === "" || spelled(postcode) === ""
      ? []
      : [{ kind: "address" as const, spelling: `${address} ${spelled(postcode)}`, label: "The address of the group" }]),
    ...(own === "" ? [] : [{ kind: "partner" as const, spelling: own, label: name }]),
    ...partnersIn(used.partners, name),
  ]);
};

const fieldOf = (organisation: Submission["organisation"], field: string): string => {
  const value = organisation[field];
  return typeof value === "string" ? value : "";
};

const textIn = (answer: unknown): string => (typeof answer === "string" ? answer : "");

/** What a submission uses. */
export const usedIn = ({ organisation, documents, match, budget, answers }: Submission): Used => ({
  organisation: {
    name: fieldOf(organisation, "name"),
    addressLine1: fieldOf(organisation, "addressLine1"),
    postcode: fieldOf(organisation, "postcode"),
  },
  files: documents,
  match: match.lines.map(({ source, kind, amountPence }) => ({ source, kind, amountPence })),
  costs: budget.lines.map(({ item, basis, costPence }) => ({ item, basis, costPence })),
  partners: textIn(answers[PARTNERS]),
});

const placeOf = (sections: readonly Section[], question: string): string => {
  const section = sections.find(({ questions }) => questions.some(({ id }) => id === question));
  return `/sections/${section?.id ?? ""}/answers/${question}`;
};

type Typed = {
  readonly form: Pick<Fund, "sections" | "match">;
  readonly organisation: Used["organisation"];
  readonly answers: AnswersBySection;
  readonly documents: readonly { slot: string; name: string; sha256?: string | undefined }[];
};

/** What an open draft uses so far, row by row: a row that cannot be read yet is left out. */
export const usedInDraft = ({ form, organisation, answers, documents }: Typed): Used => {
  const given = flatAnswers(form, answers);
  const rows = (question: string, column: string) =>
    rowsOf(given[question]).map(({ row, index }) => ({
      row,
      pointer: `${placeOf(form.sections, question)}/${index}/${column}`,
    }));
  return {
    organisation,
    files: documents.flatMap(({ slot, name, sha256 }) => (sha256 === undefined ? [] : [{ slot, name, sha256 }])),
    match: rows(KNOWN.match, MATCH_COLUMNS.source).flatMap(({ row, pointer }) => {
      const line = matchLine(row, form.match, { startsOn: parseDate(textOf(given[KNOWN.startsOn])) });
      return line === undefined ? [] : [{ ...line, pointer }];
    }),
    costs: rows(KNOWN.budget, BUDGET_COLUMNS.item).flatMap(({ row, pointer }) => {
      const line = budgetLine(row);
      return line === undefined ? [] : [{ ...line, pointer }];
    }),
    partners: textOf(given[PARTNERS]),
  };
};
