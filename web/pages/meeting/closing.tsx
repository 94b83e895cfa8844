import { useRef, useState } from "preact/hooks";
import type { MeetingPage, meetings } from "../../../shared/contract/meetings.ts";
import type { session } from "../../../shared/contract/session.ts";
import { counted } from "../../../shared/rules/counted.ts";
import { CODE, readCode, unreadableCode } from "../../../shared/rules/sign-in.ts";
import { call } from "../../api.ts";
import { Button, LinkButton } from "../../parts/button.tsx";
import { CodeField } from "../../parts/code-field.tsx";
import { errorFor, pageErrors } from "../../parts/error-summary.tsx";
import { Form } from "../../parts/form.tsx";
import { useSession } from "../../parts/session.tsx";
import type { useSending } from "../../parts/use-sending.ts";
import { openItems } from "./meeting-words.ts";

type ClosingProps = { page: MeetingPage; sending: ReturnType<typeof useSending>; onClosed: () => void };

/** The chair closes the meeting with a fresh code: what was decided then stands, and is carried out. */
export const Closing = ({ page, sending, onClosed }: ClosingProps) => {
  const { person } = useSession();
  const [asked, setAsked] = useState(false);
  const [code, setCode] = useState("");
  const secret = useRef<string>(undefined);
  const { undecided, unconfirmed } = openItems(page);

  const askCode = async (): Promise<void> => {
    if (person === undefined) return;
    // The secret binds the code to this browser: one for each code that is asked for.
    secret.current = crypto.randomUUID();
    const body = { email: person.email, writeId: secret.current };
    const done = await sending.send(() => call<typeof session.askCode>("POST /api/sign-in/code", { body }));
    if (done !== undefined) setAsked(true);
  };

  const close = async (): Promise<void> => {
    if (readCode(code) === undefined) return sending.setErrors(pageErrors(unreadableCode()));
    const done = await sending.send((writeId) =>
      call<typeof meetings.close>("POST /api/meetings/{id}/closing", {
        params: { id: page.id },
        body: { code, writeId },
      }),
    );
    if (done !== undefined) onClosed();
  };

  return (
    <section class="paper" aria-labelledby="closing">
      <h2 class="govuk-heading-m" id="closing">
        Close the meeting
      </h2>
      {undecided + unconfirmed > 0 ? (
        <p class="govuk-body">
          {[
            ...(undecided === 0 ? [] : [`${counted(undecided, "bid is", "bids are")} neither decided nor deferred`]),
            ...(unconfirmed === 0 ? [] : [`${counted(unconfirmed, "entry waits", "entries wait")} for confirmation`]),
          ].join(", and ")}
          .
        </p>
      ) : !asked ? (
        <>
          <p class="govuk-body">
            Everything is decided. After closing no decision changes: awards, recommendations and letters follow from
            it.
          </p>
          <Button onClick={() => void askCode()} busy={sending.busy}>
            Send me a code to close it
          </Button>
        </>
      ) : (
        <Form onSend={close}>
          <p class="govuk-body">
            We have sent a code to {person?.email}. It is good for {CODE.minutes} minutes, in this browser.
          </p>
          <CodeField id="code" value={code} onChange={setCode} error={errorFor(sending.errors, "code")} />
          <Button submit busy={sending.busy}>
            Close the meeting
          </Button>
          <p class="govuk-body">
            <LinkButton onClick={() => void askCode()}>Send another code</LinkButton>
          </p>
        </Form>
      )}
    </section>
  );
};
