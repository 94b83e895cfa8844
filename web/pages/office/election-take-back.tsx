import { useState } from "preact/hooks";
import type { PollView } from "../../../shared/contract/polls.ts";
import { formatDate, formatDateTime } from "../../../shared/rules/london.ts";
import { MOST_NOTE_CHARACTERS } from "../../../shared/rules/text.ts";
import { Button } from "../../parts/button.tsx";
import { Details } from "../../parts/details.tsx";
import { closeForPath } from "../../parts/election-paths.ts";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";

type TakeBackProps = {
  view: PollView;
  errors: readonly PageError[];
  busy: boolean;
  onAsk: (reason: string) => void;
};

/** A declaration that was recorded by mistake: what follows when it is taken back, and asking a second person for it. */
export const TakeBack = ({ view: { poll, declaration }, errors, busy, onAsk }: TakeBackProps) => {
  const [reason, setReason] = useState("");
  const id = `${poll.id}-reason`;
  if (declaration === undefined) return null;
  return (
    <Details
      summary={`The declaration after the poll on ${formatDate(poll.pollOn)} was recorded by mistake`}
      open={errorFor(errors, id) !== undefined}
    >
      <p class="govuk-body">
        It was recorded at {formatDateTime(declaration.recordedAt)}. To take it back takes a second person: an approver
        has to agree. Then the sensitive period goes on until the declaration is recorded anew.
      </p>
      <p class="govuk-body">
        Closures that ended with it do not come back by themselves. When it is taken back,{" "}
        <a class="govuk-link" href={closeForPath(poll.id)}>
          close again for this election
        </a>
        .
      </p>
      <Form onSend={() => onAsk(reason)}>
        <TextArea
          id={id}
          label="What was wrong"
          hint="Whoever agrees reads it, and it is kept."
          rows={2}
          limitCharacters={MOST_NOTE_CHARACTERS}
          value={reason}
          onChange={setReason}
          error={errorFor(errors, id)}
        />
        <Button submit kind="warning" busy={busy}>
          Ask an approver
        </Button>
      </Form>
    </Details>
  );
};
