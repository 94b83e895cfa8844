import { type Finding, finding } from "./finding.ts";
import type { Meeting, MeetingLine, MeetingSource, Verdict } from "./meeting.ts";
import { formatPounds, type Pence } from "./money.ts";

type Purse = MeetingSource & { decidedPence: Pence; enteredPence: Pence; leftPence: number };

const from = (verdict: Verdict | undefined, sourceId: string): number =>
  verdict?.sourceId === sourceId ? verdict.amountPence : 0;

/** What an entry would take beyond what is decided of the same bid already. */
const held = ({ decided, entered }: MeetingLine, sourceId: string): number =>
  Math.max(0, from(entered, sourceId) - from(decided, sourceId));

const sum = (lines: readonly MeetingLine[], each: (line: MeetingLine) => number): number =>
  lines.reduce((total, line) => total + each(line), 0);

/** Every purse of the pot: what is decided, what is entered and waits, what is left after both. */
export const purses = ({ pot, lines }: Pick<Meeting, "pot" | "lines">): Purse[] =>
  pot.map((source) => {
    const decidedPence = sum(lines, ({ decided }) => from(decided, source.sourceId));
    const enteredPence = sum(lines, (line) => held(line, source.sourceId));
    return { ...source, decidedPence, enteredPence, leftPence: source.amountPence - decidedPence - enteredPence };
  });

const fits = (leftPence: number): string =>
  leftPence <= 0
    ? "Nothing is left. Put it in reserve, defer it or decline it."
    : `Enter ${formatPounds(leftPence)} or less.`;

/**
 * Whether a verdict on a bid fits into its purse (`meeting/source`) and the pot (`meeting/pot`), beside all that is decided or
 * entered of other bids; the refusal names the figure that would fit.
 */
export const moneyFindings = (
  meeting: Pick<Meeting, "pot" | "lines">,
  line: MeetingLine,
  { sourceId, amountPence }: Pick<Verdict, "sourceId" | "amountPence">,
): Finding[] => {
  const others = meeting.lines.filter(({ id }) => id !== line.id);
  const all = purses({ pot: meeting.pot, lines: others });
  const purse = all.find((each) => each.sourceId === sourceId);
  if (purse === undefined)
    return [
      finding("meeting/source", "/command/sourceId", "Choose whose money it is: a source of this meeting’s pot."),
    ];
  if (amountPence <= purse.leftPence) return [];
  const potLeft = all.reduce((total, { leftPence }) => total + leftPence, 0);
  return [
    amountPence > potLeft
      ? finding(
          "meeting/pot",
          "/command/amountPence",
          `The pot has ${formatPounds(potLeft)} left. ${fits(purse.leftPence)}`,
        )
      : finding(
          "meeting/source",
          "/command/amountPence",
          `${purse.name} has ${formatPounds(purse.leftPence)} left. ${fits(purse.leftPence)}`,
        ),
  ];
};

/** The pot again, at confirmation: with these entries decided, no purse gives more than it has. */
export const overspent = (meeting: Pick<Meeting, "pot" | "lines">): Finding[] =>
  meeting.pot.flatMap((source) => {
    const over = sum(meeting.lines, ({ decided }) => from(decided, source.sourceId)) - source.amountPence;
    return over <= 0
      ? []
      : [
          finding(
            "meeting/source",
            "/command",
            `${source.name} would give ${formatPounds(over)} more than it has. Enter a smaller amount first.`,
          ),
        ];
  });
