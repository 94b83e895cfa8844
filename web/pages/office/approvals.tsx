import { useRef, useState } from "preact/hooks";
import type { approvals } from "../../../shared/contract/approvals.ts";
import { call, Refusal } from "../../api.ts";
import { type PageError, pageErrors } from "../../parts/error-summary.tsx";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { RefusalNotice } from "../../parts/refusal.tsx";
import { ApprovalPaper, type Change } from "./approval-paper.tsx";

/** What takes two people: what waits for an approver, and what was answered or lapsed lately. */
export default function ApprovalsPageView() {
  const loaded = useLoaded((signal) => call<typeof approvals.list>("GET /api/office/approvals", { signal }), []);
  const [errors, setErrors] = useState<PageError[]>([]);
  const [refusal, setRefusal] = useState<Refusal>();
  const [said, setSaid] = useState("");
  const busy = useRef(false);
  const change: Change = async (send, done, reasonId) => {
    if (busy.current) return false;
    busy.current = true;
    setErrors([]);
    setRefusal(undefined);
    setSaid("");
    try {
      loaded.replace(await send());
      setSaid(done);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.findings.length > 0)
        setErrors(pageErrors(error.findings).map((one) => (one.id === "reason" ? { ...one, id: reasonId } : one)));
      else setRefusal(error);
      return false;
    } finally {
      busy.current = false;
    }
  };
  return (
    <Page
      title="Requests to agree"
      errors={errors}
      lead="Opening again, going ahead in the period of an election, and letting one group send late take two people. One asks with a reason, another agrees."
    >
      {refusal === undefined ? null : <RefusalNotice refusal={refusal} />}
      {said === "" ? null : (
        <Notice role="status">
          <p class="govuk-body">{said}</p>
        </Notice>
      )}
      <Load of={loaded}>
        {({ open, recent }) => (
          <>
            <h2 class="govuk-heading-m">Waiting</h2>
            {open.length === 0 ? <p class="govuk-body soft">Nothing waits for an approver.</p> : null}
            {open.map((line) => (
              <ApprovalPaper key={line.approval.id} line={line} errors={errors} change={change} />
            ))}
            <h2 class="govuk-heading-m">Answered or lapsed</h2>
            {recent.length === 0 ? <p class="govuk-body soft">Nothing has been answered yet.</p> : null}
            {recent.map((line) => (
              <ApprovalPaper key={line.approval.id} line={line} errors={errors} change={change} />
            ))}
          </>
        )}
      </Load>
    </Page>
  );
}
