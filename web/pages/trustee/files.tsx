import { useState } from "preact/hooks";
import type { documents } from "../../../shared/contract/documents.ts";
import { DOCUMENT_TYPES, type DocumentFacts, formatSize, mayShow } from "../../../shared/rules/document.ts";
import { documentsFor } from "../../../shared/rules/form.ts";
import type { Submission } from "../../../shared/rules/frozen.ts";
import type { Fund } from "../../../shared/rules/fund.ts";
import { call, Refusal } from "../../api.ts";
import { LinkButton } from "../../parts/button.tsx";
import { DownloadButton } from "../../parts/documents.tsx";

const PAGES = DOCUMENT_TYPES.pdf.contentType;

type Shown = { is: "closed" } | { is: "open"; url: string } | { is: "refused"; detail: string };

/** One file: its name, and for a picture or a PDF the thing itself in the page. */
const FileHere = ({ applicationId, file }: { applicationId: string; file: DocumentFacts }) => {
  const [shown, setShown] = useState<Shown>({ is: "closed" });
  const open = async (): Promise<void> => {
    try {
      const { url } = await call<typeof documents.file>("GET /api/applications/{id}/documents/{document}/file", {
        params: { id: applicationId, document: file.id },
        query: { show: "page" },
      });
      setShown({ is: "open", url });
    } catch (error) {
      setShown({ is: "refused", detail: error instanceof Refusal ? error.message : "Try again." });
    }
  };
  return (
    <li class="files__one">
      <span class="files__name">{file.name}</span>
      <span class="files__facts number">{formatSize(file.sizeBytes)}</span>
      <span class="files__actions">
        {!mayShow(file.contentType) ? null : shown.is === "open" ? (
          <LinkButton onClick={() => setShown({ is: "closed" })}>
            Hide<span class="govuk-visually-hidden"> {file.name}</span>
          </LinkButton>
        ) : (
          <LinkButton onClick={() => void open()}>
            Show here<span class="govuk-visually-hidden"> {file.name}</span>
          </LinkButton>
        )}{" "}
        <DownloadButton applicationId={applicationId} document={file} />
      </span>
      {shown.is === "refused" ? (
        <p class="govuk-error-message" role="alert">
          {shown.detail}
        </p>
      ) : null}
      {shown.is !== "open" ? null : file.contentType === PAGES ? (
        <iframe class="file-here file-here--pages" src={shown.url} title={file.name} />
      ) : (
        <img class="file-here" src={shown.url} alt={file.name} />
      )}
    </li>
  );
};

type FilesProps = { applicationId: string; content: Submission; form: Fund; files: readonly DocumentFacts[] };

/** The documents of a bid by what the form asked for. */
export const Files = ({ applicationId, content, form, files }: FilesProps) => {
  const slots = documentsFor(form, content.band);
  if (slots.length === 0) return null;
  return (
    <section>
      <h2 class="govuk-heading-m">Documents</h2>
      {slots.map(({ id, label }) => {
        const here = files.filter(({ slot, scan }) => slot === id && scan === "clean");
        const why = content.notYet[id];
        return (
          <div key={id}>
            <h3 class="govuk-heading-s">{label}</h3>
            {here.length === 0 ? (
              <p class="govuk-body">{why === undefined ? <span class="soft">None</span> : `Not yet: ${why}`}</p>
            ) : (
              <ul class="files">
                {here.map((file) => (
                  <FileHere key={file.id} applicationId={applicationId} file={file} />
                ))}
              </ul>
            )}
          </div>
        );
      })}
    </section>
  );
};
