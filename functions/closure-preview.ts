import type {
  ClosureEntered,
  ClosureLetter,
  ClosureNotice,
  ClosurePreview,
  TouchedRound,
} from "../shared/contract/closures.ts";
import { fundById } from "../shared/funds/funds.ts";
import { OFFICE } from "../shared/office.ts";
import { type Closure, endOf } from "../shared/rules/closure.ts";
import { closureFindings, reopeningFindings } from "../shared/rules/closure-findings.ts";
import { decidesWithin } from "../shared/rules/closure-record.ts";
import { carriesOn, hasOf, openAgainFacts, publicNotice } from "../shared/rules/closure-words.ts";
import { type Finding, finding } from "../shared/rules/finding.ts";
import { msOf, toInstant } from "../shared/rules/london.ts";
import { reachedInto } from "../shared/rules/overlap.ts";
import { declarationAt } from "../shared/rules/poll.ts";
import { reopenedOf } from "../shared/rules/reopened.ts";
import { type Round, roundStatus, wallInstant } from "../shared/rules/round.ts";
import { cleanText, singleLine } from "../shared/rules/text.ts";
import { type Act, ending, type HeldRound, knownClosure, takesEffect, touching } from "./closure-work.ts";
import type { Deps } from "./deps.ts";
import { render } from "./mail/templates.ts";
import { knownFund } from "./rounds.ts";
import type { RoundLine } from "./store/addressees.ts";
import { heldFacts, heldLines } from "./told-closure.ts";
import { byReference } from "./told-round.ts";

/** A closure as it was entered, at an instant (milliseconds), and times that do not exist or happen twice. */
export const closureEntered = (
  entered: ClosureEntered,
  id: string,
  at: number,
): { closure: Closure; findings: Finding[] } => {
  const { from: begins, until: ends, ...rest } = entered;
  const from = begins.of === "at-once" ? takesEffect(toInstant(at)) : wallInstant("/from", begins);
  const end = ends.of === "wall" ? wallInstant("/until", ends) : undefined;
  const findings = [from, end].flatMap((made) => (typeof made === "object" ? [made] : []));
  const closure: Closure = {
    ...rest,
    id,
    from: typeof from === "string" ? from : takesEffect(toInstant(at)),
    until:
      ends.of === "wall" ? (typeof end === "string" ? { of: "instant", at: end } : { of: "further-notice" }) : ends,
    wording: cleanText(rest.wording),
    freezes: [...new Set(rest.freezes)],
    announcedAt: toInstant(at),
  };
  return { closure, findings };
};

/** What stands against a closure: the rules, and that what it is for exists. */
export const entryFindings = async (
  closure: Closure,
  at: number,
  { store }: Pick<Deps, "store">,
): Promise<Finding[]> => {
  const { scope, until } = closure;
  const unknown = (pointer: string, detail: string): Finding => finding("closure/scope", pointer, detail);
  const noRound = scope.of === "round" && (await store.rounds.byIds([scope.roundId])).rounds.length === 0;
  // A declaration that is recorded, or that nobody makes, would never end it.
  const noPoll =
    until.of === "declaration" &&
    !(await store.polls.read()).polls.some(
      (poll) => poll.id === until.pollId && poll.kind === "own" && declarationAt(poll, at) === undefined,
    );
  return [
    ...(scope.of === "fund" && fundById(scope.fundId) === undefined ? [unknown("/scope", "Choose a fund.")] : []),
    ...(noRound ? [unknown("/scope", "Choose a round.")] : []),
    ...(noPoll ? [unknown("/until", "Choose the election that it waits for.")] : []),
    ...closureFindings(closure, at),
  ];
};

const decisionDates = ({ timetable: { meetingOn, confirmedBy, notifiedBy, paidBy } }: Round) => ({
  meetingOn,
  confirmedBy,
  notifiedBy,
  paidBy,
});

const touchedOf = (
  { round, becomes, effect }: HeldRound,
  closure: Closure,
  { lines, ofFund }: { lines: readonly RoundLine[]; ofFund: readonly Round[] },
  at: number,
): TouchedRound => ({
  roundId: round.id,
  fundName: fundById(round.fundId)?.name ?? "",
  title: round.title,
  status: roundStatus(round, [], at),
  effect: effect.effect,
  closesAt: effect.closesAt,
  ...(effect.becomes === undefined ? {} : { becomes: effect.becomes }),
  reaches: reachedInto(round, becomes.timetable, ofFund, knownFund(round.fundId)).map(({ title, timetable }) => ({
    title,
    opensAt: timetable.opensAt,
  })),
  dates: decisionDates(round),
  ...(becomes.timetable === round.timetable ? {} : { datesBecome: decisionDates(becomes) }),
  decidesWithin: decidesWithin(becomes, closure),
  applications: heldLines(lines, effect, at).flatMap(({ lines: some }) =>
    some.flatMap((line) => {
      const has = hasOf(line);
      return has === undefined ? [] : [{ id: line.id, organisationName: line.organisationName, has }];
    }),
  ),
});

