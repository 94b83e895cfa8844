import { useState } from "preact/hooks";
import type { ClosureEntered, ClosurePreview, closures } from "../../shared/contract/closures.ts";
import type { polls } from "../../shared/contract/polls.ts";
import { formatDate, formatDateTime } from "../../shared/rules/london.ts";
import { call } from "../api.ts";
import { Button } from "./button.tsx";
import { ClosureForm, closureErrors } from "./closure-form.tsx";
import { ClosurePreviewPart } from "./closure-preview.tsx";
import { Confirm } from "./confirm.tsx";
import { type PageError, pageErrors } from "./error-summary.tsx";
import { Form } from "./form.tsx";
import { useSending } from "./use-sending.ts";

/** What can be closed, and which elections it can wait for. */
export type ClosingFacts = {
  known: Awaited<ReturnType<typeof call<typeof closures.list>>>;
  all: Awaited<ReturnType<typeof call<typeof polls.list>>>;
};

export const closingFacts = async (signal: AbortSignal): Promise<ClosingFacts> => {
  const [known, all] = await Promise.all([
    call<typeof closures.list>("GET /api/office/closures", { signal }),
    call<typeof polls.list>("GET /api/office/polls", { signal }),
  ]);
  return { known, all };
};

export type Closed = Awaited<ReturnType<typeof call<typeof closures.close>>>;

/** One closing under way: what it is sent with, and what stands against it, by the portal's answer or by its preview. */
export const useClosing = () => {
  const sending = useSending();
  const [found, setFound] = useState<readonly PageError[]>([]);
  return { sending, setFound, errors: closureErrors(sending.errors.length > 0 ? sending.errors : found) };
};

type ClosingProps = ClosingFacts & {
  start: ClosureEntered;
  closing: ReturnType<typeof useClosing>;
  /** Above what everybody reads, and above the last step. */
  headings: { reads: string; confirms: string };
  /** The reason stands: closing ahead of an election. */
  reasonFixed?: boolean | undefined;
  onClosed: (closed: Closed) => void;
};

/** The way to a closure: enter it, see exactly what it does, confirm it. What is changed after it was shown is shown again. */
export const Closing = ({ start, known, all, closing, headings, reasonFixed, onClosed }: ClosingProps) => {
  const { sending, setFound, errors } = closing;
  const [typed, setTyped] = useState(start);
  const [preview, setPreview] = useState<ClosurePreview>();
  const change = (next: ClosureEntered) => {
    setTyped(next);
    setPreview(undefined);
  };
  const show = async () => {
    const shown = await sending.send(() =>
      call<typeof closures.preview>("POST /api/office/closures/preview", { body: typed }),
    );
    if (shown === undefined) return;
    setPreview(shown);
    setFound(pageErrors(shown.findings));
  };
  const close = async () => {
    const closed = await sending.send((writeId) =>
      call<typeof closures.close>("POST /api/office/closures", { body: { ...typed, writeId } }),
    );
    if (closed !== undefined) onClosed(closed);
  };
  return (
    <>
      <Form onSend={show}>
        <ClosureForm
          typed={typed}
          onChange={change}
          errors={errors}
          funds={known.funds}
          rounds={known.rounds}
          polls={all.polls
            .filter(({ poll, phase }) => poll.kind === "own" && phase !== "over")
            .map(({ poll }) => ({ id: poll.id, name: `${poll.name}, ${formatDate(poll.pollOn)}` }))}
          reasonFixed={reasonFixed}
        />
        <Button submit kind={preview === undefined ? "main" : "secondary"} busy={sending.busy}>
          Show exactly what this does
        </Button>
      </Form>
      {preview === undefined ? null : (
        <>
          <h2 class="govuk-heading-l">{headings.reads}</h2>
          <ClosurePreviewPart preview={preview} />
        </>
      )}
      {preview === undefined || preview.findings.length > 0 ? null : (
        <>
          <h2 class="govuk-heading-l">{headings.confirms}</h2>
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
        </>
      )}
    </>
  );
};
