import * as z from "zod/mini";
import type { Carried } from "./carried.ts";
import type { Confirmation } from "./confirmation.ts";
import type { Decision, Votes } from "./decision.ts";
import { type Finding, finding } from "./finding.ts";
import { formatDate, formatDateTime, formatTime, Instant } from "./london.ts";
import { type Meeting, type MeetingLine, recusedFrom } from "./meeting.ts";
import { MEETING_OUTCOME_WORDS, PRESENCE_WORDS, SEAT_WORDS } from "./meeting-words.ts";
import { formatPounds } from "./money.ts";

/** A later correction: an addition with its own name and time. What was agreed stands as it was. */
const Addition = z.strictObject({ id: z.string(), text: z.string(), by: z.string(), byName: z.string(), at: Instant });

/** What is kept of the minutes: who agreed them, and what was added since. Their text is made from the ledger. */
export const MinutesRecord = z.strictObject({
  meetingId: z.string(),
  agreedBy: z.optional(z.string()),
  agreedByName: z.optional(z.string()),
  agreedAt: z.optional(Instant),
  additions: z.array(Addition),
  version: z.int(),
});
export type MinutesRecord = z.infer<typeof MinutesRecord>;

/** A part of the minutes: what the page and the file both show. */
export const MinutesPart = z.strictObject({
  title: z.string(),
  facts: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  paragraphs: z.array(z.string()),
});
export type MinutesPart = z.infer<typeof MinutesPart>;

/** Minutes as they are read: made from the ledger and the words of its decisions, the same whenever they are made. */
export const Minutes = z.strictObject({
  title: z.string(),
  opening: MinutesPart,
  interests: MinutesPart,
  items: z.array(z.strictObject({ id: z.string(), ...MinutesPart.shape })),
  money: MinutesPart,
});
export type Minutes = z.infer<typeof Minutes>;

export type MinutesFacts = {
  readonly meeting: Meeting;
  readonly decisions: readonly Decision[];
  readonly carried: readonly Carried[];
  readonly confirmations: ReadonlyMap<string, Confirmation>;
  readonly fundName: string;
  readonly roundTitle: string;
  /** What each member declared before the meeting about a bid of it, other than that there is nothing. */
  readonly declared: readonly {
    readonly personId: string;
    readonly applicationId: string;
    readonly kind: string;
    readonly tookPart: boolean;
  }[];
};

type Fact = MinutesPart["facts"][number];
const fact = (label: string, value: string): Fact => ({ label, value });
const listed = (names: readonly string[], none = "nobody"): string => (names.length === 0 ? none : names.join(", "));

const nameOf = ({ members }: Pick<Meeting, "members">, personId: string | undefined): string =>
  members.find((member) => member.personId === personId)?.name ?? "a member of the office";
const namesAt = ({ members }: Pick<Meeting, "members">, places: readonly number[]): string[] =>
  places.flatMap((place) => members[place]?.name ?? []);

/** Whoever was there at some time, however they took part, and whoever never was. */
const attendance = ({ members, movements }: Meeting): { there: string[]; away: string[] } => {
  const everHere = (place: number): boolean =>
    members[place]?.here !== "absent" || movements.some(({ member, here }) => member === place && here !== "absent");
  const rows = members.map((member, place) => ({ member, there: everHere(place) }));
  const words = ({ name, seat, here }: Meeting["members"][number]): string =>
    `${name} (${SEAT_WORDS[seat]}${here === "remote" ? ", remote" : ""})`;
  return {
    there: rows.filter(({ there }) => there).map(({ member }) => words(member)),
    away: rows.filter(({ there }) => !there).map(({ member }) => words(member)),
  };
};

const movementWords = (meeting: Meeting): string[] =>
  meeting.movements.map(({ member, here, at, applicationId }) => {
    const during = applicationId === undefined ? "" : `, during ${applicationId}`;
    return `${formatTime(at)}: ${namesAt(meeting, [member])[0] ?? ""} ${PRESENCE_WORDS[here]}${during}.`;
  });

