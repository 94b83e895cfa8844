import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { ClosureEntered, ClosurePreview, closures } from "../../../shared/contract/closures.ts";
import type { polls } from "../../../shared/contract/polls.ts";
import { formatDate, formatDateTime } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { ClosureForm, closureErrors } from "../../parts/closure-form.tsx";
import { CLOSURES_PATH, closurePath } from "../../parts/closure-paths.ts";
import { ClosurePreviewPart } from "../../parts/closure-preview.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { type PageError, pageErrors } from "../../parts/error-summary.tsx";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Page } from "../../parts/page.tsx";
import { useSending } from "../../parts/use-sending.ts";

type Known = {
  known: Awaited<ReturnType<typeof call<typeof closures.list>>>;
  all: Awaited<ReturnType<typeof call<typeof polls.list>>>;
};

/** What an incident needs: closed at once, nothing lost. */
const AT_FIRST: ClosureEntered = {
  scope: { of: "portal" },
  from: { of: "at-once" },
  until: { of: "further-notice" },
  reason: "incident",
  wording: "",
  freezes: ["new-drafts", "submissions"],
  deadlines: "moved",
  drafts: "editable",
};

type NewProps = Known & {
  sending: ReturnType<typeof useSending>;
  errors: readonly PageError[];
  onErrors: (errors: readonly PageError[]) => void;
};

const New = ({ known, all, sending, errors, onErrors }: NewProps) => {
  const { route } = useLocation();
  const [typed, setTyped] = useState(AT_FIRST);
  const [preview, setPreview] = useState<ClosurePreview>();
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
    if (closed !== undefined) route(closurePath(closed.closure.id));
  };
  return (
    <>
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
        />
        <Button submit kind={preview === undefined ? "main" : "secondary"} busy={sending.busy}>
          Show exactly what this does
        </Button>
      </form>
      {preview === undefined ? null : (
        <>
          <h2 class="govuk-heading-l">What it does</h2>
          <ClosurePreviewPart preview={preview} />
          {preview.findings.length > 0 ? null : (
            <Confirm
              action="Put this closure in force"
              question={
                typed.from.of === "at-once"
                  ? "Close five seconds from now?"
                  : `Close from ${formatDateTime(preview.from)}?`
              }
              yes="Yes, close"
              no="No, not yet"
              kind="main"
              busy={sending.busy}
              onYes={() => void close()}
            >
              <p class="govuk-body">
                You decide this alone. It is on every page within five seconds. Opening again takes two people and a
                reason.
              </p>
            </Confirm>
          )}
        </>
      )}
    </>
  );
};

/** Closing something: what, when, what is held, exactly what everybody reads, and then in force. */
export default function ClosureNewPage() {
  const sending = useSending();
  const [found, setFound] = useState<readonly PageError[]>([]);
  const loaded = useLoaded(async (signal): Promise<Known> => {
    const [known, all] = await Promise.all([
      call<typeof closures.list>("GET /api/office/closures", { signal }),
      call<typeof polls.list>("GET /api/office/polls", { signal }),
    ]);
    return { known, all };
  }, []);
  const errors = closureErrors(sending.errors.length > 0 ? sending.errors : found);
  return (
    <Page
      title="Close something"
      back={{ href: CLOSURES_PATH, text: "Closures" }}
      errors={errors}
      lead="An incident, a vacancy or a succession closes at once. What could be seen coming is announced ten working days ahead."
    >
      <Load of={loaded}>{(facts) => <New {...facts} sending={sending} errors={errors} onErrors={setFound} />}</Load>
    </Page>
  );
}
