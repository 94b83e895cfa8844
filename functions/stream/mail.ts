import { msOf } from "../../shared/rules/london.ts";
import { stream } from "../edge/stream.ts";
import { sendOne } from "../mail/send.ts";
import { StoredMessage } from "../store/messages.ts";

/** Sends urgent messages (codes, receipts, invitations) the moment they are written. */
export const handler = stream("stream/mail", async (change, deps) => {
  // Paused, it waits for the minute's job like any other: nothing is lost.
  if (deps.settings.mail === "paused") return;
  const message = StoredMessage.parse(change);
  if (message.urgent && message.state === "waiting") await sendOne(message, msOf(message.createdAt), deps);
});
