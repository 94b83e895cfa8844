import type { scoring as contract } from "../shared/contract/scoring.ts";
import type { Asked } from "../shared/contract.ts";
import type { Event } from "../shared/events.ts";
import { Refused, refuseIf } from "../shared/problem.ts";
import { assignAll, assignBalanced, endsFindings, panelFindings } from "../shared/rules/assignment.ts";
import { type Finding, finding } from "../shared/rules/finding.ts";
import { endOfDay, type Instant } from "../shared/rules/london.ts";
import { assignedTo, hasCard, hiddenFrom, withFinish } from "../shared/rules/reveal.ts";
import { closingInstant, type Round, type RoundStatus } from "../shared/rules/round.ts";
import { isScored } from "../shared/rules/scorecard.ts";
import { hasEnded, type ScoringHead, type Seat } from "../shared/rules/scoring.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";
import { blankSheet, happenedIn } from "./scoring-work.ts";
import type { Head } from "./store/application-items.ts";
import type { Person } from "./store/people.ts";
import type { RoundScoring } from "./store/scoring.ts";

export type Wanted = Asked<(typeof contract)["prepare"]>["body"];

/** A round as it was read for preparing its scoring. */
export type Prepared = {
  round: Round;
  status: RoundStatus;
  scoring: RoundScoring | undefined;
  /** Applications of the round that were sent, by reference. */
  bids: Head[];
  people: Person[];
};

const NOT_NOW = {
  "scoring/round-open": "The round has not closed, or is decided. Scoring is prepared in between.",
  "scoring/ended": "Scoring has ended: who scored what no longer changes.",
} as const;
const notNow = (rule: keyof typeof NOT_NOW) => new Refused("wrong-state", { rule, detail: NOT_NOW[rule] });

export const isTrustee = ({ roles }: Pick<Person, "roles">): boolean =>
  roles.some((role) => role === "trustee" || role === "chair");

const seatFindings = ({ panel }: Wanted, people: readonly Person[]): Finding[] =>
  panel.flatMap(({ personId }, n) =>
    people.some((person) => person.id === personId && isTrustee(person))
      ? []
      : [finding("scoring/seat", `/panel/${n}/personId`, "Choose somebody who is a trustee.")],
  );

const assignmentOf = ({ assignment, panel }: Wanted, bids: readonly string[], scoring: RoundScoring | undefined) => {
  const people = panel.map(({ personId }) => personId);
  if (assignment.how === "all") return assignAll({ bids, people });
  const sheets = scoring?.sheets ?? [];
  return assignBalanced(
    {
      bids,
      people,
      hidden: (id) => hiddenFrom(sheets, id),
      kept: (id) => sheets.filter((sheet) => hasCard(sheet, id)).map(({ personId }) => personId),
    },
    assignment.scorers,
  );
};

/** The end as it was entered, or what is wrong with it. Refuses `round/wall-time` and `scoring/ends`. */
const endOf = ({ endsAt }: Wanted, { timetable }: Round, at: number): Instant => {
  const ends = closingInstant(endsAt);
  if (typeof ends !== "string") throw new Refused("invalid-request", { errors: [{ ...ends, pointer: "/endsAt" }] });
  refuseIf(endsFindings(ends, endOfDay(timetable.meetingOn), at));
  return ends;
};

const headOf = (found: Prepared, wanted: Wanted, endsAt: Instant): ScoringHead => {
  const bids = found.bids.filter(({ state }) => isScored(state));
  const ids = bids.map(({ id }) => id);
  const names = new Map(found.people.map(({ id, name }) => [id, name]));
  return {
    roundId: found.round.id,
    panel: wanted.panel.map((seat): Seat => ({ ...seat, name: names.get(seat.personId) ?? "" })),
    assigned: assignmentOf(wanted, ids, found.scoring),
    submissions: Object.fromEntries(bids.map(({ id, latest }) => [id, latest?.number ?? 1])),
    endsAt,
    // Who had finished, and has no more to do now, finished then.
    finished: found.scoring?.head.finished ?? {},
    version: found.scoring?.head.version ?? 0,
  };
};

const eventsOf = (before: ScoringHead | undefined, becomes: ScoringHead, caller: Caller, at: number): Event[] => {
  const happened = happenedIn(becomes.roundId, caller, at);
  const isNew = (personId: string): boolean =>
    before === undefined ||
    !before.panel.some((seat) => seat.personId === personId) ||
    assignedTo(becomes, personId).some((id) => !assignedTo(before, personId).includes(id));
  return [
    { type: "scoring-prepared", ...happened },
    ...becomes.panel
      .filter(({ personId }) => isNew(personId))
      .map(({ personId }): Event => ({ type: "trustee-assigned", ...happened, personId })),
    ...(becomes.revealedAt === undefined ? [] : [{ type: "scoring-revealed" as const, ...happened }]),
  ];
};

/**
 * Writes who sits, who scores what and until when, for the bids as they were read; cards that are in stay. Answers the scoring
 * as it is now, also to the same write sent again; `moved`: read again.
 */
export const scoringPrepare =
  ({ store }: Pick<Deps, "store">) =>
  async (found: Prepared, wanted: Wanted, caller: Caller, at: number): Promise<RoundScoring | "moved"> => {
    const { round, status, scoring, people } = found;
    const before = scoring?.head;
    if (scoring?.writeIds.head === wanted.writeId) return scoring;
    if (status !== "closed") throw notNow("scoring/round-open");
    if (before !== undefined && hasEnded(before, at)) throw notNow("scoring/ended");
    refuseIf([...panelFindings(wanted.panel), ...seatFindings(wanted, people)]);
    const fresh = headOf(found, wanted, endOf(wanted, round, at));
    if (fresh.version !== wanted.version) throw new Refused("stale");
    const everybody = fresh.panel.map(({ personId }) => personId);
    const sheets = scoring?.sheets ?? [];
    const becomes = withFinish(fresh, sheets, { changed: everybody, gone: new Set() }, at);
    // Whoever brings a card in at this moment is judged against the new head, or this is judged against their card.
    const unmoved = [...new Set([...everybody, ...sheets.map(({ personId }) => personId)])].map(
      (personId) => sheets.find((sheet) => sheet.personId === personId) ?? blankSheet(round.id, personId),
    );
    const { outcome } = await store.scoring.move(
      { head: { was: before, becomes, events: eventsOf(before, becomes, caller, at) }, unmoved },
      { writeId: wanted.writeId, at },
    );
    if (outcome === "refused") return "moved";
    return {
      head: { ...becomes, version: becomes.version + 1 },
      sheets,
      moderations: scoring?.moderations ?? [],
      writeIds: { head: wanted.writeId, sheets: scoring?.writeIds.sheets ?? {} },
    };
  };
