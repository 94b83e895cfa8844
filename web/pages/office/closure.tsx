import { useEffect, useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { approvals } from "../../../shared/contract/approvals.ts";
import type { ClosurePreview, closures } from "../../../shared/contract/closures.ts";
import { untilWords } from "../../../shared/rules/closure-words.ts";
import { formatDateTime, formatDeadline, msOf } from "../../../shared/rules/london.ts";
import { MOST_NOTE_CHARACTERS } from "../../../shared/rules/text.ts";
import { call } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { CLOSURES_PATH } from "../../parts/closure-paths.ts";
import { ClosurePreviewPart } from "../../parts/closure-preview.tsx";
import { DEADLINE_WORDS, DRAFTS_WORDS, EFFECT_WORDS, FREEZE_WORDS, REASON_WORDS } from "../../parts/closure-words.ts";
import type { PageError } from "../../parts/error-summary.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useSession } from "../../parts/session.tsx";
import { SummaryList } from "../../parts/summary-list.tsx";
import { Table } from "../../parts/table.tsx";
import { Tag } from "../../parts/tag.tsx";
import { useTyped } from "../../parts/typed.ts";
import { useSending } from "../../parts/use-sending.ts";
import { ClosureLonger } from "./closure-longer.tsx";

export type Office = Awaited<ReturnType<typeof call<typeof closures.one>>>;

const STATE = {
  announced: <Tag>Announced</Tag>,
  "in-force": <Tag tone="hand">In force</Tag>,
  ended: <Tag tone="done">Over</Tag>,
} as const;

const Facts = ({ office: { closure, state, scopeName, byName, endedByName } }: { office: Office }) => (
  <SummaryList
    rows={[
      { key: "Now", value: STATE[state] },
      { key: "What is closed", value: scopeName },
      { key: "Why", value: REASON_WORDS[closure.reason] },
      { key: "From", value: formatDateTime(closure.from) },
      { key: "Until", value: untilWords(closure).replace(/^until /, "") },
      { key: "What everybody reads", value: closure.wording },
      { key: "What is held", value: closure.freezes.map((freeze) => FREEZE_WORDS[freeze]).join("; ") },
      { key: "Deadline of an open round", value: DEADLINE_WORDS[closure.deadlines].label },
      { key: "Drafts", value: DRAFTS_WORDS[closure.drafts].label },
      { key: "Closed by", value: `${byName}, ${formatDateTime(closure.announcedAt)}` },
      ...(closure.endedAt === undefined
        ? []
        : [
            { key: "Ended by", value: `${endedByName ?? ""}, from ${formatDateTime(closure.endedAt)}` },
            { key: "The reason", value: closure.endReason ?? "" },
          ]),
    ]}
  />
);

const Rounds = ({ office: { rounds } }: { office: Office }) => (
  <Table
    caption="Rounds that it touched"
    rows={rounds}
    keyOf={({ roundId }) => roundId}
    empty="It touched no round."
    columns={[
      { id: "round", header: "Round", names: true, cell: ({ title }) => title },
      { id: "effect", header: "What happened", cell: ({ effect }) => EFFECT_WORDS[effect] },
      { id: "was", header: "Was to close", cell: ({ closesAt }) => formatDeadline(closesAt) },
      {
        id: "closes",
        header: "Closes",
        cell: ({ becomes, effect, closesAt }) =>
          becomes === undefined
            ? effect === "moves"
              ? "Moved when it opens again"
              : formatDeadline(closesAt)
            : formatDeadline(becomes),
      },
    ]}
  />
);

type AskProps = { office: Office; sending: ReturnType<typeof useSending>; errors: readonly PageError[] };

/** Asking to open again: what will happen, a reason, and then it waits for an approver who is somebody else. */
const Ask = ({ office: { closure, state }, sending, errors }: AskProps) => {
  const [preview, setPreview] = useState<ClosurePreview>();
  const { typed, field } = useTyped({ reason: "" }, errors);
  const [asked, setAsked] = useState(false);
  const show = async () => {
    const shown = await sending.send(() =>
      call<typeof closures.ending>("GET /api/office/closures/{id}/ending", { params: { id: closure.id } }),
    );
    if (shown !== undefined) setPreview(shown);
  };
  const ask = async () => {
    const done = await sending.send((writeId) =>
      call<typeof approvals.ask>("POST /api/office/approvals", {
        body: { what: { type: "reopening", closureId: closure.id }, ...typed, writeId },
      }),
    );
    if (done !== undefined) setAsked(true);
  };
  if (asked)
    return (
      <Notice focused title="An approver has been asked">
        <p class="govuk-body">
          Nothing opens before somebody else, who is an approver, agrees. It then takes effect after five seconds.
        </p>
        <p class="govuk-body">
          <a class="govuk-link" href="/office/approvals">
            What waits for an approver
          </a>
        </p>
      </Notice>
    );
  if (preview === undefined)
    return (
      <Button kind="secondary" busy={sending.busy} onClick={() => void show()}>
        {state === "announced" ? "Lift this closure" : "Open again"}
      </Button>
    );
  return (
    <>
      <h2 class="govuk-heading-l">{state === "announced" ? "If it is lifted now" : "If it is opened again now"}</h2>
      <ClosurePreviewPart preview={preview} ends />
      <Form onSend={ask}>
        <TextArea
          {...field("reason")}
          label="Why it can be opened again"
          labelSize="s"
          hint="The approver reads it. Where a round closes later, everybody reads it beside the new date: name no people."
          rows={3}
          limitCharacters={MOST_NOTE_CHARACTERS}
        />
        <Button submit busy={sending.busy}>
          Ask an approver
        </Button>
      </Form>
    </>
  );
};

const SOON_MS = 10_000;

/** One closure: what it says and did, made longer by one person, opened again by two. */
export default function ClosurePage() {
  const { id = "" } = useRoute().params;
  const loaded = useLoaded(
    (signal) => call<typeof closures.one>("GET /api/office/closures/{id}", { params: { id }, signal }),
    [id],
  );
  const shown = loaded.is === "here" ? loaded.value : undefined;
  // Just confirmed, it begins in a few seconds: the page says so then by itself.
  useEffect(() => {
    const leftMs = shown?.state === "announced" ? msOf(shown.closure.from) - msOf(shown.at) : Number.POSITIVE_INFINITY;
    if (leftMs > SOON_MS) return undefined;
    const timer = setTimeout(loaded.reload, leftMs + 500);
    return () => clearTimeout(timer);
  }, [shown, loaded.reload]);
  const asking = useSending();
  const changing = useSending();
  const { person } = useSession();
  const mayClose = person?.roles.some((role) => role === "officer" || role === "approver") === true;
  const errors = asking.errors.length > 0 ? asking.errors : changing.errors;
  return (
    <Page
      title={loaded.is === "here" ? `Closure: ${loaded.value.scopeName}` : "Closure"}
      back={{ href: CLOSURES_PATH, text: "Closures" }}
      errors={errors}
    >
      <Load of={loaded}>
        {(office) => (
          <>
            <Facts office={office} />
            <Rounds office={office} />
            {mayClose && office.closure.endedAt === undefined && office.state !== "ended" ? (
              <>
                <ClosureLonger
                  key={office.closure.version}
                  office={office}
                  sending={changing}
                  onSaved={loaded.replace}
                />
                <Ask office={office} sending={asking} errors={asking.errors} />
              </>
            ) : null}
          </>
        )}
      </Load>
    </Page>
  );
}