/** What an e-mail to each kind of work in a round says, by the one that is first. */
const lettersOf = (
  type: "round-held" | "round-freed",
  { round, effect }: HeldRound,
  closure: Closure,
  lines: readonly RoundLine[],
  { siteAddress, at }: { siteAddress: string; at: number },
): ClosureLetter[] =>
  heldLines(lines, effect, at).flatMap(({ has, lines: some }): ClosureLetter[] => {
    const [first] = some;
    if (first === undefined) return [];
    const facts = heldFacts(type, closure, effect, { reference: first.id, round: round.title, has });
    const template = type === "round-held" ? "fund-closed" : "fund-reopened";
    const { subject, text, body } = render(template, facts, OFFICE, siteAddress);
    const to = { roundId: round.id, roundTitle: round.title, to: has, applications: some.length };
    return [{ sent: "at-once", ...to, subject, text, body }];
  });

/** What those with a draft will read when a closure with a known end has ended by itself, as the schedule decides it. */
const againOf = (
  { round, becomes }: HeldRound,
  closure: Closure,
  lines: readonly RoundLine[],
  siteAddress: string,
): ClosureLetter[] => {
  const end = endOf(closure);
  const drafts = byReference(lines).filter(({ state }) => state === "draft");
  const [first] = drafts;
  if (end === undefined || first === undefined) return [];
  const then = msOf(end);
  const again = reopenedOf(becomes, roundStatus(becomes, [closure], then), [closure], then);
  if (again === undefined) return [];
  const facts = openAgainFacts(again, { reference: first.id, round: singleLine(round.title) });
  const { subject, text, body } = render("fund-reopened", facts, OFFICE, siteAddress);
  const of = { roundId: round.id, roundTitle: round.title, applications: drafts.length };
  return [{ sent: "at-the-end", to: "draft", ...of, subject, text, body }];
};

/** On which pages a closure stands. */
const whereOf = ({ scope }: Closure): string => {
  if (scope.of === "portal") return "The home page, the page, the form and the calendar of every fund";
  return scope.of === "publicity" ? "Nowhere" : "The home page, and the page, the form and the calendar of its fund";
};

const noticesOf = (closure: Closure, at: number): ClosureNotice[] =>
  (["announced", "in-force"] as const)
    .filter((when) => when === "in-force" || msOf(closure.from) > at + 60_000)
    .flatMap((when) => {
      const notice = publicNotice(closure, when);
      return notice === undefined ? [] : [{ when, where: whereOf(closure), ...notice }];
    });

/** What a closure would do, before anybody confirms it, and what its end would: the same functions that do it. */
export const closurePreview = ({ store, settings }: Pick<Deps, "store" | "settings">) => {
  const shown = async (
    type: "round-held" | "round-freed",
    closure: Closure,
    { rounds, findings, told }: { rounds: readonly HeldRound[]; findings: Finding[]; told: readonly HeldRound[] },
    at: number,
  ): Promise<ClosurePreview> => {
    const lines = new Map(
      await Promise.all(rounds.map(async ({ round }) => [round.id, await store.addressees.linesOf(round.id)] as const)),
    );
    const of = ({ round }: HeldRound) => lines.get(round.id) ?? [];
    const { rounds: all } = await store.rounds.roundsOf([...new Set(rounds.map(({ round }) => round.fundId))]);
    const ofFund = ({ round }: HeldRound) => all.filter(({ fundId }) => fundId === round.fundId);
    const end = endOf(closure);
    return {
      at: toInstant(at),
      from: closure.from,
      ...(end === undefined ? {} : { until: end }),
      findings,
      rounds: rounds.map((held) => touchedOf(held, closure, { lines: of(held), ofFund: ofFund(held) }, at)),
      letters: [
        ...told.flatMap((held) => lettersOf(type, held, closure, of(held), { siteAddress: settings.siteAddress, at })),
        ...(type === "round-held"
          ? told.flatMap((held) => againOf(held, closure, of(held), settings.siteAddress))
          : []),
      ],
      notices: type === "round-held" ? noticesOf(closure, at) : [],
      carriesOn: carriesOn(closure),
    };
  };

  return {
    /** What a closure as it was entered would touch, and exactly what everybody would read. */
    closing: async (entered: ClosureEntered, by: string, at: number): Promise<ClosurePreview> => {
      const { closure, findings } = closureEntered(entered, "c_preview", at);
      const rounds = await touching(closure, [], { by, reason: closure.wording, at: toInstant(at) }, store);
      const against = [...findings, ...(await entryFindings(closure, at, { store }))];
      return shown("round-held", closure, { rounds, findings: against, told: rounds }, at);
    },

    /** What would happen if it were opened again now. Refuses `not-found`. */
    ending: async (id: string, by: string, at: number): Promise<ClosurePreview> => {
      const { kept, hot } = await knownClosure(id, store);
      const findings = reopeningFindings(kept.record, at);
      const act: Act = { by, reason: "", at: toInstant(at) };
      const { closure, rounds, stillHeld } = await ending(kept, hot, act, store);
      const told = rounds.filter(({ round }) => !stillHeld.has(round.id));
      return shown("round-freed", closure, { rounds, findings, told }, at);
    },
  };
};
