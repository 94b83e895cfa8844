import { useRef, useState } from "preact/hooks";
import type { Inquiry } from "../../../shared/contract/application-views.ts";
import type { applications } from "../../../shared/contract/applications.ts";
import { formatDate, formatDateTime, isCivilDate } from "../../../shared/rules/london.ts";
import { call, Refusal } from "../../api.ts";
import { deviceShelf, get, put } from "../../device/shelf.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { Notice } from "../../parts/notice.tsx";
import { PrivacyNote } from "../../parts/privacy-note.tsx";
import type { Opened } from "./use-application.ts";

/** Questions from the office and their answers; those without one come first. */
export const Inquiries = ({ open }: { open: Opened }) => {
  const { inquiries } = open.view;
  const waiting = inquiries.filter(({ answeredAt }) => answeredAt === undefined);
  const answered = inquiries.filter(({ answeredAt }) => answeredAt !== undefined);
  return (
    <>
      {waiting.map((inquiry) => (
        <AnswerForm key={inquiry.id} open={open} inquiry={inquiry} />
      ))}
      {answered.map((inquiry) => (
        <Notice key={inquiry.id} tone="quiet" title="A question the office asked">
          <p class="govuk-body versions__text">{inquiry.question}</p>
          <p class="govuk-body versions__text">{inquiry.answer}</p>
          <p class="govuk-body small soft">
            Answered at {inquiry.answeredAt === undefined ? "" : formatDateTime(inquiry.answeredAt)}
          </p>
        </Notice>
      ))}
    </>
  );
};

const byWords = (answerBy: string | undefined): string => {
  return answerBy !== undefined && isCivilDate(answerBy) ? ` Answer by ${formatDate(answerBy)}.` : "";
};

const AnswerForm = ({ open: { view, personId, reload }, inquiry }: { open: Opened; inquiry: Inquiry }) => {
  const shelf = deviceShelf();
  const key = `answer/${personId}/${view.id}/${inquiry.id}`;
  const [text, setText] = useState(() => {
    const kept = get(shelf, key);
    return typeof kept === "string" ? kept : "";
  });
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);
  const writeId = useRef(crypto.randomUUID());
  const send = async () => {
    if (text.trim() === "") return setError("Write an answer.");
    setBusy(true);
    try {
      await call<typeof applications.answerInquiry>("POST /api/applications/{id}/inquiries/{inquiry}/answer", {
        params: { id: view.id, inquiry: inquiry.id },
        body: { answer: text, writeId: writeId.current },
      });
      shelf.removeItem(key);
      reload();
    } catch (failure) {
      const said = failure instanceof Refusal ? failure.message : "The portal could not be reached";
      setError(`${said}. Your answer is kept on this device. Try again.`.replace("..", "."));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Notice tone="hand" title="The office asks you a question">
      <p class="govuk-body versions__text">{inquiry.question}</p>
      <Form
        onSend={() => {
          if (!busy) void send();
        }}
      >
        <TextArea
          id={`answer-${inquiry.id}`}
          label="Your answer"
          labelSize="s"
          hint={`Asked at ${formatDateTime(inquiry.askedAt)}.${byWords(inquiry.answerBy)}`}
          value={text}
          onChange={(typed) => {
            setText(typed);
            put(shelf, key, typed);
          }}
          error={error}
        />
        <PrivacyNote>
          Your answer and your name are kept with the application. Leave out the names of people you help.
        </PrivacyNote>
        <ButtonRow>
          <Button submit busy={busy}>
            Send the answer
          </Button>
        </ButtonRow>
      </Form>
    </Notice>
  );
};
