import type { Role } from "./role.ts";

/**
 * Who may do what on which item. An endpoint's `who` has let the role in; here *this* caller is held against *this* item.
 * `hidden` is answered exactly as an item that does not exist; `forbidden` says that the role does not allow it.
 */
type Access = "allowed" | "hidden" | "forbidden";

/** The facts about a caller that decide. Roles are those that count through the session's door. */
export type Asker = {
  readonly personId: string;
  readonly roles: readonly Role[];
  readonly organisations: readonly string[];
};

/** What decides about an application: whose it is, whether it was ever submitted, whether its draft is shown to the office. */
type Owned = { readonly organisationId: string };
type DraftFacts = Owned & { readonly sharedWithOffice: boolean };

export const hasRole = (asker: Asker, ...roles: readonly Role[]): boolean =>
  asker.roles.some((role) => roles.includes(role));

/** The office's own: officers and approvers. Administrators manage people and see no application. */
export const isOffice = (asker: Asker): boolean => hasRole(asker, "officer", "approver");

/** Who reads what was submitted and what becomes of it: the office, and observers, whose every reading is recorded. */
export const READERS = ["officer", "approver", "observer"] as const satisfies readonly Role[];
/** Who reads of rounds and of the portal itself: administrators too. */
export const PORTAL_READERS = ["officer", "approver", "administrator", "observer"] as const satisfies readonly Role[];
/** Who reads of meetings: those who decide too, each of their own. */
export const MEETING_READERS = [...READERS, "trustee", "chair"] as const satisfies readonly Role[];

export const isReader = (asker: Asker): boolean => hasRole(asker, ...READERS);

/** Whether a caller belongs to an organisation, in a session that counts as an applicant's. */
export const isMember = (asker: Asker, { organisationId }: Owned): boolean =>
  hasRole(asker, "applicant") && asker.organisations.includes(organisationId);

const allowedIf = (allowed: boolean): Access => (allowed ? "allowed" : "hidden");

/** Writing an application or an organisation's details: its members. For everybody else it does not exist. */
export const mayEdit = (asker: Asker, item: Owned): Access => allowedIf(isMember(asker, item));

/** Reading what was submitted: members, the office, and observers (whose reading is recorded). */
export const mayReadSubmitted = (asker: Asker, item: Owned): Access =>
  allowedIf(isMember(asker, item) || isReader(asker));

/** Reading a draft's text: members, and the office once its owner lets it. The office knows that it exists, so it is told no. */
export const mayReadDraft = (asker: Asker, item: DraftFacts): Access => {
  if (isMember(asker, item)) return "allowed";
  if (!isOffice(asker)) return "hidden";
  return item.sharedWithOffice ? "allowed" : "forbidden";
};
