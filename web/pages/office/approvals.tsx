import { useState } from "preact/hooks";
import type { approvals } from "../../../shared/contract/approvals.ts";
import { call } from "../../api.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Page } from "../../parts/page.tsx";
import { Told } from "../../parts/told.tsx";
import { useActing } from "../../parts/use-acting.ts";
import { type Answer, ApprovalPaper, reasonId } from "./approval-paper.tsx";

/** What takes two people: what waits for an approver, and what was answered or lapsed lately. */
export default function ApprovalsPageView() {
  const loaded = useLoaded((signal) => call<typeof approvals.list>("GET /api/office/approvals", { signal }), []);
  const { busy, errors: refused, said, act } = useActing(loaded.replace);
  const [last, setLast] = useState("");
  const answer: Answer = async (id, agreed, reason) => {
    setLast(id);
    await act(
      (writeId) =>
        call<typeof approvals.answer>("POST /api/office/approvals/{id}/answer", {
          params: { id },
          body: { agreed, reason, writeId },
        }),
      agreed ? "Agreed. It is done." : "Refused. Nothing has changed. Whoever asked is told.",
    );
  };
  const errors = refused.map((one) => (one.id === "reason" ? { ...one, id: reasonId(last) } : one));
  return (
    <Page
      title="Requests to agree"
      errors={errors}
      lead="Opening again, going ahead in the period of an election, letting one group send late, changing an election so that something is free, and taking back a declaration take two people. One asks with a reason, another agrees."
    >
      <Told said={said} />
      <Load of={loaded}>
        {({ open, recent }) => {
          const papers = (lines: typeof open) =>
            lines.map((line) => (
              <ApprovalPaper
                key={line.approval.id}
                line={line}
                errors={errors}
                busy={busy && last === line.approval.id}
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
