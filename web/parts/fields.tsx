import type { ComponentChildren, TargetedEvent } from "preact";
import { describedBy, Field, type FieldProps } from "./field.tsx";
import { useSettled, WordCount } from "./word-count.tsx";

/** All fields are controlled: `value` is what was typed, `onChange` is told every change. */
type Typed = FieldProps & {
  value: string;
  onChange: (value: string) => void;
  /** Leaving the field: a good moment to save. */
  onBlur?: (() => void) | undefined;
  readOnly?: boolean | undefined;
  name?: string | undefined;
};

// Preact's types tell the kinds of input apart: a spread keeps them apart where a plain string would not.
const KINDS = {
  text: { type: "text" },
  email: { type: "email" },
  tel: { type: "tel" },
  url: { type: "url" },
  search: { type: "search" },
} as const;

type TextFieldProps = Typed & {
  type?: keyof typeof KINDS | undefined;
  inputMode?: "text" | "numeric" | "decimal" | "email" | "tel" | "search" | "url" | undefined;
  autoComplete?: string | undefined;
  spellcheck?: boolean | undefined;
  /** How many characters it looks made for. */
  width?: 2 | 3 | 4 | 5 | 10 | 20 | 30 | undefined;
  prefix?: ComponentChildren;
  suffix?: ComponentChildren;
  inputClass?: string | undefined;
};

const errorClass = (kind: string, error: string | undefined): string => (error ? ` ${kind}--error` : "");

/** One line of text. */
export const TextField = (props: TextFieldProps) => {
  const {
    id,
    value,
    onChange,
    onBlur,
    readOnly,
    name,
    type = "text",
    inputMode,
    autoComplete = "off",
    spellcheck,
  } = props;
  const { width, prefix, suffix, inputClass, error } = props;
  const input = (
    <input
      class={`govuk-input${width ? ` govuk-input--width-${width}` : ""}${errorClass("govuk-input", error)} ${inputClass ?? ""}`}
      id={id}
      name={name ?? id}
      {...KINDS[type]}
      inputMode={inputMode}
      autoComplete={autoComplete}
      spellcheck={spellcheck}
      readOnly={readOnly}
      aria-describedby={describedBy(props)}
      aria-invalid={error ? true : undefined}
      value={value}
      onInput={(event: TargetedEvent<HTMLInputElement>) => onChange(event.currentTarget.value)}
      onBlur={onBlur}
    />
  );
  if (prefix === undefined && suffix === undefined) return <Field {...props}>{input}</Field>;
  return (
    <Field {...props}>
      <div class="govuk-input__wrapper">
        {prefix === undefined ? null : (
          <div class="govuk-input__prefix" aria-hidden="true">
            {prefix}
          </div>
        )}
        {input}
        {suffix === undefined ? null : (
          <div class="govuk-input__suffix" aria-hidden="true">
            {suffix}
          </div>
        )}
      </div>
    </Field>
  );
};

/** An amount of pounds as people type it; `parsePounds` reads it and `moneyProblem` says what is wrong with it. */
export const AmountField = (props: Typed) => (
  <TextField {...props} prefix="£" inputMode="decimal" spellcheck={false} inputClass="govuk-input--amount" />
);

type TextAreaProps = Typed & {
  rows?: number | undefined;
  /** Counted by the same function as on the server. Longer text is kept and said to be too long; it is refused at submit. */
  limitWords?: number | undefined;
  limitCharacters?: number | undefined;
};

/** Several lines of text, with a count of words or characters where there is a limit. */
export const TextArea = (props: TextAreaProps) => {
  const { id, value, onChange, onBlur, readOnly, name, rows = 5, limitWords, limitCharacters, error } = props;
  const settled = useSettled(value);
  const counted = limitWords !== undefined || limitCharacters !== undefined;
  return (
    <Field {...props}>
      <textarea
        class={`govuk-textarea${errorClass("govuk-textarea", error)}`}
        id={id}
        name={name ?? id}
        rows={rows}
        readOnly={readOnly}
        spellcheck
        aria-describedby={describedBy(props, ...(counted ? [`${id}-count`] : []))}
        aria-invalid={error ? true : undefined}
        value={value}
        onInput={(event: TargetedEvent<HTMLTextAreaElement>) => onChange(event.currentTarget.value)}
        onBlur={onBlur}
      />
      {counted ? (
        <WordCount id={id} text={value} settled={settled} words={limitWords} characters={limitCharacters} />
      ) : null}
    </Field>
  );
};

type SelectProps = Typed & {
  options: readonly { value: string; label: string }[];
  /** The words of the entry that means nothing is chosen yet. */
  blank?: string | undefined;
};

/** One of many, where radios would be too long a list. */
export const SelectField = (props: SelectProps) => {
  const { id, value, onChange, onBlur, readOnly, name, options, blank = "Choose one", error } = props;
  return (
    <Field {...props}>
      <select
        class={`govuk-select${errorClass("govuk-select", error)}`}
        id={id}
        name={name ?? id}
        disabled={readOnly}
        aria-describedby={describedBy(props)}
        aria-invalid={error ? true : undefined}
        value={value}
        onChange={(event: TargetedEvent<HTMLSelectElement>) => onChange(event.currentTarget.value)}
        onBlur={onBlur}
      >
        <option value="">{blank}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
};
