import { timingSafeEqual } from "node:crypto";
import { Refused, refuseIf } from "../shared/problem.ts";
import { CODE, challengeFindings, otherBrowser, readCode, unreadableCode, wrongCode } from "../shared/rules/sign-in.ts";
import { cookieValue, SIGN_IN_COOKIE, sha256 } from "./identity.ts";
import type { StoredChallenge } from "./store/codes.ts";
import type { Store } from "./store/store.ts";

export const challengeIdOf = (secret: string): string => `c_${sha256(`challenge/${secret}`).slice(0, 24)}`;
export const codeHashOf = (secret: string, code: string): string => sha256(`code/${secret}/${code}`);
const same = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** What this browser asked for, beside the digits that were typed: whether they are right is told only by `spend`. */
type TypedCode = { challenge: StoredChallenge; right: boolean; secret: string };

/** The code that this browser asked for, and whether these digits are it. Refuses what cannot be read, and another browser. */
export const typedCode = async (
  { codes }: Pick<Store, "codes">,
  typed: string,
  cookies: readonly string[],
): Promise<TypedCode> => {
  const code = readCode(typed);
  if (code === undefined) throw new Refused("invalid-request", { errors: unreadableCode() });
  const secret = cookieValue(cookies, SIGN_IN_COOKIE) ?? "";
  const challenge = secret === "" ? undefined : await codes.challenge(challengeIdOf(secret));
  if (challenge === undefined || !same(challenge.secretHash, sha256(secret)))
    throw new Refused("invalid-request", { errors: otherBrowser() });
  return { challenge, secret, right: same(challenge.codeHash, codeHashOf(secret, code)) };
};

/** Spends one try of a code at an instant (milliseconds). Refuses a code that is used, too old or tried too often, and wrong digits. */
export const spend = async (
  { codes }: Pick<Store, "codes">,
  { challenge, right }: TypedCode,
  at: number,
): Promise<void> => {
  refuseIf(challengeFindings(challenge, at));
  if (!(await codes.spendTry(challenge.id, CODE.tries)))
    refuseIf(challengeFindings({ ...challenge, tries: CODE.tries }, at));
  if (!right) throw new Refused("invalid-request", { errors: wrongCode(challenge.tries + 1) });
};
