import * as z from "zod/mini";
import { toInstant } from "../../shared/rules/london.ts";
import type { Organisation } from "../../shared/rules/organisation.ts";
import type { OrganisationFields } from "../../shared/rules/organisation-fields.ts";
import { claimChanges, Held } from "./claims.ts";
import { claimKey, organisationKey, startedKey } from "./keys.ts";
import { lookingAgain } from "./looking-again.ts";
import { organisationChange, organisationFromItem } from "./organisations.ts";
import type { Table, Write } from "./table.ts";

const Started = z.object({ id: z.string() });

/** Groups that the office enters applications for. */
export const entriesStore = (table: Table) => ({
  /** The group that holds a claim (a register number by its org-id, or a name with its place), or undefined; two hops. */
  groupByClaim: async (claim: string): Promise<Organisation | undefined> => {
    const held = await table.get(claimKey(claim));
    return held === undefined
      ? undefined
      : organisationFromItem(await table.get(organisationKey(Held.parse(held).organisationId)));
  },

  /**
   * A new group without any member, with its claims: somebody of it may ask to join later, and the office lets them in. A
   * number that another group holds becomes a dispute. The same write id again answers with the group it made before.
   */
  createGroup: async (
    { id, fields, by }: { id: string; fields: OrganisationFields; by: string },
    write: Write,
  ): Promise<Organisation> => {
    const at = toInstant(write.at);
    const organisation: Organisation = { ...fields, id, createdAt: at, changedAt: at, version: 1 };
    return lookingAgain(async () => {
      const before = await table.get(startedKey(by, write.writeId));
      if (before !== undefined) return organisationFromItem(await table.get(organisationKey(Started.parse(before).id)));
      const claims = await claimChanges(table, { organisationId: id, before: undefined, after: fields, by }, write);
      const { outcome } = await table.write(
        [
          { key: startedKey(by, write.writeId), kind: "started", schema: 1, was: "absent", events: [], data: { id } },
          organisationChange(organisation, "absent", [{ type: "organisation-created", at, by, organisationId: id }]),
          ...claims.changes,
        ],
        write,
        claims.others,
      );
      return outcome === "done" ? organisation : undefined;
    });
  },
});
