import type { OutcomeLine, OutcomesPage } from "../shared/contract/outcome-views.ts";
import type { Event } from "../shared/events.ts";
import { fundName } from "../shared/funds/names.ts";
import { Refused, refuseIf } from "../shared/problem.ts";
import { hasRole } from "../shared/rules/access.ts";
import { type Instant, toInstant } from "../shared/rules/london.ts";
import { roundOfMeeting } from "../shared/rules/meeting.ts";
import { editFindings, type Outcome, outcomeAfter, readFindings, releaseFindings } from "../shared/rules/outcome.ts";
import { cleanText } from "../shared/rules/text.ts";
import { roundOf } from "./application-work.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";
import type { KeptOutcome, OutcomesOfRound } from "./store/outcomes.ts";

type Chosen = readonly { applicationId: string; meetingId: string }[];
type Writing = { writeId: string; at: number };

const handView = (hand: Outcome["edited"], caller: Caller) =>
  hand === undefined ? undefined : { byName: hand.byName, at: hand.at, you: hand.by === caller.personId };

const lineOf = (outcome: KeptOutcome, caller: Caller): OutcomeLine => {
  const { organisationId: _, roundId: __, writeId: ___, edited, read, quiet: ____, ...shown } = outcome;
  const [editedView, readView] = [handView(edited, caller), handView(read, caller)];
  return {
    ...shown,
    ...(editedView === undefined ? {} : { edited: editedView }),
    ...(readView === undefined ? {} : { read: readView }),
  };
};

const releaseView = ({ release }: OutcomesOfRound, names: ReadonlyMap<string, string>, caller: Caller) => {
  if (release === undefined) return undefined;
  const { state, dueFrom, askedBy, askedAt, releasedAt, version } = release;
  return {
    ...{ state, dueFrom, version },
    ...(askedBy === undefined || askedAt === undefined
      ? {}
      : { asked: { byName: names.get(askedBy) ?? "", at: askedAt, you: askedBy === caller.personId } }),
    ...(releasedAt === undefined ? {} : { releasedAt }),
  };
};

