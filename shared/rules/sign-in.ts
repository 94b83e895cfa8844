import * as z from "zod/mini";
import { type Finding, finding } from "./finding.ts";
import { Instant, msOf, toInstant } from "./london.ts";
import { Door } from "./role.ts";
import { singleLine } from "./text.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A sign-in code: digits, how long it is good for and how often it may be tried (ARCHITECTURE 6). */
export const CODE = { digits: 6, minutes: 10, tries: 5 } as const;

/**
 * How many codes may be asked for. Five guesses at a million numbers, twenty codes a day: whoever guesses at one address has
 * a chance of one in ten thousand a day. One library or office behind one IP address may still sign in forty people. They
 * are counted in this order.
 */
export const ASK_LIMITS = [
  { name: "ip-quarter-hour", of: "ip", windowMs: 15 * MINUTE, most: 40 },
  { name: "address-quarter-hour", of: "address", windowMs: 15 * MINUTE, most: 5 },
  { name: "address-day", of: "address", windowMs: DAY, most: 20 },
] as const;
export type AskLimit = (typeof ASK_LIMITS)[number];

/** The start of the window a limit counts in, as text: part of the counter's key. */
export const windowOf = (limit: { readonly windowMs: number }, at: number): string =>
  toInstant(Math.floor(at / limit.windowMs) * limit.windowMs);

/** What is said when a limit is reached: the same for an address that is known and one that is not. */
export const tooManyCodes = (limit: AskLimit): string =>
  limit.windowMs === DAY
    ? "Too many codes were asked for today. Try again tomorrow, or call the office."
    : "Too many codes were asked for. Wait 15 minutes and try again.";

/** The digits of a code as it was typed or pasted ("123 456", "123-456"), or undefined. */
export const readCode = (typed: string): string | undefined => {
  const digits = typed.replace(/[\s\p{Cf}\-‐‑‒–—−]/gu, "");
  return /^\d{6}$/.test(digits) ? digits : undefined;
};

const codeFinding = (rule: string, detail: string): Finding[] => [finding(rule, "/code", detail)];

export const unreadableCode = (): Finding[] =>
  codeFinding("sign-in/code-form", `Enter the ${CODE.digits} digits of the code in the email.`);
export const otherBrowser = (): Finding[] =>
  codeFinding("sign-in/other-browser", "Use the browser that asked for the code, or ask for a new code here.");

/** What is known of a code when somebody enters one. */
type Challenge = { askedAt: Instant; tries: number; usedBy?: string | undefined };

/** Whether a code may still be tried at an instant (milliseconds): not used, not spent, not older than ten minutes. */
export const challengeFindings = ({ askedAt, tries, usedBy }: Challenge, at: number): Finding[] => {
  if (usedBy !== undefined)
    return codeFinding("sign-in/code-used", "This code has been used. Ask for a new code to sign in again.");
  if (at - msOf(askedAt) >= CODE.minutes * MINUTE)
    return codeFinding(
      "sign-in/code-expired",
      `This code is more than ${CODE.minutes} minutes old. Ask for a new code.`,
    );
  if (tries >= CODE.tries)
    return codeFinding("sign-in/tries-spent", `This code was tried ${CODE.tries} times. Ask for a new code.`);
  return [];
};

/** A wrong code, told with what is left; `tries` counts the one just made. */
export const wrongCode = (tries: number): Finding[] => {
  const left = Math.max(0, CODE.tries - tries);
  if (left === 0) return codeFinding("sign-in/wrong-code", "That is not the code. Ask for a new code.");
  return codeFinding(
    "sign-in/wrong-code",
    `That is not the code. You have ${left} ${left === 1 ? "try" : "tries"} left.`,
  );
};

/** How long a session lives, in milliseconds (ARCHITECTURE 6). On a shared computer it ends as soon as staff's do. */
const SESSION_LIMITS = {
  code: { idle: 12 * HOUR, absolute: 7 * DAY },
  staff: { idle: HOUR, absolute: 12 * HOUR },
} as const satisfies Record<Door, { idle: number; absolute: number }>;

export const Session = z.object({
  door: Door,
  startedAt: Instant,
  seenAt: Instant,
  shared: z.boolean(),
  endedAt: z.optional(Instant),
});
export type Session = z.infer<typeof Session>;

/** The limits that hold for a session, in milliseconds. */
export const sessionLimits = (session: Pick<Session, "door" | "shared">): { idle: number; absolute: number } =>
  SESSION_LIMITS[session.shared ? "staff" : session.door];

/** Whether a session counts at an instant (milliseconds): not ended, not idle too long, not too old, not signed out everywhere since. */
export const sessionAlive = (session: Session, signedOutAt: Instant | undefined, at: number): boolean => {
  const limits = sessionLimits(session);
  return (
    session.endedAt === undefined &&
    (signedOutAt === undefined || msOf(session.startedAt) > msOf(signedOutAt)) &&
    at - msOf(session.seenAt) < limits.idle &&
    at - msOf(session.startedAt) < limits.absolute
  );
};

const MOST_NAME = 100;

/** A person's name as it is kept, or what is wrong with it. */
export const nameFindings = (typed: string): Finding[] => {
  const name = singleLine(typed);
  if (name === "") return [finding("sign-in/name", "/name", "Enter your name.")];
  if (name.length > MOST_NAME)
    return [finding("sign-in/name", "/name", `Shorten your name to ${MOST_NAME} characters.`)];
  return [];
};

/**
 * Where to go after signing in: a path of this site, or the front page. Anything that a browser could read as another
 * site (`//host`, `/\host`, a scheme, a control character) is not followed.
 */
export const safeNext = (wanted: string | null | undefined): string =>
  // Browsers drop tabs and newlines from addresses, so "/\t/host" is another site.
  wanted != null && /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(wanted) && wanted.length <= 500 ? wanted : "/";
