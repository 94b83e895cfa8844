import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import type { documents as contract } from "../../shared/contract/documents.ts";
import {
  type DocumentFacts,
  formatSize,
  isReplaced,
  mayReplace,
  NOT_OPENED,
  replaceUntil,
} from "../../shared/rules/document.ts";
import type { DocumentSlot } from "../../shared/rules/form.ts";
import { formatDeadline } from "../../shared/rules/london.ts";
import { call, Refusal } from "../api.ts";
import { LinkButton } from "./button.tsx";
import { serverNow } from "./clock.ts";
import { Confirm } from "./confirm.tsx";
import { openFile, removeFile } from "./send-file.ts";
import { Tag, type TagTone } from "./tag.tsx";
import { UploadField } from "./upload.tsx";

/** How often a page that shows an unfinished check asks again. */
const ASK_EVERY_MS = 4_000;

export type DocumentsHere = { documents: readonly DocumentFacts[]; reload: () => void };

/** The documents of an application, kept fresh while one of them is being checked. `first` is what the page was given. */
export const useDocuments = (applicationId: string, first: readonly DocumentFacts[]): DocumentsHere => {
  const [documents, setDocuments] = useState(first);
  const reload = useCallback(() => {
    call<typeof contract.list>("GET /api/applications/{id}/documents", { params: { id: applicationId } }).then(
      (reply) => setDocuments(reply.documents),
      () => undefined, // what is shown stands; the next change asks again
    );
  }, [applicationId]);
  const checking = documents.some(({ state, scan }) => state === "received" && scan === "waiting");
  useEffect(() => {
    if (!checking) return;
    const timer = setInterval(() => {
      if (!document.hidden) reload();
    }, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [checking, reload]);
  return { documents, reload };
};

type Shown = { tone: TagTone; words: string; detail?: string };

/** How a document stands, in a few words, and what to do about it. */
export const documentState = ({ state, scan, refusal }: DocumentFacts): Shown => {
  if (state === "uploading")
    return { tone: "wrong", words: "Not sent", detail: "This file did not arrive. Remove it and choose it again." };
  if (state === "refused")
    return { tone: "wrong", words: "Refused: replace it", ...(refusal ? { detail: refusal } : {}) };
  if (state === "removed") return { tone: "quiet", words: "Removed" };
  if (scan === "clean") return { tone: "done", words: "Ready" };
  if (scan === "waiting") return { tone: "hand", words: "Being checked" };
  return { tone: "wrong", words: "Refused: replace it", detail: NOT_OPENED[scan] };
};

/** Saves a scanned file to the device; says why where it cannot. For the desk and the applicant alike. */
export const DownloadButton = ({
  applicationId,
  document,
}: {
  applicationId: string;
  document: Pick<DocumentFacts, "id" | "name">;
}) => {
  const [problem, setProblem] = useState<string>();
  const open = () => {
    setProblem(undefined);
    openFile(applicationId, document.id).catch((error: unknown) =>
      setProblem(error instanceof Refusal ? error.message : "Something went wrong on our side. Try again."),
    );
  };
  return (
    <>
      <LinkButton onClick={open}>
        Download<span class="govuk-visually-hidden"> {document.name}</span>
      </LinkButton>
      {problem === undefined ? null : (
        <p class="govuk-error-message" role="alert">
          {problem}
        </p>
      )}
    </>
  );
};

const RemoveButton = (props: { applicationId: string; document: DocumentFacts; onRemoved: () => void }) => {
  const { applicationId, document, onRemoved } = props;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [writeId] = useState(() => crypto.randomUUID());
  const remove = async () => {
    setBusy(true);
    try {
      await removeFile(applicationId, document.id, writeId);
      onRemoved();
    } catch (error) {
      setProblem(error instanceof Refusal ? error.message : "Something went wrong on our side. Try again.");
    } finally {
      setBusy(false);
    }
  };
  return (
    <Confirm
      action="Remove"
      question={`Remove “${document.name}”?`}
      yes="Yes, remove it"
      no="No, keep it"
      onYes={() => void remove()}
      busy={busy}
    >
      {problem === undefined ? null : (
        <p class="govuk-error-message" role="alert">
          {problem}
        </p>
      )}
    </Confirm>
  );
};

type FileListProps = {
  applicationId: string;
  documents: readonly DocumentFacts[];
  /** The draft is open: files may be removed. */
  onRemoved?: (() => void) | undefined;
};

/** Files with their size, how they stand, and what can be done with them. */
export const FileList = ({ applicationId, documents, onRemoved }: FileListProps) =>
  documents.length === 0 ? null : (
    <ul class="files">
      {documents.map((document) => {
        const { tone, words, detail } = documentState(document);
        return (
          <li key={document.id} class="files__one">
            <span class="files__name">{document.name}</span>
            <span class="files__facts number">{formatSize(document.sizeBytes)}</span>
            <Tag tone={tone}>{words}</Tag>
            {detail === undefined ? null : <p class="files__detail">{detail}</p>}
            <span class="files__actions">
              {document.scan === "clean" ? <DownloadButton applicationId={applicationId} document={document} /> : null}
              {onRemoved === undefined ? null : (
                <RemoveButton applicationId={applicationId} document={document} onRemoved={onRemoved} />
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );

type SlotDocumentsProps = {
  /** `fieldId("/documents/<slot>")`, so that the error summary leads here. */
  id: string;
  applicationId: string;
  slot: DocumentSlot;
  here: DocumentsHere;
  /** The draft is open and the round takes files. */
  editable: boolean;
  /** A submission stands: a refused file may be replaced for a few working days. */
  submitted: boolean;
  error?: string | undefined;
  /** "We do not have this yet because …": the page's own field, shown while there is no file. */
  children?: ComponentChildren;
};

/** One document of the form: its files, a field for more, and the page's words for a document that is not there yet. */
export const SlotDocuments = (props: SlotDocumentsProps) => {
  const { id, applicationId, slot, here, editable, submitted, error, children } = props;
  const { documents, reload } = here;
  // What this page is sending has a row of its own.
  const [begun, setBegun] = useState<readonly string[]>([]);
  const files = documents.filter(
    (document) =>
      document.slot === slot.id &&
      document.state !== "removed" &&
      !isReplaced(document.id, documents) &&
      !(document.state === "uploading" && begun.includes(document.id)),
  );
  const replaceable =
    submitted && !editable ? files.filter((document) => mayReplace(document, documents, serverNow())) : [];
  const onBegun = (documentId: string) => setBegun((ids) => [...ids, documentId]);
  const field = { applicationId, documents, onBegun, onSent: reload, hint: slot.hint };
  return (
    <section class="slot">
      {editable ? (
        <UploadField
          {...field}
          id={id}
          place={{ slot: slot.id }}
          label={slot.label}
          error={error}
          optional={slot.optional}
        />
      ) : (
        <h3 class="govuk-heading-s">{slot.label}</h3>
      )}
      <FileList applicationId={applicationId} documents={files} onRemoved={editable ? reload : undefined} />
      {replaceable.map((document) => (
        <UploadField
          {...field}
          key={document.id}
          id={`${id}-${document.id}`}
          place={{ replaces: document.id }}
          label={`Replace “${document.name}”`}
          hint={`You can replace this file until ${formatDeadline(replaceUntil(document) ?? document.addedAt)}.`}
        />
      ))}
      {files.length === 0 ? children : null}
    </section>
  );
};
