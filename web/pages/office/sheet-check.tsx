import type { dueDiligence, Sheet, SheetCheck } from "../../../shared/contract/due-diligence.ts";
import type { Result } from "../../../shared/rules/due-diligence.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { MOST_NOTE_CHARACTERS } from "../../../shared/rules/text.ts";
import { call } from "../../api.ts";
import { Button, LinkButton } from "../../parts/button.tsx";
import { Radios } from "../../parts/choices.tsx";
import { deskApplicationPath, groupPath } from "../../parts/desk-paths.ts";
import { TextArea, TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { Tag } from "../../parts/tag.tsx";
import { useTyped } from "../../parts/typed.ts";
import type { useSending } from "../../parts/use-sending.ts";
import { SaveOrLeave } from "./save-or-leave.tsx";
import { FOUND_TAGS, isDone, RESULT_TAGS } from "./sheet-words.ts";

export type SheetWork = {
  sheet: Sheet;
  sending: ReturnType<typeof useSending>;
  onChange: (sheet: Sheet) => void;
};

const CHOICES = [
  { value: "pass", label: "It passes" },
  { value: "look", label: "Somebody must look before money is paid" },
  { value: "fail", label: "It fails" },
] as const;

const Entered = ({ entry }: { entry: NonNullable<SheetCheck["entry"]> }) => {
  const { tone, text } = RESULT_TAGS[entry.result];
  return (
    <div class="check__entry">
      <p class="govuk-body">
        <Tag tone={tone}>{text}</Tag> {entry.note}
      </p>
      <p class="govuk-body small soft">
        {entry.byName}, {formatDateTime(entry.at)}.{entry.source === "" ? "" : ` Source: ${entry.source}`}
      </p>
    </div>
  );
};

type Found = { result: Result | ""; note: string; source: string };

const CheckForm = ({
  line,
  sheet,
  sending,
  onChange,
  onClose,
}: SheetWork & { line: SheetCheck; onClose: () => void }) => {
  const before = line.entry ?? line.older;
  const { typed, field } = useTyped<Found>(
    { result: line.entry?.result ?? "", note: before?.note ?? "", source: before?.source ?? "" },
    sending.errors,
    "entries-0-",
  );
  const save = async () => {
    const { result } = typed;
    if (result === "") return sending.setErrors([{ id: "entries-0-result", text: "Choose what you found." }]);
    const next = await sending.send((writeId) =>
      call<typeof dueDiligence.enter>("POST /api/desk/applications/{id}/due-diligence/entries", {
        params: { id: sheet.applicationId },
        body: { entries: [{ check: line.check, ...typed, result }], version: sheet.version, writeId },
      }),
    );
    if (next === undefined) return;
    onClose();
    onChange(next);
  };
  return (
    <Form class="no-print" onSend={save}>
      <Radios {...field("result")} label="What did you find?" options={CHOICES} />
      <TextArea
        {...field("note")}
        label="In words"
        hint={
          line.check === "comparisons"
            ? "What you saw. It prints with the sheet; observers do not see it."
            : "What you saw. It prints with the sheet."
        }
        rows={3}
        limitCharacters={MOST_NOTE_CHARACTERS}
      />
      <TextField
        {...field("source")}
        label="Source"
        hint="Where you saw it, and the day: a register’s page, a letter, a list."
      />
      <SaveOrLeave action="Save this check" busy={sending.busy} onLeave={onClose} />
    </Form>
  );
};

const REGISTER_OF = {
  "charity-register": "charity-commission",
  "company-register": "companies-house",
} as const;
const registerFor = ({ check }: SheetCheck) =>
  check === "charity-register" || check === "company-register" ? REGISTER_OF[check] : undefined;

const Ask = ({ line, sheet, sending, onChange }: SheetWork & { line: SheetCheck }) => {
  const register = registerFor(line);
  if (register === undefined || !sheet.canAsk.includes(register) || !sheet.may.enter) return null;
  const ask = async () => {
    const next = await sending.send((writeId) =>
      call<typeof dueDiligence.lookUp>("POST /api/desk/applications/{id}/due-diligence/look-ups", {
        params: { id: sheet.applicationId },
        body: { register, version: sheet.version, writeId },
      }),
    );
    if (next !== undefined) onChange(next);
  };
  return (
    <Button kind="secondary" busy={sending.busy} onClick={() => void ask()}>
      Ask the register now
    </Button>
  );
};

const Where = ({ line: { check }, sheet }: { line: SheetCheck; sheet: Sheet }) => {
  if (check === "record")
    return (
      <p class="govuk-body no-print">
        <a class="govuk-link" href={groupPath(sheet.organisationId)}>
          See what is recorded of the group
        </a>
      </p>
    );
  return check === "comparisons" || check === "documents" ? (
    <p class="govuk-body no-print">
      <a class="govuk-link" href={deskApplicationPath(sheet.applicationId)}>
        See the bid
      </a>
    </p>
  ) : null;
};

/** One check: what the portal found, what an officer entered, and the way to enter it. */
export const CheckLine = (props: SheetWork & { line: SheetCheck; open: boolean; onOpen: (open: boolean) => void }) => {
  const { line, sheet, open, onOpen } = props;
  const { check, label, found, says, entry, older } = line;
  const tag = FOUND_TAGS[found];
  return (
    <section class="check" id={`checks-${check}`} tabIndex={-1}>
      <h3 class="govuk-heading-s">
        {label} {isDone(line) ? null : <Tag tone="quiet">not done</Tag>}
      </h3>
      <div class="check__found">
        <p class="govuk-body small soft">
          The portal: <Tag tone={tag.tone}>{tag.text}</Tag>
        </p>
        <ul class="govuk-list">
          {says.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <Where line={line} sheet={sheet} />
        <Ask {...props} />
      </div>
      <div>
        {entry === undefined ? null : <Entered entry={entry} />}
        {line.forOffice === true ? (
          <p class="govuk-body small">An officer has done this. It is for the office to read.</p>
        ) : null}
        {older === undefined ? null : (
          <p class="govuk-body small">
            Found of version {older.submission}: {RESULT_TAGS[older.result].text}. The group has sent version{" "}
            {sheet.submission} since. Look again.
          </p>
        )}
        {sheet.may.enter && !open ? (
          <p class="no-print">
            <LinkButton onClick={() => onOpen(true)}>
              {entry === undefined ? "Record what you found" : "Change"}
              <span class="govuk-visually-hidden">: {label}</span>
            </LinkButton>
          </p>
        ) : null}
      </div>
      {sheet.may.enter && open ? <CheckForm {...props} onClose={() => onOpen(false)} /> : null}
    </section>
  );
};
