import { writeFile } from "node:fs/promises";
import { APPLICATION_STATES, APPLICATION_TABLE, type ApplicationState } from "../../shared/rules/application.ts";
import { MEETING_STATES, MEETING_TABLE } from "../../shared/rules/meeting.ts";
import { APPLICATION_RETENTION, ITEM_KINDS, type ItemKind, RETENTION } from "../../shared/rules/retention.ts";
import {
  type Basis,
  type Ends,
  EXPORTS,
  type From,
  type Period,
  periodWords,
  type RetentionRule,
  WARNED_DAYS_AHEAD,
} from "../../shared/rules/retention-periods.ts";
import { ROUND_STATUSES, ROUND_TABLE } from "../../shared/rules/round.ts";

const BASES: Record<Basis, string> = {
  "public-task": "public task",
  "legal-obligation": "legal obligation",
  none: "–",
};
const FROM: Record<From, string> = {
  written: "after it was last written",
  lifted: "after it was lifted",
  decided: "after its round was decided",
};

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const howLong = (ends: Ends): string => {
  switch (ends.how) {
    case "deleted":
    case "tombstone":
      return `${periodWords(ends.period)} ${FROM[ends.from]}`;
    case "by-state":
      return "by its state, see above";
    case "with":
      return `as long as its ${ends.kind}`;
    case "time-to-live":
      return ends.words;
    case "never":
      return "for good";
  }
};

const THEN: Record<Ends["how"], string> = {
  deleted: "deleted",
  tombstone: "a tombstone",
  "by-state": "a tombstone",
  with: "deleted with it",
  "time-to-live": "forgotten by the table",
  never: "–",
};

const kindRow = (kind: ItemKind): string[] => {
  const rule: RetentionRule = RETENTION[kind];
  const { holds, personal, why, basis, where, ends, unless } = rule;
  return [
    `\`${kind}\``,
    `${sentence(holds)}.`,
    personal ? "yes" : "no",
    `${sentence(why)}.`,
    BASES[basis],
    where
      .split(", ")
      .map((prefix) => `\`${prefix}\``)
      .join(", "),
    `${sentence(howLong(ends))}.${unless === undefined ? "" : ` ${unless}`}`,
    sentence(THEN[ends.how]),
    `\`${rule.rule}\``,
  ];
};

const stateRow = (state: ApplicationState): string[] => {
  const { rule, period, from } = APPLICATION_RETENTION[state];
  const { afterFinancialYear }: Period = period;
  const after = afterFinancialYear === true ? "after the end of the financial year of" : "after";
  return [`\`${state}\``, `${periodWords(period)} ${after} ${from}`, `\`${rule}\``];
};

/** `docs/data.md`: what is kept, why, where and how long, from the rules that delete it. */
export const dataPage = (): string =>
  [
    "# What the portal keeps",
    "This page is printed from `shared/rules/retention.ts` by `npm run docs`; a test fails when it differs. Change the rule, not the page.",
    "Everything lies in one DynamoDB table; uploaded files lie in the documents bucket, which keeps versions. Both are in the AWS region of the deployment, encrypted. Logs name routes and ids, and nobody.",
    `Each item that will be deleted carries its day (\`deleteOn\`). \`schedule/retain-rounds\` sets the days that depend on a round, and warns groups ${WARNED_DAYS_AHEAD} days before an unfinished draft goes. \`schedule/delete-expired\` deletes each day what is due, all parts together, every version of every file, and counts it on the day's certificate in the same transaction. A legal hold on an application, group, person or round stops everything that names it. Of a *tombstone* the personal fields are removed and the fact is kept.`,
    `What the office exports lies in the documents bucket under \`${EXPORTS.prefix}\`; the bucket's own rule removes it after ${periodWords({ days: EXPORTS.keptDays })}.`,
    "The table's backups (point-in-time recovery) reach back 35 days: what is deleted is out of them after that.",
    "## Applications",
    "An application goes with its submissions, documents, questions and files, as a whole.",
    table(["State", "Kept for", "Rule"], APPLICATION_STATES.map(stateRow)),
    "## Every kind of item",
    table(
      ["Kind", "What it holds", "Personal data", "Why", "Basis", "Where", "How long", "Then", "Rule"],
      ITEM_KINDS.map(kindRow),
    ),
    "",
  ].join("\n\n");

const mermaidId = (state: string): string => state.replaceAll("-", "_");

/** A state table as a picture: `starts` is its first state and what leads to it. */
const diagram = (
  states: readonly string[],
  moves: Readonly<Record<string, Readonly<Record<string, string>>>>,
  starts: string,
): string =>
  [
    "```mermaid",
    "stateDiagram-v2",
    ...states.map((state) => `  state "${state}" as ${mermaidId(state)}`),
    `  [*] --> ${starts}`,
    ...states.flatMap((state) =>
      Object.entries(moves[state] ?? {}).map(([move, to]) => `  ${mermaidId(state)} --> ${mermaidId(to)} : ${move}`),
    ),
    ...states
      .filter((state) => Object.keys(moves[state] ?? {}).length === 0)
      .map((state) => `  ${mermaidId(state)} --> [*]`),
    "```",
  ].join("\n");

/** `docs/states.md`: what may happen to an application, a round and a meeting, from the tables that decide it. */
export const statesPage = (): string =>
  [
    "# States",
    "This page is printed by `npm run docs` from the tables that the server's checks and the pages' buttons read; a test fails when it differs.",
    "## An application",
    diagram(APPLICATION_STATES, APPLICATION_TABLE, "draft : start"),
    "A submitted application stays submitted while a change is open: the last submission stands until a new one is accepted.",
    "## A round",
    "What a round is follows from the clock, so nothing moves it; the table says what may be done in which status.",
    table(
      ["Status", "What may be done"],
      ROUND_STATUSES.map((status) => [
        `\`${status}\``,
        ROUND_TABLE[status].map((move) => `\`${move}\``).join(", ") || "–",
      ]),
    ),
    "## A decision meeting",
    diagram(MEETING_STATES, MEETING_TABLE, "planned : create"),
    "",
  ].join("\n\n");

export const PAGES = { "docs/data.md": dataPage, "docs/states.md": statesPage } as const;

/** `npm run docs`: prints the pages that are made from the code. */
export const run = async (): Promise<void> => {
  for (const [file, page] of Object.entries(PAGES)) {
    await writeFile(file, page());
    console.info(`Printed ${file}.`);
  }
};
