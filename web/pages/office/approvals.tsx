import { useState } from "preact/hooks";
import type { approvals } from "../../../shared/contract/approvals.ts";
import { call } from "../../api.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useSending } from "../../parts/use-sending.ts";
import { type Answer, ApprovalPaper, reasonId } from "./approval-paper.tsx";

/** What takes two people: what waits for an approver, and what was answered or lapsed lately. */
export default function ApprovalsPageView() {
  const loaded = useLoaded((signal) => call<typeof approvals.list>("GET /api/office/approvals", { signal }), []);
  const sending = useSending();
  const [last, setLast] = useState("");
  const [said, setSaid] = useState("");
  const answer: Answer = async (id, agreed, reason) => {
    setLast(id);
    setSaid("");
    const page = await sending.send((writeId) =>
      call<typeof approvals.answer>("POST /api/office/approvals/{id}/answer", {
        params: { id },
        body: { agreed, reason, writeId },
      }),
    );
    if (page === undefined) return;
    loaded.replace(page);
    setSaid(agreed ? "Agreed. It is done." : "Refused. Nothing has changed. Whoever asked is told.");
  };
  const errors = sending.errors.map((one) => (one.id === "reason" ? { ...one, id: reasonId(last) } : one));
  return (
    <Page
      title="Requests to agree"
      errors={errors}
      lead="Opening again, going ahead in the period of an election, letting one group send late, and a change of an election that frees something take two people. One asks with a reason, another agrees."
    >
      {said === "" ? null : (
        <Notice role="status">
          <p class="govuk-body">{said}</p>
        </Notice>
      )}
      <Load of={loaded}>
        {({ open, recent }) => {
          const papers = (lines: typeof open) =>
            lines.map((line) => (
              <ApprovalPaper
                key={line.approval.id}
                line={line}
                errors={errors}
                busy={sending.busy && last === line.approval.id}
                answer={answer}
              />
            ));
          return (
            <>
              <h2 class="govuk-heading-m">Waiting</h2>
              {open.length === 0 ? <p class="govuk-body soft">Nothing waits for an approver.</p> : papers(open)}
              <h2 class="govuk-heading-m">Answered or lapsed</h2>
              {recent.length === 0 ? <p class="govuk-body soft">Nothing has been answered yet.</p> : papers(recent)}
            </>
          );
        }}
      </Load>
    </Page>
  );
}
