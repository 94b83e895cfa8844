import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { Instant } from "../rules/london.ts";
import { Door, Role } from "../rules/role.ts";
import { MailReturned } from "./messages.ts";
import { WriteId } from "./write-id.ts";

/** A UUID, because it is a secret too: the code is bound to the browser that chose it (`POST /api/sign-in/code`). */
const Secret = z.uuid("Send a random UUID as the write id.");

/** Who is signed in, as the pages see it. `name` is empty until a new person has given it. */
export const SignedIn = z.strictObject({
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(Role),
  door: Door,
  organisations: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  /** Messages not read yet, a hundred at most; and that mail to one's address came back. */
  unread: z.optional(z.int()),
  mailReturned: z.optional(MailReturned),
});
export type SignedIn = z.infer<typeof SignedIn>;

/** `now` is the portal's clock: pages count down by it, not by the device's. */
export const SessionReply = z.strictObject({ now: Instant, person: z.optional(SignedIn) });
export type SessionReply = z.infer<typeof SessionReply>;

export const session = {
  who: endpoint("GET /api/session", { who: ["anyone"], returns: SessionReply }),
  /** The same answer for every address, known or not. The browser that asks is bound by a cookie. */
  askCode: endpoint("POST /api/sign-in/code", {
    who: ["anyone"],
    body: z.strictObject({
      email: z.string().check(z.maxLength(300, "Enter a shorter email address: this one is too long")),
      writeId: Secret,
    }),
    returns: z.strictObject({ goodUntil: Instant }),
  }),
  signIn: endpoint("POST /api/sign-in/session", {
    who: ["anyone"],
    body: z.strictObject({
      code: z.string().check(z.maxLength(50, "Enter the 6 digits of the code in the email.")),
      sharedComputer: z.boolean(),
      writeId: Secret,
    }),
    returns: SessionReply,
  }),
  setName: endpoint("PUT /api/session/name", {
    who: ["signed-in"],
    body: z.strictObject({ name: z.string().check(z.maxLength(1000, "Shorten your name.")), writeId: WriteId }),
    returns: SessionReply,
  }),
  /** Also for a session that has ended already. `next` is where the page goes: the front page, or the office's own sign-out. */
  signOut: endpoint("POST /api/sign-out", {
    who: ["anyone"],
    body: z.strictObject({ everywhere: z.boolean(), writeId: WriteId }),
    returns: z.strictObject({ next: z.string() }),
  }),
} as const;
