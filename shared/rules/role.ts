import * as z from "zod/mini";

/** The portal's own roles. Everyone who is signed in may also belong to organisations; that is `applicant`. */
export const ROLES = ["applicant", "trustee", "chair", "observer", "officer", "approver", "administrator"] as const;
export const Role = z.enum(ROLES);
export type Role = (typeof ROLES)[number];

/** Roles that count only in a session opened through the staff issuer (ARCHITECTURE 6). */
export const STAFF_ROLES = ["officer", "approver", "administrator"] as const satisfies readonly Role[];
export type StaffRole = (typeof STAFF_ROLES)[number];

export const ROLE_LABELS = {
  applicant: "Applicant",
  trustee: "Trustee",
  chair: "Chair of the trustees",
  observer: "Observer",
  officer: "Officer",
  approver: "Approver",
  administrator: "Administrator",
} as const satisfies Record<Role, string>;

/** The two doors: a code by e-mail, or the office's own directory. */
export const DOORS = ["code", "staff"] as const;
export const Door = z.enum(DOORS);
export type Door = (typeof DOORS)[number];

const isStaff = (role: Role): role is StaffRole => STAFF_ROLES.some((staff) => staff === role);

/** The roles that count in a session: staff roles only through the staff door, all others only through the code door. */
export const rolesThrough = (door: Door, roles: readonly Role[]): Role[] =>
  roles.filter((role) => isStaff(role) === (door === "staff"));
