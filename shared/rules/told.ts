import type { Template } from "./messages.ts";
import type { OutcomeKind } from "./outcome.ts";

/**
 * Whom an event is told to. `members` of its organisation, and once it has submitted the contacts it named; `person`: whom it
 * names; `address`: the one on its item; `draft-owners`, `unsubmitted` (nothing yet), `round` (both and all who submitted): of
 * its round; `chosen`: whom an officer chose; `asker` about a rule or of an approver; `trustee`, `ruler`, `panel`, `behind`: of a round's scoring
 * whom it names, who rules, all, those not finished; `meeting`: its members; `approvers`; `office`: the office's own address.
 */
export const WHOMS = [
  "members",
  "person",
  "address",
  "draft-owners",
  "unsubmitted",
  "round",
  "chosen",
  "asker",
  "trustee",
  "ruler",
  "panel",
  "behind",
  "meeting",
  "approvers",
  "office",
] as const;
export type Whom = (typeof WHOMS)[number];
export type Told = { readonly template: Template; readonly whom: Whom; readonly urgent: boolean };

/**
 * What people are told of, event by event. A sign-in code is not here: its code must never be in an event, so whoever
 * makes the code writes its message in the same transaction. Nor are answers, which one person asks for themselves.
 */
export const TOLD = {
  invited: { template: "invitation", whom: "address", urgent: true },
  "join-asked": { template: "join-asked", whom: "members", urgent: false },
  "join-accepted": { template: "join-accepted", whom: "person", urgent: false },
  "join-refused": { template: "join-refused", whom: "person", urgent: false },
  "claim-settled": { template: "claim-settled", whom: "members", urgent: false },
  "member-replaced": { template: "member-replaced", whom: "person", urgent: false },
  "application-submitted": { template: "receipt", whom: "members", urgent: true },
  "application-withdrawn": { template: "withdrawn", whom: "members", urgent: false },
  "information-asked": { template: "information-asked", whom: "members", urgent: false },
  "document-scanned": { template: "document-refused", whom: "members", urgent: false },
  "marked-not-eligible": { template: "not-eligible", whom: "members", urgent: false },
  "notice-published": { template: "notice-published", whom: "draft-owners", urgent: false },
  "round-extended": { template: "round-extended", whom: "round", urgent: false },
  "round-held": { template: "fund-closed", whom: "round", urgent: false },
  "round-freed": { template: "fund-reopened", whom: "round", urgent: false },
  "draft-carried": { template: "draft-carried", whom: "members", urgent: false },
  "draft-expiring": { template: "draft-expiring", whom: "members", urgent: false },
  "outcome-released": { template: "outcome-declined", whom: "members", urgent: false },
  "eligibility-allowed": { template: "eligibility-allowed", whom: "asker", urgent: false },
  "eligibility-refused": { template: "eligibility-refused", whom: "asker", urgent: false },
  "eligibility-asked": { template: "office-eligibility-asked", whom: "office", urgent: false },
  "information-given": { template: "office-information-given", whom: "office", urgent: false },
  "claim-disputed": { template: "office-claim-disputed", whom: "office", urgent: false },
  "drafts-reminded": { template: "draft-reminder", whom: "unsubmitted", urgent: false },
  "trustees-reminded": { template: "trustee-reminder", whom: "behind", urgent: false },
  "date-ahead": { template: "office-date-ahead", whom: "office", urgent: false },
  "date-missed": { template: "office-date-missed", whom: "office", urgent: false },
  "election-date-ahead": { template: "office-election-date", whom: "office", urgent: false },
  "closure-date-ahead": { template: "office-closure-date", whom: "office", urgent: false },
  "round-reopened": { template: "fund-reopened", whom: "unsubmitted", urgent: false },
  "outage-found": { template: "office-outage", whom: "office", urgent: true },
  "date-slipped": { template: "date-slipped", whom: "round", urgent: false },
  "exception-given": { template: "exception-given", whom: "members", urgent: false },
  "round-letter-written": { template: "round-letter", whom: "chosen", urgent: false },
  "trustee-assigned": { template: "trustee-assigned", whom: "trustee", urgent: false },
  "interest-asked": { template: "interest-asked", whom: "ruler", urgent: false },
  "interest-declared-late": { template: "interest-late", whom: "ruler", urgent: false },
  "scoring-revealed": { template: "scoring-revealed", whom: "panel", urgent: false },
  "meeting-prepared": { template: "meeting-papers", whom: "meeting", urgent: false },
  "meeting-closed": { template: "confirmation-wanted", whom: "approvers", urgent: false },
  "release-asked": { template: "confirmation-wanted", whom: "approvers", urgent: false },
  // What is asked here can stop everybody: a closed portal, a bid that is late.
  "approval-asked": { template: "approval-wanted", whom: "approvers", urgent: true },
  "approval-answered": { template: "approval-answered", whom: "asker", urgent: false },
} as const satisfies Record<string, Told>;

/** The e-mail that each kind of outcome is told by. */
export const OUTCOME_TEMPLATES = {
  awarded: "outcome-awarded",
  part: "outcome-part",
  reserved: "outcome-reserved",
  deferred: "outcome-deferred",
  declined: "outcome-declined",
} as const satisfies Record<OutcomeKind, Template>;

const isOutcome = (outcome: string | undefined): outcome is OutcomeKind =>
  outcome !== undefined && outcome in OUTCOME_TEMPLATES;
const isTold = (type: string): type is keyof typeof TOLD => type in TOLD;

/**
 * The message an event causes, if it causes one (`messages/told`). A clean scan is not told; any other is, because the file can
 * then be replaced for three working days. An outcome is told in the words of its kind, the last reminder in its own.
 */
export const toldOf = (event: {
  readonly type: string;
  readonly result?: string;
  readonly outcome?: string;
  readonly before?: string;
}): Told | undefined => {
  if (!isTold(event.type)) return undefined;
  if (event.type === "document-scanned" && event.result !== "refused" && event.result !== "unsupported")
    return undefined;
  const told: Told = TOLD[event.type];
  if (event.type === "drafts-reminded" && event.before === "3-hours") return { ...told, template: "closing-soon" };
  return isOutcome(event.outcome) ? { ...told, template: OUTCOME_TEMPLATES[event.outcome] } : told;
};

/** Templates that an event is told by beside the one it names: of another kind, or to others of the same group. */
const BESIDE: { readonly [type in keyof typeof TOLD]?: readonly Template[] } = {
  "application-submitted": ["changed-by-colleague"],
  "drafts-reminded": ["closing-soon"],
  "date-slipped": ["meeting-moved"],
  "outcome-released": Object.values(OUTCOME_TEMPLATES),
};

/** Which events are told by a template, and whom; none for what is written without an event, or not yet. */
export const causesOf = (template: Template): { event: string; whom: Whom; urgent: boolean }[] =>
  Object.keys(TOLD)
    .filter(isTold)
    .filter((event) => TOLD[event].template === template || BESIDE[event]?.includes(template) === true)
    .map((event) => ({ event, whom: TOLD[event].whom, urgent: TOLD[event].urgent }));
