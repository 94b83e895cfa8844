import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { organisationBlockers, organisationSnapshot } from "../../../shared/rules/organisation.ts";
import { NO_FIELDS, type OrganisationFields } from "../../../shared/rules/organisation-fields.ts";
import { nameAndPlace, organisationFrom, registerNumbers } from "../../../shared/rules/organisation-identity.ts";
import { ORGANISATION_TYPES, REFUSED_TYPES } from "../../../shared/rules/organisation-types.ts";
import { WHOLE_CHARITY, WHOLE_GROUP } from "../../support/organisations.ts";

const words = (count: number) => Array.from({ length: count }, () => "word").join(" ");
const saved = (typed: Partial<OrganisationFields>) => organisationFrom({ ...WHOLE_GROUP, ...typed });
const findingsOf = (typed: Partial<OrganisationFields>) => {
  const read = saved(typed);
  return read.ok ? [] : read.findings.map(({ rule, pointer }) => `${rule} ${pointer}`);
};
const blockersOf = (typed: Partial<OrganisationFields>) =>
  organisationBlockers({ ...WHOLE_GROUP, ...typed }).map(({ rule, pointer }) => `${rule} ${pointer}`);

describe("organisation/type", () => {
  it.each(Object.keys(ORGANISATION_TYPES))("lets %s apply", (type) => {
    expect(findingsOf({ type })).toEqual([]);
  });

  it.each(Object.entries(REFUSED_TYPES))("refuses %s with its sentence", (type, { refusal }) => {
    expect(saved({ type })).toEqual({
      ok: false,
      findings: [{ rule: "organisation/type", pointer: "/organisation/type", detail: refusal }],
    });
  });

  it.each(["", "club", "toString"])("asks for a kind where %j was given", (type) => {
    expect(saved({ type })).toMatchObject({ findings: [{ detail: "Choose what kind of group you are" }] });
  });
});

describe("organisation/name", () => {
  it.each(["", "   ", "\u200e"])("asks for one where %j was given", (name) => {
    expect(findingsOf({ name })).toEqual(["organisation/name /organisation/name"]);
  });
});

describe("organisationFrom", () => {
  const kept: [string, Partial<OrganisationFields>, Partial<OrganisationFields>][] = [
    ["a linked charity's number", { ...WHOLE_CHARITY, charityNumber: "1076770 - 1" }, { charityNumber: "1076770-1" }],
    ["a short company number", { type: "cic", companyNumber: "9506232" }, { companyNumber: "09506232" }],
    ["a postcode", { postcode: "bs208qj" }, { postcode: "BS20 8QJ" }],
    ["an e-mail address", { mainContactEmail: " Ash@EXAMPLE.org" }, { mainContactEmail: "Ash@example.org" }],
    ["a name", { name: " The  Quay\u202e Club\n" }, { name: "The Quay Club" }],
    ["nothing", { postcode: "", mainContactEmail: "" }, { postcode: "", mainContactEmail: "" }],
    ["a number that is not asked of this type", { charityNumber: "no idea" }, { charityNumber: "no idea" }],
    ["purposes with their lines", { purposes: "One\r\ntwo " }, { purposes: "One\ntwo" }],
  ];
  it.each(kept)("keeps %s in its one spelling", (_, typed, fields) => {
    expect(saved(typed)).toMatchObject({ ok: true, fields });
  });

  const refused: [string, Partial<OrganisationFields>, string][] = [
    [
      "a charity number without its register",
      { type: "cio", charityNumber: "1164883" },
      "organisation/charity-register /organisation/charityRegister",
    ],
    [
      "a charity number of another register",
      { ...WHOLE_CHARITY, charityNumber: "NIC100019" },
      "identifier/charity-number /organisation/charityNumber",
    ],
    [
      "a company number with a letter too many",
      { type: "cic", companyNumber: "123456789" },
      "identifier/company-number /organisation/companyNumber",
    ],
    ["half a postcode", { postcode: "BS20" }, "identifier/postcode /organisation/postcode"],
    [
      "two addresses in one",
      { secondContactEmail: "a@b.org, c@d.org" },
      "identifier/e-mail /organisation/secondContactEmail",
    ],
  ];
  it.each(refused)("refuses %s", (_, typed, finding) => {
    expect(findingsOf(typed)).toEqual([finding]);
  });

  it("saves any text where a number, postcode or address is not asked, and what it saves, it saves again the same", async () => {
    const text = fc.string({ unit: "grapheme", maxLength: 60 });
    await fc.assert(
      fc.property(
        text,
        text,
        text,
        fc.constantFrom("cic", "school", "parish-council"),
        (name, town, purposes, type) => {
          const first = organisationFrom({ ...NO_FIELDS, type, name: `A ${name}`, town, purposes });
          if (!first.ok) throw new Error("refused");
          expect(organisationFrom(first.fields)).toEqual(first);
        },
      ),
    );
  });
});

