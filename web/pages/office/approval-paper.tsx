import { useState } from "preact/hooks";
import type { ApprovalLine } from "../../../shared/contract/approvals.ts";
import type { ApprovalState } from "../../../shared/rules/approval.ts";
import { APPROVAL_LABELS, APPROVAL_STATE_LABELS } from "../../../shared/rules/approval-words.ts";
import { formatDateTime, formatDeadline } from "../../../shared/rules/london.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { SummaryList } from "../../parts/summary-list.tsx";
import { Tag, type TagTone } from "../../parts/tag.tsx";

/** Sends the answer to one request. */
export type Answer = (id: string, agreed: boolean, reason: string) => Promise<void>;

/** The field of the reason, one for each request. */
export const reasonId = (id: string): string => `reason-${id}`;

const TONES: Record<ApprovalState, TagTone> = { open: "hand", agreed: "done", refused: "quiet", lapsed: "quiet" };

type Paper = { line: ApprovalLine; errors: readonly PageError[]; busy: boolean; answer: Answer };

const Answering = ({ line: { approval }, errors, busy, answer }: Paper) => {
  const [reason, setReason] = useState("");
  const field = reasonId(approval.id);
  return (
    <Form onSend={() => void answer(approval.id, true, reason)}>
      <TextArea
        id={field}
        label="Your reason"
        hint="You have to give one to refuse. It is kept with the request."
        rows={3}
        value={reason}
        onChange={setReason}
        error={errorFor(errors, field)}
      />
      <ButtonRow>
        <Button submit busy={busy}>
          Agree
        </Button>
        <Button kind="secondary" busy={busy} onClick={() => void answer(approval.id, false, reason)}>
          Refuse
        </Button>
      </ButtonRow>
    </Form>
  );
};

/** What one person asks for, what follows when another agrees, and the way to answer it. */
export const ApprovalPaper = (paper: Paper) => {
  const { approval, state, asks, follows, path, askedByName, answeredByName, lapsesAt, mayAnswer } = paper.line;
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
      {mayAnswer ? <Answering {...paper} /> : null}
      {state === "open" && !mayAnswer ? (
        <p class="govuk-body soft">Another person who is an approver has to answer this.</p>
      ) : null}
    </section>
  );
};
