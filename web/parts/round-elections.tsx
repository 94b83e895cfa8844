import { useState } from "preact/hooks";
import type { approvals } from "../../shared/contract/approvals.ts";
import type { RoundElections as Elections, polls } from "../../shared/contract/polls.ts";
import { OVERRIDDEN, type Overridden } from "../../shared/rules/approval.ts";
import { formatDate, formatDateTime } from "../../shared/rules/london.ts";
import { MOST_NOTE_CHARACTERS } from "../../shared/rules/text.ts";
import type { ElectionFinding } from "../../shared/rules/viability.ts";
import { call } from "../api.ts";
import { Button } from "./button.tsx";
import { Radios } from "./choices.tsx";
import { Details } from "./details.tsx";
import { ELECTIONS_PATH } from "./election-paths.ts";
import { TextArea } from "./fields.tsx";
import { Form } from "./form.tsx";
import { Load, useLoaded } from "./load.tsx";
import { Notice } from "./notice.tsx";
import { useSending } from "./use-sending.ts";

const ACT_WORDS: Readonly<Record<Overridden, string>> = {
  publish: "Publish the round",
  meeting: "Hold the meeting",
  confirmation: "Confirm the decisions",
};

const Ask = ({ roundId, blocked }: { roundId: string; blocked: readonly ElectionFinding[] }) => {
  const sending = useSending();
  const [act, setAct] = useState<Overridden | "">("");
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const acts = OVERRIDDEN.filter((one) => blocked.some((finding) => finding.act === one));
  const chosen = blocked.find((finding) => finding.act === act);
  const ask = async () => {
    if (chosen === undefined) return sending.setErrors([{ text: "Choose what to allow." }]);
    const { act: of, pollId } = chosen;
    const page = await sending.send((writeId) =>
      call<typeof approvals.ask>("POST /api/office/approvals", {
        body: { what: { type: "override", roundId, of, pollId }, reason, writeId },
      }),
    );
    setAsked(page !== undefined);
  };
  if (asked)
    return (
      <Notice role="status">
        <p class="govuk-body">
          An approver is asked. It goes ahead when they agree.{" "}
          <a class="govuk-link" href="/office/approvals">
            See what waits
          </a>
        </p>
      </Notice>
    );
  return (
    <Details summary="Ask an approver to allow it all the same" open={sending.errors.length > 0}>
      <p class="govuk-body">
        Another person has to agree. Who asked, who agreed and why are kept at once; what was allowed and the reason are
        published when the period has ended.
      </p>
      <Form onSend={ask}>
        {sending.errors.map(({ text }) => (
          <p class="govuk-error-message" role="alert" key={text}>
            {text}
          </p>
        ))}
        <Radios
          id="override-act"
          label="What to allow"
          labelSize="s"
          options={acts.map((value) => ({ value, label: ACT_WORDS[value] }))}
          value={act}
          onChange={setAct}
        />
        <TextArea
          id="override-reason"
          label="Reason"
          hint="It is published later. Name nobody."
          rows={3}
          limitCharacters={MOST_NOTE_CHARACTERS}
          value={reason}
          onChange={setReason}
        />
        <Button submit kind="secondary" busy={sending.busy}>
          Ask an approver
        </Button>
      </Form>
    </Details>
  );
};

const Allowed = ({ elections: { overrides, polls: all } }: { elections: Elections }) => (
  <ul class="govuk-list govuk-list--bullet">
    {overrides.map(({ id, of, pollId, reason, askedByName, agreedByName, agreedAt, isPublic }) => {
      const poll = all.find((one) => one.id === pollId);
      return (
        <li key={id}>
          {ACT_WORDS[of]}
          {poll === undefined ? "" : `, in spite of ${poll.name} on ${formatDate(poll.pollOn)}`}: {reason}{" "}
          <span class="soft">
            Asked by {askedByName}, agreed by {agreedByName} at {formatDateTime(agreedAt)}.{" "}
            {isPublic ? "Published." : "Published when the period ends."}
          </span>
        </li>
      );
    })}
  </ul>
);

const Said = ({ roundId, mayAsk, elections }: { roundId: string; mayAsk: boolean; elections: Elections }) => {
  const { findings, overrides } = elections;
  const blocked = findings.filter(({ effect }) => effect === "blocks");
  if (findings.length === 0 && overrides.length === 0) return null;
  // Publishing repeats what its days say.
  const told = [...new Set(findings.map(({ detail }) => detail))];
  return (
    <section>
      {told.length === 0 ? null : (
        <Notice tone="hand" title={blocked.length > 0 ? "An election is in the way" : "An election is near"}>
          <ul class="govuk-list govuk-list--bullet">
            {told.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
          <p class="govuk-body">
            <a class="govuk-link" href={ELECTIONS_PATH}>
              Elections and their dates
            </a>
          </p>
        </Notice>
      )}
      {mayAsk && blocked.length > 0 ? <Ask roundId={roundId} blocked={blocked} /> : null}
      {overrides.length === 0 ? null : (
        <>
          <h2 class="govuk-heading-m">Allowed in spite of an election</h2>
          <Allowed elections={elections} />
        </>
      )}
    </section>
  );
};

type RoundElectionsProps = {
  roundId: string;
  mayAsk: boolean;
  /** What the page is about; everything unless told. */
  acts?: readonly Overridden[];
};

/** What elections say of a round, the way round it, and what was allowed; nothing where none says anything. */
export const RoundElections = ({ roundId, mayAsk, acts = OVERRIDDEN }: RoundElectionsProps) => {
  const loaded = useLoaded(
    (signal) =>
      call<typeof polls.ofRound>("GET /api/office/rounds/{id}/elections", { params: { id: roundId }, signal }),
    [roundId],
  );
  return (
    <Load of={loaded} shape={null}>
      {({ findings, overrides, ...rest }) => (
        <Said
          roundId={roundId}
          mayAsk={mayAsk}
          elections={{
            ...rest,
            findings: findings.filter(({ act }) => acts.includes(act)),
            overrides: overrides.filter(({ of }) => acts.includes(of)),
          }}
        />
      )}
    </Load>
  );
};
