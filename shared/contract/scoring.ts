import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { InterestKind, MOST_ABOUT_CHARACTERS, Ruling } from "../rules/interest.ts";
import { Instant } from "../rules/london.ts";
import { PersonId } from "../rules/person-id.ts";
import { WallTime } from "../rules/round.ts";
import { Entry, Seat } from "../rules/scoring.ts";
import { MOST_NOTE_CHARACTERS } from "../rules/text.ts";
import { ApplicationId } from "./applications.ts";
import { RoundId } from "./funds.ts";
import { CardView, Interests, OfficeScoring, Pack, Rulings, TrusteeBid, TrusteeRound } from "./scoring-views.ts";
import { words } from "./words.ts";
import { hand, Version, WriteId } from "./write-id.ts";

const ByRound = z.strictObject({ round: RoundId });
const ByBid = z.strictObject({ id: ApplicationId });
const CriterionId = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,40}$/, "There is no such criterion."));

const Entries = z.record(CriterionId, Entry);
const Moved = z.strictObject({ card: CardView, progress: TrusteeBid.shape.progress, revealed: z.boolean() });

const TRUSTEES = ["trustee", "chair"] as const;

const SeatAsked = z.strictObject({
  personId: PersonId,
  seat: Seat.shape.seat,
  constable: Seat.shape.constable,
  asked: Seat.shape.asked,
});

/**
 * Scoring: the office prepares and follows it, trustees declare interests and fill in cards, the chair rules. A bid that is
 * hidden from a trustee answers as one that does not exist.
 */
export const scoring = {
  office: endpoint("GET /api/scoring/{round}", { who: ["officer"], params: ByRound, returns: OfficeScoring }),
  /** The panel, the date and who scores what, for the bids of the round as they stand. Cards that are in stay. */
  prepare: endpoint("PUT /api/scoring/{round}", {
    who: ["officer"],
    params: ByRound,
    body: z.strictObject({
      version: Version,
      panel: z.array(SeatAsked).check(z.maxLength(20, "A panel has 20 seats at most.")),
      endsAt: WallTime,
      assignment: z.discriminatedUnion("how", [
        z.strictObject({ how: z.literal("all") }),
        z.strictObject({
          how: z.literal("balanced"),
          scorers: z
            .int("Enter a whole number.")
            .check(
              z.minimum(1, "Enter how many trustees score each bid: 1 or more."),
              z.maximum(20, "Enter 20 or fewer."),
            ),
        }),
      ]),
      writeId: WriteId,
    }),
    returns: OfficeScoring,
  }),
  /** A card from paper, for a trustee who then confirms it. The answer shows nothing of any card. */
  enterPaper: endpoint("POST /api/scoring/{round}/paper-cards", {
    who: ["officer"],
    params: ByRound,
    body: z.strictObject({ applicationId: ApplicationId, personId: PersonId, entries: Entries, writeId: WriteId }),
    returns: z.strictObject({ state: z.literal("to-confirm"), enteredAt: Instant }),
  }),
  /** The register of interests of a round as a CSV file in the bucket. */
  register: endpoint("GET /api/scoring/{round}/register", {
    who: ["officer"],
    params: ByRound,
    returns: z.strictObject({ url: z.string(), name: z.string(), expiresAt: Instant, lines: z.int() }),
  }),
  rounds: endpoint("GET /api/trustee/rounds", {
    who: TRUSTEES,
    returns: z.strictObject({ at: Instant, rounds: z.array(TrusteeRound) }),
  }),
  pack: endpoint("GET /api/trustee/rounds/{round}", { who: TRUSTEES, params: ByRound, returns: Pack }),
  interests: endpoint("GET /api/trustee/rounds/{round}/interests", {
    who: TRUSTEES,
    params: ByRound,
    returns: Interests,
  }),
  /** Declares about some or all bids; what is not named stays as it was declared. */
  declare: endpoint("PUT /api/trustee/rounds/{round}/interests", {
    who: TRUSTEES,
    params: ByRound,
    body: z.strictObject({
      version: Version,
      declarations: z
        .array(
          z.strictObject({
            applicationId: ApplicationId,
            kind: InterestKind,
            about: z.optional(z.string().check(z.maxLength(MOST_ABOUT_CHARACTERS, "Shorten this to 500 characters."))),
            backed: z.optional(z.boolean()),
          }),
        )
        .check(z.maxLength(500)),
      writeId: WriteId,
    }),
    limitBytes: 512 * 1024,
    returns: Interests,
  }),
  rulings: endpoint("GET /api/trustee/rounds/{round}/rulings", {
    who: TRUSTEES,
    params: ByRound,
    returns: Rulings,
  }),
  rule: endpoint("POST /api/trustee/rounds/{round}/rulings", {
    who: TRUSTEES,
    params: ByRound,
    body: z.strictObject({
      personId: PersonId,
      applicationId: ApplicationId,
      decision: Ruling.shape.decision,
      reason: words(
        MOST_NOTE_CHARACTERS,
        "Give the reason. It stands in the register.",
        "Shorten the reason to 1,000 characters.",
      ),
      writeId: WriteId,
    }),
    returns: Rulings,
  }),
  bid: endpoint("GET /api/trustee/bids/{id}", { who: TRUSTEES, params: ByBid, returns: TrusteeBid }),
  /** Saves the whole card under the version that was seen. `stale`: read the bid again, its card is newer. */
  saveCard: endpoint("PUT /api/trustee/bids/{id}/card", {
    who: TRUSTEES,
    params: ByBid,
    body: z.strictObject({ version: Version, entries: Entries, writeId: WriteId }),
    returns: z.strictObject({ version: z.int(), savedAt: Instant }),
  }),
  submitCard: endpoint("POST /api/trustee/bids/{id}/card/submission", {
    who: TRUSTEES,
    params: ByBid,
    body: z.strictObject(hand),
    returns: Moved,
  }),
  reopenCard: endpoint("POST /api/trustee/bids/{id}/card/reopening", {
    who: TRUSTEES,
    params: ByBid,
    body: z.strictObject(hand),
    returns: Moved,
  }),
  /** The trustee says that what an officer entered is what stood on their paper: the card is then submitted. */
  confirmCard: endpoint("POST /api/trustee/bids/{id}/card/confirmation", {
    who: TRUSTEES,
    params: ByBid,
    body: z.strictObject(hand),
    returns: Moved,
  }),
} as const;
