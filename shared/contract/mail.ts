import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { Fate } from "../rules/delivery.ts";
import { Instant } from "../rules/london.ts";
import { Returned, Template } from "../rules/messages.ts";
import { ById } from "./applications.ts";
import { WriteOnly } from "./write-id.ts";

/** One e-mail as the office sees it: to whom, about what, and what became of it. Its words are on the person's own page. */
export const MailLine = z.strictObject({
  recipient: z.string(),
  id: z.string(),
  to: z.string(),
  template: Template,
  applicationId: z.optional(z.string()),
  createdAt: Instant,
  sentAt: z.optional(Instant),
  deliveredAt: z.optional(Instant),
  tries: z.int(),
  fate: Fate,
  /** Why it is undelivered. */
  because: z.optional(z.string()),
  returned: z.optional(Returned),
  softReturnedAt: z.optional(Instant),
  read: z.boolean(),
  maySendAgain: z.boolean(),
});
export type MailLine = z.infer<typeof MailLine>;

/** Whether mail goes, and to whom (`functions/deps.ts` Settings). */
export const MailState = z.strictObject({ mail: z.enum(["sending", "paused"]), trialAddresses: z.int() });
export type MailState = z.infer<typeof MailState>;

/** told = delivered + waiting + undelivered, and nobody is missing (`rules/delivery`). */
const MailAccount = z.strictObject({
  told: z.int(),
  delivered: z.int(),
  waiting: z.int(),
  undelivered: z.int(),
  missing: z.int(),
});

/** An event that somebody was to be told of, with every message it caused. */
export const ToldEvent = z.strictObject({
  eventId: z.string(),
  type: z.string(),
  template: Template,
  at: Instant,
  account: MailAccount,
  lines: z.array(MailLine),
});
export type ToldEvent = z.infer<typeof ToldEvent>;

/** An address that mail came back from. */
export const MarkedAddress = z.strictObject({ email: z.string(), ...Returned.shape, confirmed: z.boolean() });
export type MarkedAddress = z.infer<typeof MarkedAddress>;

export const ApplicationMail = z.strictObject({
  state: MailState,
  events: z.array(ToldEvent),
  account: MailAccount,
  marked: z.array(MarkedAddress),
});
export type ApplicationMail = z.infer<typeof ApplicationMail>;

/** What became of e-mails: the office's page of what did not arrive, and the log of each application. */
export const mail = {
  undelivered: endpoint("GET /api/mail/undelivered", {
    who: ["officer", "approver"],
    returns: z.strictObject({ state: MailState, lines: z.array(MailLine), more: z.boolean() }),
  }),
  ofApplication: endpoint("GET /api/mail/applications/{id}", {
    who: ["officer", "approver"],
    params: ById,
    returns: ApplicationMail,
  }),
  sendAgain: endpoint("POST /api/mail/messages/{recipient}/{id}/again", {
    who: ["officer"],
    params: z.strictObject({
      recipient: z.string().check(z.regex(/^[\w-]{1,100}$/, "There is no such message.")),
      id: z.string().check(z.regex(/^[\w-]{1,100}$/, "There is no such message.")),
    }),
    body: WriteOnly,
    returns: MailLine,
  }),
} as const;
