import { useRef } from "preact/hooks";
import type { MessageView, messages } from "../../../shared/contract/messages.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { call, Refusal } from "../../api.ts";
import { useSession } from "../../parts/session.tsx";
import { SummaryList } from "../../parts/summary-list.tsx";
import { Tag } from "../../parts/tag.tsx";

/** What became of the e-mail, where that is news: most were simply sent. */
const MAIL_WORDS = {
  waiting: "The email is on its way.",
  sending: "The email is on its way.",
  sent: "",
  failed: "The email could not be delivered. Check your email address with us.",
} as const satisfies Record<MessageView["state"], string>;

/** One message: its subject and time, and below them its text once it is opened. Opening it marks it as read. */
export const Message = ({ message, onRead }: { message: MessageView; onRead: (id: string) => void }) => {
  const { reload } = useSession();
  const writeId = useRef(crypto.randomUUID());
  const markRead = async (): Promise<void> => {
    if (message.read) return;
    onRead(message.id);
    try {
      await call<typeof messages.read>("POST /api/messages/{id}/read", {
        params: { id: message.id },
        body: { writeId: writeId.current },
      });
      // The header counts what is not read.
      await reload();
    } catch (error) {
      // It stays unread on the server and is marked the next time it is opened: nothing to tell anybody.
      if (!(error instanceof Refusal)) throw error;
    }
  };
  return (
    <li class="messages__item">
      <details
        class="govuk-details"
        onToggle={(event) => {
          if (event.currentTarget.open) void markRead();
        }}
      >
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">{message.subject}</span>
        </summary>
        <div class="govuk-details__text">
          {message.paragraphs.map((paragraph) => (
            <p class="govuk-body" key={paragraph}>
              {paragraph}
            </p>
          ))}
          {message.facts.length === 0 ? null : (
            <SummaryList rows={message.facts.map(({ label, value }) => ({ key: label, value }))} />
          )}
          <p class="govuk-body">
            <a class="govuk-link" href={message.link.path}>
              {message.link.words}
            </a>
          </p>
          {MAIL_WORDS[message.state] === "" ? null : <p class="govuk-body small soft">{MAIL_WORDS[message.state]}</p>}
        </div>
      </details>
      <p class="messages__when small soft">
        {formatDateTime(message.createdAt)} {message.read ? null : <Tag tone="hand">Not read yet</Tag>}
      </p>
    </li>
  );
};
