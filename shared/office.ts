/**
 * The office that runs this portal: everything a page, an e-mail or a notice says about it. These facts are invented for
 * demonstration; an office that installs the portal replaces this file, and nothing else names it.
 */
export const OFFICE = {
  name: "Police and Crime Commissioner grants",
  area: "Avon and Somerset (demonstration)",
  phone: "01275 000000",
  phoneHours: "weekdays 9 to 5",
  email: "grants@example.org",
  address: [
    "Grants team",
    "Office of the Police and Crime Commissioner (demonstration)",
    "1 Example Road",
    "Exampleton",
    "EX1 1EX",
  ],
  dataProtectionOfficer: {
    email: "data.protection@example.org",
    address: "Data protection officer, at the address above",
  },
  complaints: { email: "complaints@example.org" },
  /** Dates that the notices state (civil dates). */
  privacyReviewedOn: "2026-11-02",
  accessibilityTestedOn: "2026-11-02",
} as const;

export type Office = typeof OFFICE;

/** The number as a link: digits only, with the country. */
export const phoneLink = (phone: string): string => `tel:+44${phone.replaceAll(/\D/g, "").replace(/^0/, "")}`;
