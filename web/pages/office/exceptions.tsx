import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { approvals } from "../../../shared/contract/approvals.ts";
import type { ExceptionLine, ExceptionsOfRound, exceptions } from "../../../shared/contract/exceptions.ts";
import { formatDateTime, formatDeadline, isCivilDate } from "../../../shared/rules/london.ts";
import { closingInstant, closingWall } from "../../../shared/rules/round.ts";
import { MOST_NOTE_CHARACTERS } from "../../../shared/rules/text.ts";
import { call } from "../../api.ts";
import { Confirm } from "../../parts/confirm.tsx";
import { deskApplicationPath } from "../../parts/desk-paths.ts";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { SelectField, TextArea } from "../../parts/fields.tsx";
import { roundPath } from "../../parts/fund-paths.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page, Paper } from "../../parts/page.tsx";
import { RoundPages } from "../../parts/round-pages.tsx";
import { useSession } from "../../parts/session.tsx";
import { SummaryList } from "../../parts/summary-list.tsx";
import { Tag, type TagTone } from "../../parts/tag.tsx";
import { useSending } from "../../parts/use-sending.ts";
import { WallField } from "../../parts/wall-field.tsx";

const STATES: Record<ExceptionLine["state"], { words: string; tone: TagTone }> = {
  standing: { words: "May send", tone: "hand" },
  used: { words: "Used", tone: "done" },
  expired: { words: "Not used", tone: "quiet" },
};
const [GROUP_ID, UNTIL_ID, REASON_ID] = ["what-organisationId", "what-until", "reason"];

const Given = ({ line }: { line: ExceptionLine }) => {
  const { organisationName, until, reason, askedByName, agreedByName, agreedAt, state, used } = line;
  return (
    <Paper title={organisationName}>
      <p class="govuk-body">
        <Tag tone={STATES[state].tone}>{STATES[state].words}</Tag>
      </p>
      <SummaryList
        rows={[
          { key: "May send until", value: formatDeadline(until) },
          { key: "Reason", value: reason },
          { key: "Asked by", value: askedByName },
          { key: "Agreed by", value: `${agreedByName}, at ${formatDateTime(agreedAt)}` },
          ...(used === undefined
            ? []
            : [
                {
                  key: "Used for",
                  value: (
                    <>
                      <a class="govuk-link" href={deskApplicationPath(used.applicationId)}>
                        {used.applicationId}
                      </a>
                      , sent at {formatDateTime(used.at)}
                    </>
                  ),
                },
              ]),
        ]}
      />
    </Paper>
  );
};

type AskProps = {
  page: ExceptionsOfRound;
  sending: ReturnType<typeof useSending>;
  onAsked: () => void;
};

const Ask = ({ page: { roundId, closesAt, groups }, sending, onAsked }: AskProps) => {
  const [organisationId, setGroup] = useState("");
  const [until, setUntil] = useState(() => ({ ...closingWall(closesAt), on: "" }));
  const [reason, setReason] = useState("");
  const ask = async () => {
    const ends = isCivilDate(until.on) ? closingInstant(until) : undefined;
    const wrong: PageError[] = [
      ...(organisationId === "" ? [{ id: GROUP_ID, text: "Choose a group." }] : []),
      ...(typeof ends === "string" ? [] : [{ id: UNTIL_ID, text: "Enter a day, and a time like 12:00." }]),
      ...(reason.trim() === "" ? [{ id: REASON_ID, text: "Give the reason. Whoever agrees reads it." }] : []),
    ];
    if (wrong.length > 0 || typeof ends !== "string") return sending.setErrors(wrong);
    const asked = await sending.send((writeId) =>
      call<typeof approvals.ask>("POST /api/office/approvals", {
        body: { what: { type: "exception", roundId, organisationId, until: ends }, reason, writeId },
      }),
    );
    if (asked !== undefined) onAsked();
  };
  return (
    <>
      <h2 class="govuk-heading-m">Let one group send after the close</h2>
      <p class="govuk-body">
        One submission, by one group, until a time that you choose. An approver agrees to it; then the group is told by
        email. Where many were held up, extend the round for everybody instead.
      </p>
      <SelectField
        id={GROUP_ID}
        label="Group"
        labelSize="s"
        hint="Groups with a draft or an application in this round."
        value={organisationId}
        onChange={setGroup}
        blank="Choose a group"
        error={errorFor(sending.errors, GROUP_ID)}
        options={groups.map(({ organisationId: value, organisationName: label }) => ({ value, label }))}
      />
      <WallField
        id={UNTIL_ID}
        label="May send until"
        error={errorFor(sending.errors, UNTIL_ID)}
        value={until}
        onChange={setUntil}
      />
      <TextArea
        id={REASON_ID}
        label="Reason"
        labelSize="s"
        hint="Whoever agrees reads it, and it is kept. The group does not read it."
        value={reason}
        onChange={setReason}
        limitCharacters={MOST_NOTE_CHARACTERS}
        error={errorFor(sending.errors, REASON_ID)}
      />
      <Confirm
        action="Ask an approver"
        question="Ask an approver to agree to this?"
        yes="Yes, ask"
        no="No, not yet"
        kind="main"
        onYes={() => void ask()}
        busy={sending.busy}
      >
        <p class="govuk-body">Nothing changes before another person has agreed.</p>
      </Confirm>
    </>
  );
};

/** Leave for single groups to send after the close of a round. */
export default function ExceptionsPage() {
  const { id = "" } = useRoute().params;
  const { person } = useSession();
  const sending = useSending();
  const [asked, setAsked] = useState(false);
  const loaded = useLoaded(
    (signal) => call<typeof exceptions.ofRound>("GET /api/office/rounds/{id}/exceptions", { params: { id }, signal }),
    [id],
  );
  const mayAsk = person?.roles.some((role) => role === "officer" || role === "approver") === true;
  return (
    <Page
      title="Exceptions"
      caption={loaded.is === "here" ? `${loaded.value.title}, ${id}` : id}
      back={{ href: roundPath(id), text: "The round" }}
      errors={sending.errors}
    >
      {asked ? (
        <Notice role="status" focused>
          <p class="govuk-body">An approver is asked. The group is told once they agree.</p>
        </Notice>
      ) : null}
      <Load of={loaded}>
        {(page) => (
          <>
            <RoundPages roundId={id} here="exceptions" status={page.status} />
            <p class="govuk-body">
              {page.at < page.closesAt ? "The round closes at" : "The round closed at"} {formatDeadline(page.closesAt)}.
            </p>
            {page.exceptions.length === 0 ? (
              <p class="govuk-body soft">No group was given an exception in this round.</p>
            ) : (
              page.exceptions.map((line) => <Given key={line.organisationId} line={line} />)
            )}
            {!mayAsk ? null : page.refusal === undefined ? (
              <Ask key={String(asked)} page={page} sending={sending} onAsked={() => setAsked(true)} />
            ) : (
              <Notice title="No exception can be given now">
                <p class="govuk-body">{page.refusal}</p>
              </Notice>
            )}
          </>
        )}
      </Load>
    </Page>
  );
}