/** The office's work on what the groups of a round are told: texts, second readers, and the release. */
export const workingOnOutcomes = ({ store }: Pick<Deps, "store">) => {
  const pageOf = async (roundId: string, caller: Caller, at: number): Promise<OutcomesPage> => {
    const found = await store.outcomes.ofRound(roundId);
    const { round, form, outcomes, waiting, release } = found;
    const asked = release?.askedBy === undefined ? [] : await store.addressees.people([release.askedBy]);
    const view = releaseView(found, new Map(asked.map(({ id, name }) => [id, name])), caller);
    return {
      at: toInstant(at),
      roundId,
      roundTitle: round.title,
      fundName: form?.name ?? fundName(round.fundId),
      outcomes: outcomes.map((outcome) => lineOf(outcome, caller)),
      waiting,
      ...(view === undefined ? {} : { release: view }),
      may: {
        edit: hasRole(caller, "officer"),
        read: hasRole(caller, "officer", "approver"),
        ask: hasRole(caller, "officer") && releaseFindings(release, "ask", caller.personId).length === 0,
        confirm: hasRole(caller, "approver") && releaseFindings(release, "confirm", caller.personId).length === 0,
      },
    };
  };

  const eventOf = (type: "outcome-edited" | "outcome-read", outcome: Outcome, by: string, at: Instant): Event => ({
    type,
    ...{ by, at },
    applicationId: outcome.applicationId,
    roundId: roundOf(outcome.applicationId),
    organisationId: outcome.organisationId,
    meetingId: outcome.meetingId,
  });

  const edited = (outcome: KeptOutcome, text: string, caller: Caller, { at }: Writing): Outcome => {
    const { writeId: _, read: __, ...kept } = outcome;
    const state = outcomeAfter(kept.state, "edit") ?? kept.state;
    return { ...kept, state, text, edited: { by: caller.personId, byName: caller.name, at: toInstant(at) } };
  };

  /** The chosen outcomes of a round, those that were changed by this very write left out. Refuses `not-found`. */
  const chosenIn = async (roundId: string, chosen: Chosen, writeId: string): Promise<KeptOutcome[]> => {
    const { outcomes } = await store.outcomes.ofRound(roundId);
    return chosen.flatMap(({ applicationId, meetingId }) => {
      const found = outcomes.find((one) => one.applicationId === applicationId && one.meetingId === meetingId);
      if (found === undefined) throw new Refused("not-found");
      return found.writeId === `${writeId}-${applicationId}` ? [] : [found];
    });
  };

  /** Each outcome is its own item: one that somebody has changed meanwhile refuses alone, and what was done stands. */
  const changeAll = async (
    outcomes: readonly Outcome[],
    type: "outcome-edited" | "outcome-read",
    caller: Caller,
    { writeId, at }: Writing,
  ): Promise<void> => {
    for (const outcome of outcomes)
      await store.outcomes.change(outcome, { writeId: `${writeId}-${outcome.applicationId}`, at }, [
        eventOf(type, outcome, caller.personId, toInstant(at)),
      ]);
  };

  return {
    page: pageOf,

    edit: async (
      given: { applicationId: string; meetingId: string; text: string; version: number },
      caller: Caller,
      write: Writing,
    ): Promise<OutcomesPage> => {
      const { outcome } = await store.outcomes.one(given.applicationId, given.meetingId);
      const roundId = roundOfMeeting(given.meetingId);
      if (outcome.writeId === write.writeId) return pageOf(roundId, caller, write.at);
      const text = cleanText(given.text).trim();
      refuseIf(editFindings(outcome, text));
      const next = { ...edited(outcome, text, caller, write), version: given.version };
      const event = eventOf("outcome-edited", outcome, caller.personId, toInstant(write.at));
      await store.outcomes.change(next, write, [event]);
      return pageOf(roundId, caller, write.at);
    },

    keep: async (roundId: string, chosen: Chosen, caller: Caller, write: Writing): Promise<OutcomesPage> => {
      const outcomes = await chosenIn(roundId, chosen, write.writeId);
      refuseIf(outcomes.flatMap((outcome) => editFindings(outcome, outcome.text)));
      const kept = outcomes.map((outcome) => edited(outcome, outcome.text, caller, write));
      await changeAll(kept, "outcome-edited", caller, write);
      return pageOf(roundId, caller, write.at);
    },

    read: async (roundId: string, chosen: Chosen, caller: Caller, write: Writing): Promise<OutcomesPage> => {
      const outcomes = await chosenIn(roundId, chosen, write.writeId);
      refuseIf(outcomes.flatMap((outcome) => readFindings(outcome, caller.personId)));
      const hand = { by: caller.personId, byName: caller.name, at: toInstant(write.at) };
      const read = outcomes.map(({ writeId: _, ...outcome }): Outcome => ({ ...outcome, state: "read", read: hand }));
      await changeAll(read, "outcome-read", caller, write);
      return pageOf(roundId, caller, write.at);
    },

    /** An officer asks, an approver confirms: two people, before the notification time. */
    release: async (
      roundId: string,
      step: "ask" | "confirm",
      version: number,
      caller: Caller,
      write: Writing,
    ): Promise<OutcomesPage> => {
      const release = await store.outcomes.release(roundId);
      if (release?.writeId === write.writeId) return pageOf(roundId, caller, write.at);
      const [no] = releaseFindings(release, step, caller.personId);
      if (no !== undefined || release === undefined)
        throw new Refused("wrong-state", {
          rule: "outcome/release",
          ...(no === undefined ? {} : { detail: no.detail }),
        });
      const at = toInstant(write.at);
      const by = caller.personId;
      const { writeId: _, ...held } = release;
      const next =
        step === "ask"
          ? ({ ...held, state: "asked", askedBy: by, askedAt: at } as const)
          : ({ ...held, state: "released", releasedBy: by, releasedAt: at } as const);
      const type = step === "ask" ? "release-asked" : "outcomes-released";
      await store.outcomes.hold({ ...next, version }, write, [{ type, at, by, roundId }]);
      return pageOf(roundId, caller, write.at);
    },
  };
};
