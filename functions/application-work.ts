import type { Event } from "../shared/events.ts";
import { type ProblemSlug, Refused } from "../shared/problem.ts";
import { type ApplicationMove, type ApplicationState, stateAfter } from "../shared/rules/application.ts";
import { type Closure, closureOver, readableUnder } from "../shared/rules/closure.ts";
import { openDraft } from "../shared/rules/draft.ts";
import { type Exception, statusFor } from "../shared/rules/exception.ts";
import type { Fund } from "../shared/rules/fund.ts";
import { toInstant } from "../shared/rules/london.ts";
import { applicationReference } from "../shared/rules/reference.ts";
import { type Round, type RoundStatus, roundStatus } from "../shared/rules/round.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";
import type { Head } from "./store/application-items.ts";
import type { Change } from "./store/table.ts";

const MOST_TRIES = 5;

/** Why a round takes nothing now, as a person reads it. */
const REFUSAL_OF: Record<Exclude<RoundStatus, "open">, { slug: ProblemSlug; rule: string; detail: string }> = {
  unpublished: { slug: "not-found", rule: "round/status", detail: "There is no such round." },
  scheduled: { slug: "round-closed", rule: "round/not-open-yet", detail: "This round has not opened yet." },
  paused: { slug: "paused", rule: "round/paused", detail: "The fund is paused." },
  closed: { slug: "round-closed", rule: "round/closed", detail: "This round has closed." },
  cancelled: {
    slug: "round-closed",
    rule: "round/cancelled",
    detail: "This round was cancelled. What you wrote can go on to the next round.",
  },
  decided: { slug: "round-closed", rule: "round/closed", detail: "This round has closed and been decided." },
};

const USED = {
  rule: "round/exception",
  detail: "This round has closed, and your group has sent what it was allowed to send after the close.",
};

/**
 * Refuses unless the round is open at the instant of receipt, for everybody or by an exception for the group; a pause is told
 * in the closure's own words.
 */
export const refuseUnlessOpen = (
  round: Round,
  closures: readonly Closure[],
  at: number,
  exception?: Exception | undefined,
): void => {
  const status = statusFor(round, closures, exception, at);
  if (status === "open") return;
  if (status === "closed" && exception?.used !== undefined)
    throw new Refused("round-closed", { ...USED, receivedAt: toInstant(at) });
  const { slug, ...refusal } = REFUSAL_OF[status];
  const closure = status === "paused" ? closureOver(round, closures, "submissions", at) : undefined;
  const detail = closure === undefined ? refusal.detail : closure.wording;
  throw new Refused(slug, { ...refusal, detail, receivedAt: toInstant(at) });
};

/** Refuses whatever would change a draft while a closure lets drafts be read alone; the text stays on the device (`closure/drafts`). */
export const refuseIfReadable = (round: Round, closures: readonly Closure[], at: number): void => {
  const closure = readableUnder(round, closures, at);
  if (closure === undefined) return;
  throw new Refused("paused", { rule: "closure/drafts", detail: closure.wording, receivedAt: toInstant(at) });
};

/**
 * The same for a save, which reads nothing else of its round: the closures, consistently, and the round only while one of them
 * keeps drafts from being written.
 */
export const refuseSaveIfReadable = async (
  applicationId: string,
  at: number,
  { store }: Pick<Deps, "store">,
): Promise<void> => {
  const closures = await store.portal.closures();
  if (closures.every(({ drafts }) => drafts === "editable")) return;
  const { rounds } = await store.rounds.byIds([roundOf(applicationId)]);
  for (const round of rounds) refuseIfReadable(round, closures, at);
};

/** Refuses a new draft unless the round is open and no closure freezes new drafts. */
export const refuseUnlessTakingDrafts = (
  round: Round,
  closures: readonly Closure[],
  at: number,
  exception?: Exception | undefined,
): void => {
  refuseUnlessOpen(round, closures, at, exception);
  const closure = closureOver(round, closures, "new-drafts", at);
  if (closure !== undefined) throw new Refused("paused", { rule: "round/paused", detail: closure.wording });
};

