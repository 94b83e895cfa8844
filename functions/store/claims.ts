import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { Instant, toInstant } from "../../shared/rules/london.ts";
import { ClaimKind, ClaimSettlement } from "../../shared/rules/membership.ts";
import type { OrganisationFields } from "../../shared/rules/organisation-fields.ts";
import { nameAndPlace, registerNumbers } from "../../shared/rules/organisation-identity.ts";
import { claimKey, disputeKey } from "./keys.ts";
import type { Change, Raw, Table, Write } from "./table.ts";

/** What one group can hold and another want: a register number by its org-id, or a hash of name and postcode. */
type Claim = { id: string; kind: ClaimKind };

/** Who holds a claim. */
export const Held = z.object({ claim: z.string(), organisationId: z.string(), version: z.int() });
export type Held = z.infer<typeof Held>;

/** A second claim, and how it was settled; `dropped` when the group no longer makes it. */
export const Dispute = z.object({
  claim: z.string(),
  claimKind: ClaimKind,
  organisationId: z.string(),
  /** Who held the claim when it was raised. */
  against: z.string(),
  raisedAt: Instant,
  state: z.enum(["open", "settled", "dropped"]),
  settlement: z.optional(ClaimSettlement),
  version: z.int(),
  writeId: z.string(),
});
export type Dispute = z.infer<typeof Dispute>;
type DisputeFacts = Omit<Dispute, "version" | "writeId">;

export type TransactItem = NonNullable<Parameters<Table["write"]>[2]>[number];

// Ids travel in events, and a name is not to: it is hashed.
const placeClaim = (place: string): Claim => ({
  id: `name-${createHash("sha256").update(place).digest("hex").slice(0, 32)}`,
  kind: "name-and-place",
});

/** The claim of a name and postcode, or undefined where they are no such thing. */
export const nameClaim = (name: string, postcode: string): Claim | undefined => {
  const place = nameAndPlace(name, postcode);
  return place === undefined ? undefined : placeClaim(place);
};

/** Everything a group claims: its register numbers, and its name with its postcode. DOMAIN 6.2. */
export const claimsOf = (of: OrganisationFields): Claim[] => {
  const name = nameClaim(of.name, of.postcode);
  return [
    ...registerNumbers(of).map(
      ({ field, orgId }): Claim => ({
        id: orgId,
        kind: field === "charityNumber" ? "charity-number" : "company-number",
      }),
    ),
    ...(name === undefined ? [] : [name]),
  ];
};

export const heldChange = (claim: Claim, organisationId: string, was: Change["was"]): Change => ({
  key: claimKey(claim.id),
  kind: "claim",
  schema: 1,
  was,
  events: [],
  data: { claim: claim.id, claimKind: claim.kind, organisationId },
});

/** A dispute as it is written; the envelope's own attributes are left to the write. */
export const disputeChange = (
  { claim, claimKind, organisationId, against, raisedAt, state, settlement }: DisputeFacts,
  was: Change["was"],
  events: Change["events"],
): Change => ({
  key: disputeKey(claim, organisationId),
  kind: "dispute",
  schema: 1,
  was,
  events,
  data: { claim, claimKind, organisationId, against, raisedAt, state, settlement },
});

export const disputeFrom = (raw: Raw | undefined): Dispute | undefined =>
  raw === undefined ? undefined : Dispute.parse(raw);

const released = (TableName: string, claim: Claim, organisationId: string): TransactItem => ({
  Delete: {
    TableName,
    Key: claimKey(claim.id),
    ConditionExpression: "organisationId = :mine",
    ExpressionAttributeValues: { ":mine": organisationId },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  },
});

/**
 * What a group's new details do to claims: what is free is taken, what another holds becomes a dispute for the office
 * (a shared name only where no number is in dispute), what is no longer said is given up. Part of the transaction that
 * writes the group; when another group was quicker, that write is refused, and this is asked again.
 */
export const claimChanges = async (
  table: Table,
  {
    organisationId,
    before,
    after,
    by,
  }: {
    organisationId: string;
    before: OrganisationFields | undefined;
    after: OrganisationFields;
    by: string;
  },
  { at }: Write,
): Promise<{ changes: Change[]; others: TransactItem[] }> => {
  const wanted = claimsOf(after);
  const dropped = (before === undefined ? [] : claimsOf(before)).filter(({ id }) =>
    wanted.every((claim) => claim.id !== id),
  );
  const all = [...wanted, ...dropped];
  if (all.length === 0) return { changes: [], others: [] };
  const read = await table.getMany(all.flatMap(({ id }) => [claimKey(id), disputeKey(id, organisationId)]));
  const standing = all.map((claim, n) => {
    const held = read[2 * n];
    return { claim, held: held === undefined ? undefined : Held.parse(held), dispute: disputeFrom(read[2 * n + 1]) };
  });
  const isWanted = ({ claim }: { claim: Claim }) => wanted.includes(claim);
  const lost = standing.filter(
    (one) => isWanted(one) && one.held !== undefined && one.held.organisationId !== organisationId,
  );
  const numbersLost = lost.some(({ claim }) => claim.kind !== "name-and-place");
  const raised = lost.filter(
    ({ claim, dispute }) =>
      !(numbersLost && claim.kind === "name-and-place") &&
      !(dispute?.state === "open" || dispute?.settlement === "both-keep-it"),
  );
  const over = standing.filter((one) => one.dispute?.state === "open" && !lost.includes(one));
  return {
    changes: [
      ...standing
        .filter((one) => isWanted(one) && one.held === undefined)
        .map(({ claim }) => heldChange(claim, organisationId, "absent")),
      ...raised.map(({ claim, held, dispute }) =>
        disputeChange(
          {
            claim: claim.id,
            claimKind: claim.kind,
            organisationId,
            against: held?.organisationId ?? "",
            raisedAt: toInstant(at),
            state: "open",
          },
          dispute?.version ?? "absent",
          [{ type: "claim-disputed", at: toInstant(at), by, organisationId, claim: claim.id }],
        ),
      ),
      ...over.flatMap(({ dispute }) =>
        dispute === undefined ? [] : [disputeChange({ ...dispute, state: "dropped" }, dispute.version, [])],
      ),
    ],
    others: standing
      .filter((one) => !isWanted(one) && one.held?.organisationId === organisationId)
      .map(({ claim }) => released(table.name, claim, organisationId)),
  };
};
