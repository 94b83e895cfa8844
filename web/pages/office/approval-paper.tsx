import { useState } from "preact/hooks";
import type { ApprovalLine, ApprovalsPage, approvals } from "../../../shared/contract/approvals.ts";
import type { ApprovalState } from "../../../shared/rules/approval.ts";
import { APPROVAL_LABELS, APPROVAL_STATE_LABELS } from "../../../shared/rules/approval-words.ts";
import { formatDateTime, formatDeadline } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { SummaryList } from "../../parts/summary-list.tsx";
import { Tag, type TagTone } from "../../parts/tag.tsx";

/** Sends one answer; what is wrong with the reason stands at the field `reasonId`. True when it was taken. */
export type Change = (send: () => Promise<ApprovalsPage>, said: string, reasonId: string) => Promise<boolean>;

const TONES: Record<ApprovalState, TagTone> = { open: "hand", agreed: "done", refused: "quiet", lapsed: "quiet" };

type Paper = { line: ApprovalLine; errors: readonly PageError[]; change: Change };

const Answer = ({ line: { approval }, errors, change }: Paper) => {
  const [reason, setReason] = useState("");
  // One for each answer: pressed again after a lost reply it is the same, and the other answer is another.
  const [writeIds] = useState(() => ({ yes: crypto.randomUUID(), no: crypto.randomUUID() }));
  const id = `reason-${approval.id}`;
  const answer = (agreed: boolean) =>
    change(
      () =>
        call<typeof approvals.answer>("POST /api/office/approvals/{id}/answer", {
          params: { id: approval.id },
          body: { agreed, reason, writeId: agreed ? writeIds.yes : writeIds.no },
        }),
      agreed ? "Agreed. It is done." : "Refused. Nothing has changed. Whoever asked is told.",
      id,
    );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void answer(true);
      }}
    >
      <TextArea
        id={id}
        label="Your reason"
        hint="You have to give one to refuse. It is kept with the request."
        value={reason}
        onChange={setReason}
        error={errorFor(errors, id)}
      />
      <ButtonRow>
        <Button submit>Agree</Button>
        <Button kind="secondary" onClick={() => void answer(false)}>
          Refuse
        </Button>
      </ButtonRow>
    </form>
  );
};

/** What one person asks for, what follows when another agrees, and the way to answer it. */
export const ApprovalPaper = ({ line, errors, change }: Paper) => {
  const { approval, state, asks, follows, path, askedByName, answeredByName, lapsesAt, mayAnswer } = line;
  const { answer } = approval;
  return (
    <section class="paper">
      <h3 class="govuk-heading-s">
        {APPROVAL_LABELS[approval.what.type]} <Tag tone={TONES[state]}>{APPROVAL_STATE_LABELS[state]}</Tag>
      </h3>
      <SummaryList
        rows={[
          {
            key: "What is asked",
            value: (
              <a class="govuk-link" href={path}>
                {asks}
              </a>
            ),
          },
          { key: "Why", value: approval.reason },
          { key: "Asked by", value: `${askedByName || "Somebody"}, ${formatDateTime(approval.askedAt)}` },
          ...(state === "open" ? [{ key: "If it is agreed", value: follows }] : []),
          ...(answer === undefined
            ? [{ key: state === "open" ? "Lapses" : "Lapsed", value: formatDeadline(lapsesAt) }]
            : [
                { key: "Answered by", value: `${answeredByName || "Somebody"}, ${formatDateTime(answer.at)}` },
                ...(answer.reason === "" ? [] : [{ key: "Their reason", value: answer.reason }]),
              ]),
        ]}
      />
      {mayAnswer ? <Answer line={line} errors={errors} change={change} /> : null}
      {state === "open" && !mayAnswer ? (
        <p class="govuk-body soft">Another person who is an approver has to answer this.</p>
      ) : null}
    </section>
  );
};
