import { useRoute } from "preact-iso";
import type { applications } from "../../../shared/contract/applications.ts";
import type { Reply } from "../../../shared/contract.ts";
import { call } from "../../api.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Page } from "../../parts/page.tsx";
import { PrintButton } from "../../parts/print-button.tsx";
import { applicationPath } from "./addresses.ts";
import { ReceiptFacts, receivedWords } from "./receipt-facts.tsx";
import { SendCopy } from "./send-copy.tsx";
import { Submitted } from "./submitted.tsx";

/** What was submitted, as it stands for ever: to read and to print. */
export default function SubmissionPage() {
  const { params } = useRoute();
  const { id = "", number = "" } = params;
  const loaded = useLoaded(
    (signal) =>
      call<typeof applications.submission>("GET /api/applications/{id}/submissions/{number}", {
        params: { id, number },
        signal,
      }),
    [id, number],
  );
  const title = loaded.is === "here" ? loaded.value.content.title : "What you sent";
  const caption = loaded.is === "here" ? `${id} · received at ${receivedWords(loaded.value.receipt)}` : id;
  return (
    <Page title={title} caption={caption} back={{ href: applicationPath(id), text: "Your application" }}>
      <Load of={loaded}>{(sent) => <Sent {...sent} />}</Load>
    </Page>
  );
}

const Sent = ({ receipt, content, form, standings }: Reply<typeof applications.submission>) => {
  const { name } = content.organisation;
  return (
    <>
      <ReceiptFacts receipt={receipt} />
      <SendCopy receipt={receipt}>
        <PrintButton>Print what you sent</PrintButton>
      </SendCopy>
      {typeof name === "string" ? <p class="govuk-body">Sent for {name}.</p> : null}
      <Submitted content={content} form={form} standings={standings} />
    </>
  );
};
