import { handler } from "../../functions/http/organisations.ts";
import { organisations } from "../../shared/contract/organisations.ts";
import { NO_FIELDS, type OrganisationFields } from "../../shared/rules/organisation-fields.ts";
import { type Engine, send, signedIn } from "./engine.ts";

/** A group that says everything it is asked. */
export const WHOLE_GROUP: OrganisationFields = {
  ...NO_FIELDS,
  type: "unincorporated-association",
  name: "Harbour Youth Boxing",
  addressLine1: "Old Boathouse",
  addressLine2: "Quay Lane",
  town: "Exampleton",
  postcode: "BS20 8QJ",
  district: "E06000024",
  website: "https://boxing.example",
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
  yearsOfDelivery: "4",
  unrelatedCommittee: "5",
};

export const WHOLE_CHARITY: OrganisationFields = {
  ...WHOLE_GROUP,
  type: "registered-charity",
  name: "Harbour Trust",
  charityRegister: "england-and-wales",
  charityNumber: "1164883",
};

let writes = 0;
/** A write id that no other write of the file has. */
export const nextWriteId = (): string => {
  writes += 1;
  return `write-${String(writes).padStart(8, "0")}`;
};

/** A person with a session through the code door, by a short name. */
export const applicant = (engine: Engine, name: string, at: number) =>
  signedIn(engine, { id: `p_${name}`, name, email: `${name}@example.org` }, at);

export const officer = (engine: Engine, name: string, at: number) =>
  signedIn(engine, { id: `p_${name}`, name, roles: ["officer"], door: "staff" }, at);

/** A group made through the door, and its id. */
export const groupOf = async (
  engine: Engine,
  cookie: string,
  at: number,
  fields: Partial<OrganisationFields> = {},
  writeId = nextWriteId(),
): Promise<string> => {
  const reply = await send(engine, handler, organisations.create, {
    at,
    cookie,
    body: { organisation: { ...WHOLE_GROUP, ...fields }, writeId },
  });
  if (reply.status !== 200) throw new Error(`The group was refused: ${reply.text}`);
  return String(reply.body.organisation.id);
};
