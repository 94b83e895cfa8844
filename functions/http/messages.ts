import { type MessageView, messages } from "../../shared/contract/messages.ts";
import { Refused } from "../../shared/problem.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import { letterFor } from "../mail/templates.ts";
import type { StoredMessage } from "../store/messages.ts";

const viewOf = (message: StoredMessage): MessageView => {
  const { subject, paragraphs, facts = [], link } = letterFor(message.template, message.facts);
  return {
    id: message.id,
    template: message.template,
    subject,
    paragraphs: [...paragraphs],
    facts: facts.map(([label, value]) => ({ label, value })),
    link,
    createdAt: message.createdAt,
    read: message.readAt !== undefined,
    // What came back was sent all the same; to its reader it did not arrive.
    state: message.returned?.why === "bounced" ? "failed" : message.state,
  };
};

const answers = ({ store }: Deps): Answers<typeof messages> => ({
  mine: async ({ caller }) => {
    const mine = (await store.messages.ofPerson(caller.personId)).map(viewOf);
    return { messages: mine, unread: mine.filter(({ read }) => !read).length };
  },
  read: async ({ params, caller, at }) => {
    // A message of somebody else lies in another partition: it is not there, just as one that never was.
    if (!(await store.messages.markRead(caller.personId, params.id, at))) throw new Refused("not-found");
    return { read: true };
  },
  confirmAddress: async ({ caller, at }) => {
    await store.returns.confirm(caller.email, at, "by-owner");
    return { confirmed: true };
  },
});
export const handler = http(messages, answers);
