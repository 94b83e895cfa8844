import type { messages } from "../../../shared/contract/messages.ts";
import { call } from "../../api.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { MailReturned } from "../../parts/mail-returned.tsx";
import { Page } from "../../parts/page.tsx";
import { Message } from "./message.tsx";

const unreadWords = (unread: number): string => {
  if (unread === 0) return "You have read all your messages.";
  return unread === 1 ? "You have one message you have not read." : `You have ${unread} messages you have not read.`;
};

/** Everything the portal has written to the person who is signed in, whatever became of the e-mail. */
export default function MessagesPage() {
  const loaded = useLoaded((signal) => call<typeof messages.mine>("GET /api/messages", { signal }), []);
  return (
    <Page title="Your messages" back={{ href: "/account", text: "Your account" }}>
      <MailReturned />
      <Load of={loaded}>
        {({ messages: list, unread }) =>
          list.length === 0 ? (
            <p class="govuk-body">
              No messages yet. When you send an application, or we write to you about one, you find it here as well as
              in your email.
            </p>
          ) : (
            <>
              <p class="govuk-body" role="status">
                {unreadWords(unread)}
              </p>
              <ul class="messages">
                {list.map((message) => (
                  <Message
                    key={message.id}
                    message={message}
                    onRead={(id) =>
                      loaded.replace({
                        messages: list.map((each) => (each.id === id ? { ...each, read: true } : each)),
                        unread: Math.max(0, unread - 1),
                      })
                    }
                  />
                ))}
              </ul>
            </>
          )
        }
      </Load>
    </Page>
  );
}
