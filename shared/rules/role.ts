import * as z from "zod/mini";
import { type Finding, finding } from "./finding.ts";
import { lowerEmail } from "./identifiers.ts";

/** The portal's own roles. Everyone who is signed in may also belong to organisations; that is `applicant`. */
export const ROLES = ["applicant", "trustee", "chair", "observer", "officer", "approver", "administrator"] as const;
export const Role = z.enum(ROLES);
export type Role = (typeof ROLES)[number];

/** Roles that count only in a session opened through the staff issuer (ARCHITECTURE 6). */
export const STAFF_ROLES = ["officer", "approver", "administrator"] as const satisfies readonly Role[];
type StaffRole = (typeof STAFF_ROLES)[number];

/** Roles that an administrator gives; nobody is made an applicant. */
export const GIVEN_ROLES = ["trustee", "chair", "observer", ...STAFF_ROLES] as const satisfies readonly Role[];
export const GivenRole = z.enum(GIVEN_ROLES);
export type GivenRole = (typeof GIVEN_ROLES)[number];

export const ROLE_LABELS = {
  applicant: "Applicant",
  trustee: "Trustee",
  chair: "Chair of the trustees",
  observer: "Observer",
  officer: "Officer",
  approver: "Approver",
  administrator: "Administrator",
} as const satisfies Record<Role, string>;

/** What each role is for, in the words of the page that gives it. */
export const ROLE_PURPOSES = {
  trustee: "scores bids and decides with the others",
  chair: "is a trustee, and opens and closes the meeting",
  observer: "reads everything but drafts and bank details; each reading is recorded; does not count for a trustee",
  officer: "does the work of the grants team",
  approver: "confirms and overrides: the Commissioner, deputy, chief executive, monitoring or finance officer",
  administrator: "manages people and roles",
} as const satisfies Record<GivenRole, string>;

/** The two doors: a code by e-mail, or the office's own directory. */
const DOORS = ["code", "staff"] as const;
export const Door = z.enum(DOORS);
export type Door = (typeof DOORS)[number];

const isStaff = (role: Role): role is StaffRole => STAFF_ROLES.some((staff) => staff === role);

/** The door through which a role counts. */
export const doorOf = (role: Role): Door => (isStaff(role) ? "staff" : "code");

/**
 * The roles that count in a session: staff roles only through the staff door, all others only through the code door. Whoever
 * sits with the trustees never reads as an observer: it would show them the bids that they are recused from (DOMAIN 8.3).
 */
export const rolesThrough = (door: Door, roles: readonly Role[]): Role[] => {
  const sits = roles.includes("trustee") || roles.includes("chair");
  return roles.filter((role) => doorOf(role) === door && !(sits && role === "observer"));
};

/** Who holds which given roles, by person's id: kept together, so that the last administrator can be counted. */
export const Holders = z.record(z.string(), z.array(GivenRole));
export type Holders = z.infer<typeof Holders>;

export const administratorsIn = (holders: Holders): string[] =>
  Object.keys(holders).filter((personId) => holders[personId]?.includes("administrator"));

/** What the configured first administrator is given at the staff door: the role, while nobody has it (ARCHITECTURE 6). */
export const firstAdministrator = (holders: Holders, email: string, configured: string): GivenRole[] =>
  administratorsIn(holders).length === 0 && lowerEmail(email) === lowerEmail(configured) ? ["administrator"] : [];

const own = (): Finding => finding("role/own", "/role", "You cannot give yourself a role. Ask another administrator.");

/** Whether somebody may give a person a role: not to themselves (`role/own`), and only one that counts at the person's door (`role/door`). */
export const grantFindings = (by: string, person: { id: string; door: Door }, role: GivenRole): Finding[] => {
  if (by === person.id) return [own()];
  if (doorOf(role) === person.door) return [];
  const how = person.door === "staff" ? "the office’s sign-in" : "a code by email";
  return [
    finding(
      "role/door",
      "/role",
      `This person signs in with ${how}, where this role does not count. Invite them instead.`,
    ),
  ];
};

/** Whether somebody may invite an address to a role: not their own (`role/own`). */
export const inviteFindings = (by: { email: string }, email: string): Finding[] =>
  lowerEmail(by.email) === lowerEmail(email) ? [own()] : [];

/** Whether a role may be taken from a person: an administrator must remain (`role/last-administrator`). */
export const removeFindings = (holders: Holders, personId: string, role: GivenRole): Finding[] =>
  role === "administrator" && administratorsIn(holders).every((id) => id === personId)
    ? [
        finding(
          "role/last-administrator",
          "/role",
          "This is the last administrator. Make somebody else administrator first.",
        ),
      ]
    : [];

/** The holders after a person's roles have become these; nobody is listed without a role. */
export const withRoles = (holders: Holders, personId: string, roles: readonly Role[]): Holders => {
  const { [personId]: _, ...others } = holders;
  const given = GIVEN_ROLES.filter((role) => roles.includes(role));
  return given.length === 0 ? others : { ...others, [personId]: given };
};
