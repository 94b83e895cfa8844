import type { ComponentChildren } from "preact";
import { describedBy, FieldGroup, type FieldProps } from "./field.tsx";

export type Choice<V extends string = string> = {
  value: V;
  label: ComponentChildren;
  hint?: ComponentChildren | undefined;
  /** Asked below this choice while it is chosen. */
  below?: ComponentChildren;
};

// The first control bears the field's own id: the error summary leads to it.
const choiceId = (id: string, index: number): string => (index === 0 ? id : `${id}-${index + 1}`);

type Kind = "radios" | "checkboxes";

const Item = (props: {
  kind: Kind;
  id: string;
  name: string;
  choice: Choice;
  checked: boolean;
  readOnly?: boolean | undefined;
  onChange: (checked: boolean) => void;
}) => {
  const { kind, id, name, choice, checked, readOnly, onChange } = props;
  return (
    <>
      <div class={`govuk-${kind}__item`}>
        <input
          class={`govuk-${kind}__input`}
          id={id}
          name={name}
          type={kind === "radios" ? "radio" : "checkbox"}
          value={choice.value}
          checked={checked}
          disabled={readOnly}
          aria-describedby={choice.hint === undefined ? undefined : `${id}-hint-of-choice`}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <label class={`govuk-label govuk-${kind}__label`} for={id}>
          {choice.label}
        </label>
        {choice.hint === undefined ? null : (
          <div class={`govuk-hint govuk-${kind}__hint`} id={`${id}-hint-of-choice`}>
            {choice.hint}
          </div>
        )}
      </div>
      {checked && choice.below !== undefined ? <div class={`govuk-${kind}__conditional`}>{choice.below}</div> : null}
    </>
  );
};

type RadiosProps<V extends string = string> = FieldProps & {
  options: readonly Choice<V>[];
  /** "" while nothing is chosen. */
  value: V | "";
  /** Told one of the options' own values. */
  onChange: (value: V) => void;
  /** Side by side: for yes and no. */
  inline?: boolean | undefined;
  readOnly?: boolean | undefined;
};

/** One of a few. */
export const Radios = <V extends string>(props: RadiosProps<V>) => {
  const { id, options, value, onChange, inline, readOnly } = props;
  return (
    <FieldGroup {...props}>
      <div class={`govuk-radios${inline ? " govuk-radios--inline" : ""}`}>
        {options.map((choice, index) => (
          <Item
            key={choice.value}
            kind="radios"
            id={choiceId(id, index)}
            name={id}
            choice={choice}
            checked={choice.value === value}
            readOnly={readOnly}
            onChange={() => onChange(choice.value)}
          />
        ))}
      </div>
    </FieldGroup>
  );
};

const YES_NO: readonly Choice[] = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
];

/** Yes or no; the value is "yes", "no" or "" while nothing is chosen. */
export const YesNo = (props: Omit<RadiosProps, "options" | "inline">) => <Radios {...props} options={YES_NO} inline />;

type CheckboxesProps = FieldProps & {
  options: readonly Choice[];
  values: readonly string[];
  onChange: (values: string[]) => void;
  readOnly?: boolean | undefined;
};

/** Any of a few; the values stay in the order of the options. */
export const Checkboxes = (props: CheckboxesProps) => {
  const { id, options, values, onChange, readOnly } = props;
  const change = (value: string) => (checked: boolean) =>
    onChange(
      options.map((option) => option.value).filter((known) => (known === value ? checked : values.includes(known))),
    );
  return (
    <FieldGroup {...props}>
      <div class="govuk-checkboxes">
        {options.map((choice, index) => (
          <Item
            key={choice.value}
            kind="checkboxes"
            id={choiceId(id, index)}
            name={id}
            choice={choice}
            checked={values.includes(choice.value)}
            readOnly={readOnly}
            onChange={change(choice.value)}
          />
        ))}
      </div>
    </FieldGroup>
  );
};

type CheckboxProps = FieldProps & {
  checked: boolean;
  onChange: (checked: boolean) => void;
  readOnly?: boolean | undefined;
};

/** A single statement to agree to. */
export const Checkbox = (props: CheckboxProps) => {
  const { id, label, hint, error, checked, onChange, readOnly } = props;
  return (
    <div class={`govuk-form-group${error ? " govuk-form-group--error" : ""}`}>
      {error ? (
        <p class="govuk-error-message" id={`${id}-error`}>
          <span class="govuk-visually-hidden">Error:</span> {error}
        </p>
      ) : null}
      <div class="govuk-checkboxes">
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            id={id}
            name={id}
            type="checkbox"
            checked={checked}
            disabled={readOnly}
            aria-describedby={describedBy({ id, hint, error })}
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
          <label class="govuk-label govuk-checkboxes__label" for={id}>
            {label}
          </label>
          {hint === undefined ? null : (
            <div class="govuk-hint govuk-checkboxes__hint" id={`${id}-hint`}>
              {hint}
            </div>
          )}
        </div>
      </div>
    </div>
  );
};
