import type { TargetedEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import {
  ACCEPTED_ENDINGS,
  type DocumentFacts,
  formatSize,
  MOST_FILE_BYTES,
  offerFindings,
  TYPES_IN_WORDS,
} from "../../shared/rules/document.ts";
import { Refusal } from "../api.ts";
import { LinkButton } from "./button.tsx";
import { serverNow } from "./clock.ts";
import { Field } from "./field.tsx";
import { type Outgoing, removeFile, sendFile, shrunk } from "./send-file.ts";

/** One file in the hand of this page. `dropped` waits to be sent again; `wrong` will not be taken as it is. */
type Sending = {
  key: string;
  name: string;
  share: number;
  is: "preparing" | "sending" | "dropped" | "wrong";
  problem?: string;
  documentId?: string;
  outgoing?: Outgoing;
  stop: AbortController;
};

type UploadProps = {
  /** Unique on the page; `fieldId("/documents/<slot>")` where rules speak about it. */
  id: string;
  applicationId: string;
  place: Outgoing["place"];
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  optional?: boolean | undefined;
  /** All documents of the application: what they weigh together counts. */
  documents: readonly DocumentFacts[];
  /** The portal knows of the file, and lists it as on its way. */
  onBegun: (documentId: string) => void;
  /** A file has arrived, or was sent by another way: the list is asked for again. */
  onSent: () => void;
};

const wordsOf = (error: unknown): Pick<Sending, "is" | "problem"> => {
  if (!(error instanceof Refusal) || error.kind === "unexpected")
    return { is: "dropped", problem: "Something went wrong on our side. Your file is still here." };
  if (error.kind === "unreachable")
    return { is: "dropped", problem: "The connection dropped. Your file is still here." };
  if (error.kind === "unauthenticated")
    return { is: "dropped", problem: "Sign in again in another tab, then try again. Your file is still here." };
  return { is: "wrong", problem: error.findings[0]?.detail ?? error.message };
};

/** The sending of files, one after another; a file keeps its write id over every try. */
const useSending = ({ applicationId, place, documents, onBegun, onSent }: UploadProps) => {
  const [sendings, setSendings] = useState<readonly Sending[]>([]);
  const [said, setSaid] = useState("");
  const turn = useRef<Promise<void>>(Promise.resolve());
  const latest = useRef({ documents, onBegun, onSent, sendings });
  latest.current = { documents, onBegun, onSent, sendings };
  const change = (key: string, part: Partial<Sending>) =>
    setSendings((all) => all.map((each) => (each.key === key ? { ...each, ...part } : each)));
  const drop = (key: string) => setSendings((all) => all.filter((each) => each.key !== key));
  // Whoever leaves the page stops what is under way: half a file is no file.
  useEffect(
    () => () => {
      for (const { stop } of latest.current.sendings) stop.abort();
    },
    [],
  );

  const arrived = (key: string, name: string): void => {
    setSaid(`${name} has arrived.`);
    drop(key);
    latest.current.onSent();
  };
  const send = async ({ key, name, stop }: Sending, outgoing: Outgoing): Promise<void> => {
    if (stop.signal.aborted) return;
    change(key, { is: "sending", share: 0 });
    setSaid(`Sending ${name}.`);
    try {
      const begun = (documentId: string) => {
        change(key, { documentId });
        latest.current.onBegun(documentId);
      };
      await sendFile(outgoing, { begun, progress: (share) => change(key, { share }) }, stop.signal);
      arrived(key, name);
    } catch (error) {
      if (stop.signal.aborted) return;
      // The reply of an earlier try was lost, the file was not.
      if (error instanceof Refusal && error.problem?.rule === "document/sent") return arrived(key, name);
      const words = wordsOf(error);
      // What was refused for its content stands in the list, with the reason and a way to remove it.
      const isListed = error instanceof Refusal && error.findings.some(({ rule }) => rule === "document/content");
      setSaid(isListed ? `${name}: ${words.problem}` : "");
      if (isListed) drop(key);
      else change(key, { ...words, outgoing });
      if (words.is === "wrong") latest.current.onSent();
    }
  };

  const prepare = async (sending: Sending, chosen: File): Promise<void> => {
    const file = await shrunk(chosen);
    const offered = { name: file.name, sizeBytes: file.size, contentType: file.type };
    // The portal asks the same rules; here they spare the wait.
    const [finding] = offerFindings(offered, latest.current.documents, serverNow());
    if (finding === undefined) return send(sending, { applicationId, place, file, writeId: crypto.randomUUID() });
    setSaid("");
    change(sending.key, { is: "wrong", problem: finding.detail });
  };

  const inTurn = (job: () => Promise<void>): void => {
    turn.current = turn.current.then(job);
  };
  return {
    sendings,
    said,
    add: (files: readonly File[]) => {
      for (const file of files) {
        const key = crypto.randomUUID();
        const sending: Sending = { key, name: file.name, share: 0, is: "preparing", stop: new AbortController() };
        // What was wrong has been read by whoever chooses again.
        setSendings((all) => [...all.filter(({ is }) => is !== "wrong"), sending]);
        inTurn(() => prepare(sending, file));
      }
    },
    retry: (sending: Sending, outgoing: Outgoing) => {
      change(sending.key, { is: "preparing" });
      inTurn(() => send(sending, outgoing));
    },
    stop: ({ key, name, stop, documentId }: Sending) => {
      stop.abort();
      drop(key);
      setSaid(`${name} was not sent.`);
      if (documentId === undefined) return;
      // Whether or not it can be taken back now, the list then says how it stands.
      removeFile(applicationId, documentId, crypto.randomUUID()).then(
        () => latest.current.onSent(),
        () => latest.current.onSent(),
      );
    },
  };
};

/** Chooses files for one document of the form and sends them, with how far they are and what is wrong beside the field. */
export const UploadField = (props: UploadProps) => {
  const { id, hint } = props;
  const { sendings, said, add, retry, stop } = useSending(props);
  const wrong = sendings.find(({ is }) => is === "wrong");
  const error = wrong === undefined ? props.error : `${wrong.name}: ${wrong.problem}`;
  const limits = `${TYPES_IN_WORDS}, up to ${formatSize(MOST_FILE_BYTES)}.`;
  const choose = ({ currentTarget }: TargetedEvent<HTMLInputElement>) => {
    add([...(currentTarget.files ?? [])]);
    // The same file may be chosen again after it was put right.
    currentTarget.value = "";
  };
  return (
    <>
      <Field {...props} labelSize="s" error={error} hint={hint ?? limits}>
        <input
          class="file-input"
          type="file"
          id={id}
          multiple={"slot" in props.place}
          accept={ACCEPTED_ENDINGS.join(",")}
          aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
          aria-invalid={error ? true : undefined}
          onChange={choose}
        />
      </Field>
      <ul class="files">
        {sendings
          .filter(({ is }) => is !== "wrong")
          .map((sending) => (
            <li key={sending.key} class="files__one">
              <span class="files__name">{sending.name}</span>
              {sending.is === "dropped" ? (
                <p class="govuk-error-message" role="alert">
                  {sending.problem}
                </p>
              ) : (
                <>
                  <progress
                    class="files__progress"
                    max={100}
                    value={Math.round(sending.share * 100)}
                    aria-label={`Sending ${sending.name}`}
                  />
                  <span class="files__facts number" aria-hidden="true">
                    {Math.round(sending.share * 100)}%
                  </span>
                </>
              )}
              <span class="files__actions">
                {sending.is === "dropped" && sending.outgoing !== undefined ? (
                  <TryAgain onClick={retry} sending={sending} outgoing={sending.outgoing} />
                ) : null}
                <LinkButton onClick={() => stop(sending)}>
                  Stop<span class="govuk-visually-hidden"> sending {sending.name}</span>
                </LinkButton>
              </span>
            </li>
          ))}
      </ul>
      <p class="govuk-visually-hidden" role="status">
        {said}
      </p>
    </>
  );
};

const TryAgain = ({
  onClick,
  sending,
  outgoing,
}: {
  onClick: (sending: Sending, outgoing: Outgoing) => void;
  sending: Sending;
  outgoing: Outgoing;
}) => (
  <LinkButton onClick={() => onClick(sending, outgoing)}>
    Try again<span class="govuk-visually-hidden"> to send {sending.name}</span>
  </LinkButton>
);