const votesWords = (votes: Votes, meeting: Meeting): string => {
  if (votes.kind === "consensus") return "By consensus.";
  if (votes.kind === "in-writing")
    return `In writing: ${votes.agreed.map((id) => nameOf(meeting, id)).join(", ")} agreed.`;
  const count = (word: string, people: readonly string[]): string[] =>
    people.length === 0 ? [] : [`${people.length} ${word} (${people.map((id) => nameOf(meeting, id)).join(", ")})`];
  const cast = [
    ...count("for", votes.for),
    ...count("against", votes.against),
    ...count("abstained", votes.abstained),
  ].join("; ");
  return `By vote: ${cast}.${votes.casting === undefined ? "" : ` The casting vote was ${votes.casting}.`}`;
};

const decisionWords = (decision: Decision, meeting: Meeting): string => {
  const { outcome, amountPence, sourceId } = decision;
  const words = MEETING_OUTCOME_WORDS[outcome];
  if (outcome !== "full" && outcome !== "part") return `${words}.`;
  const source = meeting.pot.find((one) => one.sourceId === sourceId);
  const makes = source?.decides === "panel-recommends" ? "recommended" : "awarded";
  return `${words}: ${formatPounds(amountPence)} ${makes}, from ${source?.name ?? ""}.`;
};

const confirmationWords = (line: MeetingLine, confirmation: Confirmation | undefined): Fact[] => {
  if (line.approval === undefined || confirmation === undefined) return [];
  const { result, amountPence } = line.approval;
  const said = {
    confirmed: `Confirmed: ${formatPounds(amountPence)}`,
    lowered: `Lowered to ${formatPounds(amountPence)}`,
    refused: "Refused",
  }[result];
  const reason = confirmation.reason === "" ? "" : ` ${confirmation.reason}`;
  return [fact("Confirmation", `${said}, by ${confirmation.byName} at ${formatDateTime(confirmation.at)}.${reason}`)];
};

const itemPart = (facts: MinutesFacts, line: MeetingLine): Minutes["items"][number] => {
  const { meeting, decisions, carried, confirmations } = facts;
  const about = carried.find(({ applicationId }) => applicationId === line.id);
  const title = about === undefined ? line.id : `${about.title}: ${about.organisationName} (${line.id})`;
  if (line.struck === true)
    return { id: line.id, title, facts: [], paragraphs: ["Taken off the agenda: it may no longer be decided on."] };
  const all = decisions.filter(({ applicationId }) => applicationId === line.id);
  const made = all.find(({ id }) => id === line.decided?.id);
  if (made === undefined) return { id: line.id, title, facts: [], paragraphs: ["No decision was made."] };
  const left = made.left.map((id) => nameOf(meeting, id));
  const recused = namesAt(meeting, recusedFrom(line));
  const earlier = all
    .filter(({ id, confirmedBy }) => id !== made.id && confirmedBy !== undefined)
    .toSorted((a, b) => a.enteredAt.localeCompare(b.enteredAt));
  return {
    id: line.id,
    title,
    facts: [
      fact("Asked for", formatPounds(line.askedPence)),
      fact("Decision", decisionWords(made, meeting)),
      fact("How", votesWords(made.votes, meeting)),
      ...(made.purpose === undefined ? [] : [fact("Purpose served", made.purpose)]),
      fact("Took part", listed(made.here.map((id) => nameOf(meeting, id)))),
      fact("Recused, and out of the room", listed(recused)),
      ...(left.length === 0 ? [] : [fact("Left for this item", listed(left))]),
      ...(made.conditions.length === 0 ? [] : [fact("Conditions", made.conditions.join("; "))]),
      ...(made.dropped.length === 0
        ? []
        : [
            fact(
              "Not paid for",
              made.dropped.map(({ item, amountPence }) => `${item} (${formatPounds(amountPence)})`).join("; "),
            ),
          ]),
      fact("Confirmed in the meeting by", nameOf(meeting, made.confirmedBy)),
      ...confirmationWords(line, confirmations.get(line.id)),
    ],
    paragraphs: [
      `Reasons: ${made.reasons === "" ? "none were recorded." : made.reasons}`,
      ...(made.why === undefined ? [] : [`This decision replaced an earlier one of the meeting: ${made.why}`]),
      ...earlier.map((decision) => `Earlier in the meeting: ${decisionWords(decision, meeting)}`),
    ],
  };
};

