import {
  type Comparison,
  comparisonsOf,
  type Hit,
  isCompared,
  isUndecided,
  type OtherBid,
} from "../shared/rules/comparison.ts";
import { bidOf, printsOf } from "./comparisons.ts";
import type { Deps } from "./deps.ts";
import type { Head } from "./store/application-items.ts";
import type { Found, KeptPrints } from "./store/fingerprints.ts";

const MOST_TRIES = 5;
/** A blank form that nobody has marked yet is in every bid: the list needs no more than these to say that it is undecided. */
const MOST_PAIRED = 25;

type Kept = Omit<KeptPrints, "settled" | "leaving">;

/** What is to be kept of a bid; nothing of one that no longer counts. */
const keptOf = async (known: Head | undefined, { store }: Deps): Promise<Kept | undefined> => {
  if (known?.latest === undefined || known.deletedOn !== undefined || !isCompared(known.state)) return undefined;
  const submitted = await store.fingerprints.submitted(known.id);
  if (submitted === undefined || !isCompared(submitted.head.state)) return undefined;
  const { head, content, form, documents } = submitted;
  const { decidedIn, deferredFrom, toldOf, toldFrom } = head;
  return {
    ...bidOf(head, []),
    ofVersion: head.version,
    prints: printsOf(content, form, documents),
    ...(decidedIn === undefined ? {} : { decidedIn }),
    ...(deferredFrom === undefined ? {} : { deferredFrom }),
    ...(toldOf === undefined ? {} : { toldOf }),
    ...(toldFrom === undefined ? {} : { toldFrom }),
  };
};

const pairOf = (applicationId: string, comparison: Comparison): Found => ({
  applicationId,
  hash: comparison.hash,
  otherId: comparison.other.applicationId,
  undecided: isUndecided(comparison),
});

/** Pairs, and whose the bids are that they were found in. */
type Pairs = { pairs: Found[]; organisations: Map<string, string> };

/** The warnings of a bid from its own side, and from the side of each bid that it was found in. */
const pairsOf = async (mine: Kept, { store }: Deps): Promise<Pairs> => {
  const hits = (await store.fingerprints.using(mine.prints.map(({ hash }) => hash))).filter(
    ({ bid }) => bid.applicationId !== mine.applicationId,
  );
  if (hits.length === 0) return { pairs: [], organisations: new Map() };
  const others = new Map<string, Hit[]>();
  for (const hit of hits) others.set(hit.bid.applicationId, [...(others.get(hit.bid.applicationId) ?? []), hit]);
  const { prints, ...bid } = mine;
  const facing: [OtherBid, Hit[]][] = [...others.values()].flatMap((theirs) => {
    const [first] = theirs;
    return first === undefined ? [] : [[first.bid, theirs] as [OtherBid, Hit[]]];
  });
  const decisions = await store.fingerprints.decisions([
    ...[...new Set(hits.map(({ print }) => print.hash))].map((hash) => ({ applicationId: bid.applicationId, hash })),
    ...hits.map(({ bid: other, print }) => ({ applicationId: other.applicationId, hash: print.hash })),
  ]);
  const own = comparisonsOf(mine, hits, new Set(), decisions.get(bid.applicationId) ?? []);
  const theirs = facing.flatMap(([other, found]) =>
    comparisonsOf(
      { ...other, prints: found.map(({ print }) => print) },
      prints.map((print) => ({ bid, print })),
      new Set(),
      decisions.get(other.applicationId) ?? [],
    ).map((comparison) => ({ comparison, from: other.applicationId })),
  );
  const grave = new Set(
    [
      ...own.map((one) => ({ one, pair: `${one.hash} ${one.other.applicationId}` })),
      ...theirs.map(({ comparison, from }) => ({ one: comparison, pair: `${comparison.hash} ${from}` })),
    ]
      .filter(({ one }) => one.severity === "warn")
      .map(({ pair }) => pair)
      .toSorted(),
  );
  const counted = new Map<string, number>();
  const paired = new Set(
    [...grave].filter((pair) => {
      const [hash = ""] = pair.split(" ");
      const count = (counted.get(hash) ?? 0) + 1;
      counted.set(hash, count);
      return count <= MOST_PAIRED;
    }),
  );
  const pairs = [
    ...own
      .filter((one) => paired.has(`${one.hash} ${one.other.applicationId}`))
      .map((one) => pairOf(bid.applicationId, one)),
    ...theirs
      .filter(({ comparison, from }) => paired.has(`${comparison.hash} ${from}`))
      .map(({ comparison, from }) => pairOf(from, comparison)),
  ];
  return { pairs, organisations: new Map(facing.map(([other]) => [other.applicationId, other.organisationId])) };
};

/**
 * Makes the fingerprints of one bid, and what its round's list says of it, what the bid is now: what it is told is only
 * that something happened. As often as one likes, late or out of turn, it comes to the same.
 */
export const fingerprinting =
  (deps: Deps) =>
  async ({ applicationId, organisationId }: { applicationId: string; organisationId: string }, at: number) => {
    const { store, newWriteId } = deps;
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const { head, before } = await store.fingerprints.kept(organisationId, applicationId);
      // Told of this version before, and all of it was written.
      if (before.prints?.settled === true && before.prints.ofVersion === head?.version) return;
      const next = await keptOf(head, deps);
      const write = { writeId: newWriteId(), at };
      const ids = { applicationId, organisationId };
      if (next === undefined) {
        if (!(await store.printing.remove(ids, before, write))) continue;
        const left = await store.fingerprints.foundOf(applicationId);
        if (await store.printing.replaceFound(applicationId, [], new Map(), left, write)) return;
        continue;
      }
      const was = await store.printing.replace(ids, before, next, write);
      if (was === "moved") continue;
      const [{ pairs, organisations }, found] = await Promise.all([
        pairsOf(next, deps),
        store.fingerprints.foundOf(applicationId),
      ]);
      if (!(await store.printing.replaceFound(applicationId, pairs, organisations, found, write))) continue;
      if (await store.printing.settle(ids, was, next, write)) return;
    }
    throw new Error(`${applicationId} keeps moving`);
  };
