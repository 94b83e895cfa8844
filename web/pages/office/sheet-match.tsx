import { useEffect } from "preact/hooks";
import type { dueDiligence, SheetMatch } from "../../../shared/contract/due-diligence.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import type { MatchStage } from "../../../shared/rules/match-funding.ts";
import {
  STANDING_OPTIONS,
  type StandingStatus,
  standingWords,
  statusInWords,
} from "../../../shared/rules/match-standing.ts";
import { formatPounds, moneyProblem, parsePounds } from "../../../shared/rules/money.ts";
import { MOST_NOTE_CHARACTERS } from "../../../shared/rules/text.ts";
import { call } from "../../api.ts";
import { LinkButton } from "../../parts/button.tsx";
import { Radios } from "../../parts/choices.tsx";
import { DateField } from "../../parts/date-field.tsx";
import { errorFor } from "../../parts/error-summary.tsx";
import { AmountField, TextArea } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Tag, type TagTone } from "../../parts/tag.tsx";
import { useTyped } from "../../parts/typed.ts";
import { SaveOrLeave } from "./save-or-leave.tsx";
import type { SheetWork } from "./sheet-check.tsx";
import { typedPounds } from "./typed-values.ts";

const STAGE_LABELS = {
  submission: "As it was sent",
  award: "At the award, as it stands now",
  payment: "At the payment, as it stands now",
} as const satisfies Record<MatchStage, string>;

const TONES = {
  received: "done",
  secured: "done",
  "agreed-in-principle": "hand",
  "applied-for": "hand",
  planned: "hand",
  lost: "wrong",
} as const satisfies Record<StandingStatus, TagTone>;

type LineProps = SheetWork & { line: SheetMatch; n: number };

/** How a line stands now: its last record, or as it was sent. */
const nowOf = ({ standings, status, amountPence }: SheetMatch): { status: StandingStatus; amountPence: number } =>
  standings.at(-1) ?? { status, amountPence };

type Typed = { status: StandingStatus | ""; amount: string; knownOn: string; note: string };

const StandingForm = ({ line, n, sheet, sending, onChange, onClose }: LineProps & { onClose: () => void }) => {
  const now = nowOf(line);
  const { errors } = sending;
  const { typed, field } = useTyped<Typed>(
    { status: "", amount: typedPounds(now.amountPence), knownOn: "", note: "" },
    errors,
  );
  const { status, amount, knownOn, note } = typed;
  // The button that opened the form is gone: whoever works with the keyboard goes on in it.
  useEffect(() => document.getElementById("status")?.focus(), []);
  const save = async () => {
    if (status === "") return sending.setErrors([{ id: "status", text: "Choose how it stands now." }]);
    const isLost = status === "lost";
    const problem = isLost ? undefined : moneyProblem(amount);
    if (problem !== undefined) return sending.setErrors([{ id: "amountPence", text: problem }]);
    const amountPence = isLost ? undefined : parsePounds(amount);
    const next = await sending.send((writeId) =>
      call<typeof dueDiligence.standing>("POST /api/desk/applications/{id}/due-diligence/match", {
        params: { id: sheet.applicationId },
        body: {
          ...{ submission: sheet.submission, line: n, status, knownOn, note, version: sheet.version, writeId },
          ...(amountPence === undefined ? {} : { amountPence }),
        },
      }),
    );
    if (next === undefined) return;
    onClose();
    onChange(next);
  };
  return (
    <Form class="no-print" id="line" onSend={save}>
      <Radios {...field("status")} label={`How does it stand now: ${line.source}?`} options={STANDING_OPTIONS} />
      {status === "lost" ? null : (
        <AmountField
          {...field("amount")}
          id="amountPence"
          label="What is it worth now?"
          hint={`The bid says ${formatPounds(line.amountPence)}.`}
          error={errorFor(errors, "amountPence")}
        />
      )}
      <DateField
        {...field("knownOn")}
        label="Since when is it known?"
        hint="The day of the letter or of the payment, like 27 3 2027."
      />
      <TextArea
        {...field("note")}
        label="What did you see?"
        hint="An award letter, a bank line, a signed timesheet. It prints with the sheet."
        rows={3}
        limitCharacters={MOST_NOTE_CHARACTERS}
      />
      <SaveOrLeave action="Record how it stands" busy={sending.busy} onLeave={onClose} />
    </Form>
  );
};

const Line = (props: LineProps & { open: boolean; onOpen: (open: boolean) => void }) => {
  const { line, n, sheet, open, onOpen } = props;
  const { source, status, amountPence, standings } = line;
  const now = nowOf(line);
  const close = () => {
    onOpen(false);
    document.getElementById(`match-${n}`)?.focus();
  };
  return (
    <section class="check" id={`match-${n}`} tabIndex={-1}>
      <h4 class="govuk-heading-s">
        {source} <Tag tone={TONES[now.status]}>{statusInWords(now.status)}</Tag>
      </h4>
      <div class="check__found">
        <p class="govuk-body">
          As sent: {statusInWords(status)}, {formatPounds(amountPence)}.
        </p>
        {standings.map((standing) => (
          <div class="check__entry" key={standing.at}>
            <p class="govuk-body">
              {standingWords(standing, line)}. {standing.note}
            </p>
            <p class="govuk-body small soft">
              Recorded by {standing.byName}, {formatDateTime(standing.at)}.
            </p>
          </div>
        ))}
      </div>
      <div>
        {sheet.may.record && !open ? (
          <p class="no-print">
            <LinkButton onClick={() => onOpen(true)}>
              Record how it stands now
              <span class="govuk-visually-hidden">: {source}</span>
            </LinkButton>
          </p>
        ) : null}
      </div>
      {sheet.may.record && open ? <StandingForm {...props} onClose={close} /> : null}
    </section>
  );
};

/** Other money and help: what counts at each stage, and how each source stands since the bid was sent. */
export const SheetMatchLines = (
  props: SheetWork & { open: string | undefined; onOpen: (name: string) => (open: boolean) => void },
) => {
  const { sheet, open, onOpen } = props;
  const { lines, stages, older } = sheet.match;
  if (lines.length === 0) return null;
  return (
    <section>
      <h2 class="govuk-heading-m">Other money and help</h2>
      <table class="dense">
        <caption class="govuk-visually-hidden">What counts as match, and when</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col" class="dense__number">
              Counts
            </th>
          </tr>
        </thead>
        <tbody>
          {stages.map(({ stage, countsPence, need }) => (
            <tr key={stage}>
              <th scope="row">
                {STAGE_LABELS[stage]}
                {need === "" ? null : <span class="check__story small">{need}</span>}
              </th>
              <td class="dense__number">{formatPounds(countsPence)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {older.length === 0 ? null : (
        <Notice tone="hand" title="Recorded of an earlier version">
          {older.map(({ submission, says }) => (
            <p class="govuk-body" key={`${submission} ${says}`}>
              Version {submission}, {says}
            </p>
          ))}
          <p class="govuk-body">
            The group has sent version {sheet.submission} since. Record again what still holds: until then this counts
            nowhere.
          </p>
        </Notice>
      )}
      <h3 class="govuk-heading-s">Source by source</h3>
      {lines.map((line, n) => (
        <Line key={n} {...props} line={line} n={n} open={open === `match-${n}`} onOpen={onOpen(`match-${n}`)} />
      ))}
    </section>
  );
};
