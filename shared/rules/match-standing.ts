import * as z from "zod/mini";
import { type Finding, finding } from "./finding.ts";
import { MATCH_STATUS_IDS, MATCH_STATUSES, type MatchStatus } from "./form.ts";
import { addDays, CivilDate, formatDate, Instant } from "./london.ts";
import type { MatchLine } from "./match-line.ts";
import { formatPounds, largestPence, Pence } from "./money.ts";

/** How a source of match stands since the bid was sent: as a group can say of it, or lost. DOMAIN 9. */
export const STANDING_STATUSES = [...MATCH_STATUS_IDS, "lost"] as const;
export const StandingStatus = z.enum(STANDING_STATUSES);
export type StandingStatus = z.infer<typeof StandingStatus>;

/** The statuses as the office chooses them. */
export const STANDING_OPTIONS: readonly { value: StandingStatus; label: string; hint?: string }[] = [
  ...MATCH_STATUSES.map(({ value, label }) => ({ value, label: value === "received" ? "The group has it" : label })),
  { value: "lost", label: "Lost", hint: "It was refused, withdrawn or used for something else." },
];

/** A status inside a sentence: "promised in writing". */
export const statusInWords = (status: StandingStatus): string =>
  (STANDING_OPTIONS.find(({ value }) => value === status)?.label ?? status).toLowerCase();

/** How one line of the match stands now, from which day that is known, and what it is worth since. */
export const StandsAs = z.strictObject({
  /** Its place among the lines of the submission. */
  line: z.int(),
  status: StandingStatus,
  amountPence: Pence,
  knownOn: CivilDate,
});
export type StandsAs = z.infer<typeof StandsAs>;

/** A record that a line stands otherwise than it was sent: what was seen, by whom, when. The submission stays as it is. */
export const MatchStanding = z.strictObject({
  ...StandsAs.shape,
  submission: z.int(),
  note: z.string(),
  by: z.string(),
  at: Instant,
});
export type MatchStanding = z.infer<typeof MatchStanding>;

/** What the office recorded about the lines of one submission, the oldest first; of another version nothing holds. */
export const standingsOf = (
  standings: readonly MatchStanding[] | undefined,
  submission: number | undefined,
): MatchStanding[] => (standings ?? []).filter((standing) => standing.submission === submission);

/** The same without what was seen and who recorded it: what others than the office read. */
export const standingFacts = (
  standings: readonly MatchStanding[] | undefined,
  submission: number | undefined,
): StandsAs[] =>
  standingsOf(standings, submission).map(({ line, status, amountPence, knownOn }) => ({
    ...{ line, status, amountPence, knownOn },
  }));

/** What was recorded last of a line; undefined where it stands as it was sent. */
const standsNow = <Standing extends StandsAs>(standings: readonly Standing[], line: number): Standing | undefined =>
  standings.findLast((standing) => standing.line === line);

/** The lines as they stand now. What is lost is worth nothing: it counts nowhere and fills no gap. */
export const linesNow = <Line extends MatchLine>(lines: readonly Line[], standings: readonly StandsAs[]): Line[] =>
  lines.map((line, n) => {
    const now = standsNow(standings, n);
    if (now === undefined) return line;
    const { status, amountPence } = now;
    return status === "lost" ? { ...line, amountPence: 0 } : { ...line, status, amountPence };
  });

/** Records that one bid can have: each holds words, and an item its limit. */
const MOST_STANDINGS = 100;

/** How long before a bid was sent something may have been known already. */
const DAYS_BEFORE = 366;

/** What is entered of a line; without an amount it stays worth what it was. */
type StandingEntered = Pick<MatchStanding, "line" | "status" | "knownOn"> & { amountPence?: number | undefined };

/** What a record is held against: the lines that were sent, what was recorded since, and the days. */
type StandingFacts = {
  readonly lines: readonly Pick<MatchLine, "source" | "status" | "amountPence">[];
  readonly standings: readonly StandsAs[];
  readonly today: CivilDate;
  readonly sentOn: CivilDate;
};

/** How a line stands before a record: as it was recorded last, else as it was sent. Undefined where there is no such line. */
export const standsBefore = (
  { lines, standings }: Pick<StandingFacts, "lines" | "standings">,
  line: number,
): { status: StandingStatus; amountPence: number } | undefined => standsNow(standings, line) ?? lines[line];

const dayFindings = (knownOn: CivilDate, { today, sentOn }: StandingFacts): Finding[] => {
  const earliest = addDays(sentOn, -DAYS_BEFORE);
  if (knownOn > today)
    return [finding("match-standing/known-on", "/knownOn", "Choose today or a day before: this one is to come.")];
  return knownOn < earliest
    ? [
        finding(
          "match-standing/known-on",
          "/knownOn",
          `Check the year. The bid was sent on ${formatDate(sentOn)}: choose ${formatDate(earliest)} or a day after.`,
        ),
      ]
    : [];
};

/**
 * What stands against a record of how a line of match stands: `match-standing/line` (the submission has no such line),
 * `match-standing/known-on` (a day to come, or more than a year before the bid was sent), `match-standing/amount` (nothing, or
 * more than can be an amount), `match-standing/same` (nothing would change) and `match-standing/most`. DOMAIN 9.
 */
export const standingFindings = (entered: StandingEntered, facts: StandingFacts): Finding[] => {
  const before = standsBefore(facts, entered.line);
  if (before === undefined) return [finding("match-standing/line", "/line", "This bid has no such other money.")];
  if (facts.standings.length >= MOST_STANDINGS)
    return [
      finding(
        "match-standing/most",
        "/line",
        `This bid has ${MOST_STANDINGS} such records. Ask the group to explain, and write it on the sheet.`,
      ),
    ];
  const { status, amountPence = before.amountPence } = entered;
  const isLost = status === "lost";
  return [
    ...(status === before.status && (isLost || amountPence === before.amountPence)
      ? [
          finding(
            "match-standing/same",
            "/status",
            `It stands so already: ${statusInWords(status)}. Choose what has changed.`,
          ),
        ]
      : []),
    ...(!isLost && (amountPence === 0 || amountPence > largestPence)
      ? [
          finding(
            "match-standing/amount",
            "/amountPence",
            amountPence === 0
              ? "Enter what it is worth now. If nothing is left of it, choose “Lost”."
              : `Enter an amount of ${formatPounds(largestPence)} or less.`,
          ),
        ]
      : []),
    ...dayFindings(entered.knownOn, facts),
  ];
};

/** How a line stands since a day: "Since Wednesday 3 February 2027: promised in writing, £300.00 of £500.00". */
export const standingWords = (
  { status, amountPence, knownOn }: StandsAs,
  sent: Pick<MatchLine, "amountPence"> | undefined,
): string => {
  const sentPence = sent?.amountPence ?? amountPence;
  const worth =
    status === "lost" || amountPence === sentPence
      ? ""
      : `, now ${formatPounds(amountPence)} (sent as ${formatPounds(sentPence)})`;
  return `Since ${formatDate(knownOn)}: ${statusInWords(status)}${worth}`;
};

/** What has changed since a bid was sent, one sentence for each source, the newest of each; empty where nothing has. */
export const changedWords = (
  lines: readonly (Pick<MatchLine, "source" | "amountPence"> & { status: MatchStatus })[],
  standings: readonly StandsAs[],
): string[] =>
  lines.flatMap((line, n) => {
    const now = standsNow(standings, n);
    return now === undefined
      ? []
      : [`${line.source}: sent as “${statusInWords(line.status)}”. ${standingWords(now, line)}.`];
  });
