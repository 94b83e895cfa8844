import { useRoute } from "preact-iso";
import type { MinutesPage } from "../../../shared/contract/outcome-views.ts";
import type { outcomes } from "../../../shared/contract/outcomes.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import type { MinutesPart } from "../../../shared/rules/minutes.ts";
import { call } from "../../api.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { Load, useLoaded } from "../../parts/load.tsx";
import { meetingPath } from "../../parts/meeting-paths.ts";
import { Notice } from "../../parts/notice.tsx";
import { noticePath } from "../../parts/outcome-words.ts";
import { Page } from "../../parts/page.tsx";
import { PrintButton } from "../../parts/print-button.tsx";
import { SummaryList } from "../../parts/summary-list.tsx";
import { useTyped } from "../../parts/typed.ts";
import { useSending } from "../../parts/use-sending.ts";
import { CarriedOut, isCarriedOut, useUntilDone } from "./carried.tsx";

const Part = ({ part: { facts, paragraphs } }: { part: MinutesPart }) => (
  <>
    {facts.length === 0 ? null : <SummaryList rows={facts.map(({ label, value }) => ({ key: label, value }))} />}
    {paragraphs.map((paragraph) => (
      <p class="govuk-body prose" key={paragraph}>
        {paragraph}
      </p>
    ))}
  </>
);

const Section = ({ part }: { part: MinutesPart }) => (
  <section>
    <h2 class="govuk-heading-m">{part.title}</h2>
    <Part part={part} />
  </section>
);

type Sending = { page: MinutesPage; sending: ReturnType<typeof useSending>; onChange: (page: MinutesPage) => void };

const Agree = ({ page, sending, onChange }: Sending) => {
  const agree = async () => {
    const agreed = await sending.send((writeId) =>
      call<typeof outcomes.agreeMinutes>("POST /api/meetings/{id}/minutes/agreement", {
        params: { id: page.meetingId },
        body: { writeId },
      }),
    );
    if (agreed !== undefined) onChange(agreed);
  };
  return (
    <Confirm
      action="Agree the minutes"
      question="Agree these minutes?"
      yes="Yes, agree them"
      no="No, not yet"
      kind="main"
      busy={sending.busy}
      onYes={() => void agree()}
    >
      <p class="govuk-body">
        Every trustee of the meeting can read them then. They do not change any more: a correction is added below them.
      </p>
    </Confirm>
  );
};

const Add = ({ page, sending, onChange }: Sending) => {
  const { typed, setTyped, field } = useTyped({ text: "" }, sending.errors);
  const add = async () => {
    const added = await sending.send((writeId) =>
      call<typeof outcomes.addToMinutes>("POST /api/meetings/{id}/minutes/additions", {
        params: { id: page.meetingId },
        body: { ...typed, writeId },
      }),
    );
    if (added === undefined) return;
    setTyped({ text: "" });
    onChange(added);
  };
  return (
    <Form class="no-print" onSend={add}>
      <TextArea
        {...field("text")}
        label="Add a correction"
        hint="It stands below the minutes with your name and the time. What was agreed stays as it is."
        limitCharacters={2_000}
        rows={4}
      />
      <Button submit kind="secondary" busy={sending.busy}>
        Add it
      </Button>
    </Form>
  );
};

const Tools = ({ page: { meetingId }, sending }: Sending) => {
  const fetchFile = async () => {
    const file = await sending.send(() =>
      call<typeof outcomes.minutesFile>("POST /api/meetings/{id}/minutes/file", { params: { id: meetingId } }),
    );
    if (file !== undefined) location.assign(file.url);
  };
  return (
    <ButtonRow>
      <PrintButton>Print the minutes</PrintButton>
      <Button kind="secondary" busy={sending.busy} onClick={() => void fetchFile()}>
        Download as a file
      </Button>
    </ButtonRow>
  );
};

const Minutes = (props: Sending & { reload: () => void }) => {
  const { page, reload } = props;
  const { minutes, agreed, additions, may, notices } = page;
  return (
    <>
      <CarriedOut meetingId={page.meetingId} progress={page.progress} onAsked={reload} />
      {agreed === undefined ? (
        <Notice tone="hand" title="Draft">
          <p class="govuk-body">The chair has not agreed these minutes yet.</p>
        </Notice>
      ) : (
        <p class="govuk-body">
          Agreed by {agreed.byName} at {formatDateTime(agreed.at)}.
        </p>
      )}
      <Tools {...props} />
      <Section part={minutes.opening} />
      <Section part={minutes.interests} />
      <section>
        <h2 class="govuk-heading-m">Items</h2>
        {minutes.items.map((item) => (
          <section class="minutes__item" key={item.id}>
            <h3 class="govuk-heading-s">{item.title}</h3>
            <Part part={item} />
            {notices.includes(item.id) ? (
              <p class="govuk-body no-print">
                <a class="govuk-link" href={noticePath(page.meetingId, item.id)}>
                  Decision notice<span class="govuk-visually-hidden"> of {item.title}</span>
                </a>
              </p>
            ) : null}
          </section>
        ))}
      </section>
      <Section part={minutes.money} />
      {additions.length === 0 ? null : (
        <section>
          <h2 class="govuk-heading-m">Added later</h2>
          {additions.map(({ id, text, byName, at }) => (
            <div class="paper" key={id}>
              <p class="govuk-body prose">{text}</p>
              <p class="govuk-body small soft">
                {byName}, {formatDateTime(at)}
              </p>
            </div>
          ))}
        </section>
      )}
      {may.agree ? <Agree {...props} /> : null}
      {may.add ? <Add {...props} /> : null}
    </>
  );
};

/** The minutes of a meeting, made from its ledger: to read, to agree, to add to and to print. */
export default function MinutesPageView() {
  const { id = "" } = useRoute().params;
  const sending = useSending();
  const loaded = useLoaded(
    (signal) => call<typeof outcomes.minutes>("GET /api/meetings/{id}/minutes", { params: { id }, signal }),
    [id],
  );
  const here = loaded.is === "here" ? loaded.value : undefined;
  useUntilDone(here === undefined || isCarriedOut(here.progress), loaded.reload);
  return (
    <Page
      title={here?.minutes.title ?? "Minutes"}
      caption={`Meeting ${id}`}
      back={{ href: meetingPath(id), text: "The meeting" }}
      errors={sending.errors}
    >
      <Load of={loaded}>
        {(page) => <Minutes page={page} sending={sending} onChange={loaded.replace} reload={loaded.reload} />}
      </Load>
    </Page>
  );
}