/**
 * The state that a move leads to. Refuses `wrong-state` where the state table has no such move.
 * @param shown the state as whoever asks may know it: a group is not told what is held back
 */
export const refuseUnlessPossible = (
  head: Head,
  move: ApplicationMove,
  shown: ApplicationState = head.state,
): ApplicationState => {
  if (head.deletedOn !== undefined)
    throw new Refused("wrong-state", { rule: "application/state", detail: "This application has been deleted." });
  const next = stateAfter(head.state, move);
  if (next === undefined)
    throw new Refused("wrong-state", { rule: "application/state", detail: `This application is ${shown}.` });
  return next;
};

/** An application's id begins with its round's. */
export const roundOf = (applicationId: string): string => applicationId.split("-").slice(0, 2).join("-");

/** What every event of an application says: when, who, and the ids. */
export const happenedTo = ({ id, roundId, organisationId }: Head, caller: Caller, at: number) => ({
  at: toInstant(at),
  by: caller.personId,
  applicationId: id,
  roundId,
  organisationId,
});

type Start = {
  round: Round;
  form: Fund;
  organisation: { id: string; name: string };
  caller: Caller;
  at: number;
  sections?: Parameters<typeof openDraft>[3];
};

/** Reading for a write, writing until nobody came between, and starting: what applicants and officers share. */
export const applicationWork = ({ store, newId }: Deps) => {
  /** The application, its round with the frozen form, and the closures: one hop. Refuses `not-found`. */
  const read = async (id: string, at: number) => {
    const [whole, { round, form, closures }] = await Promise.all([
      store.applications.whole(id),
      store.rounds.withForm(roundOf(id)),
    ]);
    if (whole === undefined || form === undefined) throw new Refused("not-found");
    return { whole, head: whole.head, round, form, closures, status: roundStatus(round, closures, at) };
  };

  return {
    read,

    /** The same with the exception of its group, and the status of the round as it is for that group; two hops. */
    readForGroup: async (id: string, at: number) => {
      const found = await read(id, at);
      const { round, closures, head } = found;
      const exception = await store.exceptions.of(round.id, head.organisationId);
      return { ...found, exception, status: statusFor(round, closures, exception, at) };
    },

    /** Reads and tries to write until nobody came between: what a colleague saved meanwhile belongs in it. */
    whileStill: async <Found, T>(
      reading: () => Promise<Found>,
      attempt: (found: Found) => Promise<T | "moved">,
    ): Promise<T> => {
      for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        const result = await attempt(await reading());
        if (result !== "moved") return result;
      }
      throw new Refused("stale", { detail: "Somebody else is changing this application right now. Try again." });
    },

    /** Writes the head with one event. Answers `moved` when the head moved since it was read. */
    changed: async <T>(
      head: Head,
      write: { writeId: string; at: number },
      event: Event,
      reply: T,
      others: readonly Change[] = [],
    ): Promise<T | "moved"> => {
      const kept = { ...head, changedAt: toInstant(write.at) };
      return (await store.applications.change(kept, write, [event], others)) ? reply : "moved";
    },

    /** A new application with an open draft, empty or with sections carried over; its number is taken here. */
    newHead: async ({ round, form, organisation, caller, at, sections }: Start): Promise<Head> => {
      const number = await store.applications.nextNumber(round.id);
      return {
        id: applicationReference({ fundCode: form.code, roundCode: round.code, number }),
        roundId: round.id,
        fundId: round.fundId,
        organisationId: organisation.id,
        organisationName: organisation.name,
        number,
        state: "draft",
        startedAt: toInstant(at),
        startedBy: caller.personId,
        changedAt: toInstant(at),
        title: "",
        draft: openDraft(form, newId("d"), 0, sections),
        sharedWithOffice: false,
        openQuestions: 0,
        version: 0,
      };
    },
  };
};
