import * as z from "zod/mini";
import { endpoint } from "../contract.ts";
import { JoinSearch } from "../rules/join-search.ts";
import { OrganisationFields } from "../rules/organisation-fields.ts";
import { applications, ById } from "./applications.ts";
import { RoundId } from "./funds.ts";
import { OrganisationId } from "./organisations.ts";
import { WriteId } from "./write-id.ts";

/** A group as an officer recognises it on the telephone. */
export const FoundGroup = z.strictObject({ id: z.string(), name: z.string(), town: z.string(), postcode: z.string() });
export type FoundGroup = z.infer<typeof FoundGroup>;

const { save, submit, read } = applications;

/**
 * An application that an officer enters for a group that asks by telephone or on paper: marked, agreed by a named person of
 * the group, under the same rules. Nothing here reaches an application that a group has started itself.
 */
export const entries = {
  findGroup: endpoint("POST /api/desk/organisations/search", {
    who: ["officer"],
    body: z.strictObject({ search: JoinSearch }),
    returns: z.strictObject({ group: z.optional(FoundGroup) }),
  }),
  /** A group that has no account: it has no members until somebody of it asks to join. */
  createGroup: endpoint("POST /api/desk/organisations", {
    who: ["officer"],
    body: z.strictObject({ organisation: OrganisationFields, writeId: WriteId }),
    returns: z.strictObject({ group: FoundGroup }),
  }),
  start: endpoint("POST /api/desk/applications", {
    who: ["officer"],
    body: z.strictObject({
      roundId: RoundId,
      organisationId: OrganisationId,
      how: z.enum(["telephone", "paper"]),
      agreedBy: z.string().check(z.maxLength(120, "Shorten the name.")),
      agreedOn: z.string().check(z.maxLength(20)),
      writeId: WriteId,
    }),
    returns: z.strictObject({ id: z.string() }),
  }),
  read: endpoint("GET /api/desk/applications/{id}/entry", { who: ["officer"], params: ById, returns: read.returns }),
  save: endpoint("PUT /api/desk/applications/{id}/draft/{section}", {
    who: ["officer"],
    params: save.params,
    body: save.body,
    returns: save.returns,
    limitBytes: save.limitBytes,
  }),
  submit: endpoint("POST /api/desk/applications/{id}/submission", {
    who: ["officer"],
    params: submit.params,
    body: submit.body,
    returns: submit.returns,
  }),
} as const;
