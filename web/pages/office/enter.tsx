import { useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import type { entries, FoundGroup } from "../../../shared/contract/entries.ts";
import { HOW_ASKED } from "../../../shared/rules/office-entry.ts";
import { call } from "../../api.ts";
import { Button, ButtonRow, LinkButton } from "../../parts/button.tsx";
import { Radios } from "../../parts/choices.tsx";
import { DateField } from "../../parts/date-field.tsx";
import { deskRoundPath, entryPath } from "../../parts/desk-paths.ts";
import { errorFor } from "../../parts/error-summary.tsx";
import { TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { Page } from "../../parts/page.tsx";
import { PrivacyNote } from "../../parts/privacy-note.tsx";
import { useSending } from "../../parts/use-sending.ts";
import { FindGroup, NewGroup } from "./enter-group.tsx";

const HOWS = [
  { value: "telephone", label: HOW_ASKED.telephone },
  { value: "paper", label: HOW_ASKED.paper },
] as const;

/** Begins an application for a group that asks by telephone or on paper: which group, who of it agreed, and when. */
export default function EnterPage() {
  const { round = "" } = useRoute().params;
  const { route } = useLocation();
  const [group, setGroup] = useState<FoundGroup>();
  const [how, setHow] = useState<string>("");
  const [agreedBy, setAgreedBy] = useState("");
  const [agreedOn, setAgreedOn] = useState("");
  const { busy, errors, setErrors, send } = useSending();
  const start = async (organisationId: string) => {
    const asked = HOWS.find(({ value }) => value === how);
    if (asked === undefined) return setErrors([{ id: "how", text: "Say how the group asks." }]);
    const started = await send((writeId) =>
      call<typeof entries.start>("POST /api/desk/applications", {
        body: { roundId: round, organisationId, how: asked.value, agreedBy, agreedOn, writeId },
      }),
    );
    if (started !== undefined) route(entryPath(started.id));
  };
  return (
    <Page
      title="Enter an application for a group"
      caption={round}
      back={{ href: deskRoundPath(round), text: "The round" }}
      errors={errors}
      lead="It is the group’s application: a named person of the group agrees to it, and the same rules hold."
    >
      {group === undefined ? (
        <>
          <h2 class="govuk-heading-m">Which group?</h2>
          <FindGroup onGroup={setGroup} />
          <NewGroup onGroup={setGroup} />
        </>
      ) : (
        <Form onSend={() => void start(group.id)}>
          <p class="govuk-body">
            <strong>{group.name}</strong>, {group.town}, {group.postcode}{" "}
            <LinkButton onClick={() => setGroup(undefined)}>Choose another group</LinkButton>
          </p>
          <Radios
            id="how"
            label="How does the group ask?"
            options={HOWS}
            value={how}
            onChange={setHow}
            error={errorFor(errors, "how")}
          />
          <TextField
            id="agreedBy"
            label="Who of the group agrees that you enter it?"
            value={agreedBy}
            onChange={setAgreedBy}
            error={errorFor(errors, "agreedBy")}
          />
          <PrivacyNote>Tell them that their name is kept with the application, and where the notice is.</PrivacyNote>
          <DateField
            id="agreedOn"
            label="When did they agree?"
            value={agreedOn}
            onChange={setAgreedOn}
            error={errorFor(errors, "agreedOn")}
          />
          <ButtonRow>
            <Button submit busy={busy}>
              Begin the application
            </Button>
          </ButtonRow>
        </Form>
      )}
    </Page>
  );
}
