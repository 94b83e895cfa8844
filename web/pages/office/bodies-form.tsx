import { BODY_ROLES, BODY_STATUSES, type Body, type Term } from "../../../shared/rules/bodies.ts";
import { LinkButton } from "../../parts/button.tsx";
import { Checkboxes, Radios } from "../../parts/choices.tsx";
import { DateField } from "../../parts/date-field.tsx";
import type { PageError } from "../../parts/error-summary.tsx";
import { SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { fieldsOf } from "../../parts/typed.ts";

export const ROLE_WORDS = { funder: "Legal funder", controller: "Answers for personal data" } as const;
export const STATUS_WORDS = { established: "A fact", expected: "Expected: announced or planned, no law yet" } as const;

const STATUSES = BODY_STATUSES.map((value) => ({ value, label: STATUS_WORDS[value] }));
const ROLES = BODY_ROLES.map((value) => ({ value, label: ROLE_WORDS[value] }));

/** Without a field that is empty: an open day, nobody to take over from. */
const withOr = (body: Body, field: "validFrom" | "validUntil" | "succeeds", value: string): Body => {
  const { [field]: _, ...rest } = body;
  return value === "" ? rest : { ...rest, [field]: value };
};

type BodyProps = {
  body: Body;
  n: number;
  others: readonly Body[];
  errors: readonly PageError[];
  onChange: (body: Body) => void;
  /** What is expected can be taken out again; what was a fact stays, with its last day. */
  onDrop?: () => void;
};

/** One legal body: its names, what it is here, whether it is a fact, and its days. */
export const BodyFields = ({ body, n, others, errors, onChange, onDrop }: BodyProps) => {
  const field = fieldsOf(body, (next) => onChange(next(body)), errors, `bodies-${n}-`);
  return (
    <fieldset class="govuk-fieldset paper">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{body.name || "A new body"}</legend>
      <TextField {...field("name")} label="Legal name" />
      <TextField {...field("short")} label="What pages call it" hint="Like “the PCC”." width={20} />
      <Checkboxes
        {...field("roles")}
        label="What it is here"
        labelSize="s"
        options={ROLES}
        values={body.roles}
        onChange={(values) => onChange({ ...body, roles: BODY_ROLES.filter((role) => values.includes(role)) })}
      />
      <Radios {...field("status")} label="Is this a fact?" labelSize="s" options={STATUSES} />
      <div class="pair">
        <DateField
          {...field("validFrom")}
          label="First day"
          labelSize="s"
          hint="Leave empty if it has always been so."
          value={body.validFrom ?? ""}
          onChange={(day) => onChange(withOr(body, "validFrom", day))}
        />
        <DateField
          {...field("validUntil")}
          label="Last day"
          labelSize="s"
          hint="Leave empty while no law ends it."
          value={body.validUntil ?? ""}
          onChange={(day) => onChange(withOr(body, "validUntil", day))}
        />
      </div>
      <SelectField
        {...field("succeeds")}
        label="Takes over from"
        blank="Nobody"
        options={others.map(({ id, name }) => ({ value: id, label: name || "A new body" }))}
        value={body.succeeds ?? ""}
        onChange={(id) => onChange(withOr(body, "succeeds", id))}
      />
      <TextArea
        {...field("note")}
        label="Where this comes from"
        hint="For the office. No public page shows it."
        rows={3}
      />
      {onDrop === undefined ? null : <LinkButton onClick={onDrop}>Take out {body.name || "this body"}</LinkButton>}
    </fieldset>
  );
};

type TermProps = {
  term: Term;
  n: number;
  errors: readonly PageError[];
  onChange: (term: Term) => void;
  onDrop?: () => void;
};

/** One term of office. */
export const TermFields = ({ term, n, errors, onChange, onDrop }: TermProps) => {
  const field = fieldsOf(term, (next) => onChange(next(term)), errors, `terms-${n}-`);
  return (
    <fieldset class="govuk-fieldset paper">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Term {n + 1}</legend>
      <div class="pair">
        <DateField {...field("startsOn")} label="First day" labelSize="s" />
        <DateField {...field("endsOn")} label="Last day" labelSize="s" />
      </div>
      <Radios {...field("status")} label="Is this a fact?" labelSize="s" options={STATUSES} />
      {onDrop === undefined ? null : <LinkButton onClick={onDrop}>Take out term {n + 1}</LinkButton>}
    </fieldset>
  );
};
