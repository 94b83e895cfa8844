import type { Pack, TrusteeBid } from "../../shared/contract/scoring-views.ts";
import { get, keysUnder, put, type Shelf } from "./shelf.ts";

/*
 * A trustee's pack on the device: the list and every bid they may open, to go on with in a train. It is taken away when the
 * round is decided, when a bid is hidden from them, and at sign-out (`forgetPerson`: it lies with the other views).
 */

// Raised when the contract's views change their form: a copy of another form is not shown.
const SCHEMA = 1;

type Copy<T> = { schema: number; value: T };

const isCopy = <T>(copy: unknown): copy is Copy<T> =>
  typeof copy === "object" && copy !== null && "schema" in copy && copy.schema === SCHEMA && "value" in copy;

const packKey = (personId: string, roundId: string): string => `view/${personId}/pack/${roundId}`;
const bidsOf = (personId: string): string => `view/${personId}/bid/`;
const bidKey = (personId: string, applicationId: string): string => `${bidsOf(personId)}${applicationId}`;
const cardKey = (personId: string, applicationId: string): string => `draft/${personId}/${applicationId}/scorecard`;

const kept = <T>(shelf: Shelf, key: string): T | undefined => {
  const copy = get(shelf, key);
  return isCopy<T>(copy) ? copy.value : undefined;
};

export const keepPack = (shelf: Shelf, personId: string, pack: Pack): boolean =>
  put(shelf, packKey(personId, pack.round.roundId), { schema: SCHEMA, value: pack } satisfies Copy<Pack>);
export const keptPack = (shelf: Shelf, personId: string, roundId: string): Pack | undefined =>
  kept(shelf, packKey(personId, roundId));

/** Keeps one bid; false when the device has no room for it. */
export const keepBid = (shelf: Shelf, personId: string, bid: TrusteeBid): boolean =>
  put(shelf, bidKey(personId, bid.id), { schema: SCHEMA, value: bid } satisfies Copy<TrusteeBid>);
export const keptBid = (shelf: Shelf, personId: string, applicationId: string): TrusteeBid | undefined =>
  kept(shelf, bidKey(personId, applicationId));

/** How many bids of a round are here. */
export const bidsHere = (shelf: Shelf, personId: string, roundId: string): number =>
  keysUnder(shelf, `${bidsOf(personId)}${roundId}-`).length;

/** A bid that this person may no longer see: its copy goes, and what they wrote about it. */
export const forgetBid = (shelf: Shelf, personId: string, applicationId: string): void => {
  shelf.removeItem(bidKey(personId, applicationId));
  shelf.removeItem(cardKey(personId, applicationId));
};

/** The round is decided: nothing of it stays on the device. */
export const forgetRound = (shelf: Shelf, personId: string, roundId: string): void => {
  shelf.removeItem(packKey(personId, roundId));
  const cards = keysUnder(shelf, `draft/${personId}/${roundId}-`).filter((key) => key.endsWith("/scorecard"));
  for (const key of [...keysUnder(shelf, `${bidsOf(personId)}${roundId}-`), ...cards]) shelf.removeItem(key);
};
