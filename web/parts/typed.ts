import { useState } from "preact/hooks";
import { errorFor, type PageError } from "./error-summary.tsx";

/** What a field is given; its own part adds the label and the choices. */
export type FieldGiven<V> = { id: string; value: V; onChange: (value: V) => void; error: string | undefined };

/**
 * For each key of what is typed, what its field is given: id, value, where a change goes, and what is wrong with it. The id is
 * the name that findings give the key; `under` stands before it where the key is deeper in what is sent, or a form is one of several.
 */
export const fieldsOf =
  <T extends object>(
    typed: T,
    change: (next: (now: T) => T) => void,
    errors: readonly PageError[],
    under: string = "",
  ) =>
  <K extends keyof T & string>(key: K): FieldGiven<T[K]> => ({
    id: `${under}${key}`,
    value: typed[key],
    onChange: (value) => change((now) => ({ ...now, [key]: value })),
    error: errorFor(errors, `${under}${key}`),
  });

/** What is typed in one form, and its fields: `<TextArea {...field("reason")} label="Why" />`. */
export const useTyped = <T extends object>(start: T | (() => T), errors: readonly PageError[], under?: string) => {
  const [typed, setTyped] = useState<T>(start);
  return { typed, setTyped, field: fieldsOf(typed, setTyped, errors, under) };
};
