import { OFFICE } from "../../shared/office.ts";
import { CLAIM_HOLDS, isTooLate, retryAt } from "../../shared/rules/messages.ts";
import type { Deps } from "../deps.ts";
import { log } from "../log.ts";
import type { StoredMessage } from "../store/messages.ts";
import { render } from "./templates.ts";

/**
 * Sends one message: claim, send, mark. Who does not get the claim leaves it. A death between sending and marking is the
 * only way to a second e-mail, and there is at most one for each such death. What SES would not take is tried again for
 * four hours, then it is undelivered and an alarm reads the log.
 * @param at the portal's time, milliseconds: when it is sent, and from when the next try is reckoned
 */
export const sendOne = async (message: StoredMessage, at: number, deps: Deps): Promise<void> => {
  const { store, mailer, settings } = deps;
  const [claim, now] = [deps.newWriteId(), deps.now()];
  if (!(await store.messages.claim(message, claim, now, now - CLAIM_HOLDS))) return;
  if (isTooLate(message, at)) {
    await store.messages.notSent(message, claim, "too-late", undefined);
    log.error("message undelivered", { messageId: message.id, template: message.template, problem: "too-late" });
    return;
  }
  let mailId: string;
  try {
    const mail = render(message.template, message.facts, OFFICE, settings.siteAddress);
    mailId = await mailer.send({ to: message.to, ...mail });
  } catch (error) {
    const dueAt = retryAt(message, message.tries + 1, at);
    const problem = error instanceof Error ? error.name : "unknown";
    await store.messages.notSent(message, claim, problem, dueAt);
    const said = { messageId: message.id, template: message.template, problem };
    if (dueAt === undefined) log.error("message undelivered", said);
    else log.warn("message to be sent again", said);
    return;
  }
  await store.messages.sent(message, claim, mailId, at);
};
