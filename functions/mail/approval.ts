import * as z from "zod/mini";
import { APPROVAL_LABELS } from "../../shared/rules/approval-words.ts";
import { template } from "./layout.ts";

const What = z.enum(["reopening", "override", "exception", "election", "declaration"]);
const link = { words: "Read the request", path: "/office/approvals" };

/** To every approver but whoever asks. What it is about, and why, is in the portal. */
export const approvalWanted = template(z.object({ what: What, until: z.string() }), ({ what, until }) => ({
  subject: `An approver is wanted: ${APPROVAL_LABELS[what].toLowerCase()}`,
  paragraphs: [
    "Somebody of the office asks for something that takes two people. Nothing happens until an approver agrees.",
    `If nobody answers by ${until}, the request lapses.`,
  ],
  facts: [["What is asked", APPROVAL_LABELS[what]]],
  link,
}));

/** To whoever asked. The words of the answer are in the portal. */
export const approvalAnswered = template(
  z.object({ what: What, agreed: z.enum(["yes", "no"]) }),
  ({ what, agreed }) => ({
    subject: `${agreed === "yes" ? "Agreed" : "Refused"}: ${APPROVAL_LABELS[what].toLowerCase()}`,
    paragraphs: [
      agreed === "yes"
        ? "An approver has agreed to what you asked for. It is done."
        : "An approver has refused what you asked for. Nothing has changed. Read the reason in the portal.",
    ],
    facts: [["What you asked", APPROVAL_LABELS[what]]],
    link,
  }),
);
