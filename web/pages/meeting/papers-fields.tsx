import type { Paper } from "../../../shared/rules/meeting-commands.ts";
import { LinkButton } from "../../parts/button.tsx";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { TextArea, TextField } from "../../parts/fields.tsx";
import { fieldOf } from "./typed-entry.ts";

type PapersProps = { papers: readonly Paper[]; onChange: (papers: Paper[]) => void; errors: readonly PageError[] };

/** The papers of a meeting as an officer gives them: each with a link or its text. */
export const PapersFields = ({ papers, onChange, errors }: PapersProps) => {
  const change = (at: number, changed: Partial<Paper>) =>
    onChange(papers.map((paper, n) => (n === at ? { ...paper, ...changed } : paper)));
  return (
    <>
      <h2 class="govuk-heading-m">Papers</h2>
      {papers.map((paper, n) => (
        <div class="paper" key={n}>
          <TextField
            id={fieldOf(`papers/${n}/title`)}
            label={`Paper ${n + 1}: title`}
            value={paper.title}
            error={errorFor(errors, fieldOf(`papers/${n}/title`))}
            onChange={(title) => change(n, { title })}
          />
          <TextField
            id={fieldOf(`papers/${n}/url`)}
            label="Link"
            optional
            hint="https://… or a page of this site, such as /ranking/…"
            value={paper.url ?? ""}
            error={errorFor(errors, fieldOf(`papers/${n}/url`))}
            onChange={(url) => change(n, { url })}
          />
          <TextArea
            id={fieldOf(`papers/${n}/text`)}
            label="Or its text"
            optional
            rows={3}
            value={paper.text ?? ""}
            error={errorFor(errors, fieldOf(`papers/${n}/text`))}
            onChange={(text) => change(n, { text })}
          />
          <LinkButton onClick={() => onChange(papers.filter((_, each) => each !== n))}>Remove this paper</LinkButton>
        </div>
      ))}
      <p class="govuk-body">
        <LinkButton onClick={() => onChange([...papers, { title: "" }])}>Add a paper</LinkButton>
      </p>
    </>
  );
};
