import { useState } from "preact/hooks";
import type { OfficeRound, rounds } from "../../../shared/contract/rounds.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { MOST_NOTE_CHARACTERS } from "../../../shared/rules/text.ts";
import { call } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { errorFor } from "../../parts/error-summary.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import type { useSending } from "../../parts/use-sending.ts";

/** The field of a new notice, as the server points at it. */
export const NOTICE_ID = "text";

type Props = {
  office: OfficeRound;
  mayAdd: boolean;
  sending: ReturnType<typeof useSending>;
  onChange: (office: OfficeRound, done: string) => void;
};

/** The dated notices of a round, and a new one: the only way to correct a fact once it is open. */
export const RoundNotices = ({ office: { round }, mayAdd, sending, onChange }: Props) => {
  const [text, setText] = useState("");
  const add = async () => {
    const changed = await sending.send((writeId) =>
      call<typeof rounds.notify>("POST /api/office/rounds/{id}/notices", {
        params: { id: round.id },
        body: { text, writeId },
      }),
    );
    if (changed === undefined) return;
    setText("");
    onChange(changed, "The notice is published.");
  };
  return (
    <section>
      <h2 class="govuk-heading-m">Notices</h2>
      {round.notices.length === 0 ? <p class="govuk-body soft">No notice has been published.</p> : null}
      <ul class="govuk-list">
        {round.notices.map(({ id, at, text: words }) => (
          <li key={id}>
            <strong>{formatDateTime(at)}</strong>
            <p class="govuk-body prose">{words}</p>
          </li>
        ))}
      </ul>
      {mayAdd ? (
        <Form onSend={add}>
          <TextArea
            id={NOTICE_ID}
            label="Correct a fact or a help text"
            labelSize="s"
            hint="Everyone with a draft and everyone on the public page reads it, with today’s date. It cannot be taken back."
            value={text}
            onChange={setText}
            limitCharacters={MOST_NOTE_CHARACTERS}
            error={errorFor(sending.errors, NOTICE_ID)}
          />
          <Button submit kind="secondary" busy={sending.busy}>
            Publish the notice
          </Button>
        </Form>
      ) : null}
    </section>
  );
};
