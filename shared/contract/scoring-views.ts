import * as z from "zod/mini";
import { ApplicationState } from "../rules/application.ts";
import { DocumentFacts } from "../rules/document.ts";
import { Submission } from "../rules/frozen.ts";
import { Fund } from "../rules/fund.ts";
import { EarlierDeclaration, InterestKind, Ruling, STANDINGS } from "../rules/interest.ts";
import { Instant } from "../rules/london.ts";
import { StandsAs } from "../rules/match-standing.ts";
import { Pence } from "../rules/money.ts";
import { CARD_STATES, Entry, Seat } from "../rules/scoring.ts";

/** What somebody declared about a bid, as every page shows it. */
const Declared = z.strictObject({
  kind: InterestKind,
  about: z.optional(z.string()),
  backed: z.optional(z.boolean()),
  at: Instant,
  late: z.boolean(),
  takenBack: z.boolean(),
  ruling: z.optional(Ruling),
});

/** One seat with its progress, as officers see it: how many, never which score. */
export const SeatProgress = z.strictObject({
  ...Seat.shape,
  /** Bids that this person scores, without those they are recused from. */
  toScore: z.int(),
  submitted: z.int(),
  toDeclare: z.int(),
  waiting: z.int(),
  recused: z.int(),
  finishedAt: z.optional(Instant),
});
export type SeatProgress = z.infer<typeof SeatProgress>;

export const ScoringLine = z.strictObject({
  id: z.string(),
  organisationName: z.string(),
  title: z.string(),
  askedPence: Pence,
  state: ApplicationState,
  /** Persons who score it. Empty: it is not among those that are scored. */
  scorers: z.array(z.string()),
  /** Of them, who are recused or wait for a ruling. */
  hiddenFrom: z.array(z.string()),
  least: z.int(),
  submitted: z.int(),
  /** It can no longer be scored: withdrawn or found not eligible since. */
  gone: z.boolean(),
});
export type ScoringLine = z.infer<typeof ScoringLine>;

/** One declared interest as the register lists it. */
export const RegisterLine = z.strictObject({
  personId: z.string(),
  name: z.string(),
  applicationId: z.string(),
  organisationName: z.string(),
  title: z.string(),
  ...Declared.shape,
  standing: z.enum(STANDINGS),
  ruling: z.optional(z.strictObject({ ...Ruling.shape, byName: z.string() })),
  earlier: z.array(EarlierDeclaration),
});
export type RegisterLine = z.infer<typeof RegisterLine>;

/** The scoring of a round as the office prepares and follows it. No score is in it. */
export const OfficeScoring = z.strictObject({
  at: Instant,
  roundId: z.string(),
  roundTitle: z.string(),
  fundName: z.string(),
  /** Prepared once the round has closed. */
  roundClosed: z.boolean(),
  meetingOn: z.string(),
  /** 0 while nothing is prepared: send it with the first preparation. */
  version: z.int(),
  /** Who may sit: everybody who is a trustee. */
  candidates: z.array(z.strictObject({ personId: z.string(), name: z.string(), chair: z.boolean() })),
  seats: z.array(SeatProgress),
  endsAt: z.optional(Instant),
  ended: z.boolean(),
  revealed: z.boolean(),
  revealedAt: z.optional(Instant),
  bids: z.array(ScoringLine),
  interests: z.array(RegisterLine),
  may: z.strictObject({ prepare: z.boolean(), enterPaper: z.boolean() }),
});
export type OfficeScoring = z.infer<typeof OfficeScoring>;

/** One round that a trustee sits on. */
export const TrusteeRound = z.strictObject({
  roundId: z.string(),
  title: z.string(),
  fundName: z.string(),
  meetingOn: z.string(),
  seat: Seat.shape.seat,
  endsAt: Instant,
  ended: z.boolean(),
  revealed: z.boolean(),
  /** The round was decided: its pack is history. */
  decided: z.boolean(),
  toDeclare: z.int(),
  toScore: z.int(),
  submitted: z.int(),
  toConfirm: z.int(),
  /** Interests that wait for this person's ruling. */
  toRule: z.int(),
});
export type TrusteeRound = z.infer<typeof TrusteeRound>;

