import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { LetterPreview, LettersOfRound, letters } from "../../../shared/contract/letters.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import {
  LETTER_TO,
  type LetterTo,
  MOST_HEADING_CHARACTERS,
  MOST_LETTER_CHARACTERS,
} from "../../../shared/rules/round-letter.ts";
import { call } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { Radios } from "../../parts/choices.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { TextArea, TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { roundPath } from "../../parts/fund-paths.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { MailPreview } from "../../parts/mail-preview.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useSession } from "../../parts/session.tsx";
import { fieldsOf } from "../../parts/typed.ts";
import { useSending } from "../../parts/use-sending.ts";
import { groupsInWords, LETTER_TO_WORDS } from "./letter-words.ts";

type Typed = { to: LetterTo | ""; heading: string; text: string };
const NOTHING: Typed = { to: "", heading: "", text: "" };

type Part = {
  of: LettersOfRound;
  sending: ReturnType<typeof useSending>;
  onSent: (of: LettersOfRound, done: string) => void;
};

/** What will go, to how many: only then can it be sent. */
const Preview = ({ preview, typed, sending, of, onSent }: Part & { preview: LetterPreview; typed: Typed }) => {
  const { groups, people, to, subject, text, body } = preview;
  const sendAll = async () => {
    const sent = await sending.send((writeId) =>
      call<typeof letters.write>("POST /api/office/rounds/{id}/letters", {
        params: { id: of.roundId },
        body: { to, heading: typed.heading, text: typed.text, groups, writeId },
      }),
    );
    if (sent !== undefined) onSent(sent, `The message is on its way to ${groupsInWords(groups)}.`);
  };
  return (
    <>
      <p class="govuk-body" role="status">
        It goes to {groupsInWords(groups)}: {people === 1 ? "1 address" : `${people} addresses`}. Each of them gets it
        alone, with the reference of their own application; the one below is invented.
      </p>
      <MailPreview subject={subject} text={text} body={body} />
      <Confirm
        action="Send this message"
        question={`Send “${typed.heading.trim()}” to ${groupsInWords(groups)}?`}
        yes={`Yes, send it to ${groupsInWords(groups)}`}
        no="No, not yet"
        kind="main"
        onYes={() => void sendAll()}
        busy={sending.busy}
      >
        <p class="govuk-body">It cannot be taken back. What you wrote stays here, with today’s date.</p>
      </Confirm>
    </>
  );
};

const WriteForm = (part: Part) => {
  const { of, sending } = part;
  const [typed, setTyped] = useState(NOTHING);
  const [preview, setPreview] = useState<LetterPreview>();
  const change = (next: (now: Typed) => Typed) => {
    setTyped(next);
    setPreview(undefined);
  };
  const field = fieldsOf(typed, change, sending.errors);
  const show = async () => {
    const { to, heading, text } = typed;
    if (to === "") return sending.setErrors([{ id: "to", text: "Choose whom you write to." }]);
    const shown = await sending.send(() =>
      call<typeof letters.preview>("POST /api/office/rounds/{id}/letters/preview", {
        params: { id: of.roundId },
        body: { to, heading, text },
      }),
    );
    if (shown !== undefined) setPreview(shown);
  };
  return (
    <>
      <Form onSend={show}>
        <Radios
          {...field("to")}
          label="Whom do you write to?"
          options={LETTER_TO.map((to) => ({
            value: to,
            label: `${LETTER_TO_WORDS[to]}: ${groupsInWords(of.groups[to])}`,
          }))}
        />
        <TextField
          {...field("heading")}
          label="Subject"
          hint={`The reference of the application stands before it. Up to ${MOST_HEADING_CHARACTERS} characters.`}
        />
        <TextArea
          {...field("text")}
          label="Message"
          hint="Plain words. Name nobody. Web addresses are not turned into links: the only link leads to the application."
          limitCharacters={MOST_LETTER_CHARACTERS}
        />
        <Button submit kind={preview === undefined ? "main" : "secondary"} busy={sending.busy}>
          See it before it goes
        </Button>
      </Form>
      {preview === undefined ? null : <Preview {...part} preview={preview} typed={typed} />}
    </>
  );
};

const Written = ({ letters: written }: Pick<LettersOfRound, "letters">) => (
  <section>
    <h2 class="govuk-heading-m">Written before</h2>
    {written.length === 0 ? <p class="govuk-body soft">Nothing has been written to everyone in this round.</p> : null}
    <ul class="govuk-list">
      {written.map(({ id, to, heading, text, writtenAt, groups }) => (
        <li key={id}>
          <strong>{heading}</strong>
          <br />
          <span class="soft">
            {formatDateTime(writtenAt)}, to {groupsInWords(groups)}: {LETTER_TO_WORDS[to].toLowerCase()}
          </span>
          <p class="govuk-body prose">{text}</p>
        </li>
      ))}
    </ul>
  </section>
);

/** An officer writes to everyone with a draft, or everyone who has submitted: seen and counted before it goes. */
export default function RoundWritePage() {
  const { id = "" } = useRoute().params;
  const { person } = useSession();
  const sending = useSending();
  const loaded = useLoaded(
    (signal) => call<typeof letters.ofRound>("GET /api/office/rounds/{id}/letters", { params: { id }, signal }),
    [id],
  );
  const [done, setDone] = useState<{ words: string; times: number }>();
  const take = (of: LettersOfRound, words: string) => {
    loaded.replace(of);
    setDone({ words, times: (done?.times ?? 0) + 1 });
  };
  return (
    <Page
      title="Write to everyone in a round"
      caption={loaded.is === "here" ? loaded.value.title : undefined}
      back={{ href: roundPath(id), text: "The round" }}
      errors={sending.errors}
      lead="Each group gets its own email and finds it in the portal too. You see nobody’s draft."
    >
      {done === undefined ? null : (
        <Notice key={done.times} focused>
          <p class="govuk-body">{done.words}</p>
        </Notice>
      )}
      <Load of={loaded}>
        {(of) => (
          <>
            {person?.roles.includes("officer") === true ? (
              <WriteForm key={done?.times ?? 0} of={of} sending={sending} onSent={take} />
            ) : null}
            <Written letters={of.letters} />
          </>
        )}
      </Load>
    </Page>
  );
}
