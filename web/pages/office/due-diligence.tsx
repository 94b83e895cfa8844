import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { dueDiligence, Sheet } from "../../../shared/contract/due-diligence.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { ButtonRow } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { deskApplicationPath, groupPath } from "../../parts/desk-paths.ts";
import { Facts } from "../../parts/facts.tsx";
import { FactsShape, Load, useLoaded } from "../../parts/load.tsx";
import { Page } from "../../parts/page.tsx";
import { PrintButton } from "../../parts/print-button.tsx";
import { useSending } from "../../parts/use-sending.ts";
import { CheckLine, type SheetWork } from "./sheet-check.tsx";
import { Ended, Finish, Reopen, Steps } from "./sheet-ending.tsx";
import { SheetMatchLines } from "./sheet-match.tsx";
import { Papers } from "./sheet-papers.tsx";
import { clearOnes, doneCount } from "./sheet-words.ts";

/** Records together what the portal found in order, so that an officer's time goes to the rest. */
const Together = ({ sheet, sending, onChange }: SheetWork) => {
  const clear = clearOnes(sheet);
  if (!sheet.may.enter || clear.length < 2) return null;
  const enter = async () => {
    const next = await sending.send((writeId) =>
      call<typeof dueDiligence.enter>("POST /api/desk/applications/{id}/due-diligence/entries", {
        params: { id: sheet.applicationId },
        body: {
          entries: clear.map(({ check }) => ({ check, result: "pass", note: "", source: "As the portal found it" })),
          version: sheet.version,
          writeId,
        },
      }),
    );
    if (next !== undefined) onChange(next);
  };
  return (
    <div class="no-print">
      <Confirm
        action={`Record the ${clear.length} checks that the portal found in order`}
        question={`Record ${clear.length} checks as passed?`}
        yes="Yes, record them"
        no="No, one by one"
        kind="main"
        busy={sending.busy}
        onYes={() => void enter()}
      >
        <p class="govuk-body">
          {clear.map(({ label }) => label).join(", ")}. Your name stands beside each of them. You can change each of
          them until the sheet is finished.
        </p>
      </Confirm>
    </div>
  );
};

const factsOf = (sheet: Sheet) => [
  { figure: formatPounds(sheet.requestedPence), label: "asked" },
  { figure: `${doneCount(sheet)} of ${sheet.checks.length}`, label: "checks done" },
  { figure: String(sheet.submission), label: "version of the bid" },
];

const SheetView = (work: SheetWork) => {
  const { sheet } = work;
  // One thing is open at a time: what is typed in one form never waits behind another's answer.
  const [open, setOpen] = useState<string>();
  const opening = (name: string) => (is: boolean) => {
    work.sending.setErrors([]);
    setOpen(is ? name : undefined);
  };
  return (
    <div class="sheet">
      <Facts facts={factsOf(sheet)} />
      <p class="govuk-body">
        <a class="govuk-link no-print" href={groupPath(sheet.organisationId)}>
          {sheet.organisationName}
        </a>
        <span class="only-print">{sheet.organisationName}</span>: {sheet.title}
      </p>
      <Ended sheet={sheet} />
      <Papers {...work} open={open === "papers"} onOpen={opening("papers")} />
      <section>
        <h2 class="govuk-heading-m">Checks</h2>
        <Together {...work} />
        {sheet.checks.map((line) => (
          <CheckLine key={line.check} {...work} line={line} open={open === line.check} onOpen={opening(line.check)} />
        ))}
      </section>
      <SheetMatchLines {...work} open={open} onOpen={opening} />
      {sheet.may.enter && open === undefined ? <Finish {...work} /> : null}
      {sheet.may.reopen ? <Reopen {...work} /> : null}
      <Steps {...work} />
      <p class="only-print">
        Printed as it stood at {formatDateTime(sheet.at)}. {sheet.fundName}, {sheet.roundTitle}.
      </p>
      <ButtonRow>
        <PrintButton>Print the sheet</PrintButton>
      </ButtonRow>
    </div>
  );
};

/** The due-diligence sheet of a bid: prepared by the portal, finished by an officer; it prints. */
export default function DueDiligencePage() {
  const { id = "" } = useRoute().params;
  const sending = useSending();
  const loaded = useLoaded(
    (signal) =>
      call<typeof dueDiligence.read>("GET /api/desk/applications/{id}/due-diligence", { params: { id }, signal }),
    [id],
  );
  const sheet = loaded.is === "here" ? loaded.value : undefined;
  return (
    <Page
      title="Due diligence"
      caption={sheet === undefined ? id : `${id} · ${sheet.organisationName} · ${sheet.fundName}`}
      back={{ href: deskApplicationPath(id), text: "The bid" }}
      errors={sending.errors}
    >
      <Load of={loaded} shape={<FactsShape />}>
        {(value) => <SheetView sheet={value} sending={sending} onChange={loaded.replace} />}
      </Load>
    </Page>
  );
}
