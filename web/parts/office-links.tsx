import { OFFICE, phoneLink } from "../../shared/office.ts";

/** The office's telephone number, to call. */
export const OfficePhone = () => (
  <a class="govuk-link" href={phoneLink(OFFICE.phone)}>
    {OFFICE.phone}
  </a>
);

/** The office's address, to write to. */
export const OfficeEmail = () => (
  <a class="govuk-link" href={`mailto:${OFFICE.email}`}>
    {OFFICE.email}
  </a>
);
