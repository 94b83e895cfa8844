import * as z from "zod/mini";
import { returnOf } from "../../shared/rules/delivery.ts";
import { emailAddress } from "../../shared/rules/identifiers.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { event } from "../edge/event.ts";
import { log } from "../log.ts";

const Recipients = z.array(z.object({ emailAddress: z.string() }));

/** What SES tells of an e-mail that came back, or that was called junk; our own tags say which message it was. */
const Detail = z.object({
  mail: z.object({
    messageId: z.string(),
    timestamp: z.string(),
    tags: z.optional(z.record(z.string(), z.array(z.string()))),
  }),
  bounce: z.optional(z.object({ bounceType: z.string(), bouncedRecipients: Recipients })),
  complaint: z.optional(z.object({ complaintFeedbackType: z.nullish(z.string()), complainedRecipients: Recipients })),
});

/**
 * Marks an address that mail came back from, and the message as undelivered. Safe to be told again and late: a mark is made
 * once, and an e-mail from before the address was confirmed does not mark it anew.
 */
export const handler = event(Detail, async ({ mail, bounce, complaint }, at, { store }) => {
  const why = returnOf({ bounce, complaint });
  const [recipient, id] = [mail.tags?.recipient?.[0] ?? "", mail.tags?.message?.[0] ?? ""];
  const message = recipient === "" || id === "" ? undefined : await store.returns.message(recipient, id);
  const when = toInstant(at);
  if (why === undefined) return;
  log.info("mail came back", { messageId: id, why });
  if (why === "soft") {
    if (message !== undefined) await store.returns.softReturned(message, when);
    return;
  }
  if (message !== undefined) {
    await store.returns.mark(message.to, { why, at: when }, message.sentAt ?? mail.timestamp);
    await store.returns.returned(message, { why, at: when }, mail.messageId);
    return;
  }
  // The message has been deleted meanwhile: the address is what counts.
  for (const { emailAddress: typed } of bounce?.bouncedRecipients ?? complaint?.complainedRecipients ?? []) {
    const read = emailAddress(typed);
    if (read.ok) await store.returns.mark(read.address, { why, at: when }, mail.timestamp);
  }
});
