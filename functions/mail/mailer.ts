import { GetSendQuotaCommand, type SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import { emailAddress } from "../../shared/rules/identifiers.ts";

export type Mail = {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Which message it is: SES gives it back with whatever it tells of this e-mail. */
  message: { recipient: string; id: string };
};
type MailSettings = { sender: string; replyTo: string; configurationSet: string };

/** Sends one message through SES. The sender is the office; replies reach the office. */
export const makeMailer = (client: SESClient, settings: MailSettings) => ({
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
        ConfigurationSetName: settings.configurationSet,
        Tags: [
          { Name: "recipient", Value: mail.message.recipient },
          { Name: "message", Value: mail.message.id },
        ],
      }),
    );
    return reply.MessageId ?? "";
  },

  /** How many e-mails SES takes from this account in a second. */
  mostPerSecond: async (): Promise<number> => (await client.send(new GetSendQuotaCommand())).MaxSendRate ?? 1,
});
