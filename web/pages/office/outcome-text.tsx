import { useState } from "preact/hooks";
import type { OutcomeLine, OutcomesPage } from "../../../shared/contract/outcome-views.ts";
import type { outcomes } from "../../../shared/contract/outcomes.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { deskApplicationPath } from "../../parts/desk-paths.ts";
import { TextArea } from "../../parts/fields.tsx";

/** As much as an outcome's text may be (`rules/outcome.ts`, which brings schemas into the browser). */
const MOST_CHARACTERS = 6_000;

type Props = {
  page: OutcomesPage;
  line: OutcomeLine;
  busy: boolean;
  change: (send: (writeId: string) => Promise<OutcomesPage>, said: string) => Promise<boolean>;
};

const Hands = ({ line: { edited, read, toldFrom } }: { line: OutcomeLine }) => (
  <p class="govuk-body small soft">
    {edited === undefined ? "Drafted by the portal." : `Edited by ${edited.byName} at ${formatDateTime(edited.at)}.`}
    {read === undefined ? "" : ` Read by ${read.byName} at ${formatDateTime(read.at)}.`}
    {toldFrom === undefined ? "" : ` Told at ${formatDateTime(toldFrom)}.`}
  </p>
);

/** The text of one outcome: edited by an officer, read by another person. */
export const OutcomeText = ({ page, line, busy, change }: Props) => {
  const [text, setText] = useState(line.text);
  const { applicationId, meetingId, version, state, title } = line;
  const mayEdit = page.may.edit && state !== "released";
  const mayRead = page.may.read && state === "edited" && line.edited?.you !== true && text === line.text;
  const save = () =>
    change(
      (writeId) =>
        call<typeof outcomes.edit>("PUT /api/office/applications/{id}/outcome", {
          params: { id: applicationId },
          body: { meetingId, text, version, writeId },
        }),
      `The text for “${title}” is saved. Another person reads it.`,
    );
  const read = () =>
    change(
      (writeId) =>
        call<typeof outcomes.read>("POST /api/office/rounds/{id}/outcomes/readings", {
          params: { id: page.roundId },
          body: { chosen: [{ applicationId, meetingId }], writeId },
        }),
      `The text for “${title}” is ready.`,
    );
  return (
    <>
      {line.conditions.length === 0 ? null : (
        <p class="govuk-body small">Conditions, shown below the text: {line.conditions.join("; ")}</p>
      )}
      {mayEdit ? (
        <TextArea
          id={`text-${applicationId}`}
          label="What the group reads"
          hint="An empty line begins a new paragraph."
          value={text}
          onChange={setText}
          limitCharacters={MOST_CHARACTERS}
          rows={12}
        />
      ) : (
        line.text.split(/\n{2,}/).map((paragraph) => (
          <p class="govuk-body prose" key={paragraph}>
            {paragraph}
          </p>
        ))
      )}
      <Hands line={line} />
      <ButtonRow>
        {mayEdit ? (
          <Button busy={busy} onClick={() => void save()}>
            {text === line.text && state === "drafted" ? "Keep it as it stands" : "Save the text"}
          </Button>
        ) : null}
        {mayRead ? (
          <Button kind="secondary" busy={busy} onClick={() => void read()}>
            I have read it
          </Button>
        ) : null}
        <a class="govuk-link" href={deskApplicationPath(applicationId)}>
          The application
        </a>
      </ButtonRow>
    </>
  );
};
