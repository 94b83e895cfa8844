import type { Submission } from "./frozen.ts";
import type { Fund } from "./fund.ts";
import type { Declaration, Standing } from "./interest.ts";
import { formatSecond, londonDate } from "./london.ts";
import { csvLine } from "./text.ts";

const fieldOf = ({ organisation }: Submission, field: string): string => {
  const value = organisation[field];
  return typeof value === "string" ? value : "";
};

/** What the rows of a bid choose in a column of councils or regions, in words, each once. */
const placesIn = (form: Pick<Fund, "sections" | "area">, { answers }: Submission): string[] => {
  const codes = new Map(form.area.districts.map(({ value, label }) => [value, label]));
  const chosen = Object.values(answers).flatMap((answer) =>
    Array.isArray(answer) ? answer.flatMap((row) => (typeof row === "string" ? [row] : Object.values(row))) : [answer],
  );
  return [...new Set(chosen.flatMap((value) => codes.get(String(value)) ?? []))];
};

const named = (name: string, role: string): string[] => (name === "" ? [] : [role === "" ? name : `${name}, ${role}`]);

/** What a trustee has to know of a bid to declare interests, before its file opens (DOMAIN 8.3). */
export const interestFacts = (form: Pick<Fund, "sections" | "area">, submission: Submission) => {
  const { budget, match, answers, declaredBy } = submission;
  const contacts = [
    ...named(fieldOf(submission, "mainContactName"), fieldOf(submission, "mainContactRole")),
    ...named(fieldOf(submission, "secondContactName"), fieldOf(submission, "secondContactRole")),
  ];
  const declarer = contacts.some((contact) => contact === declaredBy || contact.startsWith(`${declaredBy},`));
  const partners = answers.partners;
  return {
    area: [...new Set([fieldOf(submission, "town"), ...placesIn(form, submission)])].filter((place) => place !== ""),
    contacts: [...contacts, ...(declarer ? [] : named(declaredBy, ""))],
    partners: typeof partners === "string" ? partners : "",
    suppliers: [
      ...budget.lines.map(({ item, basis }) => (basis === "" ? item : `${item}: ${basis}`)),
      ...match.lines.map(({ source }) => source),
    ].filter((supplier) => supplier !== ""),
  };
};

/** One line of the register of interests. */
export type RegisterRow = {
  readonly name: string;
  readonly applicationId: string;
  readonly organisationName: string;
  readonly title: string;
  readonly standing: Standing;
  readonly declaration: Declaration;
  readonly ruledByName: string | undefined;
};

const HEADINGS = [
  ["Trustee", ({ name }: RegisterRow) => name],
  ["Reference", ({ applicationId }: RegisterRow) => applicationId],
  ["Group", ({ organisationName }: RegisterRow) => organisationName],
  ["Project", ({ title }: RegisterRow) => title],
  ["Interest", ({ declaration }: RegisterRow) => declaration.kind],
  ["About", ({ declaration }: RegisterRow) => declaration.about],
  [
    "They or their staff backed it",
    ({ declaration: { backed } }: RegisterRow) => (backed === undefined ? undefined : backed ? "yes" : "no"),
  ],
  ["Declared on", ({ declaration }: RegisterRow) => londonDate(declaration.at)],
  ["Declared at (London)", ({ declaration }: RegisterRow) => formatSecond(declaration.at)],
  ["After the bid could be opened", ({ declaration }: RegisterRow) => (declaration.late === true ? "yes" : "no")],
  ["Taken back", ({ declaration }: RegisterRow) => (declaration.takenBack === true ? "yes" : "no")],
  [
    "Declared before",
    ({ declaration }: RegisterRow) =>
      (declaration.earlier ?? []).map(({ kind, at }) => `${kind} on ${londonDate(at)}`).join("; "),
  ],
  ["Takes part", ({ standing }: RegisterRow) => TAKES_PART[standing]],
  ["Decided by", ({ ruledByName }: RegisterRow) => ruledByName],
  ["Decided on", ({ declaration: { ruling } }: RegisterRow) => ruling && londonDate(ruling.at)],
  ["Reason", ({ declaration: { ruling } }: RegisterRow) => ruling?.reason],
] as const;

const TAKES_PART = {
  undeclared: "has not declared",
  clear: "yes",
  waits: "not before it is decided",
  recused: "no",
} as const satisfies Record<Standing, string>;

/** The register of interests as CSV (RFC 4180), with a mark by which spreadsheets know UTF-8; no cell is run as a formula. */
export const registerCsv = (rows: readonly RegisterRow[]): string => {
  const lines = [
    csvLine(HEADINGS.map(([heading]) => heading)),
    ...rows.map((row) => csvLine(HEADINGS.map(([, cell]) => cell(row)))),
  ];
  return `\ufeff${lines.join("\r\n")}\r\n`;
};
