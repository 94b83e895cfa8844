import * as z from "zod/mini";
import { event } from "../edge/event.ts";

/** What SES tells of an e-mail that it took (`Send`), or that arrived (`Delivery`); our own tags say which message it was. */
const Detail = z.object({
  eventType: z.enum(["Send", "Delivery"]),
  mail: z.object({ messageId: z.string(), tags: z.optional(z.record(z.string(), z.array(z.string()))) }),
});

/** Marks the message as sent, whatever became of the function that sent it. Safe to be told twice, late or in any order. */
export const handler = event(Detail, async ({ eventType, mail: { messageId: mailId, tags } }, at, { store }) => {
  const [recipient, id] = [tags?.recipient?.[0] ?? "", tags?.message?.[0] ?? ""];
  const message = recipient === "" || id === "" ? undefined : await store.returns.message(recipient, id);
  if (message !== undefined) await store.sending.told(message, mailId, eventType === "Send" ? "sent" : "delivered", at);
});
