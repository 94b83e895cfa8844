import { type Finding, finding } from "./finding.ts";
import { msOf } from "./london.ts";
import type { Seat } from "./scoring.ts";

/** Who scores what. `hidden`: persons who may not see a bid; `kept`: persons whose card of it is in already. */
export type AssignmentFacts = {
  readonly bids: readonly string[];
  readonly people: readonly string[];
  readonly hidden: (applicationId: string) => readonly string[];
  readonly kept: (applicationId: string) => readonly string[];
};

type Assigned = Record<string, string[]>;

/** Everybody scores everything. Whoever is recused stays on the list: it is what they declared that keeps them out. */
export const assignAll = ({ bids, people }: Pick<AssignmentFacts, "bids" | "people">): Assigned =>
  Object.fromEntries(bids.map((id) => [id, [...people]]));

type Working = {
  assigned: Map<string, Set<string>>;
  load: Map<string, number>;
  free: (id: string, person: string) => boolean;
};

const loadOf = ({ load }: Working, person: string): number => load.get(person) ?? 0;

const move = ({ assigned, load }: Working, id: string, from: string | undefined, to: string): void => {
  const scorers = assigned.get(id);
  if (from !== undefined) {
    scorers?.delete(from);
    load.set(from, (load.get(from) ?? 0) - 1);
  }
  scorers?.add(to);
  load.set(to, (load.get(to) ?? 0) + 1);
};

/** A chain of bids that can change hands, from somebody with much to do to somebody with at least two fewer. */
const chainFrom = (working: Working, facts: AssignmentFacts, start: string): [string, string, string][] | undefined => {
  const reached = new Map<string, [string, string, string][]>([[start, []]]);
  for (const [person, chain] of reached) {
    if (loadOf(working, start) - loadOf(working, person) >= 2) return chain;
    for (const id of facts.bids) {
      if (working.assigned.get(id)?.has(person) !== true || facts.kept(id).includes(person)) continue;
      for (const other of facts.people)
        if (!reached.has(other) && working.free(id, other)) reached.set(other, [...chain, [id, person, other]]);
    }
  }
  return undefined;
};

/**
 * `scoring/assignment`: each bid has at least so many scorers, as far as people may see it, and loads differ by at most one,
 * as far as interests and cards that are in leave room for it. The same facts give the same assignment.
 */
export const assignBalanced = (facts: AssignmentFacts, scorers: number): Assigned => {
  const { bids, people, hidden, kept } = facts;
  const assigned = new Map(bids.map((id) => [id, new Set(kept(id).filter((person) => people.includes(person)))]));
  const load = new Map<string, number>();
  for (const set of assigned.values()) for (const person of set) load.set(person, (load.get(person) ?? 0) + 1);
  const working: Working = {
    assigned,
    load,
    free: (id, person) => assigned.get(id)?.has(person) === false && !hidden(id).includes(person),
  };
  for (const id of bids) {
    while ((assigned.get(id)?.size ?? 0) < scorers) {
      const [next] = people
        .filter((person) => working.free(id, person))
        .toSorted((a, b) => loadOf(working, a) - loadOf(working, b));
      if (next === undefined) break;
      move(working, id, undefined, next);
    }
  }
  // Each chain takes one bid from a heavier load to one lighter by two or more: the sum of squares falls, so it ends.
  for (let busy = true; busy; ) {
    busy = false;
    for (const person of people) {
      const chain = chainFrom(working, facts, person);
      for (const [id, from, to] of chain?.toReversed() ?? []) move(working, id, from, to);
      busy ||= (chain?.length ?? 0) > 0;
    }
  }
  return Object.fromEntries(bids.map((id) => [id, people.filter((person) => assigned.get(id)?.has(person) === true)]));
};

/** `scoring/panel`: at least two seats, one chair, one deputy, nobody twice. Pointers are `/panel`. */
export const panelFindings = (panel: readonly Pick<Seat, "personId" | "seat">[]): Finding[] => {
  const count = (wanted: Seat["seat"]): number => panel.filter(({ seat }) => seat === wanted).length;
  const rows: [boolean, string][] = [
    [panel.length < 2, "Choose two trustees or more."],
    [count("chair") !== 1, "Choose one chair."],
    [count("deputy") !== 1, "Choose one deputy: they decide about the chair’s own interests."],
    [new Set(panel.map(({ personId }) => personId)).size !== panel.length, "Choose each person once."],
  ];
  return rows.filter(([wrong]) => wrong).map(([, detail]) => finding("scoring/panel", "/panel", detail));
};

/** `scoring/ends`: the end is still to come, and on or before the day of the meeting (both instants, milliseconds). */
export const endsFindings = (endsAt: string, meetingEndsAt: string, at: number): Finding[] => {
  if (msOf(endsAt) <= at) return [finding("scoring/ends", "/endsAt", "Choose an end that is still to come.")];
  if (msOf(endsAt) <= msOf(meetingEndsAt)) return [];
  return [finding("scoring/ends", "/endsAt", "Scoring must end on or before the day of the meeting.")];
};
