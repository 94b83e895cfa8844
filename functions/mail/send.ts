import * as z from "zod/mini";
import { $ZodError } from "zod/v4/core";
import { OFFICE } from "../../shared/office.ts";
import { isHeld, isOnTrialList, type Problem } from "../../shared/rules/delivery.ts";
import type { Instant } from "../../shared/rules/london.ts";
import { isTooLate, retryAt, unsureFor } from "../../shared/rules/messages.ts";
import type { Deps } from "../deps.ts";
import { log } from "../log.ts";
import type { StoredMessage } from "../store/messages.ts";
import { render } from "./templates.ts";

/** Why a message is not even tried; undefined: it is. */
const notTried = async (message: StoredMessage, at: number, deps: Deps): Promise<Problem | undefined> => {
  if (isTooLate(message, at)) return "too-late";
  if (!isOnTrialList(message.to, deps.settings.mailOnlyTo)) return "not-on-trial-list";
  const [mark] = await deps.store.returns.marks([message.to]);
  return isHeld(mark, message.template) ? "address-returned" : undefined;
};

const Answered = z.object({ $metadata: z.object({ httpStatusCode: z.int() }) });

/** SES said no, or nothing was asked of it; otherwise its answer was lost, and nobody knows whether it took the e-mail. */
const isAnswered = (error: unknown): boolean =>
  Answered.safeParse(error).success || error instanceof TypeError || error instanceof $ZodError;

/** SES has had enough for now: whoever sends many waits a little before the next. */
const isThrottle = (problem: string): boolean => /Throttl|LimitExceeded/.test(problem);

/**
 * Sends one message: claim, send, mark. Who does not get the claim leaves it. SES tells of each e-mail that it took
 * (`event/mail-sent`), so that an answer that was lost is no second e-mail; only where that comes too late, after a death
 * between sending and marking, there is one, and at most one for each such death. What SES would not take is tried again
 * for four hours, then it is undelivered and an alarm reads the log.
 * @param at the portal's time, milliseconds: when it is sent, and from when the next try is reckoned
 * @param firstTriedAt from when its four hours are counted, as far as somebody knows who has a clock
 */
export const sendOne = async (
  message: StoredMessage,
  at: number,
  deps: Deps,
  firstTriedAt: Instant | undefined = message.firstTriedAt,
): Promise<"done" | "throttled"> => {
  const { store, mailer, settings } = deps;
  const problem = await notTried(message, at, deps);
  const claim = deps.newWriteId();
  if (!(await store.sending.claim(message, claim, firstTriedAt, deps.now()))) return "done";
  const said = { messageId: message.id, template: message.template };
  if (problem !== undefined) {
    await store.sending.notSent(message, claim, problem, { dueAt: undefined, at });
    // What a trial keeps back, and what an alarm has told of once, wakes nobody.
    if (problem === "too-late") log.error("message undelivered", { ...said, problem });
    else log.info("message kept back", { ...said, problem });
    return "done";
  }
  let mailId: string;
  try {
    const mail = render(message.template, message.facts, OFFICE, settings.siteAddress);
    mailId = await mailer.send({ to: message.to, ...mail, message });
  } catch (error) {
    const dueAt = retryAt({ ...message, firstTriedAt }, message.tries + 1, at);
    const problem = error instanceof Error ? error.name : "unknown";
    const leftFor = isAnswered(error) ? 0 : unsureFor(message.template);
    if (dueAt === undefined || leftFor === 0) await store.sending.notSent(message, claim, problem, { dueAt, at });
    else await store.sending.unsure(message, claim, problem, { dueAt, until: deps.now() + leftFor });
    if (dueAt === undefined) log.error("message undelivered", { ...said, problem });
    else log.warn("message to be sent again", { ...said, problem });
    return isThrottle(problem) ? "throttled" : "done";
  }
  await store.sending.sent(message, claim, mailId, at);
  return "done";
};
