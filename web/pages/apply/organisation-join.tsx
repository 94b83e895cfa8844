import { useRef, useState } from "preact/hooks";
import type { organisations } from "../../../shared/contract/organisations.ts";
import type { JoinSearch } from "../../../shared/rules/join-search.ts";
import { CHARITY_REGISTER_LABELS } from "../../../shared/rules/organisation-types.ts";
import { call, Refusal } from "../../api.ts";
import { Button, ButtonLink } from "../../parts/button.tsx";
import { Radios } from "../../parts/choices.tsx";
import { type PageError, pageErrors } from "../../parts/error-summary.tsx";
import { SelectField, TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { Confirmation } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { PrivacyNote } from "../../parts/privacy-note.tsx";
import { RefusalNotice } from "../../parts/refusal.tsx";
import { fieldsOf } from "../../parts/typed.ts";
import { GROUPS_PATH, NEW_GROUP_PATH } from "./organisation-paths.ts";

const REGISTERS = Object.entries(CHARITY_REGISTER_LABELS).map(([value, label]) => ({ value, label }));
const EMPTY = { by: "", charityRegister: "", charityNumber: "", companyNumber: "", name: "", postcode: "" };
type Typed = typeof EMPTY;

const searchOf = ({
  by,
  charityRegister,
  charityNumber,
  companyNumber,
  name,
  postcode,
}: Typed): JoinSearch | undefined => {
  if (by === "charity-number") return { by, charityRegister, charityNumber };
  if (by === "company-number") return { by, companyNumber };
  return by === "name-and-postcode" ? { by, name, postcode } : undefined;
};

const Fields = (props: {
  typed: Typed;
  errors: readonly PageError[];
  change: (next: (now: Typed) => Typed) => void;
}) => {
  const { typed, errors, change } = props;
  const field = fieldsOf(typed, change, errors, "search-");
  return (
    <Radios
      {...field("by")}
      label="How can we find the group?"
      labelSize="m"
      options={[
        {
          value: "charity-number",
          label: "By its charity number",
          below: (
            <>
              <SelectField {...field("charityRegister")} label="Register of charities" options={REGISTERS} />
              <TextField {...field("charityNumber")} label="Charity number" width={10} spellcheck={false} />
            </>
          ),
        },
        {
          value: "company-number",
          label: "By its company number",
          below: <TextField {...field("companyNumber")} label="Company number" width={10} spellcheck={false} />,
        },
        {
          value: "name-and-postcode",
          label: "By its name and postcode",
          below: (
            <>
              <TextField {...field("name")} label="Name, as it is on its bank account" />
              <TextField {...field("postcode")} label="Postcode" width={10} spellcheck={false} />
            </>
          ),
        },
      ]}
    />
  );
};

/** Asks the members of a group to let somebody in. What it answers tells nothing about who is here. */
export default function JoinPage() {
  const [typed, setTyped] = useState(EMPTY);
  const [errors, setErrors] = useState<PageError[]>([]);
  const [refusal, setRefusal] = useState<Refusal>();
  const [said, setSaid] = useState("");
  const [busy, setBusy] = useState(false);
  const writeId = useRef(crypto.randomUUID());
  const change = (next: (now: Typed) => Typed): void => {
    setTyped(next);
    writeId.current = crypto.randomUUID();
  };
  const send = async (): Promise<void> => {
    const search = searchOf(typed);
    setRefusal(undefined);
    if (search === undefined) return setErrors([{ id: "search-by", text: "Choose how we can find the group" }]);
    setErrors([]);
    setBusy(true);
    try {
      const body = { search, writeId: writeId.current };
      setSaid((await call<typeof organisations.askToJoin>("POST /api/organisations/joins", { body })).said);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.findings.length > 0) setErrors(pageErrors(error.findings));
      else setRefusal(error);
    } finally {
      setBusy(false);
    }
  };
  const back = { href: GROUPS_PATH, text: "Your groups" };
  if (said !== "")
    return (
      <Page title="Ask to join a group" back={back}>
        <Confirmation title="We have taken your request">{said}</Confirmation>
        <p class="govuk-body">
          To protect groups, we say the same whether or not we found it. You need not wait: you can{" "}
          <a class="govuk-link" href={NEW_GROUP_PATH}>
            tell us about your group
          </a>{" "}
          and begin to write.
        </p>
        <ButtonLink href={GROUPS_PATH}>Back to your groups</ButtonLink>
      </Page>
    );
  return (
    <Page
      title="Ask to join a group"
      back={back}
      errors={errors}
      lead="If somebody of your group already uses this portal, ask to share its applications. Its members, or our office, say yes or no."
    >
      {refusal === undefined ? null : <RefusalNotice refusal={refusal} onRetry={send} />}
      <Form onSend={send}>
        <Fields typed={typed} errors={errors} change={change} />
        <PrivacyNote>If the group is here, its members see your name and email address.</PrivacyNote>
        <Button submit busy={busy}>
          Ask to join
        </Button>
      </Form>
    </Page>
  );
}
