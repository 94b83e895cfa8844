import type { CardView, TrusteeRound } from "../shared/contract/scoring-views.ts";
import { Refused } from "../shared/problem.ts";
import { isMember } from "../shared/rules/access.ts";
import type { Fund } from "../shared/rules/fund.ts";
import { toInstant } from "../shared/rules/london.ts";
import { assignedTo, mayOpen, openFor, progressOf } from "../shared/rules/reveal.ts";
import { type Round, type RoundStatus, roundStatus } from "../shared/rules/round.ts";
import { type CardMove, cardRefusal, isScored, scoringRefusal } from "../shared/rules/scorecard.ts";
import { hasEnded, isRevealed, type Scorecard, type ScoringHead, type Sheet } from "../shared/rules/scoring.ts";
import { roundOf } from "./application-work.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";
import { knownFund } from "./rounds.ts";
import type { Head } from "./store/application-items.ts";
import type { KeptCard, RoundScoring } from "./store/scoring.ts";

/** Six trustees and an officer may press a button in the same second; each press is looked at again a few times. */
const MOST_TRIES = 8;

/** Only near the end does it matter which bids are gone: that many are read with the last cards. */
const MOST_LEFT_TO_READ = 25;

export type Scene = {
  scoring: RoundScoring;
  round: Round;
  form: Fund;
  status: RoundStatus;
};

/** A sheet that was never written. */
export const blankSheet = (roundId: string, personId: string): Sheet => ({
  roundId,
  personId,
  declarations: {},
  cards: {},
  version: 0,
});

export const sheetOf = ({ head, sheets }: Pick<RoundScoring, "head" | "sheets">, personId: string): Sheet =>
  sheets.find((sheet) => sheet.personId === personId) ?? blankSheet(head.roundId, personId);

/** The sheets with one of them in its new state. */
export const withSheet = (sheets: readonly Sheet[], sheet: Sheet): Sheet[] => [
  ...sheets.filter(({ personId }) => personId !== sheet.personId),
  sheet,
];

export const seatOf = ({ panel }: Pick<ScoringHead, "panel">, personId: string) =>
  panel.find((seat) => seat.personId === personId);

type LineFacts = { round: Round; form: Pick<Fund, "name">; head: ScoringHead; sheet: Sheet | undefined };

/** One round as a trustee's pages begin with it. Refuses `not-found` for whoever does not sit. */
export const trusteeRound = (
  { round, form, head, sheet }: LineFacts,
  personId: string,
  status: RoundStatus,
  at: number,
): TrusteeRound => {
  const seat = seatOf(head, personId);
  if (seat === undefined) throw new Refused("not-found");
  const progress = progressOf(head, personId, sheet);
  return {
    roundId: round.id,
    title: round.title,
    fundName: form.name,
    meetingOn: round.timetable.meetingOn,
    seat: seat.seat,
    endsAt: head.endsAt,
    ended: hasEnded(head, at),
    revealed: isRevealed(head, at),
    decided: status === "decided",
    toDeclare: Object.keys(head.assigned).filter((id) => sheet?.declarations[id] === undefined).length,
    toScore: progress.of,
    submitted: progress.submitted,
    toConfirm: (sheet?.toConfirm ?? []).filter((id) => assignedTo(head, personId).includes(id)).length,
    toRule: head.waiting?.[personId] ?? 0,
  };
};

/** A card as its trustee sees it; one that was never kept is empty. */
export const cardView = (card: Scorecard | undefined, enteredByName?: string): CardView => {
  if (card === undefined) return { state: "draft", version: 0, entries: {} };
  const { state, version, entries, savedAt, submittedAt } = card;
  return {
    ...{ state, version, entries, savedAt },
    ...(submittedAt === undefined ? {} : { submittedAt }),
    ...(enteredByName === undefined ? {} : { enteredByName }),
  };
};

const OWN_GROUP = {
  rule: "interest/member",
  detail: "You belong to a group with a bid in this round. Declare a direct interest in its bid first.",
};

/** Refuses `interest/member` where somebody who may open a bid belongs to its group: they joined it after they declared. */
export const refuseOwnGroup = (caller: Caller, heads: readonly (Pick<Head, "organisationId"> | undefined)[]): void => {
  if (heads.some((head) => head !== undefined && isMember(caller, head))) throw new Refused("wrong-state", OWN_GROUP);
};

