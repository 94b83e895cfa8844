import * as z from "zod/mini";
import { type Finding, finding } from "./finding.ts";
import {
  charityNumber,
  charityNumberRule,
  charityRegisters,
  companyNumber,
  companyNumberRule,
  postcode,
  postcodeRule,
} from "./identifiers.ts";
import { organisationNameRule, organisationRegisterRule } from "./organisation-identity.ts";
import { CHARITY_REGISTER_LABELS } from "./organisation-types.ts";
import { singleLine } from "./text.ts";

const short = (most: number) => z.string().check(z.maxLength(most, `Shorten this to ${most} characters.`));

/** What a person types to find a group they belong to: its exact number, or its name and postcode. */
export const JoinSearch = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("charity-number"), charityRegister: short(40), charityNumber: short(40) }),
  z.strictObject({ by: z.literal("company-number"), companyNumber: short(40) }),
  z.strictObject({ by: z.literal("name-and-postcode"), name: short(200), postcode: short(20) }),
]);
export type JoinSearch = z.infer<typeof JoinSearch>;

/** What is looked for, and how it is said back to who typed it. */
type SearchedFor =
  | { ok: true; text: string; orgId: string }
  | { ok: true; text: string; name: string; postcode: string }
  | { ok: false; findings: Finding[] };

const wrong = (rule: string, field: string, detail: string): SearchedFor => ({
  ok: false,
  findings: [finding(rule, `/search/${field}`, detail)],
});

/** Reads a search for a group, or says what is wrong with what was typed; it never says whether anything is found. */
export const searchedFor = (search: JoinSearch): SearchedFor => {
  if (search.by === "charity-number") {
    const register = charityRegisters.find((known) => known === search.charityRegister);
    if (register === undefined)
      return wrong(organisationRegisterRule, "charityRegister", "Choose the register that the charity is on");
    const read = charityNumber(register, search.charityNumber);
    if (!read.ok) return wrong(charityNumberRule, "charityNumber", read.problem);
    const linked = read.linked === undefined ? "" : `-${read.linked}`;
    return {
      ok: true,
      text: `Charity number ${read.number}${linked}, ${CHARITY_REGISTER_LABELS[register]}`,
      orgId: `${read.orgId}${linked}`,
    };
  }
  if (search.by === "company-number") {
    const read = companyNumber(search.companyNumber);
    return read.ok
      ? { ok: true, text: `Company number ${read.number}`, orgId: read.orgId }
      : wrong(companyNumberRule, "companyNumber", read.problem);
  }
  const name = singleLine(search.name);
  if (name === "") return wrong(organisationNameRule, "name", "Enter the name of the group");
  const read = postcode(search.postcode);
  return read.ok
    ? { ok: true, text: `${name}, ${read.postcode}`, name, postcode: read.postcode }
    : wrong(postcodeRule, "postcode", read.problem);
};
