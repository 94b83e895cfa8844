import * as z from "zod/mini";
import { Refused } from "../../shared/problem.ts";
import { Instant, toInstant } from "../../shared/rules/london.ts";
import { type ClaimSettlement, settledDenied } from "../../shared/rules/membership.ts";
import type { Organisation } from "../../shared/rules/organisation.ts";
import { Dispute, disputeChange, disputeFrom, Held, heldChange } from "./claims.ts";
import { claimKey, disputeKey, organisationKey, personKey, waitingJoinKey } from "./keys.ts";
import { lookingAgain } from "./looking-again.ts";
import { refuseDenied } from "./members.ts";
import { organisationChange, organisationFromItem } from "./organisations.ts";
import { Person } from "./people.ts";
import type { Change, Table, Write } from "./table.ts";

const WaitingJoin = z.object({ organisationId: z.string(), personId: z.string(), askedAt: Instant });

type Waiting = {
  disputes: { dispute: Dispute; first: Organisation | undefined; second: Organisation }[];
  joins: { askedAt: Instant; organisation: Organisation; person: Person }[];
};

/** The rest is shown when these are done: one batch reads 100 items, and a dispute needs three. */
const MOST_SHOWN = 33;

const oldest = <K extends string, T extends Record<K, string>>(items: readonly T[], when: K): T[] =>
  items.toSorted((a, b) => a[when].localeCompare(b[when])).slice(0, MOST_SHOWN);

type Settled = { settlement: ClaimSettlement; reason: string; by: string };

/** The number that is in dispute, taken out of a group's details. */
const without = (organisation: Organisation, dispute: Dispute): Organisation => ({
  ...organisation,
  ...(dispute.claimKind === "charity-number" ? { charityNumber: "" } : {}),
  ...(dispute.claimKind === "company-number" ? { companyNumber: "" } : {}),
});

/** What concerns groups and waits for the office: second claims, and requests to join that nobody has answered. */
export const disputesStore = (table: Table) => ({
  /** Open disputes with both groups, and waiting requests with group and person, the oldest first; two hops. */
  waiting: async (): Promise<Waiting> => {
    const [rawDisputes, rawWaiting] = await Promise.all([
      table.query(disputeKey("", "").pk),
      table.query(waitingJoinKey("", "").pk),
    ]);
    const disputes = oldest(
      rawDisputes.map((raw) => Dispute.parse(raw)).filter(({ state }) => state === "open"),
      "raisedAt",
    );
    const joins = oldest(
      rawWaiting.map((raw) => WaitingJoin.parse(raw)),
      "askedAt",
    );
    const [claimed, asked] = await Promise.all([
      table.getMany(
        disputes.flatMap(({ claim, organisationId, against }) => [
          claimKey(claim),
          organisationKey(organisationId),
          organisationKey(against),
        ]),
      ),
      table.getMany(
        joins.flatMap(({ organisationId, personId }) => [organisationKey(organisationId), personKey(personId)]),
      ),
    ]);
    return {
      disputes: disputes.flatMap((dispute, n) => {
        const held = claimed[3 * n];
        const second = organisationFromItem(claimed[3 * n + 1]);
        const first = organisationFromItem(claimed[3 * n + 2]);
        const stillHeld = held !== undefined && Held.parse(held).organisationId === first?.id;
        return second === undefined ? [] : [{ dispute, first: stillHeld ? first : undefined, second }];
      }),
      joins: joins.flatMap(({ askedAt }, n) => {
        const organisation = organisationFromItem(asked[2 * n]);
        const person = asked[2 * n + 1];
        return organisation === undefined || person === undefined
          ? []
          : [{ askedAt, organisation, person: Person.parse(person) }];
      }),
    };
  },

  /**
   * An officer settles a second claim: the claim goes to one of the two or stays with both, and a number that is taken away
   * leaves that group's details, in one transaction. Refuses `not-found`, and `wrong-state` when it is settled otherwise, was
   * dropped, or the settlement does not fit (`membership/claim-settled`). The same write id again changes nothing.
   */
  settle: async (claim: string, secondId: string, { settlement, reason, by }: Settled, write: Write): Promise<void> => {
    await lookingAgain(async () => {
      const [rawDispute, rawHeld, rawSecond] = await table.getMany([
        disputeKey(claim, secondId),
        claimKey(claim),
        organisationKey(secondId),
      ]);
      const dispute = disputeFrom(rawDispute);
      const second = organisationFromItem(rawSecond);
      if (dispute === undefined || second === undefined) throw new Refused("not-found");
      if (dispute.writeId === write.writeId && dispute.state === "settled") return true;
      const held = rawHeld === undefined ? undefined : Held.parse(rawHeld);
      refuseDenied(settledDenied(dispute.claimKind, dispute.state, held !== undefined, settlement));
      const first =
        held === undefined ? undefined : organisationFromItem(await table.get(organisationKey(held.organisationId)));
      const at = toInstant(write.at);
      const settled = (organisationId: string) => ({
        type: "claim-settled" as const,
        at,
        by,
        organisationId,
        claim,
        reason,
      });
      const loses = (organisation: Organisation, events: Change["events"]): Change[] =>
        dispute.claimKind === "name-and-place"
          ? []
          : [organisationChange({ ...without(organisation, dispute), changedAt: at }, organisation.version, events)];
      const { outcome } = await table.write(
        [
          disputeChange({ ...dispute, state: "settled", settlement }, dispute.version, [settled(secondId)]),
          ...(settlement === "second-has-it"
            ? [
                heldChange({ id: claim, kind: dispute.claimKind }, secondId, held?.version ?? "absent"),
                ...(first === undefined ? [] : loses(first, [settled(first.id)])),
              ]
            : []),
          ...(settlement === "first-keeps-it"
            ? loses(second, [{ type: "organisation-changed", at, by, organisationId: secondId }])
            : []),
        ],
        write,
      );
      return outcome === "refused" ? undefined : true;
    });
  },
});
