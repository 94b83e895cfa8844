import { useState } from "preact/hooks";
import { FieldGroup, type FieldProps } from "./field.tsx";

type Boxes = { day: string; month: string; year: string };

/** Three boxes as one text: "2026-12-01" when they hold digits, else what was typed between hyphens; "" when all are empty. */
export const joinDate = ({ day, month, year }: Boxes): string => {
  const parts = [year.trim(), month.trim(), day.trim()];
  if (parts.every((part) => part === "")) return "";
  const whole = /^\d{4}$/.test(parts[0] ?? "") && parts.slice(1).every((part) => /^\d{1,2}$/.test(part));
  return whole ? `${parts[0]}-${parts[1]?.padStart(2, "0")}-${parts[2]?.padStart(2, "0")}` : parts.join("-");
};

/** One text as three boxes; a whole date without noughts in front, anything else as it was typed. */
export const splitDate = (value: string): Boxes => {
  const [year = "", month = "", ...day] = value.split("-");
  const boxes = { day: day.join("-"), month, year };
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return boxes;
  return { day: boxes.day.replace(/^0/, ""), month: month.replace(/^0/, ""), year };
};

/** What the boxes show: what was typed as long as the value says the same ("1" for "01"), else the value from elsewhere. */
export const boxesFor = (typed: Boxes, value: string): Boxes => (joinDate(typed) === value ? typed : splitDate(value));

type DateFieldProps = FieldProps & {
  /** "2026-12-01", or what was typed so far; "" for nothing. */
  value: string;
  onChange: (value: string) => void;
  onBlur?: (() => void) | undefined;
  readOnly?: boolean | undefined;
};

const PARTS = [
  { part: "day", label: "Day", width: 2 },
  { part: "month", label: "Month", width: 2 },
  { part: "year", label: "Year", width: 4 },
] as const;

/** Day, month and year in three boxes. What is typed is kept as it is, also while it is not a date yet. */
export const DateField = (props: DateFieldProps) => {
  const { id, value, onChange, onBlur, readOnly, error } = props;
  const [typed, setTyped] = useState<Boxes>(() => splitDate(value));
  // Reckoned while drawing, never after it: an effect that came late would put an older date over a newer digit.
  const boxes = boxesFor(typed, value);
  const change = (part: keyof Boxes, text: string) => {
    const next = { ...boxes, [part]: text };
    setTyped(next);
    onChange(joinDate(next));
  };
  return (
    <FieldGroup {...props}>
      <div class="govuk-date-input">
        {PARTS.map(({ part, label, width }, index) => (
          <div class="govuk-date-input__item" key={part}>
            <div class="govuk-form-group">
              <label class="govuk-label govuk-date-input__label" for={index === 0 ? id : `${id}-${part}`}>
                {label}
              </label>
              <input
                class={`govuk-input govuk-date-input__input govuk-input--width-${width}${error ? " govuk-input--error" : ""}`}
                id={index === 0 ? id : `${id}-${part}`}
                name={`${id}-${part}`}
                type="text"
                inputMode="numeric"
                autoComplete="off"
                readOnly={readOnly}
                value={boxes[part]}
                onInput={(event) => change(part, event.currentTarget.value)}
                onBlur={onBlur}
              />
            </div>
          </div>
        ))}
      </div>
    </FieldGroup>
  );
};