/** Refuses what keeps somebody from opening a bid: `not-found` when it is hidden, `wrong-state` until all is declared. */
export const refuseUnlessOpened = (
  scoring: Pick<RoundScoring, "head" | "sheets">,
  caller: Caller,
  applicationId: string,
  application: Pick<Head, "organisationId"> | undefined,
): void => {
  const access = mayOpen(scoring, caller.personId, applicationId);
  if (access === "hidden") throw new Refused("not-found");
  if (access === "declare-first")
    throw new Refused("wrong-state", {
      rule: "interest/declared-first",
      detail: "Declare your interests in every bid of this round first. Then the files open.",
    });
  refuseOwnGroup(caller, [application]);
};

type CardFacts = { scoring: Pick<RoundScoring, "head">; application: Pick<Head, "id" | "state">; status: RoundStatus };

/** Why a person may not move a card so, at an instant (milliseconds); undefined: they may. */
export const moveRefusal = (
  { scoring: { head }, application, status }: CardFacts,
  personId: string,
  state: Scorecard["state"],
  move: CardMove,
  at: number,
) =>
  scoringRefusal(
    { head, personId, applicationId: application.id, state: application.state, roundStatus: status },
    at,
  ) ?? cardRefusal(state, move);

/** Reading what scoring needs, and trying until nobody came between. */
export const scoringWork = ({ store }: Pick<Deps, "store">) => {
  /** A round's numbers, the round and its form: one hop. Refuses `not-found` while nothing is prepared. */
  const scene = async (roundId: string, at: number): Promise<Scene> => {
    const [scoring, { round, form, closures }] = await Promise.all([
      store.scoring.round(roundId),
      store.rounds.withForm(roundId),
    ]);
    if (scoring === undefined) throw new Refused("not-found");
    return { scoring, round, form: form ?? knownFund(round.fundId), status: roundStatus(round, closures, at) };
  };

  return {
    scene,

    /** Of what a person has still to do, the bids that left the round: they wait for nobody. */
    goneOf: async (head: ScoringHead, personId: string, sheet: Sheet): Promise<ReadonlySet<string>> => {
      const open = openFor(head, personId, sheet);
      if (open.length === 0 || open.length > MOST_LEFT_TO_READ) return new Set();
      const heads = await store.scoring.heads(open);
      return new Set(heads.filter(({ state }) => !isScored(state)).map(({ id }) => id));
    },

    /** The same for somebody who sits. Refuses `not-found` for everybody else. */
    sitting: async (roundId: string, { personId }: Caller, at: number): Promise<Scene & { sheet: Sheet }> => {
      const found = await scene(roundId, at);
      if (seatOf(found.scoring.head, personId) === undefined) throw new Refused("not-found");
      return { ...found, sheet: sheetOf(found.scoring, personId) };
    },

    /** A bid that the caller may open, with all numbers of its round and the caller's card: one hop. */
    opened: async (
      applicationId: string,
      caller: Caller,
      at: number,
    ): Promise<Scene & { application: Head; kept: KeptCard | undefined; sheet: Sheet }> => {
      const [found, application, kept] = await Promise.all([
        scene(roundOf(applicationId), at),
        store.applications.head(applicationId),
        store.scoring.card(applicationId, caller.personId),
      ]);
      refuseUnlessOpened(found.scoring, caller, applicationId, application);
      if (application?.latest === undefined || application.deletedOn !== undefined) throw new Refused("not-found");
      return { ...found, application, kept, sheet: sheetOf(found.scoring, caller.personId) };
    },

    /** Tries until nobody came between: reads each time again. Refuses `stale` when the others never stop. */
    untilWritten: async <T>(attempt: () => Promise<T | "moved">): Promise<T> => {
      for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        const result = await attempt();
        if (result !== "moved") return result;
      }
      throw new Refused("stale", { detail: "Others are writing at this very moment. Try again." });
    },
  };
};

/** What an event of scoring says: when, who did it, in which round. */
export const happenedIn = (roundId: string, caller: Pick<Caller, "personId">, at: number) => ({
  at: toInstant(at),
  by: caller.personId,
  roundId,
});
