import type { ComponentChildren } from "preact";

export type SummaryRow = {
  key: ComponentChildren;
  /** Empty or undefined shows "Not provided". Line breaks are kept. */
  value?: ComponentChildren;
  /** Leads to where it is changed; `of` finishes "Change …" for those who hear the link alone. */
  change?: { href: string; of: string } | undefined;
};

/** Keys and values, each with its way to change it: check answers, the facts of an organisation. */
export const SummaryList = ({ rows }: { rows: readonly SummaryRow[] }) => (
  <dl class="govuk-summary-list">
    {rows.map(({ key, value, change }, index) => (
      <div
        class={`govuk-summary-list__row${change === undefined ? " govuk-summary-list__row--no-actions" : ""}`}
        key={index}
      >
        <dt class="govuk-summary-list__key">{key}</dt>
        <dd class="govuk-summary-list__value">
          {value === undefined || value === "" ? <span class="soft">Not provided</span> : value}
        </dd>
        {change === undefined ? null : (
          <dd class="govuk-summary-list__actions">
            <a class="govuk-link" href={change.href}>
              Change<span class="govuk-visually-hidden"> {change.of}</span>
            </a>
          </dd>
        )}
      </div>
    ))}
  </dl>
);
