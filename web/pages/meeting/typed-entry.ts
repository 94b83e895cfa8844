import type { AgendaItem, BidInHand, MeetingPage } from "../../../shared/contract/meetings.ts";
import type { Decision, Votes } from "../../../shared/rules/decision.ts";
import type { MeetingOutcome } from "../../../shared/rules/meeting.ts";
import type { MeetingCommand } from "../../../shared/rules/meeting-commands.ts";
import { formatPounds, moneyProblem, parsePounds } from "../../../shared/rules/money.ts";
import { fieldId, type PageError } from "../../parts/error-summary.tsx";

type Vote = "for" | "against" | "abstained";

/** What a clerk has typed of one bid, as it was typed. */
export type TypedEntry = {
  outcome: MeetingOutcome | "";
  sourceId: string;
  amount: string;
  /** By number of the cost in the budget: what is left out of it. */
  dropped: Readonly<Record<number, string>>;
  standard: readonly string[];
  /** Conditions in the panel's own words, one a line. */
  written: string;
  purpose: string;
  reasons: string;
  how: "consensus" | "votes" | "in-writing";
  votes: Readonly<Record<string, Vote>>;
  casting: "for" | "against" | "";
  why: string;
};

const blank = (pounds: number): string => (pounds === 0 ? "" : formatPounds(pounds).slice(1));

const votesTyped = (votes: Votes | undefined): Readonly<Record<string, Vote>> =>
  votes?.kind !== "votes"
    ? {}
    : Object.fromEntries([
        ...votes.for.map((id) => [id, "for"] as const),
        ...votes.against.map((id) => [id, "against"] as const),
        ...votes.abstained.map((id) => [id, "abstained"] as const),
      ]);

/** The form as it opens: empty, or with the words that were entered and wait. */
export const typedEntry = (
  { pot, conditions }: MeetingPage,
  bid: BidInHand | undefined,
  words: Decision | undefined,
): TypedEntry => {
  const standard = conditions.filter(({ text }) => words?.conditions.includes(text)).map(({ id }) => id);
  const known = conditions.map(({ text }) => text);
  return {
    outcome: words?.outcome ?? "",
    sourceId: words?.sourceId ?? (pot.length === 1 ? (pot[0]?.sourceId ?? "") : ""),
    amount: words?.outcome === "part" ? blank(words.amountPence) : "",
    dropped: Object.fromEntries(
      (bid?.budget ?? []).map(({ item }, n) => [
        n,
        blank(words?.dropped.find((each) => each.item === item)?.amountPence ?? 0),
      ]),
    ),
    standard,
    // The condition of the office's due diligence stands there to begin with; the panel may change it.
    written:
      words === undefined
        ? (bid?.dueDiligence?.condition ?? "").replaceAll(/\s+/g, " ")
        : words.conditions.filter((text) => !known.includes(text)).join("\n"),
    purpose: words?.purpose ?? "",
    reasons: words?.reasons ?? "",
    how: words?.votes.kind ?? "consensus",
    votes: votesTyped(words?.votes),
    casting: words?.votes.kind === "votes" ? (words.votes.casting ?? "") : "",
    why: words?.why ?? "",
  };
};

/** What is left out, read; a cost nothing is typed for is paid for. */
export const droppedOf = (
  { dropped }: TypedEntry,
  bid: BidInHand | undefined,
): { item: string; amountPence: number }[] =>
  (bid?.budget ?? []).flatMap(({ item }, n) => {
    const amountPence = parsePounds(dropped[n] ?? "") ?? 0;
    return amountPence === 0 ? [] : [{ item, amountPence }];
  });

const votesOf = (typed: TypedEntry, voters: readonly string[]): Votes => {
  if (typed.how === "consensus") return { kind: "consensus" };
  if (typed.how === "in-writing") return { kind: "in-writing", agreed: [...voters] };
  const of = (vote: Vote): string[] => voters.filter((personId) => typed.votes[personId] === vote);
  return {
    ...{ kind: "votes", for: of("for"), against: of("against"), abstained: of("abstained") },
    ...(typed.casting === "" ? {} : { casting: typed.casting }),
  };
};

export const fieldOf = (name: string): string => fieldId(`/command/${name}`);

/** The command that was typed, or what cannot be read of it. All else the portal's rules say. */
export const entryCommand = (
  typed: TypedEntry,
  item: AgendaItem,
  page: MeetingPage,
  voters: readonly string[],
): { command: Extract<MeetingCommand, { type: "enter" }> } | { errors: PageError[] } => {
  const { outcome } = typed;
  if (outcome === "") return { errors: [{ id: fieldOf("outcome"), text: "Choose what was decided." }] };
  const isAward = outcome === "full" || outcome === "part";
  const amountPence = outcome === "part" ? parsePounds(typed.amount) : undefined;
  const problem = outcome === "part" ? moneyProblem(typed.amount) : undefined;
  const unreadable = Object.entries(outcome === "part" ? typed.dropped : {}).flatMap(([n, text]) => {
    const wrong = text.trim() === "" ? undefined : moneyProblem(text);
    return wrong === undefined ? [] : [{ id: fieldOf(`dropped-${n}`), text: wrong }];
  });
  if (problem !== undefined || unreadable.length > 0)
    return {
      errors: [...(problem === undefined ? [] : [{ id: fieldOf("amountPence"), text: problem }]), ...unreadable],
    };
  const standard = page.conditions.filter(({ id }) => typed.standard.includes(id)).map(({ text }) => text);
  const written = typed.written
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const source = page.pot.find(({ sourceId }) => sourceId === typed.sourceId);
  return {
    command: {
      ...{ type: "enter", applicationId: item.id, outcome, reasons: typed.reasons },
      ...(amountPence === undefined ? {} : { amountPence }),
      ...(typed.sourceId === "" ? {} : { sourceId: typed.sourceId }),
      ...(isAward && source?.decides === "trustees-decide" && typed.purpose !== "" ? { purpose: typed.purpose } : {}),
      conditions: isAward || outcome === "pass" ? [...standard, ...written] : [],
      // Without a quorum nobody votes: the bid waits, or goes on.
      votes:
        outcome === "pass" || (outcome === "defer" && !item.quorum.quorate)
          ? { kind: "consensus" }
          : votesOf(typed, voters),
      dropped: outcome === "part" ? droppedOf(typed, page.bid) : [],
      ...(typed.why.trim() === "" ? {} : { why: typed.why }),
    },
  };
};
