import type { ComponentChildren } from "preact";

/** What every field is given. Its words come from the fund's form or the page; its error is the summary's own text. */
export type FieldProps = {
  /** Unique on the page; `fieldId(pointer)` where rules speak about it. */
  id: string;
  label: ComponentChildren;
  /** Shown larger: "m" where the field is the page's only question. */
  labelSize?: "s" | "m" | "l" | undefined;
  /** Read out but not shown, where the heading above says the same. */
  labelHidden?: boolean | undefined;
  hint?: ComponentChildren | undefined;
  error?: string | undefined;
  /** Adds "(optional)": no asterisks. */
  optional?: boolean | undefined;
};

const has = (part: ComponentChildren | undefined): boolean =>
  part !== undefined && part !== null && part !== "" && part !== false;

/** The ids that describe a field, in reading order; undefined when there are none. */
export const describedBy = (
  { id, hint, error }: Pick<FieldProps, "id" | "hint" | "error">,
  ...more: readonly string[]
): string | undefined =>
  [...(has(hint) ? [`${id}-hint`] : []), ...(error ? [`${id}-error`] : []), ...more].join(" ") || undefined;

const labelClass = (kind: string, { labelSize, labelHidden }: FieldProps): string =>
  `${kind}${labelSize ? ` ${kind}--${labelSize}` : ""}${labelHidden ? " govuk-visually-hidden" : ""}`;

const HintAndError = ({ id, hint, error }: FieldProps) => (
  <>
    {has(hint) ? (
      <div class="govuk-hint" id={`${id}-hint`}>
        {hint}
      </div>
    ) : null}
    {error ? (
      <p class="govuk-error-message" id={`${id}-error`}>
        <span class="govuk-visually-hidden">Error:</span> {error}
      </p>
    ) : null}
  </>
);

const groupClass = (error: string | undefined): string => `govuk-form-group${error ? " govuk-form-group--error" : ""}`;

/** Label, hint and error around one control, which the caller gives the id and `describedBy`. */
export const Field = ({ children, ...field }: FieldProps & { children: ComponentChildren }) => (
  <div class={groupClass(field.error)}>
    <label class={labelClass("govuk-label", field)} for={field.id}>
      {field.label}
      {field.optional ? " (optional)" : ""}
    </label>
    <HintAndError {...field} />
    {children}
  </div>
);

/** Legend, hint and error around several controls. The first of them bears the id, so that the summary leads there. */
export const FieldGroup = ({ children, ...field }: FieldProps & { children: ComponentChildren }) => (
  <div class={groupClass(field.error)}>
    <fieldset class="govuk-fieldset" aria-describedby={describedBy(field)}>
      <legend class={labelClass("govuk-fieldset__legend", field)}>
        {field.label}
        {field.optional ? " (optional)" : ""}
      </legend>
      <HintAndError {...field} />
      {children}
    </fieldset>
  </div>
);
