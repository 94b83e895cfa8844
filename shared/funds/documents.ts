import type { Band, DocumentSlot } from "../rules/form.ts";
import { everyBand, fromM, largest } from "./bands.ts";

/** Documents that funds ask for. Evidence grows with the amount: one document, three, then more (DOMAIN 7). */

export const governingDocument: DocumentSlot = {
  id: "governing-document",
  label: "Your governing document",
  hint: "The rules your group is run by: a constitution, trust deed or articles.",
  bands: everyBand,
  optional: false,
  about: "group",
};

export const accounts: DocumentSlot = {
  id: "accounts",
  label: "Your latest accounts",
  hint: "A new group can send what it expects to receive and spend in its first twelve months.",
  bands: fromM,
  optional: false,
  about: "group",
};

export const safeguardingPolicy: DocumentSlot = {
  id: "safeguarding-policy",
  label: "Your safeguarding policy",
  hint: "Send this if the project works with children or adults at risk.",
  bands: fromM,
  optional: true,
  about: "group",
};

export const quotes: DocumentSlot = {
  id: "quotes",
  label: "Quotes for your largest cost",
  hint: "Prices from a shop’s page are enough for goods.",
  bands: largest,
  optional: true,
};

export const matchEvidence: DocumentSlot = {
  id: "match-evidence",
  label: "Proof of other money and help",
  hint: "A letter that promises it, a line of your bank statement, signed timesheets, or a price for a room or goods.",
  bands: fromM,
  optional: true,
};

/** The slots for the bands of one fund; a slot that none of them is asked is left out. */
export const slots = (bands: readonly Band[], given: readonly DocumentSlot[]): DocumentSlot[] =>
  given
    .map((slot) => ({ ...slot, bands: slot.bands.filter((band) => bands.includes(band)) }))
    .filter((slot) => slot.bands.length > 0);