describe("organisation/complete", () => {
  it("has nothing against a group that says everything", () => {
    expect([...organisationBlockers(WHOLE_GROUP), ...organisationBlockers(WHOLE_CHARITY)]).toEqual([]);
  });

  it("names each thing that a group has not said", () => {
    const pointers = organisationBlockers({ ...NO_FIELDS, type: "charitable-company", name: "New" }).map(
      ({ pointer }) => pointer.split("/").at(-1),
    );
    const optional = ["type", "name", "addressLine2", "website", "parentBody", "charityRegister"];
    expect(pointers.toSorted()).toEqual(
      Object.keys(NO_FIELDS)
        .filter((field) => !optional.includes(field))
        .toSorted(),
    );
  });

  const wanted: [string, Partial<OrganisationFields>, string[]][] = [
    ["a charity's number", { ...WHOLE_CHARITY, charityNumber: "" }, ["charityNumber"]],
    ["a community interest company's number", { type: "cic" }, ["companyNumber"]],
    ["a police team's sponsor", { type: "police-team" }, ["parentBody"]],
    [
      "no governing document of a council",
      { type: "parish-council", governingDocument: "", governingDocumentOn: "" },
      [],
    ],
    ["no number of a school", { type: "school" }, []],
    ["a real date", { governingDocumentOn: "2019-02-30" }, ["governingDocumentOn"]],
    ["a date of this millennium or the one before", { governingDocumentOn: "0019-02-03" }, ["governingDocumentOn"]],
    ["a kind of document from the list", { governingDocument: "napkin" }, ["governingDocument"]],
    ["100 words and no more", { purposes: words(101) }, ["purposes"]],
    ["100 words at most", { purposes: words(100) }, []],
    ["whole years", { yearsOfDelivery: "about 3" }, ["yearsOfDelivery"]],
    ["nought years of a new group", { yearsOfDelivery: "0" }, []],
    ["whole people", { unrelatedCommittee: "2.5" }, ["unrelatedCommittee"]],
  ];
  it.each(wanted)("asks for %s", (_, typed, fields) => {
    expect(blockersOf(typed)).toEqual(fields.map((field) => `organisation/complete /organisation/${field}`));
  });
});

describe("organisation/contacts", () => {
  it.each([
    ["the same name in other letters", { secondContactName: "ASH REED" }],
    ["the same address in other letters", { secondContactEmail: "ASH@example.org" }],
  ])("refuses %s", (_, typed) => {
    expect(blockersOf(typed)).toEqual(["organisation/contacts /organisation/secondContactName"]);
  });
});

describe("organisationSnapshot", () => {
  it("freezes what was said as strings and integers, with the numbers of the registers", () => {
    expect(organisationSnapshot({ ...WHOLE_CHARITY, id: "o_1", companyNumber: "9506232", website: "" })).toEqual({
      id: "o_1",
      type: "registered-charity",
      name: "Harbour Trust",
      charityRegister: "england-and-wales",
      charityNumber: "1164883",
      charityOrgId: "GB-CHC-1164883",
      addressLine1: "Old Boathouse",
      addressLine2: "Quay Lane",
      town: "Exampleton",
      postcode: "BS20 8QJ",
      district: "E06000024",
      purposes: "We teach young people to box, and to keep out of trouble.",
      governingDocument: "constitution",
      governingDocumentOn: "2019-03-27",
      mainContactName: "Ash Reed",
      mainContactRole: "Treasurer",
      mainContactEmail: "ash@example.org",
      mainContactPhone: "01275 000001",
      secondContactName: "Bo Marsh",
      secondContactRole: "Chair",
      secondContactEmail: "bo@example.org",
      secondContactPhone: "01275 000002",
      yearsOfDelivery: 4,
      unrelatedCommittee: 5,
    });
  });

  it("holds strings and whole numbers alone, whatever was typed", async () => {
    await fc.assert(
      fc.property(fc.string(), fc.string(), (years, purposes) => {
        const values = Object.values(
          organisationSnapshot({ ...WHOLE_GROUP, id: "o_1", yearsOfDelivery: years, purposes }),
        );
        expect(values.every((value) => typeof value === "string" || Number.isInteger(value))).toBe(true);
      }),
    );
  });
});

describe("registerNumbers", () => {
  const rows: [string, Partial<OrganisationFields>, string[]][] = [
    ["a charity", WHOLE_CHARITY, ["GB-CHC-1164883"]],
    ["a linked charity", { ...WHOLE_CHARITY, charityNumber: "1076770-1" }, ["GB-CHC-1076770-1"]],
    [
      "a charitable company",
      { ...WHOLE_CHARITY, type: "charitable-company", companyNumber: "09506232" },
      ["GB-CHC-1164883", "GB-COH-09506232"],
    ],
    ["a group that once was a company", { companyNumber: "09506232" }, []],
  ];
  it.each(rows)("are those that %s is asked for", (_, typed, ids) => {
    expect(registerNumbers({ ...WHOLE_GROUP, ...typed }).map(({ orgId }) => orgId)).toEqual(ids);
  });
});

describe("nameAndPlace", () => {
  it.each([
    ["The Quay & Harbour Café", "BS1 4DJ"],
    ["quay and harbour cafe", "bs14dj"],
    [" Quay and Harbour CAFE. ", "BS1-4DJ"],
  ])("spells %s at %s in one way", (name, place) => {
    expect(nameAndPlace(name, place)).toBe("quay and harbour cafe bs14dj");
  });

  it.each([
    ["Harbour", "nowhere"],
    ["!?", "BS1 4DJ"],
  ])("is nothing for %s at %s", (name, place) => {
    expect(nameAndPlace(name, place)).toBeUndefined();
  });
});
