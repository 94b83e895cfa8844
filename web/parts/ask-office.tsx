import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { AskView, EligibilityNo } from "../../shared/contract/fund-views.ts";
import type { funds } from "../../shared/contract/funds.ts";
import { formatDate, londonDate } from "../../shared/rules/london.ts";
import { MOST_NOTE_CHARACTERS } from "../../shared/rules/text.ts";
import { call, Refusal } from "../api.ts";
import { Button } from "./button.tsx";
import { Radios } from "./choices.tsx";
import { TextArea } from "./fields.tsx";
import { Form } from "./form.tsx";
import { startPath } from "./fund-paths.ts";
import { Load, useLoaded } from "./load.tsx";
import { Notice } from "./notice.tsx";
import { Paper } from "./page.tsx";
import { PrivacyNote } from "./privacy-note.tsx";
import { signInPath, useSession } from "./session.tsx";

/** What a no says, as far as asking about it needs. */
type Asked = Pick<EligibilityNo, "rule" | "refusal">;
type Group = { id: string; name: string };

const Answered = ({ ask, next }: { ask: AskView; next: ComponentChildren }) => (
  <Notice
    tone={ask.answer?.allowed ? "info" : "quiet"}
    title={ask.answer?.allowed ? "The office allows it" : "You asked the office"}
  >
    <p class="govuk-body prose">“{ask.question}”</p>
    <p class="govuk-body">
      {ask.answer === undefined
        ? `Asked on ${formatDate(londonDate(ask.askedAt))}. The office answers within two working days. You can start writing meanwhile.`
        : ask.answer.allowed
          ? `Your group may apply although this rule says no. ${ask.answer.reason}`
          : `The rule stands. ${ask.answer.reason}`}
    </p>
    {ask.answer?.allowed === false ? null : next}
  </Notice>
);

type AskFormProps = {
  roundId: string;
  group: Group;
  finding: Asked;
  onAsked: (reply: { asks: AskView[] }) => void;
};

const AskForm = ({ roundId, group, finding, onAsked }: AskFormProps) => {
  const [question, setQuestion] = useState("");
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  // One id for all tries: a lost reply must not become a second question.
  const [writeId] = useState(() => crypto.randomUUID());
  const send = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const body = { organisationId: group.id, rule: finding.rule, question, writeId };
      onAsked(
        await call<typeof funds.askEligibility>("POST /api/rounds/{id}/eligibility-questions", {
          params: { id: roundId },
          body,
        }),
      );
    } catch (caught) {
      setError(
        caught instanceof Refusal ? (caught.findings[0]?.detail ?? caught.message) : "Something went wrong. Try again.",
      );
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form onSend={send}>
      <TextArea
        id={`ask-${finding.rule.replace("/", "-")}`}
        label={`“${finding.refusal}” Why does this not fit your group?`}
        labelSize="s"
        value={question}
        onChange={setQuestion}
        limitCharacters={MOST_NOTE_CHARACTERS}
        rows={4}
        error={error}
      />
      <PrivacyNote>
        The office sees your name and what you write, to answer you. Leave out the names of people you help.
      </PrivacyNote>
      <Button submit kind="secondary" busy={busy}>
        Ask the office
      </Button>
    </Form>
  );
};

/** One group's questions about the rules that said no to it, and their answers. */
export const AskForGroup = ({
  roundId,
  group,
  findings,
  next,
}: {
  roundId: string;
  group: Group;
  findings: readonly Asked[];
  /** What to do while an answer is awaited or after a yes, where that is not on the page already. */
  next?: ComponentChildren;
}) => {
  const loaded = useLoaded(
    (signal) =>
      call<typeof funds.askedEligibility>("GET /api/rounds/{id}/eligibility-questions", {
        params: { id: roundId },
        query: { organisationId: group.id },
        signal,
      }),
    [roundId, group.id],
  );
  return (
    <Load of={loaded}>
      {({ asks }) =>
        findings.map((finding) => {
          const ask = asks.find(({ rule }) => rule === finding.rule);
          return ask === undefined ? (
            <AskForm key={finding.rule} roundId={roundId} group={group} finding={finding} onAsked={loaded.replace} />
          ) : (
            <Answered key={finding.rule} ask={ask} next={next} />
          );
        })
      }
    </Load>
  );
};

/** Lets a group ask the office about a rule that said no, in writing, for a round that is open or opens next. */
export const AskOffice = ({ roundId, findings }: { roundId: string; findings: readonly EligibilityNo[] }) => {
  const { person, known } = useSession();
  const [chosen, setChosen] = useState("");
  const groups = person?.organisations ?? [];
  const group = groups.length === 1 ? groups[0] : groups.find(({ id }) => id === chosen);
  return (
    <Paper title="Ask the office in writing">
      {person === undefined ? (
        <p class="govuk-body">
          {known ? (
            <>
              <a class="govuk-link" href={signInPath(location.pathname + location.search)}>
                Sign in
              </a>{" "}
              to ask for your group. You come back to this page.
            </>
          ) : null}
        </p>
      ) : groups.length === 0 ? (
        <p class="govuk-body">
          <a class="govuk-link" href="/organisations">
            Tell us about your group
          </a>{" "}
          first. Then come back to this page and ask for it.
        </p>
      ) : (
        <>
          {groups.length === 1 ? null : (
            <Radios
              id="group"
              label="Which group do you ask for?"
              labelSize="s"
              options={groups.map(({ id, name }) => ({ value: id, label: name }))}
              value={chosen}
              onChange={setChosen}
            />
          )}
          {group === undefined ? null : (
            <AskForGroup
              key={group.id}
              roundId={roundId}
              group={group}
              findings={findings}
              next={
                <p class="govuk-body">
                  <a class="govuk-link" href={startPath(roundId)}>
                    Start an application
                  </a>
                </p>
              }
            />
          )}
        </>
      )}
    </Paper>
  );
};
