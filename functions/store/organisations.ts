import * as z from "zod/mini";
import { Refused } from "../../shared/problem.ts";
import { allowedRules } from "../../shared/rules/allowance.ts";
import type { Exception } from "../../shared/rules/exception.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { Organisation } from "../../shared/rules/organisation.ts";
import type { OrganisationFields } from "../../shared/rules/organisation-fields.ts";
import { allowanceFrom } from "./allowances.ts";
import { claimChanges } from "./claims.ts";
import { exceptionFrom } from "./exceptions.ts";
import { allowanceKey, exceptionKey, organisationKey, startedKey } from "./keys.ts";
import { lookingAgain } from "./looking-again.ts";
import { memberChange, personJoins } from "./members.ts";
import type { Change, Outcome, Raw, Table, Write } from "./table.ts";

const Stored = z.object(Organisation.shape);
const Started = z.object({ id: z.string() });
const writeIdOf = (raw: Raw): unknown => raw.writeId;

export const organisationFromItem = (raw: Raw | undefined): Organisation | undefined =>
  raw === undefined ? undefined : Stored.parse(raw);

/** A group with what the office has decided for it in one round. */
type GroupInRound = { organisation: Organisation; allowed: string[]; exception: Exception | undefined };

export const organisationChange = (
  { version: _, ...data }: Organisation,
  was: Change["was"],
  events: Change["events"],
): Change => ({ key: organisationKey(data.id), kind: "organisation", schema: 1, was, events, data });

export const organisationsStore = (table: Table) => {
  const read = async (organisationId: string): Promise<Organisation | undefined> =>
    organisationFromItem(await table.get(organisationKey(organisationId)));

  return {
    /** One group, or undefined. */
    read,

    /** These groups, in one hop; one that does not exist is left out. */
    many: async (organisationIds: readonly string[]): Promise<Organisation[]> =>
      organisationIds.length === 0
        ? []
        : (await table.getMany(organisationIds.map(organisationKey))).flatMap((raw) => organisationFromItem(raw) ?? []),

    /**
     * These groups, each with what the office has decided for it in a round: rules that are waived, leave to send after the
     * close. One read; a group that does not exist is left out.
     */
    inRound: async (roundId: string, organisationIds: readonly string[]): Promise<GroupInRound[]> => {
      const raws = await table.getMany(
        organisationIds.flatMap((id) => [organisationKey(id), allowanceKey(roundId, id), exceptionKey(id, roundId)]),
      );
      return organisationIds.flatMap((_, n): GroupInRound[] => {
        const [raw, waived, excepted] = raws.slice(3 * n, 3 * n + 3);
        const organisation = organisationFromItem(raw);
        if (organisation === undefined) return [];
        return [{ organisation, allowed: allowedRules(allowanceFrom(waived)), exception: exceptionFrom(excepted) }];
      });
    },

    /**
     * A new group with its first member, in one transaction with its claims. The same write id again answers with the group
     * that it made before. A number that another group holds is no refusal: it becomes a dispute.
     */
    create: async (
      { id, fields, personId }: { id: string; fields: OrganisationFields; personId: string },
      write: Write,
    ): Promise<Organisation> => {
      const at = toInstant(write.at);
      const organisation: Organisation = { ...fields, id, createdAt: at, changedAt: at, version: 1 };
      return lookingAgain(async () => {
        const claims = await claimChanges(
          table,
          { organisationId: id, before: undefined, after: fields, by: personId },
          write,
        );
        const { outcome }: Outcome = await table.write(
          [
            {
              key: startedKey(personId, write.writeId),
              kind: "started",
              schema: 1,
              was: "absent",
              events: [],
              data: { id },
            },
            organisationChange(organisation, "absent", [
              { type: "organisation-created", at, by: personId, organisationId: id },
            ]),
            memberChange(id, personId, "absent", { state: "active", since: at }),
            ...claims.changes,
          ],
          write,
          [personJoins(table, personId, id, write)],
        );
        if (outcome === "done") return organisation;
        if (outcome === "refused") return undefined;
        const started = await table.get(startedKey(personId, write.writeId));
        return started === undefined ? undefined : read(Started.parse(started).id);
      });
    },

    /**
     * New details of a group under the version they were typed over; claims follow. Refuses `not-found`, and `stale` when
     * somebody else has changed it. The same write id again answers with the group as it is.
     */
    change: async (
      { id, fields, version, personId }: { id: string; fields: OrganisationFields; version: number; personId: string },
      write: Write,
    ): Promise<Organisation> =>
      lookingAgain(async () => {
        const raw = await table.get(organisationKey(id));
        const before = organisationFromItem(raw);
        if (raw === undefined || before === undefined) throw new Refused("not-found");
        if (writeIdOf(raw) === write.writeId) return before;
        if (before.version !== version) throw new Refused("stale");
        const at = toInstant(write.at);
        const after: Organisation = { ...before, ...fields, changedAt: at };
        const claims = await claimChanges(table, { organisationId: id, before, after, by: personId }, write);
        const { outcome } = await table.write(
          [
            organisationChange(after, version, [
              { type: "organisation-changed", at, by: personId, organisationId: id },
            ]),
            ...claims.changes,
          ],
          write,
          claims.others,
        );
        return outcome === "refused" ? undefined : { ...after, version: version + 1 };
      }),
  };
};
