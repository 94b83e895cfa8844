import { createHash } from "node:crypto";
import type { Who } from "../shared/contract.ts";
import { Refused } from "../shared/problem.ts";
import { type Door, type Role, rolesThrough } from "../shared/rules/role.ts";
import type { Store } from "./store/store.ts";

/** Who asks: a person in one session. Roles are only those that count through the session's door. */
export type Caller = {
  personId: string;
  name: string;
  email: string;
  door: Door;
  roles: readonly Role[];
  /** Ids of the organisations this person is a member of. */
  organisations: readonly string[];
  sessionHash: string;
};

export const SESSION_COOKIE = "__Host-session";
export const SIGN_IN_COOKIE = "__Host-sign-in";
export const STAFF_COOKIE = "__Host-staff-sign-in";

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const PERSON_ID = /^p_[\w-]{1,60}$/;

/** The value of one cookie of API Gateway's `cookies`. */
export const cookieValue = (cookies: readonly string[], name: string): string | undefined =>
  cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);

/** A host-only cookie out of reach of scripts; `maxAgeSeconds` 0 removes it. */
export const cookie = (name: string, value: string, maxAgeSeconds: number): string =>
  `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; Secure; SameSite=Lax`;

/** The session's cookie; on a shared computer it is gone as soon as the browser is closed. */
export const sessionCookie = (personId: string, secret: string, maxAgeSeconds: number | "until-closed"): string =>
  maxAgeSeconds === "until-closed"
    ? `${SESSION_COOKIE}=${personId}.${secret}; Path=/; HttpOnly; Secure; SameSite=Lax`
    : cookie(SESSION_COOKIE, `${personId}.${secret}`, maxAgeSeconds);

/** One account of one issuer, under which it is bound to a person; the code door is an issuer too, its subject an address in lower case. */
export const loginHashOf = (issuer: string, subject: string): string => sha256(`${issuer}\n${subject}`);

/** The caller of a live session, or undefined. The browser holds `<person>.<secret>`; the table holds the secret's SHA-256. */
export const callerOf = async (cookies: readonly string[], at: number, store: Store): Promise<Caller | undefined> => {
  const [personId, secret] = (cookieValue(cookies, SESSION_COOKIE) ?? "").split(".");
  // A cookie is anybody's to write: what is no id of ours is no key to look up either.
  if (personId === undefined || secret === undefined || secret === "" || !PERSON_ID.test(personId)) return undefined;
  const sessionHash = sha256(secret);
  const found = await store.people.session(personId, sessionHash, at);
  if (found === undefined) return undefined;
  const { person, door } = found;
  const standing: Role[] = door === "code" ? ["applicant", ...person.roles] : [...person.roles];
  return {
    personId,
    name: person.name,
    email: person.email,
    door,
    roles: rolesThrough(door, standing),
    organisations: person.organisations,
    sessionHash,
  };
};

/** Refuses `unauthenticated` without a session and `forbidden` without one of the roles. */
export const refuseUnlessAllowed = (who: Who, caller: Caller | undefined): void => {
  if (who.includes("anyone")) return;
  if (caller === undefined) throw new Refused("unauthenticated");
  if (who.includes("signed-in") || caller.roles.some((role) => who.includes(role))) return;
  throw new Refused("forbidden");
};
