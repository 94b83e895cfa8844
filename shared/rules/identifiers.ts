// Rule ids: one per kind of identifier, in findings and in what the user is shown.
export const charityNumberRule = "identifier/charity-number";
export const companyNumberRule = "identifier/company-number";
export const postcodeRule = "identifier/postcode";
export const emailRule = "identifier/e-mail";

/** A refusal: a sentence that says what to do. What was typed stays with whoever typed it. */
type Unreadable = { ok: false; problem: string };
const unreadable = (problem: string): Unreadable => ({ ok: false, problem });

// People paste numbers with what stood around them: spaces, dashes of any kind, brackets, full stops, and characters
// nobody can see (DOMAIN 6).
const invisible = /\p{Cf}/gu;
const upper = (typed: string): string => typed.replace(invisible, "").trim().toUpperCase();
const strip = (typed: string): string => upper(typed).replace(/[\s.()[\]\-‐‑‒–—−]/g, "");

/** The three registers of charities in the United Kingdom. Which one is asked, never guessed from the digits. */
export const charityRegisters = ["england-and-wales", "scotland", "northern-ireland"] as const;
export type CharityRegister = (typeof charityRegisters)[number];

type Charity = { ok: true; number: string; linked?: number; orgId: string } | Unreadable;

const scottish = /^SC\d{6}$/;
const northernIrish = /^(?:NIC|NI)(\d{6})$/;
const wantedForm: Record<CharityRegister, string> = {
  "england-and-wales": "Enter a charity number of 6 or 7 digits, like 1164883",
  scotland: "Enter a Scottish charity number: SC and 6 digits, like SC042386",
  "northern-ireland": "Enter a Northern Ireland charity number: NIC and 6 digits, like NIC100019",
};

/** The sentence for a number that is recognisably of another register, or no charity number at all. */
const charityProblem = (register: CharityRegister, bare: string): string => {
  if (scottish.test(bare)) return `${bare} is a number of the Scottish register. Choose “Scotland”`;
  if (northernIrish.test(bare))
    return `${bare} is a number of the Northern Ireland register. Choose “Northern Ireland”`;
  // Six digits may be of either register (100019), so only seven are recognised.
  if (register !== "england-and-wales" && /^[1-9]\d{6}$/.test(bare))
    return `${bare} is a number of the register of England and Wales. Choose “England and Wales”`;
  if (/^(?:CE|CS)\d{6}$/.test(bare)) return `${bare} is a company number. ${wantedForm[register]}`;
  if (register === "england-and-wales" && /^0\d+$/.test(bare)) return "Enter the charity number without the 0 in front";
  return wantedForm[register];
};

/**
 * Reads a charity number of one register. `number` is normalised (prefix kept in Scotland and Northern Ireland),
 * `linked` the number of a linked charity in England and Wales ("1076770-1"), `orgId` the org-id.guide identifier.
 * The numbers have no check digit: this decides the form alone. DOMAIN 6.1.
 */
export const charityNumber = (register: CharityRegister, typed: string): Charity => {
  const bare = strip(typed);
  if (register === "scotland" && scottish.test(bare)) return { ok: true, number: bare, orgId: `GB-SC-${bare}` };
  const digits = northernIrish.exec(bare)?.[1];
  if (register === "northern-ireland" && digits !== undefined)
    return { ok: true, number: `NIC${digits}`, orgId: `GB-NIC-${digits}` };
  if (register === "england-and-wales") {
    // The hyphen of a linked charity has meaning; it is looked for before hyphens are dropped. -0 is the charity itself.
    const [, main, suffix] = /^([1-9]\d{5,6})\s*[-‐‑‒–—−/]\s*(\d{1,3})$/.exec(upper(typed)) ?? [];
    const number = main ?? bare;
    if (/^[1-9]\d{5,6}$/.test(number)) {
      const linked = Number(suffix ?? 0);
      return { ok: true, number, ...(linked > 0 ? { linked } : {}), orgId: `GB-CHC-${number}` };
    }
  }
  return unreadable(charityProblem(register, bare));
};

type Company = { ok: true; number: string; orgId: string; warning?: string } | Unreadable;

const companyPrefixes = new Set(
  (
    "AC CE CS FC FE GE GN GS IC IP LP NA NC NF NI NL NO NP NR NV NZ OC OE PC RC RS SA SC SE SF SG SI SL SO SP SR SZ " +
    "ZC R0"
  ).split(" "),
);

