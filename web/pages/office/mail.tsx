import { useState } from "preact/hooks";
import type { MailLine, mail } from "../../../shared/contract/mail.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { TEMPLATE_WORDS } from "../../../shared/rules/message-words.ts";
import { call } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { deskApplicationPath } from "../../parts/desk-paths.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { TEMPLATES_PATH } from "../../parts/mail-paths.ts";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useSession } from "../../parts/session.tsx";
import { Table, type TableColumn } from "../../parts/table.tsx";
import { useSending } from "../../parts/use-sending.ts";
import { FateOf, MailStateNotice } from "./mail-lines.tsx";

const columns = (again: ((line: MailLine) => void) | undefined, busy: boolean): TableColumn<MailLine>[] => [
  { id: "to", header: "To", names: true, by: ({ to }) => to, cell: ({ to }) => to },
  {
    id: "what",
    header: "What",
    cell: ({ template, applicationId }) => (
      <>
        {TEMPLATE_WORDS[template]}
        {applicationId === undefined ? null : (
          <>
            {" "}
            <a class="govuk-link" href={deskApplicationPath(applicationId)}>
              {applicationId}
            </a>
          </>
        )}
      </>
    ),
  },
  { id: "when", header: "Since", by: ({ createdAt }) => createdAt, cell: ({ createdAt }) => formatDateTime(createdAt) },
  { id: "why", header: "Why", prose: true, cell: (line) => <FateOf line={line} /> },
  {
    id: "again",
    header: "What to do",
    cell: (line) =>
      again !== undefined && line.maySendAgain ? (
        <Button kind="secondary" busy={busy} onClick={() => again(line)}>
          Send again<span class="govuk-visually-hidden"> to {line.to}</span>
        </Button>
      ) : (
        "Telephone them"
      ),
  },
];

/** E-mail that did not arrive, with the reason: an officer sends it again, or reaches the person another way. */
export default function MailPage() {
  const { person } = useSession();
  const { busy, errors, send } = useSending();
  const [done, setDone] = useState<string>();
  const loaded = useLoaded((signal) => call<typeof mail.undelivered>("GET /api/mail/undelivered", { signal }), []);
  const again = async ({ recipient, id, to }: MailLine): Promise<void> => {
    const sent = await send((writeId) =>
      call<typeof mail.sendAgain>("POST /api/mail/messages/{recipient}/{id}/again", {
        params: { recipient, id },
        body: { writeId },
      }),
    );
    if (sent === undefined || loaded.is !== "here") return;
    setDone(`The message to ${to} is on its way again.`);
    loaded.replace({ ...loaded.value, lines: loaded.value.lines.filter((line) => line.id !== id) });
  };
  const isOfficer = person?.roles.includes("officer") === true;
  return (
    <Page
      title="Email that did not arrive"
      errors={errors}
      lead="What we could not send for four hours, and what came back. Each person finds the message in the portal as well."
    >
      {done === undefined ? null : (
        <Notice key={done} focused>
          <p class="govuk-body">{done}</p>
        </Notice>
      )}
      <Load of={loaded}>
        {({ state, lines, more }) => (
          <>
            <MailStateNotice state={state} />
            <Table
              caption="Undelivered messages"
              captionHidden
              columns={columns(isOfficer ? (line) => void again(line) : undefined, busy)}
              rows={lines}
              keyOf={({ recipient, id }) => `${recipient}/${id}`}
              wordsOf={({ to, applicationId = "" }) => `${to} ${applicationId}`}
              empty="Every email has arrived, or is on its way."
            />
            <p class="govuk-body">
              <a class="govuk-link" href={TEMPLATES_PATH}>
                Every email we send
              </a>
            </p>
            {more ? <p class="govuk-body soft">These are the newest 200.</p> : null}
          </>
        )}
      </Load>
    </Page>
  );
}
