import type { letters, TemplateLine } from "../../../shared/contract/letters.ts";
import { TEMPLATE_WORDS } from "../../../shared/rules/message-words.ts";
import { call } from "../../api.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { MAIL_PATH, templatePath } from "../../parts/mail-paths.ts";
import { Page } from "../../parts/page.tsx";
import { useSession } from "../../parts/session.tsx";
import { Table, type TableColumn } from "../../parts/table.tsx";
import { causeWords } from "./letter-words.ts";

const COLUMNS: readonly TableColumn<TemplateLine>[] = [
  {
    id: "what",
    header: "Email",
    names: true,
    by: ({ template }) => TEMPLATE_WORDS[template],
    cell: ({ template }) => (
      <a class="govuk-link" href={templatePath(template)}>
        {TEMPLATE_WORDS[template]}
      </a>
    ),
  },
  { id: "subject", header: "Subject", prose: true, by: ({ subject }) => subject, cell: ({ subject }) => subject },
  {
    id: "when",
    header: "Sent when",
    prose: true,
    cell: ({ causes }) => causes.map(({ event }) => causeWords(event)).join("; ") || "not by an event",
  },
];

/** Every e-mail that the portal writes. */
export default function MailTemplatesPage() {
  const { person } = useSession();
  const loaded = useLoaded((signal) => call<typeof letters.templates>("GET /api/mail/templates", { signal }), []);
  // Whoever manages people alone does not read who was not reached.
  const works = person?.roles.some((role) => role === "officer" || role === "approver") === true;
  return (
    <Page
      title="Every email we send"
      back={works ? { href: MAIL_PATH, text: "Email that did not arrive" } : { href: "/office/people", text: "People" }}
      lead="Each of them with invented facts, as it arrives on a phone and on a desk. The office is the sender; replies come to it."
    >
      <Load of={loaded}>
        {({ templates }) => (
          <Table
            caption="Emails"
            captionHidden
            columns={COLUMNS}
            rows={templates}
            keyOf={({ template }) => template}
            wordsOf={({ template, subject }) => `${TEMPLATE_WORDS[template]} ${subject}`}
            empty="There is no email."
          />
        )}
      </Load>
    </Page>
  );
}
