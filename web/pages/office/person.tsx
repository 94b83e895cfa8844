import { useState } from "preact/hooks";
import type { desk } from "../../../shared/contract/desk.ts";
import type { PersonExport } from "../../../shared/contract/person-export.ts";
import { counted } from "../../../shared/rules/counted.ts";
import { TEMPLATE_WORDS } from "../../../shared/rules/message-words.ts";
import { call } from "../../api.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { DESK_PATH } from "../../parts/desk-paths.ts";
import { Details } from "../../parts/details.tsx";
import { TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { Page } from "../../parts/page.tsx";
import { SummaryList } from "../../parts/summary-list.tsx";
import { useSending } from "../../parts/use-sending.ts";
import { FateOf } from "./mail-lines.tsx";

const save = (found: PersonExport): void => {
  const address = URL.createObjectURL(new Blob([JSON.stringify(found, null, 2)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `person ${found.at.slice(0, 10)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};

/** What was written to them, the newest first, and what became of it. */
const Messages = ({ messages }: { messages: PersonExport["messages"] }) =>
  messages.length === 0 ? null : (
    <Details summary="What was written to them">
      <ul class="govuk-list">
        {messages
          .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
          .map((message) => (
            <li key={message.id}>
              {TEMPLATE_WORDS[message.template]}: <FateOf line={message} />
              {message.readAt === undefined ? "" : " Read in the portal."}
            </li>
          ))}
      </ul>
    </Details>
  );

const Found = ({ found }: { found: PersonExport }) => (
  <section>
    <h2 class="govuk-heading-m">What the portal holds</h2>
    <SummaryList
      rows={[
        { key: "Name", value: found.people.map(({ name }) => name).join("\n") },
        { key: "Email address", value: found.email },
        {
          key: "Groups",
          value: found.people
            .flatMap(({ memberships }) => memberships)
            .map(({ organisationName, state }) => `${organisationName}, ${state}`)
            .join("\n"),
        },
        {
          key: "Named as contact of",
          value: found.contacts.map(({ organisationName, role }) => `${organisationName}, ${role}`).join("\n"),
        },
        { key: "Applications", value: found.applications.map(({ id, title }) => `${id} ${title}`).join("\n") },
        {
          key: "Panels",
          value: found.panels.map(({ roundId, seat = "sat before" }) => `${roundId}, ${seat}`).join("\n"),
        },
        { key: "Messages", value: counted(found.messages.length, "message", "messages") },
        { key: "Invitations", value: found.invitations.map(({ role }) => role).join("\n") },
      ]}
    />
    <Messages messages={found.messages} />
    <ButtonRow>
      <Button onClick={() => save(found)}>Save everything as a file</Button>
    </ButtonRow>
  </section>
);

/** Everything about one person, to hand to them: found by address, saved as a file. That it was looked up is kept. */
export default function PersonPage() {
  const [email, setEmail] = useState("");
  const [found, setFound] = useState<PersonExport>();
  const { busy, errors, send } = useSending();
  const find = async () => {
    setFound(undefined);
    setFound(await send(() => call<typeof desk.person>("POST /api/desk/people/search", { body: { email } })));
  };
  return (
    <Page
      title="Everything about one person"
      back={{ href: DESK_PATH, text: "All rounds" }}
      errors={errors.map(({ text }) => ({ id: "email", text }))}
      lead="For a person who asks what we hold about them. Check first that it is they who ask."
    >
      <Form onSend={find}>
        <TextField
          id="email"
          label="Email address"
          type="email"
          value={email}
          onChange={setEmail}
          width={30}
          error={errors[0]?.text}
        />
        <Button submit busy={busy}>
          Find
        </Button>
      </Form>
      {found === undefined ? null : <Found found={found} />}
    </Page>
  );
}
