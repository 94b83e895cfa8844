import type { ApplicationState } from "./application.ts";
import { addDays, addMonths, type CivilDate, type Instant, londonDate } from "./london.ts";
import { COMPARISON_RETENTION } from "./retention-comparisons.ts";
import { GROUP_RETENTION } from "./retention-groups.ts";
import { MEETING_RETENTION } from "./retention-meeting.ts";
import { OUTCOME_RETENTION } from "./retention-outcomes.ts";
import { PANEL_RETENTION } from "./retention-panel.ts";
import {
  type Ends,
  PERIODS,
  type Period,
  periodEnds,
  type RetentionRule,
  WARNED_DAYS_AHEAD,
} from "./retention-periods.ts";
import { PORTAL_RETENTION } from "./retention-portal.ts";
import { ROUND_RETENTION } from "./retention-rounds.ts";

/** What the portal keeps, kind by kind: a kind without its line cannot be written. DOMAIN 13. */
export const RETENTION = {
  ...COMPARISON_RETENTION,
  ...GROUP_RETENTION,
  ...MEETING_RETENTION,
  ...PANEL_RETENTION,
  ...OUTCOME_RETENTION,
  ...PORTAL_RETENTION,
  ...ROUND_RETENTION,
} as const satisfies Record<string, RetentionRule>;

/** Every kind of item that may be written. */
export type ItemKind = keyof typeof RETENTION;
export const ITEM_KINDS = Object.keys(RETENTION).filter((kind): kind is ItemKind => kind in RETENTION);
export const isItemKind = (kind: string): kind is ItemKind => kind in RETENTION;

type StateRule = { readonly rule: `retention/${string}`; readonly period: Period; readonly from: string };
const notFunded = {
  rule: "retention/not-funded",
  period: PERIODS.notFunded,
  from: "the decision of its round, or the day it is promised for while there is none",
} as const;

/** How long an application is kept in each of its states; then it becomes a tombstone. DOMAIN 13. */
export const APPLICATION_RETENTION = {
  draft: { rule: "retention/unfinished-draft", period: PERIODS.unfinishedDraft, from: "the close of its round" },
  submitted: notFunded,
  eligible: notFunded,
  reserved: notFunded,
  declined: notFunded,
  "not-eligible": {
    rule: "retention/not-eligible",
    period: PERIODS.notEligible,
    from: "the day it was found not eligible",
  },
  withdrawn: { rule: "retention/withdrawn", period: PERIODS.withdrawn, from: "the day it was withdrawn" },
  awarded: {
    rule: "retention/funded",
    period: PERIODS.funded,
    from: "the last payment or the close of the grant, or the day the round promises payment by while there is neither",
  },
} as const satisfies Record<ApplicationState, StateRule>;

/** What a round says about when its applications may go. */
export type RoundFacts = {
  readonly closesAt: Instant;
  readonly decidedAt?: Instant | undefined;
  readonly confirmedBy: CivilDate;
  readonly paidBy: CivilDate;
};

export type RetentionFacts = {
  /** When the item was last written, or what it is about was last used. */
  readonly writtenAt: Instant;
  readonly liftedAt?: Instant | undefined;
  readonly round?: RoundFacts | undefined;
  readonly state?: ApplicationState | undefined;
  readonly changedAt?: Instant | undefined;
  readonly notEligibleAt?: Instant | undefined;
  readonly lastPaidOn?: CivilDate | undefined;
  /** The day the group was told that its draft will be deleted. */
  readonly warnedOn?: CivilDate | undefined;
};

const decidedOn = ({ decidedAt, confirmedBy }: RoundFacts): CivilDate =>
  decidedAt === undefined ? confirmedBy : londonDate(decidedAt);

/** The day an application's period is counted from; undefined while nothing known says so. */
const applicationFrom = (state: ApplicationState, facts: RetentionFacts): CivilDate | undefined => {
  const { round, notEligibleAt, changedAt, writtenAt } = facts;
  switch (state) {
    case "draft":
      return round && londonDate(round.closesAt);
    case "submitted":
    case "eligible":
    case "reserved":
    case "declined":
      return round && decidedOn(round);
    case "not-eligible":
      return londonDate(notEligibleAt ?? changedAt ?? writtenAt);
    case "withdrawn":
      return londonDate(changedAt ?? writtenAt);
    case "awarded":
      return facts.lastPaidOn ?? round?.paidBy;
  }
};

const applicationEnds = (state: ApplicationState, facts: RetentionFacts): CivilDate | undefined => {
  const from = applicationFrom(state, facts);
  if (from === undefined) return undefined;
  const ends = periodEnds(APPLICATION_RETENTION[state].period, from);
  if (state !== "draft" || facts.warnedOn === undefined) return ends;
  // A warning that went out late moves the end: nobody has fewer days than were promised.
  const promised = addDays(facts.warnedOn, WARNED_DAYS_AHEAD);
  return [promised, ends].toSorted().at(-1);
};

/**
 * The day on which an item is to be deleted (`retention/application` and the other rules of the table), a London day.
 * Undefined: it has none of its own — it goes with another item, by the table's time-to-live, or not at all — or what
 * the day depends on is not known yet. DOMAIN 13.
 */
export const deleteOn = (kind: ItemKind, facts: RetentionFacts): CivilDate | undefined => {
  const ends: Ends = RETENTION[kind].ends;
  if (ends.how === "by-state") return facts.state === undefined ? undefined : applicationEnds(facts.state, facts);
  if (ends.how !== "deleted" && ends.how !== "tombstone") return undefined;
  if (ends.from === "written") return periodEnds(ends.period, londonDate(facts.writtenAt));
  if (ends.from === "lifted") return facts.liftedAt && periodEnds(ends.period, londonDate(facts.liftedAt));
  return facts.round && periodEnds(ends.period, decidedOn(facts.round));
};

/** The rule by which an item goes, for the certificate. */
export const ruleOf = (kind: ItemKind, state?: ApplicationState): string =>
  kind === "application" && state !== undefined ? APPLICATION_RETENTION[state].rule : RETENTION[kind].rule;

/** `retention/warned`: whether a draft that is deleted on a day is to be told of on this one. */
export const warnsOn = (endsOn: CivilDate, today: CivilDate): boolean => addDays(today, WARNED_DAYS_AHEAD) >= endsOn;

/** `retention/review`: what cannot go yet, because something else still needs it, is looked at again after a year. */
export const reviewOn = (today: CivilDate): CivilDate => addMonths(today, 12);
