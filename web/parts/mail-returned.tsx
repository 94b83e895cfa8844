import { useRef } from "preact/hooks";
import type { messages } from "../../shared/contract/messages.ts";
import { formatDate, londonDate } from "../../shared/rules/london.ts";
import { call, Refusal } from "../api.ts";
import { Button } from "./button.tsx";
import { Notice } from "./notice.tsx";
import { useSession } from "./session.tsx";

/** That e-mail to the person came back, and what to do: at the top of what they see after signing in, until they say so. */
export const MailReturned = () => {
  const { person, reload } = useSession();
  const writeId = useRef(crypto.randomUUID());
  const returned = person?.mailReturned;
  if (person === undefined || returned === undefined) return null;
  const on = formatDate(londonDate(returned.at));
  const confirm = async (): Promise<void> => {
    try {
      await call<typeof messages.confirmAddress>("POST /api/messages/address", { body: { writeId: writeId.current } });
    } catch (error) {
      // It stays as it is, and can be pressed again.
      if (!(error instanceof Refusal)) throw error;
    }
    await reload();
  };
  const what =
    returned.why === "bounced"
      ? `On ${on} an email to ${person.email} came back.`
      : `On ${on} your mail provider told us that an email to ${person.email} was reported as junk.`;
  return (
    <Notice tone="hand" title="Our email did not reach you">
      <p class="govuk-body">
        {what}{" "}
        {returned.confirmed
          ? "You have just signed in with a code sent there, so it works now and we write to it again."
          : "We send nothing more there until you tell us that it works. Look whether your mailbox is full, or our email is in the junk folder."}
      </p>
      <p class="govuk-body">
        Nothing is lost:{" "}
        <a href="/account/messages" class="govuk-link">
          everything we wrote to you is in your messages
        </a>
        .
      </p>
      <Button kind="secondary" onClick={() => void confirm()}>
        {returned.confirmed ? "I have read this" : "My address works: write to it again"}
      </Button>
    </Notice>
  );
};
