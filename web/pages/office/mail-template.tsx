import { useRoute } from "preact-iso";
import type { letters, TemplateSample } from "../../../shared/contract/letters.ts";
import { isTemplate, TEMPLATE_WORDS } from "../../../shared/rules/message-words.ts";
import { call } from "../../api.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { TEMPLATES_PATH } from "../../parts/mail-paths.ts";
import { MailPreview } from "../../parts/mail-preview.tsx";
import { Page } from "../../parts/page.tsx";
import { causeWords, WHOM_WORDS } from "./letter-words.ts";

const Causes = ({ causes }: Pick<TemplateSample, "causes">) =>
  causes.length === 0 ? (
    <p class="govuk-body">
      No event of the portal sends it: somebody asks for it, or what it is about is not built yet.
    </p>
  ) : (
    <ul class="govuk-list">
      {causes.map(({ event, whom, urgent }) => (
        <li key={event}>
          Sent {urgent ? "at once " : ""}when {causeWords(event)}, to {WHOM_WORDS[whom]}.
        </li>
      ))}
    </ul>
  );

/** One e-mail of the portal with invented facts, in both forms and two widths. */
export default function MailTemplatePage() {
  const { template = "" } = useRoute().params;
  const loaded = useLoaded(
    (signal) => call<typeof letters.template>("GET /api/mail/templates/{template}", { params: { template }, signal }),
    [template],
  );
  return (
    <Page
      title={isTemplate(template) ? TEMPLATE_WORDS[template] : "No such email"}
      back={{ href: TEMPLATES_PATH, text: "Every email we send" }}
    >
      <Load of={loaded}>
        {({ causes, subject, text, body }) => (
          <>
            <Causes causes={causes} />
            <MailPreview subject={subject} text={text} body={body} />
          </>
        )}
      </Load>
    </Page>
  );
}