/** One bid in a trustee's pack. Of one they are recused from, or that waits for a ruling, no amount and no state. */
export const PackLine = z.strictObject({
  id: z.string(),
  organisationName: z.string(),
  title: z.string(),
  standing: z.enum(STANDINGS),
  askedPence: z.optional(Pence),
  /** Whether this trustee scores it. */
  assigned: z.boolean(),
  /** It was withdrawn or found not eligible since. */
  gone: z.boolean(),
  card: z.optional(z.enum(CARD_STATES)),
});
export type PackLine = z.infer<typeof PackLine>;

export const Pack = z.strictObject({
  at: Instant,
  round: TrusteeRound,
  bids: z.array(PackLine),
});
export type Pack = z.infer<typeof Pack>;

/** What a trustee must know of a bid to declare interests; nothing of its file. */
export const InterestLine = z.strictObject({
  id: z.string(),
  organisationId: z.string(),
  organisationName: z.string(),
  title: z.string(),
  /** Where the organisation is, and where the project happens, in words. */
  area: z.array(z.string()),
  contacts: z.array(z.string()),
  /** What the bid says of partners, in its own words. */
  partners: z.string(),
  /** What the budget names: items with how they were reckoned, and who gives other money. */
  suppliers: z.array(z.string()),
  standing: z.enum(STANDINGS),
  declared: z.optional(Declared),
  /** What was declared about this organisation last time: proposed, and counts only once it is declared again. */
  proposed: z.optional(z.strictObject({ kind: InterestKind, about: z.optional(z.string()), at: Instant })),
});
export type InterestLine = z.infer<typeof InterestLine>;

export const Interests = z.strictObject({
  at: Instant,
  round: TrusteeRound,
  /** Of the sheet: send it with what is declared. 0 the first time. */
  version: z.int(),
  /** This seat is also asked whether they or their staff backed a bid. */
  asked: z.optional(z.enum(["pcc", "chief-constable", "local-officer"])),
  bids: z.array(InterestLine),
});
export type Interests = z.infer<typeof Interests>;

/** An interest that this person rules on, or has ruled on. */
export const RulingLine = z.strictObject({
  personId: z.string(),
  name: z.string(),
  applicationId: z.string(),
  organisationName: z.string(),
  title: z.string(),
  ...Declared.shape,
});
export type RulingLine = z.infer<typeof RulingLine>;

export const Rulings = z.strictObject({ at: Instant, round: TrusteeRound, lines: z.array(RulingLine) });
export type Rulings = z.infer<typeof Rulings>;

/** One's own card. `version` 0: nothing is kept yet. */
export const CardView = z.strictObject({
  state: z.enum(CARD_STATES),
  version: z.int(),
  entries: z.record(z.string(), Entry),
  savedAt: z.optional(Instant),
  submittedAt: z.optional(Instant),
  /** An officer entered it from paper. */
  enteredByName: z.optional(z.string()),
});
export type CardView = z.infer<typeof CardView>;

/** What of the group a trustee reads beside the bid: no telephone number, no e-mail address, no bank. */
export const TrusteeBid = z.strictObject({
  at: Instant,
  id: z.string(),
  roundId: z.string(),
  roundTitle: z.string(),
  fundName: z.string(),
  organisationName: z.string(),
  title: z.string(),
  askedPence: Pence,
  endsAt: Instant,
  ended: z.boolean(),
  revealed: z.boolean(),
  form: Fund,
  submission: Submission,
  /** How lines of its match stand since it was sent; absent where nothing was recorded. */
  standings: z.optional(z.array(StandsAs)),
  documents: z.array(DocumentFacts),
  card: CardView,
  /** Whether this trustee scores it; the others read it for the meeting. */
  assigned: z.boolean(),
  may: z.strictObject({ save: z.boolean(), submit: z.boolean(), reopen: z.boolean(), confirm: z.boolean() }),
  /** Ids of the bids before and after it in the pack, of those that can be opened. */
  previous: z.optional(z.string()),
  next: z.optional(z.string()),
  progress: z.strictObject({ submitted: z.int(), of: z.int() }),
});
export type TrusteeBid = z.infer<typeof TrusteeBid>;
