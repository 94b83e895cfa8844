import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "./clock.ts";
import { invoke } from "./functions.ts";
import type { Email } from "./outbox.ts";
import { formOf, localPage } from "./pages.ts";

/** What can come back, with the words of its button. */
export const RETURNS = {
  bounced: "No such mailbox",
  complaint: "Called junk",
  "out-of-office": "Out of office",
} as const;
type How = keyof typeof RETURNS;
const isHow = (how: string): how is How => how in RETURNS;

const mailOf = ({ messageId, from: source, destination, tags, at }: Email) => ({
  timestamp: new Date(at * 1000).toISOString(),
  ...{ source, messageId, destination: destination.to },
  tags: Object.fromEntries(Object.entries({ ...tags, "ses:configuration-set": "grants" }).map(([k, v]) => [k, [v]])),
});

const bridged = (type: string, detail: object, at: number) => ({
  version: "0",
  id: randomUUID(),
  "detail-type": type,
  source: "aws.ses",
  account: "111122223333",
  time: new Date(at).toISOString(),
  region: "eu-west-2",
  resources: ["arn:aws:ses:eu-west-2:111122223333:configuration-set/grants"],
  detail,
});

/** The event for an e-mail that arrived. */
export const deliveryEvent = (email: Email, at: number) =>
  bridged(
    "Email Delivered",
    { eventType: "Delivery", delivery: { recipients: email.destination.to }, mail: mailOf(email) },
    at,
  );

/** The event that SES sends by EventBridge for an e-mail that came back, as its documentation has it. */
export const returnEvent = (email: Email, how: How, at: number) => {
  const time = new Date(at).toISOString();
  const recipients = email.destination.to.map((emailAddress) => ({ emailAddress }));
  const mail = mailOf(email);
  const feedbackId = randomUUID();
  const detail =
    how === "complaint"
      ? {
          eventType: "Complaint",
          complaint: { feedbackId, complaintFeedbackType: "abuse", complainedRecipients: recipients, timestamp: time },
          mail,
        }
      : {
          eventType: "Bounce",
          bounce: {
            feedbackId,
            bounceType: how === "bounced" ? "Permanent" : "Transient",
            bounceSubType: "General",
            bouncedRecipients: recipients,
            timestamp: time,
          },
          mail,
        };
  return bridged(how === "complaint" ? "Email Complaint Received" : "Email Bounced", detail, at);
};

/** `/local/mail-returned`: plays that an e-mail of the outbox came back. */
export const returnPage =
  (find: (messageId: string) => Email | undefined, clock: Clock) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = await formOf(request);
    const email = find(form.get("id") ?? "");
    const how = form.get("how") ?? "";
    if (email === undefined || !isHow(how)) {
      localPage(response, "What came back", "<p>There is no such email.</p>");
      return;
    }
    await invoke("event/mail-bounced", returnEvent(email, how, clock.now()));
    localPage(response, "What came back", `<p>SES has told the portal: ${RETURNS[how]}.</p>`);
  };
