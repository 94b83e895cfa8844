import { CODE } from "../../shared/rules/sign-in.ts";
import { TextField } from "./fields.tsx";
import type { FieldGiven } from "./typed.ts";

/** The code that came by email: on a telephone its own keys, and what the telephone read in the mail. */
export const CodeField = (field: FieldGiven<string>) => (
  <TextField
    {...field}
    label="Code"
    hint={`${CODE.digits} digits. You can paste it.`}
    inputMode="numeric"
    autoComplete="one-time-code"
    spellcheck={false}
    inputClass="code-input"
  />
);
