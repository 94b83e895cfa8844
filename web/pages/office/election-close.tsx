import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { ClosureEntered, ClosurePreview, closures } from "../../../shared/contract/closures.ts";
import type { PollsPage, polls, Touched } from "../../../shared/contract/polls.ts";
import { formatDate, formatDateTime } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { Button, ButtonLink } from "../../parts/button.tsx";
import { ClosureForm, closureErrors } from "../../parts/closure-form.tsx";
import { ClosurePreviewPart } from "../../parts/closure-preview.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { ELECTIONS_PATH } from "../../parts/election-paths.ts";
import { type PageError, pageErrors } from "../../parts/error-summary.tsx";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useSession } from "../../parts/session.tsx";
import { useSending } from "../../parts/use-sending.ts";
import { closureFor } from "./election-closure.ts";
import { PollFacts } from "./election-paper.tsx";
import { ElectionTouched } from "./election-touched.tsx";

type Known = Awaited<ReturnType<typeof call<typeof closures.list>>>;
type Facts = { touched: Touched; all: PollsPage; known: Known };
type Done = Awaited<ReturnType<typeof call<typeof closures.close>>>;

const InForce = ({ done }: { done: Done }) => (
  <Notice focused title="The closure is confirmed">
    <p class="govuk-body">
      It is in force from {formatDateTime(done.closure.from)}, on every page and in every write. The emails are on their
      way.
    </p>
    <ButtonLink href={`/office/closures/${encodeURIComponent(done.closure.id)}`} kind="secondary">
      See the closure
    </ButtonLink>
  </Notice>
);

type GuideProps = Facts & {
  sending: ReturnType<typeof useSending>;
  errors: readonly PageError[];
  onErrors: (errors: readonly PageError[]) => void;
};

const Guide = ({ touched, all, known, sending, errors, onErrors }: GuideProps) => {
  const [typed, setTyped] = useState<ClosureEntered>(() => closureFor(touched));
  const [preview, setPreview] = useState<ClosurePreview>();
  const [done, setDone] = useState<Done>();
  const change = (next: ClosureEntered) => {
    setTyped(next);
    // What was shown is no longer what would happen.
    setPreview(undefined);
  };
  const show = async () => {
    const shown = await sending.send(() =>
      call<typeof closures.preview>("POST /api/office/closures/preview", { body: typed }),
    );
    if (shown === undefined) return;
    setPreview(shown);
    onErrors(pageErrors(shown.findings));
  };
  const close = async () => {
    const closed = await sending.send((writeId) =>
      call<typeof closures.close>("POST /api/office/closures", { body: { ...typed, writeId } }),
    );
    if (closed !== undefined) setDone(closed);
  };
  if (done !== undefined) return <InForce done={done} />;
  return (
    <>
      <h2 class="govuk-heading-l">3. What is closed</h2>
      <p class="govuk-body">This is what the portal proposes. Change what does not fit.</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void show();
        }}
      >
        <ClosureForm
          typed={typed}
          onChange={change}
          errors={errors}
          funds={known.funds}
          rounds={known.rounds}
          polls={all.polls
            .filter(({ poll, phase }) => poll.kind === "own" && phase !== "over")
            .map(({ poll }) => ({ id: poll.id, name: `${poll.name}, ${formatDate(poll.pollOn)}` }))}
          reasonFixed
        />
        <Button submit kind={preview === undefined ? "main" : "secondary"} busy={sending.busy}>
          Show exactly what this does
        </Button>
      </form>
      {preview === undefined ? null : (
        <>
          <h2 class="govuk-heading-l">4. What everybody reads</h2>
          <ClosurePreviewPart preview={preview} />
          {preview.findings.length > 0 ? null : (
            <>
              <h2 class="govuk-heading-l">5. Put it in force</h2>
              <Confirm
                action="Put this closure in force"
                question={`Close from ${formatDateTime(preview.from)}?`}
                yes="Yes, close"
                no="No, not yet"
                kind="main"
                busy={sending.busy}
                onYes={() => void close()}
              >
                <p class="govuk-body">
                  You decide this alone: closing is the safe direction. It is announced within five seconds, on every
                  page. To open again before it ends by itself takes two people and a reason.
                </p>
              </Confirm>
            </>
          )}
        </>
      )}
    </>
  );
};

/** Closing ahead of an election: the poll, everything it touches, what is closed, what everybody reads, and then in force. */
export default function ElectionClosePage() {
  const { id = "" } = useRoute().params;
  const { person } = useSession();
  const sending = useSending();
  const [found, setFound] = useState<readonly PageError[]>([]);
  const loaded = useLoaded(
    async (signal): Promise<Facts> => {
      const [touched, all, known] = await Promise.all([
        call<typeof polls.touched>("GET /api/office/polls/{id}/touched", { params: { id }, signal }),
        call<typeof polls.list>("GET /api/office/polls", { signal }),
        call<typeof closures.list>("GET /api/office/closures", { signal }),
      ]);
      return { touched, all, known };
    },
    [id],
  );
  const errors = closureErrors(sending.errors.length > 0 ? sending.errors : found);
  const mayClose = person?.roles.some((role) => role === "officer" || role === "approver") === true;
  return (
    <Page
      title="Close ahead of an election"
      back={{ href: ELECTIONS_PATH, text: "Elections" }}
      errors={errors}
      lead="See what the election touches, choose what is closed, read what everybody will read, and put it in force."
    >
      <Load of={loaded}>
        {(facts) => (
          <>
            <h2 class="govuk-heading-l">1. The election</h2>
            <p class="govuk-body">
              <strong>{facts.touched.view.poll.name}</strong>
            </p>
            <PollFacts view={facts.touched.view} />
            <h2 class="govuk-heading-l">2. What it touches</h2>
            <ElectionTouched touched={facts.touched} />
            {mayClose ? <Guide {...facts} {...{ sending, errors }} onErrors={setFound} /> : null}
          </>
        )}
      </Load>
    </Page>
  );
}
