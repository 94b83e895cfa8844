import { type Closure, closureOver, closureStateAt, endOf, isWithin } from "./closure.ts";
import { publicNotice } from "./closure-words.ts";
import { formatDeadline, formatTime, type Instant, msOf, toInstant } from "./london.ts";
import type { Round } from "./round.ts";
import type { StatedRound } from "./round-record.ts";

/** What a calendar of a fund is made of. `host` makes the ids of its dates the portal's own. */
export type FeedFund = { name: string; meets: "trustees" | "panel"; address: string; host: string };

/** Two years of a quarterly fund: a feed that grew for ever would be read by every subscriber several times a day. */
export const FEED_ROUNDS = 8;

const MOST_OCTETS = 75;
/** An instant is shown as a quarter of an hour: no calendar shows nothing well. */
const SHOWN_MS = 15 * 60_000;

const octetsOf = (character: string): number => {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
};

/** A content line in pieces of at most 75 octets (UTF-8), never through a character (RFC 5545, 3.1). */
export const folded = (line: string): string => {
  let text = "";
  let octets = 0;
  for (const character of line) {
    const wide = octetsOf(character);
    if (octets + wide > MOST_OCTETS) {
      text += "\r\n ";
      // The space that begins a continued line counts.
      octets = 1;
    }
    text += character;
    octets += wide;
  }
  return text;
};

/** A text as a value (RFC 5545, 3.3.11): separators and line breaks escaped, controls and broken characters out. */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\\;,]/g, "\\$&")
    .replaceAll(/\r\n|\r|\n/g, "\\n")
    .replaceAll(/[^\P{Cc}\t]/gu, "");

const utc = (at: Instant): string => at.replace(/\.\d{3}Z$/, "Z").replaceAll(/[-:]/g, "");
const onDay = (date: string): string => `DTSTART;VALUE=DATE:${date.replaceAll("-", "")}`;
const quarterFrom = (ms: number): string[] => [`DTSTART:${utc(toInstant(ms))}`, "DURATION:PT15M"];

/** The last instant at which what the public reads of a round changed, as far as the round itself tells. */
const changedAt = (round: Round, closure: Closure | undefined, publishedAt: Instant): Instant =>
  [
    publishedAt,
    round.decidedAt,
    closure?.from,
    ...round.notices.map(({ at }) => at),
    ...(round.extensions ?? []).map(({ at }) => at),
  ].reduce<Instant>((last, at) => (at !== undefined && at > last ? at : last), publishedAt);

/** "12 noon", and for a midnight "11:59pm". */
const closingTime = (closesAt: Instant): string => formatDeadline(closesAt).split(" on ")[0] ?? "";

const datesOf = ({ timetable }: Round, meets: FeedFund["meets"]): [what: string, words: string, when: string[]][] => [
  ["opens", `Applications open at ${formatTime(timetable.opensAt)}`, quarterFrom(msOf(timetable.opensAt))],
  // It ends as the round closes: a close at midnight stands on the day that is the last.
  [
    "closes",
    `Applications close at ${closingTime(timetable.closesAt)}`,
    quarterFrom(msOf(timetable.closesAt) - SHOWN_MS),
  ],
  ["checked", "Every bid is checked by this day", [onDay(timetable.checkedBy)]],
  ["meeting", meets === "trustees" ? "Trustees meet" : "The panel meets", [onDay(timetable.meetingOn)]],
  ["notified", "You hear by this day, with reasons", [onDay(timetable.notifiedBy)]],
  ["paid", "The money is paid by this day", [onDay(timetable.paidBy)]],
];

/** What stands before the dates of a round that nobody can count on. */
const PREFIX: { readonly [status in StatedRound["status"]]?: string } = {
  paused: "Paused: ",
  cancelled: "Cancelled: ",
};

/** The day on which an announced closure begins, and the one on which it ends by itself. */
const closureEvents = (closure: Closure, fund: FeedFund, at: number): string[] => {
  const notice = publicNotice(closure, "announced");
  if (notice === undefined || closureStateAt(closure, at) === "ended") return [];
  const end = endOf(closure);
  const points: [string, string, Instant][] = [
    ["begins", notice.heading, closure.from],
    ...(end === undefined ? [] : [["ends", "Open again", end] satisfies [string, string, Instant]]),
  ];
  return points.flatMap(([what, words, from]) => [
    "BEGIN:VEVENT",
    `UID:${closure.id}-${what}@${fund.host}`,
    `DTSTAMP:${utc(closure.announcedAt)}`,
    ...quarterFrom(msOf(from)),
    `SUMMARY:${escaped(`${words}: ${fund.name}`)}`,
    `DESCRIPTION:${escaped(`${notice.text}\nAll dates, and what changed: ${fund.address}`)}`,
    `URL:${fund.address}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ]);
};

const eventsOf = (
  { round, status }: StatedRound,
  fund: FeedFund,
  closures: readonly Closure[],
  at: number,
): string[] => {
  if (status === "unpublished" || round.publishedAt === undefined) return [];
  const closure = status === "paused" ? closureOver(round, closures, "submissions", at) : undefined;
  const stamp = utc(changedAt(round, closure, round.publishedAt));
  const paused = PREFIX[status] ?? "";
  const why = [closure?.wording, status === "cancelled" ? round.cancelledBecause : undefined].filter(
    (words) => words !== undefined,
  );
  return datesOf(round, fund.meets).flatMap(([what, words, when]) => [
    "BEGIN:VEVENT",
    `UID:${round.id}-${what}@${fund.host}`,
    `DTSTAMP:${stamp}`,
    `SEQUENCE:${round.version}`,
    ...when,
    ...(status === "cancelled" ? ["STATUS:CANCELLED"] : []),
    // What happens comes first: a month's view shows the first words alone.
    `SUMMARY:${escaped(`${paused}${words}: ${fund.name}, ${round.title}`)}`,
    `DESCRIPTION:${escaped([...why, `All dates, and what changed: ${fund.address}`].join("\n"))}`,
    `URL:${fund.address}`,
    // A date to know of, not an hour in which somebody is busy.
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ]);
};

/**
 * The timetable promise of a fund's published rounds as a calendar that anyone can subscribe to (RFC 5545): six dates a
 * round, of the eight rounds that open last. `at` in milliseconds decides only what a closure pauses. The same rounds give the
 * same text. DOMAIN 5.1.
 */
export const calendarFeed = (
  fund: FeedFund,
  rounds: readonly StatedRound[],
  closures: readonly Closure[],
  at: number,
): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Grants portal//Timetable//EN",
    "CALSCALE:GREGORIAN",
    `X-WR-CALNAME:${escaped(fund.name)}`,
    "X-WR-TIMEZONE:Europe/London",
    "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ...rounds
      .filter(({ status }) => status !== "unpublished")
      .sort((a, b) => msOf(a.round.timetable.opensAt) - msOf(b.round.timetable.opensAt))
      .slice(-FEED_ROUNDS)
      .flatMap((round) => eventsOf(round, fund, closures, at)),
    ...closures
      .filter((closure) => rounds.some(({ round }) => isWithin(closure, round)))
      .flatMap((closure) => closureEvents(closure, fund, at)),
    "END:VCALENDAR",
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join("");
