import { useRoute } from "preact-iso";
import type { Receipt } from "../../../shared/contract/application-views.ts";
import type { applications } from "../../../shared/contract/applications.ts";
import { call, Refusal } from "../../api.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Confirmation } from "../../parts/notice.tsx";
import { Columns, Page, Paper } from "../../parts/page.tsx";
import { PrintButton } from "../../parts/print-button.tsx";
import { applicationPath, submissionPath } from "./addresses.ts";
import { ApplicationPage } from "./application-page.tsx";
import { checkReceiptPath, downloadReceipt, ReceiptFacts, receiptJustGiven, receivedWords } from "./receipt-facts.tsx";
import { NextSteps } from "./standing.tsx";
import type { Opened } from "./use-application.ts";

/** The confirmation: what was received and when, how to prove it, and what happens next. */
export default function SentPage() {
  const { params } = useRoute();
  return <ApplicationPage id={params.id}>{(open) => <Sent key={open.view.id} open={open} />}</ApplicationPage>;
}

const Sent = ({ open: { view } }: { open: Opened }) => {
  const given = receiptJustGiven(view.id);
  const number = given?.number ?? view.latest?.number;
  const loaded = useLoaded<Receipt>(
    async (signal) => {
      if (given !== undefined) return given;
      if (number === undefined) throw new Refusal("not-found");
      const params = { id: view.id, number: String(number) };
      return (
        await call<typeof applications.submission>("GET /api/applications/{id}/submissions/{number}", {
          params,
          signal,
        })
      ).receipt;
    },
    [view.id, number],
  );
  return (
    <Page
      title={given === undefined ? "Your receipt" : "Your application is with us"}
      back={{ href: applicationPath(view.id), text: "Your application" }}
    >
      <Load of={loaded}>
        {(receipt) => (
          <Columns
            aside={
              <Paper title="What happens when">
                <NextSteps view={view} />
              </Paper>
            }
          >
            <Confirmation title={receipt.number > 1 ? "Change received" : "Application received"}>
              Your reference is
              <br />
              <strong>{receipt.reference}</strong>
              <br />
              Received at {receivedWords(receipt)}
            </Confirmation>
            <p class="govuk-body">
              We have sent this receipt to you by email. Keep it: it proves what you sent and when. You can change the
              application until the round closes; what you sent stands until you submit a change.
            </p>
            <ReceiptFacts receipt={receipt} />
            <ButtonRow>
              <PrintButton />
              <Button kind="secondary" onClick={() => downloadReceipt(receipt)}>
                Keep a copy as a file
              </Button>
            </ButtonRow>
            <p class="govuk-body">
              <a class="govuk-link" href={submissionPath(view.id, receipt.number)}>
                Read or print what you sent
              </a>
            </p>
            <p class="govuk-body">
              <a class="govuk-link" href={checkReceiptPath(receipt)}>
                Check the receipt
              </a>
            </p>
          </Columns>
        )}
      </Load>
    </Page>
  );
};
