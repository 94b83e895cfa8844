import { avonAndSomerset } from "../../../shared/funds/areas.ts";
import { PURPOSES_LIMIT_WORDS } from "../../../shared/rules/organisation.ts";
import {
  type OrganisationField,
  type OrganisationFields,
  organisationPointer,
} from "../../../shared/rules/organisation-fields.ts";
import { ELSEWHERE, ORGANISATION_LABELS } from "../../../shared/rules/organisation-labels.ts";
import {
  type Ask,
  asksOf,
  CHARITY_REGISTER_LABELS,
  GOVERNING_DOCUMENTS,
  isOrganisationType,
  isRefusedType,
  ORGANISATION_TYPES,
  REFUSED_TYPES,
} from "../../../shared/rules/organisation-types.ts";
import { Radios } from "../../parts/choices.tsx";
import { DateField } from "../../parts/date-field.tsx";
import { Details } from "../../parts/details.tsx";
import { errorFor, fieldId, type PageError } from "../../parts/error-summary.tsx";
import { SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { Notice } from "../../parts/notice.tsx";

export type GroupFieldsProps = {
  fields: OrganisationFields;
  errors: readonly PageError[];
  change: (next: Partial<OrganisationFields>) => void;
};

/** The districts a group may be based in; everywhere else is one entry. */
export const DISTRICTS = [...avonAndSomerset.districts, ELSEWHERE];

const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

const TYPES = Object.entries({ ...ORGANISATION_TYPES, ...REFUSED_TYPES }).map(([value, type]) => ({
  value,
  label: type.label,
  hint: "hint" in type ? type.hint : undefined,
}));

/** What a field is given that every one of these fields has. */
const fieldOf = ({ fields, errors, change }: GroupFieldsProps, field: OrganisationField) => {
  const id = fieldId(organisationPointer(field));
  return {
    id,
    label: ORGANISATION_LABELS[field],
    value: fields[field],
    error: errorFor(errors, id),
    onChange: (value: string) => change({ [field]: value }),
  };
};

/** The kind of group: asked first, because it decides what else is asked. A kind that cannot apply is told so at once. */
const TypeRadios = (props: GroupFieldsProps) => {
  const { type } = props.fields;
  return (
    <>
      <Radios {...fieldOf(props, "type")} label="What kind of group are you?" labelSize="m" options={TYPES} />
      {isRefusedType(type) ? (
        <Notice tone="hand" role="status" title="You cannot apply as this">
          <p class="govuk-body">{REFUSED_TYPES[type].refusal}</p>
        </Notice>
      ) : null}
    </>
  );
};

export const TYPE_ID = fieldId(organisationPointer("type"));

/** The kind of group; folded away for a group that has said it, unless it is what somebody came to change. */
export const TypeField = ({ savedType, ...props }: GroupFieldsProps & { savedType: string | undefined }) =>
  savedType !== undefined && isOrganisationType(savedType) ? (
    <Details
      summary={`${ORGANISATION_TYPES[savedType].label}: change the kind of group`}
      open={location.hash === `#${TYPE_ID}`}
    >
      <TypeRadios {...props} />
    </Details>
  ) : (
    <TypeRadios {...props} />
  );

const isAsked = (ask: Ask): boolean => ask !== "no";

const Numbers = (props: GroupFieldsProps) => {
  const { charity, company } = asksOf(props.fields.type);
  return (
    <>
      {isAsked(charity) ? (
        <>
          <Radios
            {...fieldOf(props, "charityRegister")}
            label="Which register of charities are you on?"
            optional={charity === "optional"}
            options={optionsOf(CHARITY_REGISTER_LABELS)}
          />
          <TextField
            {...fieldOf(props, "charityNumber")}
            hint="Like 1164883, SC042386 or NIC100019. We check it against the register."
            optional={charity === "optional"}
            width={10}
            spellcheck={false}
          />
        </>
      ) : null}
      {isAsked(company) ? (
        <TextField
          {...fieldOf(props, "companyNumber")}
          hint="Eight characters, like 09506232. We check it against the register."
          optional={company === "optional"}
          width={10}
          spellcheck={false}
        />
      ) : null}
    </>
  );
};

const Address = (props: GroupFieldsProps) => (
  <>
    <h2 class="govuk-heading-m">Where you are based</h2>
    <TextField {...fieldOf(props, "addressLine1")} width={30} autoComplete="address-line1" />
    <TextField {...fieldOf(props, "addressLine2")} width={30} autoComplete="address-line2" optional />
    <TextField {...fieldOf(props, "town")} autoComplete="address-level2" width={20} />
    <TextField {...fieldOf(props, "postcode")} autoComplete="postal-code" width={10} spellcheck={false} />
    <SelectField {...fieldOf(props, "district")} options={DISTRICTS} />
    <TextField {...fieldOf(props, "website")} width={30} type="url" inputMode="url" spellcheck={false} optional />
  </>
);

const Rules = (props: GroupFieldsProps) => {
  const { governingDocument, parentBody } = asksOf(props.fields.type);
  return (
    <>
      <h2 class="govuk-heading-m">What you do and how you are run</h2>
      <TextField
        {...fieldOf(props, "parentBody")}
        width={30}
        hint={
          parentBody === "required"
            ? "Who answers for the money"
            : "A larger body that you are part of, if there is one"
        }
        optional={parentBody === "optional"}
      />
      <TextArea
        {...fieldOf(props, "purposes")}
        label="What does your group exist to do?"
        hint="In the words of your governing document if you have one"
        limitWords={PURPOSES_LIMIT_WORDS}
      />
      {isAsked(governingDocument) ? (
        <>
          <SelectField
            {...fieldOf(props, "governingDocument")}
            label="What kind of governing document do you have?"
            hint="The rules your group is run by, agreed by its members"
            options={optionsOf(GOVERNING_DOCUMENTS)}
          />
          <DateField
            {...fieldOf(props, "governingDocumentOn")}
            label="When was it agreed or last changed?"
            hint="Like 27 3 2019"
          />
        </>
      ) : null}
      <TextField
        {...fieldOf(props, "yearsOfDelivery")}
        label="For how many years has your group done its work?"
        hint="A whole number; 0 for a new group"
        inputMode="numeric"
        width={3}
      />
      <TextField
        {...fieldOf(props, "unrelatedCommittee")}
        label="How many committee members are not related to each other?"
        hint="Not married to each other, not of one family and not living together"
        inputMode="numeric"
        width={3}
      />
    </>
  );
};

const CONTACTS = {
  main: {
    title: "Main contact",
    name: "mainContactName",
    role: "mainContactRole",
    email: "mainContactEmail",
    phone: "mainContactPhone",
  },
  second: {
    title: "Second contact",
    name: "secondContactName",
    role: "secondContactRole",
    email: "secondContactEmail",
    phone: "secondContactPhone",
  },
} as const;

const Contact = ({ of, ...props }: GroupFieldsProps & { of: (typeof CONTACTS)[keyof typeof CONTACTS] }) => (
  <fieldset class="govuk-fieldset">
    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{of.title}</legend>
    <TextField {...fieldOf(props, of.name)} width={30} label="Full name" spellcheck={false} />
    <TextField {...fieldOf(props, of.role)} label="Role in the group" hint="Like treasurer or chair" width={20} />
    <TextField
      {...fieldOf(props, of.email)}
      width={30}
      label="Email address"
      type="email"
      inputMode="email"
      spellcheck={false}
    />
    <TextField {...fieldOf(props, of.phone)} label="Telephone number" type="tel" inputMode="tel" width={20} />
  </fieldset>
);

/** Everything that is asked of a group of the chosen kind. */
export const GroupFields = (props: GroupFieldsProps) => (
  <>
    <h2 class="govuk-heading-m">Your group</h2>
    <TextField {...fieldOf(props, "name")} width={30} label="Name of your group" hint="As it is on your bank account" />
    <Numbers {...props} />
    <Address {...props} />
    <Rules {...props} />
    <h2 class="govuk-heading-m">Who we can talk to</h2>
    <p class="govuk-body">Two different people, so that we still reach you when one of them is away.</p>
    <Notice>
      <p class="govuk-body">
        We use these names, addresses and numbers to talk to you about your applications and to check your group. We
        keep them while your group uses this portal, and as long as the record of a grant must be kept. Ask both people
        before you name them.{" "}
        <a class="govuk-link" href="/privacy">
          How we use personal data
        </a>
      </p>
    </Notice>
    <Contact {...props} of={CONTACTS.main} />
    <Contact {...props} of={CONTACTS.second} />
  </>
);
