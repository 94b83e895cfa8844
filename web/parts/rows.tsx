import { useEffect, useRef, useState } from "preact/hooks";
import { type Column, columnsAsked } from "../../shared/rules/form.ts";
import { DateField } from "./date-field.tsx";
import { FieldGroup, type FieldProps } from "./field.tsx";
import { AmountField, SelectField, TextField } from "./fields.tsx";

export type Row = Readonly<Record<string, string>>;

type RowsProps = FieldProps & {
  columns: readonly Column[];
  rows: readonly Row[];
  onChange: (rows: Row[]) => void;
  onBlur?: (() => void) | undefined;
  /** What one row is called: "cost" makes "Cost 1", "Add a cost" and "Remove". */
  unit: string;
  /** "Add another outcome" where "Add a …" does not read well. */
  addText?: string | undefined;
  mostRows?: number | undefined;
  readOnly?: boolean | undefined;
  /** The words for one cell, if something is wrong with it. Its id is `${id}-${row}-${column}`. */
  cellError?: ((cellId: string) => string | undefined) | undefined;
};

const cellId = (id: string, row: number, column: string): string => `${id}-${row}-${column}`;

const Cell = (props: {
  id: string;
  column: Column;
  value: string;
  error: string | undefined;
  readOnly: boolean | undefined;
  onChange: (value: string) => void;
  onBlur: (() => void) | undefined;
}) => {
  const { column, ...rest } = props;
  const field = { ...rest, label: column.label, hint: column.hint, optional: column.optional };
  switch (column.type) {
    case "amount":
      return <AmountField {...field} />;
    case "number":
      return <TextField {...field} inputMode="numeric" />;
    case "date":
      return <DateField {...field} />;
    case "choice":
    case "file":
      return <SelectField {...field} options={column.options ?? []} />;
    case "short-text":
      return <TextField {...field} />;
  }
};

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/**
 * An answer in rows: budget lines, outcomes, risks. Adding moves the focus into the new row; removing moves it to the
 * button below and offers the row back, so nothing typed is lost by a slip.
 */
export const RowsEditor = (props: RowsProps) => {
  const {
    id,
    columns,
    rows,
    onChange,
    onBlur,
    unit,
    addText = `Add a ${unit}`,
    mostRows = 60,
    readOnly,
    cellError,
  } = props;
  const [removed, setRemoved] = useState<{ row: Row; index: number }>();
  const [focusNext, setFocusNext] = useState<string>();
  const adder = useRef<HTMLButtonElement>(null);
  // After the change has been drawn: a row that was added exists, one that was removed has taken the focus with it.
  useEffect(() => {
    if (focusNext === undefined) return;
    (document.getElementById(focusNext) ?? adder.current)?.focus();
    setFocusNext(undefined);
  }, [focusNext]);
  const change = (index: number, column: string, value: string) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, [column]: value } : row)));
  const add = () => {
    onChange([...rows, {}]);
    setRemoved(undefined);
    setFocusNext(cellId(id, rows.length, columns[0]?.id ?? ""));
  };
  const remove = (row: Row, index: number) => {
    onChange(rows.filter((_, at) => at !== index));
    setRemoved(Object.values(row).some((value) => value !== "") ? { row, index } : undefined);
    setFocusNext(`${id}-add`);
  };
  const putBack = () => {
    if (removed === undefined) return;
    onChange(rows.toSpliced(removed.index, 0, removed.row));
    setFocusNext(cellId(id, removed.index, columns[0]?.id ?? ""));
    setRemoved(undefined);
  };
  return (
    <FieldGroup {...props}>
      {rows.map((row, index) => (
        // Rows have no identity of their own: controlled cells make the place a sufficient key.
        <fieldset class="rows__row" key={index}>
          <legend class="rows__legend">
            {capital(unit)} {index + 1}
          </legend>
          <div class="rows__cells">
            {columnsAsked(columns, row).map((column) => (
              <div class="rows__cell" key={column.id}>
                <Cell
                  id={cellId(id, index, column.id)}
                  column={column}
                  value={row[column.id] ?? ""}
                  error={cellError?.(cellId(id, index, column.id))}
                  readOnly={readOnly}
                  onChange={(value) => change(index, column.id, value)}
                  onBlur={onBlur}
                />
              </div>
            ))}
          </div>
          {readOnly ? null : (
            <button type="button" class="link-button" onClick={() => remove(row, index)}>
              Remove<span class="govuk-visually-hidden"> {`${unit} ${index + 1}`}</span>
            </button>
          )}
        </fieldset>
      ))}
      <div role="status">
        {removed === undefined ? null : (
          <p class="rows__removed">
            {capital(unit)} {removed.index + 1} is removed.{" "}
            <button type="button" class="link-button" onClick={putBack}>
              Put it back
            </button>
          </p>
        )}
      </div>
      {readOnly || rows.length >= mostRows ? null : (
        <button
          type="button"
          class="govuk-button govuk-button--secondary"
          id={rows.length === 0 ? id : `${id}-add`}
          ref={adder}
          onClick={add}
        >
          {addText}
        </button>
      )}
    </FieldGroup>
  );
};
