import { useState } from "preact/hooks";
import type { AskLine, rounds } from "../../../shared/contract/rounds.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { MOST_NOTE_CHARACTERS } from "../../../shared/rules/text.ts";
import { call } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { Radios } from "../../parts/choices.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Tag } from "../../parts/tag.tsx";
import { useSending } from "../../parts/use-sending.ts";

type Answered = { asks: AskLine[] };
type AnswerProps = { roundId: string; line: AskLine; onAnswered: (reply: Answered) => void };

const Answer = ({ roundId, line: { organisationId, ask }, onAnswered }: AnswerProps) => {
  const [allowed, setAllowed] = useState("");
  const [reason, setReason] = useState("");
  const { busy, errors, setErrors, send } = useSending();
  const id = `${organisationId}-${ask.rule.replace("/", "-")}`;
  const answer = async () => {
    if (allowed === "") return setErrors([{ text: "Choose whether the group may apply." }]);
    const reply = await send((writeId) =>
      call<typeof rounds.answerAsk>("POST /api/office/rounds/{id}/eligibility-answers", {
        params: { id: roundId },
        body: { organisationId, rule: ask.rule, allowed: allowed === "yes", reason, writeId },
      }),
    );
    if (reply !== undefined) onAnswered(reply);
  };
  return (
    <Form onSend={answer}>
      <Radios
        id={`${id}-allowed`}
        label="May the group apply although this rule says no?"
        options={[
          { value: "yes", label: "Yes, in this round" },
          { value: "no", label: "No, the rule stands" },
        ]}
        value={allowed}
        onChange={setAllowed}
        error={allowed === "" ? errors[0]?.text : undefined}
      />
      <TextArea
        id={`${id}-reason`}
        label="Reason, as the group will read it"
        value={reason}
        onChange={setReason}
        limitCharacters={MOST_NOTE_CHARACTERS}
        rows={3}
        error={allowed === "" ? undefined : errors[0]?.text}
      />
      <Button submit kind="secondary" busy={busy}>
        Send the answer
      </Button>
    </Form>
  );
};

const Line = ({ roundId, line, mayAnswer, onAnswered }: AnswerProps & { mayAnswer: boolean }) => {
  const { organisationName, ask } = line;
  return (
    <li class="paper">
      <h3 class="govuk-heading-s">
        {organisationName} <span class="mono">{ask.rule}</span>
      </h3>
      <p class="govuk-body prose">“{ask.question}”</p>
      <p class="govuk-body small soft">Asked at {formatDateTime(ask.askedAt)}</p>
      {ask.answer === undefined ? (
        mayAnswer ? (
          <Answer roundId={roundId} line={line} onAnswered={onAnswered} />
        ) : (
          <Tag tone="hand">Waits for an officer</Tag>
        )
      ) : (
        <p class="govuk-body">
          <Tag tone={ask.answer.allowed ? "done" : "quiet"}>{ask.answer.allowed ? "Allowed" : "Not allowed"}</Tag>{" "}
          {ask.answer.reason}
        </p>
      )}
    </li>
  );
};

/** What groups ask about the rules of this round, and the office's answers. */
export const RoundAsks = ({ roundId, mayAnswer }: { roundId: string; mayAnswer: boolean }) => {
  const loaded = useLoaded(
    (signal) =>
      call<typeof rounds.asks>("GET /api/office/rounds/{id}/eligibility-questions", {
        params: { id: roundId },
        signal,
      }),
    [roundId],
  );
  return (
    <section>
      <h2 class="govuk-heading-m">Questions about who can apply</h2>
      <Load of={loaded}>
        {({ asks }) =>
          asks.length === 0 ? (
            <p class="govuk-body soft">No group has asked.</p>
          ) : (
            <ul class="funds">
              {asks.map((line) => (
                <Line
                  key={`${line.organisationId} ${line.ask.rule}`}
                  roundId={roundId}
                  line={line}
                  mayAnswer={mayAnswer}
                  onAnswered={loaded.replace}
                />
              ))}
            </ul>
          )
        }
      </Load>
    </section>
  );
};
