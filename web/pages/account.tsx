import { useRef, useState } from "preact/hooks";
import type { SignedIn, session } from "../../shared/contract/session.ts";
import { ROLE_LABELS } from "../../shared/rules/role.ts";
import { nameFindings } from "../../shared/rules/sign-in.ts";
import { call, Refusal } from "../api.ts";
import { Button, ButtonLink } from "../parts/button.tsx";
import { errorFor, type PageError, pageErrors } from "../parts/error-summary.tsx";
import { TextField } from "../parts/fields.tsx";
import { Form } from "../parts/form.tsx";
import { MailReturned } from "../parts/mail-returned.tsx";
import { Notice } from "../parts/notice.tsx";
import { Page } from "../parts/page.tsx";
import { RefusalNotice } from "../parts/refusal.tsx";
import { useSession } from "../parts/session.tsx";
import { SummaryList } from "../parts/summary-list.tsx";

const DOOR_WORDS = { code: "With a code by email", staff: "With your office account" } as const;

const rolesOf = ({ roles }: SignedIn): string =>
  roles
    .filter((role) => role !== "applicant")
    .map((role) => ROLE_LABELS[role])
    .join(", ") || ROLE_LABELS.applicant;

const Account = ({ person }: { person: SignedIn }) => {
  const { replace } = useSession();
  const [name, setName] = useState(person.name);
  const [errors, setErrors] = useState<PageError[]>([]);
  const [refusal, setRefusal] = useState<Refusal>();
  const [busy, setBusy] = useState(false);
  const [kept, setKept] = useState(false);
  const writeId = useRef(crypto.randomUUID());

  const keep = async (): Promise<void> => {
    const findings = nameFindings(name);
    setErrors(pageErrors(findings));
    setKept(false);
    if (findings.length > 0) return;
    setBusy(true);
    try {
      replace(
        await call<typeof session.setName>("PUT /api/session/name", { body: { name, writeId: writeId.current } }),
      );
      writeId.current = crypto.randomUUID();
      setRefusal(undefined);
      setKept(true);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.findings.length > 0) setErrors(pageErrors(error.findings));
      else setRefusal(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Page title="Your account" errors={errors}>
      <MailReturned />
      {refusal === undefined ? null : <RefusalNotice refusal={refusal} onRetry={keep} />}
      {kept ? (
        <Notice role="status">
          <p class="govuk-body">Your name is changed.</p>
        </Notice>
      ) : null}
      <SummaryList
        rows={[
          { key: "Email address", value: person.email },
          { key: "How you sign in", value: DOOR_WORDS[person.door] },
          { key: "Role", value: rolesOf(person) },
          {
            key: "Groups",
            value: person.organisations.map((organisation) => organisation.name).join(", ") || "None yet",
          },
        ]}
      />
      <p class="govuk-body">
        <a class="govuk-link" href="/account/messages">
          Your messages
        </a>
        {(person.unread ?? 0) === 0 ? "" : `: ${person.unread} not read yet`}
      </p>
      <Form onSend={keep}>
        <TextField
          id="name"
          label="Your full name"
          autoComplete="name"
          spellcheck={false}
          width={30}
          value={name}
          onChange={setName}
          error={errorFor(errors, "name")}
        />
        <Button submit busy={busy}>
          Change name
        </Button>
      </Form>
      <h2 class="govuk-heading-m">Sign out</h2>
      <p class="govuk-body">On this device, or on all of them: after a lost telephone, for one.</p>
      <ButtonLink href="/sign-out" kind="secondary">
        Sign out
      </ButtonLink>
    </Page>
  );
};

/** What the portal knows of the person who is signed in. */
export default function AccountPage() {
  const { person, known } = useSession();
  if (person !== undefined) return <Account key={person.personId} person={person} />;
  return <Page title="Your account">{known ? <RefusalNotice refusal={new Refusal("unauthenticated")} /> : null}</Page>;
}
