import { DRAFTS, type Drafts, FREEZES, type Freeze } from "../../shared/rules/closure.ts";
import { Checkboxes, Radios } from "./choices.tsx";
import { DRAFTS_WORDS, FREEZE_WORDS } from "./closure-words.ts";
import { TextArea } from "./fields.tsx";
import type { FieldGiven } from "./typed.ts";

/** What a closure holds: asked when it is made, and while it can still be made wider. */
export const FreezesField = ({ value, onChange, ...field }: FieldGiven<Freeze[]>) => (
  <Checkboxes
    {...field}
    label="What is held meanwhile"
    labelSize="s"
    hint="Payments, returns, safeguarding and the lists that the law asks for always carry on."
    values={value}
    onChange={(values) => onChange(FREEZES.filter((one) => values.includes(one)))}
    options={FREEZES.map((one) => ({ value: one, label: FREEZE_WORDS[one] }))}
  />
);

export const DraftsField = (field: FieldGiven<Drafts>) => (
  <Radios
    {...field}
    label="Drafts that groups have begun"
    labelSize="s"
    options={DRAFTS.map((value) => ({ value, ...DRAFTS_WORDS[value] }))}
  />
);

export const WordingField = (field: FieldGiven<string>) => (
  <TextArea
    {...field}
    label="What everybody reads"
    labelSize="s"
    hint="On every page that it is about, and in the emails. No names of people."
    rows={3}
    limitCharacters={400}
  />
);