const companyWarning = (number: string): string | undefined => {
  // Charitable incorporated organisations are known by their charity number, not by this one.
  if (number.startsWith("CE") || number.startsWith("CS"))
    return "This is the number of a charitable incorporated organisation. Enter its charity number too";
  if (/^\d{8}$/.test(number)) return undefined;
  // Societies registered of old may end in a letter (IP12345R).
  const known = companyPrefixes.has(number.slice(0, 2)) && /^(?:..\d{6}|[INS]P\d{5}[A-Z])$/.test(number);
  return known ? undefined : "Check this company number: we do not know numbers that start or end like this";
};

/**
 * Reads a company number: 8 characters, shorter all-digit ones filled with noughts in front. An unknown prefix is a
 * warning, not a refusal; CE and CS (charitable incorporated organisations) warn that the charity number is what
 * identifies them. The numbers have no check digit. DOMAIN 6.2.
 */
export const companyNumber = (typed: string): Company => {
  const bare = strip(typed);
  const number = /^\d{1,7}$/.test(bare) ? bare.padStart(8, "0") : bare;
  if (!/^[A-Z0-9]{8}$/.test(number) || !/[1-9]/.test(number))
    return unreadable("Enter a company number of 8 characters, like 09506232 or SC327000");
  const warning = companyWarning(number);
  return { ok: true, number, orgId: `GB-COH-${number}`, ...(warning === undefined ? {} : { warning }) };
};

// Position rules of BS 7666; the letters C I K M O V do not end a postcode (DOMAIN 6.3).
const postcodeForm =
  /^(?:GIR 0AA|(?:[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9](?:[0-9]|[ABEHMNPRV-Y])?|[0-9][A-HJKPSTUW])) [0-9][ABD-HJLNP-UW-Z]{2})$/;

/** Reads a postcode into capitals with one space. The form alone: not whether it exists, nor where it lies. DOMAIN 6.3. */
export const postcode = (typed: string): { ok: true; postcode: string } | Unreadable => {
  const spaced = strip(typed).replace(/^(.+)(.{3})$/, "$1 $2");
  return postcodeForm.test(spaced)
    ? { ok: true, postcode: spaced }
    : unreadable("Enter a full UK postcode, like SW1A 2AA");
};

const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domainForm = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/** The ASCII form of a domain: mail is sent to that, and one domain has one spelling ("bücher.example"). */
const asciiDomain = (domain: string): string => {
  const lower = domain.toLowerCase();
  if (/^[a-z0-9.-]*$/.test(lower)) return lower;
  // Letters, marks and digits only: a URL would read %41, a port or a path into something else.
  const url = `http://${lower}`;
  return /^[\p{L}\p{M}\p{N}.-]+$/u.test(lower) && URL.canParse(url) ? new URL(url).hostname : "";
};

/**
 * Reads an e-mail address: what stands before the @ is kept as typed (plus, dots, apostrophes), the domain in lower
 * case and ASCII. One @, no white space or control characters inside (no header can be slipped in), at most 64 and 254
 * characters, no letters beyond ASCII before the @ (they cannot be sent to). DOMAIN 6.5.
 */
export const emailAddress = (typed: string): { ok: true; address: string } | Unreadable => {
  const text = typed.trim().replace(invisible, "");
  if (text === "") return unreadable("Enter an email address, like name@example.org");
  if (/[\s\p{Cc}]/u.test(text)) return unreadable("Enter one email address without spaces, like name@example.org");
  const [local, domain, ...more] = text.split("@");
  if (local === undefined || domain === undefined || more.length > 0)
    return unreadable("Enter one email address with one @, like name@example.org");
  const ascii = asciiDomain(domain);
  if (!domainForm.test(ascii)) return unreadable("Check the part after the @, like name@example.org");
  if (!localPart.test(local)) return unreadable("Check the part before the @, like name@example.org");
  const address = `${local}@${ascii}`;
  if (local.length > 64 || address.length > 254)
    return unreadable("Enter a shorter email address: this one is too long");
  return { ok: true, address };
};

/** The form of an address by which people are looked up and invitations kept: all in lower case. Shown to nobody. */
export const lowerEmail = (address: string): string => address.trim().toLowerCase();
