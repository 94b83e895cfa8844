import { useEffect, useRef } from "preact/hooks";
import type { Finding } from "../../shared/rules/finding.ts";

/** One line of the summary: the words that also stand beside the field, and the id of that field (none: not about a field). */
export type PageError = { id?: string | undefined; text: string; rule?: string | undefined };

/**
 * The id of the field that a finding points at: `/sections/money/budget/0/amount` is `sections-money-budget-0-amount`.
 * Give fields their ids by this function, and findings of the server and of the rules find them by themselves.
 */
export const fieldId = (pointer: string): string => pointer.replace(/^\//, "").replaceAll(/[^\w-]+/g, "-") || "form";

/** Findings as lines of the summary. */
export const pageErrors = (findings: readonly Finding[]): PageError[] =>
  findings.map(({ pointer, detail, rule }) => ({
    id: pointer === "" ? undefined : fieldId(pointer),
    text: detail,
    rule,
  }));

/** The words for one field, from the same list that the summary shows: the first that bears its id. */
export const errorFor = (errors: readonly PageError[], id: string): string | undefined =>
  errors.find((error) => error.id === id)?.text;

// A field may be folded away or be the second of a group: focus moves there, its label scrolled into view above it.
const goTo = (id: string) => (event: Event) => {
  const field = document.getElementById(id);
  if (field === null) return;
  event.preventDefault();
  const group = field.closest("fieldset, .govuk-form-group");
  (group ?? field).scrollIntoView({ block: "nearest" });
  field.focus();
};

/** "There is a problem": takes the focus when it appears and whenever it is given a new list; each line leads to its field. */
export const ErrorSummary = ({ errors }: { errors: readonly PageError[] }) => {
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length > 0) summary.current?.focus();
  }, [errors]);
  if (errors.length === 0) return null;
  return (
    <div class="govuk-error-summary" tabIndex={-1} ref={summary}>
      <div role="alert">
        <h2 class="govuk-error-summary__title">There is a problem</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            {errors.map(({ id, text, rule }) => (
              <li key={`${id} ${rule} ${text}`}>
                {id === undefined ? (
                  text
                ) : (
                  <a href={`#${id}`} onClick={goTo(id)}>
                    {text}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
};