const moneyPart = (meeting: Meeting): MinutesPart => {
  const rows = meeting.pot.map((source) => {
    const taken = meeting.lines.reduce(
      (sum, { decided }) => sum + (decided?.sourceId === source.sourceId ? decided.amountPence : 0),
      0,
    );
    const verb = source.decides === "trustees-decide" ? "awarded" : "recommended";
    return fact(
      source.name,
      `${formatPounds(taken)} ${verb} of ${formatPounds(source.amountPence)}; ${formatPounds(source.amountPence - taken)} left`,
    );
  });
  return { title: "The money", facts: rows, paragraphs: [] };
};

/** The minutes of a meeting: who was there, interests, who left for which item, decisions, votes, conditions, reasons (DOMAIN 8.3). */
export const minutesOf = (facts: MinutesFacts): Minutes => {
  const { meeting, fundName, roundTitle, declared } = facts;
  const { there, away } = attendance(meeting);
  const sat = meeting.sittings.map(
    ({ from, until }) => `${formatDateTime(from)}${until === undefined ? "" : ` until ${formatTime(until)}`}`,
  );
  const titleOf = (applicationId: string): string =>
    facts.carried.find((one) => one.applicationId === applicationId)?.title ?? applicationId;
  return {
    title: `Minutes: ${fundName}, ${roundTitle}`,
    opening: {
      title: "The meeting",
      facts: [
        fact("Body", meeting.panel.name),
        fact("Under", meeting.panel.governedBy),
        fact("Date", `${formatDate(meeting.on)}, ${meeting.place}`),
        fact("Sat", listed(sat, "not yet")),
        fact("Present", listed(there)),
        fact("Not present", listed(away)),
        ...(meeting.closedAt === undefined
          ? []
          : [fact("Closed", `${formatDateTime(meeting.closedAt)}, by ${nameOf(meeting, meeting.closedBy)}`)]),
      ],
      paragraphs: movementWords(meeting),
    },
    interests: {
      title: "Interests declared",
      facts: [],
      paragraphs:
        declared.length === 0
          ? ["Nobody declared an interest in an item of this meeting."]
          : declared.map(
              ({ personId, applicationId, kind, tookPart }) =>
                `${nameOf(meeting, personId)}: ${kind}, in “${titleOf(applicationId)}” (${applicationId}). ${tookPart ? "May take part, by ruling of the chair." : "Took no part."}`,
            ),
    },
    items: meeting.lines.map((line) => itemPart(facts, line)),
    money: moneyPart(meeting),
  };
};

/** Who may agree minutes, and when (`minutes/agreed`): the chair or whoever closed the meeting, once. */
export const agreeFindings = (
  meeting: Pick<Meeting, "state" | "members" | "closedBy">,
  record: Pick<MinutesRecord, "agreedAt"> | undefined,
  by: string,
): Finding[] => {
  const no = (detail: string): Finding[] => [finding("minutes/agreed", "", detail)];
  if (meeting.state !== "closed") return no("Minutes are agreed once the meeting is closed.");
  if (record?.agreedAt !== undefined) return no("These minutes have been agreed. Add a correction instead.");
  const seat = meeting.members.find(({ personId }) => personId === by)?.seat;
  return seat === "chair" || by === meeting.closedBy
    ? []
    : no("The chair, or whoever closed the meeting, agrees the minutes.");
};

/** Whether something may be added to minutes (`minutes/addition`): once they are agreed, and never in the place of what stands. */
export const additionFindings = (record: Pick<MinutesRecord, "agreedAt" | "additions"> | undefined): Finding[] => {
  if (record?.agreedAt === undefined)
    return [finding("minutes/addition", "", "Corrections are added once the chair has agreed the minutes.")];
  return record.additions.length >= MOST_ADDITIONS
    ? [finding("minutes/addition", "", `Minutes take ${MOST_ADDITIONS} additions at most.`)]
    : [];
};

const MOST_ADDITIONS = 40;
