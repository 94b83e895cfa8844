import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { READERS } from "../rules/access.ts";
import { CivilDate, Instant } from "../rules/london.ts";
import { formatPounds, largestPence, Pence } from "../rules/money.ts";
import { MonitoringReturn, PastAward, RecordedApplication, RecordedAward } from "../rules/record.ts";
import { MOST_NOTE_CHARACTERS } from "../rules/text.ts";
import { OrganisationById, OrganisationId } from "./organisations.ts";
import { words } from "./words.ts";
import { hand, WriteId } from "./write-id.ts";

const text = (most: number) =>
  z.string().check(z.trim(), z.maxLength(most, `Shorten this to ${most.toLocaleString("en-GB")} characters.`));
const Source = words(500, "Say where you read it, such as the award letter.", "Shorten this to 500 characters.");
const Reason = words(
  MOST_NOTE_CHARACTERS,
  "Say why this line changes. The reason stays with it.",
  "Shorten the reason.",
);
const day = (sentence: string) => z.iso.date(sentence);

/** A line as the office sees it, with the names of the hands. */
const named = { byName: z.string() };
export const PastAwardLine = z.strictObject({ ...PastAward.shape, ...named });
export type PastAwardLine = z.infer<typeof PastAwardLine>;
export const ReturnLine = z.strictObject({ ...MonitoringReturn.shape, ...named, overdue: z.boolean() });
export type ReturnLine = z.infer<typeof ReturnLine>;

/** All that is recorded of a group; of a grant made here also whether the group was told of it. */
export const RecordPage = z.strictObject({
  at: Instant,
  organisation: z.strictObject({
    id: z.string(),
    name: z.string(),
    type: z.string(),
    charityNumber: z.string(),
    companyNumber: z.string(),
  }),
  awards: z.array(z.strictObject({ ...RecordedAward.shape, told: z.boolean() })),
  pastAwards: z.array(PastAwardLine),
  returns: z.array(ReturnLine),
  applications: z.array(RecordedApplication),
  /** The funds that an earlier award may be of. */
  funds: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  may: z.strictObject({ write: z.boolean() }),
});
export type RecordPage = z.infer<typeof RecordPage>;

const LineId = z.string().check(z.regex(/^[atr]_[A-Za-z0-9_-]{4,40}$/, "There is no such line."));
const ByLine = z.strictObject({ id: OrganisationId, line: LineId });

const awardBody = {
  fundId: words(60, "Choose the fund.", "Choose the fund."),
  on: day("Enter the day of the award, like 27 3 2025."),
  amountPence: Pence.check(z.maximum(largestPence, `Enter ${formatPounds(largestPence)} or less.`)),
  title: text(200),
  reference: text(60),
  source: Source,
};
const returnBody = {
  what: words(200, "Say what the return is about.", "Shorten this to 200 characters."),
  reference: text(60),
  dueOn: day("Enter the day it is due, like 27 3 2027."),
  receivedOn: z.optional(CivilDate),
  source: Source,
};
const Officer = { who: ["officer"], returns: RecordPage } as const;

/** What is recorded of a group: grants, returns, applications (DOMAIN 7, 10). */
export const records = {
  read: endpoint("GET /api/office/organisations/{id}/record", {
    who: READERS,
    params: OrganisationById,
    returns: RecordPage,
  }),
  /** A grant from before this portal. */
  addAward: endpoint("POST /api/office/organisations/{id}/past-awards", {
    ...Officer,
    params: OrganisationById,
    body: z.strictObject({ ...awardBody, writeId: WriteId }),
  }),
  correctAward: endpoint("POST /api/office/organisations/{id}/past-awards/{line}", {
    ...Officer,
    params: ByLine,
    body: z.strictObject({ ...awardBody, reason: Reason, ...hand }),
  }),
  takeBackAward: endpoint("POST /api/office/organisations/{id}/past-awards/{line}/taking-back", {
    ...Officer,
    params: ByLine,
    body: z.strictObject({ reason: Reason, ...hand }),
  }),
  addReturn: endpoint("POST /api/office/organisations/{id}/returns", {
    ...Officer,
    params: OrganisationById,
    body: z.strictObject({ ...returnBody, writeId: WriteId }),
  }),
  /** The return has come; nothing is corrected by that. */
  receiveReturn: endpoint("POST /api/office/organisations/{id}/returns/{line}/receipt", {
    ...Officer,
    params: ByLine,
    body: z.strictObject({ receivedOn: day("Enter the day it came, like 27 3 2027."), ...hand }),
  }),
  correctReturn: endpoint("POST /api/office/organisations/{id}/returns/{line}", {
    ...Officer,
    params: ByLine,
    body: z.strictObject({ ...returnBody, reason: Reason, ...hand }),
  }),
  takeBackReturn: endpoint("POST /api/office/organisations/{id}/returns/{line}/taking-back", {
    ...Officer,
    params: ByLine,
    body: z.strictObject({ reason: Reason, ...hand }),
  }),
};
