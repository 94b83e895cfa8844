import type { Receipt } from "../../shared/contract/application-views.ts";
import type { Finding } from "../../shared/rules/finding.ts";
import type { Instant } from "../../shared/rules/london.ts";
import { get, put, type Shelf } from "./shelf.ts";

/** One wish to submit: its write id is kept over every retry, and over a closed tab, until there is an answer. */
export type Attempt = {
  readonly writeId: string;
  readonly draftId: string;
  readonly declaredBy: string;
  /** By the portal's clock: said to the office where our side threw the request away. */
  readonly firstTriedAt: Instant;
};

export type Submitting =
  | { readonly is: "idle" }
  /** What was typed goes first. */
  | { readonly is: "saving"; readonly attempt: Attempt }
  /** Text that could not be sent, by section: an application without it is not what the person sees. */
  | { readonly is: "unsaved"; readonly sections: readonly string[]; readonly conflict: boolean }
  | { readonly is: "sending"; readonly attempt: Attempt; readonly tries: number }
  /** No answer, or none of ours: it may have arrived. The same write is sent again. */
  | { readonly is: "checking"; readonly attempt: Attempt; readonly tries: number }
  | { readonly is: "signed-out"; readonly attempt: Attempt }
  | { readonly is: "sent"; readonly receipt: Receipt }
  | { readonly is: "refused"; readonly findings: readonly Finding[]; readonly detail: string }
  | TooLate;

type TooLate = {
  readonly is: "too-late";
  readonly detail: string;
  readonly firstTriedAt: Instant;
  /** When the portal received the request that it refused. */
  readonly receivedAt: Instant | undefined;
};

/** What came back. */
export type Answer =
  | { readonly is: "receipt"; readonly receipt: Receipt }
  | { readonly is: "nothing" }
  | { readonly is: "signed-out" }
  | { readonly is: "closed"; readonly detail: string; readonly receivedAt: Instant | undefined }
  | { readonly is: "no"; readonly findings: readonly Finding[]; readonly detail: string };

/** A press on the button. One that is under way takes no second press. */
export const pressed = (now: Submitting, attempt: Attempt): Submitting =>
  now.is === "saving" || now.is === "sending" || now.is === "checking" || now.is === "sent"
    ? now
    : { is: "saving", attempt };

/** The text is with the portal, or some of it is not. */
export const textSent = (now: Submitting, left: { sections: readonly string[]; conflict: boolean }): Submitting => {
  if (now.is !== "saving") return now;
  return left.sections.length > 0 ? { is: "unsaved", ...left } : { is: "sending", attempt: now.attempt, tries: 1 };
};

/** The next try of the same write. */
export const again = (now: Submitting): Submitting =>
  now.is === "checking" ? { is: "sending", attempt: now.attempt, tries: now.tries + 1 } : now;

/** What an answer makes of the attempt. A receipt counts whenever it comes. */
export const answered = (now: Submitting, answer: Answer): Submitting => {
  if (now.is !== "sending") return answer.is === "receipt" ? { is: "sent", receipt: answer.receipt } : now;
  const { attempt, tries } = now;
  switch (answer.is) {
    case "receipt":
      return { is: "sent", receipt: answer.receipt };
    case "nothing":
      return { is: "checking", attempt, tries };
    case "signed-out":
      return { is: "signed-out", attempt };
    case "closed":
      return {
        is: "too-late",
        detail: answer.detail,
        firstTriedAt: attempt.firstTriedAt,
        receivedAt: answer.receivedAt,
      };
    case "no":
      return { is: "refused", findings: answer.findings, detail: answer.detail };
  }
};

const MOST_WAIT_MS = 15_000;

/** How long to wait before the next try: at once at first, because seconds count before a deadline. */
export const waitBeforeTryMs = (tries: number): number => Math.min(MOST_WAIT_MS, 500 * 2 ** Math.min(tries, 6));

const keyOf = (personId: string, applicationId: string): string => `submit/${personId}/${applicationId}`;

const isAttempt = (value: unknown): value is Attempt =>
  typeof value === "object" &&
  value !== null &&
  ["writeId", "draftId", "declaredBy", "firstTriedAt"].every((name) => typeof Reflect.get(value, name) === "string");

/** An attempt that has had no answer yet, of this draft: the next press goes on with it. */
export const keptAttempt = (shelf: Shelf, personId: string, applicationId: string): Attempt | undefined => {
  const value = get(shelf, keyOf(personId, applicationId));
  return isAttempt(value) ? value : undefined;
};

/** Keeps the attempt before it is sent, and forgets it once there is an answer. */
export const keepAttempt = (
  shelf: Shelf,
  personId: string,
  applicationId: string,
  attempt: Attempt | undefined,
): void => {
  if (attempt === undefined) shelf.removeItem(keyOf(personId, applicationId));
  else put(shelf, keyOf(personId, applicationId), attempt);
};
