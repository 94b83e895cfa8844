import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CharityRegister,
  charityNumber,
  charityRegisters,
  companyNumber,
  emailAddress,
  lowerEmail,
  postcode,
} from "../../../shared/rules/identifiers.ts";

const messy = fc.string({ unit: fc.constantFrom(..."0123456789SCNI-. @()R\u200b\u2013é") });
const anything = fc.oneof(fc.string(), fc.string({ unit: "binary" }), messy);

describe("identifier/charity-number", () => {
  it.each<[CharityRegister, string, object]>([
    ["england-and-wales", "1076770", { number: "1076770", orgId: "GB-CHC-1076770" }],
    ["england-and-wales", "1164883", { number: "1164883", orgId: "GB-CHC-1164883" }],
    ["england-and-wales", "279417", { number: "279417", orgId: "GB-CHC-279417" }],
    ["england-and-wales", " 1 076-770. ", { number: "1076770", orgId: "GB-CHC-1076770" }],
    ["england-and-wales", "107-6770", { number: "1076770", orgId: "GB-CHC-1076770" }],
    ["england-and-wales", "\u200b1076770\u202c", { number: "1076770", orgId: "GB-CHC-1076770" }],
    ["england-and-wales", "1076770-1", { number: "1076770", linked: 1, orgId: "GB-CHC-1076770" }],
    ["england-and-wales", "1076770 – 12", { number: "1076770", linked: 12, orgId: "GB-CHC-1076770" }],
    ["england-and-wales", "279417-0", { number: "279417", orgId: "GB-CHC-279417" }],
    ["england-and-wales", "100019", { number: "100019", orgId: "GB-CHC-100019" }],
    ["scotland", "SC042386", { number: "SC042386", orgId: "GB-SC-SC042386" }],
    ["scotland", "sc 042-386", { number: "SC042386", orgId: "GB-SC-SC042386" }],
    ["northern-ireland", "NIC100019", { number: "NIC100019", orgId: "GB-NIC-100019" }],
    ["northern-ireland", "ni 100019", { number: "NIC100019", orgId: "GB-NIC-100019" }],
  ])("in %s reads %j", (register, typed, read) => {
    expect(charityNumber(register, typed)).toEqual({ ok: true, ...read });
  });

  const england = "Enter a charity number of 6 or 7 digits, like 1164883";
  const scotland = "Enter a Scottish charity number: SC and 6 digits, like SC042386";
  const northern = "Enter a Northern Ireland charity number: NIC and 6 digits, like NIC100019";

  it.each<[CharityRegister, string, string]>([
    ["england-and-wales", "", england],
    ["england-and-wales", "12345", england],
    ["england-and-wales", "12345678", england],
    ["england-and-wales", "XR12345", england],
    ["england-and-wales", "SC42386", england],
    ["england-and-wales", "1076770-1234", england],
    ["england-and-wales", "01076770", "Enter the charity number without the 0 in front"],
    ["england-and-wales", "sc042386", "SC042386 is a number of the Scottish register. Choose “Scotland”"],
    [
      "england-and-wales",
      "NIC100019",
      "NIC100019 is a number of the Northern Ireland register. Choose “Northern Ireland”",
    ],
    ["england-and-wales", "CE012345", `CE012345 is a company number. ${england}`],
    ["scotland", "SC42386", scotland],
    ["scotland", "042386", scotland],
    ["scotland", "100019", scotland],
    ["scotland", "1076770", "1076770 is a number of the register of England and Wales. Choose “England and Wales”"],
    ["scotland", "NI100019", "NI100019 is a number of the Northern Ireland register. Choose “Northern Ireland”"],
    ["northern-ireland", "100019", northern],
    ["northern-ireland", "NIC10001", northern],
    ["northern-ireland", "SC042386", "SC042386 is a number of the Scottish register. Choose “Scotland”"],
  ])("in %s refuses %j", (register, typed, problem) => {
    expect(charityNumber(register, typed)).toEqual({ ok: false, problem });
  });

  it("reads its own normal form again, and nothing makes it fail", () => {
    fc.assert(
      fc.property(fc.constantFrom(...charityRegisters), anything, (register, typed) => {
        const once = charityNumber(register, typed);
        expect(once.ok ? charityNumber(register, once.number).ok : once.problem.length > 0).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("identifier/company-number", () => {
  it.each([
    ["09506232", "09506232"],
    ["9506232", "09506232"],
    ["SC327000", "SC327000"],
    ["OC301234", "OC301234"],
    ["oc 301234", "OC301234"],
    ["NI012345", "NI012345"],
    ["RS007018", "RS007018"],
    ["IP12345R", "IP12345R"],
    ["R0000123", "R0000123"],
  ])("reads %j as %s", (typed, number) => {
    expect(companyNumber(typed)).toEqual({ ok: true, number, orgId: `GB-COH-${number}` });
  });

  // The accept set of DOMAIN 6.2, without the two of charitable incorporated organisations, which say more.
  it.each(
    "AC FC FE GE GN GS IC IP LP NA NC NF NI NL NO NP NR NV NZ OC OE PC RC RS SA SC SE SF SG SI SL SO SP SR SZ ZC R0".split(
      " ",
    ),
  )("knows numbers that begin with %s", (prefix) => {
    const number = `${prefix}012345`;
    expect(companyNumber(number)).toEqual({ ok: true, number, orgId: `GB-COH-${number}` });
  });

  it.each([
    ["CE012345", "This is the number of a charitable incorporated organisation. Enter its charity number too"],
    ["CS001234", "This is the number of a charitable incorporated organisation. Enter its charity number too"],
    ["XX123456", "Check this company number: we do not know numbers that start or end like this"],
    ["SC32700O", "Check this company number: we do not know numbers that start or end like this"],
    ["1A2B3C4D", "Check this company number: we do not know numbers that start or end like this"],
  ])("of %j warns as it should", (number, warning) => {
    const read = companyNumber(number);
    expect(read).toEqual({ ok: true, number, orgId: `GB-COH-${number}`, warning });
  });

  it.each(["", "123456789", "00000000", "0", "ABCDEFGH", "SC32700", "09506232X", "0950623é"])("refuses %j", (typed) => {
    const problem = "Enter a company number of 8 characters, like 09506232 or SC327000";
    expect(companyNumber(typed)).toEqual({ ok: false, problem });
  });

  it("reads its own normal form again", () => {
    fc.assert(
      fc.property(anything, (typed) => {
        const once = companyNumber(typed);
        expect(once.ok ? companyNumber(once.number) : once).toEqual(once);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("identifier/postcode", () => {
  it.each([
    ["bs20 8qj", "BS20 8QJ"],
    ["DH1 5TT", "DH1 5TT"],
    ["EC1A 1BB", "EC1A 1BB"],
    ["W1A 0AX", "W1A 0AX"],
    ["M1 1AE", "M1 1AE"],
    ["B33 8TH", "B33 8TH"],
    ["CR2 6XH", "CR2 6XH"],
    ["DN55 1PT", "DN55 1PT"],
    ["GIR 0AA", "GIR 0AA"],
    ["BS20-8QJ", "BS20 8QJ"],
    [" (bs208qj). ", "BS20 8QJ"],
  ])("reads %j as %s", (typed, normal) => {
    expect(postcode(typed)).toEqual({ ok: true, postcode: normal });
  });

  it.each(["", "Q1 1AA", "BS20 8CJ", "ZZ99 9ZZ", "AI1 1AA", "BS2O 8QJ", "90210", "BS20", "8QJ", "BS20 8QJ, Bristol"])(
    "refuses %j",
    (typed) => {
      expect(postcode(typed)).toEqual({ ok: false, problem: "Enter a full UK postcode, like SW1A 2AA" });
    },
  );

  it("reads its own normal form again", () => {
    const likely = fc.stringMatching(/^[a-z]{1,2}[0-9]{1,2}[a-z]? ?[0-9][a-z]{2}$/);
    fc.assert(
      fc.property(fc.oneof(likely, anything), (typed) => {
        const once = postcode(typed);
        expect(once.ok ? postcode(once.postcode) : once).toEqual(once);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("identifier/e-mail", () => {
  it.each([
    ["name@example.org", "name@example.org"],
    ["  Name.Surname@EXAMPLE.Org \n", "Name.Surname@example.org"],
    ["first+grants@example.org", "first+grants@example.org"],
    ["o'brien@example.co.uk", "o'brien@example.co.uk"],
    ["a.b.c@sub.example.org", "a.b.c@sub.example.org"],
    ["info@Bücher.example", "info@xn--bcher-kva.example"],
    ["info@xn--bcher-kva.example", "info@xn--bcher-kva.example"],
    ["\u200bname@example.org", "name@example.org"],
    ["x@example.museum", "x@example.museum"],
    [`${"a".repeat(64)}@example.org`, `${"a".repeat(64)}@example.org`],
  ])("reads %j as %s", (typed, address) => {
    expect(emailAddress(typed)).toEqual({ ok: true, address });
  });

  const spaces = "Enter one email address without spaces, like name@example.org";
  const oneAt = "Enter one email address with one @, like name@example.org";
  const after = "Check the part after the @, like name@example.org";
  const before = "Check the part before the @, like name@example.org";
  const long = "Enter a shorter email address: this one is too long";

  it.each([
    ["", "Enter an email address, like name@example.org"],
    ["a@example.org\r\nBcc: b@example.org", spaces],
    ["a@example.org\nb", spaces],
    ["a@exam\u0000ple.org", spaces],
    ["first last@example.org", spaces],
    ["Name <name@example.org>", spaces],
    ["name", oneAt],
    ["a@b@example.org", oneAt],
    ["a@example.org,b@example.org", oneAt],
    ["name@example", after],
    ["name@", after],
    ["name@.example.org", after],
    ["name@example..org", after],
    ["name@-example.org", after],
    ["name@192.168.1.1", after],
    ["name@[192.168.1.1]", after],
    ["name@example.org/path", after],
    ["name@ex%61mple.org", after],
    ["name@bücher.example:80", after],
    ["name@example.org>", after],
    ["@example.org", before],
    [".name@example.org", before],
    ["na..me@example.org", before],
    ["josé@example.org", before],
    ['"quoted"@example.org', before],
    ["<name@example.org", before],
    [`${"a".repeat(65)}@example.org`, long],
    [`a@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.${"e".repeat(60)}.example.org`, long],
  ])("refuses %j", (typed, problem) => {
    expect(emailAddress(typed)).toEqual({ ok: false, problem });
  });

  it("reads its own normal form again, in at most 254 printable characters with one @", () => {
    const odd = fc.string({ unit: fc.constantFrom("a", "B", ".", "-", "@", "+", "ü", "ß", "例", "1", "\n", " ") });
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), odd, anything), (typed) => {
        const once = emailAddress(typed);
        expect(once.ok ? emailAddress(once.address) : once).toEqual(once);
        expect(once.ok ? /^[!-?A-~]+@[a-z0-9.-]+$/.test(once.address) : true).toBe(true);
        expect(once.ok ? once.address.length : 0).toBeLessThanOrEqual(254);
      }),
      { numRuns: 2000 },
    );
  });

  it("accepts every address of the common kind", () => {
    fc.assert(
      fc.property(fc.emailAddress(), (typed) => {
        expect(emailAddress(typed).ok).toBe(true);
      }),
    );
  });
});

describe("lowerEmail", () => {
  it("is one key for every way to write an address", () => {
    expect(lowerEmail(" Name.Surname@Example.ORG")).toBe("name.surname@example.org");
  });
});
