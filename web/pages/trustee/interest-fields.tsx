import type { InterestLine, Interests } from "../../../shared/contract/scoring-views.ts";
import type { InterestKind } from "../../../shared/rules/interest.ts";
import { formatDate, londonDate } from "../../../shared/rules/london.ts";
import { Radios, YesNo } from "../../parts/choices.tsx";
import { Details } from "../../parts/details.tsx";
import type { PageError } from "../../parts/error-summary.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { Tag, type TagTone } from "../../parts/tag.tsx";
import { fieldsOf } from "../../parts/typed.ts";

const KINDS: readonly { value: InterestKind; label: string }[] = [
  { value: "none", label: "None" },
  { value: "direct", label: "Direct" },
  { value: "indirect", label: "Indirect" },
  { value: "loyalty", label: "Loyalty" },
  { value: "gift", label: "Gift" },
];

const STANDS = {
  undeclared: { words: "Not declared", tone: "hand" },
  clear: { words: "You take part", tone: "done" },
  waits: { words: "Waits for a ruling", tone: "hand" },
  recused: { words: "You take no part", tone: "quiet" },
} as const satisfies Record<InterestLine["standing"], { words: string; tone: TagTone }>;

const ASKED = {
  pcc: "Have you or your office backed this bid?",
  "chief-constable": "Have you or your officers backed this bid?",
  "local-officer": "Have you or your team backed this bid?",
} as const;

/** What is typed about one bid. */
export type Said = { kind: InterestKind | ""; about: string; backed: string };

/** What was declared, else what is proposed from last time. */
export const saidBefore = ({ declared, proposed }: InterestLine): Said => ({
  kind: declared?.kind ?? proposed?.kind ?? "",
  about: declared?.about ?? proposed?.about ?? "",
  backed: declared?.backed === undefined ? "" : declared.backed ? "yes" : "no",
});

export const sameSaid = (a: Said, b: Said): boolean =>
  a.kind === b.kind && a.about === b.about && a.backed === b.backed;

const names = (title: string, list: readonly string[]) =>
  list.length === 0 ? null : (
    <div class="interest__names">
      <dt>{title}</dt>
      <dd>{list.join("; ")}</dd>
    </div>
  );

type LineProps = {
  line: InterestLine;
  index: number;
  said: Said;
  asked: Interests["asked"];
  errors: readonly PageError[];
  onChange: (said: Said) => void;
};

/** One bid with whom it names, and what this trustee says about it. */
export const InterestFields = ({ line, index, said, asked, errors, onChange }: LineProps) => {
  const { id, organisationName, title, area, contacts, partners, suppliers, standing, declared, proposed } = line;
  const field = fieldsOf(said, (next) => onChange(next(said)), errors, `declarations-${index}-`);
  return (
    <section class="interest" aria-labelledby={`interest-${id}`}>
      <h2 class="govuk-heading-s" id={`interest-${id}`}>
        {title}
      </h2>
      <p class="govuk-body">
        {organisationName} <Tag tone={STANDS[standing].tone}>{STANDS[standing].words}</Tag>
      </p>
      <dl class="interest__facts small">
        {names("Where", area)}
        {names("Contacts", contacts)}
        {names("Partners", partners === "" ? [] : [partners])}
      </dl>
      {suppliers.length === 0 ? null : (
        <Details summary="Who and what the budget names">
          <ul class="govuk-list govuk-list--bullet small">
            {suppliers.map((supplier) => (
              <li key={supplier}>{supplier}</li>
            ))}
          </ul>
        </Details>
      )}
      {proposed !== undefined && declared === undefined ? (
        <p class="govuk-body small">
          You declared this about the group on {formatDate(londonDate(proposed.at))}. It counts once you save it again.
        </p>
      ) : null}
      {declared?.ruling === undefined ? null : (
        <p class="govuk-body small">
          Ruling: {declared.ruling.decision === "recused" ? "you take no part" : "you may take part"}.{" "}
          {declared.ruling.reason}
        </p>
      )}
      <Radios
        {...field("kind")}
        label={
          <>
            Your interest<span class="govuk-visually-hidden"> in “{title}”</span>
          </>
        }
        inline
        options={KINDS}
      />
      {said.kind === "" || said.kind === "none" ? null : (
        <TextArea
          {...field("about")}
          label="What is it?"
          hint="The chair reads this. It stands in the register of interests."
          rows={2}
        />
      )}
      {asked === undefined ? null : <YesNo {...field("backed")} label={ASKED[asked]} />}
    </section>
  );
};
