import * as z from "zod/mini";
import { Instant, toInstant } from "../../shared/rules/london.ts";
import { messageKey } from "./keys.ts";
import type { Change } from "./table.ts";

/** One e-mail to one address: written in the transaction of what it tells, sent from the table's stream. */
export const Message = z.object({
  id: z.string(),
  template: z.string(),
  to: z.string(),
  facts: z.record(z.string(), z.string()),
  state: z.enum(["waiting", "sent", "failed"]),
  /** Nobody waits for a notice; somebody waits for a code. */
  urgent: z.boolean(),
  personId: z.optional(z.string()),
  applicationId: z.optional(z.string()),
  createdAt: Instant,
});
export type Message = z.infer<typeof Message>;

type Asked = Omit<Message, "state" | "createdAt"> & {
  /** Seconds since 1970 at which the table may forget it: for what must not lie about, like a code. */
  expiresAt?: number;
};

/** The change that asks for a message. `recipient` is a person's id, or the hash of an address that is nobody's yet. */
export const messageChange = (recipient: string, asked: Asked, events: Change["events"], at: number): Change => ({
  key: messageKey(recipient, asked.id),
  kind: "message",
  schema: 1,
  was: "absent",
  events,
  data: { ...asked, state: "waiting", createdAt: toInstant(at) },
});
