import { type SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import { emailAddress } from "../../shared/rules/identifiers.ts";

export type Mail = { to: string; subject: string; text: string; html: string };

/** Sends one message through SES. The sender is the office; replies reach the office. */
export const makeMailer = (client: SESClient, settings: { sender: string; replyTo: string }) => ({
  send: async (mail: Mail): Promise<string> => {
    // One address and nothing else: no second recipient, no header, whatever once got into the table.
    const to = emailAddress(mail.to);
    if (!to.ok) throw new TypeError("not an address");
    const reply = await client.send(
      new SendEmailCommand({
        Source: settings.sender,
        ReplyToAddresses: [settings.replyTo],
        Destination: { ToAddresses: [to.address] },
        Message: {
          Subject: { Data: mail.subject, Charset: "UTF-8" },
          Body: { Text: { Data: mail.text, Charset: "UTF-8" }, Html: { Data: mail.html, Charset: "UTF-8" } },
        },
      }),
    );
    return reply.MessageId ?? "";
  },
});
