import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Claimant, DisputeLine } from "../../../shared/contract/organisations.ts";
import { formatShortDate, londonDate } from "../../../shared/rules/london.ts";
import type { ClaimKind, ClaimSettlement } from "../../../shared/rules/membership.ts";
import { ORGANISATION_LABELS } from "../../../shared/rules/organisation-labels.ts";
import { isOrganisationType, ORGANISATION_TYPES } from "../../../shared/rules/organisation-types.ts";
import { Button } from "../../parts/button.tsx";
import { Radios } from "../../parts/choices.tsx";
import { groupPath } from "../../parts/desk-paths.ts";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";

const KIND_WORDS = {
  "charity-number": "the same charity number",
  "company-number": "the same company number",
  "name-and-place": "the same name and postcode",
} as const satisfies Record<ClaimKind, string>;

const SETTLEMENT_WORDS = {
  "first-keeps-it": "The first group keeps it",
  "second-has-it": "It belongs to the second group",
  "both-keep-it": "Both may give it: branches of one body, for example",
} as const satisfies Record<ClaimSettlement, string>;

const FACTS: readonly { label: string; of: (group: Claimant) => ComponentChildren }[] = [
  {
    label: ORGANISATION_LABELS.name,
    of: ({ id, name }) => (
      <a class="govuk-link" href={groupPath(id)}>
        {name}
      </a>
    ),
  },
  {
    label: ORGANISATION_LABELS.type,
    of: ({ type }) => (isOrganisationType(type) ? ORGANISATION_TYPES[type].label : ""),
  },
  { label: ORGANISATION_LABELS.charityNumber, of: ({ charityNumber }) => charityNumber },
  { label: ORGANISATION_LABELS.companyNumber, of: ({ companyNumber }) => companyNumber },
  { label: "Address", of: ({ address }) => address },
  { label: ORGANISATION_LABELS.postcode, of: ({ postcode }) => postcode },
  { label: "Here since", of: ({ createdAt }) => formatShortDate(londonDate(createdAt)) },
];

const Compared = ({ first, second }: { first: Claimant | undefined; second: Claimant }) => (
  <table class="dense dense--cards">
    <caption class="govuk-visually-hidden">Both groups</caption>
    <thead>
      <tr>
        <th scope="col">
          <span class="govuk-visually-hidden">Fact</span>
        </th>
        <th scope="col">First group</th>
        <th scope="col">Second group</th>
      </tr>
    </thead>
    <tbody>
      {FACTS.map(({ label, of }) => (
        <tr key={label}>
          <th scope="row">{label}</th>
          <td data-label="First group">
            <span>{first === undefined ? "Given up" : of(first) || "Not given"}</span>
          </td>
          <td data-label="Second group">
            <span>{of(second) || "Not given"}</span>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

type DisputeProps = {
  dispute: DisputeLine;
  busy: boolean;
  errors: readonly PageError[];
  settle: (settlement: ClaimSettlement | "", reason: string) => void;
};

/** Two groups that claim the same, side by side, and how an officer settles it. */
export const Dispute = ({ dispute, busy, errors, settle }: DisputeProps) => {
  const [settlement, setSettlement] = useState<ClaimSettlement | "">("");
  const [reason, setReason] = useState("");
  const id = `${dispute.claim}-${dispute.second.id}`;
  const { first, second, settlements } = dispute;
  const title = first === undefined ? second.name : `${first.name} and ${second.name}`;
  return (
    <section class="paper">
      <h3 class="govuk-heading-s">
        {title}: {KIND_WORDS[dispute.kind]}
      </h3>
      <p class="govuk-body soft">
        The second group gave it on {formatShortDate(londonDate(dispute.raisedAt))} and writes on meanwhile. Neither is
        told about the other.
      </p>
      <Compared first={first} second={second} />
      <Form onSend={() => settle(settlement, reason)}>
        <Radios
          id={`${id}-settlement`}
          label="How is it settled?"
          hint="Whoever loses a number is told, and writes on without it."
          options={settlements.map((value) => ({ value, label: SETTLEMENT_WORDS[value] }))}
          value={settlement}
          onChange={setSettlement}
          error={errorFor(errors, `${id}-settlement`)}
        />
        <TextArea
          id={`${id}-reason`}
          label="Reason"
          hint="What you checked, and where"
          rows={2}
          value={reason}
          onChange={setReason}
          error={errorFor(errors, `${id}-reason`)}
        />
        <Button kind="secondary" submit busy={busy}>
          Settle
        </Button>
      </Form>
    </section>
  );
};
