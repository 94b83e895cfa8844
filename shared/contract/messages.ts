import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { Instant } from "../rules/london.ts";
import { MessageState, Returned, Template } from "../rules/messages.ts";
import { WriteOnly } from "./write-id.ts";

/** A message as its person reads it in the portal: what the e-mail says, whatever became of the e-mail. */
export const MessageView = z.strictObject({
  id: z.string(),
  template: Template,
  subject: z.string(),
  /** Its paragraphs in order, without the link and the office's own lines. */
  paragraphs: z.array(z.string()),
  facts: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  link: z.strictObject({ words: z.string(), path: z.string() }),
  createdAt: Instant,
  read: z.boolean(),
  /** What became of the e-mail. */
  state: MessageState,
});
export type MessageView = z.infer<typeof MessageView>;

/** That mail to one's own address came back, until one has said that one knows. */
export const MailReturned = z.strictObject({
  ...Returned.shape,
  /** A code that was sent there has been entered since: the address works again. */
  confirmed: z.boolean(),
});
export type MailReturned = z.infer<typeof MailReturned>;

export const messages = {
  /** One's own, newest first, at most a hundred. */
  mine: endpoint("GET /api/messages", {
    who: ["signed-in"],
    returns: z.strictObject({ messages: z.array(MessageView), unread: z.int() }),
  }),
  read: endpoint("POST /api/messages/{id}/read", {
    who: ["signed-in"],
    params: z.strictObject({ id: z.string().check(z.regex(/^[\w-]{1,100}$/, "There is no such message.")) }),
    body: WriteOnly,
    returns: z.strictObject({ read: z.literal(true) }),
  }),
  /** One's own address works: write to it again. What does not arrive marks it anew. */
  confirmAddress: endpoint("POST /api/messages/address", {
    who: ["signed-in"],
    body: WriteOnly,
    returns: z.strictObject({ confirmed: z.literal(true) }),
  }),
} as const;
